//! A mirror of one's own: made, updated, pruned, packed, killed, and used as an origin and as a GOPROXY.

use crate::support::Sandbox;
use crate::support::archive::{Toolchain, host, toolchain};
use crate::support::database::Database;
use crate::support::module::Module;
use crate::support::origin::Origin;
use crate::support::reply::Reply;
use crate::support::server::Server;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::Duration;

const VERSIONS: [&str; 4] = ["1.21.13", "1.22.9", "1.22.10", "1.23.4"];
pub const OTHER: &str = "plan9-386";

/// A home whose origin and GOPROXY have some releases for two platforms.
pub struct Stage {
    pub sandbox: Sandbox,
    pub server: Server,
    pub log: Database,
    pub modules: Vec<Module>,
}

impl Stage {
    pub fn new() -> Self {
        Self::with(|reply| reply)
    }

    /// With archives that come in a worse way.
    fn with(worsen: impl Fn(Reply) -> Reply) -> Self {
        let heavy = |version: &str| toolchain(version).heavier(100_000);
        let mut origin = Origin::default();
        let (mut log, mut modules) = (Database::new(1).with_others(300, "a"), Vec::new());
        for version in VERSIONS {
            let other = Toolchain::new(version).of_platform(OTHER);
            origin = origin.publish_toolchain(version, &heavy(version)).publish_toolchain(version, &other);
            for toolchain in [heavy(version), other] {
                let module = Module::of(&toolchain, version);
                log = log.with_module(&module);
                modules.push(module);
            }
        }
        let mut server = Server::start().serve("/dl/?mode=json&include=all", Reply::bytes(origin.index()));
        for (name, bytes) in origin.files() {
            let reply = Reply::bytes(bytes);
            let reply = if name.starts_with("go1") { worsen(reply) } else { reply };
            server = server.serve(&format!("/dl/{name}"), reply);
        }
        server = modules.iter().fold(server, |server, module| module.served_by(server));
        let server = log.passed_on_by(server);
        let mut sandbox = Sandbox::new();
        sandbox.set("GV_ORIGIN", server.url("/dl")).set("GOPROXY", server.url("")).set("GOSUMDB", log.key());
        Self { sandbox, server, log, modules }
    }

    pub fn mirror(&self) -> PathBuf {
        self.sandbox.work().join("mirror")
    }

    pub fn sync(&self, args: &[&str]) -> Value {
        let all = ["mirror", "sync", "mirror", "--json"].iter().chain(args);
        self.sandbox.gv(all).succeeds().json()
    }
}

/// All files of a mirror, by their paths below it; what gv keeps for itself is left out.
fn files(mirror: &Path) -> Vec<String> {
    fn collect(folder: &Path, below: &str, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if entry.file_type().unwrap().is_dir() {
                if !name.starts_with('.') {
                    collect(&entry.path(), &format!("{below}{name}/"), found);
                }
            } else {
                found.push(format!("{below}{name}"));
            }
        }
    }
    let mut found = Vec::new();
    if mirror.is_dir() {
        collect(mirror, "", &mut found);
    }
    found.sort();
    found
}

fn statuses(document: &Value) -> Vec<&str> {
    document["files"].as_array().unwrap().iter().map(|file| file["status"].as_str().unwrap()).collect()
}

/// The archive of this name, as it is published for this machine.
fn toolchain_of(name: &str) -> Vec<u8> {
    let version = VERSIONS.into_iter().find(|version| toolchain(version).file_name(version) == name).unwrap();
    toolchain(version).heavier(100_000).packed()
}

/// A server that has exactly the files of a mirror.
pub fn served(mirror: &Path) -> Server {
    files(mirror).into_iter().fold(Server::start(), |server, path| {
        let bytes = fs::read(mirror.join(&path)).unwrap();
        server.serve(&format!("/{path}"), Reply::bytes(bytes))
    })
}

