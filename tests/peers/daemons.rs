//! The real programs, with the configurations in `conf`.

use crate::{athens, stage};
use std::fs::{self, File};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What has to be installed.
pub const PROGRAMS: [&str; 8] =
    ["squid", "tinyproxy", "privoxy", "haproxy", "stunnel4", "microsocks", "danted", "nginx"];

/// Where Debian has what writes certificates for squid; a squid without TLS has none.
pub const CERTGEN: &str = "/usr/lib/squid/security_file_certgen";

/// A running program, which ends with this.
pub struct Daemon(Child);

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts all of them, and waits until they listen.
pub fn start(folder: &Path) -> Vec<Daemon> {
    script(&folder.join("slow"), "while read -r _; do sleep \"${1:-5}\"; echo OK; done");
    script(&folder.join("refuse"), "while read -r _; do echo 'NA no'; done");
    // Proposals of commands name it.
    script(&folder.join("bin/sudo"), "exec \"$@\"");
    fs::write(folder.join("releases/index.json"), "[]").unwrap();
    let mut daemons = Vec::new();
    for name in
        ["open", "gen", "mid", "basic", "digest", "ntlm", "neg", "ad", "bump", "bump2", "bumpnoca", "bare"]
    {
        let conf = squid(folder, name);
        daemons.push(daemon(folder, &format!("squid-{name}"), &["squid", "-N", "-f", &conf]));
    }
    for name in ["open", "port", "filter", "chain", "chainok", "chaindown", "auth", "notallowed"] {
        let conf = configure(folder, &format!("tinyproxy/{name}.conf"));
        daemons.push(daemon(folder, &format!("tinyproxy-{name}"), &["tinyproxy", "-d", "-c", &conf]));
    }
    for name in ["block", "open", "limit"] {
        let conf = configure(folder, &format!("privoxy/{name}.conf"));
        daemons.push(daemon(folder, &format!("privoxy-{name}"), &["privoxy", "--no-daemon", &conf]));
    }
    for name in ["open", "block", "user"] {
        let conf = configure(folder, &format!("dante/{name}.conf"));
        daemons.push(daemon(folder, &format!("dante-{name}"), &["danted", "-f", &conf]));
    }
    let haproxy = configure(folder, "haproxy.cfg");
    daemons.push(daemon(folder, "haproxy", &["haproxy", "-f", &haproxy]));
    let stunnel = configure(folder, "stunnel.conf");
    daemons.push(daemon(folder, "stunnel", &["stunnel4", &stunnel]));
    let nginx = configure(folder, "nginx.conf");
    daemons.push(daemon(folder, "nginx", &["nginx", "-c", &nginx]));
    let athens = configure(folder, "athens.conf");
    daemons.push(daemon(folder, "nginx-athens", &["nginx", "-c", &athens]));
    daemons.push(daemon(folder, "microsocks", &["microsocks", "-i", "10.77.0.1", "-p", "3200"]));
    let login = ["microsocks", "-i", "10.77.0.1", "-p", "3201", "-u", "ann", "-P", "secret"];
    daemons.push(daemon(folder, "microsocks-login", &login));
    configure(folder, "haproxy-client.cfg");
    daemons.extend(athens::start(folder));
    for port in PORTS {
        listens(port, folder);
    }
    daemons
}

/// A port of each program.
const PORTS: [u16; 38] = [
    3230, 3128, 3129, 3140, 3149, 3150, 3151, 3152, 3153, 3160, 3168, 3170, 3171, 3172, 3173, 3174, 3175,
    3176, 3177, 3180, 3181, 3182, 3190, 3195, 3200, 3201, 3205, 3206, 3207, 3210, 3220, 8081, 8443, 8100,
    3300, 3301, 3302, 3303,
];

fn listens(port: u16, folder: &Path) {
    let since = Instant::now();
    while TcpStream::connect(("10.77.0.1", port)).is_err() {
        let logs = folder.join("log");
        assert!(
            since.elapsed() < Duration::from_mins(1),
            "nothing listens at {port}: see {}",
            logs.display()
        );
        thread::sleep(Duration::from_millis(50));
    }
}

fn script(path: &Path, body: &str) {
    fs::write(path, format!("#!/bin/sh\n{body}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/conf")
}

/// A configuration with the suite's folders in it, and where it lies.
fn configure(folder: &Path, name: &str) -> String {
    written(folder, name, &fs::read_to_string(sources().join(name)).unwrap())
}

fn written(folder: &Path, name: &str, text: &str) -> String {
    let conf = folder.join("conf");
    let text = text.replace("@DIR@", folder.to_str().unwrap()).replace("@CONF@", conf.to_str().unwrap());
    let path = conf.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    for other in
        ["users", "digest", "filter", "privoxy/block.action", "privoxy/open.action", "privoxy/limit.action"]
    {
        let to = conf.join(other);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        // A program that runs already reads it anew whenever it is written, and may find it empty.
        if !to.exists() {
            fs::copy(sources().join(other), to).unwrap();
        }
    }
    path.to_str().unwrap().to_owned()
}

fn squid(folder: &Path, name: &str) -> String {
    let read = |name: &str| fs::read_to_string(sources().join("squid").join(name)).unwrap();
    let text = format!("{}{}", read("head"), read(&format!("{name}.conf"))).replace("@NAME@", name);
    if text.contains("security_file_certgen") {
        let database = folder.join(format!("run/ssldb-{name}"));
        stage::run(CERTGEN, &["-c", "-s", database.to_str().unwrap(), "-M", "4MB"]);
        stage::run("chown", &["-R", "proxy", database.to_str().unwrap()]);
    }
    written(folder, &format!("squid/{name}.conf"), &text)
}

/// Starts a program that ends with this process, however that ends: the first process of its own namespace of processes is a
/// shell, with which all others end. Who gives rights up would no longer be told of the end of a parent.
pub fn daemon(folder: &Path, name: &str, command: &[&str]) -> Daemon {
    let log = File::create(folder.join("log").join(format!("{name}.out"))).unwrap();
    let program = stage::on_path(command[0]).unwrap();
    let mut whole = Command::new("setpriv");
    whole.args(["--pdeathsig", "KILL", "unshare", "--pid", "--fork", "--kill-child=KILL"]);
    whole.args(["sh", "-c", "\"$@\" & wait", "sh"]).arg(program).args(&command[1..]);
    whole.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
    Daemon(whole.spawn().unwrap())
}
