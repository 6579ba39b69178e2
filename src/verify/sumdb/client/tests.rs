//! Lookups in a log that shares no code with gv, and what other processes do meanwhile.

use super::super::testing::{Log, Signer, ready};
use super::*;
use std::cell::RefCell;
use std::collections::HashMap;

const ZIP: &str = "h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=";

fn record(name: &str) -> String {
    format!("x.example/{name} v1.0.0 {ZIP}\nx.example/{name} v1.0.0/go.mod {ZIP}\n")
}

/// A log, what one client of it keeps, and what it does wrong.
struct World {
    signer: Signer,
    log: Log,
    /// The size of the tree that lookups show.
    shown: usize,
    /// Tiles in place of the true ones.
    forged: HashMap<String, Vec<u8>>,
    kept: RefCell<BTreeMap<Tile, Vec<u8>>>,
    latest: RefCell<Option<Vec<u8>>>,
    /// What another process remembers just before this one would.
    meanwhile: RefCell<Option<String>>,
    forks: RefCell<Vec<[String; 2]>>,
    /// The tiles of each question.
    asked: RefCell<Vec<Vec<String>>>,
}

impl World {
    fn of(records: usize) -> Self {
        Self {
            signer: Signer::new("db.example", 1),
            log: Log::of((0..records).map(|number| record(&format!("m{number}")))),
            shown: records,
            forged: HashMap::new(),
            kept: RefCell::default(),
            latest: RefCell::default(),
            meanwhile: RefCell::default(),
            forks: RefCell::default(),
            asked: RefCell::default(),
        }
    }

    fn note(&self, size: usize) -> String {
        self.signer.note(&self.log.tree(size))
    }

    /// `ok`, or what went wrong.
    fn lookup(&self, name: &str) -> String {
        let key: Key = self.signer.key().parse().unwrap();
        let client = Client { key: &key, seam: self };
        let module = format!("x.example/{name}");
        let [module, version] = [module.as_str(), "v1.0.0"].map(|text| Escaped { text, escaped: text });
        match ready(client.lookup(module, version)) {
            Ok(hashes) => {
                assert_eq!(hashes.zip.to_string(), ZIP);
                "ok".to_owned()
            }
            Err(Failure::Seam(why)) => why.to_owned(),
            Err(Failure::Refused(error)) => format!("{error:?}").split([' ', '(']).next().unwrap().to_owned(),
        }
    }

    /// The size of the tree that is remembered.
    fn size(&self) -> usize {
        let note = String::from_utf8(self.latest.borrow().clone().unwrap()).unwrap();
        note.lines().nth(1).unwrap().parse().unwrap()
    }

    fn remember(&self, note: String) {
        self.latest.replace(Some(note.into_bytes()));
    }

    fn tile(&self, tile: Tile) -> Option<Vec<u8>> {
        let forged = self.forged.get(&tile.path()).cloned();
        forged.or_else(|| {
            let index = usize::try_from(tile.index).unwrap();
            self.log.tile(tile.level as usize, index, usize::from(tile.width))
        })
    }
}

impl Seam for World {
    type Error = &'static str;

    async fn lookup(&self, path: &str) -> Result<Vec<u8>, Self::Error> {
        let name =
            path.strip_prefix("lookup/x.example/").and_then(|rest| rest.strip_suffix("@v1.0.0")).unwrap();
        let id = self.log.records.iter().position(|text| *text == record(name)).ok_or("unknown")?;
        Ok(format!("{id}\n{}\n{}", self.log.records[id], self.note(self.shown)).into_bytes())
    }

