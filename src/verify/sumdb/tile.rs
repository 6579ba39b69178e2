//! Tiles: the pieces in which the log's hashes are handed out, 256 neighbours in one (golang.org/x/mod/sumdb/tlog,
//! "Tile"), and the check that each of them belongs to the tree.

use super::tree::{Node, Tree, root, subtree_hash};
use crate::lang::{Lang, displayed, say};
use crate::verify::Sha256;
use std::collections::{BTreeMap, BTreeSet};

/// A tile holds the hashes of so many levels, and so of 2^HEIGHT neighbours.
const HEIGHT: u32 = 8;
/// The hashes of a whole tile.
const WIDTH: u64 = 1 << HEIGHT;
/// The bytes of a hash.
const HASH: usize = 32;

/// One tile: the hashes of level `8 * level`, from `256 * index` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// The level of tiles, from 0.
    pub level: u32,
    /// Its place in the level, from 0.
    pub index: u64,
    /// How many hashes it holds: 256, or fewer at the tree's edge.
    pub width: u16,
}

/// What is wrong with a set of tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// One has not the length its width says.
    Length {
        /// Which.
        tile: Tile,
        /// What came.
        length: usize,
    },
    /// One does not belong to the tree.
    Foreign {
        /// Which.
        tile: Tile,
    },
    /// Those at the edge do not add up to the signed root.
    Root {
        /// The tree's size.
        size: u64,
    },
    /// A node that the tree does not have.
    Outside {
        /// The tree's size.
        size: u64,
    },
}

impl Tile {
    /// Where it is asked for: `tile/8/0/x001/x234/067`, with `.p/W` where it is not whole.
    pub fn path(&self) -> String {
        let mut number = format!("{:03}", self.index % 1000);
        let mut rest = self.index / 1000;
        while rest > 0 {
            number = format!("x{:03}/{number}", rest % 1000);
            rest /= 1000;
        }
        let part = if self.is_whole() { String::new() } else { format!(".p/{}", self.width) };
        format!("tile/{HEIGHT}/{}/{number}{part}", self.level)
    }

    /// Whether it holds all it ever will.
    pub fn is_whole(&self) -> bool {
        u64::from(self.width) == WIDTH
    }

    /// The whole tile in whose place this one stands until the tree has grown.
    #[must_use]
    pub fn whole(self) -> Self {
        Self { width: 1 << HEIGHT, ..self }
    }

    /// The length of its bytes.
    pub fn length(&self) -> usize {
        usize::from(self.width) * HASH
    }

    /// The tile that has a node in it, as wide as the tree makes it.
    fn of(node: Node, tree: &Tree) -> Option<Self> {
        let level = node.level / HEIGHT;
        let within = node.level % HEIGHT;
        let index = node.index >> (HEIGHT - within);
        let there = tree.size.checked_shr(level * HEIGHT).unwrap_or(0);
        let width = there.saturating_sub(index << HEIGHT).min(WIDTH);
        let tile = Self { level, index, width: u16::try_from(width).ok()? };
        (tile.end_of(node) <= u64::from(tile.width)).then_some(tile)
    }

    /// Where in the tile a node's own hashes end.
    fn end_of(self, node: Node) -> u64 {
        let within = node.level % HEIGHT;
        let first = node.index - (self.index << (HEIGHT - within));
        (first + 1) << within
    }

    /// The hash of a node, out of the tile's bytes.
    fn hash_of(self, node: Node, bytes: &[u8]) -> Sha256 {
        let within = node.level % HEIGHT;
        let end = usize::try_from(self.end_of(node)).unwrap_or(usize::MAX);
        let start = end - (1 << within);
        let (hashes, _) = bytes[start * HASH..end * HASH].as_chunks::<HASH>();
        let hashes: Vec<Sha256> = hashes.iter().map(|hash| Sha256(*hash)).collect();
        subtree_hash(&hashes)
    }

    /// The node that covers all of a whole tile; its hash stands in the tile above.
    fn summit(self) -> Node {
        Node { level: (self.level + 1) * HEIGHT, index: self.index }
    }
}

/// All tiles that it takes to know some nodes of a tree for certain: those at the tree's edge, those the nodes stand in,
/// and those above them.
pub fn needed(tree: &Tree, nodes: &[Node]) -> Result<BTreeSet<Tile>, Error> {
    let outside = Error::Outside { size: tree.size };
    let mut tiles = edge(tree);
    for node in nodes {
        let mut tile = Tile::of(*node, tree).ok_or(outside)?;
        while tiles.insert(tile) && tile.is_whole() {
            tile = Tile::of(tile.summit(), tree).ok_or(outside)?;
        }
    }
    Ok(tiles)
}

