//! A download as its caller sees it: what is asked for, and what came of it.

use super::client::Client;
use super::tail::Tail;
use super::{Progress, Source, Timeouts};
use bytes::Bytes;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Notify;

/// One file to be fetched, from several sources that should all hold the same bytes. What arrives is proven
/// nowhere here: the caller compares the hash of the whole.
pub struct Download<'a> {
    /// Whom to ask with.
    pub client: &'a Client,
    /// Whom to ask, the likeliest first.
    pub sources: &'a [Source],
    /// Where bytes from the network are kept for the next run; its folder is created if necessary. No other process may
    /// use the file meanwhile; the caller deletes it once the download is used, or when its hash is wrong.
    pub partial: &'a Path,
    /// Whether `partial` has to hold the whole in the end. Else what comes from a file of this machine is not kept.
    pub keep_all: bool,
    /// Whether several sources, or several connections, may each bring a part of it. Where not, a part is asked for only
    /// to go on after a break.
    pub several: bool,
    /// Whether its end is wished for while the rest comes.
    pub ahead: Option<Tail<'a>>,
    /// The length in bytes, where known.
    pub size: Option<u64>,
    /// The most bytes that are taken where the length is not known beforehand.
    pub longest: u64,
    /// How such a file begins: nothing that begins otherwise is passed on.
    pub magic: &'a [u8],
    /// Ends the wait for the first answer: something better was found.
    pub overtaken: Option<&'a Overtaking>,
    /// How long to wait.
    pub timeouts: Timeouts,
    /// Who watches.
    pub progress: &'a dyn Progress,
}

/// Something better than a download, which may be found before its first bytes come.
#[derive(Debug, Default)]
pub struct Overtaking {
    found: Notify,
    began: AtomicBool,
}

impl Overtaking {
    /// It is found: a download that has not begun ends.
    pub fn happens(&self) {
        self.found.notify_one();
    }

    /// Whether bytes come, so that nothing better is looked for any more.
    pub fn is_too_late(&self) -> bool {
        self.began.load(Ordering::Relaxed)
    }

    pub(super) fn ends(&self) {
        self.began.store(true, Ordering::Relaxed);
    }

    pub(super) async fn found(&self) {
        self.found.notified().await;
    }
}

/// Takes the bytes, in order, from the first. It may take its time: the sources are not blamed for it.
pub type Sink<'a> = dyn FnMut(Bytes) -> Result<(), Stopped> + 'a;

/// A sink wants no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

/// A download that came to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// How many bytes there are.
    pub length: u64,
    /// The names of the sources that gave bytes in this run, in the order of their first.
    pub sources: Vec<String>,
    /// Which of them gave what, where it came in this run.
    pub parts: Vec<Part>,
    /// The names of those that were asked and never answered.
    pub silent: Vec<String>,
    /// How many bytes an earlier run had kept.
    pub resumed: u64,
}

/// A part of a file, from one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its first byte.
    pub from: u64,
    /// The byte behind its last.
    pub to: u64,
    /// The name of the source.
    pub source: String,
}
