//! A server at a fixed address of the namespace that fails as it is told to.

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What a server does with a connection.
#[derive(Clone)]
pub enum Wire {
    /// Cuts it off at once.
    Reset,
    /// Reads what comes first, then cuts it off.
    ResetAfterHello,
    /// Reads what comes first, then ends it properly.
    CloseAfterHello,
    /// Accepts it and says nothing.
    Silent,
    /// Answers the first message with a TLS alert.
    Alert(u8),
    /// Answers the first message with these bytes.
    Says(&'static str),
    /// HTTP over TLS.
    Tls(Arc<ServerConfig>, Handler),
    /// A proxy that answers CONNECT with this, and then the other.
    Connect(&'static str),
}

/// From a path to an answer.
pub type Handler = Arc<dyn Fn(&str) -> Answer + Send + Sync>;

/// An answer.
#[derive(Clone, Default)]
pub struct Answer {
    pub status: String,
    pub headers: Vec<String>,
    pub body: Vec<u8>,
    /// How long it says to be, where that is a lie.
    pub claimed: Option<usize>,
}

impl Answer {
    pub fn status(status: &str) -> Self {
        Self { status: status.to_owned(), body: format!("{status}\n").into_bytes(), ..Self::default() }
    }

    pub fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self { status: "200 OK".to_owned(), body: body.into(), ..Self::default() }
    }

    pub fn redirect(to: &str) -> Self {
        Self { headers: vec![format!("Location: {to}")], ..Self::status("302 Found") }
    }

    fn bytes(&self) -> Vec<u8> {
        let headers: String = self.headers.iter().flat_map(|header| [header.as_str(), "\r\n"]).collect();
        let length = self.claimed.unwrap_or(self.body.len());
        let head = format!(
            "HTTP/1.1 {}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n",
            self.status
        );
        [head.as_bytes(), &self.body].concat()
    }
}

/// The server.
pub struct Server(Arc<Mutex<Wire>>);

impl Server {
    pub fn start(address: &str) -> Self {
        let wire = Arc::new(Mutex::new(Wire::Reset));
        let listener = TcpListener::bind(address).unwrap();
        let shared = wire.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let wire = shared.lock().unwrap().clone();
                thread::spawn(move || serve(stream, &wire));
            }
        });
        Self(wire)
    }

    pub fn does(&self, wire: Wire) {
        *self.0.lock().unwrap() = wire;
    }
}

fn serve(mut stream: TcpStream, wire: &Wire) -> Option<()> {
    match wire {
        Wire::Reset => reset(&stream),
        Wire::ResetAfterHello => {
            hello(&mut stream);
            reset(&stream);
        }
        Wire::CloseAfterHello => hello(&mut stream),
        Wire::Silent => thread::sleep(Duration::from_mins(1)),
        Wire::Alert(alert) => {
            hello(&mut stream);
            stream.write_all(&[0x15, 3, 1, 0, 2, 2, *alert]).ok()?;
        }
        Wire::Says(text) => {
            hello(&mut stream);
            stream.write_all(text.as_bytes()).ok()?;
        }
        Wire::Tls(config, handler) => {
            let connection = ServerConnection::new(config.clone()).ok()?;
            let mut stream = StreamOwned::new(connection, stream);
            answer(&mut stream, handler)?;
            stream.conn.send_close_notify();
            stream.flush().ok()?;
        }
        Wire::Connect(status) => {
            let mut reader = BufReader::new(&mut stream);
            head(&mut reader)?;
            stream.write_all(format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n").as_bytes()).ok()?;
        }
    }
    Some(())
}

fn hello(stream: &mut TcpStream) {
    let _ = stream.read(&mut [0; 4096]);
}

fn reset(stream: &TcpStream) {
    let _ = socket2::SockRef::from(stream).set_linger(Some(Duration::ZERO));
}

fn answer(stream: &mut (impl Read + Write), handler: &Handler) -> Option<()> {
    let path = head(&mut BufReader::new(&mut *stream))?;
    stream.write_all(&handler(&path).bytes()).ok()?;
    stream.flush().ok()
}

/// Reads a request up to its body; gives its path.
fn head(reader: &mut impl BufRead) -> Option<String> {
    let mut first = String::new();
    reader.read_line(&mut first).ok()?;
    let path = first.split(' ').nth(1)?.to_owned();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 || line.trim().is_empty() {
            return Some(path);
        }
    }
}

/// Who issues certificates that the lab's machine trusts.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    /// As a file for `SSL_CERT_FILE`.
    pub pem: String,
}

impl Authority {
    pub fn new(name: &str) -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, name);
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap();
        Self { pem: certificate.pem(), issuer: Issuer::new(params, key) }
    }

    /// A certificate for names, valid from one year to another.
    pub fn issue(&self, names: &[&str], years: (i32, i32)) -> Arc<ServerConfig> {
        let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut params = CertificateParams::new(names).unwrap();
        params.not_before = rcgen::date_time_ymd(years.0, 1, 1);
        params.not_after = rcgen::date_time_ymd(years.1, 1, 1);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let key = key.serialize_der().try_into().unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        Arc::new(config)
    }
}
