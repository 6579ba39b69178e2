//! gv and gv-shim in the home's `bin`. They come from beside the running gv, from nowhere else.

use super::Error;
use crate::env::Env;
use crate::home::Home;
use crate::system::Action;
use crate::system::{file, launcher, link};
use std::env::consts::EXE_SUFFIX;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

/// A program in `bin`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Where it lies.
    pub path: PathBuf,
    /// Whether this run put it there.
    pub written: bool,
}

/// Where gv-shim lies in a home, there or not.
pub fn shim(home: &Home) -> PathBuf {
    home.bin().join(format!("gv-shim{EXE_SUFFIX}"))
}

/// Where gv lies in a home, there or not.
pub fn gv(home: &Home) -> PathBuf {
    home.bin().join(format!("gv{EXE_SUFFIX}"))
}

/// Whether a home has both programs.
pub fn are_there(home: &Home) -> bool {
    gv(home).is_file() && shim(home).is_file()
}

/// Puts both programs into `bin`; what is there byte for byte stays untouched. The caller holds the lock.
pub(super) fn install(home: &Home, env: &Env) -> Result<Vec<Program>, Error> {
    let running = env.exe().ok_or(Error::NoProgram)?;
    let companion = beside(running)?;
    file::create_folder(&home.bin()).map_err(Error::io(Action::Create, home.bin()))?;
    launcher::sweep(&home.bin());
    // gv-shim first: a gv that is there finds its companion.
    Ok(vec![place(&companion, shim(home))?, place(running, gv(home))?])
}

/// The gv-shim that belongs to a gv. A package manager may have linked gv alone into its `bin`.
fn beside(gv: &Path) -> Result<PathBuf, Error> {
    let name = format!("gv-shim{EXE_SUFFIX}");
    let here = gv.with_file_name(&name);
    let there = gv.canonicalize().ok().map(|gv| gv.with_file_name(&name));
    let found = [Some(here.clone()), there].into_iter().flatten().find(|path| path.is_file());
    found.ok_or(Error::NoShim { path: here })
}

fn place(source: &Path, path: PathBuf) -> Result<Program, Error> {
    if cfg!(all(unix, feature = "no-self-update")) {
        return place_link(source, path);
    }
    let written = !same_content(source, &path);
    if written {
        launcher::copy(source, &path).map_err(Error::io(Action::Write, &path))?;
    }
    Ok(Program { path, written })
}

/// A package's programs are linked to: the package manager upgrades them, and no stale copy stays behind.
fn place_link(source: &Path, path: PathBuf) -> Result<Program, Error> {
    let is_there = link::read(&path).is_ok_and(|there| there == source);
    if !is_there {
        link::replace(source, &path).map_err(Error::io(Action::Link, &path))?;
    }
    Ok(Program { path, written: !is_there })
}

/// Whether two files hold the same bytes. One that cannot be read is not the same.
pub(super) fn same_content(a: &Path, b: &Path) -> bool {
    let length = |path: &Path| path.metadata().ok().map(|meta| meta.len());
    length(a).is_some() && length(a) == length(b) && same_bytes(a, b).unwrap_or(false)
}

fn same_bytes(a: &Path, b: &Path) -> io::Result<bool> {
    let (mut a, mut b) = (BufReader::new(File::open(a)?), BufReader::new(File::open(b)?));
    let (mut left, mut right) = ([0; 8192], [0; 8192]);
    loop {
        let count = a.read(&mut left)?;
        if count == 0 {
            return Ok(b.read(&mut right[..1])? == 0);
        }
        if b.read_exact(&mut right[..count]).is_err() || left[..count] != right[..count] {
            return Ok(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn contents_are_compared_to_the_last_byte() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, content: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, content).unwrap();
            path
        };
        let long = vec![7; 20_000];
        let mut other = long.clone();
        other[19_999] = 8;
        let (a, b, c) = (file("a", &long), file("b", &long), file("c", &other));
        assert!(same_content(&a, &b));
        assert!(!same_content(&a, &c));
        assert!(!same_content(&a, &folder.path().join("none")));
        assert!(same_content(&file("d", b""), &file("e", b"")));
    }
}
