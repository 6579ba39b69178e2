//! The zip of a toolchain module becomes a tree below its folder, or an error that blames the file. The hash is that of
//! what the zip library reads from it, and the tree holds each of its files under the name and mode that `go` gives it.
#![no_main]

use gv::golang::toolchain::{self, ModuleVersion};
use gv::unpack::{Limits, MODULE_LIMIT};
use gv::verify::{Digest, H1, Sha256};
use gv_fuzz::tree::Item;
use gv_fuzz::yard::Yard;
use gv_fuzz::{told, tree, zip};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

static YARD: LazyLock<Yard> = LazyLock::new(|| Yard::new("module_zip"));

/// No fuzzer's zip comes near the number of entries.
const LIMITS: Limits = Limits { entries: 60_000, file: MODULE_LIMIT, total: MODULE_LIMIT, without: &[] };

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let size = fuzzer_mutate(data, size, max_size);
    if !seed.is_multiple_of(8) {
        zip::repair(&mut data[..size]);
    }
    size
});

fuzz_target!(|file: &[u8]| {
    let module = ModuleVersion::parse("v0.0.1-go1.22.3.linux-amd64").unwrap();
    let root = YARD.empty_tree();
    let result = gv::unpack::module(&YARD.file(file), &root, &module);
    YARD.assert_untouched();
    let items = tree::read(&root, LIMITS);
    match result {
        Ok(h1) => {
            if let Some(entries) = zip::entries(file) {
                let hashes = entries.iter().map(|entry| (entry.name.as_str(), sha256(&entry.content)));
                assert_eq!(H1::of(hashes), Some(h1));
                assert_eq!(files(&items), expected(&entries, &module));
            }
        }
        Err(error) => told::blames_the_archive(&error),
    }
});

fn sha256(content: &[u8]) -> Sha256 {
    let mut digest = Digest::new();
    digest.update(content);
    digest.finish()
}

fn files(items: &BTreeMap<PathBuf, Item>) -> BTreeMap<PathBuf, Item> {
    items
        .iter()
        .filter(|(_, item)| **item != Item::Folder)
        .map(|(path, item)| (path.clone(), item.clone()))
        .collect()
}

/// What lies in a GOROOT that was unpacked from these entries. The module's own go.mod is none of its files.
fn expected(entries: &[zip::Entry], module: &ModuleVersion) -> BTreeMap<PathBuf, Item> {
    let files = entries.iter().filter(|entry| !entry.is_folder);
    let below = files.map(|entry| (entry.name.strip_prefix(&module.prefix()).unwrap(), entry));
    below
        .map(|(name, entry)| {
            let path = toolchain::original(name);
            (PathBuf::from(&*path), Item::File(toolchain::is_executable(&path), entry.content.clone()))
        })
        .collect()
}
