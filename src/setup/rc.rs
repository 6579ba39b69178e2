//! The startup files of bash, zsh and fish: which ones, and one marked block in each. Files are written in place, so
//! that mode, owner, links to them and whatever else hangs on a file stay as they are.
//!
//! What reads what, and so where the block goes:
//! - bash: `~/.bashrc` for interactive shells, and the first login file that exists. The one for logins moves the
//!   shims to the front, the other only adds them where they are missing.
//! - zsh: `.zshrc` and `.zprofile` likewise. Not `.zshenv`: every script reads it, and on macOS `/etc/zprofile` sorts
//!   PATH again after it, which would put `/usr/local/go/bin` in front. For the same reason the login files move.
//! - fish: a file of our own in `conf.d`, which knows itself whether the shell is a login shell.
//! - a plain `sh` as login shell, or as the only shell there is (busybox), where there is no bash: `~/.profile`.
//!
//! Non-interactive shells inherit PATH; `ssh host go` of bash or zsh reads none of these.

use super::{Error, block};
use crate::env::Env;
use crate::home::Home;
use crate::shell::{self, Shell};
use crate::system::Action;
use crate::system::{file, posix, program};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// No startup file is larger.
const LIMIT: u64 = 64 << 20;

/// One startup file, and what was done with it, or would be.
#[derive(Debug)]
pub struct StartupChange {
    /// The file, as the shell names it (it may be a link).
    pub file: PathBuf,
    /// The shell that reads it.
    pub shell: Shell,
    /// What happened, or would happen.
    pub kind: Effect,
    /// The lines that stand in the block; empty where one was taken out.
    pub lines: String,
}

/// What happens to a startup file.
#[derive(Debug)]
pub enum Effect {
    /// There was no file.
    Created,
    /// The block was put at the end of the file.
    Added,
    /// Another block was replaced.
    Updated,
    /// The block was there already, just so.
    Unchanged,
    /// The block was taken out.
    Removed,
    /// The file held nothing but the block and is gone.
    Deleted,
    /// The block belongs to another home and stays.
    OtherHome,
    /// This file could not be changed; the others were.
    Failed(Error),
}

/// What `gv setup` would write where. Empty where no shell with a startup file was found.
pub fn plan(home: &Home, env: &Env) -> Result<Vec<StartupChange>, Error> {
    changes(home, env, |file, lines| Ok(edit(file, lines)?.kind))
}

/// Writes the blocks. A file that cannot be written does not keep the others from being.
pub fn write(home: &Home, env: &Env) -> Result<Vec<StartupChange>, Error> {
    changes(home, env, |file, lines| {
        let edit = edit(file, lines)?;
        match edit.kind {
            Effect::Created => create(file, &edit.after)?,
            Effect::Added | Effect::Updated => overwrite(file, &edit)?,
            _ => {}
        }
        Ok(edit.kind)
    })
}

/// The files whose block is this home's and not what [`write`] would put there, as an earlier gv left it.
pub fn outdated(home: &Home, env: &Env) -> Result<Vec<PathBuf>, Error> {
    renewals(home, env, |_, _| Ok(()))
}

/// Renews the blocks that are [`outdated`], and touches no other file. The answer says which.
pub fn renew(home: &Home, env: &Env) -> Result<Vec<PathBuf>, Error> {
    renewals(home, env, overwrite)
}

fn renewals(
    home: &Home,
    env: &Env,
    act: impl Fn(&Path, &Edit) -> Result<(), Error>,
) -> Result<Vec<PathBuf>, Error> {
    let changes = changes(home, env, |file, lines| {
        let edit = edit(file, lines)?;
        let block = block::get(&edit.before).map_err(damaged(file))?;
        let own = block.is_some_and(|block| names_home(block, home, env));
        if !own || !matches!(edit.kind, Effect::Updated) {
            return Ok(Effect::Unchanged);
        }
        act(file, &edit)?;
        Ok(edit.kind)
    })?;
    Ok(changes.into_iter().filter(|c| matches!(c.kind, Effect::Updated)).map(|change| change.file).collect())
}

/// What `gv self uninstall` would take out where: the startup files that have a block of gv's, damaged ones too.
pub fn plan_removal(home: &Home, env: &Env) -> Vec<StartupChange> {
    removals(env, |file| Ok(cut(file, home, env)?.map(|edit| edit.kind)))
}

/// Takes this home's blocks out of every file that may have one, whether or not its shell is still there.
pub fn take_out(home: &Home, env: &Env) -> Vec<StartupChange> {
    removals(env, |file| {
        let Some(edit) = cut(file, home, env)? else { return Ok(None) };
        match edit.kind {
            Effect::Deleted => fs::remove_file(file).map_err(Error::io(Action::Remove, file))?,
            Effect::Removed => overwrite(file, &edit)?,
            _ => {}
        }
        Ok(Some(edit.kind))
    })
}