#[test]
fn holds_what_was_chosen_and_a_second_run_transfers_nothing() {
    let stage = Stage::new();
    let platforms = format!("{},{OTHER}", host());
    let document = stage.sync(&["--versions", "1.22,latest", "--platforms", &platforms, "--sumdb"]);
    assert_eq!(statuses(&document), ["added"; 8], "{document}");
    let module =
        |version: &str| &stage.modules.iter().find(|it| it.version.contains(version)).unwrap().version;
    let archive = |version: &str| toolchain(version).file_name(version);
    let there = files(&stage.mirror());
    for version in ["1.22.10", "1.23.4"] {
        for file in [
            archive(version),
            archive(version) + ".sha256",
            format!("golang.org/toolchain/@v/{}.zip", module(version)),
            format!("golang.org/toolchain/@v/{}.info", module(version)),
            format!("golang.org/toolchain/@v/{}.mod", module(version)),
        ] {
            assert!(there.contains(&file), "{file} of {there:#?}");
        }
    }
    assert!(!there.iter().any(|file| file.contains("1.22.9") || file.contains("1.21")), "{there:#?}");
    let before = stage.server.requests().len();
    let document = stage.sync(&[]);
    assert_eq!(statuses(&document), ["kept"; 8]);
    assert_eq!((&document["transferred"], stage.server.requests().len()), (&Value::from(0), before));
    stage.sandbox.gv(["mirror", "sync", "mirror"]).succeeds().says("transferred: 0 B");
}

#[test]
fn is_an_origin_and_a_goproxy_with_its_own_proof() {
    let stage = Stage::new();
    stage.sync(&["--versions", "1.22,1.23", "--sumdb"]);
    let server = served(&stage.mirror());
    let archives = Sandbox::new();
    let at = archives.with("GV_ORIGIN", server.url(""));
    at.gv(["install", "1.22"]).succeeds().says("go1.22.10 installed");
    let mut modules = Sandbox::new();
    modules.set("GOPROXY", server.url("")).set("GOSUMDB", stage.log.key());
    modules.gv(["install", "1.22.10", "--from", "goproxy"]).succeeds().says("sum.test.example");
    // A client that has seen the tree of the first run is shown that the log has only grown.
    stage.sync(&["--versions", "1.21,1.22,1.23"]);
    let server = served(&stage.mirror());
    modules.set("GOPROXY", server.url(""));
    modules.gv(["install", "1.21.13", "--from", "goproxy"]).succeeds().says("sum.test.example");
}

#[test]
fn a_release_that_is_no_longer_chosen_goes_only_when_asked() {
    let stage = Stage::new();
    stage.sync(&["--versions", "1.22", "--keep", "2"]);
    let old = stage.mirror().join(toolchain("1.22.9").file_name("1.22.9"));
    assert!(old.is_file());
    let run = stage.sandbox.gv(["mirror", "sync", "mirror", "--keep", "1"]).succeeds();
    run.says("--prune");
    assert!(old.is_file());
    let index = || fs::read_to_string(stage.mirror().join("index.json")).unwrap();
    assert!(index().contains("go1.22.9"));
    let preview = stage.sync(&["--prune", "--dry-run"]);
    assert_eq!(preview["surplus"].as_array().unwrap().len(), 2);
    assert!(old.is_file());
    stage.sandbox.gv(["mirror", "sync", "mirror", "--prune"]).succeeds().says("2 files removed");
    assert!(!old.exists() && !index().contains("go1.22.9"));
    assert!(!files(&stage.mirror()).iter().any(|file| file.contains("1.22.9")));
}

#[test]
fn wrong_bytes_never_appear() {
    let stage = Stage::with(|reply| reply.flipped_bit(500));
    let args = ["mirror", "sync", "mirror", "--versions", "1.22", "--no-modules"];
    stage.sandbox.gv(args).fails_with(4).says("no source has");
    let there = files(&stage.mirror());
    assert!(!there.iter().any(|file| file.contains("1.22")), "{there:?}");
    assert_eq!(fs::read_to_string(stage.mirror().join("index.json")).unwrap(), "[]\n");
}

#[test]
fn a_file_that_was_changed_is_fetched_again() {
    let stage = Stage::new();
    stage.sync(&["--versions", "1.22", "--no-modules"]);
    let archive = stage.mirror().join(toolchain("1.22.10").file_name("1.22.10"));
    let bytes = fs::read(&archive).unwrap();
    fs::write(&archive, b"something else").unwrap();
    assert_eq!(statuses(&stage.sync(&[])), ["added"]);
    assert_eq!(fs::read(&archive).unwrap(), bytes);
    // What gv remembers is no proof, and no need.
    fs::remove_dir_all(stage.mirror().join(".gv-mirror")).unwrap();
    assert_eq!(statuses(&stage.sync(&[])), ["adopted"]);
}

