//! All of the internet as a program sees it through HTTP proxies on loopback: whatever host it names, the answer
//! comes from here, over TLS where it asks for that, and every address that it asks for is kept.

use super::authority::Authority;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// What is said to an address: a status and a body.
pub type Answer = dyn Fn(&str) -> (u16, Vec<u8>) + Send + Sync;

pub struct Internet {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    authority: Authority,
    answer: Box<Answer>,
    asked: Mutex<Vec<String>>,
    over: AtomicBool,
}

impl Internet {
    pub fn start(answer: Box<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let authority = Authority::new("a pretended internet");
        let shared =
            Arc::new(Shared { authority, answer, asked: Mutex::default(), over: AtomicBool::new(false) });
        let here = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if here.over.load(Ordering::Relaxed) {
                    return;
                }
                let here = Arc::clone(&here);
                // A program that goes away in the middle is none of our business.
                thread::spawn(move || drop(here.serve(stream)));
            }
        });
        Self { address, shared }
    }

    /// What a proxy variable names.
    pub fn proxy(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The root of all certificates, as a PEM file has it.
    pub fn root(&self) -> String {
        let root = BASE64_STANDARD.encode(self.shared.authority.root());
        format!("-----BEGIN CERTIFICATE-----\n{root}\n-----END CERTIFICATE-----\n")
    }

    /// The addresses that were asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        self.shared.asked.lock().unwrap().clone()
    }
}

impl Drop for Internet {
    fn drop(&mut self) {
        self.shared.over.store(true, Ordering::Relaxed);
        drop(TcpStream::connect(self.address));
    }
}

impl Shared {
    fn serve(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let mut reader = BufReader::new(stream.try_clone()?);
        while let Some((method, target)) = request(&mut reader)? {
            if method != "CONNECT" {
                self.reply(&target, &mut stream)?;
                continue;
            }
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
            let host = target.rsplit_once(':').map_or(target.as_str(), |(host, _)| host);
            return self.serve_tls(host, stream);
        }
        Ok(())
    }

    fn serve_tls(&self, host: &str, stream: TcpStream) -> io::Result<()> {
        let made = self.authority.issue(&[host]);
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(made.chain, made.key)
            .unwrap();
        let connection = ServerConnection::new(Arc::new(config)).unwrap();
        let mut reader = BufReader::new(StreamOwned::new(connection, stream));
        while let Some((_, path)) = request(&mut reader)? {
            self.reply(&format!("https://{host}{path}"), reader.get_mut())?;
        }
        Ok(())
    }

    fn reply(&self, url: &str, out: &mut impl Write) -> io::Result<()> {
        self.asked.lock().unwrap().push(url.to_owned());
        let (status, body) = (self.answer)(url);
        write!(out, "HTTP/1.1 {status} So\r\nContent-Length: {}\r\n\r\n", body.len())?;
        out.write_all(&body)?;
        out.flush()
    }
}

/// Method and target of the next request; `None` when there is none.
fn request(reader: &mut impl BufRead) -> io::Result<Option<(String, String)>> {
    let mut first = String::new();
    if reader.by_ref().take(1 << 16).read_line(&mut first)? == 0 {
        return Ok(None);
    }
    let mut line = String::new();
    while reader.by_ref().take(1 << 16).read_line(&mut line)? > 2 {
        line.clear();
    }
    let mut words = first.split_whitespace().map(ToOwned::to_owned);
    Ok(words.next().zip(words.next()))
}
