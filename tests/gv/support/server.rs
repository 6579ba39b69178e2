//! A scripted HTTP/1.1 server on loopback, a thread a connection, that stops when dropped.
//!
//! ```ignore
//! let server = Server::start()
//!     .serve("/dl/go.tar.gz", Reply::bytes(archive).stalls_at(1000))
//!     .serve_in_turn("/index", [Reply::status(503), Reply::bytes(json).etag("\"v1\"")]);
//! fetch(&server.url("/dl/go.tar.gz"));
//! assert_eq!(server.requests()[0].header("range"), None);
//! ```
//! A path is looked up with its query first, then with `?` for any query, then without it; what is not served answers 404.

use super::reply::{Break, Length, Ranges, Reply};
use rustls::pki_types::CertificateDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// The server.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    certificate: Option<String>,
    is_tls: bool,
}

/// A request the server saw.
#[derive(Debug, Clone)]
pub struct Request {
    /// `GET`, `HEAD`, …
    pub method: String,
    /// The path, with its query; a whole address when the server is asked as a proxy.
    pub path: String,
    headers: Vec<(String, String)>,
}

impl Request {
    /// The value of a header, its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

#[derive(Default)]
struct Shared {
    scripts: Mutex<HashMap<String, Vec<Reply>>>,
    requests: Mutex<Vec<Request>>,
    stopped: Mutex<bool>,
    stopping: Condvar,
    /// How many bodies are being sent, and how many were at most.
    sending: Mutex<(usize, usize)>,
    /// How many bytes a second all connections have together, and until when they are spoken for.
    cap: Mutex<Option<(u32, Instant)>>,
}

impl Server {
    /// Listens on a free port of 127.0.0.1.
    pub fn start() -> Self {
        Self::listen(None)
    }

    /// The same over TLS, with a certificate of its own for `localhost` and 127.0.0.1: see [`Server::certificate`].
    pub fn start_tls() -> Self {
        let names = ["localhost", "127.0.0.1"].map(ToOwned::to_owned);
        let signed = rcgen::generate_simple_self_signed(names).unwrap();
        let mut server =
            Self::start_tls_with(vec![signed.cert.der().clone()], signed.signing_key.serialize_der());
        server.certificate = Some(signed.cert.pem());
        server
    }

    /// The same with this chain, and the key of its first certificate.
    pub fn start_tls_with(chain: Vec<CertificateDer<'static>>, key: Vec<u8>) -> Self {
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key.try_into().unwrap())
            .unwrap();
        let mut server = Self::listen(Some(Arc::new(config)));
        server.is_tls = true;
        server
    }

    /// The same, for clients only whose certificate one of these (PEM) has signed.
    pub fn start_tls_for(clients: &str) -> Self {
        use rustls::pki_types::pem::PemObject;
        let mut roots = rustls::RootCertStore::empty();
        for root in rustls::pki_types::CertificateDer::pem_slice_iter(clients.as_bytes()) {
            roots.add(root.unwrap()).unwrap();
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier = rustls::server::WebPkiClientVerifier::builder_with_provider(
            Arc::new(roots),
            Arc::clone(&provider),
        );
        let signed =
            rcgen::generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
        let key = signed.signing_key.serialize_der().try_into().unwrap();
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_client_cert_verifier(verifier.build().unwrap())
            .with_single_cert(vec![signed.cert.der().clone()], key)
            .unwrap();
        let mut server = Self::listen(Some(Arc::new(config)));
        server.is_tls = true;
        server.certificate = Some(signed.cert.pem());
        server
    }

    /// An address where nobody listens.
    pub fn closed() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    }

    /// Answers a path so, every time.
    #[must_use]
    pub fn serve(self, path: &str, reply: Reply) -> Self {
        self.serve_in_turn(path, [reply])
    }

    /// Answers a path with these, one after the other, and then always with the last.
    #[must_use]
    pub fn serve_in_turn<const N: usize>(self, path: &str, replies: [Reply; N]) -> Self {
        let mut replies = Vec::from(replies);
        replies.reverse();
        self.shared.scripts.lock().unwrap().insert(path.to_owned(), replies);
        self
    }

    /// Sends so many bytes a second, on all connections together.
    #[must_use]
    pub fn capped(self, bytes: u32) -> Self {
        *self.shared.cap.lock().unwrap() = Some((bytes, Instant::now()));
        self
    }

    /// How many answers were sent at the same time, at most.
    pub fn most_at_once(&self) -> usize {
        self.shared.sending.lock().unwrap().1
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        let scheme = if self.is_tls { "https" } else { "http" };
        format!("{scheme}://{}{path}", self.address)
    }

