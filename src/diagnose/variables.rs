//! Go's variables, in the environment or written by `go env -w`, against what is chosen.

use super::machine::Setting;
use super::on_path::version_of_root;
use super::{Finding, Machine};
use crate::golang::fatal::{self, toolchain_forms};
use crate::golang::select::Selection;
use crate::lang::{Lang, say};
use crate::project::Survey;
use crate::shim::{self, Source};
use crate::system::program::same_file;
use std::path::{Path, PathBuf};

pub(super) fn check(machine: &Machine<'_>) -> Vec<Finding> {
    let found = [
        gv_version(machine),
        root(machine),
        paths(machine),
        bin(machine),
        flags(machine),
        env_file(machine),
        toolchain(machine),
    ];
    found.into_iter().flatten().collect()
}

/// The line of a setting, and the file where it stands in one: `GOROOT=/opt/go`.
fn written(setting: &Setting, machine: &Machine<'_>) -> String {
    let line = format!("{}={}", setting.name, setting.value);
    match &setting.file {
        Some(file) => format!("{}: {line}", machine.path(file)),
        None => line,
    }
}

fn gv_version(machine: &Machine<'_>) -> Option<Finding> {
    let lang = machine.lang;
    let finding = match machine.choice() {
        Err(shim::Error::BadVariable { value }) => {
            let summary = say!(
                lang,
                "GV_VERSION is not a version, so no toolchain can be chosen",
                "GV_VERSION 不是版本，无法选择工具链"
            );
            Finding::error("gv_version_invalid", "GV_VERSION", summary).seen(format!("GV_VERSION={value}"))
        }
        Ok(choice) => {
            let Some(Source::Env(value)) = &choice.source else { return None };
            let other = choice.steps.iter().skip(1).find(|step| step.source.place().is_some())?;
            let (file, line) = other.source.place()?;
            let text = other.source.text().unwrap_or_default();
            if text == *value {
                return None;
            }
            let place = machine.place(&(file.to_owned(), line));
            let summary = say!(lang, "GV_VERSION overrides {place}", "GV_VERSION 优先于 {place}");
            Finding::info("gv_version_overrules", "GV_VERSION", summary)
                .seen(format!("GV_VERSION={value}"))
                .seen(format!("{place}  {text}"))
        }
        Err(_) => return None,
    };
    Some(finding.by(machine.shell.unset("GV_VERSION")))
}

fn root(machine: &Machine<'_>) -> Option<Finding> {
    let lang = machine.lang;
    let setting = machine.setting("GOROOT")?;
    let folder = Path::new(&setting.value);
    let is_missing = !folder.is_dir();
    let (id, summary, chosen) = if is_missing {
        let summary = say!(
            lang,
            "GOROOT is set to {value}, which does not exist",
            "GOROOT 指向的 {value} 不存在",
            value = setting.value
        );
        ("goroot_missing", summary, None)
    } else {
        let chosen = machine.chosen_root()?;
        // `current` is the stable GOROOT that IDEs are configured with.
        if same_file(folder, &chosen) || same_file(folder, &machine.home.current()) {
            return None;
        }
        let version = version_of_root(folder);
        let version = version.unwrap_or_else(|| say!(lang, "another directory", "另一个目录"));
        let summary = say!(
            lang,
            "GOROOT names {version}, not the Go that is chosen here",
            "GOROOT 指向 {version}，而不是此处选定的 Go"
        );
        ("goroot_differs", summary, Some(chosen))
    };
    // gv's shims take the variable away before they start a toolchain of gv's; a line in the file stays.
    let ignored = setting.file.is_none() && machine.chosen().is_some();
    let finding =
        if ignored { Finding::warning(id, "GOROOT", summary) } else { Finding::error(id, "GOROOT", summary) };
    let mut finding = finding.seen(written(&setting, machine));
    if let Some(chosen) = chosen {
        let chosen = machine.path(&chosen);
        finding = finding.seen(say!(lang, "chosen: {chosen}", "选定的是 {chosen}"));
    }
    if ignored {
        finding = finding.seen(say!(
            lang,
            "gv's shims ignore it, but IDEs and other tools do not",
            "gv 的 shim 会忽略它，但 IDE 等其他工具不会"
        ));
    }
    Some(finding.by(setting.removal(machine)))
}

fn paths(machine: &Machine<'_>) -> Option<Finding> {
    let setting = machine.setting("GOPATH")?;
    let root = machine.chosen_root();
    let is_root = |entry: &Path| root.as_ref().is_some_and(|root| same_file(entry, root));
    for entry in std::env::split_paths(&setting.value).filter(|entry| !entry.as_os_str().is_empty()) {
        let finding = if let Some(summary) = bad_path("GOPATH", &entry, machine.lang) {
            Finding::error("gopath_invalid", "GOPATH", summary)
        } else if is_root(&entry) {
            let summary = say!(
                machine.lang,
                "GOPATH is the GOROOT, which has no effect",
                "GOPATH 与 GOROOT 相同，不起作用"
            );
            Finding::warning("gopath_is_goroot", "GOPATH", summary)
        } else {
            continue;
        };
        return Some(finding.seen(written(&setting, machine)).by(setting.removal(machine)));
    }
    None
}

