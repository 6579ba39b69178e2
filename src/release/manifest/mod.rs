//! The manifest built into gv: the SHA-256 of every archive known when it was built, without requests.
//! Its source is `archives.txt`; the example `refresh-manifest` adds to it.

#[cfg(test)]
mod pack;

use super::name::ArchiveName;
use super::{Archive, Platform, Release};
use crate::verify::Sha256;
use crate::version::Version;
use std::ops::Range;

const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/manifest.bin"));
/// Bytes of one archive: platform, size, hash. `pack.rs` describes the form.
const RECORD: usize = 37;

/// The list of what Go's own origin has published. Opening it reads two lines of text; archives are made on demand.
#[derive(Debug, Clone)]
pub struct Manifest<'a> {
    platforms: Vec<&'a str>,
    releases: Vec<(Version, Range<usize>)>,
    records: &'a [[u8; RECORD]],
}

impl Manifest<'static> {
    /// The one in this program.
    ///
    /// # Panics
    /// Never in a program that was built: its build packed the blob.
    pub fn built_in() -> Self {
        Self::unpack(PACKED).expect("build.rs packed it, and the tests read all of it")
    }
}

impl<'a> Manifest<'a> {
    fn unpack(packed: &'a [u8]) -> Option<Self> {
        let (platforms, rest) = line(packed)?;
        let (versions, records) = line(rest)?;
        let mut releases = Vec::new();
        let mut start = 0;
        for entry in versions.split(' ') {
            let (version, count) = entry.split_once(':')?;
            let end = start + count.parse::<usize>().ok()?;
            releases.push((version.parse().ok()?, start..end));
            start = end;
        }
        let (records, []) = records.as_chunks() else { return None };
        (records.len() == start).then(|| Self {
            platforms: platforms.split(' ').collect(),
            releases,
            records,
        })
    }

    /// All versions, newest first.
    pub fn versions(&self) -> impl Iterator<Item = &Version> {
        self.releases.iter().map(|(version, _)| version)
    }

    /// The version as it is named here: `1.20` when `1.20.0` is asked for.
    pub fn find(&self, version: &Version) -> Option<&Version> {
        self.place_of(version).map(|(version, _)| version)
    }

    /// The archive of a version for a platform. Its hash is always known.
    pub fn archive(&self, version: &Version, platform: &Platform) -> Option<Archive> {
        let (version, range) = self.place_of(version)?;
        let name = platform.to_string();
        let records = self.records.get(range.clone())?;
        let record =
            records.iter().find(|record| self.platforms.get(usize::from(record[0])) == Some(&&*name))?;
        self.unpack_record(version, record)
    }

    /// A release and where its records are; releases stand newest first.
    fn place_of(&self, version: &Version) -> Option<&(Version, Range<usize>)> {
        let at = self.releases.binary_search_by(|(known, _)| version.cmp(known)).ok()?;
        self.releases.get(at)
    }

    /// Everything, newest first.
    pub fn releases(&self) -> Vec<Release> {
        let release = |(version, range): &(Version, Range<usize>)| {
            let records = self.records.get(range.clone()).unwrap_or_default();
            let archives = records.iter().filter_map(|record| self.unpack_record(version, record));
            Release { version: version.clone(), archives: archives.collect() }
        };
        self.releases.iter().map(release).collect()
    }

    fn unpack_record(&self, version: &Version, record: &[u8; RECORD]) -> Option<Archive> {
        let [platform, a, b, c, d, sha256 @ ..] = record;
        let platform = *self.platforms.get(usize::from(*platform))?;
        let extension = if platform.starts_with("windows-") { "zip" } else { "tar.gz" };
        let name = ArchiveName::parse(&format!("go{version}.{platform}.{extension}"))?;
        let size = u32::from_le_bytes([*a, *b, *c, *d]);
        Some(name.archive(Some(Sha256(*sha256)), (size > 0).then(|| size.into())))
    }
}

