//! Which minor versions are supported: "each major Go release is supported until there are two newer major releases"
//! (go.dev/doc/devel/release).

use crate::version::Version;

/// Days on which releases came out.
#[derive(Debug)]
pub struct Calendar {
    days: Vec<(Version, &'static str)>,
}

/// Whether a version still gets fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Support {
    /// It is one of the two newest minors.
    Supported,
    /// It is not a release yet.
    Prerelease,
    /// Two newer minors are out.
    Ended {
        /// The release that ended it.
        by: Version,
        /// The day of that release, where it is known.
        since: Option<&'static str>,
    },
}

impl Support {
    /// The word scripts read.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Prerelease => "prerelease",
            Self::Ended { .. } => "ended",
        }
    }
}

/// `1.27.0 2026-08-19`, newest first.
const DATES: &str = include_str!("dates.txt");

impl Calendar {
    /// The one in this program.
    pub fn built_in() -> Self {
        let mut days = Vec::new();
        for line in DATES.lines() {
            let mut words = line.split(' ');
            if let (Some(Ok(version)), Some(day)) = (words.next().map(str::parse), words.next()) {
                days.push((version, day));
            }
        }
        Self { days }
    }

    /// The day of a release.
    pub fn day(&self, version: &Version) -> Option<&'static str> {
        self.days.iter().find(|(known, _)| known == version).map(|(_, day)| *day)
    }

    /// Whether a version is supported, where these others are known to be published.
    pub fn support(&self, version: &Version, published: &[Version]) -> Support {
        let newer = self.minors(published).into_iter().filter(|minor| *minor > minor_of(version));
        let newer: Vec<_> = newer.collect();
        match newer.get(1) {
            Some((major, minor)) => self.ended_by(*major, *minor),
            None if version.is_prerelease() => Support::Prerelease,
            None => Support::Supported,
        }
    }

    /// The two newest minors, the older first.
    pub fn supported(&self, published: &[Version]) -> Vec<(u64, u64)> {
        let minors = self.minors(published);
        minors[minors.len().saturating_sub(2)..].to_vec()
    }

    fn ended_by(&self, major: u64, minor: u64) -> Support {
        let first = |version: &Version| version.patch().unwrap_or_default() == 0;
        let known = self.days.iter().find(|(it, _)| minor_of(it) == (major, minor) && first(it));
        let text =
            if (major, minor) < (1, 21) { format!("{major}.{minor}") } else { format!("{major}.{minor}.0") };
        match (known, text.parse()) {
            (Some((by, since)), _) => Support::Ended { by: by.clone(), since: Some(since) },
            (None, Ok(by)) => Support::Ended { by, since: None },
            // Two numbers are always a version.
            (None, Err(_)) => Support::Supported,
        }
    }

    /// Every minor of which a stable release is known, the oldest first.
    fn minors(&self, published: &[Version]) -> Vec<(u64, u64)> {
        let known = self.days.iter().map(|(version, _)| version).chain(published);
        let mut minors: Vec<_> = known.filter(|version| !version.is_prerelease()).map(minor_of).collect();
        minors.sort_unstable();
        minors.dedup();
        minors
    }
}

fn minor_of(version: &Version) -> (u64, u64) {
    (version.major(), version.minor())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn support(version: &str, published: &[&str]) -> Support {
        let published: Vec<Version> = published.iter().map(|text| text.parse().unwrap()).collect();
        Calendar::built_in().support(&version.parse().unwrap(), &published)
    }

    fn ended(by: &str, since: Option<&'static str>) -> Support {
        Support::Ended { by: by.parse().unwrap(), since }
    }

    #[test]
    fn the_two_newest_minors_are_supported() {
        assert_eq!(support("1.27.0", &[]), Support::Supported);
        assert_eq!(support("1.26.0", &[]), Support::Supported);
        assert_eq!(support("1.25.14", &[]), ended("1.27.0", Some("2026-08-19")));
        assert_eq!(support("1.20", &[]), ended("1.22.0", Some("2024-02-06")));
        assert_eq!(support("1.26.8", &["1.28.0"]), ended("1.28.0", None));
        assert_eq!(support("1.27.0", &["1.28.3"]), Support::Supported);
    }

    #[test]
    fn a_release_candidate_ends_nothing() {
        assert_eq!(support("1.26.8", &["1.28rc1"]), Support::Supported);
        assert_eq!(support("1.28rc1", &["1.28rc1"]), Support::Prerelease);
        assert_eq!(support("1.24rc1", &[]), ended("1.26.0", Some("2026-02-10")));
    }

    #[test]
    fn every_line_of_the_calendar_is_read() {
        assert_eq!(Calendar::built_in().days.len(), DATES.lines().count());
        assert_eq!(Calendar::built_in().day(&"1.20".parse().unwrap()), Some("2023-02-01"));
    }
}
