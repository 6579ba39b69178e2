//! The default toolchain, and the toolchains themselves.

use super::on_path::version_of_root;
use super::{Finding, Machine, Owner, Repair};
use crate::lang::{Explain, Lang, say};
use crate::shell::Shell;
use crate::store::{Error, Toolchain};
use crate::system::link;
use crate::system::program::{self, Beginning, is_program, same_file};
use crate::version::Version;
use std::path::{Path, PathBuf};

pub(super) fn check(machine: &Machine<'_>) -> Vec<Finding> {
    let link = machine.home.current();
    let default = match machine.store.default_version() {
        Ok(default) => default,
        Err(Error::Occupied { path }) => return vec![occupied(&path, machine)],
        Err(_) => return Vec::new(),
    };
    let finding = match (default, link::read(&link)) {
        (None, Err(_)) => without(machine),
        (None, Ok(target)) => Some(strange(&link, &target, machine)),
        // The check of the toolchains reports what this user may not look at.
        (Some(version), _) if machine.store.look_for(&version).is_err() => None,
        (Some(version), target) => match machine.store.find(&version) {
            None => Some(gone(&link, &version, machine)),
            Some(toolchain) if same_file(&toolchain.path, &link) => None,
            // Where no link can be made, the store knows the default without one.
            Some(_) => target.ok().map(|target| elsewhere(&link, &target, version, machine)),
        },
    };
    finding.into_iter().collect()
}

fn occupied(link: &Path, machine: &Machine<'_>) -> Finding {
    let summary = say!(
        machine.lang,
        "{link} is not a link: no default can be set",
        "{link} 不是链接，无法设置默认工具链",
        link = machine.path(link)
    );
    Finding::error("current_occupied", link.display(), summary).fixed_by(say!(
        machine.lang,
        "move it away, then: gv use latest",
        "请移走它，然后执行：gv use latest"
    ))
}

/// `current` links to something that is not a toolchain of gv's.
fn strange(link: &Path, target: &Path, machine: &Machine<'_>) -> Finding {
    let shown = machine.path(link);
    let summary = say!(
        machine.lang,
        "{shown} leads to something that is not a toolchain of gv's",
        "{shown} 指向的不是 gv 的工具链"
    );
    let version = newest(machine).map_or("latest".into(), |version| version.to_string());
    Finding::warning("current_strange", link.display(), summary)
        .seen(format!("{shown} → {}", machine.path(target)))
        .by(format!("gv use {version}"))
}

/// `current` links to a toolchain of that version elsewhere, as after the home was moved.
fn elsewhere(link: &Path, target: &Path, version: Version, machine: &Machine<'_>) -> Finding {
    let shown = machine.path(link);
    let summary = say!(
        machine.lang,
        "{shown} does not lead to go{version} in this home, so IDEs use another Go than the terminal",
        "{shown} 没有指向本主目录中的 go{version}，IDE 与终端会使用不同的 Go"
    );
    Finding::warning("current_elsewhere", link.display(), summary)
        .seen(format!("{shown} → {}", machine.path(target)))
        .by(format!("gv use {version}"))
        .repaired_by(Repair::Default(version))
}

fn gone(link: &Path, version: &Version, machine: &Machine<'_>) -> Finding {
    let lang = machine.lang;
    let summary =
        say!(lang, "the default, go{version}, is no longer installed", "默认工具链 go{version} 已不存在");
    let finding = Finding::error("current_broken", link.display(), summary).seen(machine.path(link));
    match nearest(machine, version) {
        Some(instead) => finding
            .fixed_by(say!(lang, "go{instead} is installed and can replace it", "可改用已安装的 go{instead}"))
            .by(format!("gv use {instead}"))
            .repaired_by(Repair::Default(instead)),
        None => finding.by(format!("gv use {version}")),
    }
}

