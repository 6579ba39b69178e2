//! Which fault of a proxy it is: a pure function of what came of going through it.

use crate::probe::tunnel::{Fault, Tunnel};
use crate::probe::way::{Direct, Reached};
use crate::probe::{dns, tls};
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

/// What is at fault with a proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// It cannot be reached.
    Down,
    /// It wants a user and a password, or others.
    Auth,
    /// It would not connect to that host.
    Denied(Option<u16>),
    /// It could not connect to that host.
    Upstream(Option<u16>),
    /// It speaks plain http and is spoken to over TLS, or the other way round.
    Scheme {
        /// Whether it wants TLS.
        wants_tls: bool,
    },
    /// What answers there is no proxy.
    NotProxy,
    /// The proxy itself, spoken to over TLS, cannot be believed.
    Unproven,
}

impl Broken {
    /// The id.
    pub fn id(self) -> &'static str {
        match self {
            Self::Down => "proxy_down",
            Self::Auth => "proxy_auth",
            Self::Denied(_) => "proxy_denied",
            Self::Upstream(_) => "proxy_upstream",
            Self::Scheme { .. } => "proxy_scheme",
            Self::NotProxy => "proxy_not_proxy",
            Self::Unproven => "proxy_unproven",
        }
    }

    /// Whether it is so for every host that is asked for.
    pub fn is_of_proxy(self) -> bool {
        !matches!(self, Self::Denied(_) | Self::Upstream(_))
    }
}

/// What is at fault with the proxy, if it is the proxy.
pub fn of_tunnel(tunnel: &Tunnel) -> Option<Broken> {
    if !tunnel.named.1.as_ref().is_ok_and(|addresses| !addresses.is_empty()) {
        return Some(Broken::Down);
    }
    if tunnel.tcp.as_ref().is_none_or(|(_, tcp)| tcp.is_err()) {
        return Some(Broken::Down);
    }
    match tunnel.own.as_ref().map(|own| &own.result) {
        Some(Err(tls::Fault::NotTls { .. } | tls::Fault::Closed | tls::Fault::Reset)) => {
            return Some(Broken::Scheme { wants_tls: false });
        }
        Some(Err(tls::Fault::Stall)) => return Some(Broken::Down),
        Some(Err(_)) => return Some(Broken::Unproven),
        Some(Ok(())) | None => {}
    }
    Some(match &tunnel.asked.as_ref()?.1.as_ref().err()? {
        Fault::Status(407) | Fault::Login => Broken::Auth,
        Fault::Status(status @ 500..) => Broken::Upstream(Some(*status)),
        Fault::Status(status) => Broken::Denied(Some(*status)),
        Fault::Socks(2) => Broken::Denied(None),
        // A port for TLS hangs up on who speaks http; so may a proxy whose way is cut.
        Fault::Socks(_) | Fault::Timeout | Fault::Closed => Broken::Upstream(None),
        Fault::SpeaksTls => Broken::Scheme { wants_tls: true },
        Fault::NotProxy => Broken::NotProxy,
    })
}

/// The handshake with the target as one with an address would be judged: the name was the proxy's to resolve.
pub fn as_direct(tunnel: &Tunnel) -> Direct {
    let reached = Reached {
        address: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        took: Duration::ZERO,
        tcp: Ok(()),
        tls: tunnel.tls.clone(),
        cut_at_once: None,
        neutral_answered: None,
    };
    Direct { names: dns::Names::default(), reached: vec![reached] }
}
