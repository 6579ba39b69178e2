//! Which reports are open in a toolchain, and which one to take instead.

use super::{Affected, Calendar, Database, Error, Known, Point, Report, Support};
use crate::config::Config;
use crate::env::Env;
use crate::home::Home;
use crate::release::{Catalog, Platform};
use crate::version::Version;

/// What is known of one toolchain.
#[derive(Debug)]
pub struct Judgement<'a> {
    /// Whether it still gets fixes.
    pub support: Support,
    /// The reports that are open in it.
    pub open: Vec<Open<'a>>,
    /// Those that concern other systems only: programs that are built for them.
    pub elsewhere: Vec<Open<'a>>,
}

/// A report that is open in a toolchain.
#[derive(Debug)]
pub struct Open<'a> {
    /// The report.
    pub report: &'a Report,
    /// The part of the toolchain that it is about.
    pub affected: &'a Affected,
    /// The first version without it; `None` where there is none yet.
    pub fixed: Option<Version>,
}

/// All that a judgement rests on.
#[derive(Debug)]
pub struct Outlook {
    /// The reports.
    pub database: Database,
    published: Vec<Version>,
    platform: Platform,
    calendar: Calendar,
}

impl Outlook {
    /// An outlook from reports and from the releases that are published for a platform.
    pub fn new(database: Database, published: Vec<Version>, platform: Platform) -> Self {
        Self { database, published, platform, calendar: Calendar::built_in() }
    }

    /// What is known without a request.
    pub fn at_hand(config: &Config, env: &Env, home: &Home) -> Result<Self, Error> {
        let database = Known::open(config, env, home)?.at_hand();
        let published = match Catalog::open(config, env, home, false) {
            Ok(catalog) => catalog.at_hand(),
            // Other commands say what is wrong with the settings of releases.
            Err(_) => Vec::new(),
        };
        let platform = Platform::configured(config).unwrap_or_else(|_| Platform::host());
        Ok(Self::new(database, published, platform))
    }

    /// Judges a version.
    pub fn judge(&self, version: &Version) -> Judgement<'_> {
        let support = self.calendar.support(version, &self.published);
        let (mut open, mut elsewhere) = (Vec::new(), Vec::new());
        for report in &self.database.reports {
            let (mut here, mut other) = (None, None);
            for affected in &report.affected {
                let Some(range) = affected.range_of(version) else { continue };
                let found = Open { report, affected, fixed: range.fixed.and_then(Point::version) };
                if affected.concerns(&self.platform.os, self.platform.goarch()) {
                    here.get_or_insert(found);
                } else {
                    other.get_or_insert(found);
                }
            }
            match (here, other) {
                (Some(found), _) => open.push(found),
                (None, Some(found)) => elsewhere.push(found),
                (None, None) => {}
            }
        }
        Judgement { support, open, elsewhere }
    }

    /// The nearest published release to take instead of a version: the newest patch of its minor, or that of a newer
    /// minor where less is known against it. `None` where no newer one is better.
    pub fn better(&self, version: &Version) -> Option<Version> {
        let best = self.newer_patches(version).into_iter().min_by_key(|other| self.badness(other))?;
        if self.badness(best) < self.badness(version) { Some(best.clone()) } else { None }
    }

    /// The newest published patch of its minor and of every newer one, as far as they are newer; the nearest first.
    pub(super) fn newer_patches(&self, version: &Version) -> Vec<&Version> {
        let mut newest: Vec<&Version> = Vec::new();
        for other in self.published.iter().filter(|other| *other > version && !other.is_prerelease()) {
            match newest.iter_mut().find(|known| known.same_minor(other)) {
                Some(known) => *known = (*known).max(other),
                None => newest.push(other),
            }
        }
        newest.sort_unstable();
        newest
    }

    fn badness(&self, version: &Version) -> (usize, bool) {
        let judgement = self.judge(version);
        (judgement.open.len(), judgement.is_out_of_support())
    }
}

impl Judgement<'_> {
    /// Whether nothing is known against it.
    pub fn is_good(&self) -> bool {
        self.open.is_empty() && !self.is_out_of_support()
    }

    /// Whether it gets no more fixes.
    pub fn is_out_of_support(&self) -> bool {
        matches!(self.support, Support::Ended { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::release::Manifest;

    fn outlook(platform: &str) -> Outlook {
        let published = Manifest::built_in().versions().cloned().collect();
        Outlook::new(Database::built_in(), published, platform.parse().unwrap())
    }

    fn better(version: &str) -> Option<String> {
        outlook("linux-amd64").better(&version.parse().unwrap()).map(|version| version.to_string())
    }

    #[test]
    fn the_newest_patch_of_the_minor_is_taken_where_it_is_good() {
        assert_eq!(better("1.26.1").as_deref(), Some("1.26.7"));
        assert_eq!(better("1.27.0"), None);
    }

    #[test]
    fn a_minor_without_fixes_leads_to_one_that_has_them() {
        assert_eq!(better("1.24.1").as_deref(), Some("1.26.7"));
        assert_eq!(better("1.25.14").as_deref(), Some("1.26.7"));
    }

    #[test]
    fn a_report_of_another_system_is_kept_apart() {
        let version = "1.22.2".parse().unwrap();
        let has = |list: &[Open<'_>]| list.iter().any(|open| open.report.id == "GO-2024-2825");
        let (linux, mac) = (outlook("linux-amd64"), outlook("darwin-arm64"));
        assert!(has(&linux.judge(&version).elsewhere) && !has(&linux.judge(&version).open));
        assert!(has(&mac.judge(&version).open) && !has(&mac.judge(&version).elsewhere));
    }
}
