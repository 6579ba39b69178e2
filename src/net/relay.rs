//! Where the relay of this user listens, and whether it is the one that answers there. The state folder says so, never a
//! variable: files that only this user can read.

pub mod modules;

use crate::home::Home;
use crate::system::file::{self, How};
use crate::system::private;
use modules::ModuleSettings;
use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;
use subtle::ConstantTimeEq;

/// The user in the relay's address. The secret is the password, which programs do not show.
pub const USER: &str = "gv";
/// The path below which the relay says who it is.
pub const IDENTITY: &str = "/identity/";
/// The files are some hundred bytes long.
const LIMIT: u64 = 1 << 16;
/// For every step of a conversation on loopback.
const PATIENCE: Duration = Duration::from_millis(300);

/// What `gv relay on` has written: from then on the relay is in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The port, which stays the same when the relay starts again.
    pub port: u16,
    /// The addresses of the upstreams, as `host:port`: the relay takes the place of these in the environment.
    pub upstreams: Vec<String>,
    /// What the environment named as its proxies when the relay was switched on, without logins.
    pub environment: Vec<String>,
    /// The settings for modules that the relay follows, where it is a module proxy too.
    #[serde(default)]
    pub modules: Option<Modules>,
}

/// The relay is a module proxy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Modules {
    /// Names the settings: the shims compare it with what a `go` would follow.
    pub hash: String,
    /// The settings themselves, where no address holds a login.
    pub settings: Option<ModuleSettings>,
}

/// A relay that runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The port on loopback.
    pub port: u16,
    /// What a client has to know.
    pub secret: Secret,
    /// The number of its process.
    pub process: u32,
    /// When it started, in seconds since 1970.
    pub started: u64,
    /// What its settings were, as a hash.
    pub settings: String,
}

/// What a client has to know. Shows nothing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// A new one; an error where the system has no random numbers.
    pub fn new() -> io::Result<Self> {
        let mut bytes = [0; 24];
        SystemRandom::new().fill(&mut bytes).map_err(|_| io::Error::other("no random numbers"))?;
        Ok(Self(hex(&bytes)))
    }

    /// Whether a client knows it, in a time that does not depend on how much of it is right.
    pub fn is(&self, given: &[u8]) -> bool {
        self.0.as_bytes().ct_eq(given).into()
    }

    /// The text itself, for who sends it.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What only who knows the secret can answer to a nonce.
    pub fn sign(&self, nonce: &str) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.0.as_bytes());
        hex(hmac::sign(&key, nonce.as_bytes()).as_ref())
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl Order {
    /// What is written; `None` where the relay is off.
    pub fn read(home: &Home) -> Option<Self> {
        read(&place(home, "on.json"))
    }

    /// Switches the relay on.
    pub fn write(&self, home: &Home) -> io::Result<()> {
        write(home, "on.json", self)
    }

    /// Switches it off. Whether it was on.
    pub fn remove(home: &Home) -> io::Result<bool> {
        remove(place(home, "on.json"))
    }
}

impl Session {
    /// The relay that has started last, whether or not it still runs.
    pub fn read(home: &Home) -> Option<Self> {
        read(&place(home, "session.json"))
    }

    /// The relay that runs now.
    pub fn running(home: &Home) -> Option<Self> {
        Self::read(home).filter(Self::answers)
    }

    /// Lets others find this relay.
    pub fn write(&self, home: &Home) -> io::Result<()> {
        write(home, "session.json", self)
    }

    /// Removes what was written, unless another relay has written since.
    pub fn remove(&self, home: &Home) -> io::Result<bool> {
        if Self::read(home).is_some_and(|session| session.secret != self.secret) {
            return Ok(false);
        }
        remove(place(home, "session.json"))
    }

    /// What `HTTP_PROXY` is set to.
    pub fn url(&self) -> String {
        format!("http://{USER}:{}@127.0.0.1:{}", self.secret.0, self.port)
    }

