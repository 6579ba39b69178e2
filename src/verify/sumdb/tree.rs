//! The log as a Merkle tree (RFC 6962, §2.1; golang.org/x/mod/sumdb/tlog): its hashes, its shape, and the text that
//! says how large it is and what its root is.

use crate::verify::{Digest, Sha256};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// A log of so many records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tree {
    /// How many records it holds.
    pub size: u64,
    /// The hash over all of them.
    pub root: Sha256,
}

/// A complete subtree: at level 0 a record, at each further level two of the one below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Node {
    /// The level; it covers 2^level records.
    pub level: u32,
    /// Its place among the nodes of its level, from 0.
    pub index: u64,
}

/// The largest log that is accepted: its node numbers have to fit.
const MOST: u64 = 1 << 62;
const HEAD: &str = "go.sum database tree\n";

impl Tree {
    /// The log without records.
    pub fn empty() -> Self {
        Self { size: 0, root: hash(&[]) }
    }

    /// Reads the text of a signed tree: a fixed line, the size, the root; what follows is left alone.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_prefix(HEAD)?.split('\n');
        let (size_text, root) = (lines.next()?, lines.next()?);
        // The last line of those two ends, too.
        lines.next()?;
        let size: u64 = size_text.parse().ok()?;
        if size.to_string() != size_text || size > MOST {
            return None;
        }
        let root = BASE64_STANDARD.decode(root).ok()?.try_into().ok()?;
        Some(Self { size, root: Sha256(root) })
    }

    /// The complete subtrees it is made of, the largest first: one for each bit of its size.
    pub fn parts(&self) -> Vec<Node> {
        let mut parts = Vec::new();
        let mut before = 0;
        for level in (0..u64::BITS).rev().filter(|level| self.size >> level & 1 == 1) {
            parts.push(Node { level, index: before >> level });
            before += 1 << level;
        }
        parts
    }
}

/// The root of a tree whose parts have these hashes, the largest first.
pub fn root(parts: &[Sha256]) -> Sha256 {
    let folded = parts.iter().rev().copied().reduce(|right, left| node_hash(left, right));
    folded.unwrap_or(Tree::empty().root)
}

/// The hash of a record.
pub fn record_hash(record: &[u8]) -> Sha256 {
    hash(&[&[0], record])
}

/// The hash of two neighbours.
pub fn node_hash(left: Sha256, right: Sha256) -> Sha256 {
    hash(&[&[1], &left.0, &right.0])
}

/// The hash over a run of neighbours, of which there are a power of two.
pub(super) fn subtree_hash(hashes: &[Sha256]) -> Sha256 {
    match hashes {
        [one] => *one,
        many => {
            let (left, right) = many.split_at(many.len() / 2);
            node_hash(subtree_hash(left), subtree_hash(right))
        }
    }
}

