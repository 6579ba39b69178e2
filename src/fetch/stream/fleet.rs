//! Several connections at once, for as long as they help. [`Pieces`] says which brings what, [`Growth`] how many there
//! are; here is what is done about it. Bytes whose turn it is are passed on at once, others wait on disk.

use super::growth::{Growth, Sight, Step};
use super::lane::{Errand, Event, Task, Tell};
use super::pieces::Pieces;
use super::{End, Stream, growth};
use crate::fetch::body::Body;
use crate::fetch::budget::{Budget, Seat};
use crate::fetch::{Error, Fault, Part};
use bytes::Bytes;
use std::ops::Range;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio::time::timeout;
use url::Url;

/// The connections of one download.
pub(super) struct Fleet<'f, 'a, 's> {
    stream: &'f mut Stream<'a, 's>,
    pieces: Pieces,
    lanes: Vec<Lane>,
    growth: Growth,
    begun: Instant,
    came: u64,
    /// How many tasks there have been: each has a number, so that no late word of one is taken for another's.
    tasks: usize,
    /// Which addition was the last.
    batch: usize,
    tell: Tell,
    events: mpsc::Receiver<(usize, Event)>,
}

/// One connection, or the place of one that has nothing to do at present.
struct Lane {
    id: usize,
    /// The place of its source in the list.
    place: usize,
    batch: usize,
    /// Where the next byte it brings stands.
    at: u64,
    /// Where its body ends, which may be behind its part.
    body_end: u64,
    since: Instant,
    /// When it brought something last.
    last: Instant,
    came: u64,
    /// The number of its task, and the task.
    task: Option<(usize, Task)>,
    _seat: Seat,
}

/// How long a part should take, and how long it may be.
const PART: Duration = Duration::from_secs(2);
const SHORTEST: u64 = 1 << 20;
const LONGEST: u64 = 16 << 20;
/// How often it is looked at how many connections there should be.
const TICK: Duration = Duration::from_millis(50);
/// A connection that is silent for so long, while another one flows, loses its part.
const SILENT: Duration = Duration::from_secs(2);
/// Chunks that wait for their turn to be written. The senders wait where there are more.
const WAITING: usize = 8;

impl<'f, 'a, 's> Fleet<'f, 'a, 's> {
    /// Of a stream that came at this rate on one connection so far.
    pub fn of(stream: &'f mut Stream<'a, 's>, rate: f64) -> Self {
        let mut pieces = Pieces::new(stream.offset, stream.total.unwrap_or_default());
        stream.early.parts().for_each(|part| pieces.has(part));
        let (tell, events) = mpsc::channel(WAITING);
        let (lanes, begun) = (Vec::new(), Instant::now());
        let timeouts = &stream.download.timeouts;
        let growth = Growth::new(rate, timeouts.alone, timeouts.soon);
        Self { stream, pieces, lanes, growth, begun, came: 0, tasks: 0, batch: 0, tell, events }
    }

    /// Brings the rest, the body of a source first. Ends with the file, or when no connection is left.
    pub async fn run(mut self, place: usize, body: Body, seat: Seat) -> Result<(), End> {
        let at = self.stream.offset;
        self.stream.pass_on_early()?;
        self.pieces.passed_on(self.stream.offset);
        self.lanes.push(Lane::new(0, place, 0, seat));
        // Where the next bytes are there already, the body is of no use.
        if self.pieces.claim(0, SHORTEST, |_| 1).is_some_and(|part| part.start == at) {
            let task = Task::go_on(body, at, self.stream.download.timeouts, 0, self.tell.clone());
            let first = &mut self.lanes[0];
            (first.at, first.body_end, first.task) =
                (at, self.stream.total.unwrap_or_default(), Some((0, task)));
        } else {
            self.pieces.release(0);
        }
        while self.stream.total != Some(self.stream.offset) {
            if self.lanes.is_empty() {
                return Err(End::Sources);
            }
            if let Ok(Some((number, event))) = timeout(TICK, self.events.recv()).await {
                self.on(number, event)?;
            }
            self.tick();
        }
        Ok(())
    }

    fn on(&mut self, number: usize, event: Event) -> Result<(), End> {
        let is_its = |lane: &Lane| lane.task.as_ref().is_some_and(|(own, _)| *own == number);
        let Some(index) = self.lanes.iter().position(is_its) else { return Ok(()) };
        match event {
            Event::Opened(etag) => {
                self.lanes[index].last = Instant::now();
                if !self.stream.is_same(self.lanes[index].place, etag) {
                    self.lose(index, Fault::Range { offset: self.lanes[index].at });
                }
            }
            Event::Chunk(bytes) => self.take(index, bytes)?,
            Event::Ended(Ok(())) => {
                let Lane { id, at, .. } = self.lanes[index];
                if self.pieces.is_done(id) {
                    self.assign(index);
                } else {
                    self.lose(index, Fault::Truncated { at });
                }
            }
            Event::Ended(Err(fault)) => self.lose(index, fault),
        }
        Ok(())
    }