    /// The same without the secret.
    pub fn shown(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Whether this relay listens at its port: it proves that it knows the secret, and does not learn it, so that
    /// another program at the port learns nothing.
    pub fn answers(&self) -> bool {
        let Ok(Secret(nonce)) = Secret::new() else { return false };
        let answer = self.ask("GET", &format!("{IDENTITY}{nonce}"), b"", PATIENCE);
        answer.is_ok_and(|(status, body)| {
            status == 200 && body.ct_eq(self.secret.sign(&nonce).as_bytes()).into()
        })
    }

    /// Sends the relay a request of gv's own, below its secret, and returns the status and the body of the answer. Only
    /// for a relay that has proved who it is.
    pub fn command(
        &self,
        method: &str,
        name: &str,
        body: &[u8],
        patience: Duration,
    ) -> io::Result<(u16, Vec<u8>)> {
        self.ask(method, &format!("/{}/{name}", self.secret.0), body, patience)
    }

    fn ask(&self, method: &str, path: &str, body: &[u8], patience: Duration) -> io::Result<(u16, Vec<u8>)> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_read_timeout(Some(patience))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        stream.write_all(&[head.as_bytes(), body].concat())?;
        let mut answer = Vec::new();
        stream.take(1 << 20).read_to_end(&mut answer)?;
        split(&answer).ok_or_else(|| io::ErrorKind::InvalidData.into())
    }
}

/// The status and the body of an answer that ends with its connection.
fn split(answer: &[u8]) -> Option<(u16, Vec<u8>)> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let status = std::str::from_utf8(answer.get(9..12)?).ok()?.parse().ok()?;
    Some((status, answer[end + 4..].to_vec()))
}

fn place(home: &Home, name: &str) -> PathBuf {
    home.relay().join(name)
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_slice(&file::read_regular(path, LIMIT).ok()?).ok()
}

fn write(home: &Home, name: &str, what: &impl Serialize) -> io::Result<()> {
    private::create_folder(&home.relay())?;
    let text = serde_json::to_vec_pretty(what).map_err(io::Error::other)?;
    file::replace(&place(home, name), &text, How::Private)
}

fn remove(path: PathBuf) -> io::Result<bool> {
    match std::fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    fn session(port: u16) -> Session {
        Session { port, secret: Secret::new().unwrap(), process: 1, started: 0, settings: String::new() }
    }

    #[test]
    fn only_the_whole_secret_is_right() {
        let secret = Secret::new().unwrap();
        let text = secret.text().to_owned();
        assert!(secret.is(text.as_bytes()) && text.len() == 48);
        for wrong in ["", &text[..47], &format!("{text}0"), &text.to_uppercase().replace('A', "B")] {
            assert!(!secret.is(wrong.as_bytes()) || wrong == text, "{wrong}");
        }
        assert_eq!(format!("{secret:?}"), "Secret");
    }

    #[test]
    fn another_program_at_the_port_is_not_the_relay_and_learns_nothing() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let session = session(listener.local_addr().unwrap().port());
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 1024];
            let length = stream.read(&mut request).unwrap();
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\nyes").unwrap();
            String::from_utf8_lossy(&request[..length]).into_owned()
        });
        assert!(!session.answers());
        assert!(!server.join().unwrap().contains(session.secret.text()));
        assert!(!session.answers(), "nothing listens any more");
    }

    #[test]
    fn what_is_written_is_private_and_removed_by_its_writer_only() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        let (first, second) = (session(1), session(2));
        first.write(&home).unwrap();
        assert_eq!(Session::read(&home).as_ref(), Some(&first));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: PathBuf| path.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(home.relay()), mode(place(&home, "session.json"))), (0o700, 0o600));
        }
        second.write(&home).unwrap();
        assert!(!first.remove(&home).unwrap());
        assert!(second.remove(&home).unwrap() && Session::read(&home).is_none());
    }
}
