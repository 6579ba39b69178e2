//! gv's own installation: its programs, and its block in the startup files of shells.

use super::{Finding, Machine, Repair};
use crate::lang::say;
use crate::setup::rc::{self, StartupChange};
use crate::setup::{Error, programs, repair_block};

pub(super) fn check(machine: &Machine<'_>) -> Vec<Finding> {
    let (lang, home) = (machine.lang, machine.home);
    if !machine.is_set_up() {
        let summary = say!(
            lang,
            "gv is not set up: there are no shims to put on PATH",
            "gv 尚未设置：还没有可以放到 PATH 上的 shim"
        );
        let seen = say!(lang, "{home} has no shims", "{home} 中没有 shim", home = machine.path(home.root()));
        return vec![Finding::error("not_set_up", home.root().display(), summary).seen(seen).by("gv setup")];
    }
    let missing = [programs::gv(home), programs::shim(home)].into_iter().find(|program| !program.is_file());
    let missing = missing.map(|program| {
        let summary = say!(
            lang,
            "{path} is missing; the shims need it",
            "缺少 {path}，shim 需要它",
            path = machine.path(&program)
        );
        Finding::error("program_missing", program.display(), summary)
            .by("gv setup")
            .repaired_by(Repair::Programs)
    });
    missing.into_iter().chain(startup(machine)).collect()
}

fn startup(machine: &Machine<'_>) -> Vec<Finding> {
    let (home, env) = (machine.home, machine.env);
    let blocks = rc::plan_removal(home, env);
    let mut found: Vec<_> = blocks.iter().filter_map(|change| damaged(change, machine)).collect();
    let files = rc::outdated(home, env).unwrap_or_default();
    if let Some(first) = files.first() {
        let summary = say!(
            machine.lang,
            "another version of gv wrote gv's block in the startup files",
            "启动文件中 gv 的配置段由其他版本的 gv 写入"
        );
        let finding = Finding::warning("startup_outdated", first.display(), summary);
        found.push(finding.seen(machine.paths(&files)).by("gv setup").repaired_by(Repair::Startup));
    }
    found
}

fn damaged(change: &StartupChange, machine: &Machine<'_>) -> Option<Finding> {
    let rc::Effect::Failed(Error::Damaged { path, line, mark }) = &change.kind else { return None };
    let (lang, file) = (machine.lang, machine.path(path));
    let summary = say!(
        lang,
        "gv's block in {file} is damaged: one of its marks is missing, or there are two",
        "{file} 中 gv 的配置段已损坏：标记行缺失或重复"
    );
    Some(
        Finding::warning("startup_damaged", format_args!("{}:{line}", path.display()), summary)
            .seen(format!("{file}:{line}  {mark}"))
            .fixed_by(repair_block(&file, *line, lang))
            .by("gv setup"),
    )
}
