//! What the answers of mirrors amount to: who lies, and what else is to be known of each. Pure. Who has been proven
//! right, or is the origin, speaks for the others; else what most of them say.

mod words;

use super::known::Note;
use super::{Candidate, Grade, Measured, Observation, Questions};
use crate::fetch::Fault;
use crate::probe::mirror::{Database, Goproxy, ModuleSample, Release, Within};
use crate::release::database::{self, Attempt};
use crate::verify::Sha256;
use crate::verify::sumdb::Hashes;
use crate::version::Version;

/// Something that is not so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lie {
    /// A web page with status 200 in the place of a file.
    WebPage,
    /// Something else in the place of a file.
    OtherFile,
    /// A file of another length than it has.
    Length {
        /// What it has.
        expected: u64,
        /// What was said.
        actual: u64,
    },
    /// Other bytes than the part that was asked for.
    Range,
    /// Bytes that differ from those of the others.
    OtherBytes,
    /// An archive with another hash than was published.
    Hash,
    /// Another hash beside the archive than was published.
    SideHash,
    /// A list of versions without one that has been there for years.
    List,
    /// The information of another version.
    OtherVersion {
        /// Which.
        version: String,
    },
    /// Another go.mod than the checksum database knows.
    GoMod,
    /// A zip with other files than the checksum database knows.
    Zip,
    /// A version that does not exist.
    Invented,
    /// Records of the checksum database that are forged.
    Forged {
        /// Why they are not valid.
        error: String,
    },
    /// Sends from https to something that is not secure.
    Downgrade {
        /// Where to.
        to: String,
    },
}

/// Something else to be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// It does not pass the checksum database on.
    NoDatabase,
    /// It says that it passes the checksum database on, and then fails.
    DatabaseFails {
        /// How.
        error: String,
    },
    /// To a version that does not exist it says neither 404 nor 410, so that `,` does not lead on.
    NoNotFound(Fault),
    /// It starts from the beginning where a download should continue.
    NoRanges,
    /// It lists no toolchains.
    NoToolchains,
    /// Its newest release is not the newest there is.
    Behind {
        /// Which it has.
        has: Version,
    },
    /// What it lists could not be read.
    NoList,
    /// A question it has to be able to answer failed.
    Failed(Fault),
}

/// What is to be thought of one mirror.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// How far it can be trusted.
    pub grade: Grade,
    /// What it says that is not so.
    pub lies: Vec<Lie>,
    /// What else is to be known.
    pub remarks: Vec<Remark>,
    /// The newest release it has, none newer than the newest there is.
    pub newest: Option<Version>,
    /// Whether it passes the checksum database on, proven.
    pub passes_database: bool,
    /// Whether it answered all that it has to be able to answer.
    pub answered: bool,
}

/// What the proof of the rest rests on.
struct Truth<'a> {
    questions: &'a Questions,
    /// The hashes of the small module.
    hashes: Option<Hashes>,
    /// The hash of the beginning of the archive.
    beginning: Option<Sha256>,
}

/// Judges mirrors in the light of each other.
pub fn judge(all: &[Measured], questions: &Questions) -> Vec<Judgement> {
    let proven = all.iter().find_map(|one| match &one.seen {
        Observation::Goproxy(Goproxy { database: Database::Proven(hashes), .. }) => Some(*hashes),
        _ => None,
    });
    let said = |one: &Measured| match &one.seen {
        Observation::Release(release) => Some((release.beginning?, speaks(one, release, questions))),
        Observation::Goproxy(_) => None,
    };
    let said: Vec<_> = all.iter().filter_map(said).collect();
    let truth = Truth { questions, hashes: questions.proven.or(proven), beginning: agreed(&said) };
    all.iter().map(|one| truth.of(one, all)).collect()
}

/// Whether a release mirror speaks for the others: its archive was proven, or it is Go's own host.
fn speaks(one: &Measured, release: &Release, questions: &Questions) -> bool {
    let proven = release.whole.is_some() && release.whole == questions.expected;
    proven || is_official(&one.candidate)
}

fn is_official(candidate: &Candidate) -> bool {
    candidate.note.is_some_and(|(note, _)| matches!(note, Note::Official | Note::SendsToGoogle))
}

/// What holds among several sayings: that of who speaks for all; else that of more than half, and of two at least.
fn agreed<T: Copy + PartialEq>(said: &[(T, bool)]) -> Option<T> {
    if let Some((value, _)) = said.iter().find(|(_, speaks)| *speaks) {
        return Some(*value);
    }
    let count = |value: &T| said.iter().filter(|(other, _)| other == value).count();
    said.iter().map(|(value, _)| *value).find(|value| count(value) >= 2 && count(value) * 2 > said.len())
}

