//! Why a release cannot be named, found or verified.

mod words;

use super::index::Fault;
use super::{BadPattern, BadPlace, Basis, NotPlatform, Platform, Suggestion, database};
use crate::fetch;
use crate::golang::{database as setting, goproxy};
use crate::system::FileError;
use crate::verify::Sha256;
use crate::version::{Spec, Version};
use std::sync::Arc;

/// What can go wrong between a spec and an [`super::Order`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// `[release] origin` or `GV_ORIGIN` names no place that may be an authority.
    Origin(BadPlace),
    /// One of `[release] mirrors` or `GV_MIRRORS` names no place.
    Mirror(BadPlace),
    /// `[release] pattern` or `GV_PATTERN` is no pattern of addresses.
    Pattern(BadPattern),
    /// `[release] platform` or `GV_PLATFORM` names no platform.
    Platform(#[from] NotPlatform),
    /// An index was received, but is not valid.
    Index {
        /// Where it came from, without credentials; or the file.
        url: String,
        /// What is wrong with it.
        fault: Fault,
    },
    /// An index says of an archive what the built-in manifest knows to be false.
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
    Fetch(#[from] fetch::Error),
    /// A folder that is an origin cannot be read.
    Read(FileError),
    /// No source returned a list of releases. Never empty.
    NoIndex {
        /// The origin.
        origin: String,
        /// What came of each address.
        causes: Vec<Error>,
    },
    /// Nothing came from these hosts while another one answered.
    Silent {
        /// Their names.
        hosts: Vec<String>,
    },
    /// Only a GOPROXY may be asked, and it sent no list.
    NoList {
        /// The list, without credentials.
        list: String,
    },
    /// The network would have to be asked, and may not be.
    Offline {
        /// The origin.
        origin: String,
    },
    /// No published release is what was asked for.
    NoSuchVersion {
        /// What was asked for.
        spec: Box<Spec>,
        /// What there is instead; `None` when there is nothing at all.
        near: Option<Box<Suggestion>>,
        /// Where that knowledge is from.
        basis: Basis,
    },
    /// Nothing that gv knows is what was asked for, and the origin could not be asked.
    NotKnown {
        /// What was asked for.
        spec: Box<Spec>,
        /// What gv knows instead.
        near: Option<Box<Suggestion>>,
        /// Where that knowledge is from.
        basis: Basis,
        /// Who could have said.
        origin: String,
        /// Why the origin did not; `None` where `GV_OFFLINE` keeps gv from asking.
        cause: Option<Arc<Error>>,
    },
    /// The origin has no list, and nothing that is known instead is what was asked for.
    NotListed {
        /// What was asked for.
        spec: Box<Spec>,
        /// What is known instead.
        near: Option<Box<Suggestion>>,
        /// Where that knowledge is from.
        basis: Basis,
        /// The origin.
        origin: String,
    },
    /// The origin has no list, and not this archive.
    NotAtOrigin {
        /// The version that was asked for.
        version: Box<Version>,
        /// Its archive, with the address of it.
        url: String,
    },
    /// The release exists, but not for this platform.
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
    /// No trusted source has the hash of an archive.
    Unproven {
        /// The archive.
        file: String,
        /// The origin.
        origin: String,
        /// Why others that could know it do not.
        causes: Vec<Error>,
    },
    /// The origin has a file for the hash of an archive, and the hash is not in it.
    HashFile {
        /// The file of hashes.
        url: String,
        /// The archive.
        file: String,
    },
    /// `[release] prefer` or `GV_PREFER` is no preference.
    Preference {
        /// What it says.
        text: String,
    },
    /// GOPROXY makes no sense.
    GoProxy(goproxy::Error),
    /// GOSUMDB makes no sense.
    GoSumDb(setting::Error),
    /// GOPROXY names no source of toolchains.
    NoProxy {
        /// The list, without credentials.
        list: String,
    },
    /// A toolchain that was never published as a module.
    NoModule {
        /// What was wanted.
        version: Version,
    },
    /// GOSUMDB is off, so nothing verifies what a GOPROXY sends.
    Unvouched {
        /// What was wanted.
        version: Version,
    },
    /// What the checksum database said, or did not.
    Database(#[from] database::Error),
    /// The name of a toolchain that is not a release.
    OwnBuild {
        /// The name.
        name: String,
    },
    /// `system` is no release.
    System,
}

impl Error {
    /// Whether an answer is provably false, which is more than a network fault.
    pub(super) fn is_contradiction(&self) -> bool {
        match self {
            Error::Contradiction { .. } => true,
            Error::NoIndex { causes, .. } => causes.iter().any(Error::is_contradiction),
            _ => false,
        }
    }
}
