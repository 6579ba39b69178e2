//! Real toolchains as modules, from a GOPROXY on loopback, vouched for by a checksum database made for the purpose; no
//! release mirror can be reached.

use crate::contents::{Tree, in_tar_gz, in_zip, read_below};
use crate::serve::Served;
use crate::stage::{Stage, skipped};
use crate::support::database::Database;
use crate::support::module::{MODULE, Module};
use gv::release::Platform;
use gv::verify::H1;
use gv::version::Version;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;

/// A proxy with some toolchains and the log of them.
struct Proxy {
    folder: TempDir,
    url: String,
    log: Database,
}

impl Proxy {
    /// With the modules of the mirror where it has some, else with those made of its archives.
    fn with(stage: &Stage, wanted: &[(Version, Platform)]) -> Self {
        Self::of(stage, wanted, |name| prepared(stage, name))
    }

    /// With those made of the archives.
    fn packed(stage: &Stage, wanted: &[(Version, Platform)]) -> Self {
        Self::of(stage, wanted, |_| None)
    }

    fn of(stage: &Stage, wanted: &[(Version, Platform)], there: impl Fn(&str) -> Option<PathBuf>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = folder.path().join(MODULE).join("@v");
        fs::create_dir_all(&files).unwrap();
        let mut log = Database::new(3).with_others(1000, "other");
        for (version, platform) in wanted {
            let name = module_version(version, platform);
            let zip = files.join(format!("{name}.zip"));
            match there(&name) {
                Some(there) => drop(fs::copy(there, &zip).unwrap()),
                None => pack(stage, version, platform, &zip),
            }
            log = log.with_module(&read(&zip, &name));
        }
        let log = log.with_others(500, "later");
        log.write_to(folder.path());
        let url = Served::start(folder.path().to_owned()).unwrap().address();
        Self { folder, url, log }
    }

    /// The files of a module, by their path below GOROOT.
    fn files(&self, name: &str) -> BTreeMap<String, Vec<u8>> {
        let zip = self.folder.path().join(MODULE).join("@v").join(format!("{name}.zip"));
        let below = |(stored, content): (String, Vec<u8>)| {
            let path = stored.strip_prefix(&format!("{MODULE}@{name}/")).unwrap().to_owned();
            (path.replace("/_go.mod", "/go.mod"), content)
        };
        read(&zip, name).files.into_iter().map(below).collect()
    }

    /// Makes it all there is.
    fn alone(&self, stage: &mut Stage) {
        stage.sandbox.unset("GV_ORIGIN").set("GV_STALL_SECONDS", "2");
        stage.sandbox.set("GOPROXY", &self.url).set("GOSUMDB", self.log.key());
    }
}

fn module_version(version: &Version, platform: &Platform) -> String {
    format!("v0.0.1-{}.{}-{}", version.toolchain_name(), platform.os, platform.arch.replace("armv6l", "arm"))
}

/// The zip of the mirror, where it has one.
fn prepared(stage: &Stage, name: &str) -> Option<PathBuf> {
    let file = stage.mirror().join("goproxy").join(MODULE).join("@v").join(format!("{name}.zip"));
    file.is_file().then_some(file)
}

/// Makes the module out of the release archive, as Go's own release does.
fn pack(stage: &Stage, version: &Version, platform: &Platform, into: &Path) {
    let archive = stage.archive(version, platform);
    let tree = if platform.os == "windows" { in_zip(&archive) } else { in_tar_gz(&archive) };
    let prefix = format!("{MODULE}@{}", module_version(version, platform));
    let mut zip = zip::ZipWriter::new(File::create(into).unwrap());
    let options = SimpleFileOptions::default().compression_level(Some(1));
    for (path, (_, content)) in published(tree) {
        let path = match path.strip_suffix("go.mod") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => format!("{folder}_go.mod"),
            _ => path,
        };
        zip.start_file(format!("{prefix}/{path}"), options).unwrap();
        zip.write_all(&content).unwrap();
    }
    zip.finish().unwrap();
}

/// What of a release is part of its module.
fn published(tree: Tree) -> Tree {
    let aside = ["api/", "doc/", "misc/", "test/"];
    tree.into_iter().filter(|(path, _)| !aside.iter().any(|folder| path.starts_with(folder))).collect()
}

/// The zip, file by file.
fn read(zip: &Path, name: &str) -> Module {
    let mut zip = zip::ZipArchive::new(File::open(zip).unwrap()).unwrap();
    let mut files = Vec::new();
    for nth in 0..zip.len() {
        let mut entry = zip.by_index(nth).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        files.push((entry.name().unwrap().into_owned(), content));
    }
    Module { version: name.to_owned(), files }
}

