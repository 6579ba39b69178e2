//! Folders: where the process stands, and whether the disk tells upper from lower case.

use std::path::{Path, PathBuf};
use std::{env, io};

/// The working directory, by the name the shell gave it (`pwd`) when that names the same folder, as Go's
/// `os.Getwd` does: a project reached through a link then keeps the files above the link.
pub fn working(pwd: Option<&Path>) -> io::Result<PathBuf> {
    match pwd {
        Some(pwd) if pwd.is_absolute() && names_same_folder(pwd, Path::new(".")) => Ok(pwd.to_owned()),
        _ => env::current_dir(),
    }
}

/// The real place of a path, links resolved, as people write it.
pub fn real(path: &Path) -> io::Result<PathBuf> {
    path.canonicalize().map(|path| plain(&path))
}

/// A path as people write it.
#[cfg(unix)]
pub fn plain(path: &Path) -> PathBuf {
    path.to_owned()
}

/// A path as people write it: without the `\\?\` that Windows puts before a path it has looked up.
#[cfg(windows)]
pub fn plain(path: &Path) -> PathBuf {
    match path.to_str().and_then(|text| text.strip_prefix(r"\\?\")) {
        Some(rest) if rest.as_bytes().get(1) == Some(&b':') => PathBuf::from(rest),
        _ => path.to_owned(),
    }
}

#[cfg(unix)]
fn names_same_folder(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &Path| path.metadata().map(|meta| (meta.dev(), meta.ino())).ok();
    id(a).is_some() && id(a) == id(b)
}

#[cfg(windows)]
fn names_same_folder(_: &Path, _: &Path) -> bool {
    false
}

/// Whether a folder answers to its name in other letters, where the disks of this system do not.
#[cfg(all(unix, not(target_os = "macos")))]
pub fn are_unexpectedly_one(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_ascii_uppercase();
    let other = folder.with_file_name(&name);
    other != folder && super::program::same_file(folder, &other)
}

/// Never: such disks are the usual ones here.
#[cfg(any(windows, target_os = "macos"))]
pub fn are_unexpectedly_one(_: &Path) -> bool {
    false
}
