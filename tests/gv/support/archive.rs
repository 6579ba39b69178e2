//! Toolchains small enough for a test: a `bin/go` that tells what it was given, and the archives they come in.
//! Also single entries of any kind, for archives that no honest packer makes.

use super::executable;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::Path;
use std::{env, fs};
use zip::write::SimpleFileOptions;

/// A valid toolchain of a version; its `go` prints
/// `go version goV os/arch` for `version`, the GOROOT for `env GOROOT`, a variable of its environment for `env NAME`,
/// and for anything else the lines
/// `go=V`, `GOROOT=…`, `GOTOOLCHAIN=…`, `cwd=…` and `arg=…` for each argument.
#[derive(Debug, Clone)]
pub struct Toolchain {
    /// Path below GOROOT → content.
    files: BTreeMap<String, Vec<u8>>,
    platform: String,
}

/// A valid toolchain of the machine's own platform.
pub fn toolchain(version: &str) -> Toolchain {
    Toolchain::new(version)
}

impl Toolchain {
    pub fn new(version: &str) -> Self {
        let platform = host();
        let exe = env::consts::EXE_SUFFIX;
        let tools = format!("pkg/tool/{}", platform.replace('-', "_"));
        Self { files: BTreeMap::new(), platform: platform.clone() }
            .with("VERSION", format!("go{version}\ntime 2024-05-01T19:46:00Z\n"))
            .with(
                "go.env",
                "GOPROXY=https://proxy.golang.org,direct\nGOSUMDB=sum.golang.org\nGOTOOLCHAIN=auto\n",
            )
            .with(&format!("bin/go{exe}"), program("go", version, &platform))
            .with(&format!("bin/gofmt{exe}"), program("gofmt", version, &platform))
            .with(&format!("{tools}/compile{exe}"), program("compile", version, &platform))
            .with("src/fmt/print.go", "package fmt\n")
            .with("LICENSE", "as you like\n")
    }

    /// With one file more, or another content of it.
    #[must_use]
    pub fn with(mut self, path: &str, content: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.to_owned(), content.into());
        self
    }

    /// With one file less.
    #[must_use]
    pub fn without(mut self, path: &str) -> Self {
        assert!(self.files.remove(path).is_some(), "there is no {path}");
        self
    }

    /// As if it were for another platform. The programs stay what they are.
    #[must_use]
    pub fn of_platform(mut self, platform: &str) -> Self {
        platform.clone_into(&mut self.platform);
        self
    }

    /// Bigger by so many bytes that do not compress, for downloads that have to last.
    #[must_use]
    pub fn heavier(self, bytes: usize) -> Self {
        self.with("pkg/ballast.bin", noise(bytes))
    }

    /// `linux-amd64`
    pub fn platform(&self) -> &str {
        &self.platform
    }

    /// Every file below GOROOT.
    pub fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }

    /// Its paths below GOROOT.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The archive as released for the platform: a zip for Windows, else a tar.gz.
    pub fn packed(&self) -> Vec<u8> {
        if self.platform.starts_with("windows-") { self.zip() } else { self.tar_gz() }
    }

    /// `go1.22.3.linux-amd64.tar.gz`
    pub fn file_name(&self, version: &str) -> String {
        let end = if self.platform.starts_with("windows-") { "zip" } else { "tar.gz" };
        format!("go{version}.{}.{end}", self.platform)
    }

    pub fn tar_gz(&self) -> Vec<u8> {
        let entries = self.files.iter().map(|(path, content)| Entry {
            mode: mode(path),
            ..Entry::file(&format!("go/{path}"), content.clone())
        });
        tar_gz(&entries.collect::<Vec<_>>())
    }

    pub fn zip(&self) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (path, content) in &self.files {
            let options = SimpleFileOptions::default().unix_permissions(mode(path));
            zip.start_file(format!("go/{path}"), options).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// Writes it out as a GOROOT.
    pub fn write_to(&self, goroot: &Path) {
        for (path, content) in &self.files {
            let file = goroot.join(path);
            if mode(path) == 0o755 {
                executable::write(&file, content);
            } else {
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(&file, content).unwrap();
            }
        }
    }
}

/// One entry of a tar archive, honest or not.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Written as it is: nothing is checked.
    pub path: String,
    pub kind: tar::EntryType,
    /// The target of a link.
    pub link: String,
    pub mode: u32,
    pub content: Vec<u8>,
}

