//! The stream that survives: bytes in order, out of sources that may fail at any of them. A race opens a source; its
//! bytes are kept and passed on; where it fails, the next race continues at the same offset. A source that takes long
//! gets others beside it: the [`Fleet`].

mod early;
mod fleet;
mod growth;
mod lane;
mod pieces;

use super::body::Body;
use super::download::{Download, Fetched, Part, Sink, Stopped};
use super::pace::{PROGRESS, Pace};
use super::partial::Partial;
use super::race::{Entry, Outcome, race};
use super::request::{Opened, Want};
use super::tail::{File, Tail, along};
use super::{Error, Fault, Trouble, trace};
use crate::system::file;
use crate::urls::shown;
use bytes::Bytes;
use early::Early;
use fleet::Fleet;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::time::{sleep, timeout};

/// What is known of one source.
#[derive(Debug, Clone, Default)]
struct State {
    /// It failed in this round.
    failed: bool,
    /// It will not be asked again.
    left: bool,
    /// It does not continue at an offset.
    whole_only: bool,
    /// How many connections it bears, where that is known.
    most: Option<usize>,
    etag: Option<String>,
    fault: Option<Fault>,
}

/// Why one body came to its end before the file did.
enum End {
    Source(Fault),
    /// The same of several sources, which have been blamed.
    Sources,
    Here(Error),
}

impl From<Error> for End {
    fn from(error: Error) -> Self {
        End::Here(error)
    }
}

/// A download under way.
pub(super) struct Stream<'a, 's> {
    download: &'a Download<'a>,
    states: Vec<State>,
    total: Option<u64>,
    /// How many bytes were kept by an earlier run.
    resumed: u64,
    /// The position of the next byte needed.
    offset: u64,
    partial: Partial,
    /// What came before its turn.
    early: Early,
    /// Whose bytes stand where, in the order in which they came.
    parts: Vec<Part>,
    /// Whether what comes is worth keeping: not when it is read from a file of this machine.
    keeping: bool,
    /// Whether the bytes kept have been passed on.
    began: bool,
    /// The end that is still wished for.
    ahead: Option<Tail<'a>>,
    sources: Vec<String>,
    sink: &'a mut Sink<'s>,
}

