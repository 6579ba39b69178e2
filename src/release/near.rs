//! What is near a spec that matches no release.

use crate::version::{Spec, Version};
use std::fmt;

/// The release a person may have meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Near {
    /// The newest stable release of the same minor.
    OfMinor(Version),
    /// The newest pre-release of the same minor.
    Prerelease(Version),
    /// The newest release of all.
    Newest(Version),
    /// The oldest release of all: the spec is older still.
    Oldest(Version),
}

impl Near {
    /// What is near `spec` among `versions`, which are sorted, newest first, and do not match it.
    pub fn to(spec: &Spec, versions: &[Version]) -> Option<Self> {
        let newest = versions.iter().find(|version| !version.is_prerelease()).or(versions.first())?;
        let oldest = versions.last()?;
        let (major, minor, early) = match spec {
            Spec::Exact(version) => (version.major(), version.minor(), version.is_prerelease()),
            Spec::Minor(major, minor) => (*major, *minor, false),
            _ => return Some(Near::Newest(newest.clone())),
        };
        let mut same = versions.iter().filter(|version| (version.major(), version.minor()) == (major, minor));
        let found = same.clone().find(|version| version.is_prerelease() == early).or_else(|| same.next());
        Some(match found {
            Some(version) if version.is_prerelease() => Near::Prerelease(version.clone()),
            Some(version) => Near::OfMinor(version.clone()),
            None if (major, minor) < (oldest.major(), oldest.minor()) => Near::Oldest(oldest.clone()),
            None => Near::Newest(newest.clone()),
        })
    }

    /// The version itself.
    pub fn version(&self) -> &Version {
        match self {
            Near::OfMinor(version)
            | Near::Prerelease(version)
            | Near::Newest(version)
            | Near::Oldest(version) => version,
        }
    }

    /// What to type to have it.
    pub fn spec(&self) -> String {
        match self {
            Near::OfMinor(version) => format!("{}.{}", version.major(), version.minor()),
            Near::Newest(version) if !version.is_prerelease() => "latest".to_owned(),
            near => near.version().to_string(),
        }
    }
}

impl fmt::Display for Near {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let version = self.version();
        let minor = format!("{}.{}", version.major(), version.minor());
        match self {
            Near::OfMinor(_) => write!(f, "the newest of {minor} is {version}"),
            Near::Prerelease(_) => write!(f, "the newest pre-release of {minor} is {version}"),
            Near::Newest(_) => write!(f, "the newest is {version}"),
            Near::Oldest(_) => write!(f, "the oldest is {version}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(spec: &str, versions: &[&str]) -> String {
        let versions: Vec<Version> = versions.iter().map(|v| v.parse().unwrap()).collect();
        Near::to(&spec.parse().unwrap(), &versions)
            .map(|near| format!("{near}: {}", near.spec()))
            .unwrap_or_default()
    }

    #[test]
    fn names_what_was_probably_meant() {
        let all = ["1.28rc2", "1.28rc1", "1.27.0", "1.27rc3", "1.22.12", "1.22.11", "1.22rc2", "1.5.3"];
        for (spec, expected) in [
            ("1.22.99", "the newest of 1.22 is 1.22.12: 1.22"),
            ("1.22rc9", "the newest pre-release of 1.22 is 1.22rc2: 1.22rc2"),
            ("1.5rc1", "the newest of 1.5 is 1.5.3: 1.5"),
            ("1.28", "the newest pre-release of 1.28 is 1.28rc2: 1.28rc2"),
            ("1.28.0", "the newest pre-release of 1.28 is 1.28rc2: 1.28rc2"),
            ("1.99", "the newest is 1.27.0: latest"),
            ("1.23.4", "the newest is 1.27.0: latest"),
            ("2", "the newest is 1.27.0: latest"),
            ("1.4.2", "the oldest is 1.5.3: 1.5.3"),
        ] {
            assert_eq!(near(spec, &all), expected, "{spec}");
        }
        assert_eq!(near("latest", &["1.28rc1"]), "the newest is 1.28rc1: 1.28rc1");
        assert_eq!(near("latest", &[]), "");
    }
}