/// The tiles with the parts of the tree: the last of each level that is not whole.
fn edge(tree: &Tree) -> BTreeSet<Tile> {
    tree.parts().into_iter().filter_map(|part| Tile::of(part, tree)).collect()
}

/// The hashes of these nodes, out of the tiles that [`needed`] named. Every tile is held against the tree before
/// anything is taken from it: those at the edge make the signed root together, and every other one has its hash in
/// a tile that was held against the tree before it. (That one was passed over is CVE-2026-56865.)
pub fn hashes(tree: &Tree, nodes: &[Node], tiles: &BTreeMap<Tile, Vec<u8>>) -> Result<Vec<Sha256>, Error> {
    let outside = Error::Outside { size: tree.size };
    for (tile, bytes) in tiles {
        if bytes.len() != tile.length() {
            return Err(Error::Length { tile: *tile, length: bytes.len() });
        }
    }
    let hash = |node: Node| {
        let tile = Tile::of(node, tree)?;
        Some(tile.hash_of(node, tiles.get(&tile)?))
    };
    let parts: Option<Vec<_>> = tree.parts().into_iter().map(hash).collect();
    if root(&parts.ok_or(outside)?) != tree.root {
        return Err(Error::Root { size: tree.size });
    }
    let at_the_edge = edge(tree);
    // From the top down, so that the tile above has been checked.
    for (tile, bytes) in tiles.iter().rev().filter(|(tile, _)| !at_the_edge.contains(tile)) {
        let summit = tile.summit();
        let above = Tile::of(summit, tree).filter(|above| tiles.contains_key(above));
        let known = above.and_then(|_| hash(summit)).ok_or(Error::Foreign { tile: *tile })?;
        let (own, _) = bytes.as_chunks::<HASH>();
        let own: Vec<Sha256> = own.iter().map(|hash| Sha256(*hash)).collect();
        if !tile.is_whole() || subtree_hash(&own) != known {
            return Err(Error::Foreign { tile: *tile });
        }
    }
    nodes.iter().map(|node| hash(*node).ok_or(outside)).collect()
}

displayed!(Error);

