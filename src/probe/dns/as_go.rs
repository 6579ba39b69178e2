//! Names looked up as the `go` command looks them up where it asks DNS by itself (Go's `dnsclient_unix.go`): the hosts file
//! first, then the name as resolv.conf completes it, with EDNS. What plug-ins of the C library know does not count.

use super::message::{self, Code, Message, RecordType};
use super::{Boxed, ids};
use crate::probe::{HostsFile, Lookup};
use crate::system::resolver::Conf;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::timeout;

/// The lookup of `go` on this machine.
#[derive(Clone)]
pub struct AsGo {
    conf: Arc<Conf>,
    hosts: Arc<HostsFile>,
    /// The names that had an address, by those that were asked for.
    completed: Arc<Mutex<HashMap<String, String>>>,
}

/// Why there is no address.
enum Failed {
    /// The name does not exist: no other server is queried.
    NoSuchHost,
    /// The server did not answer, or could not: the next one is asked.
    Server(String),
}

/// What follows a question so that answers may be 1232 bytes long (RFC 6891).
const EDNS: [u8; 11] = [0, 0, 41, 0x04, 0xd0, 0, 0, 0, 0, 0, 0];

impl AsGo {
    /// With these settings and this hosts file.
    pub fn new(conf: Conf, hosts: HostsFile) -> Self {
        Self { conf: Arc::new(conf), hosts: Arc::new(hosts), completed: Arc::default() }
    }

    async fn look(&self, host: &str) -> Result<Vec<IpAddr>, String> {
        let known = self.hosts.addresses_of(host);
        if !known.is_empty() {
            return Ok(known);
        }
        let mut last = "no such host".to_owned();
        for name in self.conf.names(host) {
            let (v4, v6) = tokio::join!(self.one(&name, RecordType::A), self.one(&name, RecordType::Aaaa));
            let mut found = Vec::new();
            for answered in [v4, v6] {
                match answered {
                    Ok(addresses) => found.extend(addresses),
                    Err(Failed::NoSuchHost) => {}
                    Err(Failed::Server(reason)) => last = reason,
                }
            }
            if !found.is_empty() {
                let mut completed = self.completed.lock().unwrap_or_else(PoisonError::into_inner);
                completed.insert(host.to_owned(), name);
                return Ok(found);
            }
        }
        Err(last)
    }

    /// Asks the servers in turn, as often as the settings say.
    async fn one(&self, name: &str, kind: RecordType) -> Result<Vec<IpAddr>, Failed> {
        let mut last = Failed::Server("no server".to_owned());
        for _ in 0..self.conf.attempts {
            for server in &self.conf.servers {
                let asked = timeout(self.conf.timeout, self.exchange(*server, name, kind)).await;
                last = match asked.unwrap_or_else(|_| Err(Failed::Server("i/o timeout".to_owned()))) {
                    Ok(addresses) => return Ok(addresses),
                    Err(Failed::NoSuchHost) => return Err(Failed::NoSuchHost),
                    Err(failed) => failed,
                };
            }
        }
        Err(last)
    }

    async fn exchange(
        &self,
        server: SocketAddr,
        name: &str,
        kind: RecordType,
    ) -> Result<Vec<IpAddr>, Failed> {
        let failed = |error: std::io::Error| Failed::Server(error.to_string());
        let [id, ..] = ids();
        let mut question = message::question(id, name, kind).ok_or(Failed::NoSuchHost)?;
        // One more record, at the end.
        question[11] = 1;
        question.extend(EDNS);
        let mut answer = over_udp(server, &question, id).await.map_err(failed)?;
        if answer.truncated {
            answer = over_tcp(server, &question).await.map_err(failed)?;
        }
        let misbehaving = || Failed::Server("server misbehaving".to_owned());
        match answer.code {
            Code::NoError if answer.addresses.is_empty() => Err(Failed::NoSuchHost),
            Code::NoError => Ok(answer.addresses),
            Code::NxDomain => Err(Failed::NoSuchHost),
            Code::ServFail | Code::Refused | Code::Other(_) => Err(misbehaving()),
        }
    }
}