    /// The certificate in PEM, for a file that `SSL_CERT_FILE` names.
    pub fn certificate(&self) -> &str {
        self.certificate.as_deref().unwrap()
    }

    /// All requests so far, in the order they came.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.requests.lock().unwrap().clone()
    }

    /// How often a path was asked for, from its first byte and from a later one.
    pub fn asked_for(&self, path: &str) -> (usize, usize) {
        let requests = self.requests();
        let (resumed, whole): (Vec<_>, Vec<_>) =
            requests.iter().filter(|it| it.path == path).partition(|it| it.header("range").is_some());
        (whole.len(), resumed.len())
    }

    fn listen(tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared::default());
        let for_thread = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if *for_thread.stopped.lock().unwrap() {
                    return;
                }
                let (Ok(stream), shared, tls) = (stream, Arc::clone(&for_thread), tls.clone()) else {
                    continue;
                };
                // A client that goes away is the client's business.
                thread::spawn(move || drop(connection(stream, tls, &shared)));
            }
        });
        Self { address, shared, certificate: None, is_tls: false }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        *self.shared.stopped.lock().unwrap() = true;
        self.shared.stopping.notify_all();
        drop(TcpStream::connect(self.address));
    }
}

impl Shared {
    fn reply_to(&self, request: &Request) -> Reply {
        let mut scripts = self.scripts.lock().unwrap();
        let bare = request.path.split('?').next().unwrap_or_default();
        let any_query = request.path.contains('?').then(|| format!("{bare}?"));
        let known = [Some(request.path.clone()), any_query].into_iter().flatten();
        let path = known.into_iter().find(|path| scripts.contains_key(path)).unwrap_or(bare.to_owned());
        match scripts.get_mut(&path) {
            Some(replies) if replies.len() > 1 => replies.pop().unwrap(),
            Some(replies) => replies[0].clone(),
            None => Reply::status(404),
        }
    }

    /// Waits until so many more bytes may be sent.
    fn spend(&self, bytes: usize) {
        let until = match &mut *self.cap.lock().unwrap() {
            None => return,
            Some((rate, until)) => {
                let cost =
                    Duration::from_secs_f64(f64::from(u32::try_from(bytes).unwrap()) / f64::from(*rate));
                *until = (*until).max(Instant::now()) + cost;
                *until
            }
        };
        self.wait(until.saturating_duration_since(Instant::now()));
    }

    fn begin(&self) {
        let mut sending = self.sending.lock().unwrap();
        sending.0 += 1;
        sending.1 = sending.1.max(sending.0);
    }

    fn end(&self) {
        self.sending.lock().unwrap().0 -= 1;
    }

    /// Sleeps for so long, or until the server stops.
    fn wait(&self, time: Duration) {
        let stopped = self.stopped.lock().unwrap();
        drop(self.stopping.wait_timeout_while(stopped, time, |stopped| !*stopped).unwrap());
    }
}

trait Wire: Read + Write {}
impl<T: Read + Write> Wire for T {}

fn connection(stream: TcpStream, tls: Option<Arc<ServerConfig>>, shared: &Shared) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let socket = stream.try_clone()?;
    let wire: Box<dyn Wire> = match tls {
        Some(config) => {
            let session = ServerConnection::new(config).map_err(io::Error::other)?;
            Box::new(StreamOwned::new(session, stream))
        }
        None => Box::new(stream),
    };
    let mut wire = BufReader::new(wire);
    while let Some(request) = read_request(&mut wire)? {
        shared.requests.lock().unwrap().push(request.clone());
        let reply = shared.reply_to(&request);
        shared.wait(reply.delay);
        let answer = Answer::to(&request, reply);
        if !answer.send(wire.get_mut(), &socket, shared)? {
            break;
        }
    }
    Ok(())
}

fn read_request(wire: &mut impl BufRead) -> io::Result<Option<Request>> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if wire.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let mut words = lines.first().map(String::as_str).unwrap_or_default().split(' ').map(ToOwned::to_owned);
    let headers = lines.iter().skip(1).filter_map(|line| line.split_once(':'));
    let headers = headers.map(|(key, value)| (key.to_ascii_lowercase(), value.trim().to_owned())).collect();
    // The sign before a capital is written so on the way, and is the same.
    let (method, path) =
        (words.next().unwrap_or_default(), words.next().unwrap_or_default().replace("%21", "!"));
    Ok(Some(Request { method, path, headers }))
}

/// A reply fitted to a request.
struct Answer {
    reply: Reply,
    status: u16,
    /// The part of the file that is sent: its first byte, and the one behind its last.
    first: usize,
    end: usize,
    content_range: Option<String>,
    bodiless: bool,
}

