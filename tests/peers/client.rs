//! A machine: a network namespace with one cable, to the outside.

use crate::lab::modules;
use crate::network::Network;
use crate::stage::{self, Stage};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The address of the machine with the proxies.
const PROXY: &str = "10.77.0.1";

/// A machine, for as long as it is kept.
pub struct Client<'a> {
    stage: &'a Stage,
    network: &'a Network,
    holder: Child,
    programs: Vec<Child>,
    cable: String,
    folder: PathBuf,
}

/// What a command came to.
pub struct Ran {
    pub code: Option<i32>,
    pub printed: String,
    pub said: String,
    pub took: Duration,
}

impl Drop for Client<'_> {
    fn drop(&mut self) {
        for child in self.programs.iter_mut().chain([&mut self.holder]) {
            let _ = child.kill();
            let _ = child.wait();
        }
        let _ = Command::new("ip").args(["link", "del", &self.cable]).output();
    }
}

impl<'a> Client<'a> {
    pub fn of(stage: &'a Stage, network: &'a Network) -> Self {
        let number = stage.number();
        let folder = stage.folder().join(format!("machine-{number}"));
        fs::create_dir_all(folder.join("home/.config/go")).unwrap();
        fs::create_dir_all(folder.join("work")).unwrap();
        fs::create_dir_all(folder.join("project")).unwrap();
        let (module, version) = network.module.split_once('@').unwrap();
        let project = format!("module corp.example/tool\n\ngo 1.20\n\nrequire {module} {version}\n");
        fs::write(folder.join("project/go.mod"), project).unwrap();
        let holder = held(&["unshare", "-n", "-m", "--propagation", "private", "sleep", "10000"]);
        wait_for_namespace(holder.id());
        let cable = format!("c{number}");
        let mut client = Self { stage, network, holder, programs: Vec::new(), cable, folder };
        client.plug_in(number);
        client.settle();
        client.lock();
        for program in network.runs {
            let files = stage.folder().to_str().unwrap();
            let words: Vec<_> = program.iter().map(|word| word.replace("FILES", files)).collect();
            let words: Vec<_> = ["setpriv", "--pdeathsig", "KILL"]
                .into_iter()
                .chain(words.iter().map(String::as_str))
                .collect();
            let command = client.inside("work", &words).spawn();
            client.programs.push(command.unwrap());
        }
        if !network.runs.is_empty() {
            thread::sleep(Duration::from_millis(500));
        }
        client
    }

    fn plug_in(&self, number: usize) {
        let id = self.holder.id().to_string();
        let (outer, inner) = (format!("10.78.{number}.1/30"), format!("10.78.{number}.2/30"));
        let gateway = format!("10.78.{number}.1");
        let cable = self.cable.as_str();
        stage::run("ip", &["link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", &id]);
        stage::run("ip", &["addr", "add", &outer, "dev", cable]);
        stage::run("ip", &["link", "set", cable, "up"]);
        let route = if self.network.is_open { "default" } else { "10.77.0.0/24" };
        for words in [
            &["link", "set", "lo", "up"][..],
            &["addr", "add", &inner, "dev", "eth0"],
            &["link", "set", "eth0", "up"],
            &["route", "add", route, "via", &gateway],
        ] {
            self.must(&[&["ip"], words].concat());
        }
    }

    /// Its files: hosts, resolv.conf, authorities, and what is known to `go`.
    fn settle(&self) {
        let write = |name: &str, text: &str| {
            let path = self.folder.join(name);
            fs::write(&path, text).unwrap();
            path.to_str().unwrap().to_owned()
        };
        let resolver = format!("nameserver {}\n", self.network.resolver);
        self.must(&["mount", "--bind", &write("resolv.conf", &resolver), "/etc/resolv.conf"]);
        self.must(&["mount", "--bind", &write("hosts", self.network.hosts), "/etc/hosts"]);
        self.settle_authorities();
        write("home/.config/go/env", &format!("GOSUMDB={}\n", modules::key()));
        if !self.network.netrc.is_empty() {
            write("home/.netrc", self.network.netrc);
        }
    }

    /// The store of authorities, as Debian keeps it, and `ca.crt`, which the company's IT has given out.
    fn settle_authorities(&self) {
        let (files, own) = (self.stage.folder(), |name: &str| self.folder.join(name));
        let company = files.join("company.pem");
        fs::copy(&company, own("work/ca.crt")).unwrap();
        for name in ["local", "certs"] {
            fs::create_dir_all(own(name)).unwrap();
        }
        fs::copy(files.join("public.pem"), own("local/public.crt")).unwrap();
        if self.network.trusts_company {
            fs::copy(&company, own("local/company.crt")).unwrap();
        }
        let store = files.join(if self.network.trusts_company { "both" } else { "public" });
        fs::copy(store.join("ca-certificates.crt"), own("certs/ca-certificates.crt")).unwrap();
        let bind = |from: PathBuf, to: &str| self.must(&["mount", "--bind", from.to_str().unwrap(), to]);
        bind(own("certs"), "/etc/ssl/certs");
        bind(own("local"), "/usr/local/share/ca-certificates");
    }