/// What to say where there is no default. A Go of the system's will do, and so will whatever pins ask for.
fn without(machine: &Machine<'_>) -> Option<Finding> {
    let (lang, link) = (machine.lang, machine.home.current());
    if machine.gos().iter().any(|go| matches!(go.owner, Owner::System | Owner::Manager(_))) {
        return None;
    }
    let Some(newest) = newest(machine) else {
        let summary = say!(lang, "no toolchain is installed yet", "尚未安装任何工具链");
        return Some(Finding::info("nothing_installed", link.display(), summary).by("gv use latest"));
    };
    let summary = say!(
        lang,
        "toolchains are installed, but none is the default, and PATH has no other Go",
        "已安装工具链，但没有设置默认版本，PATH 上也没有其他 Go"
    );
    Some(
        Finding::warning("no_default", link.display(), summary)
            .seen(say!(lang, "the newest here is go{newest}", "已安装的最新版本是 go{newest}"))
            .by(format!("gv use {newest}")),
    )
}

/// The newest whole toolchain of the same minor, else the newest of all; releases before pre-releases.
fn nearest(machine: &Machine<'_>, version: &Version) -> Option<Version> {
    let whole = whole(machine);
    let of_minor = whole.iter().find(|other| other.same_minor(version));
    of_minor.or(whole.iter().find(|other| !other.is_prerelease())).or(whole.first()).cloned()
}

fn newest(machine: &Machine<'_>) -> Option<Version> {
    let whole = whole(machine);
    whole.iter().find(|version| !version.is_prerelease()).or(whole.first()).cloned()
}

/// The toolchains that have their `go`, newest first.
fn whole(machine: &Machine<'_>) -> Vec<Version> {
    let toolchains = machine.store.list().unwrap_or_default();
    let whole = toolchains.into_iter().filter(|toolchain| damage(toolchain, machine).is_none());
    whole.map(|toolchain| toolchain.version).collect()
}

pub(super) fn check_toolchains(machine: &Machine<'_>) -> Vec<Finding> {
    let toolchains = match listed(machine) {
        Ok(toolchains) => toolchains,
        Err(unreadable) => return vec![*unreadable],
    };
    let found = toolchains.iter().filter_map(|toolchain| damage(toolchain, machine));
    found.chain(dead_links(machine)).collect()
}

/// The toolchains, or that this user may not look at them: in the folder, or in one of them.
fn listed(machine: &Machine<'_>) -> Result<Vec<Toolchain>, Box<Finding>> {
    let (lang, folder) = (machine.lang, machine.home.versions());
    let unreadable = |why: String| {
        let summary = say!(
            lang,
            "you may not read {folder}, so its toolchains cannot run",
            "您没有读取 {folder} 的权限，其中的工具链无法运行",
            folder = machine.path(&folder)
        );
        Box::new(Finding::error("toolchains_unreadable", folder.display(), summary).seen(why).fixed_by(say!(
            lang,
            "ask the owner for read access, or set GV_HOME to a directory of your own",
            "请其所有者开放读取权限，或将 GV_HOME 设为您自己的目录"
        )))
    };
    let default = machine.store.default_version().ok().flatten();
    let looked = default.map_or(Ok(None), |version| machine.store.look_for(&version));
    match looked.and_then(|_| machine.store.list()) {
        Ok(toolchains) => Ok(toolchains),
        Err(Error::Io(error)) => Err(unreadable(error.source.to_string())),
        Err(error) => Err(unreadable(error.message(lang))),
    }
}

/// Links of the store that lead nowhere: they are never listed.
fn dead_links(machine: &Machine<'_>) -> Vec<Finding> {
    let entries = machine.home.versions().read_dir().into_iter().flatten().flatten();
    let named = |name: &str| Version::from_toolchain_name(name).ok();
    let versions = entries.filter_map(|entry| named(entry.file_name().to_str()?));
    let dead = versions.filter_map(|version| machine.store.find_dead(&version));
    let finding = |dead: Toolchain| {
        let (path, target) = (machine.path(&dead.path), link::read(&dead.path).unwrap_or_default());
        let summary = say!(
            machine.lang,
            "{path} is a link to an imported toolchain that is no longer there",
            "{path} 导入自别处，而那里已不存在"
        );
        Finding::error("toolchain_gone", dead.path.display(), summary)
            .seen(format!("{path} → {}", machine.path(&target)))
            .fixed_by(install_again(machine.lang))
            .by(format!("gv uninstall --force {}", dead.version))
    };
    dead.map(finding).collect()
}

