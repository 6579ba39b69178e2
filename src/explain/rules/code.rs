//! The user's own code: what compiler, tests and the running program say of it.

use super::Rule;
use crate::explain::Id;
use crate::explain::id::Code::{Compile, Deadlock, Exit, Panic, Race, Test, TestTimeout};
use crate::explain::id::Project::NoMain;

pub(super) const RULES: &[Rule] = &[
    Rule::sure(Id::Code(TestTimeout), "^panic: test timed out after {name}"),
    Rule::sure(Id::Code(Panic), "^panic: {*}"),
    Rule::sure(Id::Code(TestTimeout), "\"Output\":\"panic: test timed out after "),
    Rule::sure(Id::Code(Panic), "\"Output\":\"panic: "),
    Rule::sure(Id::Code(Deadlock), "fatal error: all goroutines are asleep - deadlock!"),
    Rule::sure(Id::Code(Race), "WARNING: DATA RACE"),
    Rule::sure(Id::Code(Test), "--- FAIL: {name}"),
    Rule::sure(Id::Code(Test), "^FAIL: {name} ("),
    Rule::sure(Id::Code(Compile), ".go:{n}:{n}: {*}"),
    Rule::sure(Id::Project(NoMain), "function main is undeclared in the main package"),
    Rule::sure(Id::Code(Panic), "SIGSEGV: segmentation violation"),
    Rule::sure(Id::Code(Panic), "^SIGBUS: "),
    Rule::sure(Id::Code(Panic), "^SIGILL: "),
    Rule::sure(Id::Code(Panic), "^SIGFPE: "),
    Rule::sure(Id::Code(Panic), "^SIGABRT: "),
    Rule::sure(Id::Code(Panic), "^SIGQUIT: "),
    Rule::sure(Id::Code(Panic), "[signal SIG{name}: "),
    Rule::sure(Id::Code(Compile), "multiple definitions of TestMain"),
    Rule::sure(Id::Code(Compile), "parsing //go:build line: "),
    Rule::sure(Id::Code(Compile), ".go: parsing //go:build"),
    Rule::sure(Id::Code(Compile), ".go:{n}: undefined: {*}"),
    Rule::sure(Id::Code(Compile), ".go:{n}: {*} used as value"),
    Rule::sure(Id::Code(Compile), ".go:{n}: syntax error: "),
    Rule::sure(Id::Code(Compile), ".go:{n}: possible "),
    Rule::sure(Id::Code(Compile), ".go:{n}: {*} declared {*}not used"),
    Rule::sure(Id::Code(Compile), ".go:{n}: imported and not used"),
    Rule::sure(Id::Code(Compile), ".go:{n}: cannot use "),
    Rule::sure(Id::Code(Compile), "vet: {*}.go:{n}:{n}: {*}"),
    Rule::sure(Id::Code(Panic), "runtime error: {*}"),
    Rule::likely(Id::Code(Exit), "^FAIL\t{name}\t{*}s$", &[Id::Code(Panic)]),
    Rule::likely(Id::Code(Exit), "^FAIL\t{name} {*}[{*}]$", &[Id::Code(Compile)]),
    Rule::sure(Id::Code(Panic), "fatal error: concurrent map {*}"),
    Rule::sure(Id::Code(Panic), "fatal error: stack overflow"),
    Rule::sure(Id::Code(Compile), ": [amd64] {*}: "),
    Rule::sure(Id::Code(Compile), ": [arm64] {*}: "),
    Rule::sure(Id::Code(Compile), ": [386] {*}: "),
    Rule::sure(Id::Code(Compile), "pattern {*}: no matching files found"),
    Rule::sure(Id::Code(Compile), "pattern {*}: invalid pattern syntax"),
];
