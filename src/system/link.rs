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
/// a home can be moved. `Unsupported` where the file system has no links. One caller at a time: a lock is the
/// caller's matter.
#[cfg(unix)]
pub fn replace(target: &Path, link: &Path) -> io::Result<()> {
    let folder = link.parent().unwrap_or(Path::new("/"));
    let target = match target.strip_prefix(folder) {
        Ok(itself) if itself.as_os_str().is_empty() => Path::new("."),
        Ok(below) => below,
        Err(_) => target,
    };
    let name = link.file_name().unwrap_or_default().to_string_lossy();
    let fresh = folder.join(format!(".{name}-new"));
    // Left by a run that was killed.
    let _ = fs::remove_file(&fresh);
    create_to_folder(target, &fresh)?;
    fs::rename(&fresh, link).inspect_err(|_| drop(fs::remove_file(&fresh)))
}

/// Where a junction, or a symbolic link, points. While another process swaps the link, and after one that was killed
/// over it, the coming link is already there under its first name.
#[cfg(windows)]
pub fn read(link: &Path) -> io::Result<PathBuf> {
    match windows::target(link) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let coming = windows::target(&windows::beside(link, "new"));
            coming.or_else(|_| windows::target(link)).map_err(|_| error)
        }
        read => read,
    }
}

/// Makes `link` point to the folder `target`: a junction, or where there are none (exFAT, a share, Wine) a symbolic
/// link, if this user may make one and it leads there. `Unsupported` if neither is possible. One caller at a
/// time: a lock is the caller's matter.
#[cfg(windows)]
pub fn replace(target: &Path, link: &Path) -> io::Result<()> {
    let (fresh, aside) = (windows::beside(link, "new"), windows::beside(link, "old"));
    // Left by a run that was killed.
    windows::discard(&aside)?;
    // A reader that looks whether it is coming has it open for a moment.
    let made = super::retry::patiently(|| {
        windows::discard(&fresh).and_then(|()| windows::make(target, &fresh)).map_err(windows::still_held)
    });
    made.inspect_err(|_| drop(windows::discard(&fresh)))?;
    windows::swap(&fresh, link, &aside).inspect_err(|_| drop(windows::discard(&fresh)))
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
    if link.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let target: PathBuf = target.iter().collect();
    if to_folder {
        std::os::windows::fs::symlink_dir(target, link)?;
    } else {
        std::os::windows::fs::symlink_file(target, link)?;
    }
    // Wine says that it has made one, and has not.
    link.symlink_metadata().map(|_| ())
}

/// Makes a new link to a folder, its target as given; anything there already is an error. `Unsupported` where the
/// file system has no links.
#[cfg(unix)]
pub fn create_to_folder(target: &Path, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, link).map_err(|error| match error.raw_os_error() {
        // EPERM: FAT, exFAT. A folder that may not be written to is another error.
        Some(1) => io::Error::new(io::ErrorKind::Unsupported, error),
        _ => error,
    })
}

/// Makes a new junction, or a symbolic link where there are none; anything there already is an error. `Unsupported`
/// if neither is possible.
#[cfg(windows)]
pub fn create_to_folder(target: &Path, link: &Path) -> io::Result<()> {
    if link.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    windows::make(target, link).inspect_err(|_| drop(windows::discard(link)))
}

/// Whether links to folders can be made there; that a test is skipped where not is said past the test harness.
#[cfg(test)]
pub(crate) fn possible_in(folder: &Path) -> bool {
    use std::io::Write;
    let link = folder.join("probe-of-links");
    let error = match create_to_folder(folder, &link) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => error,
        made => {
            made.and_then(|()| remove(&link)).expect("a folder of the test's own");
            return true;
        }
    };
    let test = std::thread::current().name().unwrap_or_default().to_owned();
    let _ = writeln!(io::stderr(), "SKIPPED {test}: no links to folders can be made here: {error}");
    false
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
    super::retry::patiently(|| fs::remove_dir(link).or_else(|_| fs::remove_file(link)))
}

