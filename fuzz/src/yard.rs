//! A folder of this process with a neighbour beside what is written, so that a write over the fence is seen.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The fenced folder. It lies in the temporary folder, which should be in memory.
#[derive(Debug)]
pub struct Yard {
    root: PathBuf,
}

impl Yard {
    /// Makes the folder of a target.
    pub fn new(target: &str) -> Self {
        let root = std::env::temp_dir().join(format!("gv-fuzz-{target}-{}", std::process::id()));
        fs::create_dir_all(&root).unwrap();
        fs::write(root.join("neighbour"), "untouched").unwrap();
        Self { root }
    }

    /// A place for a file beside the tree.
    pub fn file(&self, content: &[u8]) -> PathBuf {
        let path = self.root.join("file");
        fs::write(&path, content).unwrap();
        path
    }

    /// The tree's folder, empty.
    pub fn empty_tree(&self) -> PathBuf {
        let tree = self.root.join("tree");
        remove(&tree);
        fs::create_dir(&tree).unwrap();
        tree
    }

    /// Fails if anything was written beside the tree.
    pub fn assert_untouched(&self) {
        assert_eq!(fs::read(self.root.join("neighbour")).unwrap(), b"untouched");
        for entry in fs::read_dir(&self.root).unwrap() {
            let name = entry.unwrap().file_name();
            assert!(["file", "neighbour", "tree"].iter().any(|known| name == *known), "{name:?}");
        }
    }
}

fn remove(path: &Path) {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => panic!("{}: {error}", path.display()),
        _ => {}
    }
}
