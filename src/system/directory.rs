//! Where the process stands.

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

/// The real place of a path, links resolved, in the form people write.
pub fn real(path: &Path) -> io::Result<PathBuf> {
    path.canonicalize().map(spoken)
}

#[cfg(unix)]
fn spoken(path: PathBuf) -> PathBuf {
    path
}

/// Without the `\\?\` that Windows puts in front, where the rest means the same.
#[cfg(windows)]
fn spoken(path: PathBuf) -> PathBuf {
    let plain = path.to_str().and_then(|text| text.strip_prefix(r"\\?\"));
    match plain.filter(|text| text.as_bytes().get(1) == Some(&b':')) {
        Some(text) => PathBuf::from(text),
        None => path,
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
