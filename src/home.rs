//! Every path of gv's home. Nothing here touches the disk but [`Home::locate`], which only looks.

use crate::env::Env;
use crate::version::Version;
use std::path::{Path, PathBuf};

/// The folder that holds all that gv keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    root: PathBuf,
}

/// No home can be named.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// `GV_HOME` is relative: it would mean another place in each directory.
    #[error("GV_HOME must be an absolute path, not {0}")]
    Relative(PathBuf),
    /// Neither `GV_HOME` nor a home directory is set.
    #[error("there is no home directory: neither HOME nor GV_HOME is set")]
    Missing,
}

impl Home {
    /// `GV_HOME`; else the home the running program is installed in, so that it works where the variable was
    /// not passed on (an IDE, a service); else `~/.gv`.
    pub fn locate(env: &Env) -> Result<Self, Error> {
        if let Some(root) = env.get("GV_HOME") {
            let root = PathBuf::from(root);
            return if root.is_absolute() { Ok(Self { root }) } else { Err(Error::Relative(root)) };
        }
        if let Some(root) = env.exe().and_then(installed_in) {
            return Ok(Self { root });
        }
        env.home_dir().map(|home| Self { root: home.join(".gv") }).ok_or(Error::Missing)
    }

    /// A home at a given place.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
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

    /// Which `go.env` files the user trusts, a small file each.
    pub fn trust(&self) -> PathBuf {
        self.state().join("trust")
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
