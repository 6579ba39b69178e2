//! Why a command failed.

mod hints;
mod words;

use crate::install::{Differences, WhyNot};
use crate::lang::{Hint, Lang, between};
use crate::release::BadPlace;
use crate::system::program::Unfit;
use crate::system::{Action, FileError};
use crate::verify::{Authority, NotRequired};
use crate::version::{Spec, Version};
use crate::{config, fetch, git, home, install, project, release, setup, shell, shim, store, version};
use std::io;
use std::path::{Path, PathBuf};

/// The failure of a command: one of a module below, or one of the few that belong to no module.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No version, no spec.
    Version(#[from] version::ParseError),
    /// No home.
    Home(#[from] home::Error),
    /// The settings.
    Config(#[from] config::Error),
    /// The store.
    Store(#[from] store::Error),
    /// Which releases there are.
    Release(#[from] release::Error),
    /// The network client.
    Fetch(#[from] fetch::Error),
    /// The pipeline.
    Install(#[from] install::Error),
    /// What a directory asks for.
    Project(#[from] project::Error),
    /// A project's go.env.
    Settings(#[from] project::settings::Error),
    /// Choosing and starting a toolchain.
    Shim(#[from] shim::Error),
    /// What a shell is told.
    Shell(#[from] shell::Error),
    /// gv's own installation.
    Setup(#[from] setup::Error),
    /// A new version of gv.
    Update(#[from] crate::update::Error),
    /// Exchanging gv's programs.
    Exchange(#[from] setup::exchange::Error),
    /// `gv undo` of something that is not in the list.
    NoChange {
        /// As it was typed.
        id: String,
    },
    /// A package manager updates this gv.
    Packaged {
        /// Its command; `None` if the package does not name one.
        command: Option<String>,
    },
    /// Git's rules for addresses.
    Git(#[from] git::Error),
    /// What is known of vulnerabilities.
    Advisories(#[from] crate::advisories::Error),
    /// Mirrors.
    Mirror(#[from] crate::mirror::Error),
    /// A `.go-version.lock` that cannot be used.
    Lock(#[from] project::LockError),
    /// A toolchain that is not the one of the `.go-version.lock` here.
    LockDiffers {
        /// Which one.
        version: Version,
        /// What differs.
        not: Box<NotRequired>,
        /// Whether it is installed already.
        installed: bool,
    },
    /// An installed toolchain whose record has no hash to compare with the `.go-version.lock` here.
    LockUnknown {
        /// Which one.
        version: Version,
        /// Where the lock lists it.
        place: String,
    },
    /// The settings of an editor.
    Ide(#[from] crate::ide::Error),
    /// A team proxy.
    Deploy(#[from] crate::deploy::Error),
    /// Addresses.
    Resolve(#[from] crate::dns::Error),
    /// The relay.
    Relay(#[from] crate::relay::Error),
    /// GOPROXY.
    Goproxy(#[from] crate::golang::goproxy::Error),
    /// No module path or version.
    Module(#[from] crate::golang::escape::Error),
    /// A file operation of the command itself.
    File(#[from] FileError),
    /// There is no shared store to install into.
    NoSharedStore,
    /// The default is only uninstalled on purpose.
    DefaultStays {
        /// The default.
        version: Version,
    },
    /// `gv use system` where PATH has no Go but gv's.
    NoSystemDefault,
    /// A partial spec that several toolchains match, where only one may be meant.
    Ambiguous {
        /// As it was typed.
        spec: Spec,
        /// The toolchains, newest first.
        matching: Vec<Version>,
    },
    /// A spec that no installed toolchain matches.
    NoneInstalled {
        /// As it was typed.
        spec: Spec,
    },
    /// `gv install` without a spec where nothing asks for a version.
    NothingAsked {
        /// The working directory.
        dir: PathBuf,
    },
    /// A missing version may not be installed by itself.
    AutoInstallOff {
        /// What was asked for.
        spec: Spec,
        /// Why not.
        why: WhyNot,
    },
    /// A toolchain that is not what was published.
    NotAsReleased {
        /// Which one.
        version: Version,
        /// Who says so.
        authority: Authority,
        /// What differs.
        differences: Differences,
    },
    /// `--from` does not name a source of toolchains.
    From {
        /// What is wrong with it.
        bad: BadPlace,
    },
    /// `system` where a toolchain of gv's is meant.
    SystemHere,
    /// `gv use` names no version, and there is no terminal to choose one on.
    NoSpec,
    /// A folder that is to be linked is not a GOROOT.
    NotGoroot {
        /// The folder.
        path: PathBuf,
    },
    /// A toolchain of one's own cannot be called so.
    NotLinkName {
        /// The name.
        name: String,
        /// What it has to begin with: `go1.22.3`.
        release: String,
    },
    /// A toolchain of one's own cannot be the default.
    LinkNoDefault {
        /// Its name.
        name: String,
    },
    /// `gv pin --mod` outside a module.
    NoGoMod {
        /// Where the search began.
        dir: PathBuf,
    },
    /// A program the toolchain does not have.
    NoTool {
        /// The program.
        tool: String,
        /// Where it was looked for.
        goroot: PathBuf,
    },
    /// What `gv import` is to take from.
    NoSource {
        /// As it was typed.
        text: String,
    },
    /// A question without a terminal to answer it.
    Unconfirmed {
        /// The command to repeat.
        command: String,
    },
    /// `gv env set` with something that is no setting.
    NotSetting {
        /// As it was typed.
        text: String,
    },
    /// An undefined preset.
    NoPreset {
        /// As it was typed.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// `gv env preset private` alone.
    PresetNeedsHosts,
    /// `gv env preset team` without the one address.
    PresetNeedsAddress,
    /// Hosts for a preset that has none.
    PresetTakesNoHosts {
        /// The preset.
        name: String,
    },
    /// What a file or a variable requires is not available: installing something else would not change that.
    Asked {
        /// Who asks: a file and a line, or `GV_VERSION`.
        place: String,
        /// What it asks for.
        spec: Spec,
        /// Why it is not available.
        error: Box<release::Error>,
        /// What changes what is asked for.
        changes: Vec<Hint>,
    },
    /// What a file or a variable asks for could not be installed.
    AskedBy {
        /// Who asks: a file and a line, or a variable.
        place: String,
        /// What it asks for.
        spec: Spec,
        /// Why not.
        error: Box<Error>,
    },
    /// A version that is not available, and the command that was typed for it: what to try is the same command.
    Typed {
        /// The verb: `use`.
        verb: &'static str,
        /// Why not.
        error: Box<Error>,
    },
    /// A setting or a rule that would affect the modules of all owners on a host.
    WholeHost {
        /// The host.
        host: String,
        /// The command for one owner.
        narrow: String,
        /// The command that does it all the same.
        whole: String,
    },
    /// GOBIN or GOPATH names no folder that `go install` could write to.
    NoToolFolder,
    /// `gv tools rebuild` without a program and without `--outdated`.
    NoToolNamed,
    /// A program that is not among those that `go install` built.
    NoSuchTool {
        /// As it was typed.
        name: String,
        /// Where `go install` writes.
        folder: PathBuf,
    },
    /// A program that `gv exec` could not start.
    CannotRun {
        /// As it was typed.
        program: String,
        /// What is wrong with it, where that is known.
        unfit: Option<Unfit>,
        /// What the system said.
        source: io::Error,
    },
}

/// `go1.22.3, go1.22.1`
pub(crate) fn names(versions: &[Version], lang: Lang) -> String {
    versions.iter().map(Version::toolchain_name).collect::<Vec<_>>().join(&between(lang))
}

impl Error {
    /// Wraps the failure of a file operation.
    pub fn file(action: Action, path: &Path) -> impl FnOnce(io::Error) -> Self {
        FileError::of(action, path)
    }
}

impl Error {
    /// The error of a command that was to install a version, where there is no such version.
    #[must_use]
    pub fn typed(self, verb: &'static str) -> Self {
        use release::Error::{NoArchive, NoSuchVersion};
        match self {
            Self::Release(NoSuchVersion { .. } | NoArchive { .. }) => {
                Self::Typed { verb, error: Box::new(self) }
            }
            other => other,
        }
    }
}
