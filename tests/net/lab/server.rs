//! A server on loopback with the manners it is given, a thread a connection.

use super::authority::Made;
use rustls::server::{Accepted, Acceptor};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// A server, which may be started many times.
#[derive(Clone)]
pub struct Server {
    manners: Manners,
    handler: Option<Arc<Handler>>,
}

type Handler = Box<dyn Fn(&Request) -> Reply + Send + Sync>;

/// What a server does to who connects.
#[derive(Clone)]
pub enum Manners {
    /// Speaks TLS.
    Tls(Arc<ServerConfig>),
    /// Speaks http without TLS.
    Plain,
    /// Cuts every connection.
    ResetsAtOnce,
    /// Cuts a connection after the first message, if it names this host; whoever it names, without one.
    ResetsAfterHello(Option<&'static str>, Arc<ServerConfig>),
    /// Cuts the first of two connections after the first message, then the third, and so on.
    ResetsEveryOther(Arc<ServerConfig>, Arc<AtomicUsize>),
    /// Cuts a connection whose first message is longer than a packet.
    ResetsAfterLongHello(Arc<ServerConfig>),
    /// Never says a word.
    Silent,
    /// Sends these bytes whatever it is told: an alert of an old version of TLS, say.
    Says(&'static [u8]),
}

/// What was asked.
pub struct Request {
    pub method: String,
    /// As it stands in the first line.
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    /// The value of a header, its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// What is answered.
#[derive(Debug, Clone)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// The length that is claimed, where it is not the true one.
    claimed: Option<usize>,
    /// Whether nothing more comes after the body, and the connection stays open.
    stalls: bool,
}

impl Reply {
    pub fn bytes(body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, headers: Vec::new(), body: body.into(), claimed: None, stalls: false }
    }

    /// A status, and nothing else.
    #[allow(dead_code, reason = "only the suite of real peers has such a server")]
    pub fn empty(status: u16) -> Self {
        Self { status, ..Self::bytes("") }
    }

    /// With another status.
    #[allow(dead_code, reason = "the suite of real peers has no need of it")]
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// With another body.
    #[allow(dead_code, reason = "only the suite of real peers has such a server")]
    #[must_use]
    pub fn with_body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    pub fn status(status: u16) -> Self {
        Self { status, ..Self::bytes(format!("status {status}\n")) }
    }

    /// A web page, as a login page or an error page is one.
    pub fn html() -> Self {
        Self::bytes("\n<!DOCTYPE html><html><body>Please log in</body></html>")
            .header("Content-Type", "text/html")
    }

    pub fn redirect_to(url: &str) -> Self {
        Self::status(302).header("Location", url)
    }

    /// Claims to be twice as long as it is, and closes.
    #[must_use]
    pub fn truncated(mut self) -> Self {
        self.claimed = Some(self.body.len() * 2);
        self
    }

    /// The same, and holds the connection.
    #[must_use]
    pub fn stalling(mut self) -> Self {
        self.stalls = true;
        self.truncated()
    }

    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }
}

pub fn config(made: Made) -> Arc<ServerConfig> {
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(made.chain, made.key)
        .unwrap();
    Arc::new(config)
}

impl Server {
    pub fn tls(made: Made) -> Self {
        Self::with(Manners::Tls(config(made)))
    }

    pub fn with(manners: Manners) -> Self {
        Self { manners, handler: None }
    }

    /// Answers so. Without it, everything is 404.
    pub fn answering(mut self, handler: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        self.handler = Some(Arc::new(Box::new(handler)));
        self
    }

