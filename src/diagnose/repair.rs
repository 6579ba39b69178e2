//! The repairs that are safe to make without asking: each puts back what gv itself would have made, or writes down what
//! `go` does already.

use super::Machine;
use crate::env::{Env, paths};
use crate::lang::{Explain, Hint, Lang, displayed, say};
use crate::project::settings::{self, Edit, Target};
use crate::setup::{self, rc, shims};
use crate::store;
use crate::urls::masked;
use crate::version::Version;
use std::path::PathBuf;

/// A repair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repair {
    /// Puts gv and gv-shim into the home.
    Programs,
    /// Renews gv's block in the startup files.
    Startup,
    /// Makes the launchers fit the store.
    Shims,
    /// Links `current` to an installed toolchain.
    Default(Version),
    /// Sweeps what killed runs left.
    Leftovers,
    /// Gives a setting of the user's env file another value by which `go` does the same.
    Setting {
        /// The setting.
        key: &'static str,
        /// Its new value.
        value: String,
    },
}

/// What a repair changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// A file was written.
    Written(PathBuf),
    /// A file or a folder was removed.
    Removed(PathBuf),
    /// The default is this toolchain now.
    Default(Version),
    /// A setting has another value.
    Set {
        /// The setting and its value: `KEY=value`.
        setting: String,
        /// The file.
        file: PathBuf,
    },
}

/// Why a repair failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// gv's own installation.
    Setup(#[from] setup::Error),
    /// The store.
    Store(#[from] store::Error),
    /// The user's env file.
    Settings(#[from] settings::Error),
}

/// Makes a repair and tells every change.
pub fn repair(repair: &Repair, machine: &Machine<'_>) -> Result<Vec<Effect>, Error> {
    let (home, env, store) = (machine.home, machine.env, &machine.store);
    Ok(match repair {
        Repair::Programs => {
            let placed = setup::ensure(home, env)?;
            let programs = placed.programs.into_iter().filter(|program| program.written);
            let mut changes: Vec<_> = programs.map(|program| Effect::Written(program.path)).collect();
            changes.extend(of_shims(placed.shims, machine));
            changes
        }
        Repair::Startup => rc::renew(home, env)?.into_iter().map(Effect::Written).collect(),
        Repair::Shims => of_shims(shims::refresh(home)?, machine),
        Repair::Default(version) => {
            let missing = || store::Error::NotInstalled { version: version.clone() };
            store.set_default(&store.find(version).ok_or_else(missing)?)?;
            vec![Effect::Default(version.clone())]
        }
        Repair::Leftovers => {
            let before = store.left_over();
            store.tidy();
            before.into_iter().filter(|path| path.symlink_metadata().is_err()).map(Effect::Removed).collect()
        }
        Repair::Setting { key, value } => {
            let edit = Edit { values: vec![((*key).to_owned(), Some(value.clone()))], dry: false };
            let edited = settings::edit(Target::User, &edit, env, home)?;
            vec![Effect::Set { setting: format!("{key}={}", masked(key, value)), file: edited.file }]
        }
    })
}

fn of_shims(changes: shims::Changes, machine: &Machine<'_>) -> Vec<Effect> {
    let path = |name: String| machine.home.shims().join(name);
    let written = changes.written.into_iter().map(|name| Effect::Written(path(name)));
    written.chain(changes.removed.into_iter().map(|name| Effect::Removed(path(name)))).collect()
}

displayed!(Error);

impl Error {
    fn inner(&self) -> &dyn Explain {
        match self {
            Self::Setup(error) => error,
            Self::Store(error) => error,
            Self::Settings(error) => error,
        }
    }
}

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        self.inner().message(lang)
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        self.inner().hints(lang)
    }

    fn code(&self) -> u8 {
        self.inner().code()
    }
}

impl Effect {
    /// What is different now.
    pub fn message(&self, env: &Env, lang: Lang) -> String {
        match self {
            Self::Written(path) => {
                say!(lang, "{path} written", "已写入 {path}", path = paths::shown(path, env))
            }
            Self::Removed(path) => {
                say!(lang, "{path} removed", "已删除 {path}", path = paths::shown(path, env))
            }
            Self::Set { setting, file } => format!("{setting}   {}", paths::shown(file, env)),
            Self::Default(version) => {
                say!(lang, "the default is now go{version}", "默认工具链现为 go{version}")
            }
        }
    }
}
