//! A mirror of one's own, held against what it says of itself, against what Go published and against the checksum
//! database: in its folder, or from outside, as its clients see it. Nothing is changed.

mod finding;
mod lists;
mod place;
mod releases;

pub use finding::{Finding, Flaw, Level};
pub use place::Location;

use crate::fetch::Client;
use crate::golang::database::Service as Setting;
use crate::golang::goproxy::List;
use crate::golang::toolchain::{self, ModuleVersion};
use crate::home::Home;
use crate::lang::Lang;
use crate::mirror::sync::{self, Folder, Written};
use crate::release::database::{Database, Service};
use crate::verify::H1;
use std::collections::BTreeSet;

/// How the checksum database is asked through a mirror that is served.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The database.
    pub service: &'a Service,
    /// GOPROXY, which is not asked: only the mirror is.
    pub list: &'a List,
    /// Whom to ask with.
    pub client: &'a Client,
    /// Where what is known of the database is remembered.
    pub home: &'a Home,
}

/// A check of one mirror.
pub struct Inspection<'a> {
    /// The mirror.
    pub place: Location,
    /// The database of this user's GOSUMDB; `None` where it is off.
    pub setting: Option<&'a Setting>,
    /// How it is asked.
    pub asked: Option<Asked<'a>>,
    /// Whether every file is read whole. In a folder it always is.
    pub whole: bool,
    /// The language.
    pub lang: Lang,
    report: Report,
    /// Every path that the lists name.
    named: BTreeSet<String>,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Report {
    /// What is wrong, in the order it was found.
    pub findings: Vec<Finding>,
    /// How many archives the lists name.
    pub archives: usize,
    /// How many modules.
    pub modules: usize,
    /// How many modules have a record that the checksum database signed, and that they match as far as they were read.
    pub records: usize,
    /// When it was last made current, in seconds since 1970.
    pub synced: Option<u64>,
    /// Whether every file was read whole.
    pub whole: bool,
}

/// What the checksum database has for a module.
enum RecordState {
    Has(H1),
    /// It is not signed by the database, or does not belong to its tree.
    Refused,
    Missing,
    /// GOSUMDB is off, or the mirror is to have no records.
    NotWanted,
}

impl<'a> Inspection<'a> {
    /// A check that has not begun.
    pub fn new(place: Location, setting: Option<&'a Setting>, asked: Option<Asked<'a>>, lang: Lang) -> Self {
        let (whole, named) = (matches!(place, Location::Folder(_)), BTreeSet::new());
        Self { place, setting, asked, whole, lang, report: Report::default(), named }
    }

    /// Checks all of it.
    pub async fn run(mut self) -> Report {
        self.report.whole = self.whole;
        let written = self.about().await;
        if self.is_out_of_reach() {
            return self.report;
        }
        let archives = self.index(written.as_ref()).await;
        self.ranges(&archives).await;
        for archive in &archives {
            self.archive(archive, written.as_ref()).await;
        }
        let modules = self.list(written.as_ref()).await;
        let has_records = self.has_records(written.as_ref()).await;
        for module in &modules {
            self.module(module, has_records).await;
        }
        if let Location::Folder(folder) = &self.place {
            let left = folder.clone();
            self.leftovers(&left);
        }
        (self.report.archives, self.report.modules) = (archives.len(), modules.len());
        self.report
    }

    fn add(&mut self, kind: Flaw, file: &str, text: String) {
        self.report.findings.push(Finding { kind, file: file.to_owned(), text });
    }

    fn is_out_of_reach(&self) -> bool {
        self.report.findings.iter().any(|finding| finding.kind == Flaw::Unreachable)
    }

    /// Whether the mirror serves records that modules can be verified by.
    async fn has_records(&mut self, written: Option<&Written>) -> bool {
        let Some(setting) = self.setting else { return false };
        let supported = format!("sumdb/{}/supported", setting.name);
        let is_there = self.place.is_there(&supported).await;
        let is_wanted = written.is_some_and(|written| written.parts.sumdb);
        if is_wanted && !is_there {
            self.missing(&supported);
        }
        is_there
    }

    async fn record(&self, module: &ModuleVersion, has_records: bool) -> RecordState {
        let Some(setting) = self.setting.filter(|_| has_records) else { return RecordState::NotWanted };
        match (&self.place, self.asked) {
            (Location::Folder(folder), _) => match sync::recorded(folder, setting, module).await {
                Some(Ok(hashes)) => RecordState::Has(hashes.zip),
                Some(Err(_)) => RecordState::Refused,
                None => RecordState::Missing,
            },
            (Location::Web(ask), Some(asked)) => {
                let database = Database::open(asked.service, asked.list, asked.client, asked.home);
                match database.lookup_through(ask.base(), toolchain::MODULE, &module.to_string()).await {
                    Ok(hashes) => RecordState::Has(hashes.zip),
                    Err(error) if error.is_refusal() => RecordState::Refused,
                    Err(_) => RecordState::Missing,
                }
            }
            (Location::Web(_), None) => RecordState::NotWanted,
        }
    }

    /// Files in the folder that no list names. What gv keeps for itself, and the tiles of the database, are no files of
    /// releases.
    fn leftovers(&mut self, folder: &Folder) {
        let mut open = vec![String::new()];
        let mut left = Vec::new();
        while let Some(below) = open.pop() {
            let Ok(entries) = folder.file(below.trim_end_matches('/')).read_dir() else { continue };
            for entry in entries.flatten() {
                let path = format!("{below}{}", entry.file_name().to_string_lossy());
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    if path != ".gv-mirror" && path != "sumdb" {
                        open.push(format!("{path}/"));
                    }
                } else if !self.named.contains(&path) {
                    left.push(path);
                }
            }
        }
        left.sort();
        for path in left {
            self.add(Flaw::Leftover, &path, finding::leftover(self.lang));
        }
    }

    fn missing(&mut self, file: &str) {
        self.add(Flaw::Missing, file, finding::missing(self.lang));
    }
}
