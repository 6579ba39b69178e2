//! Athens behind nginx: the program itself where `GV_ATHENS` names one and a `go` is there, else a stand-in that answers as
//! it was seen to. What lies behind both is the suite's own module proxy.

use crate::daemons::{self, Daemon};
use crate::lab::{Files, Manners, Reply, Request, Server};
use crate::stage;
use std::collections::HashSet;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread::sleep;
use std::time::Duration;

/// What is behind an Athens.
#[derive(Clone, Copy)]
enum Upstream {
    /// A module proxy that answers at once.
    Quick,
    /// The same, which takes some seconds for what is fetched.
    Slow,
    /// Nothing answers.
    Down,
}

/// The port of each Athens, and what is behind it.
const ALL: [(u16, Upstream); 3] = [(3300, Upstream::Quick), (3301, Upstream::Down), (3302, Upstream::Slow)];

/// How long the slow one takes, and where it is.
const SLOW: (Duration, &str) = (Duration::from_secs(10), "203.0.113.12");

/// Starts all of them, and what nginx needs besides.
pub fn start(folder: &Path) -> Vec<Daemon> {
    fs::write(folder.join("run/half.zip"), half()).unwrap();
    // A zip that ends early: nginx passes the cut on.
    let cut = Server::with(Manners::Plain).answering(|_| Reply::bytes(half()).truncated());
    cut.start(at(3305));
    // One that always fetches first, and never keeps.
    let files = modules();
    let forgetful = Server::with(Manners::Plain).answering(move |request| {
        if request.target.contains("/@v/v") {
            sleep(Duration::from_secs(2));
        }
        files.answer(request)
    });
    forgetful.start(at(3303));
    let Some(program) = program() else {
        for (port, upstream) in ALL {
            stand_in(at(port), upstream);
        }
        return Vec::new();
    };
    let files = modules();
    let slow = Server::with(Manners::Plain).answering(move |request| {
        if request.target.contains(".zip") {
            sleep(SLOW.0);
        }
        files.answer(request)
    });
    slow.start(format!("{}:80", SLOW.1).parse().unwrap());
    ALL.into_iter().map(|(port, upstream)| real(folder, &program, port, upstream)).collect()
}

/// Addresses that the slow ones need.
pub fn addresses() -> impl Iterator<Item = &'static str> {
    [SLOW.1].into_iter()
}

/// The Athens that was named, and the `go` that it runs.
fn program() -> Option<(PathBuf, PathBuf)> {
    let named = std::env::var_os("GV_ATHENS")?;
    let go = stage::on_path("go").expect("an Athens runs go, and there is none on PATH");
    let path = PathBuf::from(named);
    assert!(path.is_file(), "GV_ATHENS={}: there is no such file", path.display());
    Some((path, go))
}

fn at(port: u16) -> SocketAddr {
    format!("10.77.0.1:{port}").parse().unwrap()
}

/// What all of them have: the suite's module, and one with capitals in its path.
pub fn modules() -> Files {
    Files::of_proxy_with_database()
        .with_module("github.com/BurntSushi/toml", "v1.3.2")
        .with_module("github.com/burntsushi/toml", "v1.3.2")
}

/// The first half of the module's zip.
fn half() -> Vec<u8> {
    let whole = crate::lab::modules::zip();
    whole[..whole.len() / 2].to_vec()
}

fn real(folder: &Path, (program, go): &(PathBuf, PathBuf), port: u16, upstream: Upstream) -> Daemon {
    let own = folder.join(format!("run/athens-{port}"));
    for name in ["store", "tmp", "home"] {
        fs::create_dir_all(own.join(name)).unwrap();
    }
    let upstream = match upstream {
        Upstream::Quick => "https://proxy.golang.org".to_owned(),
        Upstream::Down => "https://10.77.0.1:3999".to_owned(),
        Upstream::Slow => format!("http://{}", SLOW.1),
    };
    let set = [
        format!("PATH={}:/usr/bin:/bin", go.parent().unwrap().display()),
        format!("HOME={}", own.join("home").display()),
        format!("TMPDIR={}", own.join("tmp").display()),
        format!("GO_BINARY_PATH={}", go.display()),
        format!("ATHENS_PORT=10.77.0.1:{port}"),
        "ATHENS_STORAGE_TYPE=disk".to_owned(),
        format!("ATHENS_DISK_STORAGE_ROOT={}", own.join("store").display()),
        format!("ATHENS_GOGET_DIR={}", own.join("tmp").display()),
        format!(
            "ATHENS_GO_BINARY_ENV_VARS=GOPROXY={upstream}; GOSUMDB={}; GONOSUMDB=github.com; GOTOOLCHAIN=local; GOFLAGS=; SSL_CERT_FILE={}",
            crate::lab::modules::key(),
            folder.join("public.pem").display()
        ),
        "GO_ENV=production".to_owned(),
        "ATHENS_SUM_DBS=".to_owned(),
    ];
    let mut words = vec!["env", "-i"];
    words.extend(set.iter().map(String::as_str));
    words.push(program.to_str().unwrap());
    daemons::daemon(folder, &format!("athens-{port}"), &words)
}

/// Answers as Athens does: a version that is not stored is fetched whole before the first byte of any of its files; what its
/// upstream does not have, refuses or cannot say is 404 without a word, but for lists, which say why.
fn stand_in(address: SocketAddr, upstream: Upstream) {
    let (files, stored) = (modules(), Mutex::new(HashSet::new()));
    let server = Server::with(Manners::Plain);
    let server = server.answering(move |request| answer(request, upstream, &files, &stored));
    server.start(address);
}

fn answer(request: &Request, upstream: Upstream, files: &Files, stored: &Mutex<HashSet<String>>) -> Reply {
    let target = request.target.split('?').next().unwrap_or_default().replace("%21", "!");
    let target = target.as_str();
    let Some((module, file)) = target.trim_start_matches('/').split_once("/@") else {
        return Reply::status(404);
    };
    if file == "latest" || file == "v/list" {
        if matches!(upstream, Upstream::Down) {
            let why = format!(
                "not found: module {module}: Get \"https://10.77.0.1:3999/{module}/@v/list\": dial tcp 10.77.0.1:3999: connect: connection refused"
            );
            return Reply::empty(404).with_body(if file == "latest" { String::new() } else { why });
        }
        return files.answer(request).header("Content-Type", "application/json");
    }
    let has = files.has(target);
    if !has || matches!(upstream, Upstream::Down) {
        return Reply::empty(404);
    }
    let version = target.rsplit_once('.').map_or(target, |(version, _)| version).to_owned();
    let mut stored = stored.lock().unwrap();
    if stored.insert(version) && matches!(upstream, Upstream::Slow) {
        // Who asks meanwhile waits with the first.
        sleep(SLOW.0);
    }
    drop(stored);
    files.answer(request)
}
