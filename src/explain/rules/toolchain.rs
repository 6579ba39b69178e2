//! Which Go runs, which one is wanted, and why it cannot be had.

use super::Rule;
use crate::explain::Id;
use crate::explain::id::Project::NotStd;
use crate::explain::id::Toolchain::{
    Directive, GoLine, Goroot, Language, Missing, Mixed, NeedsDatabase, NotAvailable, OldStd, PathOnly,
    Platform, Setting, TooOld,
};

const ABSENT: Id = Id::Toolchain(NotAvailable);
const ABSENT_OR: &[Id] = &[Id::Toolchain(Missing), Id::Toolchain(NeedsDatabase)];
const OLD: Id = Id::Toolchain(TooOld);
const NEWER_STD: &[Id] = &[Id::Project(NotStd)];

pub(super) const RULES: &[Rule] = &[
    Rule::perhaps(ABSENT, "download go{name} for {name}: toolchain not available", ABSENT_OR),
    // Nothing but a toolchain is looked up in a database that is off.
    Rule::sure(Id::Toolchain(NeedsDatabase), "checksum database disabled by GOSUMDB=off"),
    Rule::perhaps(ABSENT, "toolchain not available", ABSENT_OR),
    Rule::sure(Id::Toolchain(PathOnly), "cannot find \"go{name}\" in PATH"),
    Rule::sure(Id::Toolchain(PathOnly), "cannot find \"go{name}\" in $PATH"),
    Rule::sure(OLD, "requires go >= {name} (running go {name}; GOTOOLCHAIN=local"),
    Rule::sure(OLD, "requires go >= {name} (running go {name})"),
    Rule::sure(OLD, "requires go1.{name} or later (running go1"),
    Rule::sure(OLD, "requires newer Go version"),
    Rule::sure(OLD, "note: module requires Go {name}"),
    Rule::sure(OLD, "package requires newer Go version go{name}"),
    Rule::sure(OLD, "file requires newer Go version go{name}"),
    Rule::sure(Id::Toolchain(Language), "requires go1.{n} or later (-lang was set to go"),
    Rule::sure(Id::Toolchain(Language), "requires go1.{n} or later"),
    Rule::sure(Id::Toolchain(Directive), "unknown directive: toolchain"),
    Rule::sure(Id::Toolchain(Directive), "unknown directive: godebug"),
    Rule::sure(Id::Toolchain(Directive), "unknown directive: tool"),
    Rule::sure(Id::Toolchain(Directive), "unknown directive: ignore"),
    Rule::sure(Id::Toolchain(GoLine), "invalid go version '{name}': must match format 1.23"),
    Rule::sure(Id::Toolchain(Mixed), "does not match go tool version \"go{name}"),
    Rule::sure(Id::Toolchain(Mixed), "object is [{*}] expected ["),
    Rule::sure(Id::Toolchain(Mixed), "could not import runtime/internal/"),
    Rule::sure(Id::Toolchain(Goroot), "cannot find GOROOT directory"),
    Rule::sure(Id::Toolchain(Goroot), "cannot find main module{*}GOROOT"),
    Rule::sure(Id::Toolchain(Goroot), "go: no such tool \"{name}"),
    Rule::sure(Id::Toolchain(Goroot), "package {name} is not in GOROOT (does "),
    Rule::sure(Id::Toolchain(Setting), "invalid GOTOOLCHAIN \"{name}"),
    Rule::sure(Id::Toolchain(Setting), "invalid toolchain: "),
    Rule::sure(Id::Toolchain(Setting), "invalid toolchain version "),
    Rule::sure(Id::Toolchain(Setting), "invalid minimum toolchain "),
    Rule::sure(Id::Toolchain(Platform), ": exec format error"),
    Rule::sure(Id::Toolchain(Platform), ": bad CPU type in executable"),
    Rule::sure(Id::Toolchain(Platform), "%1 is not a valid Win32 application"),
    Rule::sure(Id::Toolchain(Platform), "is not compatible with the version of Windows you're running"),
    // Packages that came with a release.
    Rule::likely(Id::Toolchain(OldStd), "package slices is not in ", NEWER_STD),
    Rule::likely(Id::Toolchain(OldStd), "package maps is not in ", NEWER_STD),
    Rule::likely(Id::Toolchain(OldStd), "package cmp is not in ", NEWER_STD),
    Rule::likely(Id::Toolchain(OldStd), "package iter is not in ", NEWER_STD),
    Rule::likely(Id::Toolchain(OldStd), "package unique is not in ", NEWER_STD),
    Rule::likely(Id::Toolchain(OldStd), "package weak is not in ", NEWER_STD),
    Rule::likely(Id::Toolchain(OldStd), "package log/slog is not in ", NEWER_STD),
    Rule::likely(Id::Toolchain(OldStd), "package math/rand/v2 is not in ", NEWER_STD),
    Rule::likely(Id::Toolchain(OldStd), "package testing/synctest is not in ", NEWER_STD),
    Rule::likely(Id::Toolchain(OldStd), "package crypto/ecdh is not in ", NEWER_STD),
    Rule::likely(Id::Toolchain(OldStd), "package testing/slogtest is not in ", NEWER_STD),
    Rule::likely(Id::Toolchain(OldStd), "package embed is not in ", NEWER_STD),
    Rule::likely(Id::Toolchain(OldStd), "package io/fs is not in ", NEWER_STD),
    Rule::likely(Id::Toolchain(OldStd), "package net/netip is not in ", NEWER_STD),
];
