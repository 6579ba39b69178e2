//! One connection of a client, from what it asked for to its end. A client never sees half of a connection: until the target
//! has sent a byte, what the client has said so far is said again through the next upstream, where it may be.

use super::fault::Fault;
use super::log::Entry;
use super::plan::Route;
use super::pump::{Moved, pump};
use super::race::{Outcome, race};
use super::way::{self, Connection};
use super::{Shared, Target};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::task::JoinSet;
use tokio::time::timeout;

/// The first message of TLS is no longer, and neither is what is kept of a client to be said again.
const FLIGHT: usize = 17 << 10;
/// The first record of TLS: a handshake.
const HANDSHAKE: u8 = 0x16;
/// For the rest of a message that has begun.
const REST: Duration = Duration::from_secs(10);
/// For the first byte of any side.
const FIRST: Duration = Duration::from_mins(30);

/// Why a request was not carried.
#[derive(Debug)]
pub enum Refusal {
    /// It wants to go to a place of this machine, and no rule names it.
    Inner,
    /// No upstream may carry this private host.
    Private,
    /// Every upstream failed: each with its fault.
    Failed(Vec<(String, Fault)>),
}

/// A request that is being carried.
pub struct Carried {
    shared: Arc<Shared>,
    target: Target,
    route: Route,
    entry: Entry,
    begun: Instant,
    /// The upstreams that were tried.
    tried: Vec<usize>,
}

impl Carried {
    /// Begins: says which upstreams may carry it.
    pub fn begin(shared: &Arc<Shared>, target: Target, kind: &str) -> Self {
        let route = shared.plan.route(&target);
        let entry = Entry {
            kind: kind.to_owned(),
            target: target.to_string(),
            rule: route.rule.clone(),
            private: route.is_private,
            ..Entry::default()
        };
        Self { shared: Arc::clone(shared), target, route, entry, begun: Instant::now(), tried: Vec::new() }
    }

    /// Where it goes.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Whether places of this machine may be reached.
    pub fn may_be_inner(&self) -> bool {
        self.route.is_named
    }

    /// The upstreams in order: those that are skipped now come last.
    pub fn candidates(&self) -> VecDeque<usize> {
        let rest = self.route.via.iter().copied().filter(|way| !self.tried.contains(way));
        let (up, down): (Vec<_>, Vec<_>) = rest.partition(|way| self.shared.upstreams[*way].is_up());
        up.into_iter().chain(down).collect()
    }

    /// What forbids it, whatever the upstreams do.
    pub fn forbidden(&self) -> Option<Refusal> {
        if self.target.is_inner() && !self.route.is_named {
            return Some(Refusal::Inner);
        }
        (self.route.via.is_empty() && self.route.is_narrowed).then_some(Refusal::Private)
    }

    /// Opens a connection to the target.
    pub async fn open(&mut self) -> Result<Connection, Refusal> {
        if let Some(refusal) = self.forbidden() {
            return Err(refusal);
        }
        let (shared, target, inner) = (Arc::clone(&self.shared), self.target.clone(), self.may_be_inner());
        let outcome = race(JoinSet::new(), self.candidates(), |way| {
            let (shared, target) = (Arc::clone(&shared), target.clone());
            async move {
                let begun = Instant::now();
                let opened = way::open(&shared, &shared.upstreams[way], &target, inner).await?;
                Ok((opened, begun.elapsed()))
            }
        });
        let (opened, _) = self.settle(outcome.await)?;
        Ok(opened)
    }

    /// Notes what came of a race.
    pub fn settle<T>(&mut self, outcome: Outcome<(T, Duration)>) -> Result<(T, Duration), Refusal> {
        let mut faults = Vec::new();
        for (way, fault) in outcome.failed {
            let upstream = &self.shared.upstreams[way];
            self.tried.push(way);
            self.entry.pass_over(&upstream.settings.name, &fault);
            if upstream.requested(&self.target, Duration::ZERO, Err(&fault)) {
                self.shared.probes.notify_one();
            }
            faults.push((upstream.settings.name.clone(), fault));
        }
        let Some((way, (won, took))) = outcome.won else { return Err(Refusal::Failed(faults)) };
        let upstream = &self.shared.upstreams[way];
        upstream.requested(&self.target, took, Ok(()));
        self.tried.push(way);
        self.entry.upstream = Some(upstream.settings.name.clone());
        self.entry.open_ms = millis(self.begun.elapsed());
        Ok((won, took))
    }

