//! A company's mirror as nginx really serves it: with an index and without, behind a token and behind a client
//! certificate. Said aloud where this machine has no nginx.

use crate::support::Sandbox;
use crate::support::archive::toolchain;
use crate::support::machine::program_or_skip;
use crate::support::origin::{Origin, sha256};
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// Newer than any release that the manifest knows.
const NEW: [&str; 2] = ["1.99.1", "1.99.2"];

struct Nginx {
    process: Child,
    port: u16,
    folder: PathBuf,
}

impl Nginx {
    /// Starts it with these lines in its only server, which listens with TLS.
    fn start(folder: &Path, server: &str) -> Self {
        let signed = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
        fs::create_dir_all(folder.join("logs")).unwrap();
        fs::write(folder.join("cert.pem"), signed.cert.pem()).unwrap();
        private(&folder.join("key.pem"), &signed.signing_key.serialize_pem());
        // Freed again, and taken by nginx at once; another process would have to be faster.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let user = if Path::new("/proc/self").exists() && nix_is_root() { "user root;" } else { "" };
        let config = format!(
            "daemon off; worker_processes 1; pid nginx.pid; error_log logs/error.log; {user}\n\
             events {{ worker_connections 64; }}\n\
             http {{ access_log off; client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; \
             uwsgi_temp_path t4; scgi_temp_path t5;\n\
             server {{ listen 127.0.0.1:{port} ssl; ssl_certificate cert.pem; ssl_certificate_key key.pem; \
             root {root};\n{server}\n}} }}\n",
            root = folder.join("www").display()
        );
        fs::write(folder.join("nginx.conf"), config).unwrap();
        let mut process = Command::new("nginx");
        process.arg("-p").arg(folder).args(["-c", "nginx.conf", "-e", "logs/error.log"]);
        let process = process.env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").spawn().unwrap();
        let mut nginx = Self { process, port, folder: folder.to_owned() };
        nginx.wait();
        nginx
    }

    fn wait(&mut self) {
        let begun = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let log = || fs::read_to_string(self.folder.join("logs/error.log")).unwrap_or_default();
            assert!(self.process.try_wait().unwrap().is_none(), "nginx ended: {}", log());
            assert!(begun.elapsed() < Duration::from_secs(30), "nginx does not answer: {}", log());
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // The master alone would leave its worker: it ends both when it is asked to.
        let quit = format!("kill -TERM {}", self.process.id());
        let _ = Command::new("sh").args(["-c", &quit]).status();
        let _ = self.process.wait();
    }
}

fn nix_is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    Path::new("/proc/self").metadata().is_ok_and(|meta| meta.uid() == 0)
}

fn private(path: &Path, content: &str) -> PathBuf {
    fs::write(path, content).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    path.to_owned()
}

/// A sandbox whose origin is an nginx with these archives, each with its hash beside it.
fn serving(server: &str) -> Option<(Sandbox, Nginx)> {
    if Command::new("/usr/sbin/nginx").arg("-v").output().is_err() {
        program_or_skip("nginx")?;
    }
    let mut sandbox = Sandbox::new();
    let www = sandbox.root().join("nginx/www/go");
    fs::create_dir_all(&www).unwrap();
    for version in NEW {
        let made = toolchain(version);
        let (name, bytes) = (made.file_name(version), made.packed());
        fs::write(www.join(format!("{name}.sha256")), sha256(&bytes)).unwrap();
        fs::write(www.join(name), bytes).unwrap();
    }
    let nginx = Nginx::start(&sandbox.root().join("nginx"), server);
    sandbox.set("GV_ORIGIN", format!("https://127.0.0.1:{}/go", nginx.port));
    sandbox.set("GOPROXY", "off").set("GOSUMDB", "off");
    settings(&sandbox, &nginx, "");
    Some((sandbox, nginx))
}

fn settings(sandbox: &Sandbox, nginx: &Nginx, more: &str) {
    let roots = nginx.folder.join("cert.pem");
    let text =
        format!("[network.hosts.'127.0.0.1:{}']\nroots = ['{}']\n{more}\n", nginx.port, roots.display());
    fs::create_dir_all(sandbox.gv_home()).unwrap();
    fs::write(sandbox.gv_home().join("config.toml"), text).unwrap();
}

#[test]
fn without_an_index() {
    let Some((sandbox, _nginx)) = serving("") else { return };
    for version in NEW {
        sandbox.gv(["use", version]).succeeds().says("verified against the SHA-256 file of 127.0.0.1");
    }
    sandbox.gv(["install", "1.99.3"]).fails_with(5).says("the origin does not have go1.99.3");
}

#[test]
fn with_a_listing_and_with_an_index() {
    let Some((sandbox, nginx)) = serving("autoindex on;") else { return };
    sandbox.gv(["use", "latest"]).succeeds().says("1.99.2").says("the SHA-256 file of");
    let origin = Origin::of(&["1.99.4"]);
    origin.write_to(&nginx.folder.join("www/go"));
    sandbox.gv(["use", "latest", "--refresh"]).succeeds().says("1.99.4").says("release list");
}

#[test]
fn wrong_bytes() {
    let Some((sandbox, nginx)) = serving("") else { return };
    let name = toolchain(NEW[0]).file_name(NEW[0]);
    fs::write(nginx.folder.join("www/go").join(name), toolchain(NEW[1]).packed()).unwrap();
    sandbox.gv(["install", NEW[0]]).fails_with(4);
    assert!(sandbox.installed().is_empty());
}

#[test]
fn behind_a_token() {
    let guard = "if ($http_authorization != 'Bearer s3cret') { return 401; }";
    let Some((mut sandbox, nginx)) = serving(guard) else { return };
    sandbox.gv(["install", NEW[0]]).fails_with(3).says("401").says("docs/company.md");
    settings(&sandbox, &nginx, "token_variable = 'CORP_TOKEN'");
    sandbox.set("CORP_TOKEN", "s3cret");
    sandbox.gv(["use", NEW[0]]).succeeds().does_not_say("s3cret");
}

#[test]
fn behind_a_client_certificate() {
    let client = rcgen::generate_simple_self_signed(["gv".to_owned()]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let cert = private(&folder.path().join("client.pem"), &client.cert.pem());
    let key = private(&folder.path().join("client.key"), &client.signing_key.serialize_pem());
    let guard = format!("ssl_client_certificate {}; ssl_verify_client on;", cert.display());
    let Some((sandbox, nginx)) = serving(&guard) else { return };
    sandbox.gv(["install", NEW[0]]).fails_with(5).says("the origin does not have");
    settings(&sandbox, &nginx, &format!("cert = '{}'\nkey = '{}'", cert.display(), key.display()));
    sandbox.gv(["use", NEW[0]]).succeeds();
}
