//! Go's variables.

use super::{Teller, Told};
use crate::diagnose::problem::{BadPath, Setting, Stored, Variables};

pub(super) fn variables(problem: &Variables, say: &Teller<'_>) -> Told {
    let lang = say.lang;
    match problem {
        Variables::RootMissing { setting, ignored } => {
            let told = Told::new(lang.goroot_missing(&setting.value)).seen(written(setting, say));
            if *ignored { told.seen(lang.shims_ignore_it()) } else { told }
        }
        Variables::RootDiffers { setting, version, chosen, ignored } => {
            let version = version.clone().unwrap_or_else(|| lang.another_go());
            let told = Told::new(lang.goroot_differs(&version))
                .seen(written(setting, say))
                .seen(lang.chosen_is(&say.path(chosen)));
            if *ignored { told.seen(lang.shims_ignore_it()) } else { told }
        }
        Variables::BadPath { setting, why } => {
            let name = setting.name;
            let summary = match why {
                BadPath::Relative => lang.path_relative(name),
                BadPath::Tilde => lang.path_tilde(name),
                BadPath::Root => lang.gopath_is_goroot(),
            };
            Told::new(summary).seen(written(setting, say))
        }
        Variables::NoFlag { setting, word } => {
            Told::new(lang.goflags_invalid(word)).seen(written(setting, say))
        }
        Variables::NoVendor { setting, folder } => Told::new(lang.goflags_vendor(&say.path(folder)))
            .seen(written(setting, say))
            .fixed_by(lang.goflags_vendor_fix()),
        Variables::NoEnvFile { file } => {
            Told::new(lang.goenv_missing()).seen(format!("GOENV={}", file.display()))
        }
        Variables::EnvFileOff => Told::new(lang.goenv_off()).seen("GOENV=off"),
        Variables::EnvFileUnreadable { file, why } => {
            Told::new(lang.goenv_unreadable(&say.path(file))).seen(why.clone())
        }
        Variables::BadToolchain { setting } => Told::new(lang.gotoolchain_invalid())
            .seen(written(setting, say))
            .fixed_by(lang.gotoolchain_forms()),
        Variables::OtherToolchain { setting, chosen } => {
            Told::new(lang.gotoolchain_overrules(&format!("go{chosen}"))).seen(written(setting, say))
        }
        Variables::BadVersion { value } => {
            Told::new(lang.gv_version_invalid()).seen(format!("GV_VERSION={value}"))
        }
        Variables::Overruled { value, text, place } => {
            Told::new(lang.gv_version_overrules_file(&say.place(place)))
                .seen(format!("GV_VERSION={value}"))
                .seen(format!("{}  {text}", say.place(place)))
        }
    }
}

pub(super) fn stored(problem: &Stored, say: &Teller<'_>) -> Told {
    let lang = say.lang;
    let summary = match problem {
        Stored::Older { variable } => lang.terminal_older(variable),
        Stored::Differs { variable } => lang.terminal_differs(variable),
    };
    Told::new(summary).fixed_by(lang.terminal_anew())
}

/// `GOROOT=/opt/go`, and the file where it stands in one.
fn written(setting: &Setting, say: &Teller<'_>) -> String {
    let line = format!("{}={}", setting.name, setting.value);
    match &setting.file {
        Some(file) => format!("{}: {line}", say.path(file)),
        None => line,
    }
}

crate::ui::messages! {
    terminal_older(variable: &str) {
        en: "{variable} is set, but this terminal is older than the setting: nothing in it sees the variable",
        zh: "已设置 {variable}，但当前终端在设置之前就已打开：其中的程序都看不到它",
    }
    terminal_differs(variable: &str) {
        en: "{variable} has another value in a new terminal than in this one",
        zh: "{variable} 在新终端中的值与当前终端不同",
    }
    terminal_anew() {
        en: "open a new terminal; an IDE, or a terminal in it, has to be started anew as a whole",
        zh: "打开新终端；IDE（包括其中的终端）则需要整个重启",
    }
    goroot_missing(value: &str) { en: "GOROOT names {value}, which is not there", zh: "GOROOT 指向的 {value} 不存在" }
    goroot_differs(version: &str) { en: "GOROOT names {version}, not the Go that is chosen here", zh: "GOROOT 指向 {version}，而不是此处选定的 Go" }
    another_go() { en: "another folder", zh: "另一个目录" }
    chosen_is(root: &str) { en: "chosen: {root}", zh: "选定的是 {root}" }
    shims_ignore_it() { en: "gv's shims ignore it, but IDEs and other tools do not", zh: "gv 的 shim 会忽略它，但 IDE 等其他工具不会" }
    path_relative(name: &str) { en: "{name} is a relative path, which go refuses", zh: "{name} 是相对路径，go 会拒绝" }
    path_tilde(name: &str) { en: "{name} begins with ~, which go does not expand and refuses", zh: "{name} 以 ~ 开头，go 不会展开并会拒绝" }
    gopath_is_goroot() { en: "GOPATH is the GOROOT, which has no effect", zh: "GOPATH 与 GOROOT 相同，不起作用" }
    goflags_invalid(word: &str) { en: "GOFLAGS holds {word:?}, which is no flag: every go command fails", zh: "GOFLAGS 中的 {word:?} 不是选项：所有 go 命令都会失败" }
    goflags_vendor(folder: &str) { en: "GOFLAGS asks for vendored modules, but there is no {folder}", zh: "GOFLAGS 要求使用 vendor 目录，但 {folder} 不存在" }
    goflags_vendor_fix() { en: "take the flag away, or: go mod vendor", zh: "请去掉该选项，或执行：go mod vendor" }
    goenv_missing() { en: "GOENV names a file that is not there, so nothing of `go env -w` is in force", zh: "GOENV 指向的文件不存在，`go env -w` 的设置全部不生效" }
    goenv_unreadable(file: &str) { en: "{file} cannot be read, so nothing of `go env -w` is in force", zh: "无法读取 {file}，`go env -w` 的设置全部不生效" }
    goenv_off() { en: "nothing of `go env -w` is in force", zh: "`go env -w` 的设置全部不生效" }
    gotoolchain_invalid() { en: "GOTOOLCHAIN is nothing go understands: every go command fails", zh: "GOTOOLCHAIN 的值 go 无法理解：所有 go 命令都会失败" }
    gotoolchain_forms() { en: "it takes auto, local, path, go1.22.3, go1.22.3+auto or go1.22.3+path", zh: "可用的值：auto、local、path、go1.22.3、go1.22.3+auto 或 go1.22.3+path" }
    gotoolchain_overrules(chosen: &str) { en: "GOTOOLCHAIN makes go run another version than {chosen}, which is chosen here", zh: "GOTOOLCHAIN 会让 go 运行另一个版本，而不是此处选定的 {chosen}" }
    gv_version_invalid() { en: "GV_VERSION holds no version, so nothing can be chosen", zh: "GV_VERSION 不是版本，无法选择工具链" }
    gv_version_overrules_file(place: &str) { en: "GV_VERSION overrules {place}", zh: "GV_VERSION 优先于 {place}" }
}
