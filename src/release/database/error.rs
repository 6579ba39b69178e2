//! Why the checksum database proved nothing.

use crate::fetch;
use crate::verify::sumdb::{self, BadKey};
use std::io;
use std::path::PathBuf;

/// A question that was not answered, or an answer that does not hold.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// GOSUMDB holds a key that is none.
    #[error("GOSUMDB: the key of {name} is {bad}")]
    Key {
        /// The database.
        name: String,
        /// What is wrong with it.
        bad: BadKey,
    },
    /// A name that no module has.
    #[error("{module}@{version} is no module that a checksum database could be asked for")]
    Unaskable {
        /// The module.
        module: String,
        /// The version.
        version: String,
    },
    /// A proxy did not say whether it passes the database on, and GOPROXY says to stop there.
    #[error("the checksum database {name} cannot be reached by your GOPROXY{}", listed(attempts))]
    NoWay {
        /// The database.
        name: String,
        /// What came of each proxy.
        attempts: Vec<Attempt>,
    },
    /// Nobody gave an answer that holds.
    #[error("the checksum database {name} has not proven {module}@{version}{}", listed(attempts))]
    Failed {
        /// The database.
        name: String,
        /// What was asked for.
        module: String,
        /// Which version of it.
        version: String,
        /// What came of each way. Never empty.
        attempts: Vec<Attempt>,
    },
    /// The log shows different people different things, or somebody has the key of its signer.
    #[error(
        "SECURITY: the log of {name} was forked: its trees of {older} and {newer} records are both signed, and \
         contradict each other; both are kept in {}",
        kept.display()
    )]
    Fork {
        /// The database.
        name: String,
        /// The size of one.
        older: u64,
        /// The size of the other.
        newer: u64,
        /// Where the evidence is.
        kept: PathBuf,
    },
    /// The tree that is remembered cannot be read.
    #[error("{} is damaged: it is no tree signed by the checksum database", path.display())]
    Remembered {
        /// The file.
        path: PathBuf,
    },
    /// What is remembered cannot be read or written.
    #[error("cannot {action} {}: {source}", path.display())]
    Disk {
        /// What was tried.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// One way, and what came of it.
#[derive(Debug)]
pub struct Attempt {
    /// The address asked, without credentials.
    pub via: String,
    /// What came.
    pub fault: Fault,
}

/// What one way did.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// It did not answer.
    #[error("{}", told(_0))]
    Network(fetch::Error),
    /// Its answer does not hold.
    #[error(transparent)]
    Refused(sumdb::Error),
}

impl Error {
    /// Whether nothing worse happened than that nobody knows the version.
    pub fn is_unknown(&self) -> bool {
        let unknown = |attempt: &Attempt| matches!(&attempt.fault, Fault::Network(fetch::Error::Failed { fault, .. }) if fault.is_not_found());
        matches!(self, Error::Failed { attempts, .. } if attempts.iter().all(unknown))
    }

    /// Whether nobody whom it was asked of has answered at all.
    pub fn is_silence(&self) -> bool {
        let silent = |attempt: &Attempt| matches!(&attempt.fault, Fault::Network(fetch::Error::Failed { fault, .. }) if fault.status().is_none());
        match self {
            Error::Failed { attempts, .. } | Error::NoWay { attempts, .. } => attempts.iter().all(silent),
            _ => false,
        }
    }

    /// Whether somebody said something that does not hold, which is more than bad luck.
    pub fn is_refusal(&self) -> bool {
        match self {
            Error::Failed { attempts, .. } => {
                attempts.iter().any(|it| matches!(&it.fault, Fault::Refused(error) if error.is_forgery()))
            }
            Error::Fork { .. } | Error::Remembered { .. } => true,
            _ => false,
        }
    }
}

/// The fault alone: the address stands before it.
fn told(error: &fetch::Error) -> String {
    match error {
        fetch::Error::Failed { fault, .. } => fault.to_string(),
        other => other.to_string(),
    }
}

fn listed(attempts: &[Attempt]) -> String {
    attempts.iter().fold(String::new(), |lines, Attempt { via, fault }| format!("{lines}\n  {via}: {fault}"))
}
