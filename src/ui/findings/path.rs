//! PATH: which `go` comes first, other managers, `go install`'s folder.

use super::{Teller, Told};
use crate::diagnose::problem::{Bin, Go, Line, Managers};
use crate::ui::paths;

pub(super) fn go(problem: &Go, say: &Teller<'_>) -> Told {
    let lang = say.lang;
    match problem {
        Go::NotOnPath { shims, instead, in_startup } => {
            let told = Told::new(lang.shims_not_on_path(&say.path(shims)));
            let told = match instead {
                Some(go) => told.seen(lang.runs_instead(&say.go(go))),
                None => told,
            };
            told.fixed_by(if *in_startup { lang.open_new_terminal() } else { lang.set_up_and_open() })
        }
        Go::Shadowed { by, shims, lines } => {
            let mut told = Told::new(lang.shims_shadowed(&say.path(&by.path)))
                .seen(lang.comes_before(&say.go(by), &say.path(shims)));
            told.evidence.extend(lines.iter().map(|line| self::line(line, say)));
            if lines.is_empty() {
                told.fixed_by(lang.put_first())
            } else {
                told.fixed_by(lang.take_lines_out())
            }
        }
        Go::Alias { path } => Told::new(lang.go_alias()).seen(say.path(path)).fixed_by(lang.go_alias_fix()),
        Go::Windows { go } => Told::new(lang.go_of_windows()).seen(say.go(go)).fixed_by(lang.put_first()),
    }
}

pub(super) fn managers(problem: &Managers, say: &Teller<'_>) -> Told {
    let lang = say.lang;
    let (manager, lines) = match problem {
        Managers::Rival { manager, lines } | Managers::Neighbour { manager, lines } => (manager, lines),
    };
    let mut told = match problem {
        Managers::Rival { .. } => {
            Told::new(lang.other_manager(manager.id())).fixed_by(lang.other_manager_fix(manager.id()))
        }
        Managers::Neighbour { .. } => Told::new(lang.other_manager_of_many(manager.id())),
    };
    told.evidence.extend(lines.iter().map(|line| self::line(line, say)));
    told
}

pub(super) fn bin(problem: &Bin, say: &Teller<'_>) -> Told {
    match problem {
        Bin::NotOnPath { folder, programs } => {
            Told::new(say.lang.go_bin_not_on_path(&say.path(folder))).seen(say.some(programs))
        }
    }
}

/// `~/.bashrc:12  eval "$(goenv init -)"`
fn line(line: &Line, say: &Teller<'_>) -> String {
    format!("{}:{}  {}", paths::shown(&line.file, say.env), line.number, line.text)
}

crate::ui::messages! {
    shims_not_on_path(shims: &str) { en: "{shims} is not on PATH, so go is not gv's", zh: "{shims} 不在 PATH 中，go 并不由 gv 接管" }
    runs_instead(go: &str) { en: "go is {go}", zh: "go 实际是 {go}" }
    open_new_terminal() {
        en: "every new terminal has it there: open a new terminal, or in this one",
        zh: "新终端中已有配置：请打开新终端，或在当前终端执行",
    }
    set_up_and_open() { en: "do this, then open a new terminal", zh: "执行以下命令，然后打开新终端" }
    shims_shadowed(by: &str) { en: "go is {by}, not gv's: it comes first on PATH", zh: "go 是 {by} 而不是 gv 的：它在 PATH 中更靠前" }
    comes_before(go: &str, shims: &str) { en: "{go} before {shims}", zh: "{go}先于 {shims}" }
    put_first() { en: "put gv's shims first, here and in the startup file", zh: "请在当前终端和启动文件中把 gv 的 shim 放到最前" }
    take_lines_out() { en: "take these lines out, or put gv's shims first", zh: "请删除这些行，或把 gv 的 shim 放到最前" }
    go_alias() { en: "an app alias of Windows stands before gv's shims and opens the shop instead of Go", zh: "Windows 的应用执行别名排在 gv 的 shim 之前，会打开商店而不是运行 Go" }
    go_alias_fix() { en: "turn it off in Settings > Apps > App execution aliases, or put gv's shims first", zh: "请在「设置 > 应用 > 应用执行别名」中关闭它，或把 gv 的 shim 放到最前" }
    go_of_windows() { en: "Go for Windows comes before gv's shims, in a Linux inside of Windows", zh: "在 Windows 内的 Linux 中，Windows 版 Go 排在 gv 的 shim 之前" }
    other_manager(name: &str) { en: "{name} manages Go too, and new shells set it up", zh: "{name} 也在管理 Go，新的 shell 会加载它" }
    other_manager_fix(name: &str) { en: "take the line out unless you still use {name}; what it has can be taken over", zh: "如不再使用 {name}，请删除该行；它的工具链可以导入" }
    other_manager_of_many(name: &str) { en: "{name} has a Go of its own too, and new shells set it up", zh: "{name} 也装有 Go，新的 shell 会加载它" }
    go_bin_not_on_path(folder: &str) { en: "{folder} is not on PATH, so what go install built there is not found", zh: "{folder} 不在 PATH 中，无法直接运行 go install 安装的程序" }
}