impl Entry {
    pub fn file(path: &str, content: impl Into<Vec<u8>>) -> Self {
        let (path, content) = (path.to_owned(), content.into());
        Self { path, kind: tar::EntryType::Regular, link: String::new(), mode: 0o644, content }
    }

    pub fn symlink(path: &str, target: &str) -> Self {
        Self { kind: tar::EntryType::Symlink, link: target.to_owned(), ..Self::file(path, "") }
    }

    pub fn hard_link(path: &str, target: &str) -> Self {
        Self { kind: tar::EntryType::Link, link: target.to_owned(), ..Self::file(path, "") }
    }

    pub fn of_kind(path: &str, kind: tar::EntryType) -> Self {
        Self { kind, ..Self::file(path, "") }
    }
}

/// An archive of exactly these entries.
pub fn tar_gz(entries: &[Entry]) -> Vec<u8> {
    let mut tar = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    for entry in entries {
        let mut header = tar::Header::new_gnu();
        // The crate's own setters refuse what some tests are about.
        let fields = header.as_gnu_mut().unwrap();
        copy_name(&mut fields.name, &entry.path);
        copy_name(&mut fields.linkname, &entry.link);
        header.set_entry_type(entry.kind);
        header.set_mode(entry.mode);
        header.set_mtime(1_700_000_000);
        header.set_size(entry.content.len() as u64);
        header.set_cksum();
        tar.append(&header, entry.content.as_slice()).unwrap();
    }
    tar.into_inner().unwrap().finish().unwrap()
}

/// Bytes that do not compress, the same on every run.
pub fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    std::iter::repeat_with(&mut next).take(length).collect()
}

/// The machine's platform in the names of the release archives.
pub fn host() -> String {
    let os = match env::consts::OS {
        "macos" => "darwin",
        os => os,
    };
    let arch = match env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        "x86" => "386",
        "arm" => "armv6l",
        arch => arch,
    };
    format!("{os}-{arch}")
}

fn copy_name(field: &mut [u8; 100], name: &str) {
    field[..name.len()].copy_from_slice(name.as_bytes());
}

fn mode(path: &str) -> u32 {
    if path.starts_with("bin/") || path.starts_with("pkg/tool/") { 0o755 } else { 0o644 }
}

/// The program itself. On Unix a script, which needs nothing built; it finds its GOROOT as Go does: the
/// variable, else the folder above its own.
#[cfg(unix)]
fn program(name: &str, version: &str, platform: &str) -> Vec<u8> {
    let platform = platform.replace('-', "/");
    format!(
        r#"#!/bin/sh
root=${{GOROOT:-$(cd "$(dirname "$0")/.." && pwd -P)}}
case "{name} $*" in
"go version") echo "go version go{version} {platform}" ;;
"go env GOROOT") echo "$root" ;;
"go env GOVERSION") echo "go{version}" ;;
"go env "*) eval "printf '%s\\n' \"\$$2\"" ;;
"go exit "*) exit "$2" ;;
*)
    echo "{name}={version}"
    echo "GOROOT=$GOROOT"
    echo "GOTOOLCHAIN=$GOTOOLCHAIN"
    echo "cwd=$PWD"
    for arg do echo "arg=$arg"; done ;;
esac
"#
    )
    .into_bytes()
}

/// On Windows the program is the example `fake-go`, with name, version and platform written behind its end.
#[cfg(windows)]
fn program(name: &str, version: &str, platform: &str) -> Vec<u8> {
    let beside = Path::new(env!("CARGO_BIN_EXE_gv")).with_file_name("examples").join("fake-go.exe");
    let mut bytes = fs::read(&beside)
        .unwrap_or_else(|error| panic!("{}: {error}; `cargo build --examples` makes it", beside.display()));
    bytes.extend(format!("\nfake-go {name} {version} {}\n", platform.replace('-', "/")).into_bytes());
    bytes
}

#[test]
fn a_fake_toolchain_runs_and_packs_the_same_twice() {
    let folder = tempfile::tempdir().unwrap();
    let fake = toolchain("1.22.3");
    fake.write_to(folder.path());
    let go = folder.path().join("bin").join(format!("go{}", env::consts::EXE_SUFFIX));
    let output = std::process::Command::new(go).arg("version").env_remove("GOROOT").output().unwrap();
    let expected = format!("go version go1.22.3 {}\n", host().replace('-', "/"));
    assert_eq!(String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n"), expected);
    assert_eq!(fake.packed(), toolchain("1.22.3").packed());
}
