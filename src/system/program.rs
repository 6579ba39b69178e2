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

/// Whether both paths lead to the same file, through links and hard links.
#[cfg(windows)]
pub fn same_file(a: &Path, b: &Path) -> bool {
    let is_one = matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b);
    is_one || matches!((windows::identity(a), windows::identity(b)), (Some(a), Some(b)) if a == b)
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

#[cfg(windows)]
mod windows {
    use std::fs::File;
    use std::os::windows::fs::OpenOptionsExt;
    use std::os::windows::io::AsRawHandle;
    use std::path::Path;
    use windows_sys::Win32::Storage::FileSystem::{
        BY_HANDLE_FILE_INFORMATION, FILE_FLAG_BACKUP_SEMANTICS, GetFileInformationByHandle,
    };

    /// What a file system that has hard links knows a file by: the volume, its number there, and its length, since not
    /// every file system's numbers are its own. `None` where there can be no other name.
    #[expect(unsafe_code, reason = "one question about an open file")]
    pub fn identity(path: &Path) -> Option<[u32; 5]> {
        // No right is asked for: it may be a program that runs, or a folder.
        let file = File::options().access_mode(0).custom_flags(FILE_FLAG_BACKUP_SEMANTICS).open(path).ok()?;
        let mut told = BY_HANDLE_FILE_INFORMATION::default();
        // SAFETY: the handle is that of a file that is open, and the place for the answer is of its type.
        let known = unsafe { GetFileInformationByHandle(file.as_raw_handle(), &raw mut told) } != 0;
        let number = [told.nFileIndexHigh, told.nFileIndexLow];
        let size = [told.nFileSizeHigh, told.nFileSizeLow];
        let has_others = known && told.nNumberOfLinks > 1 && number != [0, 0];
        has_others.then_some([told.dwVolumeSerialNumber, number[0], number[1], size[0], size[1]])
    }
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
        fs::hard_link(&one, dir.path().join("another name")).unwrap();
        assert!(same_file(&one, &dir.path().join("./one")));
        assert!(same_file(&one, &dir.path().join("another name")));
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
