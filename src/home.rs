//! Every path of gv's home. Nothing here touches the disk but [`Home::locate`], which only looks.

use crate::env::Env;
use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::version::Version;
use std::path::{Path, PathBuf};

/// The folder that holds all that gv keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    root: PathBuf,
    /// Homes of others, whose toolchains count as installed.
    shared: Vec<PathBuf>,
}

/// What decides where the home is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// `GV_HOME`.
    Variable,
    /// The running program is installed in it.
    Program,
    /// It is the usual place.
    Usual,
}

impl Found {
    /// What decided for a home.
    pub fn of(home: &Home, env: &Env) -> Self {
        let is_usual = env.home_dir().is_some_and(|user| user.join(".gv") == home.root);
        match (env.get("GV_HOME"), is_usual) {
            (Some(_), _) => Self::Variable,
            (None, true) => Self::Usual,
            (None, false) => Self::Program,
        }
    }
}

/// No home can be named.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// `GV_HOME` is relative: it would mean another place in each directory.
    Relative(PathBuf),
    /// Neither `GV_HOME` nor a home directory is set.
    Missing,
}

impl Home {
    /// `GV_HOME`; else the home the running program is installed in, so that it works where the variable was
    /// not passed on (an IDE, a service); else `~/.gv`.
    pub fn locate(env: &Env) -> Result<Self, Error> {
        if let Some(root) = env.get("GV_HOME") {
            let root = PathBuf::from(root);
            return if root.is_absolute() { Ok(Self::at(root)) } else { Err(Error::Relative(root)) };
        }
        if let Some(root) = env.exe().and_then(installed_in) {
            return Ok(Self::at(root));
        }
        env.home_dir().map(|home| Self::at(home.join(".gv"))).ok_or(Error::Missing)
    }

    /// A home at a given place.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), shared: Vec::new() }
    }

    /// The same with homes of others, whose toolchains count as installed and are never changed.
    #[must_use]
    pub fn beside(self, shared: &[PathBuf]) -> Self {
        let others = shared.iter().filter(|other| **other != self.root).cloned().collect();
        Self { shared: others, ..self }
    }

    /// The homes of others.
    pub fn shared(&self) -> impl Iterator<Item = Self> {
        self.shared.iter().map(Self::at)
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// gv and gv-shim.
    pub fn bin(&self) -> PathBuf {
        self.root.join("bin")
    }

    /// `go`, `gofmt` and the `go1.X.Y` launchers: the folder that stands on PATH.
    pub fn shims(&self) -> PathBuf {
        self.root.join("shims")
    }

    /// The link to the default toolchain.
    pub fn current(&self) -> PathBuf {
        self.root.join("current")
    }

    /// The store: a folder a toolchain.
    pub fn versions(&self) -> PathBuf {
        self.root.join("versions")
    }

    /// Links to toolchains of the user's own.
    pub fn links(&self) -> PathBuf {
        self.root.join("links")
    }

    /// The GOROOT of one version, there or not.
    pub fn toolchain(&self, version: &Version) -> PathBuf {
        self.versions().join(version.toolchain_name())
    }

    /// Archives being fetched, and indexes.
    pub fn cache(&self) -> PathBuf {
        self.root.join("cache")
    }

    /// Locks, trust, and the like.
    pub fn state(&self) -> PathBuf {
        self.root.join("state")
    }

    /// The lock files, one a version.
    pub fn locks(&self) -> PathBuf {
        self.state().join("locks")
    }

    /// What is remembered of a checksum database.
    pub fn database(&self, name: &str) -> PathBuf {
        self.state().join("sumdb").join(name)
    }

    /// The tiles that were fetched of a checksum database.
    pub fn tiles(&self, name: &str) -> PathBuf {
        self.cache().join("sumdb").join(name)
    }

    /// What `gv mirror` remembers: what it changed, and how far it has watched.
    pub fn mirrors(&self) -> PathBuf {
        self.state().join("mirror")
    }

    /// What is remembered of the relay.
    pub fn relay(&self) -> PathBuf {
        self.state().join("relay")
    }

    /// Which `go.env` files the user trusts, a small file each.
    pub fn trust(&self) -> PathBuf {
        self.state().join("trust")
    }

    /// Which locks of projects gv has used, a small file each with the hash of the content.
    pub fn locks_seen(&self) -> PathBuf {
        self.state().join("pins")
    }

    /// The programs that the last update of gv replaced.
    pub fn previous(&self) -> PathBuf {
        self.root.join("previous")
    }

    /// What `gv ide` keeps: a folder for each project, with the link that an editor has as GOROOT.
    pub fn editors(&self) -> PathBuf {
        self.root.join("editors")
    }

    /// The script that a shell's startup file reads, there or not.
    pub fn script(&self, shell: &str) -> PathBuf {
        self.scripts().join(format!("gv.{shell}"))
    }

    /// The scripts that startup files read.
    pub fn scripts(&self) -> PathBuf {
        self.root.join("shell")
    }

    /// The settings file, there or not.
    pub fn config(&self) -> PathBuf {
        self.root.join("config.toml")
    }
}

/// The home a program lies in: `<root>/bin/gv` where `<root>/shims` exists too.
fn installed_in(exe: &Path) -> Option<PathBuf> {
    let folder = exe.parent()?;
    let named = |name: &str| folder.file_name().is_some_and(|folder| folder == name);
    let root = folder.parent()?;
    ((named("bin") || named("shims")) && root.join("shims").is_dir() && root.join("bin").is_dir())
        .then(|| root.to_owned())
}

displayed!(Error);

/// A value of `GV_HOME`.
pub const EXAMPLE: &str = if cfg!(windows) { r"C:\path\to\gv" } else { "/path/to/gv" };

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Relative(path) => say!(
                lang,
                "GV_HOME must be an absolute path, not {path}",
                "GV_HOME 必须是绝对路径，而不是 {path}",
                path = path.display()
            ),
            Self::Missing => say!(
                lang,
                "there is no home directory: neither HOME nor GV_HOME is set",
                "找不到主目录：HOME 与 GV_HOME 均未设置"
            ),
        }
    }

    fn hints(&self, _: Lang) -> Vec<Hint> {
        vec![Hint::set("GV_HOME", EXAMPLE)]
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}