impl Truth<'_> {
    fn of(&self, one: &Measured, all: &[Measured]) -> Judgement {
        let mut found = Judgement {
            grade: Grade::Honest,
            lies: Vec::new(),
            remarks: Vec::new(),
            newest: None,
            passes_database: false,
            answered: true,
        };
        for fault in one.trials.iter().filter_map(|trial| trial.as_ref().err()) {
            found.lies.extend(lie(fault));
        }
        match &one.seen {
            Observation::Release(release) => self.release(release, &mut found),
            Observation::Goproxy(proxy) => self.goproxy(proxy, &self.questions.module, &mut found),
        }
        let other = |lie: &Lie| matches!(lie, Lie::Hash | Lie::OtherBytes);
        if differs(one, all) && !found.lies.iter().any(other) {
            found.lies.push(Lie::OtherBytes);
        }
        found.lies.dedup();
        let newest = self.questions.newest.as_ref();
        found.newest = found.newest.map(|has| newest.map_or(has.clone(), |newest| has.min(newest.clone())));
        if let (Some(has), Some(newest)) = (&found.newest, newest)
            && has < newest
        {
            found.remarks.push(Remark::Behind { has: has.clone() });
        }
        found.grade = if !found.lies.is_empty() {
            Grade::Liar
        } else if one.trials.iter().all(Result::is_err) {
            Grade::Unusable
        } else {
            Grade::Honest
        };
        found
    }

    fn release(&self, release: &Release, found: &mut Judgement) {
        let expected = self.questions.expected;
        let differs = |value: Option<Sha256>, truth: Option<Sha256>| {
            value.zip(truth).is_some_and(|(value, truth)| value != truth)
        };
        if differs(release.whole, expected) {
            found.lies.push(Lie::Hash);
        } else if differs(release.beginning, self.beginning) {
            found.lies.push(Lie::OtherBytes);
        }
        if differs(release.beside, expected) {
            found.lies.push(Lie::SideHash);
        }
        match &release.within {
            Ok(Within::GoesOn) => {}
            Ok(Within::BeginsAnew) => found.remarks.push(Remark::NoRanges),
            Ok(Within::OtherBytes) => found.lies.push(Lie::Range),
            Err(fault) => found.failed(fault),
        }
        found.newest.clone_from(&release.newest);
        // Of one that cannot be reached nothing is known.
        if release.newest.is_none() && release.within.is_ok() {
            found.remarks.push(Remark::NoList);
        }
    }

    fn goproxy(&self, proxy: &Goproxy, sample: &ModuleSample, found: &mut Judgement) {
        match &proxy.list {
            Ok(true) => {}
            Ok(false) => found.lies.push(Lie::List),
            Err(fault) => found.failed(fault),
        }
        match &proxy.info {
            Ok(version) if *version == sample.version => {}
            Ok(version) => found.lies.push(Lie::OtherVersion { version: version.chars().take(80).collect() }),
            Err(fault) => found.failed(fault),
        }
        let truth = self.hashes;
        for (said, truth, lie) in [
            (&proxy.go_mod, truth.map(|truth| truth.go_mod), Lie::GoMod),
            (&proxy.zip, truth.map(|truth| truth.zip), Lie::Zip),
        ] {
            match said {
                Ok(hash) if truth.is_some_and(|truth| truth != *hash) => found.lies.push(lie),
                Ok(_) => {}
                Err(fault) => found.failed(fault),
            }
        }
        match &proxy.missing {
            Ok(()) => found.lies.push(Lie::Invented),
            Err(fault) if fault.is_not_found() || fault.status().is_none() => {}
            Err(fault) => found.remarks.push(Remark::NoNotFound(fault.clone())),
        }
        match &proxy.newest {
            Ok(Some(newest)) => found.newest = Some(newest.clone()),
            Ok(None) => found.remarks.push(Remark::NoToolchains),
            Err(fault) if fault.status().is_some() => found.remarks.push(Remark::NoToolchains),
            Err(fault) => found.failed(fault),
        }
        database(&proxy.database, found);
    }
}

impl Judgement {
    /// A question that failed: by a lie, or by bad luck.
    fn failed(&mut self, fault: &Fault) {
        match (lie(fault), fault) {
            (Some(lie), _) => self.lies.push(lie),
            // A file of this machine.
            (None, Fault::File(_)) => {}
            (None, fault) => {
                self.answered = false;
                let remark = Remark::Failed(fault.clone());
                if !self.remarks.contains(&remark) {
                    self.remarks.push(remark);
                }
            }
        }
    }
}

