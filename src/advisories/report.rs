//! A report of a vulnerability, as far as it says whether a toolchain is affected; and the line it is kept as.

use super::Point;
use crate::version::Version;
use std::fmt::Write as _;

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// `GO-2026-4864`
    pub id: String,
    /// When it was last changed, as the database says; `None` in what is built in.
    pub modified: Option<String>,
    /// `CVE-2026-32282` and the like.
    pub aliases: Vec<String>,
    /// What is affected, at least one.
    pub affected: Vec<Affected>,
}

/// A part of a toolchain that is affected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affected {
    /// Which part.
    pub module: Module,
    /// The packages in it; none are named where all are.
    pub packages: Vec<String>,
    /// Where alone it is affected; empty for everywhere.
    pub targets: Vec<Target>,
    /// The versions, from the oldest on.
    pub ranges: Vec<Range>,
}

/// The parts of a toolchain that reports are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Module {
    /// The standard library, which is in every program that is built.
    Stdlib,
    /// The go command and the programs it calls.
    Toolchain,
}

/// Systems and processors; an empty list is any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// GOOS.
    pub os: Vec<String>,
    /// GOARCH.
    pub arch: Vec<String>,
}

/// Versions from one on, up to but without another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The first one.
    pub introduced: Point,
    /// The first that is not affected any more; `None` where there is none yet.
    pub fixed: Option<Point>,
}

impl Module {
    /// The name in the database.
    pub fn id(self) -> &'static str {
        match self {
            Self::Stdlib => "stdlib",
            Self::Toolchain => "toolchain",
        }
    }

    /// Both.
    pub const ALL: [Self; 2] = [Self::Stdlib, Self::Toolchain];

    /// The one of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|module| module.id() == name)
    }
}

impl Report {
    /// The page that describes it.
    pub fn page(&self) -> String {
        format!("https://pkg.go.dev/vuln/{}", self.id)
    }
}

impl Affected {
    /// The range a version lies in.
    pub fn range_of(&self, version: &Version) -> Option<&Range> {
        let point = Point::of(version);
        self.ranges
            .iter()
            .find(|range| range.introduced <= point && range.fixed.is_none_or(|fixed| point < fixed))
    }

    /// Whether it concerns programs for this system and processor.
    pub fn concerns(&self, os: &str, arch: &str) -> bool {
        self.targets.is_empty() || self.targets.iter().any(|target| target.covers(os, arch))
    }
}

impl Target {
    fn covers(&self, os: &str, arch: &str) -> bool {
        let has = |list: &[String], word: &str| list.is_empty() || list.iter().any(|one| one == word);
        has(&self.os, os) && has(&self.arch, arch)
    }
}

/// What stands for an empty list.
const NONE: &str = "-";

/// Writes reports, a line for each part that is affected:
///
/// ```text
/// ID MODIFIED ALIASES MODULE PACKAGES TARGETS RANGES
/// GO-2021-0068 - CVE-2021-3115 toolchain cmd/go windows/ 0..1.14.14,1.15.0-0..1.15.7
/// ```
pub fn write(reports: &[Report]) -> String {
    let mut text = String::new();
    for report in reports {
        for affected in &report.affected {
            let modified = report.modified.as_deref().unwrap_or(NONE);
            let targets: Vec<_> = affected.targets.iter().map(written_target).collect();
            let ranges: Vec<_> = affected.ranges.iter().map(written_range).collect();
            // Writing to a String cannot fail.
            let _ = writeln!(
                text,
                "{} {modified} {} {} {} {} {}",
                report.id,
                listed(&report.aliases),
                affected.module.id(),
                listed(&affected.packages),
                listed(&targets),
                listed(&ranges),
            );
        }
    }
    text
}

fn listed(words: &[String]) -> String {
    if words.is_empty() { NONE.to_owned() } else { words.join(",") }
}

fn written_target(target: &Target) -> String {
    format!("{}/{}", target.os.join("+"), target.arch.join("+"))
}

fn written_range(range: &Range) -> String {
    let fixed = range.fixed.map(|fixed| fixed.to_string()).unwrap_or_default();
    format!("{}..{fixed}", range.introduced)
}

/// Reads what [`write`] wrote; `None` where a line is not one of its lines. The lines of a report stand together.
pub(super) fn read(text: &str) -> Option<Vec<Report>> {
    let mut reports: Vec<Report> = Vec::new();
    for line in text.lines() {
        let [id, modified, aliases, module, packages, targets, ranges] =
            line.split(' ').collect::<Vec<_>>()[..]
        else {
            return None;
        };
        let affected = Affected {
            module: Module::named(module)?,
            packages: words(packages),
            targets: words(targets).iter().map(|text| read_target(text)).collect::<Option<_>>()?,
            ranges: words(ranges).iter().map(|text| read_range(text)).collect::<Option<_>>()?,
        };
        match reports.last_mut().filter(|last| last.id == id) {
            Some(last) => last.affected.push(affected),
            None => reports.push(Report {
                id: id.to_owned(),
                modified: Some(modified).filter(|text| *text != NONE).map(str::to_owned),
                aliases: words(aliases),
                affected: vec![affected],
            }),
        }
    }
    Some(reports)
}

fn words(text: &str) -> Vec<String> {
    if text == NONE { Vec::new() } else { text.split(',').map(str::to_owned).collect() }
}

fn read_target(text: &str) -> Option<Target> {
    let (os, arch) = text.split_once('/')?;
    let list = |text: &str| text.split('+').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    Some(Target { os: list(os), arch: list(arch) })
}

fn read_range(text: &str) -> Option<Range> {
    let (introduced, fixed) = text.split_once("..")?;
    let fixed = if fixed.is_empty() { None } else { Some(Point::parse(fixed)?) };
    Some(Range { introduced: Point::parse(introduced)?, fixed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_read_as_they_were_written() {
        let text = "GO-2021-0068 - CVE-2021-3115 toolchain cmd/go windows/ 0..1.14.14,1.15.0-0..1.15.7\n\
            GO-2026-0001 2026-09-01T10:00:00Z - stdlib - linux+darwin/amd64,/arm64 1.27.0-rc.1..\n\
            GO-2026-0001 2026-09-01T10:00:00Z - toolchain cmd/go,cmd/cgo - 0..1.2.0\n";
        let reports = read(text).unwrap();
        assert_eq!(reports.len(), 2);
        assert_eq!(write(&reports), text);
        assert!(reports[1].affected[0].concerns("linux", "amd64"));
        assert!(reports[1].affected[0].concerns("windows", "arm64"));
        assert!(!reports[1].affected[0].concerns("windows", "amd64"));
        for bad in
            ["x", "GO-1 - - stdlib - -", "GO-1 - - other - - 0..", "GO-1 - - stdlib - - 0", "a b c d e f g"]
        {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
