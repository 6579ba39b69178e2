//! A mirror of one's own: a folder with the archives and modules of chosen releases, each proven before it appears. Any
//! static server, or an object store, makes an origin (`GV_ORIGIN`) and a GOPROXY of toolchains of it.
//!
//! A reader never sees half of anything: a file appears by one rename, and the lists that name it are written after it.
//! Killed at any moment, the folder is a mirror, and the next run continues.

mod about;
mod database;
mod fetching;
mod folder;
mod index;
mod memory;
mod plan;
mod selection;
mod wrong;

pub use about::{About, NAME as ABOUT, Parts, Written};
pub use database::{Records, latest, proven, recorded};
pub use fetching::{Fetching, digest_of};
pub use folder::{Folder, module_file, module_list, side_file};
pub use index::{archives, modules, write as write_lists};
pub use memory::{Known, Memory};
pub use plan::{Form, Item, Lacks, Plan, Planned};
pub use selection::select;
pub use wrong::Wrong;

use super::Error;
use crate::fetch::{Client, Progress, Timeouts};
use crate::home::Home;
use std::collections::{BTreeSet, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// So many files are fetched at once.
const AT_ONCE: usize = 4;

/// Watches a run.
pub trait Watcher: Sync {
    /// A file begins to come.
    fn begins<'w>(&'w self, file: &str) -> Box<dyn Progress + 'w>;
    /// It is there, verified, or could not be obtained.
    fn ends(&self, row: &Row);
}

/// What became of one file.
#[derive(Debug)]
pub struct Row {
    /// What it is.
    pub planned: Planned,
    /// What became of it.
    pub status: Status,
}

/// What became of a file.
#[derive(Debug)]
pub enum Status {
    /// It was there, as it was proven.
    Kept,
    /// It lay there and has been proven now; nothing was transferred.
    Adopted,
    /// It would be fetched.
    Missing,
    /// It has been fetched and proven.
    Added {
        /// Its length.
        bytes: u64,
        /// How much of it came in this run.
        transferred: u64,
        /// Where from.
        sources: Vec<String>,
    },
    /// It could not be obtained.
    Failed(Error),
}

/// What came of a run.
#[derive(Debug, Default)]
pub struct Report {
    /// The files, newest release first.
    pub rows: Vec<Row>,
    /// What the chosen releases lack for a platform.
    pub lacks: Vec<Lacks>,
    /// Why releases were left out.
    pub failures: Vec<Error>,
    /// Files of releases that are not chosen any more: removed, or, without `prune`, still there.
    pub surplus: Vec<String>,
    /// Whether the surplus was removed.
    pub pruned: bool,
    /// How many records of the checksum database the mirror has; `None` where it is to have none.
    pub records: Option<usize>,
    /// What kept the records from being written.
    pub records_error: Option<Error>,
    /// How many files of the lists were written.
    pub written: usize,
}

impl Report {
    /// How many bytes came.
    pub fn transferred(&self) -> u64 {
        let of = |row: &Row| match &row.status {
            Status::Added { transferred, .. } => *transferred,
            _ => 0,
        };
        self.rows.iter().map(of).sum()
    }

    /// What went wrong.
    pub fn errors(&self) -> impl Iterator<Item = &Error> {
        let of_rows = self.rows.iter().filter_map(|row| match &row.status {
            Status::Failed(error) => Some(error),
            _ => None,
        });
        self.failures.iter().chain(of_rows).chain(&self.records_error)
    }
}

/// What a run works with.
pub struct Syncing<'a> {
    /// The mirror.
    pub folder: &'a Folder,
    /// Whom to ask with.
    pub client: &'a Client,
    /// Where what is known of the checksum database is remembered.
    pub home: &'a Home,
    /// How long a silent source is waited for.
    pub timeouts: Timeouts,
    /// Who is told.
    pub watcher: &'a dyn Watcher,
}