/// Removes what was kept of a download.
pub fn discard(partial: &Path) -> io::Result<()> {
    file::remove(&early::beside(partial))?;
    file::remove(partial)
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

impl<'a, 's> Stream<'a, 's> {
    /// Looks at what was kept; sends no request yet.
    pub fn of(download: &'a Download<'a>, sink: &'a mut Sink<'s>) -> Result<Self, Error> {
        let partial = Partial::open(download.partial, download.magic)?;
        let early = Early::open(download.partial)?;
        Ok(Self {
            states: vec![State::default(); download.sources.len()],
            total: download.size,
            resumed: partial.length() + early.bytes(),
            offset: partial.length(),
            download,
            partial,
            early,
            parts: Vec::new(),
            keeping: true,
            began: false,
            ahead: download.ahead,
            sources: Vec::new(),
            sink,
        })
    }

    /// Runs to the end of the file, or of all sources.
    pub async fn run(mut self) -> Result<Fetched, Error> {
        if self.total.is_some_and(|total| self.offset > total) {
            self.drop_kept()?;
        }
        if self.total == Some(self.offset) {
            self.begin()?;
            return self.fetched();
        }
        let (mut rounds, mut mark) = (0, self.offset);
        loop {
            let Some((place, opened)) = self.next_unless_overtaken().await? else {
                if self.offset - mark >= PROGRESS {
                    (rounds, mark) = (0, self.offset);
                }
                rounds += 1;
                if rounds >= self.download.timeouts.rounds || self.states.iter().all(|state| state.left) {
                    return Err(self.give_up()?);
                }
                self.rest(rounds).await;
                continue;
            };
            match self.take(place, opened).await {
                Ok(()) => return self.fetched(),
                Err(End::Here(error)) => return Err(error),
                Err(End::Source(fault)) => self.blame(place, fault),
                Err(End::Sources) => {}
            }
        }
    }

    /// The next source; before the first byte was passed on, something better may end the wait for it.
    async fn next_unless_overtaken(&mut self) -> Result<Option<(usize, Opened)>, Error> {
        let Some(overtaken) = self.download.overtaken.filter(|_| !self.began) else {
            return Ok(self.next_source().await);
        };
        tokio::select! {
            biased;
            next = self.next_source() => Ok(next),
            () = overtaken.found() => Err(Error::Overtaken),
        }
    }

    /// A race between all that have not failed in this round.
    async fn next_source(&mut self) -> Option<(usize, Opened)> {
        let download = self.download;
        let entries = download.sources.iter().zip(&self.states).enumerate();
        let entries = entries.filter(|(_, (_, state))| !state.failed && !state.left);
        let entries: Vec<Entry<'_>> =
            entries.map(|(place, (source, state))| (place, source, self.want(state))).collect();
        if let Some((_, source, _)) = entries.first() {
            download.progress.asking_one(&source.name, download.timeouts.waits_for_first());
        }
        let Outcome { winner, faults } = race(download.client, entries, &download.timeouts).await;
        for (place, fault) in faults {
            self.blame(place, fault.at(self.offset));
        }
        winner
    }

    fn want<'w>(&self, state: &'w State) -> Want<'w>
    where
        'a: 'w,
    {
        Want {
            offset: self.offset,
            most: None,
            ranges: !state.whole_only,
            etag: state.etag.as_deref(),
            total: self.total,
            magic: self.download.magic,
        }
    }

    fn blame(&mut self, place: usize, fault: Fault) {
        let source = &self.download.sources[place];
        trace::blamed(&source.name, self.offset, &fault);
        let state = &mut self.states[place];
        state.failed = true;
        match &fault {
            Fault::Range { .. } if !state.whole_only => state.whole_only = true,
            Fault::Timeout if self.download.timeouts.waits_for_first() => state.left = true,
            fault => state.left = !fault.may_pass(),
        }
        state.fault = Some(fault.clone());
        let error = Error::Failed { url: shown(&source.url), fault };
        self.download.progress.trouble(&source.name, &error);
    }

    /// Waits before the next round, in which all that are not left are asked again.
    async fn rest(&mut self, rounds: u32) {
        let faults = self.states.iter().filter(|state| !state.left).filter_map(|state| state.fault.as_ref());
        let asked = faults.filter_map(Fault::rest).min();
        sleep(trace::resting(rounds, self.download.timeouts.wait(rounds, asked))).await;
        for state in &mut self.states {
            (state.failed, state.most) = (false, None);
        }
    }

    /// Passes on what a source sends, to the end of the file or of the source.
    async fn take(&mut self, place: usize, opened: Opened) -> Result<(), End> {
        let Opened { body, first, start, total, etag } = opened;
        self.download.overtaken.inspect(|overtaken| overtaken.ends());
        self.agree(total)?;
        self.states[place].etag = etag;
        self.keeping = self.download.keep_all || matches!(body, Body::Http { .. });
        self.download.progress.keeps(self.keeping);
        self.begin()?;
        if self.total == Some(self.offset) {
            return Ok(());
        }
        self.download.progress.source(&self.download.sources[place].name);
        let wish = self.wish(place, &body);
        let mut given = false;
        let bring = async {
            if let Some((ahead, file)) = wish
                && let Some((place, end)) = file.end(ahead.length).await
            {
                (ahead.take)(place, end);
                given = true;
            }
        };
        let ended = along(self.flow(place, body, start, first), bring).await;
        if given {
            self.ahead = None;
        }
        ended
    }

    /// Passes on what comes, from `position` of the file on.
    async fn flow(
        &mut self,
        place: usize,
        mut body: Body,
        mut position: u64,
        first: Bytes,
    ) -> Result<(), End> {
        let timeouts = &self.download.timeouts;
        let mut speed = Pace::default();
        let seat = self.download.client.budget().first(&self.download.sources[place].url);
        // The time that whoever takes the bytes needs is not the source's.
        let (mut waited, mut came) = (Duration::ZERO, 0);
        let mut next = Some(first).filter(|first| !first.is_empty());
        loop {
            let Some(chunk) = next else { return self.ended(position) };
            position += chunk.len() as u64;
            self.pass_on(place, position, &chunk)?;
            if self.total == Some(position) {
                return Ok(());
            }
            came += chunk.len() as u64;
            if self.wants_company(&body, position, came, waited) {
                let rate = growth::rate(came, waited);
                return Box::pin(Fleet::of(self, rate).run(place, body, seat)).await;
            }
            let asked = Instant::now();
            let answer = timeout(timeouts.stall, body.chunk()).await;
            waited += asked.elapsed();
            let stalled = answer.is_err() || speed.is_trickle(asked.elapsed(), chunk.len(), timeouts.stall);
            if stalled {
                return Err(End::Source(Fault::Stalled { at: position }));
            }
            next = answer.unwrap_or(Ok(None)).map_err(|fault| End::Source(fault.at(position)))?;
        }
    }

    /// What end to ask a source for: of a file that comes from the network and of which much is still to come.
    fn wish(&self, place: usize, body: &Body) -> Option<(Tail<'a>, File<'a>)> {
        let download = self.download;
        let (ahead, total) = (self.ahead?, self.total?);
        let worthwhile =
            matches!(body, Body::Http { .. }) && total.checked_sub(self.offset)? >= 2 * ahead.length;
        let file = || File {
            client: download.client,
            source: &download.sources[place],
            total,
            etag: self.states[place].etag.clone(),
        };
        worthwhile.then(|| (ahead, file()))
    }

    /// Holds the length a source announces against what is kept and known.
    fn agree(&mut self, total: Option<u64>) -> Result<(), End> {
        let Some(total) = total else { return Ok(()) };
        let limit = self.download.longest;
        if self.download.size.is_none() && total > limit {
            return Err(End::Source(Fault::TooLarge { limit }));
        }
        if total < self.offset {
            if self.began {
                return Err(End::Source(Fault::Length { expected: self.offset, actual: total }));
            }
            self.drop_kept()?;
        }
        self.total = Some(total);
        Ok(())
    }

    /// Keeps and passes on what of a chunk, which ends at `position`, is new.
    fn pass_on(&mut self, place: usize, position: u64, chunk: &Bytes) -> Result<(), End> {
        let limit = self.total.unwrap_or(self.download.longest);
        if position > limit {
            let fault = self
                .total
                .map_or(Fault::TooLarge { limit }, |expected| Fault::Length { expected, actual: position });
            return Err(End::Source(fault));
        }
        let new =
            usize::try_from(position.saturating_sub(self.offset)).unwrap_or(usize::MAX).min(chunk.len());
        if new == 0 {
            return Ok(());
        }
        let fresh = chunk.slice(chunk.len() - new..);
        self.credit(place, self.offset, fresh.len());
        if self.keeping {
            self.partial.keep(self.offset, &fresh)?;
        }
        self.offset = position;
        self.download.progress.advance(new as u64);
        self.give(fresh)?;
        Ok(())
    }

    fn ended(&mut self, position: u64) -> Result<(), End> {
        let whole = self.total.map_or(position >= self.offset, |total| position == total);
        if whole { Ok(()) } else { Err(End::Source(Fault::Truncated { at: position })) }
    }

    /// Passes on what was kept, once.
    fn begin(&mut self) -> Result<(), Error> {
        if std::mem::replace(&mut self.began, true) {
            return Ok(());
        }
        self.download.progress.begin(self.total, self.resumed);
        self.partial.rewind()?;
        while let Some(chunk) = self.partial.next()? {
            self.give(chunk)?;
        }
        Ok(())
    }

    fn give(&mut self, chunk: Bytes) -> Result<(), Error> {
        (self.sink)(chunk).map_err(|Stopped| Error::Stopped)
    }

    fn drop_kept(&mut self) -> Result<(), Error> {
        (self.offset, self.resumed) = (0, 0);
        self.early.clear()?;
        self.partial.clear()
    }

    /// All failed. Kept bytes that no source would continue are dropped, or the next run would fail like this one.
    fn give_up(&mut self) -> Result<Error, Error> {
        let unwanted = |state: &State| {
            matches!(state.fault, Some(Fault::Range { .. } | Fault::Truncated { .. } | Fault::Length { .. }))
        };
        if self.resumed > 0 && self.resumed == self.offset && self.states.iter().all(unwanted) {
            self.drop_kept()?;
        }
        let sources = self.download.sources;
        let attempts = sources.iter().zip(&self.states).filter_map(|(source, state)| {
            Some(Trouble { source: source.name.clone(), fault: state.fault.clone()? })
        });
        let file = sources.first().and_then(|source| source.url.path_segments()?.next_back());
        Ok(Error::AllFailed { file: file.unwrap_or_default().to_owned(), attempts: attempts.collect() })
    }

    fn fetched(self) -> Result<Fetched, Error> {
        let Self { mut early, sources, parts, .. } = self;
        early.clear()?;
        let of = self.download.sources.iter().zip(&self.states);
        let silent = of.filter(|(_, state)| state.fault == Some(Fault::Timeout));
        let silent = silent.map(|(source, _)| source.name.clone()).collect();
        Ok(Fetched { length: self.offset, sources, parts, silent, resumed: self.resumed })
    }
}