fn bin(machine: &Machine<'_>) -> Option<Finding> {
    let setting = machine.setting("GOBIN")?;
    let summary = bad_path("GOBIN", Path::new(&setting.value), machine.lang)?;
    let finding = Finding::error("gobin_invalid", "GOBIN", summary);
    Some(finding.seen(written(&setting, machine)).by(setting.removal(machine)))
}

fn bad_path(name: &str, path: &Path, lang: Lang) -> Option<String> {
    if path.to_string_lossy().starts_with('~') {
        return Some(say!(
            lang,
            "{name} begins with ~, which go does not expand and refuses",
            "{name} 以 ~ 开头，go 不会展开并会拒绝"
        ));
    }
    let is_relative = !path.is_absolute();
    is_relative
        .then(|| say!(lang, "{name} is a relative path, which go refuses", "{name} 是相对路径，go 会拒绝"))
}

fn flags(machine: &Machine<'_>) -> Option<Finding> {
    let lang = machine.lang;
    let setting = machine.setting("GOFLAGS")?;
    let finding =
        if let Some(word) = fatal::bad_flag(&setting.value) {
            let summary = say!(
                lang,
                "GOFLAGS contains {word:?}, which is not a flag: every go command fails",
                "GOFLAGS 中的 {word:?} 不是选项：所有 go 命令都会失败"
            );
            Finding::error("goflags_invalid", "GOFLAGS", summary).seen(written(&setting, machine))
        } else {
            let mut words = setting.value.split_whitespace();
            if !words.any(|word| word.trim_start_matches('-') == "mod=vendor") {
                return None;
            }
            let survey = Survey::of(machine.env.cwd(), machine.env);
            let folder = survey.floor_file()?.with_file_name("vendor");
            if folder.is_dir() {
                return None;
            }
            let summary = say!(
                lang,
                "GOFLAGS asks for vendored modules, but there is no {folder}",
                "GOFLAGS 要求使用 vendor 目录，但 {folder} 不存在",
                folder = machine.path(&folder)
            );
            Finding::error("goflags_vendor", "GOFLAGS", summary).seen(written(&setting, machine)).fixed_by(
                say!(lang, "remove the flag, or: go mod vendor", "请去掉该选项，或执行：go mod vendor"),
            )
        };
    Some(finding.by(setting.removal(machine)))
}

fn env_file(machine: &Machine<'_>) -> Option<Finding> {
    let lang = machine.lang;
    if let Some(unreadable) = machine.go().unreadable().first() {
        let summary = say!(
            lang,
            "{file} cannot be read, so the settings of `go env -w` are not in force",
            "无法读取 {file}，`go env -w` 的设置全部不生效",
            file = machine.path(&unreadable.path)
        );
        let finding = Finding::warning("goenv_unreadable", unreadable.path.display(), summary);
        return Some(finding.seen(unreadable.source.to_string()));
    }
    let value = PathBuf::from(machine.env.get("GOENV")?);
    if value == Path::new("off") {
        let summary =
            say!(lang, "the settings of `go env -w` are not in force", "`go env -w` 的设置全部不生效");
        return Some(Finding::info("goenv_off", "GOENV", summary).seen("GOENV=off"));
    }
    let is_missing = !machine.env.cwd().join(&value).is_file();
    is_missing.then(|| {
        let summary = say!(
            lang,
            "GOENV names a file that does not exist, so the settings of `go env -w` are not in force",
            "GOENV 指向的文件不存在，`go env -w` 的设置全部不生效"
        );
        Finding::warning("goenv_missing", "GOENV", summary)
            .seen(format!("GOENV={}", value.display()))
            .by(machine.shell.unset("GOENV"))
    })
}

fn toolchain(machine: &Machine<'_>) -> Option<Finding> {
    let lang = machine.lang;
    let setting = machine.setting("GOTOOLCHAIN")?;
    let finding = if Selection::parse(&setting.value).is_none() {
        let summary = say!(
            lang,
            "GOTOOLCHAIN has a value that go does not understand: every go command fails",
            "GOTOOLCHAIN 的值 go 无法理解：所有 go 命令都会失败"
        );
        Finding::error("gotoolchain_invalid", "GOTOOLCHAIN", summary).fixed_by(toolchain_forms(lang))
    } else {
        let choice = machine.choice().ok()?;
        let chosen = choice.without_gotoolchain()?;
        if !matches!(choice.source, Some(Source::Gotoolchain(_))) {
            return None;
        }
        let summary = say!(
            lang,
            "GOTOOLCHAIN makes go run another version than go{chosen}, which is chosen here",
            "GOTOOLCHAIN 会让 go 运行另一个版本，而不是此处选定的 go{chosen}"
        );
        Finding::warning("gotoolchain_overrules", "GOTOOLCHAIN", summary)
    };
    Some(finding.seen(written(&setting, machine)).by(setting.removal(machine)))
}