impl Error {
    /// What is wrong with a tile.
    pub fn message(self, lang: Lang) -> String {
        match self {
            Self::Length { tile, length } => say!(
                lang,
                "{path} has {length} bytes instead of {expected}",
                "{path} 的长度为 {length} 字节，应为 {expected} 字节",
                path = tile.path(),
                expected = usize::from(tile.width) * HASH
            ),
            Self::Foreign { tile } => say!(
                lang,
                "{path} does not belong to the signed tree",
                "{path} 不属于签名的树",
                path = tile.path()
            ),
            Self::Root { size } => say!(
                lang,
                "the tiles do not add up to the signed tree of {size} records",
                "各部分与记录数为 {size} 的签名树不符"
            ),
            Self::Outside { size } => say!(
                lang,
                "the tree of {size} records does not contain this position",
                "记录数为 {size} 的树中没有这个位置"
            ),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::tree::record_hash;
    use super::*;
    use proptest::prelude::*;

    /// A log of records that are their own numbers.
    pub struct Log {
        leaves: Vec<Sha256>,
    }

    impl Log {
        pub fn of(size: u64) -> Self {
            Self { leaves: (0..size).map(|record| record_hash(&record.to_be_bytes())).collect() }
        }

        fn node(&self, node: Node) -> Sha256 {
            let start = usize::try_from(node.index << node.level).unwrap();
            subtree_hash(&self.leaves[start..start + (1 << node.level)])
        }

        pub fn tree(&self, size: u64) -> Tree {
            let tree = Tree { size, root: Sha256([0; 32]) };
            let parts: Vec<_> = tree.parts().into_iter().map(|part| self.node(part)).collect();
            Tree { root: root(&parts), ..tree }
        }

        fn tile(&self, tile: Tile) -> Vec<u8> {
            let first = tile.index << HEIGHT;
            let nodes = (first..first + u64::from(tile.width))
                .map(|index| Node { level: tile.level * HEIGHT, index });
            nodes.flat_map(|node| self.node(node).0).collect()
        }

        pub fn tiles(&self, tree: &Tree, nodes: &[Node]) -> BTreeMap<Tile, Vec<u8>> {
            needed(tree, nodes).unwrap().into_iter().map(|tile| (tile, self.tile(tile))).collect()
        }
    }

    fn leaf(index: u64) -> Node {
        Node { level: 0, index }
    }

    #[test]
    fn paths_are_written_as_documented() {
        let path = |level, index, width| Tile { level, index, width }.path();
        assert_eq!(path(0, 1_234_067, 256), "tile/8/0/x001/x234/067");
        assert_eq!(path(1, 0, 256), "tile/8/1/000");
        assert_eq!(path(2, 999, 5), "tile/8/2/999.p/5");
        assert_eq!(path(0, 1000, 1), "tile/8/0/x001/000.p/1");
    }

    #[test]
    fn a_record_beyond_the_end_is_in_no_tree() {
        for size in [0, 1, 255, 256, 257, 70_000] {
            let tree = Tree { size, root: Tree::empty().root };
            for index in [size, size + 1, u64::MAX >> 1] {
                assert_eq!(needed(&tree, &[leaf(index)]), Err(Error::Outside { size }));
            }
        }
    }

    /// The published mistake: where the tiles of the tree's edge and those asked for coincide, some were not checked.
    #[test]
    fn a_forged_tile_is_found_at_each_level() {
        for size in [1, 2, 255, 256, 257, 300, 511, 512, 513, 65_535, 65_536, 65_537, 65_793, 66_000] {
            let log = Log::of(size);
            let tree = log.tree(size);
            for index in [0, size / 2, size - 1] {
                let nodes = [leaf(index)];
                let tiles = log.tiles(&tree, &nodes);
                assert_eq!(hashes(&tree, &nodes, &tiles).unwrap(), [log.node(nodes[0])]);
                for tile in tiles.keys() {
                    for place in [0, tile.length() - 1] {
                        let mut forged = tiles.clone();
                        forged.get_mut(tile).unwrap()[place] ^= 1;
                        let found = hashes(&tree, &nodes, &forged);
                        assert!(found.is_err(), "{} of {size}, record {index}", tile.path());
                    }
                }
            }
        }
    }

    #[test]
    fn a_tile_of_another_width_is_not_mixed_in() {
        let log = Log::of(700);
        let tree = log.tree(600);
        let nodes = [leaf(599)];
        let mut tiles = log.tiles(&tree, &nodes);
        // A longer one, as of the tree grown further.
        let edge = Tile { level: 0, index: 2, width: 88 };
        let longer = log.tile(Tile { width: 188, ..edge });
        assert!(tiles.insert(edge, longer).is_some());
        assert_eq!(hashes(&tree, &nodes, &tiles), Err(Error::Length { tile: edge, length: 188 * HASH }));
        // A tile that nobody asked for is held against the tree as well.
        let mut tiles = log.tiles(&tree, &nodes);
        tiles.insert(Tile { level: 0, index: 2, width: 7 }, log.tile(Tile { width: 7, ..edge }));
        assert!(matches!(hashes(&tree, &nodes, &tiles), Err(Error::Foreign { .. })));
    }

    #[test]
    fn a_missing_tile_is_no_proof() {
        let log = Log::of(66_000);
        let tree = log.tree(66_000);
        let nodes = [leaf(5)];
        let tiles = log.tiles(&tree, &nodes);
        for missing in tiles.keys() {
            let mut fewer = tiles.clone();
            fewer.remove(missing);
            assert!(hashes(&tree, &nodes, &fewer).is_err(), "{}", missing.path());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        /// For random trees: every record is proven, and no flipped bit is accepted.
        #[test]
        fn every_record_is_proven_and_no_flipped_bit_is(
            size in 1..420u64,
            tile in any::<prop::sample::Index>(),
            byte in any::<prop::sample::Index>(),
            bit in 0..8u8,
        ) {
            let log = Log::of(size);
            let tree = log.tree(size);
            for index in 0..size {
                let nodes = [leaf(index)];
                let mut tiles = log.tiles(&tree, &nodes);
                prop_assert_eq!(hashes(&tree, &nodes, &tiles).unwrap(), [log.node(nodes[0])]);
                let forged = *tile.get(&tiles.keys().copied().collect::<Vec<_>>());
                let bytes = tiles.get_mut(&forged).unwrap();
                let at = byte.index(bytes.len());
                bytes[at] ^= 1 << bit;
                prop_assert!(hashes(&tree, &nodes, &tiles).is_err());
            }
        }

        /// A tree holds each of its beginnings, and no other tree of that size.
        #[test]
        fn a_beginning_is_known_by_its_parts(size in 1..1500u64, older in any::<prop::sample::Index>()) {
            let log = Log::of(size);
            let tree = log.tree(size);
            let beginning = log.tree(older.index(usize::try_from(size).unwrap()) as u64 + 1);
            let parts = beginning.parts();
            let found = hashes(&tree, &parts, &log.tiles(&tree, &parts)).unwrap();
            prop_assert_eq!(root(&found), beginning.root);
        }
    }
}