/// A startup file that wants a block.
struct Target {
    shell: Shell,
    file: PathBuf,
    /// Whether login shells read it: then the shims come first, whatever the system did to PATH.
    login: bool,
}

impl Target {
    fn new(shell: Shell, file: PathBuf, login: bool) -> Self {
        Self { shell, file, login }
    }
}

fn changes(
    home: &Home,
    env: &Env,
    act: impl Fn(&Path, &str) -> Result<Effect, Error>,
) -> Result<Vec<StartupChange>, Error> {
    let change = |target: Target| {
        let tell = if target.login { shell::login } else { shell::startup };
        let lines = tell(target.shell, home, env)?;
        let kind = act(&target.file, &lines).unwrap_or_else(Effect::Failed);
        Ok(StartupChange { file: target.file, shell: target.shell, kind, lines })
    };
    targets(env)?.into_iter().map(change).collect()
}

fn removals(env: &Env, act: impl Fn(&Path) -> Result<Option<Effect>, Error>) -> Vec<StartupChange> {
    let change = |(shell, file): (Shell, PathBuf)| {
        let kind = act(&file).unwrap_or_else(|error| Some(Effect::Failed(error)))?;
        Some(StartupChange { file, shell, kind, lines: String::new() })
    };
    candidates(env).into_iter().filter_map(change).collect()
}

fn targets(env: &Env) -> Result<Vec<Target>, Error> {
    if !posix::HAS_STARTUP_FILES {
        return Ok(Vec::new());
    }
    let user = env.home_dir().ok_or(Error::NoHomeDirectory)?;
    let mut targets = Vec::new();
    if is_here(
        Shell::Bash,
        env,
        &[user.join(".bashrc"), user.join(".bash_profile"), user.join(".bash_login")],
    ) {
        targets.push(Target::new(Shell::Bash, user.join(".bashrc"), false));
        targets.push(Target::new(Shell::Bash, bash_login_file(user), true));
    } else if Shell::of_user(env) == Some(Shell::Posix) {
        targets.push(Target::new(Shell::Posix, user.join(".profile"), true));
    }
    let zsh = folder(env, "ZDOTDIR").unwrap_or_else(|| user.to_owned());
    if is_here(Shell::Zsh, env, &[zsh.join(".zshrc"), zsh.join(".zprofile")]) {
        targets.push(Target::new(Shell::Zsh, zsh.join(".zshrc"), false));
        targets.push(Target::new(Shell::Zsh, zsh.join(".zprofile"), true));
    }
    let fish = fish_folder(env, user);
    if is_here(Shell::Fish, env, &[fish.join("config.fish")]) {
        targets.push(Target::new(Shell::Fish, fish.join("conf.d/gv.fish"), false));
    }
    if targets.is_empty() && Shell::of_user(env).is_none() {
        targets.push(Target::new(Shell::Posix, user.join(".profile"), true));
    }
    Ok(targets)
}

/// Every file that a `gv setup` of any time may have written to.
pub fn candidates(env: &Env) -> Vec<(Shell, PathBuf)> {
    let Some(user) = env.home_dir() else { return Vec::new() };
    let bash =
        [".bashrc", ".bash_profile", ".bash_login", ".profile"].map(|name| (Shell::Bash, user.join(name)));
    let zsh = [Some(user.to_owned()), folder(env, "ZDOTDIR")].into_iter().flatten();
    let zsh = zsh.flat_map(|folder| [".zshrc", ".zprofile"].map(|name| (Shell::Zsh, folder.join(name))));
    let fish = [user.join(".config/fish"), fish_folder(env, user)]
        .map(|fish| (Shell::Fish, fish.join("conf.d/gv.fish")));
    let mut files: Vec<(Shell, PathBuf)> = Vec::new();
    for candidate in bash.into_iter().chain(zsh).chain(fish) {
        if !files.contains(&candidate) {
            files.push(candidate);
        }
    }
    files
}

/// Whether the user has this shell: as the login shell, on PATH, or because there are files for it.
fn is_here(shell: Shell, env: &Env, traces: &[PathBuf]) -> bool {
    Shell::of_user(env) == Some(shell)
        || env.path_dirs().iter().any(|dir| program::is_program(&dir.join(shell.name())))
        || traces.iter().any(|file| file.symlink_metadata().is_ok())
}

fn bash_login_file(user: &Path) -> PathBuf {
    let files = [".bash_profile", ".bash_login", ".profile"].map(|name| user.join(name));
    let [_, _, profile] = &files;
    files.iter().find(|file| file.exists()).unwrap_or(profile).clone()
}

