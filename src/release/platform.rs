//! The machine a toolchain is for, in Go's names.

use crate::config::Config;
use crate::lang::{Lang, displayed, say};
use crate::system::platform::native;
use crate::version::Version;
use std::fmt;
use std::str::FromStr;

/// A GOOS/GOARCH pair as the release archives name it: `linux-amd64`, `linux-armv6l`, `windows-arm64`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Platform {
    /// GOOS
    pub os: String,
    /// GOARCH, but `armv6l` for 32-bit ARM on Linux
    pub arch: String,
}

/// Text that is no `os-arch`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct NotPlatform {
    /// What was given.
    pub text: String,
}

impl Platform {
    /// The command that installs a version for it, in the shell of that system.
    pub(super) fn command(&self, version: &Version) -> String {
        if self.os == "windows" {
            format!("$env:GV_PLATFORM='{self}'; gv install {version}")
        } else {
            format!("GV_PLATFORM={self} gv install {version}")
        }
    }

    /// This machine's own, also where gv itself runs translated (Rosetta, Windows on ARM).
    pub fn host() -> Self {
        let (os, arch) = native();
        Self { os: os.to_owned(), arch: archive_arch(os, arch).to_owned() }
    }

    /// The one the settings name, else this machine's own.
    pub fn configured(config: &Config) -> Result<Self, NotPlatform> {
        config.release.platform.as_deref().map_or_else(|| Ok(Self::host()), str::parse)
    }

    /// GOARCH.
    pub fn goarch(&self) -> &str {
        if self.arch == "armv6l" { "arm" } else { &self.arch }
    }

    /// Platforms whose programs run on this one as well, the best first.
    pub fn runs_too(&self) -> Vec<Self> {
        let others: &[&str] = match (self.os.as_str(), self.arch.as_str()) {
            ("darwin", "arm64") => &["amd64"],
            ("windows", "arm64") => &["amd64", "386"],
            ("windows" | "linux" | "freebsd", "amd64") => &["386"],
            _ => &[],
        };
        others.iter().map(|arch| Self { os: self.os.clone(), arch: (*arch).to_owned() }).collect()
    }
}

/// The archives' word for an architecture: 32-bit ARM on Linux is `armv6l` there.
fn archive_arch<'a>(os: &str, arch: &'a str) -> &'a str {
    if os == "linux" && (arch == "arm" || arch == "arm6") { "armv6l" } else { arch }
}

impl Platform {
    /// `linux/amd64`: as Go's own tools tell it to people.
    pub fn spoken(&self) -> String {
        format!("{}/{}", self.os, self.arch)
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.os, self.arch)
    }
}

impl FromStr for Platform {
    type Err = NotPlatform;

    /// Takes `linux-amd64` and `linux/amd64`, and `arm` for what the archives call `armv6l`.
    fn from_str(text: &str) -> Result<Self, NotPlatform> {
        let word = |word: &str| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        match text.split_once(['-', '/']) {
            Some((os, arch)) if word(os) && word(arch) => {
                Ok(Self { os: os.to_owned(), arch: archive_arch(os, arch).to_owned() })
            }
            _ => Err(NotPlatform { text: text.to_owned() }),
        }
    }
}

displayed!(NotPlatform);

impl NotPlatform {
    /// What is wrong with the text.
    pub fn message(&self, lang: Lang) -> String {
        let text = &self.text;
        say!(
            lang,
            "{text:?} is not a valid platform; it has to look like linux-amd64",
            "{text:?} 不是有效的平台，应形如 linux-amd64"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_read_in_both_spellings() {
        for (text, platform) in [
            ("linux-amd64", "linux-amd64"),
            ("windows/arm64", "windows-arm64"),
            ("linux/arm", "linux-armv6l"),
            ("freebsd-arm", "freebsd-arm"),
            ("plan9-386", "plan9-386"),
        ] {
            assert_eq!(text.parse::<Platform>().unwrap().to_string(), platform);
        }
        for text in
            ["", "linux", "linux-", "-amd64", "Linux-amd64", "linux-amd64-x", "linux/../x", "linux amd64"]
        {
            assert!(text.parse::<Platform>().is_err(), "{text}");
        }
    }

    #[test]
    fn this_machine_has_archives() {
        let newest = crate::release::Manifest::built_in();
        let newest = newest.versions().next().unwrap().clone();
        let host = Platform::host();
        assert!(crate::release::Manifest::built_in().archive(&newest, &host).is_some(), "{host}");
    }
}
