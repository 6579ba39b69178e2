//! Every `go` on PATH: whether gv's is the first.

use super::managers::{self, Line};
use super::{Finding, Machine, OnPath, Owner};
use crate::lang::{Lang, say};
use crate::setup::{environment, rc};
use crate::system::program::same_file;
use std::path::Path;

pub(super) fn check(machine: &Machine<'_>) -> Vec<Finding> {
    // Without shims there is nothing to put on PATH yet.
    if !machine.is_set_up() {
        return Vec::new();
    }
    let shims = machine.home.shims();
    let dirs = machine.env.path_dirs();
    let on_path = dirs.iter().any(|dir| *dir == shims || same_file(dir, &shims));
    // A link to the shim in a folder of PATH does as well.
    let is_first = machine.gos().first().is_some_and(|go| go.owner == Owner::Shim);
    if !on_path && !is_first {
        return vec![not_on_path(machine, &shims)];
    }
    let before = machine.gos().iter().take_while(|go| go.owner != Owner::Shim);
    before.filter_map(|go| in_front(machine, go)).take(1).collect()
}

fn not_on_path(machine: &Machine<'_>, shims: &Path) -> Finding {
    let lang = machine.lang;
    let has_block =
        |change: &rc::StartupChange| matches!(change.kind, rc::Effect::Removed | rc::Effect::Deleted);
    let stored = environment::plan_path(machine.home, machine.env).ok().flatten();
    // A startup file has gv's block, or the PATH that Windows keeps has the folder: a new terminal will do.
    let in_startup = rc::plan_removal(machine.home, machine.env).iter().any(has_block)
        || stored.is_some_and(|change| matches!(change.kind, environment::Effect::Unchanged));
    let summary = say!(
        lang,
        "{shims} is not on PATH, so go does not run gv's shim",
        "{shims} 不在 PATH 中，go 并不由 gv 接管",
        shims = machine.path(shims)
    );
    let mut finding = Finding::error("shims_not_on_path", shims.display(), summary);
    if let Some(go) = machine.gos().first() {
        finding = finding.seen(say!(lang, "go is {go}", "go 实际是 {go}", go = machine.go_on_path(go)));
    }
    let fix = if in_startup {
        say!(
            lang,
            "new terminals have it on PATH: open a new terminal, or run this here",
            "新终端中已有配置：请打开新终端，或在当前终端执行"
        )
    } else {
        say!(lang, "do this, then open a new terminal", "执行以下命令，然后打开新终端")
    };
    let here = machine.hookup().filter(|_| in_startup);
    finding.fixed_by(fix).by(here.unwrap_or_else(|| "gv setup".to_owned()))
}

/// A `go` that comes before gv's. Where PATH has the shims folder without a shim in it, `shims` reports that.
fn in_front(machine: &Machine<'_>, go: &OnPath) -> Option<Finding> {
    if !machine.gos().iter().any(|go| go.owner == Owner::Shim) {
        return None;
    }
    let finding = match go.owner {
        Owner::Shim => return None,
        // `gv exec` puts the chosen toolchain first.
        Owner::Toolchain if machine.env.get("GV_VERSION").is_some() && is_chosen(machine, go) => return None,
        Owner::Alias => alias(machine, go),
        Owner::Windows => of_windows(machine, go),
        Owner::Toolchain | Owner::OtherGv | Owner::System => shadowed(machine, go, &[]),
        Owner::Manager(manager) => shadowed(machine, go, &managers::lines_of(manager, machine)),
    };
    Some(match machine.hookup() {
        Some(line) => finding.by(line),
        None => finding,
    })
}

fn put_first(lang: Lang) -> String {
    say!(
        lang,
        "put gv's shims first, here and in the startup file",
        "请在当前终端和启动文件中把 gv 的 shim 放到最前"
    )
}

fn alias(machine: &Machine<'_>, go: &OnPath) -> Finding {
    let summary = say!(
        machine.lang,
        "a Windows app execution alias precedes gv's shims and opens the Microsoft Store instead of Go",
        "Windows 的应用执行别名排在 gv 的 shim 之前，会打开应用商店而不是运行 Go"
    );
    Finding::warning("go_alias", go.path.display(), summary).seen(machine.path(&go.path)).fixed_by(say!(
        machine.lang,
        "turn it off in Settings > Apps > App execution aliases, or put gv's shims first",
        "请在“设置 > 应用 > 应用执行别名”中关闭它，或把 gv 的 shim 放到最前"
    ))
}

fn of_windows(machine: &Machine<'_>, go: &OnPath) -> Finding {
    let summary = say!(
        machine.lang,
        "Go for Windows precedes gv's shims on the PATH of this Linux (WSL)",
        "在此 Linux（WSL）的 PATH 中，Windows 版 Go 排在 gv 的 shim 之前"
    );
    Finding::warning("go_of_windows", go.path.display(), summary)
        .seen(machine.go_on_path(go))
        .fixed_by(put_first(machine.lang))
}

/// `lines` of startup files put it there, as far as they are known.
fn shadowed(machine: &Machine<'_>, go: &OnPath, lines: &[Line]) -> Finding {
    let lang = machine.lang;
    let summary = say!(
        lang,
        "go is {by}, not gv's: it comes first on PATH",
        "go 是 {by} 而不是 gv 的：它在 PATH 中更靠前",
        by = machine.path(&go.path)
    );
    let mut finding = Finding::error("shims_shadowed", go.path.display(), summary).seen(say!(
        lang,
        "{go} before {shims}",
        "{go}先于 {shims}",
        go = machine.go_on_path(go),
        shims = machine.path(&machine.home.shims())
    ));
    for line in lines {
        finding = finding.seen(line.shown(machine));
    }
    finding.fixed_by(if lines.is_empty() {
        put_first(lang)
    } else {
        say!(lang, "remove these lines, or put gv's shims first", "请删除这些行，或把 gv 的 shim 放到最前")
    })
}

fn is_chosen(machine: &Machine<'_>, go: &OnPath) -> bool {
    machine.chosen().is_some_and(|chosen| same_file(&go.path, &chosen.tool("go")))
}
