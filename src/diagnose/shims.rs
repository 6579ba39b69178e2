//! The launchers in the shims folder.

use super::{Finding, Machine, Repair};
use crate::lang::say;
use crate::setup::shims;

/// `None` where gv is not set up, and where the store cannot be read: other checks say so.
pub(super) fn check(machine: &Machine<'_>) -> Option<Vec<Finding>> {
    if !machine.is_set_up() {
        return None;
    }
    let folder = machine.home.shims();
    let problems = shims::problems(machine.home).ok()?;
    let (lang, shown) = (machine.lang, machine.path(&folder));
    let mut found = Vec::new();
    if !problems.missing.is_empty() {
        let summary = say!(lang, "shims are missing in {shown}", "{shown} 中缺少 shim");
        let finding = Finding::error("shims_missing", folder.display(), summary);
        found.push(finding.seen(machine.some(&problems.missing)));
    }
    if !problems.outdated.is_empty() {
        let summary = say!(
            lang,
            "shims in {shown} belong to removed toolchains, or to an earlier gv",
            "{shown} 中有些 shim 属于已删除的工具链或旧版 gv"
        );
        let finding = Finding::warning("shims_outdated", folder.display(), summary);
        found.push(finding.seen(machine.some(&problems.outdated)));
    }
    let mut found: Vec<_> =
        found.into_iter().map(|finding| finding.by("gv setup").repaired_by(Repair::Shims)).collect();
    for path in problems.foreign {
        let shown = machine.path(&path);
        let summary = say!(
            lang,
            "{shown} is not gv's shim, so it does not choose a version",
            "{shown} 不是 gv 的 shim，不会选择版本"
        );
        found.push(Finding::error("shim_replaced", path.display(), summary).fixed_by(say!(
            lang,
            "move {shown} away, then: gv setup",
            "请移走 {shown}，然后执行：gv setup"
        )));
    }
    Some(found)
}
