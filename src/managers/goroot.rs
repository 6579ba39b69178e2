//! Whether a folder is a GOROOT that works, and of which version. It is looked at, never run.

use crate::lang::{Lang, displayed, say};
use crate::system::reason;
use crate::unpack::{Found, version_line};
use crate::version::Version;
use std::fs;
use std::io;
use std::path::Path;

/// The machine a toolchain has to be for, in Go's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    os: String,
    arch: String,
}

/// Why a folder is not taken for a toolchain.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// Its manager has not finished it.
    Unfinished,
    /// Something that every toolchain has is missing, or its `VERSION` names no release.
    NotToolchain(Found),
    /// The folder's name says one version and `VERSION` another.
    Misnamed {
        /// What the name says.
        claim: Version,
        /// What it is.
        found: Version,
    },
    /// A folder that every toolchain has is missing.
    Lacks(&'static str),
    /// It is for another system.
    OtherPlatform {
        /// `windows/arm64`
        platform: String,
    },
    /// The system does not let it be looked at.
    Unreadable(#[from] io::Error),
}

impl Machine {
    /// A machine of this GOOS and GOARCH. The archives' `armv6l` is `arm` to Go.
    pub fn new(os: &str, arch: &str) -> Self {
        let arch = if arch == "armv6l" { "arm" } else { arch };
        Self { os: os.to_owned(), arch: arch.to_owned() }
    }

    /// Whether `linux-amd64`, as toolchain modules are named, means this machine.
    pub(super) fn is(&self, platform: &str) -> bool {
        platform.split_once('-') == Some((self.os.as_str(), self.arch.as_str()))
    }

    fn tools(&self) -> String {
        format!("{}_{}", self.os, self.arch)
    }
}

/// The version of the toolchain in a folder that is said to hold `claim`.
pub(super) fn examine(goroot: &Path, claim: Option<&Version>, machine: &Machine) -> Result<Version, Unfit> {
    if is_unfinished(goroot)? {
        return Err(Unfit::Unfinished);
    }
    if !has_go(goroot) {
        return Err(Unfit::NotToolchain(Found::NoGo));
    }
    let line = version_line(goroot)?.ok_or(Unfit::NotToolchain(Found::NoVersion))?;
    let version = Version::from_version_line(&line).ok();
    let version = version.filter(Version::is_release).ok_or(Unfit::NotToolchain(Found::Other(line)))?;
    if let Some(claim) = claim.filter(|claim| **claim != version) {
        return Err(Unfit::Misnamed { claim: claim.clone(), found: version });
    }
    is_for(goroot, machine)?;
    if !goroot.join("src").is_dir() {
        return Err(Unfit::Lacks("src"));
    }
    Ok(version)
}

/// Whether there is a `bin/go`, for whatever system.
pub(super) fn has_go(goroot: &Path) -> bool {
    ["go", "go.exe"].iter().any(|name| goroot.join("bin").join(name).is_file())
}

/// Where golang.org/dl and its relatives have unpacked an archive that lies in the same folder, they leave a mark;
/// stefanmaric/g takes one away.
fn is_unfinished(goroot: &Path) -> io::Result<bool> {
    let mut archive = false;
    let entries = match fs::read_dir(goroot) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(false);
        }
        entries => entries?,
    };
    for entry in entries {
        match entry?.file_name().to_str() {
            Some(UNPACKED) => return Ok(false),
            Some(LOCK) => return Ok(true),
            Some(name) => archive |= is_archive(name),
            None => {}
        }
    }
    Ok(archive)
}

const UNPACKED: &str = ".unpacked-success";
const LOCK: &str = "g.lock";

fn is_archive(name: &str) -> bool {
    name.starts_with("go1") && [".tar.gz", ".zip"].iter().any(|end| name.ends_with(end))
}

/// Whether something at the top of a GOROOT is its manager's and not Go's.
pub(super) fn is_managers(name: &str) -> bool {
    [UNPACKED, LOCK, ".versions", ".git"].contains(&name) || is_archive(name)
}

/// Go's tools lie in a folder named after the machine they run on.
fn is_for(goroot: &Path, machine: &Machine) -> Result<(), Unfit> {
    let tools = goroot.join("pkg").join("tool");
    let entries = match fs::read_dir(&tools) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Unfit::Lacks("pkg/tool")),
        entries => entries?,
    };
    let mut others = Vec::new();
    for entry in entries {
        match entry?.file_name().to_str() {
            Some(name) if name == machine.tools() => return Ok(()),
            Some(name) => others.push(name.replace('_', "/")),
            None => {}
        }
    }
    others.sort();
    match others.into_iter().next() {
        Some(platform) => Err(Unfit::OtherPlatform { platform }),
        None => Err(Unfit::Lacks("pkg/tool")),
    }
}