impl Answer {
    fn to(request: &Request, reply: Reply) -> Self {
        let total = reply.body.len();
        let unchanged = reply.etag.is_some() && reply.etag.as_deref() == request.header("if-none-match");
        let same = request.header("if-range").is_none_or(|etag| reply.etag.as_deref() == Some(etag));
        let range = request.header("range").and_then(|range| range.strip_prefix("bytes=")?.split_once('-'));
        let range = range.filter(|_| reply.status == 200 && same);
        let first: Option<usize> = range.and_then(|(first, _)| first.parse().ok());
        let last: Option<usize> = range.and_then(|(_, last)| last.parse().ok());
        let mut answer = Self {
            status: reply.status,
            first: 0,
            end: total,
            content_range: None,
            bodiless: unchanged,
            reply,
        };
        match first {
            _ if unchanged => answer.status = 304,
            None => {}
            Some(_) if answer.reply.ranges == Ranges::Ignored => {}
            Some(first) if first >= total || answer.reply.ranges == Ranges::Refused => {
                (answer.status, answer.bodiless) = (416, true);
                answer.content_range = Some(format!("bytes */{total}"));
            }
            Some(first) => {
                let shifted = answer.reply.ranges == Ranges::Shifted && first > 0;
                answer.first = if shifted { first - 1 } else { first };
                answer.end = last.map_or(total, |last| total.min(last + 1));
                answer.status = 206;
                answer.content_range = Some(format!("bytes {}-{}/{total}", answer.first, answer.end - 1));
            }
        }
        answer.bodiless |= request.method == "HEAD";
        answer
    }

    /// Sends it; `false` when the connection is used up.
    fn send(&self, wire: &mut dyn Write, socket: &TcpStream, shared: &Shared) -> io::Result<bool> {
        if self.reply.silent {
            shared.wait(Duration::MAX);
            return Ok(false);
        }
        wire.write_all(self.head().as_bytes())?;
        if self.bodiless {
            wire.flush()?;
            return Ok(true);
        }
        let end = self.reply.break_at.map_or(self.end, |(at, _)| at.min(self.end));
        shared.begin();
        let sent = self.send_body(wire, end.max(self.first), shared);
        shared.end();
        sent?;
        wire.flush()?;
        match self.reply.break_at {
            Some((_, Break::Stall)) => shared.wait(Duration::MAX),
            Some((_, Break::Reset)) => socket2::SockRef::from(socket).set_linger(Some(Duration::ZERO))?,
            Some((_, Break::Close)) => {}
            None => return Ok(matches!(self.reply.length, Length::True | Length::Chunked)),
        }
        Ok(false)
    }

    fn head(&self) -> String {
        let mut lines = vec![format!("HTTP/1.1 {} Scripted", self.status)];
        lines.extend(self.reply.headers.iter().map(|(name, value)| format!("{name}: {value}")));
        lines.extend(self.reply.etag.iter().map(|etag| format!("ETag: {etag}")));
        lines.extend(self.content_range.iter().map(|range| format!("Content-Range: {range}")));
        match self.reply.length {
            _ if self.bodiless => lines.push("Content-Length: 0".to_owned()),
            Length::True => lines.push(format!("Content-Length: {}", self.end - self.first)),
            Length::Claimed(length) => lines.push(format!("Content-Length: {length}")),
            Length::Chunked => lines.push("Transfer-Encoding: chunked".to_owned()),
            Length::UntilClose => lines.push("Connection: close".to_owned()),
        }
        lines.join("\r\n") + "\r\n\r\n"
    }

    fn send_body(&self, wire: &mut dyn Write, end: usize, shared: &Shared) -> io::Result<()> {
        let part = &self.reply.body[self.first..end];
        if shared.cap.lock().unwrap().is_some() {
            for piece in part.chunks(16 * 1024) {
                shared.spend(piece.len());
                wire.write_all(piece)?;
            }
            return Ok(());
        }
        if let Some((bytes, rest)) = self.reply.pace {
            for piece in part.chunks(bytes) {
                wire.write_all(piece)?;
                wire.flush()?;
                shared.wait(rest);
            }
            return Ok(());
        }
        if self.reply.length != Length::Chunked {
            return wire.write_all(part);
        }
        for chunk in part.chunks(16 * 1024) {
            write!(wire, "{:x}\r\n", chunk.len())?;
            wire.write_all(chunk)?;
            wire.write_all(b"\r\n")?;
        }
        if self.reply.break_at.is_none() {
            wire.write_all(b"0\r\n\r\n")?;
        }
        Ok(())
    }
}