fn database(database: &Database, found: &mut Judgement) {
    match database {
        Database::NotAsked => {}
        Database::Proven(_) => found.passes_database = true,
        Database::Lacking(fault) if fault.status().is_some() => found.remarks.push(Remark::NoDatabase),
        Database::Lacking(fault) => found.failed(fault),
        Database::Failed(error) if is_forgery(error) => {
            found.lies.push(Lie::Forged { error: cause(error) });
        }
        Database::Failed(error) => found.remarks.push(Remark::DatabaseFails { error: cause(error) }),
    }
}

fn is_forgery(error: &database::Error) -> bool {
    let forged =
        |attempt: &Attempt| matches!(&attempt.fault, database::Fault::Refused(error) if error.is_forgery());
    match error {
        database::Error::Fork { .. } => true,
        database::Error::Failed { attempts, .. } => attempts.iter().any(forged),
        _ => false,
    }
}

/// The one fault of the one way that was gone.
fn cause(error: &database::Error) -> String {
    match error {
        database::Error::Failed { attempts, .. } if attempts.len() == 1 => attempts[0].fault.to_string(),
        other => other.to_string(),
    }
}

/// Whether a measurement brought other bytes of the same piece than it should.
fn differs(one: &Measured, all: &[Measured]) -> bool {
    let Observation::Release(_) = one.seen else { return false };
    let speaks = |other: &Measured| is_official(&other.candidate);
    one.trials.iter().flatten().any(|trial| {
        let same = |other: &Measured| {
            let trials = other.trials.iter().flatten();
            let mut same = trials.filter(|it| (it.start, it.bytes) == (trial.start, trial.bytes));
            same.next().map(|it| (it.digest, speaks(other)))
        };
        let said: Vec<_> = all.iter().filter_map(same).collect();
        agreed(&said).is_some_and(|digest| digest != trial.digest)
    })
}

/// A fault that no honest mirror has.
fn lie(fault: &Fault) -> Option<Lie> {
    match fault {
        Fault::Html => Some(Lie::WebPage),
        Fault::Magic => Some(Lie::OtherFile),
        Fault::Length { expected, actual } => Some(Lie::Length { expected: *expected, actual: *actual }),
        Fault::Range { .. } => Some(Lie::Range),
        Fault::Downgrade { to } => Some(Lie::Downgrade { to: to.clone() }),
        _ => None,
    }
}

impl Lie {
    /// The word for scripts.
    pub fn id(&self) -> &'static str {
        match self {
            Lie::WebPage => "web_page",
            Lie::OtherFile => "other_file",
            Lie::Length { .. } => "length",
            Lie::Range => "range",
            Lie::OtherBytes => "other_bytes",
            Lie::Hash => "hash",
            Lie::SideHash => "side_hash",
            Lie::List => "list",
            Lie::OtherVersion { .. } => "other_version",
            Lie::GoMod => "go_mod",
            Lie::Zip => "zip",
            Lie::Invented => "invented",
            Lie::Forged { .. } => "forged",
            Lie::Downgrade { .. } => "downgrade",
        }
    }
}

impl Remark {
    /// The word for scripts.
    pub fn id(&self) -> &'static str {
        match self {
            Remark::NoDatabase => "no_database",
            Remark::DatabaseFails { .. } => "database_fails",
            Remark::NoNotFound(_) => "no_not_found",
            Remark::NoRanges => "no_ranges",
            Remark::NoToolchains => "no_toolchains",
            Remark::Behind { .. } => "behind",
            Remark::NoList => "no_list",
            Remark::Failed(_) => "failed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_speaks_for_all_outweighs_the_many() {
        assert_eq!(agreed(&[(1, false), (1, false), (2, true)]), Some(2));
        assert_eq!(agreed(&[(1, false), (2, false), (1, false)]), Some(1));
        assert_eq!(agreed(&[(1, false), (2, false)]), None);
        assert_eq!(agreed(&[(1, false), (1, false), (2, false), (2, false)]), None);
        assert_eq!(agreed(&[(1, false)]), None);
        assert_eq!(agreed::<u8>(&[]), None);
    }

    #[test]
    fn bad_luck_is_no_lie() {
        for fault in
            [Fault::Status(503), Fault::Timeout, Fault::Truncated { at: 5 }, Fault::Stalled { at: 5 }]
        {
            assert_eq!(lie(&fault), None, "{fault}");
        }
        assert_eq!(lie(&Fault::Html), Some(Lie::WebPage));
    }
}