/// Removes a link that [`replace`] made, with whatever a killed run of that left. None is fine.
pub fn forget(link: &Path) -> io::Result<()> {
    #[cfg(windows)]
    for leftover in ["new", "old"] {
        windows::discard(&windows::beside(link, leftover))?;
    }
    match link.symlink_metadata() {
        Ok(meta) if meta.is_symlink() => remove(link),
        _ => Ok(()),
    }
}

#[cfg(windows)]
mod windows {
    use crate::system::retry;
    use std::path::{Component, Path, PathBuf, Prefix};
    use std::{fs, io};

    /// What a file system says that has no reparse points: not supported, invalid function, invalid parameter.
    const WITHOUT_LINKS: [i32; 3] = [50, 1, 87];

    pub fn beside(link: &Path, kind: &str) -> PathBuf {
        let name = link.file_name().unwrap_or_default().to_string_lossy();
        link.with_file_name(format!(".{name}-{kind}"))
    }

    pub fn target(link: &Path) -> io::Result<PathBuf> {
        match junction::get_target(link) {
            Ok(target) => Ok(target),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(error),
            Err(_) => fs::read_link(link),
        }
    }

    /// Removes a link, or the empty folder that a link was to become. A folder with anything in it stays, and is
    /// an error.
    pub fn discard(link: &Path) -> io::Result<()> {
        // A reader may have it open just now.
        match retry::patiently(|| fs::remove_dir(link)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// A name that was given up a moment ago is taken for as long as a reader has it open: that passes.
    pub fn still_held(error: io::Error) -> io::Error {
        const SHARING_VIOLATION: i32 = 32;
        match error.kind() {
            io::ErrorKind::AlreadyExists => io::Error::from_raw_os_error(SHARING_VIOLATION),
            _ => error,
        }
    }

    pub fn make(target: &Path, link: &Path) -> io::Result<()> {
        let Err(error) = make_junction(target, link) else { return Ok(()) };
        let without_links = error.kind() == io::ErrorKind::Unsupported
            || error.raw_os_error().is_some_and(|code| WITHOUT_LINKS.contains(&code));
        if !without_links {
            return Err(error);
        }
        discard(link)?;
        let linked = std::os::windows::fs::symlink_dir(target, link).and_then(|()| leads(link, target));
        linked.map_err(|_| io::Error::new(io::ErrorKind::Unsupported, error))
    }

    /// A junction names a place of this machine: one that names a share is made, and leads nowhere.
    fn make_junction(target: &Path, link: &Path) -> io::Result<()> {
        if is_on_share(target) || is_on_share(link) {
            return Err(io::ErrorKind::Unsupported.into());
        }
        junction::create(target, link)?;
        leads(link, target)
    }

    fn is_on_share(path: &Path) -> bool {
        match path.components().next() {
            Some(Component::Prefix(prefix)) => {
                matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
            }
            _ => false,
        }
    }

    /// A link on a drive that is a share in truth is made without an error, and the other side takes it for a place
    /// of its own. So it is tried.
    fn leads(link: &Path, target: &Path) -> io::Result<()> {
        if target.is_dir() && !link.is_dir() { Err(io::ErrorKind::Unsupported.into()) } else { Ok(()) }
    }

    /// Puts the fresh link in the place of the old one: in one step where the system can, else in two renames.
    pub fn swap(fresh: &Path, link: &Path, aside: &Path) -> io::Result<()> {
        match fs::symlink_metadata(link) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return retry::rename(fresh, link),
            Err(error) => return Err(error),
            // An empty folder may go; one with anything in it is somebody's.
            Ok(meta) if !meta.is_symlink() => fs::remove_dir(link)?,
            Ok(_) if fs::rename(fresh, link).is_ok() => return Ok(()),
            Ok(_) => retry::patiently(|| fs::rename(link, aside).map_err(still_held))?,
        }
        retry::rename(fresh, link).inspect_err(|_| drop(fs::rename(aside, link)))?;
        // It harms nobody, and the next swap has it.
        let _ = discard(aside);
        Ok(())
    }
}
