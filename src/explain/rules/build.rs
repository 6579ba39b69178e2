//! C compiler, linker, and what they look for.

use super::Rule;
use crate::explain::Id;
use crate::explain::id::Build::{
    Glibc, Header, Library, LinkerFailed, NoCompiler, NoProgram, PkgConfig, Undefined, WrongCompiler, Xcode,
};

const NO_COMPILER: Id = Id::Build(NoCompiler);

pub(super) const RULES: &[Rule] = &[
    Rule::sure(NO_COMPILER, "cgo: C compiler \"{name}\" not found"),
    Rule::sure(NO_COMPILER, "C compiler \"{name}\" not found"),
    Rule::sure(NO_COMPILER, "exec: \"gcc\": executable file not found"),
    Rule::sure(NO_COMPILER, "exec: \"cc\": executable file not found"),
    Rule::sure(NO_COMPILER, "exec: \"clang\": executable file not found"),
    Rule::sure(NO_COMPILER, "exec: \"g++\": executable file not found"),
    Rule::sure(NO_COMPILER, "exec: \"clang++\": executable file not found"),
    Rule::sure(NO_COMPILER, "exec: \"{name}gcc\": executable file not found"),
    Rule::sure(NO_COMPILER, "g++: not found"),
    Rule::sure(NO_COMPILER, "cannot execute 'cc1': "),
    Rule::sure(NO_COMPILER, "error trying to exec 'cc1{name}: execvp"),
    Rule::sure(Id::Build(PkgConfig), "exec: \"pkg-config\": executable file not found"),
    Rule::sure(Id::Build(PkgConfig), "was not found in the pkg-config search path"),
    Rule::sure(Id::Build(PkgConfig), "Perhaps you should add the directory containing `"),
    Rule::sure(Id::Build(PkgConfig), "pkg-config: exit status "),
    Rule::sure(Id::Build(Xcode), "xcrun: error: invalid active developer path"),
    Rule::sure(Id::Build(Xcode), "xcode-select: note: no developer tools were found"),
    Rule::sure(Id::Build(Library), "cannot find -l{name}"),
    Rule::sure(Id::Build(Library), "unable to find library -l{name}"),
    Rule::sure(Id::Build(Library), "library not found for -l{name}"),
    Rule::sure(Id::Build(Library), "ld: library '{name}' not found"),
    Rule::sure(Id::Build(Library), "cannot find crt1.o"),
    Rule::sure(Id::Build(Library), "cannot find Scrt1.o"),
    Rule::sure(Id::Build(Library), "error while loading shared libraries: {name}: "),
    Rule::sure(Id::Build(Header), "fatal error: {name}: No such file or directory"),
    Rule::sure(Id::Build(Header), "fatal error: '{name}' file not found"),
    Rule::sure(Id::Build(Header), "fatal error: {name}: 没有那个文件或目录"),
    Rule::sure(Id::Build(Undefined), "undefined reference to `{name}'"),
    Rule::sure(Id::Build(Undefined), "undefined reference to "),
    Rule::sure(Id::Build(Undefined), "Undefined symbols for architecture {name}:"),
    Rule::sure(Id::Build(Undefined), "relocation target {name} not defined"),
    Rule::sure(Id::Build(WrongCompiler), "unrecognized command-line option '-m"),
    Rule::sure(Id::Build(WrongCompiler), "unrecognized command line option '-m"),
    Rule::sure(Id::Build(WrongCompiler), "unrecognized command-line option ‘-m"),
    Rule::sure(Id::Build(WrongCompiler), "unrecognized command line option ‘-m"),
    Rule::sure(Id::Build(WrongCompiler), "gcc_libinit_windows.c:"),
    Rule::sure(Id::Build(WrongCompiler), "sorry, unimplemented: 64-bit mode not compiled in"),
    Rule::sure(Id::Build(WrongCompiler), "is incompatible with i386:x86-64 output"),
    Rule::sure(Id::Build(WrongCompiler), "no such instruction: "),
    Rule::sure(Id::Build(Glibc), "version `GLIBC_{name}' not found"),
    Rule::sure(Id::Build(Glibc), "version `GLIBCXX_{name}' not found"),
    Rule::sure(Id::Build(NoProgram), "exec: \"{name}\": executable file not found in "),
    Rule::sure(Id::Build(NoProgram), "exec: \"{name}\": file does not exist"),
    Rule::likely(
        Id::Build(LinkerFailed),
        "collect2: error: ld returned {n} exit status",
        &[Id::Build(Library)],
    ),
    Rule::likely(Id::Build(LinkerFailed), "linker command failed with exit code", &[Id::Build(Library)]),
    Rule::likely(Id::Build(LinkerFailed), "running gcc failed: exit status", &[Id::Build(Library)]),
    Rule::likely(Id::Build(LinkerFailed), "running clang failed: exit status", &[Id::Build(Library)]),
    Rule::likely(Id::Build(LinkerFailed), "link: running {name} failed: exit status", &[Id::Build(Library)]),
];
