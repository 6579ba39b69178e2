//! go.mod, imports and versions: the network works, the project and the world do not fit.

use super::Rule;
use crate::explain::Id;
use crate::explain::id::Goproxy::NotFound;
use crate::explain::id::Project::{
    Ambiguous, BadPath, Conflict, Constraints, Cycle, GetOutside, InstallReplace, InstallVersion, Internal,
    MajorVersion, NoGoFiles, NoGoMod, NoMatch, NoVersion, NotRequired, NotStd, PackageAbsent, PathMismatch,
    ReplaceGone, Stale, Syntax, Vendor, Workspace,
};
use crate::explain::id::Vcs::{Failed, NoCredentials};

const NO_VERSION: Id = Id::Project(NoVersion);
const STALE: Id = Id::Project(Stale);
const NOT_REQUIRED: Id = Id::Project(NotRequired);
const NOT_STD: Id = Id::Project(NotStd);
const NO_FILES: Id = Id::Project(NoGoFiles);

pub(super) const RULES: &[Rule] = &[
    Rule::sure(
        Id::Project(InstallVersion),
        "'go install' requires a version when current directory is not in a module",
    ),
    Rule::sure(Id::Project(InstallVersion), "must specify version: "),
    Rule::sure(Id::Project(InstallVersion), "'go install' requires a version"),
    Rule::sure(
        Id::Project(InstallVersion),
        "go install: version is required when current directory is not in a module",
    ),
    Rule::sure(Id::Project(GetOutside), "'go get' is no longer supported outside a module"),
    Rule::sure(Id::Project(GetOutside), "go get is no longer supported outside a module"),
    Rule::sure(Id::Project(NoGoMod), "go.mod file not found in current directory or any parent directory"),
    Rule::sure(Id::Project(NoGoMod), "cannot find main module"),
    Rule::sure(Id::Project(NoGoMod), "directory prefix {*} does not contain main module"),
    Rule::sure(Id::Project(NoGoMod), "cannot determine module path for source directory"),
    Rule::sure(Id::Project(Workspace), "does not contain modules listed in go.work"),
    Rule::sure(
        Id::Project(Workspace),
        "is contained in a module that is not one of the workspace modules listed in go.work",
    ),
    Rule::sure(Id::Project(Workspace), "cannot load module {*} listed in go.work file"),
    Rule::sure(Id::Project(Workspace), "but go.work lists go {*}; to update it"),
    Rule::sure(Id::Project(Workspace), "go.work:{n}: "),
    Rule::sure(STALE, "updates to go.mod needed"),
    Rule::sure(STALE, "updates to go.sum needed"),
    Rule::sure(STALE, "existing contents have changed since last read"),
    Rule::sure(STALE, "updating go.mod: {*}"),
    Rule::sure(STALE, "should be replaced by"),
    Rule::sure(Id::Project(Syntax), "go.mod:{n}: unknown directive: {name}"),
    Rule::sure(Id::Project(Syntax), "go.mod:{n}: usage: "),
    Rule::sure(Id::Project(Syntax), "go.mod:{n}: "),
    Rule::sure(Id::Project(Syntax), "no module declaration in go.mod"),
    Rule::sure(Id::Project(Vendor), "inconsistent vendoring in "),
    Rule::sure(
        Id::Project(Vendor),
        "cannot find module providing package {module}: import lookup disabled by -mod=vendor",
    ),
    Rule::sure(Id::Project(Vendor), "import lookup disabled by -mod=vendor"),
    Rule::sure(Id::Project(Vendor), "cannot query module due to -mod=vendor"),
    Rule::sure(
        Id::Project(Vendor),
        "is explicitly required in go.mod, but not marked as explicit in vendor/modules.txt",
    ),
    Rule::sure(Id::Project(ReplaceGone), "replacement directory {*} does not exist"),
    Rule::sure(Id::Project(ReplaceGone), "reading {*}go.mod: open {*}: no such file or directory"),
    Rule::sure(Id::Project(ReplaceGone), "reading {*}go.mod: open {*}: The system cannot find the "),
    Rule::sure(
        Id::Project(InstallReplace),
        "The go.mod file for the module providing named packages contains one or",
    ),
    Rule::sure(Id::Project(PathMismatch), "module declares its path as: {module}"),
    Rule::sure(Id::Project(PathMismatch), "parsing go.mod: unexpected module path \"{name}\""),
    Rule::sure(
        Id::Project(MajorVersion),
        "module contains a go.mod file, so module path must match major version",
    ),
    Rule::sure(
        Id::Project(MajorVersion),
        "module contains a go.mod file, so major version must be compatible",
    ),
    Rule::sure(Id::Project(MajorVersion), "should be {*}, not {*}go.mod has post-v{*}"),
    Rule::sure(Id::Project(MajorVersion), "go.mod has post-v{*} module path"),
    Rule::sure(Id::Project(MajorVersion), "invalid version: should be v0 or v1, not v"),
    Rule::sure(Id::Project(MajorVersion), "invalid: should be v"),
    Rule::sure(Id::Project(PackageAbsent), "but does not contain package {module}"),
    Rule::sure(Id::Project(PackageAbsent), "but not at required revision"),
    Rule::sure(
        Id::Project(PackageAbsent),
        "module {module} provides package {module} and is replaced but not required",
    ),
    Rule::sure(Id::Project(PackageAbsent), "but does not contain packages"),
    Rule::sure(Id::Project(NoMatch), "no matching versions for query "),
    Rule::sure(Id::Project(NoMatch), "no matching version"),
    Rule::likely(
        NO_VERSION,
        "unknown revision {name}",
        &[Id::Goproxy(NotFound), Id::Vcs(NoCredentials), Id::Vcs(Failed)],
    ),
    Rule::likely(NO_VERSION, "invalid pseudo-version: ", &[Id::Goproxy(NotFound)]),
    Rule::likely(NO_VERSION, "invalid version: ", &[Id::Goproxy(NotFound)]),
    Rule::likely(NO_VERSION, "missing {*}/go.mod at revision ", &[Id::Goproxy(NotFound)]),
    Rule::likely(NO_VERSION, "missing {*}go.mod and ...{*} at revision ", &[Id::Goproxy(NotFound)]),
    Rule::likely(NO_VERSION, "disallowed version string ", &[Id::Goproxy(NotFound)]),
    Rule::likely(NO_VERSION, "malformed module path \"{*}\": ", &[Id::Project(BadPath)]),
    Rule::sure(Id::Project(Conflict), "conflicts with other requested versions"),
    Rule::sure(Id::Project(Conflict), ", but {module} is requested"),
    Rule::sure(Id::Project(Conflict), "requires {module}, not {module}"),
    Rule::sure(Id::Project(Ambiguous), "ambiguous import: found package {module} in multiple "),
    Rule::sure(Id::Project(Internal), "use of internal package {module} not allowed"),
    Rule::sure(Id::Project(Internal), "is a program, not an importable package"),
    Rule::sure(Id::Project(Cycle), "import cycle not allowed"),
    Rule::sure(NOT_REQUIRED, "no required module provides package {module}"),
    Rule::sure(NOT_REQUIRED, "cannot find module providing package {module}"),
    Rule::sure(NOT_REQUIRED, "cannot find module for path {module}"),
    Rule::sure(NOT_REQUIRED, "is not in your go.mod file"),
    Rule::sure(NOT_REQUIRED, "to add it:$"),
    Rule::likely(NOT_STD, "is not in std (", &[NOT_REQUIRED]),
    Rule::likely(NOT_STD, "is not in GOROOT (", &[NOT_REQUIRED]),
    Rule::likely(NOT_STD, "is not in std$", &[NOT_REQUIRED]),
    Rule::likely(
        NOT_STD,
        "malformed import path \"{name}\": missing dot in first path element",
        &[NOT_REQUIRED],
    ),
    Rule::likely(NOT_STD, "missing dot in first path element", &[NOT_REQUIRED]),
    Rule::likely(NOT_STD, "cannot find package \"{name}\" in any of:", &[NOT_REQUIRED]),
    Rule::sure(Id::Project(BadPath), "malformed import path \"{*}\": "),
    Rule::sure(Id::Project(BadPath), "invalid import path: "),
    Rule::sure(Id::Project(BadPath), "local import \"{name}\" in non-local package"),
    Rule::sure(Id::Project(BadPath), "relative import path"),
    Rule::sure(Id::Project(Constraints), "build constraints exclude all Go files in "),
    Rule::sure(NO_FILES, "no Go files in "),
    Rule::sure(NO_FILES, "no non-test Go files in "),
    Rule::sure(NO_FILES, "cannot find package \".\" in:"),
    Rule::sure(NO_FILES, "go: no packages named "),
    Rule::sure(NO_FILES, "no packages to "),
    Rule::sure(NO_FILES, "matched no packages$"),
];
