//! Archives no honest packer makes, each of them refused, and honest ones, all taken. A file a format.

mod module;
mod packer;
mod tar;
mod zip;

use super::Error;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder to unpack into, with a neighbour that must stay as it is.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("into")).unwrap();
        fs::write(folder.path().join("neighbour"), "untouched").unwrap();
        Self { folder }
    }

    fn tree(&self) -> PathBuf {
        self.folder.path().join("into")
    }

    /// Unpacks, whatever comes of it, and looks at the neighbour.
    fn fill<T>(&self, unpack: impl FnOnce(&Path) -> Result<T, Error>) -> Result<T, Error> {
        let result = unpack(&self.tree());
        assert_eq!(fs::read_to_string(self.folder.path().join("neighbour")).unwrap(), "untouched");
        assert_eq!(fs::read_dir(self.folder.path()).unwrap().count(), 2);
        result
    }

    /// The same of what has to lie in a file.
    fn fill_from<T>(
        &self,
        archive: &[u8],
        unpack: impl FnOnce(&Path, &Path) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), archive).unwrap();
        self.fill(|into| unpack(file.path(), into))
    }

    /// All files by their paths.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.tree(), "", &mut files);
        files
    }

    fn is_empty(&self) -> bool {
        fs::read_dir(self.tree()).unwrap().count() == 0
    }
}

fn collect(folder: &Path, above: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{above}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}
