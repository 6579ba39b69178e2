//! What a person types, or a file holds, to name a version.

use super::{ParseError, Version};
use std::fmt;
use std::str::FromStr;

/// A request for a version. Everything but [`Spec::Exact`] and [`Spec::System`] has to be resolved against a
/// list: of published releases (install, use, upgrade) or of installed toolchains (shims, exec, which).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spec {
    /// `1.22.3`, `go1.22.3`, `v1.22.3`, `1.23rc1`
    Exact(Version),
    /// `1.22`, `1.22.x`: the newest stable patch
    Minor(u64, u64),
    /// `1`, `1.x`: the newest stable release of that major
    Major(u64),
    /// `latest`: the newest stable release
    Latest,
    /// `stable`: another word for `latest`
    Stable,
    /// `oldstable`: the newest patch of the minor before the newest
    OldStable,
    /// `rc`: the newest release candidate
    Candidate,
    /// `system`: the Go found further down PATH
    System,
}

impl Spec {
    /// Whether it names one release by itself.
    pub fn exact(&self) -> Option<&Version> {
        match self {
            Spec::Exact(version) => Some(version),
            _ => None,
        }
    }

    /// The newest of `versions` that this spec allows; pre-releases only where they are named. `System` matches
    /// none. This is the whole meaning of a partial spec, whichever list it is held against.
    pub fn newest<'a>(&self, versions: impl IntoIterator<Item = &'a Version>) -> Option<&'a Version> {
        let stable = |version: &&Version| !version.is_prerelease();
        let mut all = versions.into_iter();
        match self {
            Spec::Exact(wanted) => all.find(|version| *version == wanted),
            Spec::Minor(major, minor) => {
                all.filter(stable).filter(|v| (v.major(), v.minor()) == (*major, *minor)).max()
            }
            Spec::Major(major) => all.filter(stable).filter(|v| v.major() == *major).max(),
            Spec::Latest | Spec::Stable => all.filter(stable).max(),
            Spec::OldStable => {
                let stable: Vec<_> = all.filter(stable).collect();
                let newest = stable.iter().max()?;
                stable.iter().filter(|v| !v.same_minor(newest)).max().copied()
            }
            Spec::Candidate => all.filter(|v| v.kind() == super::Kind::Candidate).max(),
            Spec::System => None,
        }
    }
}

impl FromStr for Spec {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let refused = || ParseError::new(text);
        let word = text.trim().to_ascii_lowercase();
        match word.as_str() {
            "latest" => return Ok(Spec::Latest),
            "stable" => return Ok(Spec::Stable),
            "oldstable" => return Ok(Spec::OldStable),
            "rc" => return Ok(Spec::Candidate),
            "system" => return Ok(Spec::System),
            _ => {}
        }
        let bare = word.strip_prefix("go").or_else(|| word.strip_prefix('v')).unwrap_or(&word);
        let wildcard = bare.strip_suffix(".x").or_else(|| bare.strip_suffix(".*"));
        let version: Version = wildcard.unwrap_or(bare).parse().map_err(|_| refused())?;
        match (version.names_patch(), wildcard.is_some(), bare.contains('.')) {
            (true, true, _) => Err(refused()),
            (true, false, _) => Ok(Spec::Exact(version)),
            (false, true, _) if !wildcard.is_some_and(|w| w.contains('.')) => {
                Ok(Spec::Major(version.major()))
            }
            (false, _, true) => Ok(Spec::Minor(version.major(), version.minor())),
            (false, _, false) => Ok(Spec::Major(version.major())),
        }
    }
}

impl fmt::Display for Spec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Spec::Exact(version) => version.fmt(f),
            Spec::Minor(major, minor) => f.pad(&format!("{major}.{minor}")),
            Spec::Major(major) => f.pad(&major.to_string()),
            Spec::Latest => f.pad("latest"),
            Spec::Stable => f.pad("stable"),
            Spec::OldStable => f.pad("oldstable"),
            Spec::Candidate => f.pad("rc"),
            Spec::System => f.pad("system"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn newest(spec: &str, versions: &[&str]) -> Option<String> {
        let versions: Vec<Version> = versions.iter().map(|v| v.parse().unwrap()).collect();
        spec.parse::<Spec>().unwrap().newest(&versions).map(ToString::to_string)
    }

    #[test]
    fn reads_what_people_type() {
        for (text, spec) in [
            ("1.22.3", "1.22.3"),
            ("go1.22.3", "1.22.3"),
            ("v1.22.3", "1.22.3"),
            ("GO1.22", "1.22"),
            ("1.22.x", "1.22"),
            ("1.22.*", "1.22"),
            ("1.x", "1"),
            ("1", "1"),
            ("go1.21rc2", "1.21rc2"),
            (" latest ", "latest"),
        ] {
            assert_eq!(text.parse::<Spec>().unwrap().to_string(), spec, "{text:?}");
        }
        for text in ["", "go", "1.22.3.x", "1.22.3.4", "1..2", "latest1", "1.9.2rc2", "x", "../1.22"] {
            assert!(text.parse::<Spec>().is_err(), "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_the_parser_and_what_is_shown_is_read_again(text in "(go|v)?[0-9x.rc*-]{0,16}|\\PC{0,16}") {
            if let Ok(spec) = text.parse::<Spec>() {
                proptest::prop_assert_eq!(spec.to_string().parse::<Spec>().unwrap(), spec);
            }
        }
    }

    #[test]
    fn a_partial_spec_is_the_newest_stable() {
        let all = ["1.20", "1.20.14", "1.21.0", "1.21.13", "1.22.9", "1.22.12", "1.23rc1"];
        assert_eq!(newest("1.22", &all).as_deref(), Some("1.22.12"));
        assert_eq!(newest("1.21", &all).as_deref(), Some("1.21.13"));
        assert_eq!(newest("1", &all).as_deref(), Some("1.22.12"));
        assert_eq!(newest("latest", &all).as_deref(), Some("1.22.12"));
        assert_eq!(newest("oldstable", &all).as_deref(), Some("1.21.13"));
        assert_eq!(newest("rc", &all).as_deref(), Some("1.23rc1"));
        assert_eq!(newest("1.20.0", &all).as_deref(), Some("1.20"));
        assert_eq!(newest("1.23", &all), None);
        assert_eq!(newest("system", &all), None);
    }
}
