//! Replacing the installed gv by another version, and going back. Each program is replaced by one rename, so a gv that is
//! killed at any moment leaves two programs that start; the replaced ones are kept until the next exchange.

use super::{Error as SetupError, lock, programs, shims};
use crate::env::Env;
use crate::home::Home;
use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::system::file::{self, How, Modes};
use crate::system::{Action, FileError, launcher, process};
use crate::verify::Digest;
use serde::{Deserialize, Serialize};
use std::env::consts::EXE_SUFFIX;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Why the programs were not exchanged. The installed ones still run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Placing programs and shims failed.
    Setup(#[from] SetupError),
    /// A file operation failed.
    Io(#[from] FileError),
    /// The running gv is not the one in the home.
    Elsewhere {
        /// The running one.
        running: PathBuf,
        /// The one that would be replaced.
        own: PathBuf,
    },
    /// The new gv does not start on this machine, or reports another version.
    DoesNotRun {
        /// The version that it should be.
        version: String,
    },
    /// No earlier gv is kept.
    NoPrevious,
    /// The kept programs are not those that were replaced.
    Changed {
        /// The directory.
        folder: PathBuf,
    },
}

/// The programs of a version.
#[derive(Debug, Clone, Copy)]
pub struct New<'a> {
    /// As `gv --version` reports it.
    pub version: &'a str,
    /// The content of gv.
    pub gv: &'a [u8],
    /// The content of gv-shim.
    pub shim: &'a [u8],
}

/// What is kept of the version before, in `release.json`.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Record {
    version: String,
    gv: String,
    shim: String,
}

const PATIENCE: Duration = Duration::from_secs(20);
/// No program of gv's is larger.
const LIMIT: u64 = 200 << 20;
/// The largest record.
const RECORD_LIMIT: u64 = 64 << 10;
/// The new programs, until they are in place.
const STAGE: &str = ".gv-tmp-update";

/// Whether the running gv is the one of the home, so that it may be replaced.
pub fn is_own(home: &Home, env: &Env) -> Result<(), Error> {
    let own = programs::gv(home);
    let running = env.exe().ok_or(SetupError::NoProgram)?;
    let real = |path: &Path| path.canonicalize().ok();
    if real(running).is_some() && real(running) == real(&own) {
        return Ok(());
    }
    Err(Error::Elsewhere { running: running.to_owned(), own })
}

/// Puts the programs of another version in place of the installed ones, which are of the version `old`, and renews the
/// shims. First the new gv is started once: one that does not run here replaces nothing.
pub fn install(home: &Home, old: &str, new: New<'_>) -> Result<shims::Changes, Error> {
    let _lock = lock(home)?;
    let stage = stage(home, new)?;
    let done = exchange(home, old, &stage, new.version);
    let _ = file::remove(&stage);
    done
}

/// The version that [`back`] would install; `None` where no version is kept.
pub fn previous(home: &Home) -> Option<String> {
    record(home).map(|record| record.version)
}

/// Installs the kept version again, and keeps the one that is installed now.
pub fn back(home: &Home, old: &str) -> Result<(String, shims::Changes), Error> {
    let _lock = lock(home)?;
    let record = record(home).ok_or(Error::NoPrevious)?;
    let changed = || Error::Changed { folder: home.previous() };
    let kept = |name: &str, hash: &str| {
        let path = home.previous().join(format!("{name}{EXE_SUFFIX}"));
        let content = file::read_regular(&path, LIMIT).map_err(|_| changed())?;
        if Digest::of(&content).to_string() == hash { Ok(content) } else { Err(changed()) }
    };
    let (gv, shim) = (kept("gv", &record.gv)?, kept("gv-shim", &record.shim)?);
    let stage = stage(home, New { version: &record.version, gv: &gv, shim: &shim })?;
    let done = exchange(home, old, &stage, &record.version);
    let _ = file::remove(&stage);
    done.map(|changes| (record.version, changes))
}

/// Writes the programs beside the installed ones: a directory of one file system, from which programs may be started.
fn stage(home: &Home, new: New<'_>) -> Result<PathBuf, Error> {
    let stage = home.bin().join(STAGE);
    // Left over from a run that was killed.
    file::remove(&stage).map_err(FileError::of::<Error>(Action::Remove, &stage))?;
    file::create_folder(&stage).map_err(FileError::of::<Error>(Action::Create, &stage))?;
    for (name, content) in [("gv", new.gv), ("gv-shim", new.shim)] {
        let path = stage.join(format!("{name}{EXE_SUFFIX}"));
        let written = Modes::unknown().create(&path, true).and_then(|mut file| {
            file.write_all(content)?;
            file.sync_all()
        });
        written.map_err(FileError::of::<Error>(Action::Write, &path)).inspect_err(|_| {
            let _ = file::remove(&stage);
        })?;
    }
    Ok(stage)
}

