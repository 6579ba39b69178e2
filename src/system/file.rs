//! Files and folders as the system makes them: their modes whatever the umask, and changes that Windows puts off
//! while a virus scanner looks at them.

mod reach;
mod regular;
mod replace;
mod sharing;

pub use super::retry::rename;
pub use reach::Reach;
pub use regular::{open_itself, open_own, open_own_there, open_regular, open_seen, read_regular, read_to};
pub use replace::{How, drafted, replace};
pub use sharing::{create_folder, open_lock};

use sharing::limit;
use std::fs::File;
use std::path::Path;
use std::{fs, io};

/// Makes files and folders with the modes `0755` and `0644`. Windows has none.
#[derive(Debug, Clone, Copy)]
pub struct Modes {
    /// Whether the umask, or the folder's own rule, takes bits away that have to be given back.
    #[cfg(unix)]
    masked: bool,
}

impl Modes {
    /// For a place that nothing is known of: every mode is set again after the making.
    #[cfg(unix)]
    pub fn unknown() -> Self {
        Self { masked: true }
    }

    /// For a place that nothing is known of.
    #[cfg(windows)]
    pub fn unknown() -> Self {
        Self {}
    }
}

#[cfg(unix)]
impl Modes {
    /// Finds out what becomes of modes in a folder, by making a file there.
    pub fn probe(folder: &Path) -> io::Result<Self> {
        use std::os::unix::fs::PermissionsExt;
        let path = folder.join(".probe");
        let file = Self { masked: false }.create(&path, true)?;
        let mode = file.metadata()?.permissions().mode();
        fs::remove_file(path)?;
        Ok(Self { masked: mode & 0o777 != 0o755 })
    }

    /// Makes a new file; anything there already is an error.
    pub fn create(self, path: &Path, executable: bool) -> io::Result<File> {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        let mode = if executable { 0o755 } else { 0o644 };
        let file = fs::OpenOptions::new().write(true).create_new(true).mode(mode).open(path)?;
        if self.masked {
            file.set_permissions(fs::Permissions::from_mode(mode))?;
        }
        Ok(file)
    }

    /// Makes a new folder; anything there already is an error.
    pub fn create_folder(self, path: &Path) -> io::Result<()> {
        use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
        fs::DirBuilder::new().mode(0o755).create(path)?;
        if self.masked { fs::set_permissions(path, fs::Permissions::from_mode(0o755)) } else { Ok(()) }
    }
}

#[cfg(windows)]
impl Modes {
    /// Finds out whether files can be made in a folder, by making one.
    pub fn probe(folder: &Path) -> io::Result<Self> {
        let path = folder.join(".probe");
        drop(Self {}.create(&path, false)?);
        super::retry::patiently(|| fs::remove_file(&path))?;
        Ok(Self {})
    }

    /// Makes a new file; anything there already is an error.
    pub fn create(self, path: &Path, _executable: bool) -> io::Result<File> {
        fs::OpenOptions::new().write(true).create_new(true).open(path)
    }

    /// Makes a new folder; anything there already is an error.
    pub fn create_folder(self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }
}

/// Reads from a place in a file until the buffer is full or the file ends: how much there was. The file's own
/// position plays no part.
pub fn read_at(file: &File, buffer: &mut [u8], place: u64) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match read_some_at(file, &mut buffer[filled..], place + filled as u64) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

#[cfg(unix)]
fn read_some_at(file: &File, buffer: &mut [u8], place: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, place)
}

#[cfg(windows)]
fn read_some_at(file: &File, buffer: &mut [u8], place: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, place)
}

/// Whether any user may run a file.
#[cfg(unix)]
pub fn is_executable(meta: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    meta.permissions().mode() & 0o111 != 0
}

/// Whether any user may run a file: Windows has no such mode.
#[cfg(windows)]
pub fn is_executable(_: &fs::Metadata) -> bool {
    false
}

/// Gives a file the mode of another and, as far as the system allows, its owner: root that edits a user's file leaves
/// it the user's.
#[cfg(unix)]
fn adopt(file: &File, old: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let meta = file.metadata()?;
    if (meta.uid(), meta.gid()) != (old.uid(), old.gid()) {
        let owned = fchown(file, Some(old.uid()), Some(old.gid()));
        let _ = owned.or_else(|_| fchown(file, None, Some(old.gid())));
    }
    let mut mode = old.mode() & 0o777;
    if file.metadata()?.gid() != old.gid() {
        // Another group: it may do what all may.
        mode = (mode & 0o707) | ((mode & 0o007) << 3);
    }
    file.set_permissions(fs::Permissions::from_mode(mode))
}

