//! Which of this machine's addresses lead out: they change with the network. Nothing is sent to find out.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

/// Addresses for documentation (RFC 5737, RFC 3849): no host has them, so only the default route leads there.
const NOBODY: [SocketAddr; 2] = [
    SocketAddr::new(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)), 9),
    SocketAddr::new(IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)), 9),
];

/// The addresses that a default route would send from, IPv4 before IPv6; empty where there is no such route.
pub fn own_addresses() -> Vec<IpAddr> {
    NOBODY.into_iter().filter_map(from).collect()
}

/// To connect a datagram socket chooses a route, and no more.
fn from(to: SocketAddr) -> Option<IpAddr> {
    let any =
        if to.is_ipv4() { IpAddr::V4(Ipv4Addr::UNSPECIFIED) } else { IpAddr::V6(Ipv6Addr::UNSPECIFIED) };
    let socket = UdpSocket::bind((any, 0)).ok()?;
    socket.connect(to).ok()?;
    Some(socket.local_addr().ok()?.ip())
}