    /// Takes what a lane has brought, as far as it is of its part.
    fn take(&mut self, index: usize, mut bytes: Bytes) -> Result<(), End> {
        let lane = &mut self.lanes[index];
        let (id, place, body_end) = (lane.id, lane.place, lane.body_end);
        lane.last = Instant::now();
        lane.came += bytes.len() as u64;
        loop {
            let own = self.pieces.came(id, bytes.len() as u64);
            let own = bytes.split_to(usize::try_from(own).unwrap_or(usize::MAX).min(bytes.len()));
            let at = self.lanes[index].at;
            self.lanes[index].at += own.len() as u64;
            self.came += own.len() as u64;
            self.stream.bring(place, at, &own)?;
            self.pieces.passed_on(self.stream.offset);
            if !self.pieces.is_done(id) {
                return Ok(());
            }
            let (at, size) = (self.lanes[index].at, self.size_for(index));
            if at >= body_end {
                self.assign(index);
                return Ok(());
            }
            if !self.pieces.extend(id, size.min(body_end.saturating_sub(at))) {
                // The connection is cut: a moment later the host knows that, and may get another in its place.
                (self.lanes[index].task, self.lanes[index].last) = (None, Instant::now());
                self.pieces.release(id);
                return Ok(());
            }
        }
    }

    /// Gives a lane another part; where there is none now, it waits.
    fn assign(&mut self, index: usize) {
        let (id, size) = (self.lanes[index].id, self.size_for(index));
        let rates: Vec<(usize, u64)> = self.lanes.iter().map(|lane| (lane.id, lane.rate())).collect();
        let rate = |id| rates.iter().find(|(own, _)| *own == id).map_or(1, |(_, rate)| *rate);
        self.lanes[index].task = None;
        self.pieces.release(id);
        let Some(part) = self.pieces.claim(id, size, rate) else { return };
        self.tasks += 1;
        let errand = self.errand(self.lanes[index].place, part.clone());
        let task = Task::ask(errand, self.tasks, self.tell.clone());
        let (number, lane) = (self.tasks, &mut self.lanes[index]);
        (lane.at, lane.body_end, lane.last) = (part.start, part.end, Instant::now());
        lane.task = Some((number, task));
    }

    fn errand(&self, place: usize, part: Range<u64>) -> Errand {
        let download = self.stream.download;
        Errand {
            client: download.client.apart(),
            source: download.sources[place].clone(),
            part,
            total: self.stream.total,
            etag: self.stream.states[place].etag.clone(),
            magic: download.magic.to_vec(),
            timeouts: download.timeouts,
        }
    }

    fn size_for(&self, index: usize) -> u64 {
        (self.lanes[index].rate() * PART.as_secs()).clamp(SHORTEST, LONGEST)
    }

    /// A lane is gone. The source is blamed where it was the last one; else the others go on without a word.
    fn lose(&mut self, index: usize, fault: Fault) {
        let lane = self.lanes.remove(index);
        self.pieces.release(lane.id);
        let others = self.lanes.iter().filter(|other| other.place == lane.place).count();
        self.stream.lost(lane.place, fault, others, self.lanes.is_empty());
    }

    fn tick(&mut self) {
        self.drop_silent();
        let is_idle = |lane: &Lane| lane.task.is_none() && lane.last.elapsed() >= TICK;
        let idle: Vec<usize> = (0..self.lanes.len()).filter(|at| is_idle(&self.lanes[*at])).collect();
        for index in idle {
            self.assign(index);
        }
        let left = self.stream.total.unwrap_or_default().saturating_sub(self.stream.offset);
        let left = left.saturating_sub(self.stream.early.bytes());
        let next = self.next_place();
        let sight = Sight {
            now: self.begun.elapsed(),
            came: self.came,
            left,
            all_flow: self.lanes.iter().all(|lane| lane.came > 0),
            other_host: next.is_some_and(|place| self.budget().to(self.url(place)) == 0),
        };
        match self.growth.step(sight) {
            Step::Stay => {}
            Step::Add(more) => {
                self.batch += 1;
                (0..more).for_each(|_| self.add());
            }
            Step::Undo => {
                while let Some(index) = self.lanes.iter().position(|lane| lane.batch == self.batch) {
                    if self.lanes[index].came == 0 {
                        self.lose(index, Fault::Timeout);
                    } else {
                        self.pieces.release(self.lanes.remove(index).id);
                    }
                }
            }
        }
    }

    /// A connection that has fallen silent would hold up all that comes behind its part.
    fn drop_silent(&mut self) {
        let is_silent = |lane: &Lane| lane.task.is_some() && lane.last.elapsed() > SILENT.min(self.stall());
        let flows = self.lanes.iter().any(|lane| lane.last.elapsed() < SILENT / 4 || lane.task.is_none());
        if let Some(index) = self.lanes.iter().position(is_silent).filter(|_| flows) {
            let at = self.lanes[index].at;
            let fault = if self.lanes[index].came == 0 { Fault::Timeout } else { Fault::Stalled { at } };
            self.lose(index, fault);
        }
    }

