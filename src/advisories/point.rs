//! A bound of a range in a report: a Go version in the spelling of Semantic Versioning (`1.27.0-rc.3` is go1.27rc3).

use crate::version::{Prerelease, Version};
use std::fmt;

/// A place in the order of versions. `1.16.0-0` stands before every pre-release of 1.16, and `0` before everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    major: u64,
    minor: u64,
    patch: u64,
    stage: Stage,
}

/// What stands behind the three numbers, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Stage {
    First,
    Alpha(u64),
    Beta(u64),
    Candidate(u64),
    Release,
}

impl Point {
    /// Reads a bound; `None` where it is not one that Go's releases can have.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "0" {
            return Some(Self { major: 0, minor: 0, patch: 0, stage: Stage::First });
        }
        let (numbers, stage) = match text.split_once('-') {
            Some((numbers, stage)) => (numbers, Stage::parse(stage)?),
            None => (text, Stage::Release),
        };
        let mut parts = numbers.split('.').map(number);
        let (major, minor, patch) = (parts.next()??, parts.next()??, parts.next()??);
        if parts.next().is_some() { None } else { Some(Self { major, minor, patch, stage }) }
    }

    /// Where a version stands.
    pub fn of(version: &Version) -> Self {
        let (patch, stage) = match version.kind() {
            Prerelease::None => (version.patch().unwrap_or_default(), Stage::Release),
            Prerelease::Alpha => (0, Stage::Alpha(version.stage())),
            Prerelease::Beta => (0, Stage::Beta(version.stage())),
            Prerelease::Candidate => (0, Stage::Candidate(version.stage())),
        };
        Self { major: version.major(), minor: version.minor(), patch, stage }
    }

    /// The version, as Go spells it; for a place before all pre-releases, the release that they lead to.
    pub fn version(self) -> Option<Version> {
        let Self { major, minor, patch, stage } = self;
        let text = match stage {
            Stage::Alpha(count) => format!("{major}.{minor}alpha{count}"),
            Stage::Beta(count) => format!("{major}.{minor}beta{count}"),
            Stage::Candidate(count) => format!("{major}.{minor}rc{count}"),
            // Up to Go 1.20 the first release of a minor has no third number.
            Stage::First | Stage::Release if patch == 0 && (major, minor) < (1, 21) => {
                format!("{major}.{minor}")
            }
            Stage::First | Stage::Release => format!("{major}.{minor}.{patch}"),
        };
        text.parse().ok()
    }
}

impl Stage {
    fn parse(text: &str) -> Option<Self> {
        if text == "0" {
            return Some(Self::First);
        }
        let (word, count) = text.split_once('.')?;
        let count = number(count)?;
        match word {
            "alpha" => Some(Self::Alpha(count)),
            "beta" => Some(Self::Beta(count)),
            "rc" => Some(Self::Candidate(count)),
            _ => None,
        }
    }
}

fn number(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { major, minor, patch, stage } = self;
        match stage {
            Stage::First if (*major, *minor, *patch) == (0, 0, 0) => f.write_str("0"),
            Stage::First => write!(f, "{major}.{minor}.{patch}-0"),
            Stage::Alpha(count) => write!(f, "{major}.{minor}.{patch}-alpha.{count}"),
            Stage::Beta(count) => write!(f, "{major}.{minor}.{patch}-beta.{count}"),
            Stage::Candidate(count) => write!(f, "{major}.{minor}.{patch}-rc.{count}"),
            Stage::Release => write!(f, "{major}.{minor}.{patch}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(text: &str) -> Point {
        Point::parse(text).unwrap()
    }

    #[test]
    fn versions_stand_where_their_spelling_in_a_report_stands() {
        for (go, semver) in [
            ("1.27rc3", "1.27.0-rc.3"),
            ("1.20", "1.20.0"),
            ("1.20.0", "1.20.0"),
            ("1.18beta1", "1.18.0-beta.1"),
            ("1.22.3", "1.22.3"),
            ("1", "1.0.0"),
        ] {
            assert_eq!(Point::of(&go.parse().unwrap()), point(semver), "{go}");
        }
    }

    #[test]
    fn bounds_are_ordered_and_written_as_they_are_read() {
        let ascending =
            ["0", "1.15.7", "1.16.0-0", "1.16.0-beta.1", "1.16.0-rc.2", "1.16.0-rc.10", "1.16.0", "1.16.1"];
        for pair in ascending.windows(2) {
            assert!(point(pair[0]) < point(pair[1]), "{pair:?}");
        }
        for text in ascending {
            assert_eq!(point(text).to_string(), text);
        }
        for text in ["", "1", "1.2", "1.2.3.4", "1.2.x", "1.2.3-", "1.2.3-rc", "1.2.3-pre.1", "+1.2.3", "-0"]
        {
            assert_eq!(Point::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_bound_is_named_as_go_names_the_version() {
        let named = |text| point(text).version().map(|version| version.to_string());
        assert_eq!(named("1.24.0-rc.3").as_deref(), Some("1.24rc3"));
        assert_eq!(named("1.20.0").as_deref(), Some("1.20"));
        assert_eq!(named("1.21.0").as_deref(), Some("1.21.0"));
        assert_eq!(named("1.16.0-0").as_deref(), Some("1.16"));
    }
}
