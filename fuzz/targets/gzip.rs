//! Gzip streams, and what follows an even first byte as a deflate stream with the right checksum: read as another
//! reader does, whatever lies in them.
#![no_main]

use flate2::bufread::MultiGzDecoder;
use gv_fuzz::yard::Yard;
use gv_fuzz::{gzip, told, tree};
use libfuzzer_sys::fuzz_target;
use std::io::Read;
use std::path::PathBuf;
use std::sync::LazyLock;

static YARD: LazyLock<Yard> = LazyLock::new(|| Yard::new("gzip"));

const MOST: u64 = 1 << 20;

fuzz_target!(|data: &[u8]| {
    let Some((kind, rest)) = data.split_first() else { return };
    let stream = if kind % 2 == 0 { gzip::around(rest) } else { rest.to_vec() };
    let mut plain = Vec::new();
    let whole = MultiGzDecoder::new(&stream[..]).take(MOST).read_to_end(&mut plain).is_ok();
    if plain.len() as u64 == MOST {
        return;
    }
    let result = unpack(&stream);
    if whole {
        let again = unpack(&gzip::stored(&plain));
        assert_eq!(result, again);
    } else {
        assert!(result.is_err());
    }
});

/// The tree, or the error without its words: two readers find the same fault in other places.
fn unpack(stream: &[u8]) -> Result<std::collections::BTreeMap<PathBuf, tree::Item>, ()> {
    let root = YARD.empty_tree();
    let result = gv::unpack::tar_gz(stream, &root, tree::LIMITS);
    YARD.assert_untouched();
    let items = tree::read(&root, tree::LIMITS);
    result.map(|()| items).map_err(|error| told::blames_the_archive(&error))
}
