//! Tiles of a log: the true ones prove every record and every earlier tree, and whatever is put in their place proves
//! nothing else. The input says how large the trees are, which records are asked for, and what is changed.
#![no_main]

use gv::verify::sumdb::tile::{Tile, hashes, needed};
use gv::verify::sumdb::tree::{self, Node, Tree};
use gv_fuzz::log::{Log, MOST};
use gv_fuzz::told;
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static LOG: LazyLock<Log> = LazyLock::new(|| Log::forked_at(MOST));

/// A tree of so many records is asked for all of them.
const SMALL: u64 = 24;

fuzz_target!(|data: &[u8]| {
    let Some(([a, b, c, older_a, older_b, older_c], rest)) = data.split_first_chunk() else { return };
    let number = |[a, b, c]: [u8; 3]| u64::from(u32::from_be_bytes([0, a, b, c]));
    let tree = LOG.tree(number([*a, *b, *c]) % MOST + 1);
    let older = LOG.tree(number([*older_a, *older_b, *older_c]) % tree.size + 1);
    let (asked, changes) = rest.split_at(rest.len().min(9));
    let mut nodes: Vec<_> =
        asked.as_chunks::<3>().0.iter().map(|index| leaf(number(*index) % tree.size)).collect();
    if tree.size <= SMALL {
        nodes.extend((0..tree.size).map(leaf));
    }
    nodes.extend(older.parts());
    let truth: Vec<_> = nodes.iter().map(|node| LOG.node(*node)).collect();
    let mut tiles: BTreeMap<_, _> =
        needed(&tree, &nodes).unwrap().into_iter().map(|tile| (tile, LOG.tile(tile))).collect();
    assert_eq!(hashes(&tree, &nodes, &tiles).as_ref(), Ok(&truth));
    let parts = &truth[truth.len() - older.parts().len()..];
    assert_eq!(tree::root(parts), older.root);
    outside(&tree);

    let true_tiles = tiles.clone();
    for change in changes.as_chunks::<4>().0 {
        changed(&mut tiles, *change);
        match hashes(&tree, &nodes, &tiles) {
            Ok(found) => {
                assert_eq!(found, truth);
                let differ =
                    true_tiles.iter().find(|(tile, bytes)| tiles.get(tile).is_some_and(|now| now != *bytes));
                assert!(differ.is_none(), "{} was changed, and believed", differ.unwrap().0.path());
            }
            Err(error) => told::printable(&error),
        }
    }
});

fn leaf(index: u64) -> Node {
    Node { level: 0, index }
}

fn outside(tree: &Tree) {
    for index in [tree.size, tree.size + 1, u64::MAX] {
        assert!(needed(tree, &[leaf(index)]).is_err());
        assert!(hashes(tree, &[leaf(index)], &BTreeMap::new()).is_err());
    }
}

/// Flips a bit of a tile, takes one away, cuts it, exchanges two, or adds one that nobody asked for.
fn changed(tiles: &mut BTreeMap<Tile, Vec<u8>>, [kind, which, at, how]: [u8; 4]) {
    let names: Vec<_> = tiles.keys().copied().collect();
    let Some(tile) = names.get(usize::from(which) % names.len().max(1)).copied() else { return };
    let other = names[usize::from(at) % names.len()];
    let Some(bytes) = tiles.get_mut(&tile) else { return };
    match kind % 6 {
        0 | 1 if !bytes.is_empty() => {
            let at = (usize::from(at) << 5 | usize::from(how >> 3)) % bytes.len();
            bytes[at] ^= 1 << (how % 8);
        }
        2 => drop(tiles.remove(&tile)),
        3 => bytes.truncate(usize::from(at) * 32),
        4 => {
            let theirs = tiles[&other].clone();
            tiles.insert(tile, theirs);
        }
        _ => {
            let width = u16::from(at) + 1;
            let added = Tile { level: u32::from(how % 3), index: u64::from(which), width };
            tiles.entry(added).or_insert_with(|| LOG.tile(added));
        }
    }
}
