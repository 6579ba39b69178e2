//! The module `golang.org/toolchain`: how a release is called as a version of it, and how its files differ from
//! those of the archive. The rules are those of `cmd/distpack`, which packs both
//! (<https://go.dev/doc/toolchain>, <https://cs.opensource.google/go/go/+/master:src/cmd/distpack/pack.go>).

use crate::version::Version;
use std::borrow::Cow;
use std::fmt;

/// The path of the module.
pub const MODULE: &str = "golang.org/toolchain";

/// What every version of the module begins with.
const BEGINNING: &str = "v0.0.1-go";

/// One version of the module: a release for one platform. Shown as `v0.0.1-go1.22.3.linux-amd64`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleVersion {
    version: Version,
    os: String,
    arch: String,
}

impl ModuleVersion {
    /// The release for a platform, in the words of Go or of the archives (`armv6l`). `None` where the module has
    /// no such version.
    pub fn of(version: &Version, os: &str, arch: &str) -> Option<Self> {
        let arch = go_arch(arch);
        let sound = is_module(version) && is_word(os) && is_word(arch);
        sound.then(|| Self { version: version.clone(), os: os.to_owned(), arch: arch.to_owned() })
    }

    /// Reads `v0.0.1-go1.22.3.linux-amd64`, in exactly the spelling it is shown in.
    pub fn parse(text: &str) -> Option<Self> {
        let (version, platform) = text.strip_prefix(BEGINNING)?.rsplit_once('.')?;
        let (os, arch) = platform.split_once('-')?;
        // `armv6l` is another spelling, which the module does not have.
        Self::of(&version.parse().ok()?, os, arch).filter(|found| found.arch == arch)
    }

    /// Reads the name of the zip of a version.
    pub fn of_file(name: &str) -> Option<Self> {
        Self::parse(name.strip_suffix(".zip")?)
    }

    /// The release.
    pub fn version(&self) -> &Version {
        &self.version
    }

    /// GOOS.
    pub fn os(&self) -> &str {
        &self.os
    }

    /// GOARCH: `arm` where the archives say `armv6l`.
    pub fn arch(&self) -> &str {
        &self.arch
    }

    /// Whether it is for a platform, named in the words of Go or of the archives.
    pub fn is_for(&self, os: &str, arch: &str) -> bool {
        self.os == os && self.arch == go_arch(arch)
    }

    /// What every name in its zip begins with.
    pub fn prefix(&self) -> String {
        format!("{MODULE}@{self}/")
    }
}

impl fmt::Display for ModuleVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{BEGINNING}{}.{}-{}", self.version, self.os, self.arch))
    }
}

/// The most lines of a list of the module's versions: it has some ten thousand, one a release and platform.
pub const LISTED: usize = 100_000;

/// Reads a list of the module's versions; lines of something else are passed over. `None` where there are more lines
/// than there can be versions.
pub fn listed(list: &[u8]) -> Option<Vec<ModuleVersion>> {
    let text = String::from_utf8_lossy(list);
    if text.lines().nth(LISTED).is_some() {
        return None;
    }
    Some(text.lines().filter_map(|line| ModuleVersion::parse(line.trim())).collect())
}

/// Whether a release is in the module: those from 1.21.0 on, which choose their toolchain themselves.
pub fn is_module(version: &Version) -> bool {
    let first = (1, 21);
    // 1.21rc1 and its like come before 1.21.0.
    let early = (version.major(), version.minor()) == first && version.is_prerelease();
    version.names_patch() && (version.major(), version.minor()) >= first && !early
}

/// The folders of a GOROOT that are in the archive of a release only, and not in the module.
pub const LEFT_OUT: [&str; 4] = ["api", "doc", "misc", "test"];

/// Whether a file below GOROOT is in the archive of a release only, and not in the module.
pub fn is_left_out(path: &str) -> bool {
    let top = path.split_once('/').map(|(top, _)| top);
    top.is_some_and(|top| LEFT_OUT.contains(&top))
}

/// The name in the zip of a file below GOROOT: a `go.mod` would make a module of its own of its folder, so it is
/// stored as `_go.mod`.
pub fn renamed(path: &str) -> Cow<'_, str> {
    exchanged(path, GO_MOD, STORED)
}

