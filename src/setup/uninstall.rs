//! Taking gv away: the blocks in startup files, the variables of the registry, then what gv keeps. Refuses any folder that is not plainly a home of
//! gv's, deletes nothing it does not know, and nothing through a link.

use super::{Error, environment, links, programs, rc, shims, state};
use crate::env::Env;
use crate::home::Home;
use crate::lang::{Lang, say};
use crate::ledger::{Change, Ledger};
use crate::shell::Shell;
use crate::store;
use crate::system::Action;
use crate::system::{directory, file, launcher, rights};
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
    /// It belongs to another user, or lies on a read-only disk.
    NotWritable,
    /// It is no folder, or has nothing in it that only a home of gv's has.
    NotGv,
}

/// What would be taken away.
#[derive(Debug)]
pub struct Plan {
    /// The startup files with a block.
    pub startup_files: Vec<rc::StartupChange>,
    /// The variables of the registry with something of gv's.
    pub variables: Vec<environment::VariableChange>,
    /// The links and files of `gv setup --link-dir` and `--system`.
    pub links: Vec<PathBuf>,
    /// What would be deleted from the home, folders as a whole.
    pub doomed: Vec<PathBuf>,
    /// What is not gv's and would stay.
    pub unknown: Vec<PathBuf>,
}

/// What was taken away.
#[derive(Debug)]
pub struct Uninstalled {
    /// The startup files that had a block.
    pub startup_files: Vec<rc::StartupChange>,
    /// The variables of the registry that had something of gv's.
    pub variables: Vec<environment::VariableChange>,
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
    let links = links_of(home).into_iter().map(|(path, _)| path).collect();
    Ok(Plan { startup_files, variables, links, doomed, unknown })
}

/// Takes gv away. Goes on after something could not be deleted. A home that is not there is no error.
pub fn run(home: &Home, env: &Env) -> Result<Uninstalled, Error> {
    let root = checked_root(home, env)?;
    let mut result = Uninstalled {
        startup_files: rc::take_out(home, env),
        variables: environment::remove(home, env),
        removed: Vec::new(),
        left: Vec::new(),
    };
    let Some(root) = root else { return Ok(result) };
    for (path, link) in links_of(home) {
        match links::remove(&link) {
            Ok(()) => result.removed.push(path),
            Err(Error::Io(error)) => result.left.push(Left { path, why: Why::Failed(error.source) }),
            Err(error) => return Err(error),
        }
    }
    let (doomed, unknown) = sorted(&Home::at(&root))?;
    result.left = unknown.into_iter().map(|path| Left { path, why: Why::Unknown }).collect();
    for path in doomed {
        delete(path, &mut result);
    }
    remove_empty(&root, home.root(), &mut result);
    Ok(result)
}

/// What `gv setup` placed outside the home, as far as it is still as gv made it.
fn links_of(home: &Home) -> Vec<(PathBuf, Change)> {
    let changes = Ledger::read(home).entries.into_iter().map(|entry| entry.change);
    let there = changes.filter(links::is_there);
    let path = |change: Change| match &change {
        Change::Link { path, .. } | Change::File { path, .. } => Some((path.clone(), change)),
        Change::Setting { .. }
        | Change::Git { .. }
        | Change::Addresses { .. }
        | Change::Edited { .. }
        | Change::Service { .. } => None,
    };
    there.filter_map(path).collect()
}

/// The real folder of the home; `None` when there is none.
fn checked_root(home: &Home, env: &Env) -> Result<Option<PathBuf>, Error> {
    let root = match directory::real(home.root()) {
        Ok(root) => root,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::io(Action::Read, home.root())(error)),
    };
    let user = env.home_dir().map(|user| directory::real(user).unwrap_or_else(|_| user.to_owned()));
    let why = if root.parent().is_none() {
        Refusal::FileSystemRoot
    } else if user.is_some_and(|user| user.starts_with(&root)) {
        Refusal::HoldsUserHome
    } else if !looks_like_home(&Home::at(&root)) {
        Refusal::NotGv
    } else if rights::is_of_another(&root) && !rights::can_make_in(&root) {
        Refusal::NotWritable
    } else {
        return Ok(Some(root));
    };
    Err(Error::NotRemovable { root: home.root().to_owned(), why })
}

/// gv-shim in `bin`, the store beside gv's state, or a state with files of gv's and nothing else: no other program's folder
/// has these.
fn looks_like_home(home: &Home) -> bool {
    programs::shim(home).is_file()
        || (home.versions().is_dir() && home.state().is_dir())
        || state::is_gvs_alone(home)
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
    for path in entries(&home.links())? {
        let ours = path.is_symlink();
        sort(path, ours);
    }
    for path in entries(&home.editors())? {
        let ours = path.join("goroot").is_symlink();
        sort(path, ours);
    }
    for path in entries(&home.scripts())? {
        let ours = Shell::ALL.iter().any(|shell| path == home.script(shell.name()));
        sort(path, ours);
    }
    let sorted = [home.shims(), home.versions(), home.bin(), home.links(), home.editors(), home.scripts()];
    for path in entries(home.root())? {
        if sorted.contains(&path) && !path.is_symlink() {
        } else if path == home.cache() && !store::cache::strangers(home)?.is_empty() {
            store::cache::list(home)?.into_iter().for_each(|entry| sort(entry.path, true));
            store::cache::strangers(home)?.into_iter().for_each(|path| sort(path, false));
        } else if path == home.state() && path.is_dir() && !path.is_symlink() {
            let state = state::sorted(home)?;
            state.own.into_iter().for_each(|path| sort(path, true));
            state.unknown.into_iter().for_each(|path| sort(path, false));
        } else if path == home.current() {
            let ours = path.is_symlink();
            sort(path, ours);
        } else {
            let ours = [home.cache(), home.state(), home.config(), home.previous()].contains(&path)
                || is_temporary(&path);
            sort(path, ours);
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
    let entries = fs::read_dir(folder).map_err(Error::io(Action::Read, folder))?;
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
    let inner = [home.shims(), home.versions(), home.links(), home.editors(), home.scripts(), home.bin()];
    for folder in inner.into_iter().chain([root.to_owned()]) {
        if fs::remove_dir(&folder).is_ok() {
            result.removed.push(folder);
        }
    }
    if named.is_symlink() && !root.exists() && file::remove(named).is_ok() {
        result.removed.push(named.to_owned());
    }
}

impl Refusal {
    /// Why the folder is not deleted.
    pub fn message(self, lang: Lang) -> String {
        match self {
            Self::FileSystemRoot => say!(lang, "it is the root of a file system", "它是文件系统的根目录"),
            Self::HoldsUserHome => {
                say!(lang, "it is, or contains, your home directory", "它就是您的主目录，或包含您的主目录")
            }
            Self::NotWritable => say!(
                lang,
                "it belongs to another user, and you may not write to it",
                "它属于另一个用户，您没有写入权限"
            ),
            Self::NotGv => say!(lang, "it does not look like a gv home", "它不像是 gv 的目录"),
        }
    }
}
