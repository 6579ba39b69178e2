//! A release, its archives, and the order that `install` fills.

use super::Platform;
use crate::fetch::Source;
use crate::verify::{Expected, Sha256};
use crate::version::Version;

/// How an archive is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `.tar.gz`
    TarGz,
    /// `.zip`
    Zip,
}

/// One archive of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// `go1.22.3.linux-amd64.tar.gz`: a plain file name, checked to be one.
    pub file_name: String,
    /// What it runs on.
    pub platform: Platform,
    /// How it is packed.
    pub format: Format,
    /// Its hash, where the list it comes from says one.
    pub sha256: Option<Sha256>,
    /// Its length in bytes, where known.
    pub size: Option<u64>,
}

/// A published version with its archives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The version.
    pub version: Version,
    /// The archives, of every platform.
    pub archives: Vec<Archive>,
}

impl Release {
    /// A release of which no more is known than that a platform has it.
    pub(super) fn unlisted(version: &Version, platform: &Platform) -> Self {
        let (format, end) =
            if platform.os == "windows" { (Format::Zip, "zip") } else { (Format::TarGz, "tar.gz") };
        let file_name = format!("{}.{platform}.{end}", version.toolchain_name());
        let archive = Archive { file_name, platform: platform.clone(), format, sha256: None, size: None };
        Self { version: version.clone(), archives: vec![archive] }
    }

    /// The archive for a platform. Where old releases have one for each of two versions of macOS, the newer.
    pub fn archive(&self, platform: &Platform) -> Option<&Archive> {
        let fitting = self.archives.iter().filter(|archive| archive.platform == *platform);
        fitting.max_by_key(|archive| (!archive.file_name.contains("-osx"), &archive.file_name))
    }
}

/// Everything `install` has to know to fetch, prove and unpack one archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// What is installed.
    pub version: Version,
    /// Which archive.
    pub archive: Archive,
    /// The hash it has to have, and who says so.
    pub expected: Expected,
    /// The sources of the bytes, the most likely first. Never empty.
    pub sources: Vec<Source>,
    /// The name of the origin where it is not Go's own: no public mirror has what it has.
    pub own_origin: Option<String>,
}