fn hash(parts: &[&[u8]]) -> Sha256 {
    let mut digest = Digest::new();
    for part in parts {
        digest.update(part);
    }
    digest.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn base64(hash: Sha256) -> String {
        BASE64_STANDARD.encode(hash.0)
    }

    /// The root of RFC 6962 by its own definition.
    fn by_definition(records: &[Vec<u8>]) -> Sha256 {
        match records {
            [] => Tree::empty().root,
            [one] => record_hash(one),
            many => {
                let half = many.len().next_power_of_two() / 2;
                node_hash(by_definition(&many[..half]), by_definition(&many[half..]))
            }
        }
    }

    /// The vector of golang.org/x/mod/sumdb/tlog's documentation of the format: the tree of the package's own test.
    #[test]
    fn the_published_tree_is_read() {
        let text = "go.sum database tree\n123456789012\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=\n";
        let tree = Tree::parse(text).unwrap();
        assert_eq!(tree.size, 123_456_789_012);
        assert_eq!(base64(tree.root), "TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=");
        assert_eq!(Tree::parse(&format!("{text}more\n")), Some(tree));
    }

    /// From RFC 6962's test vectors, as certificate-transparency publishes them: the empty tree, and one with the
    /// empty record.
    #[test]
    fn the_published_hashes_are_met() {
        let hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Tree::empty().root.to_string(), hex);
        let hex = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
        assert_eq!(record_hash(b"").to_string(), hex);
        let records: Vec<Vec<u8>> = [
            &b""[..],
            b"\x00",
            b"\x10",
            b"\x20\x21",
            b"\x30\x31",
            b"\x40\x41\x42\x43",
            b"\x50\x51\x52\x53\x54\x55\x56\x57",
            b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
        ]
        .map(Vec::from)
        .into();
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        for (size, root) in (1..).zip(roots) {
            assert_eq!(by_definition(&records[..size]).to_string(), root, "{size} records");
        }
    }

    /// From `sumdb/client_test.go` of golang.org/x/mod: the records of its test database, and the roots of the trees
    /// that it shows as a fork.
    #[test]
    fn the_roots_that_go_publishes_come_out() {
        let with = |last: &[&str]| {
            let records = [
                "rsc.io/quote v1.5.2 h1:w5fcysjrx7yqtD/aO+QwRjYZOKnaM9Uh2b40tElTs3Y=\n\
                 rsc.io/quote v1.5.2/go.mod h1:LzX7hefJvL54yjefDEDHNONDjII0t9xZLPXsUe+TKr0=\n\
                 rsc.io/quote v1.5.2 h2:xyzzy\n",
                "golang.org/x/text v0.0.0-20170915032832-14c0d48ead0c h1:qgOY6WgZOaTkIIMiVjBQcw93ERBE4m30iBm00nkL0i8=\n\
                 golang.org/x/text v0.0.0-20170915032832-14c0d48ead0c/go.mod h1:NqM8EUOU14njkJ3fqMW+pc6Ldnwhi/IjpwHt7yyuwOQ=\n",
                "rsc.io/sampler v1.3.0 h1:7uVkIFmeBqHfdjD+gZwtXXI+RODJ2Wc4O7MPEh/QiW4=\n\
                 rsc.io/sampler v1.3.0/go.mod h1:T1hPZKmBbMNahiBKFy5HrXp6adAjACjK9JXDnKaTXpA=\n",
                "rsc.io/Quote v1.5.2 h1:uppercase!=\n",
            ];
            let leaves: Vec<_> =
                records.iter().chain(last).map(|record| record_hash(record.as_bytes())).collect();
            let tree = Tree { size: leaves.len() as u64, root: Tree::empty().root };
            let part = |node: Node| {
                let start = usize::try_from(node.index << node.level).unwrap();
                subtree_hash(&leaves[start..start + (1 << node.level)])
            };
            base64(root(&tree.parts().into_iter().map(part).collect::<Vec<_>>()))
        };
        let (two, three, four) = (
            "rsc.io/pkg1 v1.5.2 h1:hash!=\n",
            "rsc.io/pkg1 v1.5.3 h1:hash!=\n",
            "rsc.io/pkg1 v1.5.4 h1:hash!=\n",
        );
        assert_eq!(with(&[two]), "nWzN20+pwMt62p7jbv1/NlN95ePTlHijabv5zO/s36w=");
        assert_eq!(with(&[three]), "T7i+H/8ER4nXOiw4Bj0koZOkGjkxoNvlI34GpvhHhQg=");
        assert_eq!(with(&[three, four]), "wc4SkQt52o5W2nQ8To2ARs+mWuUJjss+sdleoiqxMmM=");
    }

    #[test]
    fn what_is_no_tree_is_refused() {
        let root = "TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=";
        for text in [
            String::new(),
            format!("go.sum database tree\n7\n{root}"),
            format!("go.sum database tree\n07\n{root}\n"),
            format!("go.sum database tree\n+7\n{root}\n"),
            format!("go.sum database tree\n-7\n{root}\n"),
            format!("go.sum database tree\n9223372036854775808\n{root}\n"),
            format!("go.sum database tree\n99999999999999999999\n{root}\n"),
            format!("go.sum database tree\n7\n{}\n", &root[..40]),
            format!("Go.sum database tree\n7\n{root}\n"),
            format!("\ngo.sum database tree\n7\n{root}\n"),
        ] {
            assert_eq!(Tree::parse(&text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn the_parts_make_the_root(records in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..4), 0..70)) {
            let leaves: Vec<_> = records.iter().map(|record| record_hash(record)).collect();
            let tree = Tree { size: leaves.len() as u64, root: by_definition(&records) };
            let span = |node: &Node| {
                let start = usize::try_from(node.index << node.level).unwrap();
                subtree_hash(&leaves[start..start + (1 << node.level)])
            };
            let parts: Vec<_> = tree.parts().iter().map(span).collect();
            prop_assert_eq!(root(&parts), tree.root);
        }
    }
}
