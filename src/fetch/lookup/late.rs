//! Addresses where the system's own lookup is late: a firewall that drops one of its two questions (for IPv6 addresses,
//! mostly) makes it wait for ten seconds and more, when the answer to the other has long been here.

use crate::net::message::{self, Code, RecordType};
use crate::system::resolver;
use std::hash::{BuildHasher, RandomState};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;
use tokio::net::UdpSocket;
use tokio::time::timeout;

/// How long a server is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// The IPv4 addresses of a host, from the first of the system's servers that has any. What a search list would complete
/// a name to is the system's matter.
pub(super) async fn addresses(host: &str) -> Vec<SocketAddr> {
    let Some(conf) = resolver::conf() else { return Vec::new() };
    for server in conf.servers {
        let found = timeout(PATIENCE, ask(server, host)).await.ok().flatten().unwrap_or_default();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

async fn ask(server: SocketAddr, host: &str) -> Option<Vec<SocketAddr>> {
    let any: SocketAddr = match server {
        SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
        SocketAddr::V6(_) => (Ipv6Addr::UNSPECIFIED, 0).into(),
    };
    let [.., high, low] = RandomState::new().hash_one(host).to_be_bytes();
    let id = u16::from_be_bytes([high, low]);
    let question = message::question(id, host, RecordType::A)?;
    let socket = UdpSocket::bind(any).await.ok()?;
    socket.connect(server).await.ok()?;
    socket.send(&question).await.ok()?;
    let mut buffer = [0; 1500];
    loop {
        let length = socket.recv(&mut buffer).await.ok()?;
        let answer = message::parse(&buffer[..length]).filter(|answer| answer.id == id);
        if let Some(answer) = answer {
            let found = answer.addresses.into_iter().map(|address| SocketAddr::new(address, 0));
            return (answer.code == Code::NoError).then(|| found.collect());
        }
    }
}
