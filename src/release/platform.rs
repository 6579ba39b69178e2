//! The machine a toolchain is for, in Go's names.

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
#[error("{text:?} is no platform; it has to look like linux-amd64")]
pub struct NotPlatform {
    /// What was given.
    pub text: String,
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.os, self.arch)
    }
}

impl FromStr for Platform {
    type Err = NotPlatform;

    /// Takes `linux-amd64` and `linux/amd64`.
    fn from_str(text: &str) -> Result<Self, NotPlatform> {
        let word = |word: &str| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        match text.split_once(['-', '/']) {
            Some((os, arch)) if word(os) && word(arch) => {
                Ok(Self { os: os.to_owned(), arch: arch.to_owned() })
            }
            _ => Err(NotPlatform { text: text.to_owned() }),
        }
    }
}
