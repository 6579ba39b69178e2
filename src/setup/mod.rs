//! gv's own installation: its programs, the shims, the startup files of shells, and taking all that away again.
//! Nothing here asks or prints.

mod block;
pub mod ci;
mod entries;
pub mod environment;
pub mod exchange;
pub mod links;
pub mod path;
pub mod programs;
pub mod rc;
mod scripts;
pub mod shims;
mod state;
pub mod uninstall;

use crate::env::Env;
use crate::home::{EXAMPLE, Home};
use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::shell::Shell;
use crate::system::file;
use crate::system::{Action, FileError};
use crate::{shell, store};
use std::fs::File;
use std::io;
use std::path::PathBuf;

/// What was put into the home.
#[derive(Debug)]
pub struct Installed {
    /// gv and gv-shim.
    pub programs: Vec<programs::Program>,
    /// The launchers on PATH.
    pub shims: shims::Changes,
}

/// What can go wrong with setting up.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file operation failed.
    Io(#[from] FileError),
    /// The system does not say which file is running.
    NoProgram,
    /// gv-shim is not where gv is.
    NoShim {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// There is no home directory whose files could be changed.
    NoHomeDirectory,
    /// One mark of the block is there without the other.
    Damaged {
        /// The startup file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// The mark that stands alone.
        mark: &'static str,
    },
    /// The file is write-protected, presumably on purpose.
    ReadOnly {
        /// The startup file.
        path: PathBuf,
    },
    /// The registry refused.
    Registry {
        /// `read` or `write`.
        action: Action,
        /// `PATH` or `GOROOT`.
        variable: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// A value of the registry that is not touched.
    Untouchable {
        /// `PATH` or `GOROOT`.
        variable: &'static str,
        /// Why.
        why: environment::Untouchable,
    },
    /// This folder is not deleted.
    NotRemovable {
        /// What was taken for the home.
        root: PathBuf,
        /// Why not.
        why: uninstall::Refusal,
    },
    /// The home cannot stand on PATH.
    Shell(#[from] shell::Error),
    /// `--link-dir` and `--system` on Windows, where PATH of the registry serves every program.
    UnixOnly,
    /// The toolchains could not be listed.
    Store(#[from] store::Error),
}

impl Error {
    fn io(action: Action, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        FileError::of(action, path)
    }

    fn registry(action: Action, variable: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Registry { action, variable, source }
    }
}

/// Puts the running gv and its gv-shim into the home, replacing other ones there, and makes the shims.
pub fn install(home: &Home, env: &Env) -> Result<Installed, Error> {
    let _lock = lock(home)?;
    place(home, env)
}

/// Ensures that a home without `gv setup` has programs and shims, so that `gv use` is enough for a working
/// Go. Programs that are there stay: a gv called from elsewhere may be an older one. No startup file is touched.
pub fn ensure(home: &Home, env: &Env) -> Result<Installed, Error> {
    let _lock = match lock(home) {
        // A home that this user only reads needs nothing where all is in place.
        Err(_) if is_complete(home) => {
            return Ok(Installed { programs: Vec::new(), shims: shims::Changes::default() });
        }
        other => other?,
    };
    if programs::are_there(home) {
        return Ok(Installed { programs: Vec::new(), shims: shims::make(home)? });
    }
    place(home, env)
}

/// Whether [`ensure`] would change nothing.
fn is_complete(home: &Home) -> bool {
    let fits = |problems: shims::ShimProblems| problems.missing.is_empty() && problems.outdated.is_empty();
    programs::are_there(home) && shims::problems(home).is_ok_and(fits)
}

fn place(home: &Home, env: &Env) -> Result<Installed, Error> {
    let programs = programs::install(home, env)?;
    scripts::write(home)?;
    shims::remember(home)?;
    Ok(Installed { programs, shims: shims::make(home)? })
}

/// Held while `bin` and `shims` change; released when dropped.
fn lock(home: &Home) -> Result<File, Error> {
    let path = home.locks().join("setup");
    file::create_folder(&home.locks()).map_err(Error::io(Action::Lock, home.locks()))?;
    let file = file::open_lock(&path).map_err(Error::io(Action::Lock, &path))?;
    file.lock().map_err(Error::io(Action::Lock, &path))?;
    Ok(file)
}

displayed!(Error);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Io(error) => error.message(lang),
            Self::NoProgram => say!(
                lang,
                "the system does not report where the running gv lies",
                "系统没有告知正在运行的 gv 位于何处"
            ),
            Self::NoShim { path } => say!(
                lang,
                "gv-shim is missing: it belongs beside gv, at {path}",
                "缺少 gv-shim：它应与 gv 放在一起，即 {path}",
                path = path.display()
            ),
            Self::NoHomeDirectory => {
                say!(lang, "there is no home directory: HOME is not set", "找不到主目录：HOME 未设置")
            }
            Self::Damaged { path, line, mark } => say!(
                lang,
                "{path}:{line}: the line `{mark}` has no counterpart",
                "{path}:{line}：标记行“{mark}”没有与之对应的另一行",
                path = path.display()
            ),
            Self::ReadOnly { path } => {
                say!(lang, "{path} is write-protected", "{path} 是只读的", path = path.display())
            }
            Self::Registry { action, variable, source } => say!(
                lang,
                "{failed} the variable {variable} in the registry: {source}",
                "{failed}注册表中的变量 {variable}：{source}",
                failed = action.failed(lang)
            ),
            Self::Untouchable { variable, why } => say!(
                lang,
                "the variable {variable} in the registry is left as it is: {why}",
                "注册表中的变量 {variable} 保持原样：{why}",
                why = why.message(lang)
            ),
            Self::NotRemovable { root, why } => say!(
                lang,
                "{root} is not removed: {why}",
                "不会删除 {root}：{why}",
                root = root.display(),
                why = why.message(lang)
            ),
            Self::UnixOnly => say!(
                lang,
                "--link-dir and --system are for Unix; on Windows gv setup writes PATH for every program",
                "--link-dir 与 --system 只用于 Unix；在 Windows 上 gv setup 写入的 PATH 对所有程序有效"
            ),
            Self::Shell(error) => error.message(lang),
            Self::Store(error) => error.message(lang),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            // These are done in gv's home only; the others on startup files too.
            Self::Io(error) if matches!(error.action, Action::Lock | Action::Link) => error.hints(lang),
            Self::Io(_) => Vec::new(),
            Self::NoProgram | Self::UnixOnly => vec![Hint::command("gv setup")],
            Self::NoShim { .. } => vec![
                Hint::words(say!(
                    lang,
                    "put gv and gv-shim of the same release into one directory, and run that gv there:",
                    "将同一发行版的 gv 与 gv-shim 放在同一目录，再在其中执行："
                )),
                Hint::command("./gv setup"),
            ],
            Self::NoHomeDirectory => vec![Hint::command("gv setup --no-modify-path")],
            Self::Damaged { path, line, .. } => {
                vec![
                    Hint::words(repair_block(&path.display().to_string(), *line, lang)),
                    Hint::command("gv setup"),
                ]
            }
            Self::ReadOnly { path } => {
                vec![
                    Hint::command("gv setup --print"),
                    Hint::words(say!(
                        lang,
                        "add its output to what generates {file}, or make the file writable:",
                        "将其输出加到生成 {file} 的地方，或使该文件可写：",
                        file = path.display()
                    )),
                    Hint::command(format!("chmod u+w {}", Shell::USUAL.path(path))),
                ]
            }
            Self::Untouchable { why: environment::Untouchable::Letters, .. } => vec![
                Hint::words(say!(
                    lang,
                    "choose a home without these characters:",
                    "请使用不含这些字符的主目录："
                )),
                Hint::set("GV_HOME", EXAMPLE),
                Hint::command("gv setup"),
            ],
            Self::Registry { .. } | Self::Untouchable { .. } => vec![Hint::words(say!(
                lang,
                "Windows settings, \"Edit environment variables for your account\": put gv's folders shims and bin in front of Path",
                "在 Windows 设置的“编辑帐户的环境变量”中，将 gv 的 shims 与 bin 目录放到 Path 最前面"
            ))],
            Self::NotRemovable { why: uninstall::Refusal::NotWritable, .. } => {
                vec![Hint::command("gv doctor disk")]
            }
            Self::NotRemovable { .. } => {
                vec![Hint::set("GV_HOME", EXAMPLE), Hint::command("gv self uninstall")]
            }
            Self::Shell(error) => error.hints(lang),
            Self::Store(error) => error.hints(lang),
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::Shell(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::UnixOnly => code::USAGE,
            Self::Io(_)
            | Self::NoProgram
            | Self::NoShim { .. }
            | Self::NoHomeDirectory
            | Self::Damaged { .. }
            | Self::ReadOnly { .. }
            | Self::Registry { .. }
            | Self::Untouchable { .. }
            | Self::NotRemovable { .. } => code::FAILED,
        }
    }
}

/// What to do about a block whose marks do not match.
pub(crate) fn repair_block(file: &str, line: usize, lang: Lang) -> String {
    say!(
        lang,
        "delete the rest of gv's block in {file} (from line {line} on), then run:",
        "删除 {file} 中 gv 区块的残余（从第 {line} 行起），然后执行："
    )
}
