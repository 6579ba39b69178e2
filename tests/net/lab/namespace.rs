//! The lab looked at by an installed gv, in a network namespace of its own: hosts really have their addresses there, and
//! resolv.conf and the hosts file are bound over. It takes root.

use super::{Asked, CONTROLS, Found, Lab, Place, modules, proxy};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use nix::sched::{CloneFlags, unshare};
use socket2::{Domain, Socket, Type};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::net::{IpAddr, SocketAddr};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// The resolver's address inside.
const RESOLVER: &str = "127.0.0.53:53";

/// A network that this thread, and what it starts, is in until another one is entered.
pub struct Inside {
    folder: tempfile::TempDir,
    program: PathBuf,
    variables: Vec<(OsString, OsString)>,
    _held: Vec<Socket>,
}

impl Inside {
    /// Enters it: other tests, in other threads, have namespaces of their own.
    pub fn enter(lab: &Lab, program: &Path) -> Self {
        unshare(CloneFlags::CLONE_NEWNET | CloneFlags::CLONE_NEWNS).unwrap();
        run("mount", &["--make-rprivate", "/"]);
        run("ip", &["link", "set", "lo", "up"]);
        let held = settle(lab);
        let folder = tempfile::tempdir().unwrap();
        // For programs of other users.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        bind_over(folder.path(), "/etc/resolv.conf", "nameserver 127.0.0.53\n");
        bind_over(folder.path(), "/etc/hosts", &lab.hosts);
        let variables = settings(lab, folder.path());
        Self { folder, program: program.canonicalize().unwrap(), variables, _held: held }
    }

    /// A folder outside of the network's files.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The program with the lab's settings, and nothing else.
    pub fn gv(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.env_clear().stdin(Stdio::null()).current_dir(self.folder.path());
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        // The next network of this thread has files of its own.
        let _ = Command::new("umount").args(["/etc/resolv.conf", "/etc/hosts"]).output();
    }
}

pub fn ask(lab: &Lab, asked: &Asked<'_>, program: &Path) -> Found {
    let inside = Inside::enter(lab, program);
    let mut command = inside.gv();
    command.current_dir(asked.folder.unwrap_or(inside.folder()));
    command.env("PATH", if asked.no_git { "/nowhere" } else { "/usr/bin:/bin" });
    command.envs(asked.variables.iter().copied());
    let output = command.args(["doctor", "net"]).args(asked.targets).arg("--json").output().unwrap();
    let (printed, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(matches!(output.status.code(), Some(0 | 1)), "{printed}{said}");
    let found = Found::read(&printed);
    assert_eq!(output.status.code() == Some(1), found.fails(), "{printed}{said}");
    assert!(found.millis < 15_000.0, "{printed}");
    found
}

/// Gives every host its address, and starts what answers there. What is given back has to be kept.
fn settle(lab: &Lab) -> Vec<Socket> {
    lab.resolver.start(RESOLVER.parse().unwrap());
    let mut held = Vec::new();
    let mut known = Vec::new();
    for (at, place) in lab.places() {
        let is_new = !at.ip().is_unspecified() && !known.contains(&at.ip());
        if is_new && !matches!(place, Place::Unreachable) {
            let address = at.ip().to_string();
            let v4 = ["addr", "add", &address, "dev", "lo"];
            // Without a look whether somebody else has the address, during which it cannot be used.
            let v6 = ["addr", "add", &address, "dev", "lo", "nodad"];
            run("ip", if at.is_ipv4() { &v4[..] } else { &v6[..] });
            known.push(at.ip());
        }
        match &place {
            Place::Server(server) => drop(server.start(at)),
            Place::Proxy(temper, hosts) => drop(proxy::start(at, temper, hosts)),
            Place::Silent => held.extend(full(at)),
            Place::Refused | Place::Unreachable => {}
        }
    }
    held
}

/// A port that takes no more connections: further ones are not answered.
fn full(at: SocketAddr) -> Vec<Socket> {
    let domain = match at.ip() {
        IpAddr::V4(_) => Domain::IPV4,
        IpAddr::V6(_) => Domain::IPV6,
    };
    let listener = Socket::new(domain, Type::STREAM, None).unwrap();
    listener.bind(&at.into()).unwrap();
    listener.listen(0).unwrap();
    let mut held = vec![listener];
    for _ in 0..4 {
        let socket = Socket::new(domain, Type::STREAM, None).unwrap();
        let _ = socket.connect_timeout(&at.into(), Duration::from_millis(100));
        held.push(socket);
    }
    held
}

fn bind_over(folder: &Path, target: &str, text: &str) {
    let file = folder.join(target.replace('/', "_"));
    fs::write(&file, text).unwrap();
    run("mount", &["--bind", file.to_str().unwrap(), target]);
}

/// What the program is given: a home, the lab's resolvers of others, its authorities, and no releases.
fn settings(lab: &Lab, folder: &Path) -> Vec<(OsString, OsString)> {
    let home = folder.join("home");
    fs::create_dir_all(home.join(".gv")).unwrap();
    let doh = CONTROLS.map(|(host, address)| {
        format!("{{ url = \"https://{host}/dns-query\", address = \"{}\" }}", IpAddr::from(address))
    });
    fs::write(home.join(".gv/config.toml"), format!("[network]\ndoh = [{}]\n", doh.join(", "))).unwrap();
    let pem = |der: &[u8]| {
        format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", BASE64_STANDARD.encode(der))
    };
    let roots: String = std::iter::once(lab.authority.root())
        .chain(lab.trusted.iter().cloned())
        .map(|der| pem(&der))
        .collect();
    fs::write(folder.join("roots.pem"), roots).unwrap();
    let releases = folder.join("releases");
    fs::create_dir_all(&releases).unwrap();
    let set = |name: &str, value: &dyn AsRef<OsStr>| (name.into(), value.as_ref().to_owned());
    vec![
        set("GOENV", &"off"),
        set("GOPROXY", &"https://proxy.golang.org"),
        set("GOSUMDB", &modules::key()),
        set("HOME", &home),
        set("GV_HOME", &home.join(".gv")),
        set("GV_ORIGIN", &releases),
        set("SSL_CERT_FILE", &folder.join("roots.pem")),
        set("PATH", &"/usr/bin:/bin"),
    ]
}

#[track_caller]
fn run(program: &str, arguments: &[&str]) {
    let output = Command::new(program).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {said}");
}
