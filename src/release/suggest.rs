//! What is near a spec that matches no release.

use crate::lang::{Lang, say};
use crate::version::{Spec, Version};

/// The release a person may have meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suggestion {
    /// The newest stable release of the same minor.
    OfMinor(Version),
    /// The newest pre-release of the same minor.
    Prerelease(Version),
    /// The newest release of all.
    Newest(Version),
    /// The oldest release of all: the spec is older still.
    Oldest(Version),
}

impl Suggestion {
    /// What ends the sentence that there is no such release.
    pub(super) fn after(near: Option<&Self>, lang: Lang) -> String {
        match near {
            Some(near) => say!(lang, "; {near}", "；{near}", near = near.message(lang)),
            None => String::new(),
        }
    }

    /// What is near `spec` among `versions`, which are sorted, newest first, and do not match it.
    pub fn to(spec: &Spec, versions: &[Version]) -> Option<Self> {
        let newest = versions.iter().find(|version| !version.is_prerelease()).or(versions.first())?;
        let oldest = versions.last()?;
        let (major, minor, early) = match spec {
            Spec::Exact(version) => (version.major(), version.minor(), version.is_prerelease()),
            Spec::Minor(major, minor) => (*major, *minor, false),
            _ => return Some(Suggestion::Newest(newest.clone())),
        };
        let mut same = versions.iter().filter(|version| (version.major(), version.minor()) == (major, minor));
        let found = same.clone().find(|version| version.is_prerelease() == early).or_else(|| same.next());
        Some(match found {
            Some(version) if version.is_prerelease() => Suggestion::Prerelease(version.clone()),
            Some(version) => Suggestion::OfMinor(version.clone()),
            None if (major, minor) < (oldest.major(), oldest.minor()) => Suggestion::Oldest(oldest.clone()),
            None => Suggestion::Newest(newest.clone()),
        })
    }

    /// The version itself.
    pub fn version(&self) -> &Version {
        match self {
            Suggestion::OfMinor(version)
            | Suggestion::Prerelease(version)
            | Suggestion::Newest(version)
            | Suggestion::Oldest(version) => version,
        }
    }

    /// What to type to have it.
    pub fn spec(&self) -> String {
        match self {
            Suggestion::OfMinor(version) => format!("{}.{}", version.major(), version.minor()),
            Suggestion::Newest(version) if !version.is_prerelease() => "latest".to_owned(),
            near => near.version().to_string(),
        }
    }
}

impl Suggestion {
    /// What there is, in a sentence.
    pub fn message(&self, lang: Lang) -> String {
        let version = self.version();
        let minor = format!("{}.{}", version.major(), version.minor());
        match self {
            Self::OfMinor(_) => {
                say!(lang, "the newest {minor} is {version}", "{minor} 的最新版本是 {version}")
            }
            Self::Prerelease(_) => say!(
                lang,
                "the newest pre-release of {minor} is {version}",
                "{minor} 最新的预发布版本是 {version}"
            ),
            Self::Newest(_) => say!(lang, "the newest is {version}", "最新版本是 {version}"),
            Self::Oldest(_) => say!(lang, "the oldest is {version}", "最早的版本是 {version}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(spec: &str, versions: &[&str]) -> String {
        let versions: Vec<Version> = versions.iter().map(|v| v.parse().unwrap()).collect();
        Suggestion::to(&spec.parse().unwrap(), &versions)
            .map(|near| format!("{}: {}", near.message(Lang::En), near.spec()))
            .unwrap_or_default()
    }

    #[test]
    fn names_what_was_probably_meant() {
        let all = ["1.28rc2", "1.28rc1", "1.27.0", "1.27rc3", "1.22.12", "1.22.11", "1.22rc2", "1.5.3"];
        for (spec, expected) in [
            ("1.22.99", "the newest 1.22 is 1.22.12: 1.22"),
            ("1.22rc9", "the newest pre-release of 1.22 is 1.22rc2: 1.22rc2"),
            ("1.5rc1", "the newest 1.5 is 1.5.3: 1.5"),
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