fn line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    Some((std::str::from_utf8(&bytes[..end]).ok()?, &bytes[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::release::table;

    const TEXT: &str = include_str!("archives.txt");

    fn archive(version: &str, platform: &str) -> Option<Archive> {
        Manifest::built_in().archive(&version.parse().unwrap(), &platform.parse().unwrap())
    }

    #[test]
    fn holds_all_of_its_source_and_is_small() {
        let releases = Manifest::built_in().releases();
        assert_eq!(table::write(&releases), TEXT.replace("\r\n", "\n"));
        assert!(PACKED.len() < 300 * 1024, "{} bytes", PACKED.len());
        assert!(releases.len() >= 339 && releases.iter().map(|r| r.archives.len()).sum::<usize>() >= 6592);
    }

    #[test]
    fn stands_in_order() {
        let manifest = Manifest::built_in();
        let versions: Vec<_> = manifest.versions().collect();
        assert!(versions.is_sorted_by(|newer, older| newer > older));
    }

    /// Taken from the published index, not from our own text.
    #[test]
    fn knows_hashes_as_they_were_published() {
        for (version, platform, sha256, size) in SPOTS {
            let archive = archive(version, platform).unwrap();
            assert_eq!(archive.sha256.unwrap().to_string(), sha256, "{version} {platform}");
            assert_eq!(archive.size, size);
        }
    }

    #[test]
    fn answers_for_what_was_never_published() {
        assert_eq!(archive("1.22.99", "linux-amd64"), None);
        assert_eq!(archive("1.15", "darwin-arm64"), None);
        assert_eq!(archive("1.20.0", "linux-amd64").unwrap().file_name, "go1.20.linux-amd64.tar.gz");
    }

    #[test]
    fn what_cannot_be_packed_is_named() {
        let hash = "0".repeat(64);
        for (text, what) in [
            (format!("go1.4.2.darwin-amd64-osx10.8.tar.gz {hash} -"), "line 1: a name"),
            (format!("go1.22.3.linux-amd64.zip {hash} -"), "line 1: a name"),
            ("go1.22.3.linux-amd64.tar.gz - -".to_owned(), "line 1: no SHA-256"),
            (format!("go1.22.3.linux-amd64.tar.gz {hash} 9999999999"), "line 1: no size"),
            (
                ["1.2", "1.3", "1.2"].map(|v| format!("go{v}.linux-386.tar.gz {hash} -")).join("\n"),
                "line 3: the",
            ),
        ] {
            let error = pack::pack(&text).unwrap_err();
            assert!(error.starts_with(what), "{error}");
        }
    }

    const SPOTS: [(&str, &str, &str, Option<u64>); 6] = [
        ("1.27.0", "windows-arm64", "6e0156b9788209931dd340fadc04171ce15063c17b51c92e7b86b51109626e90", None),
        (
            "1.22.12",
            "linux-amd64",
            "4fa4f869b0f7fc6bb1eb2660e74657fbf04cdd290b5aef905585c86051b34d43",
            Some(68_995_422),
        ),
        (
            "1.22.3",
            "linux-amd64",
            "8920ea521bad8f6b7bc377b4824982e011c19af27df88a815e3586ea895f1b36",
            Some(68_958_945),
        ),
        (
            "1.21rc2",
            "linux-armv6l",
            "0f82199e49978db858a8ed2c6b8d842b9674fd577c4ab91cc4b6b11672375993",
            Some(65_029_033),
        ),
        (
            "1.20",
            "linux-s390x",
            "4460deffbc01fe5f31fe226d296e366c0d6059b280743aea49bf81ab62ab8be8",
            Some(99_918_149),
        ),
        (
            "1.16",
            "darwin-arm64",
            "4dac57c00168d30bbd02d95131d5de9ca88e04f2c5a29a404576f30ae9b54810",
            Some(125_661_998),
        ),
    ];
}
