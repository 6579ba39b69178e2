//! Ranges of versions as people know them from other tools: `^1.22`, `~1.22.3`, `>=1.22 <1.24`.

use super::Version;
use std::fmt;

/// Conditions that a version meets together. Only releases meet them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    conditions: Vec<Condition>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Condition {
    sign: Sign,
    version: Version,
    /// Whether a patch was written: `<=1.23` holds for every patch of 1.23.
    is_whole: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Compatible,
    Near,
    AtLeast,
    AtMost,
    Above,
    Below,
    Equal,
}

const SIGNS: [(&str, Sign); 7] = [
    (">=", Sign::AtLeast),
    ("<=", Sign::AtMost),
    (">", Sign::Above),
    ("<", Sign::Below),
    ("^", Sign::Compatible),
    ("~", Sign::Near),
    ("=", Sign::Equal),
];

impl Range {
    /// Reads a range; `None` where the text is not one. Conditions are separated by blanks or commas.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut conditions = Vec::new();
        let mut rest = text.trim();
        while !rest.is_empty() {
            let (sign, word) =
                SIGNS.iter().find_map(|(sign, kind)| Some((*kind, rest.strip_prefix(sign)?)))?;
            let word = word.trim_start();
            let end = word.find([' ', '\t', ',', '<', '>', '^', '~', '=']).unwrap_or(word.len());
            conditions.push(Condition::parse(sign, &word[..end])?);
            rest = word[end..].trim_start_matches([' ', '\t', ',']);
        }
        let range = Self { conditions };
        if range.conditions.is_empty() || !range.is_possible() { None } else { Some(range) }
    }

    /// Whether any release could meet all conditions. Where they change from met to unmet, a version is written, or the
    /// next patch, minor or major number begins: one of these meets them, or none does.
    fn is_possible(&self) -> bool {
        let candidates = self.conditions.iter().flat_map(|condition| {
            let (major, minor, patch) = (
                condition.version.major(),
                condition.version.minor(),
                condition.version.patch().unwrap_or(0),
            );
            [
                condition.version.to_string(),
                format!("{major}.{minor}.{}", patch.saturating_add(1)),
                format!("{major}.{}.0", minor.saturating_add(1)),
                format!("{major}.{}", minor.saturating_add(1)),
                format!("{}.0.0", major.saturating_add(1)),
                format!("{}.0", major.saturating_add(1)),
                "1.0".to_owned(),
            ]
        });
        candidates.filter_map(|text| text.parse().ok()).any(|version| self.holds(&version))
    }

    /// Whether a version lies in it.
    pub fn holds(&self, version: &Version) -> bool {
        !version.is_prerelease() && self.conditions.iter().all(|condition| condition.holds(version))
    }
}

impl Condition {
    fn parse(sign: Sign, text: &str) -> Option<Self> {
        let bare = text.strip_prefix("go").or_else(|| text.strip_prefix('v')).unwrap_or(text);
        let version: Version = bare.parse().ok()?;
        if version.is_prerelease() {
            return None;
        }
        Some(Self { sign, is_whole: version.names_patch(), version })
    }

    fn holds(&self, version: &Version) -> bool {
        let minor = |version: &Version| (version.major(), version.minor());
        let written = &self.version;
        // A bare `1` speaks of the major number alone.
        let (here, there) = if written.to_string().contains('.') {
            (minor(version), minor(written))
        } else {
            ((version.major(), 0), (written.major(), 0))
        };
        match self.sign {
            Sign::AtLeast => version >= written,
            Sign::Below => version < written,
            Sign::AtMost if self.is_whole => version <= written,
            Sign::AtMost => here <= there,
            Sign::Above if self.is_whole => version > written,
            Sign::Above => here > there,
            Sign::Equal if self.is_whole => version == written,
            Sign::Equal => here == there,
            Sign::Near => version >= written && here == there,
            Sign::Compatible => version >= written && version.major() == written.major(),
        }
    }
}

/// In quotes, as every shell needs it.
impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = Vec::new();
        for Condition { sign, version, .. } in &self.conditions {
            let sign = SIGNS.iter().find(|(_, kind)| kind == sign).map(|(text, _)| *text).unwrap_or_default();
            words.push(format!("{sign}{version}"));
        }
        f.pad(&format!("\"{}\"", words.join(" ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held<'a>(range: &str, versions: &[&'a str]) -> Vec<&'a str> {
        let range = Range::parse(range).unwrap();
        let mut held = versions.to_vec();
        held.retain(|version| range.holds(&version.parse().unwrap()));
        held
    }

    #[test]
    fn conditions_hold_as_in_other_tools() {
        const ALL: [&str; 9] =
            ["1.19.13", "1.20", "1.20.14", "1.21.0", "1.22.2", "1.22.3", "1.22.12", "1.23.0", "1.24rc1"];
        assert_eq!(held("^1.22", &ALL), ["1.22.2", "1.22.3", "1.22.12", "1.23.0"]);
        assert_eq!(held("~1.22.3", &ALL), ["1.22.3", "1.22.12"]);
        assert_eq!(held("~1.20", &ALL), ["1.20", "1.20.14"]);
        assert_eq!(held(">=1.22 <1.23", &ALL), ["1.22.2", "1.22.3", "1.22.12"]);
        assert_eq!(held(">= 1.21, <=1.22", &ALL), ["1.21.0", "1.22.2", "1.22.3", "1.22.12"]);
        assert_eq!(held(">1.22", &ALL), ["1.23.0"]);
        assert_eq!(held(">1.22.3<1.23", &ALL), ["1.22.12"]);
        assert_eq!(held("=1.20", &ALL), ["1.20", "1.20.14"]);
        assert_eq!(held("<=1", &ALL).len(), 8);
        assert_eq!(held(">=1.24", &ALL), [] as [&str; 0]);
    }

    #[test]
    fn what_is_not_a_range_is_refused() {
        for text in [
            "",
            "1.22",
            ">=",
            "^x",
            "^1.22 || ^1.23",
            "^1.22 1.23",
            ">=1.22rc1",
            "*",
            "^^1.22",
            ">=1.22.x",
            ">=2 <1",
            ">1.22.3 <1.22.3",
        ] {
            assert_eq!(Range::parse(text), None, "{text}");
        }
    }
}