async fn over_udp(server: SocketAddr, question: &[u8], id: u16) -> std::io::Result<Message> {
    let any: SocketAddr = match server {
        SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
        SocketAddr::V6(_) => (Ipv6Addr::UNSPECIFIED, 0).into(),
    };
    let socket = UdpSocket::bind(any).await?;
    socket.connect(server).await?;
    socket.send(question).await?;
    let mut buffer = [0; 1500];
    loop {
        let length = socket.recv(&mut buffer).await?;
        // The first answer to this question counts, as it does for `go`.
        if let Some(answer) = message::parse(&buffer[..length]).filter(|answer| answer.id == id) {
            return Ok(answer);
        }
    }
}

async fn over_tcp(server: SocketAddr, question: &[u8]) -> std::io::Result<Message> {
    let mut stream = TcpStream::connect(server).await?;
    let length = u16::try_from(question.len()).unwrap_or_default().to_be_bytes();
    stream.write_all(&[&length[..], question].concat()).await?;
    let mut length = [0; 2];
    stream.read_exact(&mut length).await?;
    let mut bytes = vec![0; usize::from(u16::from_be_bytes(length))];
    stream.read_exact(&mut bytes).await?;
    message::parse(&bytes).ok_or_else(|| std::io::ErrorKind::InvalidData.into())
}

impl Lookup for AsGo {
    fn lookup(&self, host: &str) -> Boxed<Result<Vec<IpAddr>, String>> {
        let (own, host) = (self.clone(), host.to_owned());
        Box::pin(async move { own.look(&host).await })
    }

    fn completed(&self, host: &str) -> Option<String> {
        let completed = self.completed.lock().unwrap_or_else(PoisonError::into_inner);
        completed.get(host).filter(|name| *name != host).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fetch::run;
    use std::net::UdpSocket as Socket;
    use std::time::Duration;

    /// A resolver on loopback which answers each question by this rule.
    fn server(says: impl Fn(&[u8]) -> u8 + Send + 'static) -> SocketAddr {
        let socket = Socket::bind("127.0.0.1:0").unwrap();
        let at = socket.local_addr().unwrap();
        std::thread::spawn(move || {
            let mut buffer = [0; 512];
            while let Ok((length, from)) = socket.recv_from(&mut buffer) {
                let mut bytes = buffer[..length].to_vec();
                let code = says(&bytes);
                let end = 12 + bytes[12..].iter().position(|byte| *byte == 0).unwrap() + 5;
                let wants_v4 = bytes[end - 3] == 1;
                bytes.truncate(end);
                bytes[2..4].copy_from_slice(&[0x81, 0x80 | code]);
                bytes[10..12].copy_from_slice(&[0, 0]);
                if code == 0 && wants_v4 {
                    bytes[7] = 1;
                    bytes.extend([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 7]);
                }
                let _ = socket.send_to(&bytes, from);
            }
        });
        at
    }

    fn look(
        servers: Vec<SocketAddr>,
        search: &[&str],
        host: &str,
    ) -> (Result<Vec<IpAddr>, String>, Option<String>) {
        let search = search.iter().map(ToString::to_string).collect();
        let conf = Conf { servers, search, ndots: 1, attempts: 2, timeout: Duration::from_secs(2) };
        let lookup = AsGo::new(conf, HostsFile::default());
        (run(lookup.lookup(host)), lookup.completed(host))
    }

    #[test]
    fn a_server_that_refuses_leads_to_the_next_and_one_that_says_no_does_not() {
        let (right, wrong, none) = (server(|_| 0), server(|_| 5), server(|_| 3));
        assert_eq!(look(vec![wrong, right], &[], "go.dev").0.unwrap(), [IpAddr::from([192, 0, 2, 7])]);
        assert_eq!(look(vec![none, right], &[], "go.dev").0.unwrap_err(), "no such host");
        assert_eq!(look(vec![wrong], &[], "go.dev").0.unwrap_err(), "server misbehaving");
    }

    #[test]
    fn a_server_that_cannot_read_edns_misbehaves() {
        let old = server(|question| u8::from(question[11] == 1));
        assert_eq!(look(vec![old], &[], "go.dev").0.unwrap_err(), "server misbehaving");
    }

    #[test]
    fn the_search_list_completes_what_has_no_address() {
        let corp = server(|question| if question.windows(4).any(|word| word == b"corp") { 0 } else { 3 });
        let (found, completed) = look(vec![corp], &["corp.example"], "proxy");
        assert!(found.is_ok());
        assert_eq!(completed.as_deref(), Some("proxy.corp.example"));
    }
}
