//! Why a release cannot be named, found or vouched for.

use super::index::Fault;
use super::{BadPlace, Basis, Near, NotPlatform, Platform, database};
use crate::fetch;
use crate::golang::{database as setting, goproxy};
use crate::verify::Sha256;
use crate::version::{Spec, Version};
use std::io;
use std::path::PathBuf;

/// What can go wrong between a spec and an [`super::Order`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// `[release] origin` or `GV_ORIGIN` names no place that may be an authority.
    #[error("the origin {0} (GV_ORIGIN, or origin under [release] in config.toml)")]
    Origin(BadPlace),
    /// One of `[release] mirrors` or `GV_MIRRORS` names no place.
    #[error("the mirror {0} (GV_MIRRORS, or mirrors under [release] in config.toml)")]
    Mirror(BadPlace),
    /// `[release] platform` or `GV_PLATFORM` names no platform.
    #[error("{0} (GV_PLATFORM, or platform under [release] in config.toml)")]
    Platform(#[from] NotPlatform),
    /// An index came, and cannot be believed.
    #[error("the index at {url} {fault}")]
    Index {
        /// Where it came from, without credentials; or the file.
        url: String,
        /// What is wrong with it.
        fault: Fault,
    },
    /// An index says of an archive what the built-in manifest knows to be false.
    #[error(
        "the index at {url} gives {file} another SHA-256 than the manifest built into gv: \
         {index} there, {manifest} here"
    )]
    Contradiction {
        /// Where the index came from.
        url: String,
        /// The archive.
        file: String,
        /// The hash in the index.
        index: Sha256,
        /// The hash in the manifest.
        manifest: Sha256,
    },
    /// The network failed for one address.
    #[error(transparent)]
    Fetch(#[from] fetch::Error),
    /// A folder that is an origin cannot be read.
    #[error("cannot read {path}: {source}", path = path.display())]
    Read {
        /// The folder or its index.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Nobody could say which releases there are. Never empty.
    #[error("no index of {origin} could be had{}", listed(causes))]
    NoIndex {
        /// The origin.
        origin: String,
        /// What came of each address.
        causes: Vec<Error>,
    },
    /// The network would have to be asked, and may not be.
    #[error("which releases {origin} has is not known, and GV_OFFLINE keeps gv from asking")]
    Offline {
        /// The origin.
        origin: String,
    },
    /// No published release is what was asked for.
    #[error("there is no {}{} ({basis})", wanted(spec), near.as_ref().map(|near| format!("; {near}")).unwrap_or_default())]
    NoSuchVersion {
        /// What was asked for.
        spec: Box<Spec>,
        /// What there is instead; `None` when there is nothing at all.
        near: Option<Box<Near>>,
        /// Where that knowledge is from.
        basis: Basis,
    },
    /// The release exists, but not for this platform.
    #[error("go{version} has no archive for {platform}{}", nearest_text(nearest.as_deref()))]
    NoArchive {
        /// The release.
        version: Box<Version>,
        /// The platform.
        platform: Platform,
        /// The nearest release that has one.
        nearest: Option<Box<Version>>,
        /// A platform whose programs run on this one too, and which this release has.
        instead: Option<Box<Platform>>,
    },
    /// Nobody who may be believed says what the hash of an archive is.
    #[error("nothing vouches for {file}: neither gv nor {origin} knows its SHA-256, so it cannot be proven")]
    Unproven {
        /// The archive.
        file: String,
        /// The origin.
        origin: String,
    },
    /// `[release] prefer` or `GV_PREFER` is no preference.
    #[error("{text:?} is neither mirror nor goproxy (GV_PREFER, or prefer under [release] in config.toml)")]
    Preference {
        /// What it says.
        text: String,
    },
    /// GOPROXY makes no sense.
    #[error(transparent)]
    GoProxy(goproxy::Error),
    /// GOSUMDB makes no sense.
    #[error(transparent)]
    GoSumDb(setting::Error),
    /// GOPROXY names nobody that could be asked for a toolchain.
    #[error("GOPROXY={list} names no proxy to have a toolchain from")]
    NoProxy {
        /// The list, without credentials.
        list: String,
    },
    /// A toolchain that was never published as a module.
    #[error("go{version} is no module: a GOPROXY has toolchains from go1.21.0 on")]
    NoModule {
        /// What was wanted.
        version: Version,
    },
    /// GOSUMDB is off, so that nothing vouches for what a GOPROXY hands over.
    #[error("GOSUMDB=off: nothing could prove the go{version} that a GOPROXY hands over")]
    Unvouched {
        /// What was wanted.
        version: Version,
    },
    /// What the checksum database said, or did not.
    #[error(transparent)]
    Database(#[from] database::Error),
    /// `system` is no release.
    #[error("system is the Go found further down PATH; it is no release")]
    System,
}

impl Error {
    /// Whether somebody was caught saying something false, which is more than bad luck.
    pub(super) fn is_contradiction(&self) -> bool {
        match self {
            Error::Contradiction { .. } => true,
            Error::NoIndex { causes, .. } => causes.iter().any(Error::is_contradiction),
            _ => false,
        }
    }
}

fn wanted(spec: &Spec) -> String {
    match spec {
        Spec::Latest | Spec::Stable => "stable release".to_owned(),
        Spec::OldStable => "stable release before the newest minor".to_owned(),
        Spec::Candidate => "release candidate".to_owned(),
        Spec::Exact(_) | Spec::Minor(..) | Spec::Major(_) | Spec::System => format!("Go {spec}"),
    }
}

fn nearest_text(nearest: Option<&Version>) -> String {
    nearest.map_or_else(String::new, |nearest| format!("; the nearest that has one is go{nearest}"))
}

/// One line a cause.
fn listed(causes: &[Error]) -> String {
    let lines: Vec<String> = causes.iter().map(|cause| format!("\n  {cause}")).collect();
    lines.concat()
}
