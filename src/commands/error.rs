//! Why a command failed.

use crate::install::Differences;
use crate::release::BadPlace;
use crate::verify::Authority;
use crate::version::{Spec, Version};
use crate::{config, fetch, git, home, install, project, release, setup, shell, shim, store, version};
use std::io;
use std::path::{Path, PathBuf};

/// The failure of a command: one of a module below, or one of the few that belong to no module.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No version, no spec.
    #[error(transparent)]
    Version(#[from] version::ParseError),
    /// No home.
    #[error(transparent)]
    Home(#[from] home::Error),
    /// The settings.
    #[error(transparent)]
    Config(#[from] config::Error),
    /// The store.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// Which releases there are.
    #[error(transparent)]
    Release(#[from] release::Error),
    /// The network client.
    #[error(transparent)]
    Fetch(#[from] fetch::Error),
    /// The pipeline.
    #[error(transparent)]
    Install(#[from] install::Error),
    /// What a directory asks for.
    #[error(transparent)]
    Project(#[from] project::Error),
    /// A project's go.env.
    #[error(transparent)]
    Settings(#[from] project::settings::Error),
    /// Choosing and starting a toolchain.
    #[error(transparent)]
    Shim(#[from] shim::Error),
    /// What a shell is told.
    #[error(transparent)]
    Shell(#[from] shell::Error),
    /// gv's own installation.
    #[error(transparent)]
    Setup(#[from] setup::Error),
    /// Git's rules for addresses.
    #[error(transparent)]
    Git(#[from] git::Error),
    /// Mirrors.
    #[error(transparent)]
    Mirror(#[from] crate::mirror::Error),
    /// Addresses.
    #[error(transparent)]
    Resolve(#[from] crate::resolve::Error),
    /// GOPROXY.
    #[error(transparent)]
    Goproxy(#[from] crate::golang::goproxy::Error),
    /// No module path or version.
    #[error(transparent)]
    Module(#[from] crate::golang::escape::Error),
    /// A file operation of the command itself.
    #[error("cannot {action} {path}: {source}", path = path.display())]
    File {
        /// `read`, `write`, …
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The default is only uninstalled on purpose.
    #[error("go{version} is the default toolchain")]
    DefaultStays {
        /// The default.
        version: Version,
    },
    /// A partial spec that several toolchains match, where only one may be meant.
    #[error("{spec} matches several installed toolchains: {}", names(matching))]
    Ambiguous {
        /// As it was typed.
        spec: Spec,
        /// The toolchains, newest first.
        matching: Vec<Version>,
    },
    /// A spec that no installed toolchain matches.
    #[error("no installed toolchain matches {spec}")]
    NoneInstalled {
        /// As it was typed.
        spec: Spec,
    },
    /// `gv install` without a spec where nothing asks for a version.
    #[error("nothing in {dir} asks for a Go version", dir = dir.display())]
    NothingAsked {
        /// The working directory.
        dir: PathBuf,
    },
    /// A missing version may not be installed by itself.
    #[error("go{spec} is not installed, and {}", if *offline { "gv is offline (GV_OFFLINE)" } else { "automatic installation is off" })]
    AutoInstallOff {
        /// What was asked for.
        spec: Spec,
        /// Whether being offline is why.
        offline: bool,
    },
    /// A toolchain that is not what was published.
    #[error("go{version} is not as released: {authority} vouches for other files{differences}")]
    NotAsReleased {
        /// Which one.
        version: Version,
        /// Who says so.
        authority: Authority,
        /// What differs.
        differences: Differences,
    },
    /// `--from` names nothing that toolchains can be had from.
    #[error("--from {bad}, `goproxy` or `mirror`")]
    From {
        /// What is wrong with it.
        bad: BadPlace,
    },
    /// `system` where a toolchain of gv's is meant.
    #[error("`system` is the Go that PATH already has; gv cannot install it or make it the default")]
    SystemHere,
    /// `gv pin --mod` outside a module.
    #[error("there is no go.mod in {dir} or above", dir = dir.display())]
    NoGoMod {
        /// Where the search began.
        dir: PathBuf,
    },
    /// A program the toolchain does not have.
    #[error("{goroot} has no program named {tool}", goroot = goroot.display())]
    NoTool {
        /// The program.
        tool: String,
        /// Where it was looked for.
        goroot: PathBuf,
    },
    /// What `gv import` is to take from.
    #[error("there is neither a version manager nor a folder named {text}")]
    NoSource {
        /// As it was typed.
        text: String,
    },
    /// A question that nobody can answer.
    #[error("this wants a confirmation, and standard input is no terminal")]
    Unconfirmed {
        /// The command to repeat.
        command: String,
    },
    /// `gv env set` with something that is no setting.
    #[error("{text:?} is no setting; it has to look like KEY=VALUE")]
    NotSetting {
        /// As it was typed.
        text: String,
    },
    /// A preset nobody has defined.
    #[error("there is no preset {name:?}; there are {}", known.join(", "))]
    NoPreset {
        /// As it was typed.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// `gv env preset private` alone.
    #[error("the preset private needs the hosts that are private")]
    PresetNeedsHosts,
    /// Hosts for a preset that has none.
    #[error("the preset {name} takes no hosts")]
    PresetTakesNoHosts {
        /// The preset.
        name: String,
    },
    /// A program that `gv exec` could not start.
    #[error("cannot run {program}: {source}")]
    CannotRun {
        /// As it was typed.
        program: String,
        /// What the system said.
        source: io::Error,
    },
}

/// `go1.22.3, go1.22.1`
pub(crate) fn names(versions: &[Version]) -> String {
    versions.iter().map(Version::toolchain_name).collect::<Vec<_>>().join(", ")
}

impl Error {
    /// Wraps the failure of a file operation.
    pub fn file(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { action, path, source }
    }
}
