//! Proxies that follow a script.

use super::stage::head;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Whether a company's proxy alone leads to this host. Here it is this machine.
fn is_of_company(host: &str) -> bool {
    host.ends_with(".invalid") || host == own_address()
}

/// The address of this machine on its network: `go` asks a proxy for it, as it does for no address of loopback, and what
/// is sent to it leaves nothing. Without a network it is one of loopback.
pub fn own_address() -> String {
    let socket = UdpSocket::bind("0.0.0.0:0").unwrap();
    // A route is chosen; nothing is sent.
    let routed = socket.connect("198.51.100.1:9").and_then(|()| socket.local_addr());
    routed.map_or_else(|_| Ipv4Addr::LOCALHOST.to_string(), |address| address.ip().to_string())
}

/// How a proxy behaves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// As it should.
    Good,
    /// Refuses every target with this status.
    Status(u16),
    /// Makes the connection and closes it at the first byte.
    Half,
    /// Makes the connection and never answers.
    Silent,
    /// Closes the connection without a word.
    Close,
    /// Says something that is no http.
    Noise,
    /// Wants this header, and closes behind its 407.
    Wants(&'static str, &'static str),
    /// Wants NTLM: two rounds on one connection.
    Ntlm(&'static str),
}

/// A proxy that runs until the test ends.
pub struct Proxy {
    pub address: SocketAddr,
    /// Connections.
    pub asked: Arc<AtomicUsize>,
    /// The logins that it has seen.
    pub logins: Arc<Mutex<Vec<String>>>,
    dead: Arc<AtomicBool>,
}

impl Proxy {
    pub fn new(script: Script) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = Self {
            address: listener.local_addr().unwrap(),
            asked: Arc::default(),
            logins: Arc::default(),
            dead: Arc::default(),
        };
        let (asked, logins, dead) =
            (Arc::clone(&proxy.asked), Arc::clone(&proxy.logins), Arc::clone(&proxy.dead));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                asked.fetch_add(1, Ordering::SeqCst);
                if dead.load(Ordering::SeqCst) {
                    continue;
                }
                let logins = Arc::clone(&logins);
                thread::spawn(move || drop(serve(stream, script, &logins)));
            }
        });
        proxy
    }

    /// Lets it die, or come back.
    pub fn kill(&self, dead: bool) {
        self.dead.store(dead, Ordering::SeqCst);
    }

    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// A table of `[[relay.upstream]]`.
    pub fn upstream(&self, name: &str, more: &str) -> String {
        format!("[[relay.upstream]]\nname = '{name}'\nurl = 'http://{}'\n{more}\n", self.address)
    }
}

fn serve(mut stream: TcpStream, script: Script, logins: &Mutex<Vec<String>>) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    stream.set_nodelay(true)?;
    loop {
        let request = head(&mut stream);
        let Some(target) = request.split(' ').nth(1).map(ToOwned::to_owned) else { return Ok(()) };
        let login = request.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("proxy-authorization").then_some(value)
        });
        logins.lock().unwrap().extend(login.map(ToOwned::to_owned));
        let login = login.unwrap_or_default();
        match script {
            Script::Good => return pass(stream, &request, &target),
            Script::Status(status) => {
                write!(stream, "HTTP/1.1 {status} As scripted\r\nContent-Length: 0\r\n\r\n")?;
            }
            Script::Half => {
                write!(stream, "HTTP/1.1 200 OK\r\n\r\n")?;
                let _ = stream.peek(&mut [0])?;
                return stream.shutdown(Shutdown::Both);
            }
            Script::Silent => {
                write!(stream, "HTTP/1.1 200 OK\r\n\r\n")?;
                thread::sleep(Duration::from_secs(30));
                return Ok(());
            }
            Script::Close => return Ok(()),
            Script::Noise => return stream.write_all(b"SSH-2.0-OpenSSH_9.2\r\n"),
            Script::Wants(_, right) if login.contains(right) => return pass(stream, &request, &target),
            Script::Wants(offer, _) => {
                return write!(
                    stream,
                    "HTTP/1.1 407 No\r\nProxy-Authenticate: {offer}\r\nContent-Length: 4\r\nConnection: close\r\n\r\npage"
                );
            }
            Script::Ntlm(challenge) => match login.strip_prefix("NTLM ") {
                Some(message) if message.starts_with("TlRMTVNTUAAD") => {
                    return pass(stream, &request, &target);
                }
                Some(_) => write!(
                    stream,
                    "HTTP/1.1 407 More\r\nProxy-Authenticate: NTLM {challenge}\r\nContent-Length: 4\r\n\r\npage"
                )?,
                None => write!(
                    stream,
                    "HTTP/1.1 407 No\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\nContent-Length: 0\r\n\r\n"
                )?,
            },
        }
    }
}

/// Makes the connection, or passes the request on.
fn pass(mut stream: TcpStream, request: &str, target: &str) -> io::Result<()> {
    let is_tunnel = request.starts_with("CONNECT ");
    let place = target.strip_prefix("http://").unwrap_or(target).split('/').next().unwrap_or_default();
    let (host, port) = place.rsplit_once(':').unwrap_or((place, "80"));
    let host = if is_of_company(host) { "127.0.0.1" } else { host };
    let mut other = TcpStream::connect(format!("{host}:{port}"))?;
    other.set_nodelay(true)?;
    if is_tunnel {
        write!(stream, "HTTP/1.1 200 Connection established\r\n\r\n")?;
    } else {
        // A server is asked for a path, as a proxy does it.
        let path = target
            .find("://")
            .and_then(|at| target[at + 3..].find('/').map(|slash| &target[at + 3 + slash..]));
        other.write_all(request.replacen(target, path.unwrap_or("/"), 1).as_bytes())?;
    }
    let (mut from, mut to) = (stream.try_clone()?, other.try_clone()?);
    thread::spawn(move || {
        copy(&mut from, &mut to);
        let _ = to.shutdown(Shutdown::Write);
    });
    copy(&mut other, &mut stream);
    stream.shutdown(Shutdown::Both)
}

/// `io::copy` splices on Linux, and holds small pieces back.
fn copy(from: &mut TcpStream, to: &mut TcpStream) {
    let mut bytes = vec![0; 1 << 14];
    while let Ok(length @ 1..) = from.read(&mut bytes) {
        if to.write_all(&bytes[..length]).is_err() {
            return;
        }
    }
}
