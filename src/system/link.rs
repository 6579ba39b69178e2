//! Links to folders: symbolic links on Unix, junctions on Windows (they need no privilege).

use std::path::{Path, PathBuf};
use std::{fs, io};

/// Where a link points, as it is written.
#[cfg(unix)]
pub fn read(link: &Path) -> io::Result<PathBuf> {
    fs::read_link(link)
}

/// Makes `link` point to the folder `target`. An existing link is swapped by one rename, so that there is no
/// moment without one. The target is written relative to the link where it lies below the link's folder, so that
/// a home can be moved. One caller at a time: a lock is the caller's matter.
#[cfg(unix)]
pub fn replace(target: &Path, link: &Path) -> io::Result<()> {
    let folder = link.parent().unwrap_or(Path::new("/"));
    let target = target.strip_prefix(folder).unwrap_or(target);
    let name = link.file_name().unwrap_or_default().to_string_lossy();
    let fresh = folder.join(format!(".{name}-new"));
    // Left by a run that was killed.
    let _ = fs::remove_file(&fresh);
    std::os::unix::fs::symlink(target, &fresh)?;
    fs::rename(&fresh, link).inspect_err(|_| drop(fs::remove_file(&fresh)))
}

/// Where a junction, or a symbolic link, points.
#[cfg(windows)]
pub fn read(link: &Path) -> io::Result<PathBuf> {
    match junction::get_target(link) {
        Ok(target) => Ok(target),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(error),
        Err(_) => fs::read_link(link),
    }
}

/// Makes `link` point to the folder `target`. A junction cannot be renamed over another one: there is a moment
/// without a link, which readers bridge by asking again.
#[cfg(windows)]
pub fn replace(target: &Path, link: &Path) -> io::Result<()> {
    match fs::symlink_metadata(link) {
        Ok(_) => fs::remove_dir(link)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    junction::create(target, link)
}

/// Makes a new symbolic link with this very target; anything there already is an error.
#[cfg(unix)]
pub fn create(target: &Path, link: &Path, _to_folder: bool) -> io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

/// Makes a new symbolic link with this very target; anything there already is an error. Needs a privilege, or
/// the developer mode.
#[cfg(windows)]
pub fn create(target: &Path, link: &Path, to_folder: bool) -> io::Result<()> {
    let target: PathBuf = target.iter().collect();
    if to_folder {
        std::os::windows::fs::symlink_dir(target, link)
    } else {
        std::os::windows::fs::symlink_file(target, link)
    }
}

/// Makes a new link to a folder, its target as given; anything there already is an error.
#[cfg(unix)]
pub fn create_to_folder(target: &Path, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

/// Makes a new junction; anything there already is an error.
#[cfg(windows)]
pub fn create_to_folder(target: &Path, link: &Path) -> io::Result<()> {
    junction::create(target, link)
}

/// Removes a link, never what it leads to.
#[cfg(unix)]
pub fn remove(link: &Path) -> io::Result<()> {
    fs::remove_file(link)
}

/// Removes a link or a junction, never what it leads to.
#[cfg(windows)]
pub fn remove(link: &Path) -> io::Result<()> {
    // Links to folders are removed as folders, links to files as files.
    fs::remove_dir(link).or_else(|_| fs::remove_file(link))
}
