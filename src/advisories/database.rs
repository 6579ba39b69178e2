//! The reports about Go itself, and where they are from.

use super::report::{self, Report};
use crate::advisories::osv::is_moment;
use std::time::Duration;

/// The reports that are known.
#[derive(Debug, Clone)]
pub struct Database {
    /// By their ids.
    pub reports: Vec<Report>,
    /// When the database was last changed, as it says itself.
    pub modified: String,
    /// Where they are from.
    pub basis: Basis,
}

/// Where reports are from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// They are built into gv.
    BuiltIn,
    /// A database was asked.
    Asked {
        /// How it is shown.
        name: String,
        /// How long ago.
        age: Duration,
    },
}

/// The reports as lines; the example `refresh-advisories` writes them.
const REPORTS: &str = include_str!("reports.txt");
/// The state of the database that they are from.
const MODIFIED: &str = include_str!("modified.txt");

impl Database {
    /// The one in this program.
    pub fn built_in() -> Self {
        // The tests read all of it.
        let reports = report::read(&REPORTS.replace("\r\n", "\n")).unwrap_or_default();
        Self { reports, modified: MODIFIED.trim().to_owned(), basis: Basis::BuiltIn }
    }

    /// One from the lines that were kept; `None` where they are not such lines.
    pub(super) fn of_lines(lines: &str, modified: String, basis: Basis) -> Option<Self> {
        let reports = report::read(lines)?;
        if is_moment(&modified) { Some(Self { reports, modified, basis }) } else { None }
    }

    /// The report of an id.
    pub fn find(&self, id: &str) -> Option<&Report> {
        self.reports.iter().find(|report| report.id == id)
    }

    /// The day of its last change.
    pub fn day(&self) -> &str {
        self.modified.get(..10).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_in_is_whole_and_small() {
        let database = Database::built_in();
        assert_eq!(report::write(&database.reports), REPORTS.replace("\r\n", "\n"));
        assert!(database.reports.len() >= 199 && is_moment(&database.modified));
        assert!(REPORTS.len() < 64 * 1024, "{} bytes", REPORTS.len());
        assert!(database.reports.iter().all(|report| report.affected.iter().all(|it| !it.ranges.is_empty())));
    }
}
