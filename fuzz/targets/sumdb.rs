//! The client of a checksum database whose every word is changed on the way, and whose log may be forked. It gives the
//! hashes of the record that was asked for, or none; it remembers and keeps only what is true, and only grows.
#![no_main]

use gv::verify::sumdb::tile::Tile;
use gv::verify::sumdb::{Client, Error, Escaped, Failure, Seam};
use gv_fuzz::log::{Log, MOST, Signer, module};
use gv_fuzz::told;
use libfuzzer_sys::fuzz_target;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::pin::pin;
use std::sync::LazyLock;
use std::task::{Context, Poll, Waker};

const FORK: u64 = 300;

static SIGNER: LazyLock<Signer> = LazyLock::new(Signer::new);
static LOGS: LazyLock<[Log; 2]> = LazyLock::new(|| [Log::forked_at(MOST), Log::forked_at(FORK)]);

/// A tree of one of the logs.
#[derive(Debug, Clone, Copy)]
struct Seen {
    log: usize,
    size: u64,
}

impl Seen {
    fn from([a, b, c]: [u8; 3]) -> Self {
        Self {
            log: usize::from(a >> 7),
            size: u64::from(u32::from_be_bytes([0, a & 0x7f, b, c])) % (MOST + 1),
        }
    }

    fn note(self) -> Vec<u8> {
        SIGNER.note(&LOGS[self.log].tree(self.size)).into_bytes()
    }

    /// Whether both are trees of one log.
    fn agrees(self, other: Self) -> bool {
        self.log == other.log || self.size.min(other.size) <= FORK
    }
}

/// A world that lies as the input says.
struct World<'a> {
    remembered: Seen,
    answered: Seen,
    answer: Vec<u8>,
    latest: RefCell<Option<Vec<u8>>>,
    changes: Cell<&'a [u8]>,
    forked: Cell<bool>,
}

impl World<'_> {
    /// Changes bytes by the next word of the input; the word 0 changes nothing.
    fn change(&self, bytes: &mut Vec<u8>) {
        let Some((&[kind, a, b], rest)) = self.changes.get().split_first_chunk() else { return };
        self.changes.set(rest);
        let at = usize::from(u16::from_be_bytes([a, b])) % bytes.len().max(1);
        match kind {
            1..=120 if !bytes.is_empty() => bytes[at] ^= 1 << (kind % 8),
            121..=140 => bytes.truncate(at),
            141..=160 => bytes.insert(at.min(bytes.len()), kind),
            161..=180 if !bytes.is_empty() => drop(bytes.remove(at)),
            _ => {}
        }
    }
}

impl Seam for World<'_> {
    type Error = &'static str;

    async fn lookup(&self, path: &str) -> Result<Vec<u8>, Self::Error> {
        assert!(path.starts_with("lookup/m"), "{path}");
        let mut answer = self.answer.clone();
        self.change(&mut answer);
        Ok(answer)
    }

    async fn tiles(&self, tiles: &[Tile], _fresh: bool) -> Result<Vec<Vec<u8>>, Self::Error> {
        let larger = if self.remembered.size >= self.answered.size { self.remembered } else { self.answered };
        let changed = |tile: &Tile| {
            let mut bytes = LOGS[larger.log].tile(*tile);
            self.change(&mut bytes);
            bytes
        };
        Ok(tiles.iter().map(changed).collect())
    }

    fn keep(&self, tiles: &BTreeMap<Tile, Vec<u8>>) {
        for (tile, bytes) in tiles {
            assert!(
                LOGS.iter().any(|log| log.tile(*tile) == *bytes),
                "{} is kept, and not true",
                tile.path()
            );
        }
    }

    fn latest(&self) -> Result<Option<Vec<u8>>, Self::Error> {
        Ok(self.latest.borrow().clone())
    }

    fn replace(&self, old: Option<&[u8]>, new: &[u8]) -> Result<bool, Self::Error> {
        assert_eq!(old, self.latest.borrow().as_deref());
        assert!(self.answered.size > self.remembered.size && self.answered.agrees(self.remembered));
        *self.latest.borrow_mut() = Some(new.to_vec());
        Ok(true)
    }

    fn fork(&self, one: &[u8], other: &[u8]) {
        assert_ne!(one, other);
        assert!(!self.remembered.agrees(self.answered), "what agrees is told as forked");
        self.forked.set(true);
    }
}

/// The outcome of what waits for nothing.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => panic!("it waits"),
    }
}

fuzz_target!(|data: &[u8]| {
    let Some((&[a, b, c, d, e, f, id, more, asked, flags], changes)) = data.split_first_chunk() else {
        return;
    };
    let (remembered, answered) = (Seen::from([a, b, c]), Seen::from([d, e, f]));
    let id = u64::from(u16::from_be_bytes([id, more]));
    let log = &LOGS[answered.log];
    // Mostly the record that is asked for, mostly with its true number.
    let asked = if flags & 1 == 0 { id } else { u64::from(asked) };
    let stated = if flags & 6 == 6 { id ^ (1 << (flags >> 3)) } else { id };
    let body = format!("{stated}\n{}\n", log.record(id)).into_bytes();
    let world = World {
        remembered,
        answered,
        answer: [body, answered.note()].concat(),
        latest: RefCell::new((remembered.size > 0).then(|| remembered.note())),
        changes: Cell::new(changes),
        forked: Cell::new(false),
    };
    let name = module(asked);
    let client = Client { key: &SIGNER.key, seam: &world };
    let name = Escaped { text: &name, escaped: &name };
    let version = Escaped { text: "v1.0.0", escaped: "v1.0.0" };
    match at_once(client.lookup(name, version)) {
        Ok(hashes) => {
            assert!(remembered.agrees(answered) && !world.forked.get());
            let larger = remembered.size.max(answered.size);
            assert!(asked < larger, "a record beyond the log");
            let known = [remembered, answered].into_iter().filter(|seen| asked < seen.size);
            assert!(known.into_iter().any(|seen| LOGS[seen.log].hashes(asked) == hashes));
        }
        Err(Failure::Seam(error)) => panic!("{error}"),
        Err(Failure::Refused(error)) => {
            told::printable(&error);
            let untouched = changes.iter().all(|&byte| byte == 0) && asked == id && stated == id;
            if untouched && remembered.agrees(answered) && id < remembered.size.max(answered.size) {
                // The record of another branch than the larger tree's is not in it.
                let other = remembered.log != answered.log && id >= FORK;
                assert!(other && matches!(error, Error::OtherRecord { .. }), "{error}");
            }
            assert_eq!(world.forked.get(), matches!(error, Error::Fork { .. }));
        }
    }
});
