//! Whether what `go install` builds is found.

use super::{Finding, Machine};
use crate::lang::say;
use crate::system::program::same_file;
use crate::tools::{self, Tool};
use crate::version::Version;
use std::path::{Path, PathBuf};

/// Where `go install` writes.
pub(super) fn target(machine: &Machine<'_>) -> Option<PathBuf> {
    tools::folder(machine.go(), machine.env, machine.chosen_root().as_deref())
}

/// `None` while nothing was installed there.
pub(super) fn check(machine: &Machine<'_>) -> Option<Vec<Finding>> {
    let folder = target(machine)?;
    let tools = tools::list(&folder);
    if tools.is_empty() {
        return None;
    }
    let dirs = machine.env.path_dirs();
    let mut findings = Vec::new();
    if !dirs.iter().any(|dir| *dir == folder || same_file(dir, &folder)) {
        let summary = say!(
            machine.lang,
            "{folder} is not on PATH, so programs that go install built there are not found",
            "{folder} 不在 PATH 中，无法直接运行 go install 安装的程序",
            folder = machine.path(&folder)
        );
        let names: Vec<_> = tools.iter().map(|tool| tool.name.clone()).collect();
        let mut finding = Finding::warning("go_bin_not_on_path", folder.display(), summary);
        finding.command = machine.shell.append_to_path(&folder, machine.env).ok();
        findings.push(finding.seen(machine.some(&names)));
    }
    findings.extend(older(machine, &folder, &tools));
    Some(findings)
}

/// Programs of an older minor than that of the Go here.
fn older(machine: &Machine<'_>, folder: &Path, tools: &[Tool]) -> Option<Finding> {
    let go = machine.choice().ok()?.wanted.version()?;
    let is_older = |built: &Version| *built < go && !built.same_minor(&go);
    let is_old = |tool: &&Tool| tool.info.version().is_some_and(|built| is_older(&built));
    let old: Vec<_> = tools.iter().filter(is_old).collect();
    let programs: Vec<_> = old.iter().map(|tool| format!("{} ({})", tool.name, tool.info.go)).collect();
    if programs.is_empty() {
        return None;
    }
    let summary = say!(
        machine.lang,
        "programs were built with an older Go than go{go} here; those that read Go sources fail on newer sources",
        "部分程序由早于当前 go{go} 的 Go 构建；其中需要读取 Go 源码的程序无法处理较新的源码"
    );
    let finding = Finding::info("tools_older_than_go", folder.display(), summary);
    let finding = finding.seen(machine.some(&programs));
    let is_published = |tool: &&Tool| tool.info.module.as_ref().is_some_and(tools::Module::is_published);
    if !old.iter().any(is_published) {
        return Some(finding.fixed_by(say!(
            machine.lang,
            "they were built from working copies: run go install there again",
            "它们由本地源码构建：请在各自的源码目录中重新运行 go install"
        )));
    }
    Some(finding.by("gv tools rebuild --outdated"))
}