#[test]
fn four_versions_are_installed_and_build_with_no_mirror_to_be_reached() {
    let Some(mut stage) = Stage::set() else { return };
    let minors: Vec<_> = stage.minors().into_iter().take(4).collect();
    let wanted: Vec<_> = minors.iter().map(|version| (version.clone(), Platform::host())).collect();
    let proxy = Proxy::with(&stage, &wanted);
    proxy.alone(&mut stage);
    stage.hello("hello", "go 1.20");
    for version in &minors {
        let run = stage.sandbox.gv(["use", &version.to_string()]).succeeds();
        let _ = run.says("verified against the checksum database");
        stage.sandbox.set("GOPROXY", "off");
        stage.means(&stage.sandbox.at("hello"), version);
        stage.builds(&stage.sandbox.at("hello"), version);
        stage.sandbox.set("GOPROXY", &proxy.url);
    }
    // And each is what the log has, by the files on the disk.
    let verified = stage.sandbox.gv(["verify"]).succeeds();
    for version in &minors {
        assert!(verified.stderr.contains(&format!("{} is as released", version.toolchain_name())));
    }
    assert!(!verified.stderr.contains("fetched again"), "{verified}");
}

#[test]
fn the_module_for_windows_is_unpacked_as_it_is() {
    let Some(mut stage) = Stage::set() else { return };
    let windows: Platform = "windows-amd64".parse().unwrap();
    let Some(version) = stage.versions_for(&windows).first().cloned() else {
        skipped(&format!("nothing for {windows} was prepared"));
        return;
    };
    let proxy = Proxy::with(&stage, &[(version.clone(), windows.clone())]);
    proxy.alone(&mut stage);
    stage.sandbox.set("GV_PLATFORM", windows.to_string());
    stage.sandbox.gv(["install", &version.to_string(), "--from", "goproxy"]).succeeds();
    let mut found = Tree::new();
    read_below(&stage.goroot(&version), "", &mut found);
    let found: BTreeMap<_, _> = found.into_iter().map(|(path, (_, content))| (path, content)).collect();
    let wanted = proxy.files(&module_version(&version, &windows));
    assert!(wanted.len() > 1000, "{} files are no Go", wanted.len());
    assert!(found.keys().eq(wanted.keys()), "other files");
    let differing: Vec<_> = wanted.iter().filter(|(path, content)| found[*path] != **content).collect();
    assert!(differing.is_empty(), "{:?}", differing[0].0);
}

#[test]
fn an_installed_archive_is_what_the_log_has_and_a_changed_file_is_named() {
    let Some(mut stage) = Stage::set() else { return };
    let version = stage.minors().remove(0);
    let proxy = Proxy::packed(&stage, &[(version.clone(), Platform::host())]);
    // From the release archive of the origin...
    stage.install(&[&version]);
    // ...and held against the log, as if that origin had been Go's own.
    proxy.alone(&mut stage);
    let run = stage.sandbox.gv(["verify", &version.to_string()]).succeeds();
    let _ = run.says("the checksum database");
    fs::write(stage.goroot(&version).join("src/fmt/print.go"), "package fmt\n").unwrap();
    let run = stage.sandbox.gv(["verify", &version.to_string()]).fails_with(4);
    let _ = run.says("changed: src/fmt/print.go");
}

/// What gv takes for a checksum database is one for `go` too, so both have understood the same.
#[test]
fn go_itself_believes_the_log_of_these_tests() {
    let Some(stage) = Stage::set() else { return };
    let minors = stage.minors();
    let (wanted, installed) = (&minors[0], &minors[minors.len() - 1]);
    let proxy = Proxy::with(&stage, &[(wanted.clone(), Platform::host())]);
    stage.install(&[installed]);
    let go = stage.goroot(installed).join("bin").join(format!("go{}", std::env::consts::EXE_SUFFIX));
    let run = |log: &Database, modules: &str| {
        log.write_to(proxy.folder.path());
        let place = stage.sandbox.with("GOPROXY", &proxy.url).with("GOSUMDB", log.key());
        let place = place.with("GOPATH", stage.sandbox.root().join(modules));
        place.with("GOTOOLCHAIN", wanted.toolchain_name()).run(&go, ["version"])
    };
    let said = format!("go version {} ", wanted.toolchain_name());
    let _ = run(&proxy.log, "true").succeeds().prints(&said);
    // A log with another hash is not: go did look.
    let name = module_version(wanted, &Platform::host());
    let other = Database::new(4).with_others(1000, "other").with(MODULE, &name, H1([4; 32]));
    let _ = run(&other, "other").fails_with(1).says("checksum mismatch");
}