    /// Moves the bytes of a client whose connection is open, to the end.
    pub async fn carry<C: AsyncRead + AsyncWrite + Unpin>(&mut self, client: &mut C, mut target: Connection) {
        let opened = Instant::now();
        let mut first = vec![0; 16];
        let early = tokio::select! {
            read = client.read(&mut first) => read.map(|length| first[..length].to_vec()),
            // A server that speaks first, and a client that waits for it.
            moved = pump_down(&mut target) => {
                match moved {
                    Some(bytes) if client.write_all(&bytes).await.is_ok() => {
                        self.entry.first_byte_ms = Some(millis(opened.elapsed()));
                        self.entry.down += bytes.len() as u64;
                        return self.finish(client, &mut target).await;
                    }
                    _ => return self.note("failed"),
                }
            }
            () = tokio::time::sleep(FIRST) => return self.note("failed"),
        };
        let Ok(flight) = early else { return self.note("failed") };
        if flight.is_empty() {
            return self.note("ok");
        }
        if flight.first() != Some(&HANDSHAKE) {
            if target.write_all(&flight).await.is_err() {
                return self.note("failed");
            }
            self.entry.up += flight.len() as u64;
            return self.finish(client, &mut target).await;
        }
        let Some(flight) = whole_flight(client, flight).await else { return self.note("failed") };
        match self.answered(target, flight, opened).await {
            Some((mut target, bytes)) => {
                self.entry.first_byte_ms = Some(millis(opened.elapsed()));
                self.entry.down += bytes.len() as u64;
                if client.write_all(&bytes).await.is_err() {
                    return self.note("failed");
                }
                self.finish(client, &mut target).await;
            }
            None => self.note("failed"),
        }
    }

    /// Says the first message of TLS through the connection that is open, and through others where nothing comes back.
    async fn answered(
        &mut self,
        target: Connection,
        flight: Vec<u8>,
        opened: Instant,
    ) -> Option<(Connection, Vec<u8>)> {
        let flight: Arc<[u8]> = flight.into();
        self.entry.up += flight.len() as u64;
        let current = *self.tried.last()?;
        let mut running = JoinSet::new();
        let said = Arc::clone(&flight);
        running.spawn(async move { (current, spoken(target, &said).await.map(|it| (it, opened.elapsed()))) });
        let (shared, place, inner) = (Arc::clone(&self.shared), self.target.clone(), self.may_be_inner());
        let outcome = race(running, self.candidates(), |way| {
            let (shared, place, flight) = (Arc::clone(&shared), place.clone(), Arc::clone(&flight));
            async move {
                let begun = Instant::now();
                let target = way::open(&shared, &shared.upstreams[way], &place, inner).await?;
                Ok((spoken(target, &flight).await?, begun.elapsed()))
            }
        });
        let outcome = outcome.await;
        let same = outcome.won.as_ref().is_some_and(|(way, _)| *way == current);
        if same && outcome.failed.is_empty() {
            return outcome.won.map(|(_, (won, _))| won);
        }
        self.entry.upstream = None;
        self.settle(outcome).ok().map(|(won, _)| won)
    }

    async fn finish<C: AsyncRead + AsyncWrite + Unpin>(&mut self, client: &mut C, target: &mut Connection) {
        let (Moved { up, down }, result) = pump(client, target.as_mut()).await;
        self.entry.up += up;
        self.entry.down += down;
        // A reset after bytes have come is how many clients and servers end.
        let good = result.is_ok() || self.entry.down > 0;
        self.note(if good { "ok" } else { "failed" });
    }

    /// Writes the line of the log.
    pub fn note(&mut self, outcome: &str) {
        outcome.clone_into(&mut self.entry.outcome);
        self.entry.time = super::upstream::now();
        self.entry.total_ms = millis(self.begun.elapsed());
        self.shared.log.write(&self.entry);
    }

    /// Counts the bytes of a request that was passed on.
    pub fn count(&mut self, up: u64, down: u64) {
        self.entry.up += up;
        self.entry.down += down;
    }
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

/// The first bytes of the other side; `None` when it has none.
async fn pump_down(target: &mut Connection) -> Option<Vec<u8>> {
    let mut bytes = vec![0; 4096];
    let length = target.read(&mut bytes).await.ok().filter(|length| *length > 0)?;
    bytes.truncate(length);
    Some(bytes)
}

/// Says something, and waits for the first bytes that come back.
async fn spoken(mut target: Connection, flight: &[u8]) -> Result<(Connection, Vec<u8>), Fault> {
    target.write_all(flight).await.map_err(|_| Fault::Half)?;
    target.flush().await.map_err(|_| Fault::Half)?;
    match timeout(Duration::from_mins(1), pump_down(&mut target)).await {
        Ok(Some(bytes)) => Ok((target, bytes)),
        Ok(None) => Err(Fault::Half),
        Err(_) => Err(Fault::Silent),
    }
}

/// Reads the rest of the record of TLS that has begun.
async fn whole_flight<C: AsyncRead + Unpin>(client: &mut C, mut flight: Vec<u8>) -> Option<Vec<u8>> {
    let reading = async {
        loop {
            let wanted = match flight.get(3..5) {
                Some(length) => 5 + usize::from(u16::from_be_bytes([length[0], length[1]])),
                None => 5,
            };
            let missing = wanted.saturating_sub(flight.len());
            if missing == 0 && flight.len() >= 5 {
                return Some(flight);
            }
            if wanted > FLIGHT {
                return None;
            }
            let mut more = vec![0; missing];
            let length = client.read(&mut more).await.ok().filter(|length| *length > 0)?;
            flight.extend(&more[..length]);
        }
    };
    timeout(REST, reading).await.ok().flatten()
}
