//! How the shim was called: by which name, and for which directory.

use super::depth::{self, DEEPEST};
use super::{Error, chdir, on_path, stays};
use crate::env::Env;
use crate::home::Home;
use crate::version::{Spec, Version};
use std::env::consts::EXE_SUFFIX;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// What Go sets for the toolchain it switches to (`cmd/go/internal/toolchain`), and takes away again at once. It
/// starts a launcher found on PATH by the name it has itself, so the launcher's own name does not reach us.
const SWITCHED_TO: &str = "GOTOOLCHAIN_INTERNAL_SWITCH_VERSION";

/// One call of a shim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invocation {
    /// The program of the toolchain: `go` or `gofmt`.
    pub tool: &'static str,
    /// The version a launcher such as `go1.22.3` is for, or Go switches to; `None` where it is to be chosen.
    pub version: Option<Version>,
    /// The build that a launcher such as `go1.22.3-corp` is for, or Go switches to.
    pub build: Option<String>,
    /// Whether it is Go that switches, to a toolchain that is told by the environment what it needs.
    pub switched: bool,
    /// Whether it is a question that `go` answers without switching (`toolchain.Select`).
    pub stays: bool,
    /// The directory that decides.
    pub dir: PathBuf,
}

impl Invocation {
    /// The name gv-shim was started by: that of its own file where launchers are copies or hard links, and what the
    /// caller gave as the zeroth argument where they are symbolic links.
    pub fn name(zeroth: &OsStr, env: &Env) -> OsString {
        let own = env.exe().and_then(Path::file_name).filter(|own| *stem(own) != *"gv-shim");
        own.or_else(|| Path::new(zeroth).file_name()).unwrap_or_default().to_owned()
    }

    /// Reads the name the program was started by and its first arguments. What has come back to the shim too often is
    /// an error.
    pub fn read(name: &OsStr, args: &[OsString], env: &Env) -> Result<Self, Error> {
        ends_here(name, env)?;
        let switched_to = switched_to(env);
        let switched = switched_to.is_some();
        let stem = stem(name);
        let build =
            [env.text(SWITCHED_TO), Some(stem.as_str())].into_iter().flatten().find(|name| is_build(name));
        let build = build.filter(|_| stem != "gofmt").map(str::to_owned);
        let (tool, version) = match stem.as_str() {
            "go" => ("go", switched_to),
            "gofmt" => ("gofmt", None),
            "" | "gv-shim" => return Err(Error::UnknownName { name: name.to_string_lossy().into_owned() }),
            // `go` does not care what it is called.
            other => ("go", launched(other)),
        };
        let (dir, stays) = (Self::dir(tool, args, env), tool == "go" && stays(args));
        Ok(Self { tool, version, build, switched: switched && tool == "go", stays, dir })
    }

    /// Whether it is `go`, whose version nothing has named yet.
    pub fn is_choosing(&self) -> bool {
        self.tool == "go" && self.version.is_none() && self.build.is_none()
    }

    /// The directory that decides for a tool with these arguments: the working directory, or where `-C` leads.
    pub fn dir(tool: &str, args: &[OsString], env: &Env) -> PathBuf {
        let to = if tool == "go" { chdir(args) } else { None };
        let to = to.and_then(|to| crate::system::program::changed_directory(env.cwd(), Path::new(to)).ok());
        // Where -C leads nowhere, go says so itself.
        to.unwrap_or_else(|| env.cwd().to_owned())
    }
}

/// The name without `.exe`. Windows writes program names in any case.
fn stem(name: &OsStr) -> String {
    let name = name.to_string_lossy();
    let name = if cfg!(windows) { name.to_ascii_lowercase() } else { name.into_owned() };
    name.strip_suffix(EXE_SUFFIX).unwrap_or(&name).to_owned()
}

/// The version of a launcher's name: a release of Go 1.
fn launched(name: &str) -> Option<Version> {
    let version = Version::from_toolchain_name(name).ok().filter(Version::is_release)?;
    name.starts_with("go1.").then_some(version)
}

/// Whether it is the name of a toolchain with a suffix.
fn is_build(name: &str) -> bool {
    matches!(name.parse(), Ok(Spec::Linked(_)))
}

fn switched_to(env: &Env) -> Option<Version> {
    Version::from_toolchain_name(env.text(SWITCHED_TO)?).ok()
}

/// Refuses a call that comes from too deep, before anything is chosen: a choice may start the `go` on PATH to learn its
/// version, and where that is a script that calls the shim, each call would start it again.
fn ends_here(name: &OsStr, env: &Env) -> Result<(), Error> {
    if depth::of(env) < DEEPEST {
        return Ok(());
    }
    let culprit = Home::locate(env).ok().and_then(|home| on_path::system_go(env, &home));
    Err(Error::Loop { program: culprit.unwrap_or_else(|| name.into()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, vars: &[(&str, &str)]) -> Result<(&'static str, Option<String>), Error> {
        let env = Env::from_vars(vars.iter().map(|(name, value)| ((*name).into(), (*value).into())));
        let call = Invocation::read(OsStr::new(name), &[], &env)?;
        Ok((call.tool, call.version.map(|version| version.to_string())))
    }

    #[test]
    fn a_name_is_a_tool_or_a_launcher() {
        for (name, tool, version) in [
            ("go", "go", None),
            ("gofmt", "gofmt", None),
            ("go1.22.3", "go", Some("1.22.3")),
            ("go1.23rc1", "go", Some("1.23rc1")),
        ] {
            let name = format!("{name}{EXE_SUFFIX}");
            assert_eq!(read(&name, &[]).unwrap(), (tool, version.map(Into::into)), "{name}");
        }
        for name in ["foo", "-go", "gopls", "1.22.3", "go1.22.x", "go3", "go1.22"] {
            assert_eq!(read(name, &[]).unwrap(), ("go", None), "{name}");
        }
        for name in ["", "gv-shim"] {
            assert!(matches!(read(name, &[]), Err(Error::UnknownName { .. })), "{name}");
        }
    }

    #[test]
    fn go_switching_is_obeyed_whatever_the_name() {
        let switch = [(SWITCHED_TO, "go1.22.3")];
        assert_eq!(read("go", &switch).unwrap(), ("go", Some("1.22.3".into())));
        assert_eq!(read("go1.21.0", &switch).unwrap().1.as_deref(), Some("1.21.0"));
        assert_eq!(read("gofmt", &switch).unwrap(), ("gofmt", None));
        assert_eq!(read("go", &[(SWITCHED_TO, "bash")]).unwrap(), ("go", None));
    }

    #[test]
    fn a_file_of_its_own_tells_its_name_and_a_link_leaves_it_to_the_caller() {
        let name = |exe: &str, zeroth: &str| {
            let env = Env::default().with_exe(format!("/home/.gv/{exe}{EXE_SUFFIX}"));
            Invocation::name(OsStr::new(zeroth), &env).to_string_lossy().into_owned()
        };
        assert_eq!(name("shims/go1.22.3", "whatever"), format!("go1.22.3{EXE_SUFFIX}"));
        assert_eq!(name("bin/gv-shim", "shims/gofmt"), "gofmt");
        assert_eq!(name("bin/gv-shim", ""), "");
    }
}
