//! What killed runs left in the store, and locks that a process holds at this moment.
//!
//! A lock file without a holder is not a lock: the system releases a lock when its process dies, and the empty files
//! stay on purpose. So a lock can block other processes only while its process lives.

use super::{Finding, Machine, Repair};
use crate::lang::say;
use crate::system::lock_owner;
use std::path::Path;

pub(super) fn check(machine: &Machine<'_>) -> Vec<Finding> {
    let mut found: Vec<_> = machine.store.held_locks().iter().map(|lock| held(lock, machine)).collect();
    let paths = machine.store.left_over();
    if let Some(first) = paths.first() {
        let summary = say!(
            machine.lang,
            "interrupted runs left incomplete toolchains behind",
            "被中断的运行留下了不完整的工具链"
        );
        let finding = Finding::warning("left_over", first.display(), summary);
        found.push(finding.seen(machine.paths(&paths)).repaired_by(Repair::Leftovers));
    }
    found
}

fn held(lock: &Path, machine: &Machine<'_>) -> Finding {
    let lang = machine.lang;
    let Some(holder) = lock_owner::of(lock) else {
        return at_work(lock, machine);
    };
    let process = say!(lang, "process {number}", "进程 {number}", number = holder.process);
    if !holder.stopped {
        return at_work(lock, machine).seen(process);
    }
    let summary = say!(
        lang,
        "a gv was stopped in the middle of its work, and others wait for it",
        "一个 gv 在工作中途被暂停，其他 gv 都在等待它"
    );
    Finding::warning("lock_held_by_stopped", lock.display(), summary)
        .seen(machine.path(lock))
        .seen(process)
        .fixed_by(say!(
            lang,
            "let it continue, or end it: kill {process}",
            "让它继续，或结束它：kill {process}",
            process = holder.process
        ))
        .by(format!("kill -CONT {}", holder.process))
}

fn at_work(lock: &Path, machine: &Machine<'_>) -> Finding {
    let summary = say!(machine.lang, "another gv is at work", "另一个 gv 正在工作");
    Finding::info("lock_held", lock.display(), summary).seen(machine.path(lock))
}
