//! The world of the namespace: a DNS server, a module mirror, the checksum database's host, a code host, a proxy.

use super::server::{Answer, Authority, Handler, Server, Wire};
use rustls::ServerConfig;
use std::collections::HashMap;
use std::fs;
use std::io::{Cursor, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use zip::write::SimpleFileOptions;

/// The resolver's address, with short patience.
pub const RESOLVER: &str = "nameserver 192.0.2.53\noptions timeout:1 attempts:1\n";

/// What DNS says of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    At([u8; 4]),
    Code(u8),
    NoAddress,
    Silent,
}

/// The lab.
pub struct Lab {
    folder: PathBuf,
    names: Arc<Mutex<HashMap<String, Name>>>,
    /// 192.0.2.10:443, proxy.golang.org
    pub mirror: Server,
    /// 192.0.2.12:443, sum.golang.org
    pub database: Server,
    /// 192.0.2.13:443, github.com
    pub host: Server,
    /// 192.0.2.20:3128
    pub proxy: Server,
    pub authority: Authority,
    pub stranger: Authority,
    /// Connections that fill the queue of 192.0.2.14:443.
    _full: (TcpListener, Vec<TcpStream>),
}

/// Where the names of the lab lead when all is well.
const HOMES: [(&str, u8); 4] =
    [("proxy.golang.org", 10), ("sum.golang.org", 12), ("github.com", 13), ("proxy.corp.example", 20)];

impl Lab {
    pub fn start(folder: &Path) -> Self {
        let names = Arc::new(Mutex::new(HashMap::new()));
        let shared = names.clone();
        let socket = UdpSocket::bind("192.0.2.53:53").unwrap();
        thread::spawn(move || resolve(&socket, &shared));
        let lab = Self {
            folder: folder.to_owned(),
            names,
            mirror: Server::start("192.0.2.10:443"),
            database: Server::start("192.0.2.12:443"),
            host: Server::start("192.0.2.13:443"),
            proxy: Server::start("192.0.2.20:3128"),
            authority: Authority::new("Lab Root"),
            stranger: Authority::new("Corp Inspection CA"),
            _full: full("192.0.2.14:443"),
        };
        fs::write("/home/dev/ca.pem", &lab.authority.pem).unwrap();
        lab
    }

    /// All is well again.
    pub fn reset(&self) {
        let mut names = self.names.lock().unwrap();
        *names = HOMES.iter().map(|(name, n)| ((*name).to_owned(), Name::At([192, 0, 2, *n]))).collect();
        drop(names);
        self.resolver(RESOLVER);
        self.mirror.does(self.tls("proxy.golang.org", module()));
        self.database.does(self.tls("sum.golang.org", always(Answer::status("404 Not Found"))));
        self.host.does(self.tls("github.com", always(Answer::status("404 Not Found"))));
        self.proxy.does(Wire::Connect("502 Bad Gateway"));
    }

    pub fn name(&self, name: &str, is: Name) {
        self.names.lock().unwrap().insert(name.to_owned(), is);
    }

    pub fn resolver(&self, text: &str) {
        fs::write(self.folder.join("resolv.conf"), text).unwrap();
    }

    pub fn hosts(&self, text: &str) {
        fs::write(self.folder.join("hosts"), format!("127.0.0.1 localhost\n{text}")).unwrap();
    }

    /// HTTP over TLS with a good certificate.
    pub fn tls(&self, name: &str, handler: Handler) -> Wire {
        Wire::Tls(self.certificate(name), handler)
    }

    pub fn certificate(&self, name: &str) -> Arc<ServerConfig> {
        self.authority.issue(&[name], (2020, 2090))
    }
}

/// The same answer to everything.
pub fn always(answer: Answer) -> Handler {
    Arc::new(move |_| answer.clone())
}

/// The module example.com/m, versions v1.0.0 and v1.1.0, as a mirror has it.
pub fn module() -> Handler {
    Arc::new(|path| honest(path).unwrap_or_else(|| Answer::status("404 Not Found")))
}

/// The same, but for the paths that the function has an answer for.
pub fn module_but(other: impl Fn(&str) -> Option<Answer> + Send + Sync + 'static) -> Handler {
    Arc::new(move |path| {
        other(path).or_else(|| honest(path)).unwrap_or_else(|| Answer::status("404 Not Found"))
    })
}

fn honest(path: &str) -> Option<Answer> {
    let file = path.strip_prefix("/example.com/m/@")?;
    let version = |name: &str| Some(name.strip_prefix("v/")?.rsplit_once('.')?.0.to_owned());
    Some(match file {
        "v/list" => Answer::ok("v1.0.0\nv1.1.0\n"),
        "latest" => Answer::ok(info("v1.1.0")),
        file if !["v/v1.0.0.", "v/v1.1.0."].iter().any(|known| file.starts_with(known)) => return None,
        file if end(file) == "info" => Answer::ok(info(&version(file)?)),
        file if end(file) == "mod" => Answer::ok("module example.com/m\n\ngo 1.16\n"),
        file if end(file) == "zip" => Answer::ok(archive(&version(file)?)),
        _ => return None,
    })
}

fn end(file: &str) -> &str {
    file.rsplit('.').next().unwrap_or_default()
}

fn info(version: &str) -> String {
    format!("{{\"Version\":\"{version}\",\"Time\":\"2024-01-02T03:04:05Z\"}}")
}

/// The zip of a version.
pub fn archive(version: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("go.mod", "module example.com/m\n\ngo 1.16\n"),
        ("m.go", "package m\n\nfunc Hello() string { return \"hello\" }\n"),
    ] {
        zip.start_file(format!("example.com/m@{version}/{name}"), SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A listener whose queue is full: what connects to it waits for ever.
fn full(address: &str) -> (TcpListener, Vec<TcpStream>) {
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    let address: std::net::SocketAddr = address.parse().unwrap();
    socket.bind(&address.into()).unwrap();
    socket.listen(0).unwrap();
    let patience = std::time::Duration::from_millis(300);
    let held = (0..3).filter_map(|_| TcpStream::connect_timeout(&address, patience).ok()).collect();
    (socket.into(), held)
}

fn resolve(socket: &UdpSocket, names: &Mutex<HashMap<String, Name>>) {
    let mut query = [0; 512];
    while let Ok((length, asker)) = socket.recv_from(&mut query) {
        if let Some(answer) = reply(&query[..length], &names.lock().unwrap()) {
            let _ = socket.send_to(&answer, asker);
        }
    }
}

fn reply(query: &[u8], names: &HashMap<String, Name>) -> Option<Vec<u8>> {
    let (mut at, mut labels) = (12, Vec::new());
    while query[at] != 0 {
        let end = at + 1 + usize::from(query[at]);
        labels.push(String::from_utf8_lossy(&query[at + 1..end]).into_owned());
        at = end;
    }
    let wants_ipv4 = query[at + 2] == 1;
    let name = names.get(&labels.join(".")).copied().unwrap_or(Name::Code(3));
    let (code, address) = match name {
        Name::Silent => return None,
        Name::Code(code) => (code, None),
        Name::NoAddress => (0, None),
        Name::At(address) => (0, Some(address).filter(|_| wants_ipv4)),
    };
    let mut answer = query[..2].to_vec();
    answer.extend([0x81, 0x80 | code, 0, 1, 0, u8::from(address.is_some()), 0, 0, 0, 0]);
    answer.extend(&query[12..at + 5]);
    if let Some(address) = address {
        answer.extend([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4]);
        answer.extend(address);
    }
    Some(answer)
}