    /// Nothing but the suite's own folder can be written to: what is proposed is run as it stands.
    fn lock(&self) {
        let files = self.stage.folder().to_str().unwrap();
        self.must(&["mount", "--bind", files, files]);
        self.must(&["mount", "-o", "remount,bind,ro", "/"]);
    }

    /// A command of this machine.
    fn inside(&self, folder: &str, command: &[&str]) -> Command {
        let mut whole = Command::new("nsenter");
        // Who enters is at the root of that machine's files.
        let at = self.folder.join(folder);
        let enter = ["sh", "-c", "cd \"$0\" && exec \"$@\"", at.to_str().unwrap()];
        whole.args(["-t", &self.holder.id().to_string(), "-n", "-m"]).args(enter).args(command);
        let files = self.stage.folder().to_str().unwrap();
        let set = self
            .network
            .set
            .iter()
            .map(|(variable, value)| (*variable, value.replace("PROXY", PROXY).replace("FILES", files)));
        whole.env_clear().envs(set).env("HOME", self.folder.join("home")).env("PATH", self.path());
        whole.env("TMPDIR", self.folder.join("work"));
        whole.stdin(Stdio::null());
        whole
    }

    fn path(&self) -> String {
        let gv = Path::new(env!("CARGO_BIN_EXE_gv")).parent().unwrap();
        format!("{}:{}/bin:/usr/bin:/bin:/usr/sbin:/sbin", gv.display(), self.stage.folder().display())
    }

    #[track_caller]
    fn must(&self, command: &[&str]) {
        let output = self.inside("work", command).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {command:?}: {said}", self.network.name);
    }

    /// Runs gv, in a project that requires the module.
    pub fn gv(&self, words: &[&str]) -> Ran {
        let folder = if self.network.outside { "work" } else { "project" };
        ran(self.inside(folder, &[&[env!("CARGO_BIN_EXE_gv")], words].concat()))
    }

    /// Whether `go` gets the module, in a fresh cache, after these lines of a shell; `None` where there is no go.
    pub fn go(&self, before: &str, patience: u32) -> Option<Ran> {
        let go = self.stage.go.as_ref()?;
        let cache = tempfile::tempdir_in(&self.folder).unwrap();
        // gv's shims would hand the relay over; this go is not one of them.
        let (handed, after) = if before.starts_with("gv relay on") {
            ("eval \"$(gv relay env bash)\"", "gv relay off")
        } else {
            (":", ":")
        };
        // It must not be longer than its patience; and gv's own home is of that machine.
        let script = format!(
            "{before}\n{handed}\ntimeout {patience} {} mod download -x {}\ncode=$?\n{after}\nexit $code",
            go.display(),
            self.network.module
        );
        let mut command = self.inside("work", &["sh", "-c", &script]);
        command.env("GOTOOLCHAIN", "local").env("GOPATH", cache.path().join("path"));
        command.env("GOCACHE", cache.path().join("cache")).env("GOFLAGS", "-modcacherw");
        Some(ran(command))
    }

    /// What `gv explain` makes of what a command said.
    pub fn explained(&self, said: &str) -> Ran {
        let path = self.folder.join("work/output.txt");
        fs::write(&path, said).unwrap();
        self.gv(&["explain", "--json", path.to_str().unwrap()])
    }

    /// Keeps what a command said, where a folder for that is named.
    pub fn keep(&self, what: &str, ran: &Ran) {
        let Some(folder) = std::env::var_os("GV_PEERS_OUT") else { return };
        fs::create_dir_all(&folder).unwrap();
        let text =
            format!("{}{}\n[{:?}, {:.1} s]\n", ran.printed, ran.said, ran.code, ran.took.as_secs_f64());
        fs::write(Path::new(&folder).join(format!("{}.{what}", self.network.name)), text).unwrap();
    }
}

fn ran(mut command: Command) -> Ran {
    let since = Instant::now();
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ran {
        code: output.status.code(),
        printed: text(&output.stdout),
        said: text(&output.stderr),
        took: since.elapsed(),
    }
}

/// A program that ends with this process.
fn held(command: &[&str]) -> Child {
    Command::new("setpriv").args(["--pdeathsig", "KILL"]).args(command).stdin(Stdio::null()).spawn().unwrap()
}

fn wait_for_namespace(id: u32) {
    let own = fs::read_link("/proc/thread-self/ns/net").unwrap();
    let since = Instant::now();
    while fs::read_link(format!("/proc/{id}/ns/mnt")).ok() == fs::read_link("/proc/thread-self/ns/mnt").ok()
        || fs::read_link(format!("/proc/{id}/ns/net")).is_ok_and(|other| other == own)
    {
        assert!(since.elapsed() < Duration::from_secs(20), "no namespace");
        thread::sleep(Duration::from_millis(5));
    }
}