    fn stall(&self) -> Duration {
        self.stream.download.timeouts.stall
    }

    /// One connection more, to the host that has the fewest.
    fn add(&mut self) {
        let Some(place) = self.next_place() else { return };
        let Some(seat) = self.budget().another(self.url(place)) else { return };
        let id = self.lanes.iter().map(|lane| lane.id + 1).max().unwrap_or_default();
        self.lanes.push(Lane::new(id, place, self.batch, seat));
        self.assign(self.lanes.len() - 1);
    }

    fn next_place(&self) -> Option<usize> {
        let all = self.stream.download.sources.iter().enumerate().map(|(place, _)| place);
        let open = all.filter(|place| {
            let at_place = self.lanes.iter().filter(|lane| lane.place == *place).count();
            self.stream.takes_another(*place, at_place) && self.budget().has_room(self.url(*place))
        });
        open.min_by_key(|place| (self.budget().to(self.url(*place)), *place))
    }

    fn budget(&self) -> &'a Budget {
        self.stream.download.client.budget()
    }

    fn url(&self, place: usize) -> &'a Url {
        &self.stream.download.sources[place].url
    }
}

impl Lane {
    fn new(id: usize, place: usize, batch: usize, seat: Seat) -> Self {
        let now = Instant::now();
        Self { id, place, batch, at: 0, body_end: 0, since: now, last: now, came: 0, task: None, _seat: seat }
    }

    /// Bytes a second.
    fn rate(&self) -> u64 {
        let millis = self.since.elapsed().as_millis().max(1);
        u64::try_from(u128::from(self.came) * 1000 / millis).unwrap_or(u64::MAX).max(1)
    }
}

/// What a stream does for its fleet.
impl Stream<'_, '_> {
    /// Notes who gave bytes.
    pub(super) fn credit(&mut self, place: usize, from: u64, length: usize) {
        let name = &self.download.sources[place].name;
        if !self.sources.contains(name) {
            self.sources.push(name.clone());
        }
        let to = from + length as u64;
        match self.parts.last_mut().filter(|last| last.source == *name && last.to == from) {
            Some(last) => last.to = to,
            None => self.parts.push(Part { from, to, source: name.clone() }),
        }
    }

    /// Whether a source that is sending should get others beside it.
    pub(super) fn wants_company(&self, body: &Body, position: u64, came: u64, waited: Duration) -> bool {
        let Some(total) = self.total else { return false };
        if !self.download.several || position != self.offset || !matches!(body, Body::Http { .. }) {
            return false;
        }
        if !self.early.is_empty() {
            return true;
        }
        #[expect(clippy::cast_precision_loss, reason = "a time is estimated")]
        let left = (total - position) as f64 / growth::rate(came, waited);
        let timeouts = &self.download.timeouts;
        waited >= timeouts.alone && left > timeouts.soon.as_secs_f64()
    }

    /// Takes what a connection brought: passes it on where it is its turn, else keeps it.
    fn bring(&mut self, place: usize, at: u64, bytes: &Bytes) -> Result<(), End> {
        if bytes.is_empty() {
            return Ok(());
        }
        if at == self.offset {
            self.pass_on(place, at + bytes.len() as u64, bytes)?;
            return Ok(self.pass_on_early()?);
        }
        self.credit(place, at, bytes.len());
        self.early.keep(at, bytes)?;
        self.download.progress.advance(bytes.len() as u64);
        Ok(())
    }

    /// Passes on what came early and whose turn it is now.
    fn pass_on_early(&mut self) -> Result<(), Error> {
        while let Some(bytes) = self.early.next(self.offset)? {
            if self.keeping {
                self.partial.keep(self.offset, &bytes)?;
            }
            self.offset += bytes.len() as u64;
            self.give(bytes)?;
        }
        Ok(())
    }

    /// Whether a source has the file that it had before.
    fn is_same(&mut self, place: usize, etag: Option<String>) -> bool {
        let known = &mut self.states[place].etag;
        let differs = known.is_some() && etag.is_some() && *known != etag;
        if !differs {
            *known = etag.or(known.take());
        }
        !differs
    }

    /// Whether a source may get one connection more than it has.
    fn takes_another(&self, place: usize, connections: usize) -> bool {
        let state = &self.states[place];
        let is_open = !state.failed && !state.left && !state.whole_only;
        let is_remote = matches!(self.download.sources[place].url.scheme(), "http" | "https");
        is_open && is_remote && state.most.is_none_or(|most| connections < most)
    }

    /// A connection to a source is gone, which has so many others. Only where it was the last of all is it told.
    fn lost(&mut self, place: usize, fault: Fault, others: usize, is_last: bool) {
        if is_last {
            return self.blame(place, fault);
        }
        let state = &mut self.states[place];
        state.most = Some(others);
        state.whole_only |= matches!(fault, Fault::Range { .. });
        if others == 0 {
            (state.failed, state.left) = (true, state.left || !(fault.may_pass() || state.whole_only));
        }
        state.fault = Some(fault);
    }
}
