//! One mirror asked for what a mirror has to have: how fast it is, how new, and what it says. Facts only; whether it
//! can be used is for others to say.

mod goproxy;
mod release;
mod trial;

pub use goproxy::{Database, Goproxy, ModuleSample};
pub use release::{Release, ReleaseSample, Within};
pub use trial::{Subject, Trial};

use crate::fetch::{self, Client, DocumentState, Fault, Limits, document};
use crate::home::Home;
use crate::release::database::Service;
use std::time::Duration;
use tokio::time::timeout;
use url::Url;

/// Asks mirrors. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Prober {
    /// For questions.
    pub client: Client,
    /// For measuring: each request has a connection of its own.
    pub fresh: Client,
    /// Where what is known of the checksum database is kept.
    pub home: Home,
    /// The checksum database that mirrors are to pass on; `None` where the user has none.
    pub service: Option<Service>,
    /// How long each part of a measurement may take.
    pub limits: Limits,
}

/// The most bytes that one measurement takes.
pub const MOST: u64 = 4 << 20;
/// How long one question may take, connecting included.
const QUESTION: Duration = Duration::from_secs(10);
/// What is read of an answer that is a few lines long.
const FEW: u64 = 64 << 10;

/// The usual limits: a mirror that takes longer is of no use whatever it serves.
pub const LIMITS: Limits =
    Limits { answer: Duration::from_secs(6), stall: Duration::from_secs(3), time: Duration::from_secs(6) };

impl Prober {
    /// A document of a mirror, whole. A web page in its place is the fault it is.
    async fn text(&self, url: &Url, limit: u64) -> Result<Vec<u8>, Fault> {
        let body = self.page(url, limit).await?;
        if body.trim_ascii_start().first() == Some(&b'<') { Err(Fault::Html) } else { Ok(body) }
    }

    /// The same, web page or not.
    async fn page(&self, url: &Url, limit: u64) -> Result<Vec<u8>, Fault> {
        match timeout(QUESTION, document(&self.client, url, None, limit)).await {
            Ok(Ok(DocumentState::Changed(document))) => Ok(document.body),
            Ok(Ok(DocumentState::Unchanged)) => Ok(Vec::new()),
            Ok(Err(error)) => Err(fault(error)),
            Err(_) => Err(Fault::Timeout),
        }
    }
}

/// What an address did.
fn fault(error: fetch::Error) -> Fault {
    match error {
        fetch::Error::Failed { fault, .. } => fault,
        other => Fault::Other(other.to_string()),
    }
}