/// The name below GOROOT of a file in the zip, the inverse of [`renamed`].
pub fn original(path: &str) -> Cow<'_, str> {
    exchanged(path, STORED, GO_MOD)
}

/// The last part of a path.
pub fn base(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, base)| base)
}

/// A module's own file.
pub const GO_MOD: &str = "go.mod";

const STORED: &str = "_go.mod";

fn exchanged<'a>(path: &'a str, from: &str, to: &str) -> Cow<'a, str> {
    match path.strip_suffix(from) {
        Some(folder) if base(path) == from => Cow::Owned(format!("{folder}{to}")),
        _ => Cow::Borrowed(path),
    }
}

/// Whether a file below GOROOT is a program that has to be run for a build, in every way a release is packed.
pub fn is_program(path: &str) -> bool {
    path.starts_with("bin/") || path.starts_with("pkg/tool/")
}

/// Whether a file below GOROOT can be run: the zip carries no modes, the path says it.
pub fn is_executable(path: &str) -> bool {
    let base = base(path);
    let script = [".bash", ".sh", ".pl", ".rc"].iter().any(|end| base.ends_with(end));
    is_program(path) || script || is_runner(base)
}

/// Whether a name fits `go_?*_?*_exec`: the programs that run binaries of another platform.
fn is_runner(name: &str) -> bool {
    let platform = name.strip_prefix("go_").and_then(|rest| rest.strip_suffix("_exec"));
    platform.is_some_and(|platform| {
        platform.char_indices().any(|(at, c)| c == '_' && at > 0 && at + 1 < platform.len())
    })
}

fn go_arch(arch: &str) -> &str {
    if arch == "armv6l" { "arm" } else { arch }
}