displayed!(Unfit);

impl Unfit {
    /// Why the folder is not taken.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Unfinished => say!(lang, "its installation was never finished", "其安装未曾完成"),
            Self::NotToolchain(found) => found.message(lang),
            Self::Misnamed { claim, found } => say!(
                lang,
                "its directory is named {claim}, its VERSION file says {found}",
                "其目录名为 {claim}，而 VERSION 文件为 {found}"
            ),
            Self::Lacks(what) => say!(lang, "it has no {what}", "其中没有 {what}"),
            Self::OtherPlatform { platform } => say!(lang, "it is for {platform}", "适用于 {platform}"),
            Self::Unreadable(source) => {
                say!(lang, "it cannot be read: {why}", "无法读取：{why}", why = reason(source, lang))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    /// A GOROOT of 1.22.3 for linux/amd64.
    fn place() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::Builder::new().prefix("go röot ").tempdir().unwrap();
        let goroot = folder.path().to_owned();
        for name in ["bin", "src", "pkg/tool/linux_amd64"] {
            fs::create_dir_all(goroot.join(name)).unwrap();
        }
        fs::write(goroot.join("bin/go"), "").unwrap();
        fs::write(goroot.join("VERSION"), "go1.22.3\ntime 2024\n").unwrap();
        (folder, goroot)
    }

    fn examined(goroot: &Path) -> Result<String, String> {
        let version = examine(goroot, None, &Machine::new("linux", "amd64"));
        version.map(|version| version.to_string()).map_err(|unfit| unfit.to_string())
    }

    #[test]
    fn a_whole_one_is_known_by_its_version_file() {
        let (_folder, goroot) = place();
        assert_eq!(examined(&goroot).as_deref(), Ok("1.22.3"));
        let other = examine(&goroot, Some(&"1.22.5".parse().unwrap()), &Machine::new("linux", "amd64"));
        assert!(matches!(other, Err(Unfit::Misnamed { .. })), "{other:?}");
        let arm = examine(&goroot, None, &Machine::new("linux", "armv6l"));
        assert!(
            matches!(&arm, Err(Unfit::OtherPlatform { platform }) if platform == "linux/amd64"),
            "{arm:?}"
        );
        fs::create_dir(goroot.join("pkg/tool/linux_arm")).unwrap();
        assert!(examine(&goroot, None, &Machine::new("linux", "armv6l")).is_ok());
    }

    #[test]
    fn each_missing_piece_is_named() {
        for (piece, said) in [
            ("bin", "it has no bin/go"),
            ("VERSION", "it has no VERSION file"),
            ("src", "it has no src"),
            ("pkg/tool/linux_amd64", "it has no pkg/tool"),
            ("pkg", "it has no pkg/tool"),
        ] {
            let (_folder, goroot) = place();
            let path = goroot.join(piece);
            if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
            assert_eq!(examined(&goroot), Err(said.to_owned()), "{piece}");
        }
    }

    #[test]
    fn no_version_but_a_release_is_taken() {
        let (_folder, goroot) = place();
        for text in ["go1.22.3-custom", "devel go1.23-abc", "go1.22", "1.22.3", "", "go1.22.3 X:x"] {
            fs::write(goroot.join("VERSION"), text).unwrap();
            assert_eq!(examined(&goroot), Err(format!("its VERSION file says {text:?}")), "{text:?}");
        }
        fs::write(goroot.join("VERSION"), "go1.20").unwrap();
        assert_eq!(examined(&goroot).as_deref(), Ok("1.20"));
    }

    #[test]
    fn what_its_manager_has_not_finished_is_left() {
        let (_folder, goroot) = place();
        fs::write(goroot.join("go1.22.3.linux-amd64.tar.gz"), "").unwrap();
        assert_eq!(examined(&goroot), Err("its installation was never finished".to_owned()));
        fs::write(goroot.join(UNPACKED), "").unwrap();
        assert!(examined(&goroot).is_ok());
        fs::remove_file(goroot.join(UNPACKED)).unwrap();
        fs::write(goroot.join(LOCK), "").unwrap();
        assert!(examined(&goroot).is_err());
    }
}