    /// Listens at an address until the process ends, and says which it is.
    pub fn start(&self, at: SocketAddr) -> SocketAddr {
        let listener = TcpListener::bind(at).unwrap();
        let address = listener.local_addr().unwrap();
        let server = self.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (Ok(stream), server) = (stream, server.clone()) else { continue };
                // A client that goes away is the client's business.
                thread::spawn(move || drop(server.welcome(stream)));
            }
        });
        address
    }

    fn welcome(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        match &self.manners {
            Manners::Plain => {
                let mut first = [0];
                // What servers say to a client that begins with TLS.
                if stream.peek(&mut first)? == 1 && first == [0x16] {
                    return stream.write_all(b"HTTP/1.0 400 Bad Request\r\n\r\n");
                }
                self.serve(stream)
            }
            Manners::Tls(config) => {
                let session = ServerConnection::new(Arc::clone(config)).map_err(io::Error::other)?;
                self.serve(StreamOwned::new(session, stream))
            }
            Manners::ResetsAtOnce => reset(&stream),
            Manners::ResetsEveryOther(config, count) => {
                let (_, accepted) = hello(&mut stream)?;
                if count.fetch_add(1, Ordering::SeqCst) % 2 == 0 {
                    return reset(&stream);
                }
                let made = accepted.into_connection(Arc::clone(config));
                let session = made.map_err(|(error, _)| io::Error::other(error))?;
                self.serve(StreamOwned::new(session, stream))
            }
            Manners::ResetsAfterLongHello(config) => {
                let (length, accepted) = hello(&mut stream)?;
                if length > 1300 {
                    return reset(&stream);
                }
                let made = accepted.into_connection(Arc::clone(config));
                let session = made.map_err(|(error, _)| io::Error::other(error))?;
                self.serve(StreamOwned::new(session, stream))
            }
            Manners::ResetsAfterHello(name, config) => {
                let (_, accepted) = hello(&mut stream)?;
                let named = accepted.client_hello().server_name().map(ToOwned::to_owned);
                if name.is_none() || named.as_deref() == *name {
                    return reset(&stream);
                }
                let made = accepted.into_connection(Arc::clone(config));
                let session = made.map_err(|(error, _)| io::Error::other(error))?;
                self.serve(StreamOwned::new(session, stream))
            }
            Manners::Silent => hang(stream),
            Manners::Says(bytes) => {
                let mut hello = [0; 512];
                let _ = stream.read(&mut hello)?;
                stream.write_all(bytes)?;
                hang(stream)
            }
        }
    }

    fn serve(&self, stream: impl Read + Write) -> io::Result<()> {
        let mut stream = BufReader::new(stream);
        while let Some(request) = read_request(&mut stream)? {
            let reply = self.handler.as_ref().map_or_else(|| Reply::status(404), |handler| handler(&request));
            let whole = reply.claimed.is_none() && !reply.stalls;
            send(stream.get_mut(), &reply)?;
            if reply.stalls {
                return hang(stream.into_inner());
            }
            if !whole {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// Reads the first message, and says how long it is.
fn hello(stream: &mut TcpStream) -> io::Result<(usize, Accepted)> {
    let (mut acceptor, mut length) = (Acceptor::default(), 0);
    loop {
        length += acceptor.read_tls(stream)?;
        if let Some(accepted) = acceptor.accept().map_err(|(error, _)| io::Error::other(error))? {
            return Ok((length, accepted));
        }
    }
}

/// Ends a connection with a reset and not with a goodbye.
fn reset(stream: &TcpStream) -> io::Result<()> {
    socket2::SockRef::from(stream).set_linger(Some(Duration::ZERO))
}

/// Holds something until the other side has gone.
fn hang(mut stream: impl Read) -> io::Result<()> {
    let mut buffer = [0; 512];
    while stream.read(&mut buffer)? > 0 {}
    Ok(())
}

fn send(stream: &mut impl Write, reply: &Reply) -> io::Result<()> {
    let mut lines = vec![format!("HTTP/1.1 {} Lab", reply.status)];
    lines.extend(reply.headers.iter().map(|(name, value)| format!("{name}: {value}")));
    lines.push(format!("Content-Length: {}", reply.claimed.unwrap_or(reply.body.len())));
    stream.write_all((lines.join("\r\n") + "\r\n\r\n").as_bytes())?;
    stream.write_all(&reply.body)?;
    stream.flush()
}

fn read_request(stream: &mut impl BufRead) -> io::Result<Option<Request>> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let first = lines.first().cloned().unwrap_or_default();
    let mut words = first.split(' ').map(ToOwned::to_owned);
    let headers = lines.iter().skip(1).filter_map(|line| line.split_once(':'));
    let headers: Vec<_> =
        headers.map(|(key, value)| (key.to_ascii_lowercase(), value.trim().to_owned())).collect();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let length = headers.iter().find(|(key, _)| key == "content-length").map_or("0", |(_, value)| value);
    let mut body = vec![0; length.parse().unwrap_or(0)];
    stream.read_exact(&mut body)?;
    Ok(Some(Request { method, target, headers, body }))
}
