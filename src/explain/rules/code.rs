//! The user's own code: what compiler, tests and the running program say of it.

use super::Rule;
use crate::explain::Id;
use crate::explain::id::Code::{Compile, Deadlock, Panic, Race, Test, TestTimeout};

pub(super) const RULES: &[Rule] = &[
    Rule::sure(Id::Code(TestTimeout), "^panic: test timed out after {name}"),
    Rule::sure(Id::Code(Panic), "^panic: {*}"),
    Rule::sure(Id::Code(Deadlock), "fatal error: all goroutines are asleep - deadlock!"),
    Rule::sure(Id::Code(Race), "WARNING: DATA RACE"),
    Rule::sure(Id::Code(Test), "--- FAIL: {name}"),
    Rule::sure(Id::Code(Compile), ".go:{n}:{n}: {*}"),
    Rule::sure(Id::Code(Compile), "vet: {*}.go:{n}:{n}: {*}"),
    Rule::sure(Id::Code(Panic), "runtime error: {*}"),
    Rule::sure(Id::Code(Panic), "fatal error: concurrent map {*}"),
    Rule::sure(Id::Code(Panic), "fatal error: stack overflow"),
];
