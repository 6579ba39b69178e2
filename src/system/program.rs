//! Which files are programs, and which are the same file.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// Whether the system would run this file.
#[cfg(unix)]
pub fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

/// Whether the system would run this file. The aliases in `WindowsApps` are empty files that open a shop.
#[cfg(windows)]
pub fn is_program(path: &Path) -> bool {
    path.metadata().is_ok_and(|meta| meta.is_file() && meta.len() > 0)
}

/// Whether both paths lead to the same file, through links and hard links.
#[cfg(unix)]
pub fn same_file(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &Path| path.metadata().map(|meta| (meta.dev(), meta.ino())).ok();
    id(a).is_some() && id(a) == id(b)
}

/// Whether both paths lead to the same file, through links.
#[cfg(windows)]
pub fn same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// The directory a process that stands in `from` would stand in after changing to `to`.
#[cfg(unix)]
pub fn changed_directory(from: &Path, to: &Path) -> io::Result<PathBuf> {
    fs::canonicalize(from.join(to))
}

/// The directory a process that stands in `from` would stand in after changing to `to`.
#[cfg(windows)]
pub fn changed_directory(from: &Path, to: &Path) -> io::Result<PathBuf> {
    let dir = std::path::absolute(from.join(to))?;
    fs::metadata(&dir).map(|_| dir)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hard_link_is_the_same_file() {
        let dir = tempfile::tempdir().unwrap();
        let [one, two, other] = ["one", "two", "other"].map(|name| dir.path().join(name));
        fs::write(&one, "x").unwrap();
        fs::write(&other, "x").unwrap();
        assert!(same_file(&one, &dir.path().join("./one")));
        assert!(!same_file(&one, &other) && !same_file(&one, &two));
    }

    #[test]
    fn a_directory_that_is_not_there_cannot_be_entered() {
        let dir = tempfile::tempdir().unwrap();
        assert!(changed_directory(dir.path(), Path::new("absent")).is_err());
        fs::create_dir_all(dir.path().join("a/b")).unwrap();
        let up = changed_directory(&dir.path().join("a/b"), Path::new("..")).unwrap();
        assert!(same_file(&up, &dir.path().join("a")));
    }
}
