//! How the shim was called: by which name, and for which directory.

use super::{Error, chdir};
use crate::env::Env;
use crate::version::Version;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// One call of a shim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invocation {
    /// The program of the toolchain: `go` or `gofmt`.
    pub tool: &'static str,
    /// The version a launcher such as `go1.22.3` is for; `None` where it is to be chosen.
    pub version: Option<Version>,
    /// The directory that decides.
    pub dir: PathBuf,
}

impl Invocation {
    /// Reads the name the program was started by and its first arguments.
    pub fn read(name: &OsStr, args: &[OsString], env: &Env) -> Result<Self, Error> {
        let name = Path::new(name).file_name().and_then(OsStr::to_str).unwrap_or_default();
        let stem = name.strip_suffix(std::env::consts::EXE_SUFFIX).unwrap_or(name);
        let (tool, version) = match stem {
            "go" => ("go", None),
            "gofmt" => ("gofmt", None),
            launcher => match Version::from_toolchain_name(launcher) {
                Ok(version) => ("go", Some(version)),
                Err(_) => return Err(Error::UnknownName { name: name.to_owned() }),
            },
        };
        Ok(Self { tool, version, dir: Self::dir(tool, args, env) })
    }

    /// The directory that decides for a tool with these arguments: the working directory, or where `-C` leads.
    pub fn dir(tool: &str, args: &[OsString], env: &Env) -> PathBuf {
        let to = if tool == "go" { chdir(args) } else { None };
        let to = to.and_then(|to| crate::system::program::changed_directory(env.cwd(), Path::new(to)).ok());
        // Where -C leads nowhere, go says so itself.
        to.unwrap_or_else(|| env.cwd().to_owned())
    }
}
