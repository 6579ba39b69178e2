//! A relay in a sandbox, and clients of it.

use crate::support::sandbox::Sandbox;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Stdio;
use std::thread;
use std::time::Duration;

/// What a client of TLS says first, as far as the relay looks at it.
pub const HELLO: &[u8] = b"\x16\x03\x01\x00\x05hello";
/// What a server answers.
pub const ANSWER: &[u8] = b"\x16\x03\x03\x00\x05world";

/// A relay that runs in the background until it is dropped.
pub struct Relay {
    pub sandbox: Sandbox,
    pub port: u16,
    pub secret: String,
}

impl Relay {
    /// One with these settings. The environment names no proxy.
    pub fn with(settings: &str) -> Self {
        let mut sandbox = Sandbox::new();
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
            sandbox.unset(name);
        }
        Self::of(sandbox, settings)
    }

    /// One in a sandbox that was made before.
    pub fn of(sandbox: Sandbox, settings: &str) -> Self {
        fs::create_dir_all(sandbox.gv_home()).unwrap();
        fs::write(sandbox.gv_home().join("config.toml"), settings).unwrap();
        sandbox.gv(["relay", "on"]).succeeds();
        Self::running(sandbox)
    }

    /// The one that runs in a sandbox.
    pub fn running(sandbox: Sandbox) -> Self {
        let mut relay = Self { sandbox, port: 0, secret: String::new() };
        relay.look();
        relay
    }

    /// Reads anew where it listens.
    pub fn look(&mut self) {
        let session = self.session();
        self.port = u16::try_from(session["port"].as_u64().unwrap()).unwrap();
        session["secret"].as_str().unwrap().clone_into(&mut self.secret);
    }

    /// The number of its process.
    #[cfg(target_os = "linux")]
    pub fn process(&self) -> u64 {
        self.session()["process"].as_u64().unwrap()
    }

    /// Connections of clients that are open.
    pub fn open(&self) -> usize {
        let (port, secret) = (self.port, &self.secret);
        let said = self.says_all(&format!(
            "GET /{secret}/status HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
        ));
        let body: Value = serde_json::from_str(said.split_once("\r\n\r\n").unwrap().1).unwrap();
        usize::try_from(body["open"].as_u64().unwrap()).unwrap()
    }

    /// What it answers to a request, to the end of the connection.
    fn says_all(&self, request: &str) -> String {
        let mut client = self.client();
        client.write_all(request.as_bytes()).unwrap();
        let mut text = String::new();
        client.read_to_string(&mut text).unwrap();
        text
    }

    fn session(&self) -> Value {
        let text = fs::read(self.sandbox.gv_home().join("state/relay/session.json")).unwrap();
        serde_json::from_slice(&text).unwrap()
    }

    /// A connection to it.
    pub fn client(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.set_nodelay(true).unwrap();
        stream
    }

    /// The header that shows the secret.
    pub fn login(&self) -> String {
        login(&self.secret)
    }

    /// What it answers to a request, as text.
    pub fn says(&self, request: &str) -> String {
        let mut client = self.client();
        client.write_all(request.as_bytes()).unwrap();
        head(&mut client)
    }

    /// Asks for a tunnel: the connection, and the head of the answer.
    pub fn tunnel(&self, target: impl std::fmt::Display) -> (TcpStream, String) {
        let mut client = self.client();
        let login = self.login();
        let request = format!("CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n{login}\r\n");
        client.write_all(request.as_bytes()).unwrap();
        let head = head(&mut client);
        (client, head)
    }

    /// What comes back through a tunnel for the first message of TLS.
    pub fn spoken(&self, target: impl std::fmt::Display) -> Result<Vec<u8>, String> {
        let (mut client, head) = self.tunnel(target);
        if !head.starts_with("HTTP/1.1 200") {
            return Err(head);
        }
        client.write_all(HELLO).unwrap();
        let mut answer = vec![0; ANSWER.len()];
        client.read_exact(&mut answer).map_err(|error| error.to_string())?;
        Ok(answer)
    }

    /// What `gv relay status --json` says of an upstream.
    pub fn upstream(&self, name: &str) -> Value {
        let status = self.sandbox.gv(["relay", "status", "--json"]).succeeds().json();
        let all = status["upstreams"].as_array().unwrap();
        all.iter().find(|it| it["name"] == name).unwrap().clone()
    }

    /// The lines of the log.
    pub fn log(&self) -> Vec<Value> {
        let run = self.sandbox.gv(["relay", "log", "--json"]).succeeds();
        run.lines().iter().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        let _ = self.sandbox.at("").gv_command().args(["relay", "off"]).output();
    }
}

/// Gives the relay of a sandbox a password.
pub fn log_in(sandbox: &Sandbox, args: &[&str], password: &str) {
    let mut command = sandbox.at("").gv_command();
    command.args(["relay", "login", "--stdin"]).args(args).stdin(Stdio::piped());
    let mut child = command.stderr(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(!format!("{output:?}").contains(password.trim()));
}

/// The header that shows a secret.
pub fn login(secret: &str) -> String {
    format!("Proxy-Authorization: Basic {}\r\n", BASE64_STANDARD.encode(format!("gv:{secret}")))
}

/// Reads the head of an answer; what came where the connection ended before.
pub fn head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or(0) == 1 {
        head.push(byte[0]);
    }
    String::from_utf8_lossy(&head).into_owned()
}

/// A server that answers [`HELLO`] with [`ANSWER`], any other bytes with themselves, and a request with a page.
pub fn target() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || serve(stream));
        }
    });
    address
}

fn serve(mut stream: TcpStream) {
    let mut bytes = vec![0; 1 << 16];
    while let Ok(length) = stream.read(&mut bytes) {
        let said = match &bytes[..length] {
            [] => return,
            HELLO => ANSWER.to_vec(),
            request if request.starts_with(b"GET ") || request.starts_with(b"POST ") => {
                let seen = String::from_utf8_lossy(request).into_owned();
                format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{seen}", seen.len()).into_bytes()
            }
            other => other.to_vec(),
        };
        if stream.write_all(&said).is_err() {
            return;
        }
    }
}
