//! What comes of a fetch that failed. What one source did stands in [`Fault`].

use super::Fault;
use crate::golang::proxy::BadProxy;
use std::fmt::Write;
use std::io;
use std::path::PathBuf;
use url::Url;

/// A fetch that failed. Addresses carry no credentials: see [`shown`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A proxy variable makes no sense.
    #[error(transparent)]
    Proxy(#[from] BadProxy),
    /// The root certificates the environment names cannot be had.
    #[error("cannot read the root certificates in {path}: {source}", path = path.display())]
    Certificates {
        /// The file `SSL_CERT_FILE` names.
        path: PathBuf,
        /// What is wrong with it.
        source: io::Error,
    },
    /// The HTTP client cannot be made.
    #[error("cannot set up the network client: {reason}")]
    Client {
        /// In the words of the library.
        reason: String,
    },
    /// One address could not be fetched.
    #[error("{url}: {fault}")]
    Failed {
        /// The address, without credentials.
        url: String,
        /// What it did.
        fault: Fault,
    },
    /// No source could hand over the whole.
    #[error("no source could hand over {file}{}", listed(attempts))]
    AllFailed {
        /// The file that was wanted.
        file: String,
        /// The last trouble with each source, in the order they were given.
        attempts: Vec<Trouble>,
    },
    /// The file that keeps the bytes cannot be used.
    #[error("cannot {action} {path}: {source}", path = path.display())]
    Disk {
        /// `read` or `write`.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Whoever took the bytes wants no more.
    #[error("stopped")]
    Stopped,
}

/// What one source did in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The source's name.
    pub source: String,
    /// What it did.
    pub fault: Fault,
}

impl Error {
    /// The HTTP status, when that is what went wrong.
    pub fn status(&self) -> Option<u16> {
        match self {
            Error::Failed { fault, .. } => fault.status(),
            _ => None,
        }
    }

    /// A fault of an address.
    pub(super) fn failed(url: &Url) -> impl FnOnce(Fault) -> Self {
        let url = shown(url);
        move |fault| Self::Failed { url, fault }
    }
}

/// One line a fault, with the sources that had it before it.
pub fn listed(attempts: &[Trouble]) -> String {
    by_fault(attempts).into_iter().fold(String::new(), |mut lines, (sources, fault)| {
        let _ = write!(lines, "\n  {}: {fault}", sources.join(", "));
        lines
    })
}

/// The sources that had the same fault together, in the order of the first of each.
pub fn by_fault(attempts: &[Trouble]) -> Vec<(Vec<&str>, &Fault)> {
    let mut groups: Vec<(Vec<&str>, &Fault)> = Vec::new();
    for Trouble { source, fault } in attempts {
        match groups.iter_mut().find(|(_, known)| *known == fault) {
            Some((sources, _)) => sources.push(source),
            None => groups.push((vec![source], fault)),
        }
    }
    groups
}

/// An address as it may be shown: without user, password and query.
pub fn shown(url: &Url) -> String {
    let mut url = url.clone();
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_query(None);
    url.set_fragment(None);
    url.to_string()
}
