//! The outside: a network namespace with all proxies, servers and hosts, which machines of their own are joined to.

use crate::daemons::{self, Daemon};
use crate::lab::Authority;
use crate::upstream;
use nix::sched::{CloneFlags, unshare};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The outside, for as long as it is kept.
pub struct Stage {
    folder: tempfile::TempDir,
    /// A `go` that judges, where there is one.
    pub go: Option<PathBuf>,
    count: AtomicUsize,
    _daemons: Vec<Daemon>,
}

/// What is not here that the suite needs.
pub fn missing() -> Vec<String> {
    let programs = ["ip", "nsenter", "setpriv", "unshare", "mount"];
    let mut missing: Vec<_> = programs.into_iter().chain(daemons::PROGRAMS).map(ToOwned::to_owned).collect();
    missing.retain(|program| on_path(program).is_none());
    if missing.is_empty() && !Path::new(daemons::CERTGEN).exists() {
        missing.push("a squid with TLS".to_owned());
    }
    if !nix_is_root() {
        missing.push("the rights of root".to_owned());
    } else if missing.is_empty() && !can_unshare() {
        missing.push("network namespaces".to_owned());
    }
    missing
}

fn nix_is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout.trim_ascii() == b"0"
}

fn can_unshare() -> bool {
    Command::new("unshare").args(["-n", "-m", "true"]).stderr(Stdio::null()).status().unwrap().success()
}

/// A program on PATH or where a system keeps its servers.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders =
        std::env::split_paths(&path).chain(["/usr/sbin", "/sbin", "/usr/local/go/bin"].map(PathBuf::from));
    folders.map(|folder| folder.join(program)).find(|file| file.is_file())
}

impl Stage {
    /// Enters it, with everything that answers there: this thread, and those that it starts, are outside.
    pub fn enter() -> Self {
        unshare(CloneFlags::CLONE_NEWNET | CloneFlags::CLONE_NEWNS).unwrap();
        run("mount", &["--make-rprivate", "/"]);
        run("ip", &["link", "set", "lo", "up"]);
        for address in upstream::addresses() {
            run("ip", &["addr", "add", address, "dev", "lo"]);
        }
        let folder = tempfile::Builder::new().prefix("gv-peers").tempdir().unwrap();
        for name in ["", "run", "log", "releases", "public", "both", "bin"] {
            let path = folder.path().join(name);
            fs::create_dir_all(&path).unwrap();
            // Servers give their rights up.
            fs::set_permissions(&path, fs::Permissions::from_mode(0o777)).unwrap();
        }
        let authority = certificates(folder.path());
        bind_hosts(folder.path());
        upstream::start(&authority);
        let daemons = daemons::start(folder.path());
        let go = on_path("go").filter(|go| is_go(go));
        Self { folder, go, count: AtomicUsize::new(0), _daemons: daemons }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A number that no other machine has.
    pub fn number(&self) -> usize {
        self.count.fetch_add(1, Ordering::SeqCst)
    }
}

/// A `go` that answers by itself; not gv's shim, and not one that fetches another.
fn is_go(go: &Path) -> bool {
    let home = tempfile::tempdir().unwrap();
    let version = Command::new(go)
        .arg("version")
        .env_clear()
        .env("HOME", home.path())
        .env("GOTOOLCHAIN", "local")
        .output();
    version.is_ok_and(|output| output.status.success())
}

/// The authorities, and what they vouch for: one that everybody trusts, and one of the company.
fn certificates(folder: &Path) -> Authority {
    let (public, company) = (Authority::new("Lab Root"), Authority::new("Corp Web Gateway CA"));
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write("public.pem", &public.pem());
    write("company.pem", &company.pem());
    write("company.both", &format!("{}{}", company.pem(), company.key_pem()));
    let (certificate, key) = company.issue_pem(&["proxy.corp.example", "goproxy.corp.example"]);
    write("company-proxy.pem", &certificate);
    write("company-proxy.key", &key);
    athens_certificates(folder, &company);
    write("company-proxy.both", &format!("{certificate}{key}"));
    // What is bound over a system's folder of certificates.
    write("public/ca-certificates.crt", &public.pem());
    write("both/ca-certificates.crt", &format!("{}{}", public.pem(), company.pem()));
    public
}

/// Those of Athens' nginx: without a name in the form that counts, for another name, and without the one between.
fn athens_certificates(folder: &Path, company: &Authority) {
    let between = company.below("Corp Issuing CA");
    let host = "goproxy.corp.example";
    let pairs = [
        ("no-san", company.issue_pem_as(host, &[])),
        ("other-name", company.issue_pem_as("old-name.corp.example", &["old-name.corp.example"])),
        ("no-chain", between.issue_pem(&[host])),
    ];
    for (name, (certificate, key)) in pairs {
        fs::write(folder.join(format!("athens-{name}.pem")), certificate).unwrap();
        fs::write(folder.join(format!("athens-{name}.key")), key).unwrap();
    }
}

/// Names are found as the proxies' machine finds them: hosts of releases are not.
fn bind_hosts(folder: &Path) {
    let lines = |hosts: &[(&str, &str)]| {
        let lines: Vec<_> = hosts.iter().map(|(host, at)| format!("{at} {host}\n")).collect();
        lines.concat()
    };
    let known = lines(&upstream::HOSTS);
    fs::write(folder.join("hosts"), format!("127.0.0.1 localhost\n{known}")).unwrap();
    fs::write(folder.join("hosts-all"), format!("{known}{}", lines(&upstream::RELEASES))).unwrap();
    fs::write(folder.join("resolv.conf"), "nameserver 10.77.0.1\noptions timeout:1 attempts:1\n").unwrap();
    for name in ["hosts", "resolv.conf"] {
        run("mount", &["--bind", folder.join(name).to_str().unwrap(), &format!("/etc/{name}")]);
    }
}

#[track_caller]
pub fn run(program: &str, arguments: &[&str]) {
    let output = Command::new(program).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {said}");
}
