//! A zip file becomes a tree below its folder, no larger than allowed, or an error that blames the file; the tree holds
//! the files and links that the zip library reads from it.
#![no_main]

use gv_fuzz::yard::Yard;
use gv_fuzz::{told, tree, zip};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use std::sync::LazyLock;

static YARD: LazyLock<Yard> = LazyLock::new(|| Yard::new("zip"));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let size = fuzzer_mutate(data, size, max_size);
    if !seed.is_multiple_of(8) {
        zip::repair(&mut data[..size]);
    }
    size
});

fuzz_target!(|file: &[u8]| {
    let root = YARD.empty_tree();
    let result = gv::unpack::zip(&YARD.file(file), &root, tree::LIMITS);
    YARD.assert_untouched();
    let items = tree::read(&root, tree::LIMITS);
    match result {
        Ok(()) => {
            if let Some(entries) = zip::entries(file) {
                let entries = entries.into_iter().filter(|entry| !entry.is_folder);
                let mut contents: Vec<_> = entries.map(|entry| entry.content).collect();
                contents.sort();
                assert_eq!(tree::contents(&items), contents);
            }
        }
        Err(error) => told::blames_the_archive(&error),
    }
});