/// Gives a file the attributes of another.
#[cfg(windows)]
fn adopt(file: &File, old: &fs::Metadata) -> io::Result<()> {
    file.set_permissions(old.permissions())
}

/// Lets all users read a file, and only its owner change it.
#[cfg(unix)]
pub fn make_readable(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

/// Lets all users read a file: it inherits the rights of its folder.
#[cfg(windows)]
pub fn make_readable(_: &File) -> io::Result<()> {
    Ok(())
}

/// Removes a file, a link (never what it leads to), or a folder with all in it, write-protected or not. Nothing
/// there is fine.
pub fn remove(path: &Path) -> io::Result<()> {
    let kind = match path.symlink_metadata() {
        Ok(meta) => meta.file_type(),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    let once = || {
        if kind.is_symlink() {
            super::link::remove(path)
        } else if kind.is_dir() {
            fs::remove_dir_all(path)
        } else {
            fs::remove_file(path)
        }
    };
    let removed = once().or_else(|error| {
        if error.kind() == io::ErrorKind::PermissionDenied && !kind.is_symlink() {
            unprotect(path)?;
        }
        super::retry::patiently(once)
    });
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Lifts the write protection that keeps something from being deleted: on Unix that of folders, on Windows that
/// of files. Never follows a link.
fn unprotect(path: &Path) -> io::Result<()> {
    let meta = path.symlink_metadata()?;
    if meta.is_symlink() {
        return Ok(());
    }
    if meta.is_dir() || cfg!(windows) {
        make_writable(path, &meta)?;
    }
    if meta.is_dir() {
        for entry in fs::read_dir(path)? {
            unprotect(&entry?.path())?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn make_writable(path: &Path, meta: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(meta.permissions().mode() | 0o700))
}

#[cfg(windows)]
#[expect(clippy::permissions_set_readonly_false, reason = "on Windows this clears an attribute, and no more")]
fn make_writable(path: &Path, meta: &fs::Metadata) -> io::Result<()> {
    let mut permissions = meta.permissions();
    permissions.set_readonly(false);
    fs::set_permissions(path, permissions)
}

/// How long a file is, or all files of a folder are together. Links are not followed, and what cannot be read counts
/// nothing.
pub fn bytes_of(path: &Path) -> u64 {
    match path.symlink_metadata() {
        Ok(meta) if meta.is_dir() => {
            let entries = fs::read_dir(path).into_iter().flatten().flatten();
            entries.map(|entry| bytes_of(&entry.path())).sum()
        }
        Ok(meta) => meta.len(),
        Err(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_removed_whatever_is_protected_in_it() {
        let dir = tempfile::tempdir().unwrap();
        let tree = dir.path().join("tree");
        fs::create_dir_all(tree.join("a/b")).unwrap();
        for path in ["a/b/file", "a/file"] {
            fs::write(tree.join(path), "x").unwrap();
        }
        for path in ["a/b/file", "a/b", "a"] {
            let mut permissions = tree.join(path).metadata().unwrap().permissions();
            permissions.set_readonly(true);
            fs::set_permissions(tree.join(path), permissions).unwrap();
        }
        remove(&tree).unwrap();
        remove(&tree).unwrap();
        assert!(!tree.exists());
    }

    /// A scanner that has a file open, without letting others delete it, for a moment.
    #[cfg(windows)]
    #[test]
    fn what_another_program_looks_at_is_waited_for() {
        use std::os::windows::fs::OpenOptionsExt;
        let dir = tempfile::tempdir().unwrap();
        let (file, to) = (dir.path().join("file"), dir.path().join("to"));
        let looked_at = |path: &Path| {
            fs::write(path, "x").unwrap();
            let open = fs::OpenOptions::new().read(true).share_mode(0).open(path).unwrap();
            assert!(fs::rename(path, path.with_extension("x")).is_err(), "it was to be held");
            std::thread::spawn(move || {
                std::thread::sleep(std::time::Duration::from_millis(300));
                drop(open);
            })
        };
        let reader = looked_at(&file);
        rename(&file, &to).unwrap();
        reader.join().unwrap();
        let reader = looked_at(&to);
        remove(&to).unwrap();
        reader.join().unwrap();
        assert!(!file.exists() && !to.exists());
    }
}