fn fish_folder(env: &Env, user: &Path) -> PathBuf {
    folder(env, "XDG_CONFIG_HOME").unwrap_or_else(|| user.join(".config")).join("fish")
}

/// A folder that a variable names. A relative one would mean another place each time.
fn folder(env: &Env, name: &str) -> Option<PathBuf> {
    env.get(name).map(PathBuf::from).filter(|path| path.is_absolute())
}

/// A change of one file, worked out but not made.
struct Edit {
    kind: Effect,
    before: Vec<u8>,
    after: Vec<u8>,
}

/// What putting the block in makes of a file.
fn edit(file: &Path, lines: &str) -> Result<Edit, Error> {
    let content = read(file)?;
    let after = block::put(content.as_deref(), lines).map_err(damaged(file))?;
    let kind = match &content {
        None => Effect::Created,
        Some(before) if *before == after => Effect::Unchanged,
        Some(before) if block::get(before).map_err(damaged(file))?.is_some() => Effect::Updated,
        Some(_) => Effect::Added,
    };
    if matches!(kind, Effect::Added | Effect::Updated) {
        check_writable(file)?;
    }
    Ok(Edit { kind, before: content.unwrap_or_default(), after })
}

/// What taking the block out makes of a file; `None` when it has none.
fn cut(file: &Path, home: &Home, env: &Env) -> Result<Option<Edit>, Error> {
    let Some(before) = read(file)? else { return Ok(None) };
    let Some(block) = block::get(&before).map_err(damaged(file))? else { return Ok(None) };
    if !names_home(block, home, env) {
        return Ok(Some(Edit { kind: Effect::OtherHome, after: before.clone(), before }));
    }
    let Some(rest) = block::take(&before).map_err(damaged(file))? else { return Ok(None) };
    check_writable(file)?;
    // fish's file bears gv's name: nobody misses an empty one.
    let disposable = rest.disposable || (rest.bytes.is_empty() && file.ends_with("conf.d/gv.fish"));
    let kind = if disposable && !file.is_symlink() { Effect::Deleted } else { Effect::Removed };
    Ok(Some(Edit { kind, before, after: rest.bytes }))
}

/// Whether a block puts this home on PATH, in the words of any shell.
fn names_home(block: &[u8], home: &Home, env: &Env) -> bool {
    let text = String::from_utf8_lossy(block);
    [Shell::Bash, Shell::Fish]
        .iter()
        .any(|shell| shell::folder(*shell, &home.shims(), env).is_ok_and(|shims| text.contains(&shims)))
}

fn damaged(file: &Path) -> impl Fn(block::Damage) -> Error {
    move |block::Damage { line, mark }| Error::Damaged { path: file.to_owned(), line, mark }
}

fn read(file: &Path) -> Result<Option<Vec<u8>>, Error> {
    match file::read_regular(file, LIMIT) {
        Ok(bytes) => Ok(Some(bytes)),
        // A link that leads nowhere is somebody's, and not for us to fill.
        Err(error) if error.kind() == io::ErrorKind::NotFound && !file.is_symlink() => Ok(None),
        Err(error) => Err(Error::io(Action::Read, file)(error)),
    }
}

/// Write protection counts for root too, whom the system would not stop.
fn check_writable(file: &Path) -> Result<(), Error> {
    let meta = file.metadata().map_err(Error::io(Action::Read, file))?;
    if meta.permissions().readonly() { Err(Error::ReadOnly { path: file.to_owned() }) } else { Ok(()) }
}

fn create(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    if let Some(folder) = file.parent() {
        file::create_folder(folder).map_err(Error::io(Action::Create, folder))?;
    }
    let opened = OpenOptions::new().write(true).create_new(true).open(file);
    let written = opened.and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(Error::io(Action::Write, file))
}

/// Writes what differs, in place. Where that fails half way (a full disk), the old bytes are put back: their room
/// is still the file's.
fn overwrite(file: &Path, Edit { before, after, .. }: &Edit) -> Result<(), Error> {
    let opened = OpenOptions::new().read(true).write(true).open(file);
    let written = opened.and_then(|mut open| {
        let mut now = Vec::new();
        open.read_to_end(&mut now)?;
        if now != *before {
            return Err(io::Error::other("it changed just now"));
        }
        let same = before.iter().zip(after).take_while(|(a, b)| a == b).count();
        write_from(&mut open, same, after).inspect_err(|_| drop(write_from(&mut open, same, before)))
    });
    written.map_err(Error::io(Action::Write, file))
}

fn write_from(file: &mut File, position: usize, bytes: &[u8]) -> io::Result<()> {
    file.seek(SeekFrom::Start(position as u64))?;
    file.write_all(&bytes[position..])?;
    file.set_len(bytes.len() as u64)?;
    file.sync_all()
}
