//! A resolver that says what it is told to say, over UDP and TCP.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{IpAddr, SocketAddr, TcpListener, UdpSocket};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What is said of a name.
#[derive(Debug, Clone)]
pub enum Says {
    /// These.
    Addresses(Vec<IpAddr>),
    /// A code: 2 fails, 3 no such name, 5 refused.
    Code(u8),
    /// Nothing.
    Silence,
    /// Over UDP that there is more than fits, over TCP nothing.
    Cut,
    /// Over UDP a false address first, then the true one; over TCP the true one.
    Injected(IpAddr, IpAddr),
}

/// The resolver, which may be started many times.
#[derive(Clone)]
pub struct Resolver {
    said: Arc<Mutex<HashMap<String, Says>>>,
    otherwise: Arc<Mutex<Says>>,
}

impl Default for Resolver {
    fn default() -> Self {
        Self { said: Arc::default(), otherwise: Arc::new(Mutex::new(Says::Code(3))) }
    }
}

impl Resolver {
    /// Answers at an address until the process ends, and says which it is.
    pub fn start(&self, at: SocketAddr) -> SocketAddr {
        // The same port twice: what is free for one kind may be taken for the other.
        let (udp, tcp) = std::iter::repeat_with(|| {
            let udp = UdpSocket::bind(at).unwrap();
            TcpListener::bind(udp.local_addr().unwrap()).ok().map(|tcp| (udp, tcp))
        })
        .flatten()
        .next()
        .unwrap();
        let address = udp.local_addr().unwrap();
        let (book, other) = (self.clone(), self.clone());
        thread::spawn(move || over_udp(&udp, &book));
        thread::spawn(move || {
            for stream in tcp.incoming() {
                let (Ok(stream), book) = (stream, other.clone()) else { continue };
                thread::spawn(move || over_tcp(stream, &book));
            }
        });
        address
    }

    /// What is said of a name.
    pub fn say(&self, name: &str, says: Says) {
        self.said.lock().unwrap().insert(name.to_owned(), says);
    }

    /// What is said of every other name.
    pub fn say_otherwise(&self, says: Says) {
        *self.otherwise.lock().unwrap() = says;
    }

    fn of_name(&self, name: &str) -> Says {
        let said = self.said.lock().unwrap().get(name).cloned();
        said.unwrap_or_else(|| self.otherwise.lock().unwrap().clone())
    }

    /// What is said of every name.
    pub fn say_always(&self, says: Says) {
        self.said.lock().unwrap().clear();
        self.say_otherwise(says);
    }
}

fn over_udp(socket: &UdpSocket, book: &Resolver) {
    let mut buffer = [0; 1500];
    loop {
        // Windows says here that an earlier answer found nobody who waited for it.
        let Ok((length, from)) = socket.recv_from(&mut buffer) else { continue };
        let question = &buffer[..length];
        let send = |says: &Says| drop(answer(question, says).map(|bytes| socket.send_to(&bytes, from)));
        match book.of_name(&name(question)) {
            Says::Injected(wrong, right) => {
                send(&Says::Addresses(vec![wrong]));
                thread::sleep(Duration::from_millis(20));
                send(&Says::Addresses(vec![right]));
            }
            says => send(&says),
        }
    }
}

fn over_tcp(mut stream: std::net::TcpStream, book: &Resolver) {
    let mut length = [0; 2];
    while stream.read_exact(&mut length).is_ok() {
        let mut question = vec![0; usize::from(u16::from_be_bytes(length))];
        if stream.read_exact(&mut question).is_err() {
            return;
        }
        let says = match book.of_name(&name(&question)) {
            Says::Injected(_, right) => Says::Addresses(vec![right]),
            Says::Cut => Says::Silence,
            says => says,
        };
        // Silence: the connection stays open.
        let Some(bytes) = answer(&question, &says) else { continue };
        let length = u16::try_from(bytes.len()).unwrap().to_be_bytes();
        drop(stream.write_all(&[&length[..], &bytes].concat()));
    }
}

/// The name in a question.
pub fn name(question: &[u8]) -> String {
    labels(question).0.join(".")
}

/// The labels of the name in a question, and where the name ends.
fn labels(question: &[u8]) -> (Vec<String>, usize) {
    let (mut at, mut labels) = (12, Vec::new());
    while question[at] != 0 {
        let length = usize::from(question[at]);
        labels.push(String::from_utf8_lossy(&question[at + 1..=at + length]).to_ascii_lowercase());
        at += length + 1;
    }
    (labels, at + 1)
}

/// An answer to a question; `None` for silence. What stands behind the question, EDNS for one, is not repeated: the
/// answers come first in a message (RFC 1035, 4.1).
pub fn answer(question: &[u8], says: &Says) -> Option<Vec<u8>> {
    let (_, end) = labels(question);
    let wants_v4 = question[end + 1] == 1;
    let (code, addresses) = match says {
        Says::Silence => return None,
        Says::Code(code) => (*code, Vec::new()),
        Says::Cut => (0, Vec::new()),
        Says::Addresses(addresses) => (0, addresses.clone()),
        Says::Injected(..) => unreachable!("two answers are sent one by one"),
    };
    let addresses: Vec<_> = addresses.into_iter().filter(|address| address.is_ipv4() == wants_v4).collect();
    let mut bytes = question[..end + 4].to_vec();
    let cut = if matches!(says, Says::Cut) { 0x02 } else { 0 };
    bytes[2..4].copy_from_slice(&[0x81 | cut, 0x80 | code]);
    bytes[6..8].copy_from_slice(&u16::try_from(addresses.len()).unwrap().to_be_bytes());
    bytes[8..12].fill(0);
    for address in addresses {
        let data = match address {
            IpAddr::V4(address) => address.octets().to_vec(),
            IpAddr::V6(address) => address.octets().to_vec(),
        };
        let kind = if wants_v4 { 1 } else { 28 };
        bytes.extend([0xc0, 12, 0, kind, 0, 1, 0, 0, 0, 60, 0, u8::try_from(data.len()).unwrap()]);
        bytes.extend(data);
    }
    Some(bytes)
}
