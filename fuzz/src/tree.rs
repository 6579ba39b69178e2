//! What lies in an unpacked tree, and that it is no more than was allowed.

use gv::unpack::Limits;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// One thing of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A file, whether it may be run, and what is in it.
    File(bool, Vec<u8>),
    /// A folder.
    Folder,
    /// A link as it is written.
    Link(PathBuf),
}

/// Small enough for a fuzzer to reach.
pub const LIMITS: Limits = Limits { entries: 40, file: 40_000, total: 60_000, without: &[] };

/// Everything below a folder, held against limits: the modes are the two that there are, and links stay inside.
pub fn read(root: &Path, limits: Limits) -> BTreeMap<PathBuf, Item> {
    let mut items = BTreeMap::new();
    walk(root, root, &mut items);
    assert!(items.len() as u64 <= limits.entries, "{} entries", items.len());
    let sizes = || items.values().map(|item| if let Item::File(_, bytes) = item { bytes.len() } else { 0 });
    assert!(sizes().all(|size| size as u64 <= limits.file));
    assert!(sizes().sum::<usize>() as u64 <= limits.total);
    items
}

fn walk(root: &Path, folder: &Path, items: &mut BTreeMap<PathBuf, Item>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let meta = path.symlink_metadata().unwrap();
        let mode = meta.permissions().mode() & 0o7777;
        let item = if meta.is_symlink() {
            assert!(
                path.canonicalize().unwrap().starts_with(root.canonicalize().unwrap()),
                "{}",
                path.display()
            );
            Item::Link(fs::read_link(&path).unwrap())
        } else if meta.is_dir() {
            assert_eq!(mode, 0o755);
            walk(root, &path, items);
            Item::Folder
        } else {
            assert!(meta.is_file() && [0o644, 0o755].contains(&mode), "{} {mode:o}", path.display());
            Item::File(mode == 0o755, fs::read(&path).unwrap())
        };
        items.insert(path.strip_prefix(root).unwrap().to_owned(), item);
    }
}

/// The contents of all files, and what links are written with, in order.
pub fn contents(items: &BTreeMap<PathBuf, Item>) -> Vec<Vec<u8>> {
    let mut contents: Vec<_> = items
        .values()
        .filter_map(|item| match item {
            Item::File(_, bytes) => Some(bytes.clone()),
            Item::Link(target) => Some(target.as_os_str().as_bytes().to_vec()),
            Item::Folder => None,
        })
        .collect();
    contents.sort();
    contents
}
