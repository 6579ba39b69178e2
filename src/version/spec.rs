//! What a person types, or a file holds, to name a version.

use super::{ParseError, Range, Version};
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
    /// `^1.22`, `~1.22.3`, `>=1.22 <1.24`: the newest stable release in it
    Range(Range),
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
    /// `go1.22.3-corp`: a toolchain of one's own, which `gv link` named
    Linked(String),
}

impl Spec {
    /// Whether it names one release by itself.
    pub fn exact(&self) -> Option<&Version> {
        match self {
            Spec::Exact(version) => Some(version),
            _ => None,
        }
    }

    /// As it stands in a sentence: `go1.22.3`, `go1.22`; `Go latest`, `Go ">=1.22 <1.24"` for what is not a number.
    pub fn spoken(&self) -> String {
        match self {
            Spec::Exact(_) | Spec::Minor(..) | Spec::Major(_) => format!("go{self}"),
            Spec::Linked(name) => name.clone(),
            _ => format!("Go {self}"),
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
            Spec::Range(range) => all.filter(|version| range.holds(version)).max(),
            Spec::Latest | Spec::Stable => all.filter(stable).max(),
            Spec::OldStable => {
                let stable: Vec<_> = all.filter(stable).collect();
                let newest = stable.iter().max()?;
                stable.iter().filter(|v| !v.same_minor(newest)).max().copied()
            }
            Spec::Candidate => all.filter(|v| v.kind() == super::Prerelease::Candidate).max(),
            Spec::System | Spec::Linked(_) => None,
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
        if word.contains(['^', '~', '<', '>', '=']) {
            let unquoted = word.trim_matches(['"', '\'']);
            return Range::parse(unquoted).map(Spec::Range).ok_or_else(refused);
        }
        let bare = word.strip_prefix("go").or_else(|| word.strip_prefix('v')).unwrap_or(&word);
        if let Some(version) = of_semver(bare) {
            return Ok(Spec::Exact(version));
        }
        if is_link_name(&word) {
            return Ok(Spec::Linked(word));
        }
        let wildcard = bare.strip_suffix(".x").or_else(|| bare.strip_suffix(".*"));
        let version: Version = wildcard.unwrap_or(bare).parse().map_err(|_| refused())?;
        match (version.names_patch(), wildcard.is_some(), bare.contains('.')) {
            (true, true, _) => Err(refused()),
            (true, false, _) => Ok(Spec::Exact(version)),
            (false, true, _) if !wildcard.is_some_and(|w| w.contains('.')) => {
                Ok(Spec::Major(version.major()))
            }
            // By its whole name it is the release: `go1.20`, as for GOTOOLCHAIN. From 1.21 on there is none of that name.
            (false, false, true) if word.starts_with("go") && version.is_release() => {
                format!("{bare}.0").parse().map(Spec::Exact)
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
            Spec::Range(range) => range.fmt(f),
            Spec::Latest => f.pad("latest"),
            Spec::Stable => f.pad("stable"),
            Spec::OldStable => f.pad("oldstable"),
            Spec::Candidate => f.pad("rc"),
            Spec::System => f.pad("system"),
            Spec::Linked(name) => f.pad(name),
        }
    }
}

/// A pre-release as Semantic Versioning spells it: `1.28.0-rc.1` is Go's `1.28rc1`.
fn of_semver(text: &str) -> Option<Version> {
    let (core, pre) = text.split_once('-')?;
    let minor = core.strip_suffix(".0").filter(|minor| minor.contains('.')).unwrap_or(core);
    let pre = pre.replacen('.', "", 1);
    let version: Version = format!("{minor}{pre}").parse().ok()?;
    if version.is_prerelease() { Some(version) } else { None }
}

/// Whether it is the name of a toolchain with a suffix, as <https://go.dev/doc/toolchain#name> has them:
/// `go1.22.3-corp`. A suffix that reads as a pre-release is a mistake.
fn is_link_name(word: &str) -> bool {
    let Some((release, suffix)) = word.split_once('-') else { return false };
    let is_version = release.strip_prefix("go").is_some_and(|release| release.parse::<Version>().is_ok());
    let is_early = ["rc", "beta"].iter().any(|kind| suffix.starts_with(kind));
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-+".contains(&byte);
    is_version
        && !is_early
        && word.len() <= 64
        && suffix.starts_with(|first: char| first.is_ascii_alphabetic())
        && suffix.bytes().all(is_plain)
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
            ("go1.20", "1.20.0"),
            ("1.20", "1.20"),
            ("go1.20.x", "1.20"),
            ("1.22.x", "1.22"),
            ("1.22.*", "1.22"),
            ("1.x", "1"),
            ("1", "1"),
            ("go1.21rc2", "1.21rc2"),
            (" latest ", "latest"),
            ("1.28.0-rc.1", "1.28rc1"),
            ("v1.28-beta1", "1.28beta1"),
            ("go1.22.3-Corp.2", "go1.22.3-corp.2"),
            ("^1.22", "\"^1.22\""),
            ("\">=1.22 <1.24\"", "\">=1.22 <1.24\""),
        ] {
            assert_eq!(text.parse::<Spec>().unwrap().to_string(), spec, "{text:?}");
        }
        for text in [
            "",
            "go",
            "1.22.3.x",
            "1.22.3.4",
            "1..2",
            "latest1",
            "1.9.2rc2",
            "1.9.2-rc2",
            "1.22-3",
            "go1.22.3-",
            "go1.22.3-rc2",
            "go1.22.3-a/b",
            "1.22.3-corp",
            "x",
            "../1.22",
        ] {
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