fn exchange(home: &Home, old: &str, stage: &Path, version: &str) -> Result<shims::Changes, Error> {
    let staged = |name: &str| stage.join(format!("{name}{EXE_SUFFIX}"));
    if !reports(&staged("gv"), version) {
        return Err(Error::DoesNotRun { version: version.to_owned() });
    }
    keep(home, old)?;
    launcher::sweep(&home.bin());
    // gv-shim first: an old gv works with a newer shim.
    for (name, to) in [("gv-shim", programs::shim(home)), ("gv", programs::gv(home))] {
        launcher::copy(&staged(name), &to).map_err(FileError::of::<Error>(Action::Write, &to))?;
    }
    shims::remember(home)?;
    Ok(shims::make(home)?)
}

/// Whether a gv starts, and is of this version.
fn reports(gv: &Path, version: &str) -> bool {
    let output = process::output_within(Command::new(gv).arg("--version"), PATIENCE).unwrap_or_default();
    let output = String::from_utf8_lossy(&output);
    output.split_whitespace().take(2).eq(["gv", version])
}

/// Copies the installed programs to `previous`. The record comes last: without it nothing counts as kept.
fn keep(home: &Home, version: &str) -> Result<(), Error> {
    let folder = home.previous();
    let (gv, shim) = (programs::gv(home), programs::shim(home));
    let read =
        |path: &Path| file::read_regular(path, LIMIT).map_err(FileError::of::<Error>(Action::Read, path));
    let hash = |path: &Path| Ok::<_, Error>(Digest::of(&read(path)?).to_string());
    let record = Record { version: version.to_owned(), gv: hash(&gv)?, shim: hash(&shim)? };
    file::remove(&record_path(home)).map_err(FileError::of::<Error>(Action::Remove, record_path(home)))?;
    file::create_folder(&folder).map_err(FileError::of::<Error>(Action::Create, &folder))?;
    for path in [&gv, &shim] {
        let to = folder.join(path.file_name().unwrap_or_default());
        launcher::copy(path, &to).map_err(FileError::of::<Error>(Action::Copy, &to))?;
    }
    launcher::sweep(&folder);
    let text = serde_json::to_vec_pretty(&record).unwrap_or_default();
    let path = record_path(home);
    file::replace(&path, &text, How::Usual).map_err(FileError::of::<Error>(Action::Write, &path))
}

fn record(home: &Home) -> Option<Record> {
    let bytes = file::read_regular(&record_path(home), RECORD_LIMIT).ok()?;
    serde_json::from_slice(&bytes).ok()
}

fn record_path(home: &Home) -> PathBuf {
    home.previous().join("release.json")
}

displayed!(Error);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Setup(error) => error.message(lang),
            Self::Io(error) => error.message(lang),
            Self::Elsewhere { running, own } => say!(
                lang,
                "the running gv is {running}, which gv self update does not replace; it replaces only {own}",
                "正在运行的 gv 是 {running}，gv self update 不会替换它，只替换 {own}",
                running = running.display(),
                own = own.display()
            ),
            Self::DoesNotRun { version } => say!(
                lang,
                "gv {version} does not run on this machine; the installed gv was not changed",
                "gv {version} 无法在此机器上运行；已安装的 gv 未作改动"
            ),
            Self::NoPrevious => say!(lang, "there is no earlier gv to go back to", "没有保留更早的 gv"),
            Self::Changed { folder } => say!(
                lang,
                "the programs in {folder} are not those that gv kept there; the installed gv was not changed",
                "{folder} 中的程序不是 gv 保留的那些；已安装的 gv 未作改动",
                folder = folder.display()
            ),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            Self::Setup(error) => error.hints(lang),
            Self::Io(error) => error.hints(lang),
            Self::Elsewhere { .. } => vec![Hint::words(say!(
                lang,
                "to copy the running gv into its home: gv setup",
                "将正在运行的 gv 复制到其主目录：gv setup"
            ))],
            Self::DoesNotRun { .. } => vec![Hint::command("gv version --verbose")],
            Self::NoPrevious | Self::Changed { .. } => vec![Hint::command("gv self update --check")],
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::Setup(error) => error.code(),
            Self::Io(error) => error.code(),
            Self::NoPrevious => code::MISSING,
            Self::Elsewhere { .. } | Self::DoesNotRun { .. } => code::FAILED,
            Self::Changed { .. } => code::PROOF,
        }
    }
}
