//! A tar stream becomes a tree below its folder, no larger than allowed, or an error that blames the stream; the tree
//! holds the files that the tar library reads from it.
#![no_main]

use gv_fuzz::yard::Yard;
use gv_fuzz::{gzip, tar, told, tree};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use std::sync::LazyLock;

static YARD: LazyLock<Yard> = LazyLock::new(|| Yard::new("tar"));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let size = fuzzer_mutate(data, size, max_size);
    if !seed.is_multiple_of(8) {
        tar::repair(&mut data[..size]);
    }
    size
});

fuzz_target!(|stream: &[u8]| {
    let root = YARD.empty_tree();
    let result = gv::unpack::tar_gz(&gzip::stored(stream)[..], &root, tree::LIMITS);
    YARD.assert_untouched();
    let items = tree::read(&root, tree::LIMITS);
    match result {
        Ok(()) => {
            if let Some(contents) = tar::contents(stream) {
                assert_eq!(tree::contents(&items), contents);
            }
        }
        Err(error) => told::blames_the_archive(&error),
    }
});
