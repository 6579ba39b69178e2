//! Every `go` that PATH leads to, in order: where, whose, which version. None of them is run: the version is the one
//! written in the GOROOT around the program.

use crate::env::Env;
use crate::home::Home;
use crate::lang::{Lang, say};
use crate::managers::{self, Manager};
use crate::setup::programs;
use crate::store::Store;
use crate::system::platform;
use crate::system::program::{is_program, same_file};
use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};

/// A `go` on PATH.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnPath {
    /// As PATH leads to it.
    pub path: PathBuf,
    /// Whose it is.
    pub owner: Owner,
    /// `go1.22.3`, as the file VERSION of its GOROOT says; `None` for a launcher, and where there is no such file.
    pub version: Option<String>,
}

/// Whose a `go` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// gv's shim.
    Shim,
    /// A toolchain of gv's store, past the shim.
    Toolchain,
    /// Another home of gv's.
    OtherGv,
    /// Another version manager.
    Manager(Manager),
    /// An alias of Windows that opens its shop.
    Alias,
    /// A program of Windows, seen from Linux inside it (WSL).
    Windows,
    /// Everything else: the system's package, or an installation of the user's own.
    System,
}

impl Owner {
    /// The word scripts read.
    pub fn id(self) -> &'static str {
        match self {
            Self::Shim => "gv",
            Self::Toolchain => "gv-toolchain",
            Self::OtherGv => "other-gv",
            Self::Manager(manager) => manager.id(),
            Self::Alias => "windows-alias",
            Self::Windows => "windows",
            Self::System => "system",
        }
    }

    /// Whose it is, in words.
    pub fn title(self, lang: Lang) -> String {
        match self {
            Self::Shim => say!(lang, "gv's shim", "gv 的 shim"),
            Self::Toolchain => say!(lang, "gv's toolchain, past the shim", "gv 的工具链，绕过了 shim"),
            Self::OtherGv => say!(lang, "another gv home", "另一个 gv 主目录"),
            Self::Manager(manager) => manager.to_string(),
            Self::Alias => say!(lang, "an alias of Windows", "Windows 的应用别名"),
            Self::Windows => say!(lang, "Go for Windows", "Windows 版 Go"),
            Self::System => say!(lang, "system", "系统"),
        }
    }

    /// `go1.19.8, system`
    pub fn with_version(self, version: Option<&str>, lang: Lang) -> String {
        let owner = self.title(lang);
        match version {
            Some(version) => say!(lang, "{version}, {owner}", "{version}，{owner}"),
            None => owner,
        }
    }
}

/// Looks at every folder of PATH, each once.
pub(super) fn find(env: &Env, home: &Home) -> Vec<OnPath> {
    let mut dirs: Vec<PathBuf> = Vec::new();
    for dir in env.path_dirs().into_iter().filter(|dir| dir.is_absolute()) {
        if !dirs.contains(&dir) {
            dirs.push(dir);
        }
    }
    let inside_windows = platform::is_inside_windows(|name| env.get(name).is_some());
    dirs.iter().filter_map(|dir| in_folder(dir, inside_windows, env, home)).collect()
}

fn in_folder(dir: &Path, inside_windows: bool, env: &Env, home: &Home) -> Option<OnPath> {
    let path = dir.join(format!("go{EXE_SUFFIX}"));
    let plain = |owner, path: PathBuf| OnPath { path, owner, version: None };
    if is_alias_folder(dir) && path.symlink_metadata().is_ok() {
        return Some(plain(Owner::Alias, path));
    }
    if !is_program(&path) {
        let other = dir.join("go.exe");
        let found = inside_windows && other.is_file();
        return found.then(|| OnPath { version: version(&other), ..plain(Owner::Windows, other) });
    }
    let owner = owner(&path, env, home);
    let version = if owner == Owner::Shim { None } else { version(&path) };
    Some(OnPath { path, owner, version })
}

/// `%LOCALAPPDATA%\Microsoft\WindowsApps`, whose programs are links into the shop.
fn is_alias_folder(dir: &Path) -> bool {
    dir.file_name().is_some_and(|name| name.eq_ignore_ascii_case("WindowsApps"))
}

fn owner(go: &Path, env: &Env, home: &Home) -> Owner {
    if same_file(go, &programs::shim(home)) || go.parent().is_some_and(|dir| same_file(dir, &home.shims())) {
        return Owner::Shim;
    }
    // A toolchain that was taken over can be a link out of the store.
    if Store::of(home).list().is_ok_and(|own| own.iter().any(|own| same_file(&own.tool("go"), go))) {
        return Owner::Toolchain;
    }
    let real = go.canonicalize().unwrap_or_else(|_| go.to_owned());
    let shim = format!("gv-shim{EXE_SUFFIX}");
    let beside = go.parent().and_then(Path::parent).map(|root| root.join("bin").join(&shim));
    if real.file_name().is_some_and(|name| *name == *shim) || beside.is_some_and(|shim| shim.is_file()) {
        return Owner::OtherGv;
    }
    match managers::owner_of(go, env).or_else(|| managers::owner_of(&real, env)) {
        Some(Manager::System) | None => Owner::System,
        Some(manager) => Owner::Manager(manager),
    }
}

pub(super) use crate::shim::version_of_root;

/// The first line of VERSION in the GOROOT that a `go` lies in, links resolved.
pub(super) fn version(go: &Path) -> Option<String> {
    let real = go.canonicalize().ok()?;
    version_of_root(real.parent()?.parent()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_version_is_read_beside_the_program_and_only_where_it_looks_like_one() {
        let root = tempfile::tempdir().unwrap();
        for (content, expected) in [
            ("go1.22.3\ntime 2024-05-01T19:46:00Z\n", Some("go1.22.3")),
            ("go1.19", Some("go1.19")),
            ("devel go1.24-abcdef Mon\r\n", Some("devel go1.24-abcdef Mon")),
            ("2.0.0\n", None),
            ("go1\u{1b}[31m\n", None),
            ("", None),
        ] {
            fs::write(root.path().join("VERSION"), content).unwrap();
            assert_eq!(version_of_root(root.path()).as_deref(), expected, "{content:?}");
        }
    }

    #[test]
    fn the_folder_of_aliases_is_known_in_any_case() {
        let local = Path::new("Microsoft");
        assert!(is_alias_folder(&local.join("WindowsApps")) && is_alias_folder(&local.join("windowsapps")));
        assert!(!is_alias_folder(&local.join("Windows")));
    }
}
