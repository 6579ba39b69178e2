//! Programs on disk: put in place even while they run, and linked under other names.

use super::file::{self, Modes};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The beginning of the names of files that are being made, or waiting to be deleted. No other names start so.
pub const TEMPORARY: &str = ".gv-tmp-";

/// Copies a program to a place of any name in a folder that is there, replacing what has that name in one step. A
/// program that runs goes on undisturbed.
pub fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let fresh = temporary(to, "new");
    // Left by a run that was killed and whose process number this one got.
    let _ = fs::remove_file(&fresh);
    let made = Modes::unknown().create(&fresh, true)?;
    fill(from, made).and_then(|()| replace(&fresh, to)).inspect_err(|_| drop(fs::remove_file(&fresh)))
}

fn fill(from: &Path, mut to: File) -> io::Result<()> {
    io::copy(&mut File::open(from)?, &mut to)?;
    to.sync_all()
}

/// Gives a program another name, as a link where the file system has them, else as a copy.
pub fn link(program: &Path, link: &Path) -> io::Result<()> {
    let fresh = temporary(link, "new");
    // Left by a run that was killed and whose process number this one got.
    let _ = fs::remove_file(&fresh);
    match make_link(program, &fresh) {
        Ok(()) => replace(&fresh, link).inspect_err(|_| drop(fs::remove_file(&fresh))),
        // FAT, some network shares.
        Err(_) => copy(program, link),
    }
}

/// Deletes a program. On Windows one that runs is put aside instead and its new place returned; it goes with the
/// next [`sweep`] of its folder.
pub fn remove(program: &Path) -> io::Result<Option<PathBuf>> {
    // No patience here: what runs is not gone in ten seconds, and can be renamed at once.
    match fs::remove_file(program) {
        Ok(()) => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) if cfg!(unix) => Err(error),
        Err(_) => {
            let aside = temporary(program, "old");
            file::rename(program, &aside)?;
            Ok(fs::remove_file(&aside).is_err().then_some(aside))
        }
    }
}

/// Deletes what earlier runs left in a folder, as far as it can be.
pub fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The target of a link from one folder of the home into another, relative so that the home can be moved.
pub fn relative(program: &Path) -> PathBuf {
    let parts = [program.parent().and_then(Path::file_name), program.file_name()];
    Path::new("..").join(parts.into_iter().flatten().collect::<PathBuf>())
}

fn temporary(path: &Path, kind: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{TEMPORARY}{kind}-{}-{name}", std::process::id()))
}

#[cfg(unix)]
fn make_link(program: &Path, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(relative(program), link)
}

/// A hard link: it needs no privilege, and the program sees the name it was started by.
#[cfg(windows)]
fn make_link(program: &Path, link: &Path) -> io::Result<()> {
    fs::hard_link(program, link)
}

#[cfg(unix)]
fn replace(fresh: &Path, target: &Path) -> io::Result<()> {
    fs::rename(fresh, target)
}

/// A running program cannot be overwritten, but it can be renamed.
#[cfg(windows)]
fn replace(fresh: &Path, target: &Path) -> io::Result<()> {
    let Err(error) = fs::rename(fresh, target) else { return Ok(()) };
    let aside = temporary(target, "old");
    if fs::rename(target, &aside).is_err() {
        return Err(error);
    }
    file::rename(fresh, target).inspect_err(|_| drop(fs::rename(&aside, target)))?;
    // Still running, mostly: the next sweep has it.
    let _ = fs::remove_file(&aside);
    Ok(())
}
