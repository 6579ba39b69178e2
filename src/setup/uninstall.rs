//! Taking gv away: the blocks in startup files, the variables of the registry, then what gv keeps. Refuses any folder that is not plainly a home of
//! gv's, deletes nothing it does not know, and nothing through a link.

use super::{Error, environment, programs, rc, shims};
use crate::env::Env;
use crate::home::Home;
use crate::store;
use crate::system::{directory, file, launcher};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Why a folder is not deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is the root of a file system.
    FileSystemRoot,
    /// It is the user's home directory, or that lies in it.
    HoldsUserHome,
    /// It is no folder, or has nothing in it that only a home of gv's has.
    NotGv,
}

/// What would be taken away.
#[derive(Debug)]
pub struct Plan {
    /// The startup files with a block.
    pub startup_files: Vec<rc::Change>,
    /// The variables of the registry with something of gv's.
    pub variables: Vec<environment::Change>,
    /// What would be deleted from the home, folders as a whole.
    pub doomed: Vec<PathBuf>,
    /// What is not gv's and would stay.
    pub unknown: Vec<PathBuf>,
}

/// What was taken away.
#[derive(Debug)]
pub struct Uninstalled {
    /// The startup files that had a block.
    pub startup_files: Vec<rc::Change>,
    /// The variables of the registry that had something of gv's.
    pub variables: Vec<environment::Change>,
    /// What was deleted.
    pub removed: Vec<PathBuf>,
    /// What is still there, and why.
    pub left: Vec<Left>,
}

/// Something that was not deleted.
#[derive(Debug)]
pub struct Left {
    /// Where it is now.
    pub path: PathBuf,
    /// Why it is still there.
    pub why: Why,
}

/// Why something was not deleted.
#[derive(Debug)]
pub enum Why {
    /// gv did not put it there.
    Unknown,
    /// It is a program that runs at this moment (on Windows); it can be deleted once it has ended.
    Running,
    /// The system refused.
    Failed(io::Error),
}

/// Looks at what [`run`] would do. Refuses as it would.
pub fn plan(home: &Home, env: &Env) -> Result<Plan, Error> {
    let (startup_files, variables) = (rc::plan_removal(home, env), environment::plan_removal(home, env));
    let (doomed, unknown) = match checked_root(home, env)? {
        Some(root) => sorted(&Home::at(root))?,
        None => (Vec::new(), Vec::new()),
    };
    Ok(Plan { startup_files, variables, doomed, unknown })
}

/// Takes gv away. Goes on after something could not be deleted. A home that is not there is no error.
pub fn run(home: &Home, env: &Env) -> Result<Uninstalled, Error> {
    let root = checked_root(home, env)?;
    let mut result = Uninstalled {
        startup_files: rc::remove(home, env),
        variables: environment::remove(home, env),
        removed: Vec::new(),
        left: Vec::new(),
    };
    let Some(root) = root else { return Ok(result) };
    let (doomed, unknown) = sorted(&Home::at(&root))?;
    result.left = unknown.into_iter().map(|path| Left { path, why: Why::Unknown }).collect();
    for path in doomed {
        delete(path, &mut result);
    }
    remove_empty(&root, home.root(), &mut result);
    Ok(result)
}

/// The real folder of the home; `None` when there is none.
fn checked_root(home: &Home, env: &Env) -> Result<Option<PathBuf>, Error> {
    let root = match directory::real(home.root()) {
        Ok(root) => root,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::io("read", home.root())(error)),
    };
    let user = env.home_dir().map(|user| directory::real(user).unwrap_or_else(|_| user.to_owned()));
    let why = match () {
        () if root.parent().is_none() => Refusal::FileSystemRoot,
        () if user.is_some_and(|user| user.starts_with(&root)) => Refusal::HoldsUserHome,
        () if !looks_like_home(&Home::at(&root)) => Refusal::NotGv,
        () => return Ok(Some(root)),
    };
    Err(Error::NotRemovable { root: home.root().to_owned(), why })
}

/// gv-shim in `bin`, or the store beside gv's state: no other program's folder has these.
fn looks_like_home(home: &Home) -> bool {
    programs::shim(home).is_file() || (home.versions().is_dir() && home.state().is_dir())
}

/// What is gv's, in the order it goes, and what is not.
fn sorted(home: &Home) -> Result<(Vec<PathBuf>, Vec<PathBuf>), Error> {
    let (mut doomed, mut unknown) = (Vec::new(), Vec::new());
    let mut sort = |path: PathBuf, ours: bool| if ours { doomed.push(path) } else { unknown.push(path) };
    for path in entries(&home.shims())? {
        let ours = is_temporary(&path) || shims::is_ours(home, &path);
        sort(path, ours);
    }
    for path in entries(&home.versions())? {
        let ours = store::owns(&path);
        sort(path, ours);
    }
    for path in entries(home.root())? {
        match () {
            () if path == home.shims() || path == home.versions() || path == home.bin() => {}
            () if path == home.current() => {
                let ours = path.is_symlink();
                sort(path, ours);
            }
            () => {
                let ours = [home.cache(), home.state(), home.config()].contains(&path) || is_temporary(&path);
                sort(path, ours);
            }
        }
    }
    // The programs last: a run that is cut short can be repeated.
    for path in entries(&home.bin())? {
        let ours = is_temporary(&path) || [programs::gv(home), programs::shim(home)].contains(&path);
        sort(path, ours);
    }
    Ok((doomed, unknown))
}

/// A folder's entries, sorted. None when it is not there, or is a link: what lies behind one is not ours.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    if !folder.symlink_metadata().is_ok_and(|meta| meta.is_dir()) {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(folder).map_err(Error::io("read", folder))?;
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

fn is_temporary(path: &Path) -> bool {
    name(path).is_some_and(|name| name.starts_with(launcher::TEMPORARY) || name.starts_with(".current-"))
}

fn name(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()
}

fn delete(path: PathBuf, result: &mut Uninstalled) {
    let removed = if path.is_symlink() || path.is_dir() {
        file::remove(&path).map(|()| None)
    } else {
        launcher::remove(&path)
    };
    match removed {
        Ok(None) => result.removed.push(path),
        Ok(Some(aside)) => result.left.push(Left { path: aside, why: Why::Running }),
        Err(error) => result.left.push(Left { path, why: Why::Failed(error) }),
    }
}

/// Deletes the folders that are empty now, and the link that led to the home, where one did.
fn remove_empty(root: &Path, named: &Path, result: &mut Uninstalled) {
    let home = Home::at(root);
    for folder in [home.shims(), home.versions(), home.bin(), root.to_owned()] {
        if fs::remove_dir(&folder).is_ok() {
            result.removed.push(folder);
        }
    }
    if named.is_symlink() && !root.exists() && file::remove(named).is_ok() {
        result.removed.push(named.to_owned());
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FileSystemRoot => "it is the root of a file system",
            Self::HoldsUserHome => "it is, or holds, your home directory",
            Self::NotGv => "it does not look like a home of gv's",
        })
    }
}
