//! Whether the Go of the directory is the one whose hashes stand in its `.go-version.lock`.

use super::{Finding, Machine};
use crate::lang::{Explain, say};
use crate::project::{Lock, LockError};
use crate::release::Platform;
use crate::verify::Required;

/// `None` where there is no lock, or it holds.
pub(super) fn check(machine: &Machine<'_>) -> Option<Finding> {
    let lock = match Lock::above(machine.env.cwd()) {
        Ok(lock) => lock?,
        Err(error) => return Some(unusable(&error, machine)),
    };
    let toolchain = machine.chosen()?;
    let platform = Platform::configured(machine.config).ok()?;
    let file = lock.file.display().to_string();
    let required: Required = match lock.required(&toolchain.version, &platform) {
        Ok(Some(required)) => required,
        Ok(None) => return None,
        Err(error) => return Some(unusable(&error, machine)),
    };
    let found = machine.store.receipt(&toolchain.version).and_then(|receipt| receipt.verified_hash());
    let why = match found.map(|found| required.check(found)) {
        Some(Ok(())) => return None,
        Some(Err(not)) => not.message(machine.lang),
        None => say!(machine.lang, "its record has no hash: it was imported", "其记录中没有哈希：它是导入的"),
    };
    let summary = say!(
        machine.lang,
        "go{version} here is not verified to be the one that the directory requires: {why}",
        "此处的 go{version} 未能确认为该目录要求的构建：{why}",
        version = toolchain.version
    );
    let finding = Finding::error("pin_lock_differs", file, summary);
    Some(finding.by(format!("gv uninstall --force {}", toolchain.version)))
}

/// A lock that does not list this Go, or that cannot be read.
fn unusable(error: &LockError, machine: &Machine<'_>) -> Finding {
    let summary = error.message(machine.lang);
    let target = machine.env.cwd().display();
    Finding::error("pin_lock_unusable", target, summary).helped_by(&error.hints(machine.lang))
}
