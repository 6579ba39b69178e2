//! Proxies that misbehave on demand.

use super::server::Server;
use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// What a proxy does to who asks it for a connection.
#[derive(Debug, Clone)]
pub enum Temper {
    /// Connects, by CONNECT.
    Honest,
    /// Connects after a moment, and notes how many wait for that at once.
    Counts(Arc<Busy>),
    /// Connects who shows this header.
    WantsLogin(&'static str),
    /// Answers with a status.
    Answers(u16),
    /// Answers with this head.
    Says(&'static str),
    /// Connects after a while.
    Slow(Duration),
    /// Says that it connects, and hangs up.
    Cuts,
    /// Hangs up.
    HangsUp,
    /// Connects, by SOCKS 5.
    Socks,
    /// Refuses with a code, by SOCKS 5.
    SocksRefuses(u8),
    /// Says nothing.
    Silent,
}

/// How many connections are being made, and the most that were at once.
#[derive(Debug, Default)]
pub struct Busy {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Busy {
    pub fn most(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }

    fn attend(&self, time: Duration) {
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        thread::sleep(time);
        self.now.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Starts a proxy that knows these hosts, and answers with its address.
pub fn start(at: SocketAddr, temper: &Temper, hosts: &HashMap<String, Server>) -> SocketAddr {
    let inner = SocketAddr::from(([127, 0, 0, 1], 0));
    let hosts: HashMap<_, _> =
        hosts.iter().map(|(host, server)| (host.clone(), server.start(inner))).collect();
    let temper = temper.clone();
    let listener = TcpListener::bind(at).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (Ok(stream), temper, hosts) = (stream, temper.clone(), hosts.clone()) else { continue };
            thread::spawn(move || drop(welcome(stream, &temper, &hosts)));
        }
    });
    address
}

fn welcome(mut stream: TcpStream, temper: &Temper, hosts: &HashMap<String, SocketAddr>) -> io::Result<()> {
    match temper {
        Temper::Silent => {
            let mut buffer = [0; 512];
            while stream.read(&mut buffer)? > 0 {}
            Ok(())
        }
        Temper::Socks | Temper::SocksRefuses(_) => {
            let mut hello = [0; 2];
            stream.read_exact(&mut hello)?;
            stream.read_exact(&mut vec![0; hello[1].into()])?;
            stream.write_all(&[5, 0])?;
            let mut head = [0; 5];
            stream.read_exact(&mut head)?;
            assert_eq!(head[3], 3, "names are the proxy's to resolve");
            let mut name = vec![0; usize::from(head[4]) + 2];
            stream.read_exact(&mut name)?;
            let code = if let Temper::SocksRefuses(code) = temper { *code } else { 0 };
            stream.write_all(&[5, code, 0, 1, 0, 0, 0, 0, 0, 0])?;
            let host = String::from_utf8_lossy(&name[..name.len() - 2]).into_owned();
            if code == 0 { join(stream, &host, hosts) } else { Ok(()) }
        }
        Temper::HangsUp => head(&mut stream).map(drop),
        Temper::Honest
        | Temper::Counts(_)
        | Temper::WantsLogin(_)
        | Temper::Answers(_)
        | Temper::Says(_)
        | Temper::Slow(_)
        | Temper::Cuts => {
            let head = head(&mut stream)?;
            if let (Temper::Answers(status), true) = (temper, head.starts_with("GET http://")) {
                let answer = format!("HTTP/1.1 {status} Lab\r\nContent-Length: 0\r\n\r\n");
                return stream.write_all(answer.as_bytes());
            }
            // What servers say to a client that begins with TLS.
            let Some(host) = head.strip_prefix("CONNECT ").and_then(|rest| rest.split(':').next()) else {
                return stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
            };
            match temper {
                Temper::Says(words) => return stream.write_all(format!("{words}\r\n\r\n").as_bytes()),
                Temper::Slow(delay) => thread::sleep(*delay),
                // It leaves before the client knows, who may come again at once.
                Temper::Counts(busy) => busy.attend(Duration::from_millis(100)),
                _ => {}
            }
            let status = match temper {
                Temper::Answers(status) => *status,
                Temper::WantsLogin(login) if !head.contains(login) => 407,
                _ => 200,
            };
            stream.write_all(format!("HTTP/1.1 {status} Lab\r\n\r\n").as_bytes())?;
            if status == 200 && !matches!(temper, Temper::Cuts) { join(stream, host, hosts) } else { Ok(()) }
        }
    }
}

fn head(stream: &mut TcpStream) -> io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
        if head[0] == 0x16 {
            break;
        }
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

/// Carries bytes both ways until one side ends.
fn join(client: TcpStream, host: &str, hosts: &HashMap<String, SocketAddr>) -> io::Result<()> {
    let Some(address) = hosts.get(host) else { return Ok(()) };
    let server = TcpStream::connect(address)?;
    let (mut there, mut back) = ((client.try_clone()?, server.try_clone()?), (server, client));
    thread::spawn(move || {
        let _ = io::copy(&mut there.0, &mut there.1);
        let _ = there.1.shutdown(std::net::Shutdown::Write);
    });
    io::copy(&mut back.0, &mut back.1)?;
    back.1.shutdown(std::net::Shutdown::Both)
}
