//! What stands in the store is what stood in the archive: every file, byte by byte.

use crate::stage::{Stage, skipped};
use gv::release::Platform;
use gv::version::Version;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// Path below GOROOT → whether it is executable, and the content.
pub type Tree = BTreeMap<String, (bool, Vec<u8>)>;

#[test]
fn the_archive_of_this_machine_is_unpacked_as_it_is() {
    let Some(stage) = Stage::set() else { return };
    let version = &stage.versions()[0];
    stage.install(&[version]);
    compare(&stage, version, &Platform::host());
}

#[test]
fn a_windows_zip_is_unpacked_as_it_is() {
    let Some(mut stage) = Stage::set() else { return };
    let windows: Platform = "windows-amd64".parse().unwrap();
    let Some(version) = stage.versions_for(&windows).first().cloned() else {
        skipped(&format!("nothing for {windows} was prepared"));
        return;
    };
    stage.sandbox.set("GV_PLATFORM", windows.to_string());
    stage.sandbox.gv(["install", &version.to_string()]).succeeds();
    assert!(stage.goroot(&version).join("bin/go.exe").is_file());
    compare(&stage, &version, &windows);
}

#[track_caller]
fn compare(stage: &Stage, version: &Version, platform: &Platform) {
    let archive = stage.archive(version, platform);
    let wanted = if platform.os == "windows" { in_zip(&archive) } else { in_tar_gz(&archive) };
    let mut found = Tree::new();
    read_below(&stage.goroot(version), "", &mut found);
    let names = |tree: &Tree| tree.keys().cloned().collect::<Vec<_>>();
    assert!(wanted.len() > 1000, "{} files are no Go", wanted.len());
    assert_eq!(names(&found), names(&wanted));
    let differing: Vec<_> =
        wanted.iter().filter(|(path, file)| found[*path] != **file).map(|(p, _)| p).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

pub fn in_tar_gz(archive: &Path) -> Tree {
    let mut tar = tar::Archive::new(flate2::read::GzDecoder::new(File::open(archive).unwrap()));
    let mut tree = Tree::new();
    for entry in tar.entries().unwrap() {
        let mut entry = entry.unwrap();
        if entry.header().entry_type().is_file() {
            let path = entry.path().unwrap().to_str().unwrap()["go/".len()..].to_owned();
            let executable = entry.header().mode().unwrap() & 0o111 != 0;
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            tree.insert(path, (executable, content));
        }
    }
    tree
}

pub fn in_zip(archive: &Path) -> Tree {
    let mut zip = zip::ZipArchive::new(File::open(archive).unwrap()).unwrap();
    let mut tree = Tree::new();
    for nth in 0..zip.len() {
        let mut entry = zip.by_index(nth).unwrap();
        let name = entry.name().unwrap().into_owned();
        if !name.ends_with('/') {
            // A zip that was packed on Windows carries no modes.
            let runs =
                entry.unix_mode().unwrap_or_default() & 0o111 != 0 || name.as_bytes().ends_with(b".exe");
            let executable = cfg!(unix) && runs;
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            tree.insert(name["go/".len()..].to_owned(), (executable, content));
        }
    }
    tree
}

pub fn read_below(folder: &Path, prefix: &str, into: &mut Tree) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            read_below(&entry.path(), &format!("{path}/"), into);
        } else {
            into.insert(path, (executable(&entry.path()), fs::read(entry.path()).unwrap()));
        }
    }
}

#[cfg(unix)]
fn executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(file).unwrap().permissions().mode() & 0o111 != 0
}

#[cfg(windows)]
fn executable(_: &Path) -> bool {
    false
}
