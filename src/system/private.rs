//! Private files, and who may change a file besides its owner.

#[cfg(unix)]
use super::file;
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
    path.parent().map_or(Ok(()), file::create_folder)?;
    match fs::DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        other => other,
    }
}

/// Makes a new folder that only this user may look into; anything there already is an error.
#[cfg(unix)]
pub fn create_new_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(path)
}

/// Makes a new folder; anything there already is an error. It gets the rights of its folder, which is the user's.
#[cfg(windows)]
pub fn create_new_folder(path: &Path) -> io::Result<()> {
    fs::create_dir(path)
}

/// Makes a folder, and those above it.
#[cfg(windows)]
pub fn create_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// Whether all users of the machine may change the file.
#[cfg(unix)]
pub fn is_writable_by_all(meta: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    meta.permissions().mode() & 0o002 != 0
}

/// Whether others than the owner of a file may read it.
#[cfg(unix)]
pub fn is_readable_by_others(meta: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    meta.permissions().mode() & 0o077 != 0
}

/// Never known: on Windows a file has the rights of its folder, which lies in the user's.
#[cfg(windows)]
pub fn is_readable_by_others(_: &Metadata) -> bool {
    false
}

/// Never known: Windows keeps no such mode.
#[cfg(windows)]
pub fn is_writable_by_all(_: &Metadata) -> bool {
    false
}

/// Whether the file belongs to a user other than this one, root and the owner of the `project`.
#[cfg(unix)]
pub fn is_of_another(meta: &Metadata, project: Option<&Path>) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (owner, user) = (meta.uid(), rustix::process::geteuid().as_raw());
    if owner == 0 || owner == user {
        return false;
    }
    let project = project.and_then(|project| project.metadata().ok());
    project.is_none_or(|project| project.uid() != owner)
}

/// Where packages of a system put their files.
#[cfg(unix)]
const PACKAGES: [&str; 4] = ["/usr", "/opt", "/nix/store", "/gnu/store"];

/// Whether a package of the system has put a file or folder there for all: it is root's, and all users can read it.
#[cfg(unix)]
pub fn is_published(path: &Path, meta: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let read = if meta.is_dir() { 0o005 } else { 0o004 };
    meta.uid() == 0
        && meta.mode() & read == read
        && PACKAGES.iter().any(|place| path.starts_with(place))
        && path.ancestors().skip(1).all(|above| above.metadata().is_ok_and(|meta| meta.mode() & 0o001 != 0))
}

/// Not known on Windows.
#[cfg(windows)]
pub fn is_published(_: &Path, _: &Metadata) -> bool {
    false
}

/// Whether root asks, who works in the projects of all users: in a container that builds what a user has mounted.
#[cfg(unix)]
pub fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// There is no such user on Windows.
#[cfg(windows)]
pub fn is_root() -> bool {
    false
}

/// Never known: owners are not what decides on Windows.
#[cfg(windows)]
pub fn is_of_another(_: &Metadata, _: Option<&Path>) -> bool {
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

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_anothers_unless_it_is_the_users_roots_or_the_projects() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().metadata().unwrap();
        let root = Path::new("/").metadata().unwrap();
        for meta in [own, root] {
            assert!(!is_of_another(&meta, None) && !is_of_another(&meta, Some(Path::new("/"))));
        }
        if !is_root() {
            return;
        }
        let file = folder.path().join("f");
        fs::write(&file, "").unwrap();
        std::os::unix::fs::chown(&file, Some(65_534), None).unwrap();
        let meta = file.metadata().unwrap();
        assert!(is_of_another(&meta, None) && is_of_another(&meta, Some(folder.path())));
        std::os::unix::fs::chown(folder.path(), Some(65_534), None).unwrap();
        assert!(!is_of_another(&meta, Some(folder.path())) && is_of_another(&meta, Some(Path::new("/"))));
    }
}