#[test]
fn says_what_is_not_published_and_what_a_release_lacks() {
    let stage = Stage::new();
    let sync = |args: &[&str]| stage.sandbox.gv(["mirror", "sync", "mirror"].iter().chain(args));
    sync(&["--versions", "1.99"]).fails_with(5).says("no release matches 1.99");
    sync(&["--platforms", "linux"]).fails_with(2).says("linux-amd64");
    sync(&["--versions", "1.22", "--platforms", "aix-ppc64"])
        .succeeds()
        .says("go1.22.10 has no archive for aix-ppc64");
}

#[test]
fn killed_at_any_moment_it_is_a_mirror_and_goes_on() {
    let stage = Stage::with(|reply| reply.slowly(16 * 1024, Duration::from_millis(2)));
    let mirror = stage.mirror();
    for round in 0..8_u64 {
        let mut command = stage.sandbox.at("").gv_command();
        command.args(["mirror", "sync", "mirror", "--versions", "1.21,1.22,1.23", "--sumdb"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_millis(15 + 12 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        // Whatever the index names is there, whole.
        let index = fs::read(mirror.join("index.json")).unwrap_or_else(|_| b"[]".to_vec());
        let index: Value = serde_json::from_slice(&index).unwrap();
        for file in index.as_array().unwrap().iter().flat_map(|release| release["files"].as_array().unwrap())
        {
            let bytes = fs::read(mirror.join(file["filename"].as_str().unwrap())).unwrap();
            assert_eq!(crate::support::origin::sha256(&bytes), file["sha256"].as_str().unwrap());
        }
        // So is every file that stands at its place already.
        for path in
            files(&mirror).iter().filter(|path| [".zip", ".tar.gz"].iter().any(|end| path.ends_with(end)))
        {
            let name = path.rsplit('/').next().unwrap();
            let module =
                stage.modules.iter().find(|it| name == format!("{}.zip", it.version)).map(Module::zip);
            let published = module.unwrap_or_else(|| toolchain_of(name));
            assert_eq!(fs::read(mirror.join(path)).unwrap(), published, "{path}");
        }
    }
    stage.sync(&["--versions", "1.21,1.22,1.23", "--sumdb"]);
    assert!(statuses(&stage.sync(&[])).iter().all(|status| *status == "kept"));
    let left: Vec<_> =
        fs::read_dir(mirror.join(".gv-mirror")).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| name == "lock" || name == "files.json"), "{left:?}");
}

#[test]
fn is_carried_on_a_disk_and_proven_again() {
    let stage = Stage::new();
    stage.sync(&["--versions", "1.22,1.23", "--sumdb"]);
    let packed = stage.sandbox.gv(["mirror", "pack", "mirror", "go.tar", "--json"]).succeeds().json();
    let sha256 = packed["sha256"].as_str().unwrap().to_owned();
    assert!(fs::read_to_string(stage.sandbox.work().join("go.tar.sha256")).unwrap().starts_with(&sha256));
    let unpack = |args: &[&str]| stage.sandbox.gv(["mirror", "unpack", "go.tar", "there"].iter().chain(args));
    unpack(&["--sha256", &"0".repeat(64)]).fails_with(4).says("not the one given");
    assert!(!stage.sandbox.work().join("there/index.json").exists());
    let unpacked = unpack(&["--sha256", &sha256, "--json"]).succeeds().json();
    let by =
        |proof: &str| unpacked["files"].as_array().unwrap().iter().filter(|it| it["proof"] == proof).count();
    assert_eq!((by("database"), by("pack")), (2, 2), "{unpacked}");
    let there = stage.sandbox.work().join("there");
    for file in files(&stage.mirror()) {
        assert_eq!(fs::read(there.join(&file)).ok(), fs::read(stage.mirror().join(&file)).ok(), "{file}");
    }
    let whole = fs::read(stage.sandbox.work().join("go.tar")).unwrap();
    for (at, damaged) in [(whole.len() / 2, true), (700, false), (0, false)] {
        stage.sandbox.file("go.tar", &whole[..at]);
        let run = unpack(&[]);
        let run = if damaged { run.fails_with(4) } else { run };
        run.says("go.tar");
    }
    let mut changed = whole;
    let place = changed.len() / 2;
    changed[place] ^= 1;
    stage.sandbox.file("go.tar", &changed);
    stage.sandbox.gv(["mirror", "unpack", "go.tar", "elsewhere"]).fails_with(4);
    assert!(!stage.sandbox.work().join("elsewhere/index.json").exists());
    stage.sandbox.gv(["mirror", "pack", "nothing", "x.tar"]).fails_with(1).says("not a mirror");
}