fn install_again(lang: Lang) -> String {
    say!(lang, "remove it, then install it again", "请先卸载，再重新安装")
}

/// What a `go` begins with, where that is not what this system runs: gv itself is a program that it does run.
fn strange_beginning(go: &Path) -> Option<Beginning> {
    let beginning = program::beginning(go)?;
    let own = || program::beginning(&std::env::current_exe().ok()?);
    let fits = match beginning {
        Beginning::Script => true,
        Beginning::Program(_) => own().is_none_or(|own| own == beginning),
        Beginning::Empty | Beginning::Strange => false,
    };
    (!fits).then_some(beginning)
}

/// What is wrong with a toolchain: programs that may not run, a missing `go`, or another version than its name says.
fn damage(toolchain: &Toolchain, machine: &Machine<'_>) -> Option<Finding> {
    let (lang, path) = (machine.lang, machine.path(&toolchain.path));
    let programs = toolchain.not_executable();
    if !programs.is_empty() {
        return Some(not_executable(toolchain, &programs, machine));
    }
    let remove = format!("gv uninstall --force {}", toolchain.version);
    let go = toolchain.tool("go");
    if !is_program(&go) {
        let summary = say!(lang, "{path} is incomplete", "{path} 不完整");
        return Some(
            Finding::error("toolchain_incomplete", toolchain.path.display(), summary)
                .seen(say!(lang, "{go} is missing", "缺少 {go}", go = machine.path(&go)))
                .fixed_by(install_again(lang))
                .by(remove),
        );
    }
    if let Some(beginning) = strange_beginning(&go) {
        return Some(not_runnable(&go, beginning, machine).by(remove));
    }
    let says = version_of_root(&toolchain.path)?;
    let same = Version::from_version_line(&says).is_ok_and(|said| said == toolchain.version);
    // A build of the user's own (`devel`) may be called anything.
    let differs = says.starts_with("go1") && !same;
    differs.then(|| {
        let summary = say!(lang, "{path} contains {says}", "{path} 中实际是 {says}");
        Finding::error("toolchain_misnamed", toolchain.path.display(), summary)
            .seen(format!("{}: {says}", machine.path(&toolchain.path.join("VERSION"))))
            .fixed_by(install_again(lang))
            .by(remove)
    })
}

fn not_executable(toolchain: &Toolchain, programs: &[PathBuf], machine: &Machine<'_>) -> Finding {
    let summary = say!(
        machine.lang,
        "programs of {path} are not executable, as after a copy that does not keep modes",
        "{path} 中的部分程序没有可执行权限，常见于不保留权限的复制",
        path = machine.path(&toolchain.path)
    );
    let words: Vec<_> = programs.iter().map(|path| Shell::USUAL.path(path)).collect();
    Finding::error("toolchain_not_executable", toolchain.path.display(), summary)
        .seen(machine.paths(programs))
        .fixed_by(say!(machine.lang, "make them executable again", "恢复可执行权限"))
        .by(format!("chmod +x {}", words.join(" ")))
}

/// The system cannot run the `go` of a toolchain: it is damaged, or for another machine.
fn not_runnable(go: &Path, beginning: Beginning, machine: &Machine<'_>) -> Finding {
    let lang = machine.lang;
    let summary = say!(lang, "the system cannot run {go}", "系统无法运行 {go}", go = machine.path(go));
    let target = go.parent().and_then(Path::parent).unwrap_or(go).display();
    let finding = match beginning {
        Beginning::Empty => Finding::error("toolchain_not_runnable", target, summary).seen(say!(
            lang,
            "the file is empty",
            "文件为空"
        )),
        // Some systems run programs of other machines: by an emulator, or as the older half of their own.
        Beginning::Program(_) => {
            Finding::warning("toolchain_not_runnable", target, summary).likely().seen(say!(
                lang,
                "it is a program for another machine than gv itself",
                "它不是为 gv 所在平台编译的程序"
            ))
        }
        Beginning::Script | Beginning::Strange => Finding::error("toolchain_not_runnable", target, summary)
            .seen(say!(lang, "the file is damaged: it is not a program", "文件已损坏，不是程序")),
    };
    finding.fixed_by(install_again(lang))
}