    async fn tiles(&self, tiles: &[Tile], fresh: bool) -> Result<Vec<Vec<u8>>, Self::Error> {
        let kept = |tile| if fresh { None } else { self.kept.borrow().get(tile).cloned() };
        let kept: Vec<_> = tiles.iter().map(kept).collect();
        let missing = tiles.iter().zip(&kept).filter(|(_, kept)| kept.is_none());
        let missing: Vec<_> = missing.map(|(tile, _)| tile.path()).collect();
        if !missing.is_empty() {
            self.asked.borrow_mut().push(missing);
        }
        let bytes =
            |(tile, kept): (&Tile, Option<_>)| kept.or_else(|| self.tile(*tile)).ok_or("no such tile");
        tiles.iter().zip(kept).map(bytes).collect()
    }

    fn keep(&self, tiles: &BTreeMap<Tile, Vec<u8>>) {
        self.kept.borrow_mut().extend(tiles.clone());
    }

    fn latest(&self) -> Result<Option<Vec<u8>>, Self::Error> {
        Ok(self.latest.borrow().clone())
    }

    fn replace(&self, old: Option<&[u8]>, new: &[u8]) -> Result<bool, Self::Error> {
        if let Some(note) = self.meanwhile.take() {
            self.remember(note);
        }
        let same = self.latest.borrow().as_deref() == old;
        if same {
            self.latest.replace(Some(new.to_vec()));
        }
        Ok(same)
    }

    fn fork(&self, one: &[u8], other: &[u8]) {
        let notes = [one, other].map(|note| String::from_utf8(note.to_vec()).unwrap());
        self.forks.borrow_mut().push(notes);
    }
}

#[test]
fn every_record_of_a_log_that_others_keep_is_proven() {
    for size in [1, 2, 3, 7, 255, 256, 257, 3 * 256 + 7] {
        let world = World::of(size);
        for id in [0, size / 3, size / 2, size - 1] {
            assert_eq!(world.lookup(&format!("m{id}")), "ok", "{id} of {size}");
        }
        assert_eq!(world.size(), size);
    }
}

#[test]
fn the_tiles_of_the_record_and_of_the_log_seen_before_are_asked_for_together() {
    let mut world = World::of(70_000);
    world.remember(world.note(3000));
    assert_eq!(world.lookup("m66000"), "ok");
    assert_eq!(world.asked.borrow().len(), 1, "{:?}", world.asked);
    // The rows of the record, of the end of the log, and of the end of the one seen before.
    for path in ["tile/8/0/257", "tile/8/0/273.p/112", "tile/8/0/011", "tile/8/1/000"] {
        assert!(world.asked.borrow()[0].contains(&path.to_owned()), "{:?}", world.asked);
    }
    // A forged one among them spoils all, and nothing is remembered or kept of it.
    let tiles = world.kept.take();
    world.remember(world.note(3000));
    for (tile, mut bytes) in tiles {
        bytes[5] ^= 4;
        world.forged = HashMap::from([(tile.path(), bytes)]);
        assert_eq!(world.lookup("m66000"), "Tile", "{}", tile.path());
        assert_eq!((world.size(), world.kept.borrow().len()), (3000, 0), "{}", tile.path());
    }
}

#[test]
fn another_process_may_be_faster() {
    let mut world = World::of(400);
    world.shown = 300;
    for (other, remembered) in [(400, 400), (200, 300), (300, 300)] {
        world.latest.take();
        world.meanwhile.replace(Some(world.note(other)));
        assert_eq!(world.lookup("m1"), "ok");
        assert_eq!(world.size(), remembered, "the larger of 300 and {other}");
    }
}

#[test]
fn another_process_may_have_seen_another_log() {
    for size in [300, 200] {
        let world = World::of(300);
        let other = Log::of((0..size).map(|number| format!("forked {number}\n")));
        let note = world.signer.note(&other.tree(size));
        world.meanwhile.replace(Some(note.clone()));
        assert_eq!(world.lookup("m1"), "Fork");
        let kept = world.forks.borrow()[0].clone();
        assert!(kept.contains(&note) && kept.contains(&world.note(300)), "{kept:?}");
        assert_eq!(world.size(), size, "what was remembered first stays");
    }
}
