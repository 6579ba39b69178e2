//! The file name of an archive: `go1.22.3.linux-amd64.tar.gz` and nothing that could leave its folder.

use super::{Archive, Format, Platform};
use crate::verify::Sha256;
use crate::version::Version;

/// A file name that follows the pattern of Go's release archives, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveName {
    /// The name itself: lower-case letters, digits, `.` and `-` only.
    pub text: String,
    /// The version it names.
    pub version: Version,
    /// The platform it names.
    pub platform: Platform,
    /// How it is packed: zip for Windows, tar.gz for all others.
    pub format: Format,
}

impl ArchiveName {
    /// Reads `goVERSION.OS-ARCH.tar.gz` (`.zip` for Windows); up to 1.4.2 the names for darwin end in `-osx10.6`
    /// or `-osx10.8`. `None` for every other name: sources, installers, side files, `bootstrap`.
    pub fn parse(name: &str) -> Option<Self> {
        let (stem, format) = strip_extension(name)?;
        let (version, rest) = split_version(stem.strip_prefix("go")?)?;
        let (os, rest) = rest.split_once('-')?;
        let arch = match rest.split_once('-') {
            None => rest,
            Some((arch, "osx10.6" | "osx10.8")) if os == "darwin" => arch,
            Some(_) => return None,
        };
        if !is_word(os)
            || !is_word(arch)
            || arch == "bootstrap"
            || (os == "windows") != (format == Format::Zip)
        {
            return None;
        }
        let platform = Platform { os: os.to_owned(), arch: archive_arch(arch).to_owned() };
        Some(Self { text: name.to_owned(), version: version.parse().ok()?, platform, format })
    }

    /// The archive of this name.
    pub fn archive(self, sha256: Option<Sha256>, size: Option<u64>) -> Archive {
        Archive { file_name: self.text, platform: self.platform, format: self.format, sha256, size }
    }
}

/// One old archive calls `armv6l` by a shorter name.
pub(super) fn archive_arch(arch: &str) -> &str {
    if arch == "arm6" { "armv6l" } else { arch }
}

fn strip_extension(name: &str) -> Option<(&str, Format)> {
    let tar = name.strip_suffix(".tar.gz").map(|stem| (stem, Format::TarGz));
    tar.or_else(|| name.strip_suffix(".zip").map(|stem| (stem, Format::Zip)))
}

/// Splits before the first part that begins with a letter: versions have none.
fn split_version(stem: &str) -> Option<(&str, &str)> {
    let dot = stem
        .match_indices('.')
        .find(|(dot, _)| stem.as_bytes().get(dot + 1).is_some_and(u8::is_ascii_lowercase))?;
    Some((&stem[..dot.0], &stem[dot.0 + 1..]))
}

fn is_word(text: &str) -> bool {
    (1..=16).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn takes_the_names_of_all_ages_apart() {
        for (name, version, platform) in [
            ("go1.22.3.linux-amd64.tar.gz", "1.22.3", "linux-amd64"),
            ("go1.23rc1.windows-arm64.zip", "1.23rc1", "windows-arm64"),
            ("go1.20.plan9-386.tar.gz", "1.20", "plan9-386"),
            ("go1.4.2.darwin-amd64-osx10.8.tar.gz", "1.4.2", "darwin-amd64"),
            ("go1.6.linux-arm6.tar.gz", "1.6", "linux-armv6l"),
        ] {
            let read = ArchiveName::parse(name).unwrap();
            assert_eq!(
                (read.version.to_string(), read.platform.to_string()),
                (version.into(), platform.into())
            );
        }
    }

    #[test]
    fn refuses_every_other_name() {
        for name in [
            "",
            "go1.22.3.src.tar.gz",
            "go1.22.3.darwin-arm64.pkg",
            "go1.22.3.linux-amd64.tar.gz.sha256",
            "go1.22.3.linux-amd64.zip",
            "go1.22.3.windows-amd64.tar.gz",
            "go1.4-bootstrap-20170531.tar.gz",
            "go1.22.3.linux-bootstrap.tar.gz",
            "go1.9.2rc2.linux-amd64.tar.gz",
            "go1.22.3.linux-amd64-osx10.8.tar.gz",
            "../go1.22.3.linux-amd64.tar.gz",
            "go1.22.3.linux-../amd64.tar.gz",
            "go1.22.3.linux-amd64\\x.tar.gz",
            "go1.22.3.linux-amd64\0.tar.gz",
            "Go1.22.3.linux-amd64.tar.gz",
        ] {
            assert_eq!(ArchiveName::parse(name), None, "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_a_plain_file_name(name in "(go)?[0-9a-z./\\\\ -]{0,24}(linux-amd64)?(\\.tar\\.gz|\\.zip)?") {
            if let Some(read) = ArchiveName::parse(&name) {
                prop_assert!(!read.text.contains(['/', '\\', ' ']) && !read.text.contains(".."));
                prop_assert_eq!(read.text, name);
            }
        }

        #[test]
        fn anything_may_be_given(name in ".*") {
            let _ = ArchiveName::parse(&name);
        }
    }
}