impl Syncing<'_> {
    /// Brings the folder to what is planned. `records` is the checksum database, where its records are wanted.
    pub fn run(&self, plan: Plan, about: &About, records: Option<&Records>) -> Result<Report, Error> {
        let _lock = self.folder.lock()?;
        let Plan { files, lacks, failures } = plan;
        let mut memory = Memory::read(self.folder);
        let partials: Vec<_> = files.iter().filter_map(|file| file.partial(self.folder)).collect();
        self.folder.sweep(&partials);
        memory.tidy(self.folder);
        let chosen: BTreeSet<String> = files.iter().map(|file| file.path.clone()).collect();
        let memory = Mutex::new(memory);
        let rows = self.fetch_all(files, &memory);
        let mut memory = memory.into_inner().unwrap_or_else(PoisonError::into_inner);
        let surplus: Vec<String> =
            memory.files.keys().filter(|path| !chosen.contains(*path)).cloned().collect();
        if about.prune {
            for path in &surplus {
                memory.files.remove(path);
            }
        }
        let mut report = Report { rows, lacks, failures, surplus, pruned: about.prune, ..Report::default() };
        // What proves a module is there before the list that names it.
        if let Some(records) = records {
            match records.write(self.folder, &modules(&memory), &mut memory) {
                Ok(count) => report.records = Some(count),
                Err(error) => report.records_error = Some(error),
            }
        }
        report.written = index::write(self.folder, &memory)?;
        memory.write(self.folder)?;
        if about.prune {
            self.prune(&report.surplus)?;
        }
        about.write(self.folder)?;
        Ok(report)
    }

    /// What a run would do, without changes to the mirror.
    pub fn preview(&self, plan: Plan) -> Report {
        let memory = Memory::read(self.folder);
        let chosen: BTreeSet<String> = plan.files.iter().map(|file| file.path.clone()).collect();
        let surplus = memory.files.keys().filter(|path| !chosen.contains(*path)).cloned().collect();
        let row = |planned: Planned| {
            let kept = planned.is_kept(memory.of(self.folder, &planned.path));
            let status = if kept { Status::Kept } else { Status::Missing };
            Row { planned, status }
        };
        Report {
            rows: plan.files.into_iter().map(row).collect(),
            lacks: plan.lacks,
            failures: plan.failures,
            surplus,
            ..Report::default()
        }
    }

    fn fetch_all(&self, files: Vec<Planned>, memory: &Mutex<Memory>) -> Vec<Row> {
        let (mut rows, mut missing) = (Vec::new(), VecDeque::new());
        for (at, planned) in files.into_iter().enumerate() {
            let known = memory.lock().unwrap_or_else(PoisonError::into_inner);
            if planned.is_kept(known.of(self.folder, &planned.path)) {
                rows.push((at, Row { planned, status: Status::Kept }));
            } else {
                missing.push_back((at, planned));
            }
        }
        let workers = missing.len().min(AT_ONCE);
        let (missing, done) = (Mutex::new(missing), Mutex::new(rows));
        let next = || missing.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(|| {
                    while let Some((at, planned)) = next() {
                        let status = self.obtain(&planned, memory).unwrap_or_else(Status::Failed);
                        let row = Row { planned, status };
                        self.watcher.ends(&row);
                        done.lock().unwrap_or_else(PoisonError::into_inner).push((at, row));
                    }
                });
            }
        });
        let mut rows = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        rows.sort_by_key(|(at, _)| *at);
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// Has one file, and remembers that it was proven.
    fn obtain(&self, planned: &Planned, memory: &Mutex<Memory>) -> Result<Status, Error> {
        let progress = self.watcher.begins(planned.name());
        let Self { folder, client, home, timeouts, .. } = *self;
        let fetching = Fetching { folder, client, home, timeouts, progress: &*progress };
        let (proof, status) = fetching.obtain(planned)?;
        let mut memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
        memory.remember(folder, &planned.path, proof.hash().to_string(), proof.authority().id());
        memory.write(folder)?;
        Ok(status)
    }

    /// Removes what is in no list any more.
    fn prune(&self, surplus: &[String]) -> Result<(), Error> {
        for path in surplus {
            match path.strip_suffix(".zip").filter(|_| path.contains('/')) {
                Some(module) => {
                    for kind in ["info", "mod"] {
                        self.folder.remove(&format!("{module}.{kind}"))?;
                    }
                }
                None => self.folder.remove(&side_file(path))?,
            }
            self.folder.remove(path)?;
        }
        Ok(())
    }
}
