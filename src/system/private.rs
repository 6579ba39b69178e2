//! Files that are nobody else's business, and who may change a file besides its owner.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;

/// Makes a new file that only this user may read; anything there already is an error.
#[cfg(unix)]
pub fn create(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Makes a new file; anything there already is an error. It gets the rights of its folder, which lies in the user's.
#[cfg(windows)]
pub fn create(path: &Path) -> io::Result<File> {
    fs::OpenOptions::new().write(true).create_new(true).open(path)
}

/// Makes a folder, and those above it, that only this user may look into; one that is there is fine.
#[cfg(unix)]
pub fn create_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    match fs::DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        other => other,
    }
}

/// Makes a folder, and those above it.
#[cfg(windows)]
pub fn create_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// Whether everybody on the machine may change the file.
#[cfg(unix)]
pub fn is_writable_by_all(meta: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    meta.permissions().mode() & 0o002 != 0
}

/// Never known: Windows keeps no such mode.
#[cfg(windows)]
pub fn is_writable_by_all(_: &Metadata) -> bool {
    false
}

/// Whether the file belongs to somebody who is neither this user nor root. Who asks is told by the system, else by
/// the owner of `own`. Root takes everybody's files, as in a container that builds what a user has mounted.
#[cfg(unix)]
pub fn is_of_another(meta: &Metadata, own: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let owner = |path: &Path| path.metadata().map(|meta| meta.uid()).ok();
    meta.uid() != 0 && is_foreign(meta.uid(), owner(Path::new("/proc/self")).or_else(|| owner(own)))
}

#[cfg(unix)]
fn is_foreign(owner: u32, user: Option<u32>) -> bool {
    user.is_some_and(|user| user != 0 && owner != 0 && user != owner)
}

/// Never known: owners are not what decides on Windows.
#[cfg(windows)]
pub fn is_of_another(_: &Metadata, _: &Path) -> bool {
    false
}

/// Whether both were told of the same file.
#[cfg(unix)]
pub fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Taken to be so: Windows tells of no number that is stable here.
#[cfg(windows)]
pub fn is_same(_: &Metadata, _: &Metadata) -> bool {
    true
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_anothers_unless_it_is_roots_or_root_asks() {
        assert!(is_foreign(1001, Some(1000)));
        for (owner, user) in [(1000, Some(1000)), (0, Some(1000)), (1000, Some(0)), (1000, None)] {
            assert!(!is_foreign(owner, user), "{owner} {user:?}");
        }
        let meta = tempfile::tempdir().unwrap().path().metadata().unwrap();
        assert!(!is_of_another(&meta, Path::new("/")));
    }
}
