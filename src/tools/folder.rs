//! Where `go install` puts programs, and which are there.

use super::BuildInfo;
use crate::env::Env;
use crate::goenv::{GoEnv, Scope};
use crate::system::program::{is_program, same_file};
use std::path::{Path, PathBuf};

/// A program of the folder that Go built.
#[derive(Debug, Clone)]
pub struct Tool {
    /// Its name, without `.exe`.
    pub name: String,
    /// Its file.
    pub file: PathBuf,
    /// How it was built.
    pub info: BuildInfo,
}

/// Where `go install` writes: `GOBIN`, else `bin` in the first folder of `GOPATH`, else `~/go/bin`. `None` where that is
/// not an absolute path, which `go` refuses.
pub fn folder(go: &GoEnv, env: &Env, goroot: Option<&Path>) -> Option<PathBuf> {
    let own = |name| {
        let setting = go.value(name).filter(|set| matches!(set.scope, Scope::Process | Scope::User));
        setting.map(|set| set.value.to_owned()).filter(|value| !value.is_empty())
    };
    if let Some(bin) = own("GOBIN") {
        return Some(PathBuf::from(bin)).filter(|bin| bin.is_absolute());
    }
    // A GOPATH that is the GOROOT is none.
    let is_own = |path: &PathBuf| goroot.is_none_or(|root| !same_file(path, root));
    let first = own("GOPATH").map(|path| std::env::split_paths(&path).next().unwrap_or_default());
    let path = first.filter(is_own).or_else(|| Some(env.home_dir()?.join("go")))?;
    Some(path.join("bin")).filter(|bin| bin.is_absolute())
}

/// The programs in a folder that Go built, by name. None is run.
pub fn list(folder: &Path) -> Vec<Tool> {
    let built =
        |(name, file): (String, PathBuf)| BuildInfo::read(&file).map(|info| Tool { name, file, info });
    programs(folder).into_iter().filter_map(built).collect()
}

/// The names of all programs in a folder. None is opened.
pub fn names(folder: &Path) -> Vec<String> {
    programs(folder).into_iter().map(|(name, _)| name).collect()
}

/// The programs in a folder, by name.
fn programs(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        if !is_program(&entry.path()) {
            continue;
        }
        let name = entry.file_name().to_string_lossy().into_owned();
        let name = name.strip_suffix(std::env::consts::EXE_SUFFIX).unwrap_or(&name).to_owned();
        found.push((name, entry.path()));
    }
    found.sort();
    found
}

impl Tool {
    /// The name that `go install` gives to a package: the last part of its path that is not a major version.
    pub fn usual_name(&self) -> &str {
        let is_major = |part: &str| {
            let number = part.strip_prefix('v').unwrap_or_default();
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        };
        let mut parts = self.info.path.rsplit('/');
        let last = parts.next().unwrap_or_default();
        if is_major(last) { parts.next().unwrap_or(last) } else { last }
    }
}
