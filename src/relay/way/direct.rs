//! Directly, to the first address that accepts a connection (RFC 8305).

use super::CONNECT;
use crate::fetch::lookup::Lookup;
use crate::net::doh::is_internal;
use crate::relay::fault::Fault;
use crate::relay::target::is_inner;
use crate::relay::{Shared, Target};
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;

/// After so long the next address is tried beside the one before.
const STAGGER: Duration = Duration::from_millis(250);

/// Connects to a target. An address that the name turns out to have counts like one that was written.
pub async fn connect(shared: &Shared, target: &Target, inner: bool) -> Result<TcpStream, Fault> {
    let of_target = true;
    let connecting = async {
        let addresses = addresses(shared, target).await;
        if addresses.is_empty() {
            return Err(Fault::NoAddress { of_target });
        }
        let allowed: Vec<IpAddr> = addresses.into_iter().filter(|it| inner || !is_inner(*it)).collect();
        if allowed.is_empty() {
            return Err(Fault::Inner);
        }
        race(&allowed, target.port).await.map_err(|why| Fault::Connect { of_target, why })
    };
    let late = Fault::Connect { of_target, why: std::io::ErrorKind::TimedOut.to_string() };
    timeout(CONNECT, connecting).await.unwrap_or(Err(late))
}

/// The addresses of a target, those of resolvers over https before the system's where the settings say so.
async fn addresses(shared: &Shared, target: &Target) -> Vec<IpAddr> {
    if let Some(address) = target.address() {
        return vec![address];
    }
    if let Some(doh) = shared.doh.as_ref().filter(|_| !is_internal(&target.host)) {
        let found = doh.addresses(&target.host).await;
        if !found.is_empty() {
            return found.iter().map(SocketAddr::ip).collect();
        }
    }
    shared.network.lookup.lookup(&target.host).await.unwrap_or_default()
}

/// Connects to the first address that accepts; both families take turns, the first one's first.
pub async fn race(addresses: &[IpAddr], port: u16) -> Result<TcpStream, String> {
    let mut rest = interleaved(addresses).into_iter();
    let mut running = JoinSet::new();
    let mut last = std::io::ErrorKind::AddrNotAvailable.to_string();
    loop {
        if let Some(address) = rest.next() {
            running.spawn(TcpStream::connect((address, port)));
        }
        let waiting = async {
            match rest.len() {
                0 => running.join_next().await,
                _ => timeout(STAGGER, running.join_next()).await.unwrap_or(None),
            }
        };
        match waiting.await {
            Some(Ok(Ok(stream))) => {
                // Small messages of a handshake are not to wait for each other.
                let _ = stream.set_nodelay(true);
                return Ok(stream);
            }
            Some(Ok(Err(error))) => last = error.kind().to_string(),
            Some(Err(_)) | None => {}
        }
        if running.is_empty() && rest.len() == 0 {
            return Err(last);
        }
    }
}

fn interleaved(addresses: &[IpAddr]) -> Vec<IpAddr> {
    let of_first =
        |address: &&IpAddr| addresses.first().is_some_and(|first| first.is_ipv4() == address.is_ipv4());
    let (mut first, mut other) =
        (addresses.iter().filter(of_first), addresses.iter().filter(|address| !of_first(address)));
    let mut mixed = Vec::new();
    loop {
        match (first.next(), other.next()) {
            (None, None) => return mixed,
            (one, two) => mixed.extend(one.into_iter().chain(two)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_take_turns() {
        let addresses = |list: &[&str]| list.iter().map(|it| it.parse().unwrap()).collect::<Vec<IpAddr>>();
        assert_eq!(
            interleaved(&addresses(&["2001:db8::1", "2001:db8::2", "2001:db8::3", "192.0.2.1"])),
            addresses(&["2001:db8::1", "192.0.2.1", "2001:db8::2", "2001:db8::3"])
        );
        assert_eq!(interleaved(&[]), Vec::<IpAddr>::new());
    }
}
