//! Disk, memory and rights.

use super::Rule;
use crate::explain::Id;
use crate::explain::id::Machine::{
    Antivirus, Broken, DiskFull, Files, InUse, LongPath, Memory, NoLocks, Permission, ReadOnly,
};

const RIGHTS: Id = Id::Machine(Permission);

pub(super) const RULES: &[Rule] = &[
    Rule::sure(Id::Machine(DiskFull), "no space left on device"),
    Rule::sure(Id::Machine(DiskFull), "No space left on device"),
    Rule::sure(Id::Machine(DiskFull), "There is not enough space on the disk"),
    Rule::sure(Id::Machine(DiskFull), "disk quota exceeded"),
    Rule::sure(Id::Machine(ReadOnly), "read-only file system"),
    Rule::sure(Id::Machine(ReadOnly), "Read-only file system"),
    Rule::likely(Id::Machine(Memory), "signal: killed", &[Id::Machine(DiskFull)]),
    Rule::sure(Id::Machine(Memory), "cannot allocate memory"),
    Rule::sure(Id::Machine(Memory), "Cannot allocate memory"),
    Rule::sure(Id::Machine(Memory), "runtime: out of memory"),
    Rule::sure(Id::Machine(Memory), "fatal error: out of memory"),
    Rule::sure(Id::Machine(Memory), "The paging file is too small for this operation to complete"),
    Rule::sure(Id::Machine(Memory), "Killed signal terminated program"),
    Rule::sure(Id::Machine(Memory), "resource temporarily unavailable"),
    Rule::sure(Id::Machine(Files), "too many open files"),
    Rule::sure(Id::Machine(Antivirus), "contains a virus or potentially unwanted software"),
    Rule::sure(Id::Machine(InUse), "being used by another process"),
    Rule::sure(Id::Machine(InUse), "text file busy"),
    Rule::sure(Id::Machine(LongPath), "The filename or extension is too long"),
    Rule::sure(Id::Machine(LongPath), "file name too long"),
    Rule::sure(Id::Machine(LongPath), "Filename too long"),
    Rule::sure(Id::Machine(LongPath), "argument list too long"),
    Rule::sure(Id::Machine(NoLocks), "Lock {*}: function not implemented"),
    Rule::sure(Id::Machine(NoLocks), "Lock {*}: operation not supported"),
    Rule::sure(Id::Machine(NoLocks), "Lock {*}: no locks available"),
    Rule::sure(Id::Machine(NoLocks), "RLock {*}: "),
    Rule::sure(Id::Machine(Broken), ": input/output error"),
    Rule::sure(Id::Machine(Broken), ": structure needs cleaning"),
    Rule::sure(RIGHTS, "open {*}: permission denied"),
    Rule::sure(RIGHTS, "mkdir {*}: permission denied"),
    Rule::sure(RIGHTS, "could not create module cache: "),
    Rule::sure(RIGHTS, "rename {*}: permission denied"),
    Rule::sure(RIGHTS, "unlinkat {*}: permission denied"),
    Rule::sure(RIGHTS, "remove {*}: permission denied"),
    Rule::sure(RIGHTS, "exec {*}: permission denied"),
    Rule::sure(RIGHTS, "stat {*}: permission denied"),
    Rule::sure(RIGHTS, "copying {*}: permission denied"),
    Rule::sure(RIGHTS, "open {*}: Access is denied."),
    Rule::sure(RIGHTS, "mkdir {*}: Access is denied."),
    Rule::sure(RIGHTS, "rename {*}: Access is denied."),
    Rule::sure(RIGHTS, "remove {*}: Access is denied."),
    Rule::sure(RIGHTS, "unlinkat {*}: Access is denied."),
    Rule::sure(RIGHTS, ": operation not permitted"),
    Rule::sure(RIGHTS, ": permission denied"),
    Rule::sure(RIGHTS, ": Access is denied."),
    Rule::sure(RIGHTS, "failed to initialize build cache at "),
];
