//! A download as its caller sees it: what is asked for, and what came of it.

use super::ahead::Ahead;
use super::client::Client;
use super::stream::Stream;
use super::{Error, Patience, Progress, Source};
use bytes::Bytes;
use std::path::Path;

/// One file to be fetched, from several sources that should all hold the same bytes. What arrives is proven
/// nowhere here: whoever takes it compares the hash of the whole.
pub struct Download<'a> {
    /// Whom to ask with.
    pub client: &'a Client,
    /// Whom to ask, the likeliest first.
    pub sources: &'a [Source],
    /// Where bytes of the network are kept for the next run; its folder is made if need be. Nobody else may use the file meanwhile; the caller deletes it once
    /// the download is used, or when its hash is wrong.
    pub partial: &'a Path,
    /// Whether `partial` has to hold the whole in the end. Else what comes from a file of this machine is not kept.
    pub keep_all: bool,
    /// Whether its end is wished for while the rest comes.
    pub ahead: Option<Ahead<'a>>,
    /// The length in bytes, where known.
    pub size: Option<u64>,
    /// The most bytes that are taken where the length is not known beforehand.
    pub longest: u64,
    /// How such a file begins: nothing that begins otherwise is passed on.
    pub magic: &'a [u8],
    /// How long to wait.
    pub patience: Patience,
    /// Who watches.
    pub progress: &'a dyn Progress,
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
    /// How many bytes an earlier run had kept; they are the first ones.
    pub resumed: u64,
}

impl Download<'_> {
    /// Fetches the whole into `sink`. First come the bytes an earlier run kept, once a source agreed to go on after
    /// them; each further byte is kept before it is passed on.
    ///
    /// Runs its own event loop: not to be called inside of [`super::run`].
    pub fn run(self, sink: &mut Sink<'_>) -> Result<Fetched, Error> {
        let stream = Stream::of(&self, sink)?;
        let fetched = super::run(stream.run());
        self.progress.finish();
        fetched
    }
}