/// Whether a text can be a GOOS or a GOARCH.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_longer_than_can_be_is_none() {
        let line = "v0.0.1-go1.22.3.linux-amd64\n";
        assert_eq!(listed(line.repeat(LISTED).as_bytes()).map(|all| all.len()), Some(LISTED));
        assert_eq!(listed(line.repeat(LISTED + 1).as_bytes()), None);
        assert_eq!(listed(b"v1.0.0\n\xff\nv0.0.1-go1.22.3.linux-amd64\r\n").map(|all| all.len()), Some(1));
    }
    use proptest::prelude::*;

    fn of(version: &str, os: &str, arch: &str) -> Option<ModuleVersion> {
        ModuleVersion::of(&version.parse().unwrap(), os, arch)
    }

    #[test]
    fn is_written_as_the_module_proxy_has_it() {
        let module = of("1.22.3", "linux", "amd64").unwrap();
        assert_eq!(module.to_string(), "v0.0.1-go1.22.3.linux-amd64");
        assert_eq!(module.prefix(), "golang.org/toolchain@v0.0.1-go1.22.3.linux-amd64/");
        assert_eq!(ModuleVersion::of_file("v0.0.1-go1.22.3.linux-amd64.zip"), Some(module));
        let candidate = of("1.23rc1", "windows", "arm64").unwrap();
        assert_eq!(candidate.to_string(), "v0.0.1-go1.23rc1.windows-arm64");
    }

    #[test]
    fn the_arm_of_the_archives_is_that_of_the_module() {
        let module = of("1.22.3", "linux", "armv6l").unwrap();
        assert_eq!(module, of("1.22.3", "linux", "arm").unwrap());
        assert!(module.is_for("linux", "armv6l") && module.is_for("linux", "arm"));
        assert!(!module.is_for("linux", "arm64") && !module.is_for("freebsd", "arm"));
    }

    #[test]
    fn what_is_no_release_of_the_module_has_no_version() {
        for version in ["1.20.14", "1.20", "1.21", "1.21rc2", "1.22", "1", "0.99.1"] {
            assert_eq!(of(version, "linux", "amd64"), None, "{version}");
        }
        for version in ["1.21.0", "1.22rc1", "1.100.1", "2.0.0"] {
            assert!(of(version, "linux", "amd64").is_some(), "{version}");
        }
        for (os, arch) in [("", "amd64"), ("linux", ""), ("li/nux", "amd64"), ("linux", "a-b"), ("a.b", "c")]
        {
            assert_eq!(of("1.22.3", os, arch), None, "{os}-{arch}");
        }
    }

    #[test]
    fn other_spellings_are_not_read() {
        for text in [
            "",
            "v0.0.1",
            "v0.0.1-go1.22.3",
            "v0.0.1-go1.22.3.linux",
            "v0.0.1-go1.22.3.linux-",
            "v0.0.1-go1.22.3.linux-armv6l",
            "v0.0.1-go1.22.linux-amd64",
            "v0.0.1-go1.20.3.linux-amd64",
            "v0.0.1-go1.22.03.linux-amd64",
            "v0.0.1-go1.22.3.linux-amd64/x",
            "v0.0.1-go1.22.3-x.linux-amd64",
            "v0.0.2-go1.22.3.linux-amd64",
            "v0.0.1-1.22.3.linux-amd64",
            " v0.0.1-go1.22.3.linux-amd64",
        ] {
            assert_eq!(ModuleVersion::parse(text), None, "{text}");
        }
        assert_eq!(ModuleVersion::of_file("v0.0.1-go1.22.3.linux-amd64"), None);
        assert_eq!(ModuleVersion::of_file("v0.0.1-go1.22.3.linux-amd64.mod"), None);
    }

    #[test]
    fn some_folders_are_in_the_archive_only() {
        for path in ["api/go1.txt", "doc/godebug.md", "misc/x/y", "test/a.go"] {
            assert!(is_left_out(path), "{path}");
        }
        for path in ["src/doc/x", "test", "docs/x", "lib/time/zoneinfo.zip", "VERSION"] {
            assert!(!is_left_out(path), "{path}");
        }
    }

    #[test]
    fn every_go_mod_has_another_name_in_the_zip() {
        for (path, stored) in [("go.mod", "_go.mod"), ("src/go.mod", "src/_go.mod")] {
            assert_eq!((renamed(path), original(stored)), (stored.into(), path.into()));
        }
        for path in ["src/xgo.mod", "go.mod/x", "go.sum", "src/x_go.mod", "GO.MOD"] {
            assert_eq!((renamed(path), original(path)), (path.into(), path.into()));
        }
    }

    #[test]
    fn the_path_says_what_can_be_run() {
        for path in [
            "bin/go",
            "bin/go.exe",
            "pkg/tool/linux_amd64/compile",
            "src/make.bash",
            "src/run.rc",
            "src/crypto/x.pl",
            "src/x.sh",
            "lib/wasm/go_js_wasm_exec",
            "misc/go_android_exec/go_a_b_exec",
        ] {
            assert!(is_executable(path), "{path}");
        }
        for path in [
            "VERSION",
            "src/bin/x",
            "pkg/include/x.h",
            "src/make.bat",
            "lib/go_js_exec",
            "lib/go__wasm_exec",
            "lib/go_js__exec",
            "src/x.sh/y",
            "binary/x",
        ] {
            assert!(!is_executable(path), "{path}");
        }
    }

    proptest! {
        #[test]
        fn is_read_as_it_is_shown(version in "1\\.2[0-9](\\.[0-9]|rc[1-9])?", os in "[a-z0-9]{1,9}", arch in "[a-z0-9]{1,9}") {
            if let Some(module) = of(&version, &os, &arch) {
                prop_assert_eq!(ModuleVersion::parse(&module.to_string()), Some(module));
            }
        }

        #[test]
        fn what_is_read_is_shown_the_same(text in "v0\\.0\\.1-go1\\.2[0-9]\\.[0-9]{1,2}(\\.|-)(linux|win dows|js)[.-](arm|armv6l|wasm)(-x)?|\\PC{0,20}") {
            if let Some(module) = ModuleVersion::parse(&text) {
                prop_assert_eq!(module.to_string(), text);
            }
        }

        #[test]
        fn a_path_comes_back_from_its_name_in_the_zip(path in "([a-z_]{1,3}/){0,2}(go\\.mod|x|_x|go\\.sum)") {
            let stored = renamed(&path);
            prop_assert!(base(&stored) != GO_MOD);
            prop_assert_eq!(original(&stored), path.as_str());
        }
    }
}
