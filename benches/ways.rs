//! The same release by its two ways: `gv install` of the archive from a mirror, and of the module from a GOPROXY with a
//! checksum database, turn about, from loopback into a tmpfs.
//!
//! ```text
//! GV_BENCH_ARCHIVE=/dev/shm/go1.22.10.linux-amd64.tar.gz \
//! GV_BENCH_MODULE=/dev/shm/v0.0.1-go1.22.10.linux-amd64.zip cargo bench --bench ways
//! ```
//! Further: `GV_BENCH_ROUNDS` (10), `GV_BENCH_DIR` (a tmpfs; /dev/shm).

#![expect(clippy::print_stdout, reason = "figures are what this is for")]
#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made has to stop")]

#[cfg_attr(test, expect(dead_code, reason = "its own tests run elsewhere"))]
#[path = "../tests/real/mirror/serve.rs"]
mod serve;
#[expect(unused_imports, reason = "what only the scripted servers of the behaviour tests need")]
#[path = "../tests/gv/support/mod.rs"]
mod support;

use gv::golang::toolchain::{MODULE, ModuleVersion};
use serde_json::json;
use serve::Served;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use support::database::Database;
use support::module::Module;
use support::origin::sha256;

fn main() {
    let setting = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let (Some(archive), Some(zip)) = (setting("GV_BENCH_ARCHIVE"), setting("GV_BENCH_MODULE")) else {
        println!("GV_BENCH_ARCHIVE and GV_BENCH_MODULE are not set: nothing is measured");
        return;
    };
    let rounds = setting("GV_BENCH_ROUNDS").map_or(10, |text| text.parse().unwrap());
    let folder = setting("GV_BENCH_DIR").map_or_else(|| PathBuf::from("/dev/shm"), PathBuf::from);
    let place = tempfile::tempdir_in(folder).unwrap();
    let stage = Stage::set(place.path(), Path::new(&archive), Path::new(&zip));
    let (mut by_archive, mut by_module) = (Vec::new(), Vec::new());
    // The first of each is not counted.
    for round in 0..=rounds {
        let (archive, module) = (stage.install("mirror"), stage.install("goproxy"));
        if round > 0 {
            by_archive.push(archive);
            by_module.push(module);
        }
    }
    let (archive, module) = (median(&mut by_archive), median(&mut by_module));
    println!("archive from a mirror   {:4} ms (median of {rounds})", archive.as_millis());
    println!("module from a GOPROXY   {:4} ms", module.as_millis());
    println!("ratio of the medians    {:.3} (goal: 0.75)", module.as_secs_f64() / archive.as_secs_f64());
}

/// A mirror and a GOPROXY with one release.
struct Stage {
    place: PathBuf,
    version: String,
    url: String,
    key: String,
}

impl Stage {
    fn set(place: &Path, archive: &Path, zip: &Path) -> Self {
        let name = zip.file_stem().unwrap().to_str().unwrap();
        let module = ModuleVersion::parse(name).expect("a zip is called v0.0.1-go1.22.3.linux-amd64.zip");
        let served = place.join("served");
        let (dl, at_v) = (served.join("dl"), served.join("goproxy").join(MODULE).join("@v"));
        fs::create_dir_all(&dl).unwrap();
        fs::create_dir_all(&at_v).unwrap();
        let file_name = archive.file_name().unwrap().to_str().unwrap();
        fs::copy(archive, dl.join(file_name)).unwrap();
        fs::copy(zip, at_v.join(format!("{name}.zip"))).unwrap();
        let bytes = fs::read(archive).unwrap();
        let file = json!({"filename": file_name, "os": module.os(), "arch": module.arch(),
            "version": module.version().toolchain_name(), "sha256": sha256(&bytes), "size": bytes.len(), "kind": "archive"});
        let index = json!([{"version": module.version().toolchain_name(), "stable": true, "files": [file]}]);
        fs::write(dl.join("index.json"), index.to_string()).unwrap();
        let log =
            Database::new(5).with_others(2000, "x").with_module(&read(zip, name)).with_others(3000, "y");
        log.write_to(&served.join("goproxy"));
        let url = Served::start(served).unwrap().address();
        Self { place: place.to_owned(), version: module.version().to_string(), url, key: log.key() }
    }

    /// One install into a new home.
    fn install(&self, from: &str) -> Duration {
        let home = self.place.join("home");
        let mut gv = Command::new(env!("CARGO_BIN_EXE_gv"));
        gv.args(["install", &self.version, "--from", from, "--quiet"]).env_clear();
        gv.env("GV_HOME", home.join(".gv")).env("HOME", &home).env("NO_PROXY", "127.0.0.1");
        gv.env("GV_ORIGIN", format!("{}/dl", self.url));
        gv.env("GOPROXY", format!("{}/goproxy", self.url)).env("GOSUMDB", &self.key);
        let started = Instant::now();
        let status = gv.stdin(Stdio::null()).status().unwrap();
        let took = started.elapsed();
        assert!(status.success(), "{from}");
        fs::remove_dir_all(&home).unwrap();
        took
    }
}

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

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}
