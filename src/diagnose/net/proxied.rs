//! Which fault of a proxy it is: a pure function of what came of going through it, to one host and to others.

mod words;

pub(super) use words::logs_in;

use crate::fault::{self, Proxy};
use crate::probe::attempt::Attempt;
use crate::probe::client::{Exchange, RequestError};
use crate::probe::connection::Direct;
use crate::probe::http::Response;
use crate::probe::tunnel::{Fault, Refusal, Speaks, Tunnel};
use crate::probe::{dns, tls};
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;
use url::Url;

/// What is at fault with a proxy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// Its name has no address.
    Unknown,
    /// It cannot be reached.
    Down,
    /// It takes connections and says nothing.
    Mute {
        /// Whether it hangs up; else nothing came in this many seconds.
        after: Option<u64>,
    },
    /// It wants a user and a password, or others.
    Auth {
        /// The ways to log in that it names.
        logins: Vec<String>,
    },
    /// gv's own relay has answered.
    Relay {
        /// The fault that its answer is.
        fault: Proxy,
        /// Its words.
        words: String,
    },
    /// It would not connect to that host, or not pass on what that host says.
    Denied(ProxyReply),
    /// It could not connect to that host.
    Upstream(ProxyReply),
    /// It says that it connects, and then nothing comes.
    Cut,
    /// It takes addresses only, and `go` names hosts.
    NoNames,
    /// It redirects every request to a page.
    Portal {
        /// The host of that page.
        to: String,
    },
    /// It speaks plain http and is spoken to over TLS, or the other way round.
    Scheme {
        /// Whether it wants TLS.
        wants_tls: bool,
        /// Whether it was found to do what the other scheme says, with a certificate that is good for it here.
        works: bool,
    },
    /// What answers there is not such a proxy.
    NotProxy {
        /// Its answer.
        said: ProxyReply,
        /// What is spoken there in its place.
        speaks: Option<Speaks>,
    },
    /// The proxy itself, spoken to over TLS, cannot be trusted.
    Unproven {
        /// The issuer of its certificate.
        issuer: String,
        /// Whether only its name is wrong, and for which names its certificate is.
        names: Option<Vec<String>>,
    },
}

/// A proxy's own words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProxyReply {
    /// The status.
    pub status: Option<u16>,
    /// The reason, as Squid calls it.
    pub reason: Option<String>,
}

impl Broken {
    /// The fault of the catalogue that it is.
    pub fn fault(&self) -> fault::Fault {
        let fault = match self {
            Self::Unknown | Self::Down | Self::Mute { .. } => Proxy::Down,
            Self::Auth { .. } => Proxy::Auth,
            Self::Relay { fault, .. } => *fault,
            Self::Denied(_) => Proxy::Denied,
            Self::Upstream(_) | Self::Cut | Self::NoNames => Proxy::Upstream,
            Self::Portal { .. } => return fault::Http::Captive.into(),
            Self::Scheme { .. } => Proxy::Scheme,
            Self::NotProxy { .. } => Proxy::NotProxy,
            Self::Unproven { .. } => Proxy::Certificate,
        };
        fault.into()
    }

    /// Whether it is so for every host that is asked for.
    pub fn is_of_proxy(&self) -> bool {
        let of_target = |fault: &Proxy| matches!(fault, Proxy::RelayUpstream | Proxy::RelayRefused);
        match self {
            Self::Denied(_) | Self::Upstream(_) | Self::Cut => false,
            Self::Relay { fault, .. } => !of_target(fault),
            _ => true,
        }
    }
}

/// What is at fault with the proxy, if it is the proxy; `connects` says whether it has made a connection to any host.
pub fn of_tunnel(tunnel: &Tunnel, connects: bool) -> Option<Broken> {
    if !tunnel.named.1.as_ref().is_ok_and(|addresses| !addresses.is_empty()) {
        return Some(Broken::Unknown);
    }
    if tunnel.tcp.as_ref().is_none_or(|(_, tcp)| tcp.is_err()) {
        return Some(Broken::Down);
    }
    if let Some(own) = tunnel.own.as_ref().filter(|own| !own.is_valid()) {
        return Some(of_own(own, tunnel.speaks));
    }
    let Some((took, asked)) = &tunnel.asked else { return None };
    match asked {
        Err(fault) => Some(of_fault(fault, *took, tunnel.speaks, connects)),
        Ok(()) => match &tunnel.tls.as_ref()?.result {
            Err(tls::Fault::Closed | tls::Fault::Reset | tls::Fault::Stall) => Some(Broken::Cut),
            _ => None,
        },
    }
}

/// The proxy's own handshake.
fn of_own(own: &tls::Handshake, speaks: Option<Speaks>) -> Broken {
    match (&own.result, speaks) {
        (_, Some(Speaks::Http)) | (Err(tls::Fault::NotTls { http: true }), _) => {
            Broken::Scheme { wants_tls: false, works: true }
        }
        (_, Some(speaks @ Speaks::Socks)) => {
            Broken::NotProxy { said: ProxyReply::default(), speaks: Some(speaks) }
        }
        (Err(tls::Fault::Stall), _) => Broken::Mute { after: Some(own.took.as_secs()) },
        (Err(tls::Fault::Closed | tls::Fault::Reset), _) => Broken::Mute { after: None },
        (Err(tls::Fault::NotTls { .. }), _) => Broken::NotProxy { said: ProxyReply::default(), speaks: None },
        _ => {
            let leaf = own.chain.first();
            let names =
                leaf.filter(|_| own.doubt() == Some(&tls::Doubt::Name)).map(|leaf| leaf.names.clone());
            Broken::Unproven { issuer: leaf.map(|leaf| leaf.issuer.clone()).unwrap_or_default(), names }
        }
    }
}

fn of_fault(fault: &Fault, took: Duration, speaks: Option<Speaks>, connects: bool) -> Broken {
    let silent = ProxyReply::default;
    match (fault, speaks) {
        (Fault::Refused(refusal), _) => of_refusal(refusal, connects),
        (Fault::Login, _) => Broken::Auth { logins: Vec::new() },
        (Fault::Socks(2), _) => Broken::Denied(silent()),
        (Fault::Socks(8), _) => Broken::NoNames,
        (Fault::Socks(code), _) if *code != 7 => Broken::Upstream(silent()),
        // To another host it has answered: it is the way of the proxy that is cut.
        (Fault::Timeout | Fault::Closed, _) if connects => Broken::Upstream(silent()),
        (_, Some(Speaks::Tls { valid })) => Broken::Scheme { wants_tls: true, works: valid },
        (Fault::SpeaksTls, _) => Broken::Scheme { wants_tls: true, works: false },
        (_, Some(speaks @ (Speaks::Socks | Speaks::Http))) => {
            Broken::NotProxy { said: silent(), speaks: Some(speaks) }
        }
        (Fault::Timeout, _) => Broken::Mute { after: Some(took.as_secs()) },
        (Fault::Closed, _) => Broken::Mute { after: None },
        (Fault::NotProxy | Fault::Socks(_), _) => Broken::NotProxy { said: silent(), speaks: None },
    }
}

/// An answer in place of a connection. What is not an answer of proxies comes from something else, unless it connects
/// to other hosts.
fn of_refusal(refusal: &Refusal, connects: bool) -> Broken {
    if let Some(fault) = fault::relay::told(&refusal.words) {
        return Broken::Relay { fault, words: refusal.words.clone() };
    }
    let said = ProxyReply { status: Some(refusal.status), reason: refusal.squid_error.clone() };
    match refusal.status {
        401 | 407 => Broken::Auth { logins: refusal.logins.clone() },
        403 | 451 => Broken::Denied(said),
        300..=399 if refusal.location.is_some() => portal(refusal.location.as_deref()),
        429 | 500 | 502..=504 | 509..=599 => Broken::Upstream(said),
        // Privoxy answers so for a name that it does not know.
        404 if connects => Broken::Upstream(said),
        _ if connects => Broken::Denied(said),
        _ => Broken::NotProxy { said, speaks: Some(Speaks::Http) },
    }
}

fn portal(location: Option<&str>) -> Broken {
    let url = location.and_then(|location| Url::parse(location).ok());
    Broken::Portal { to: url.and_then(|url| url.host_str().map(ToOwned::to_owned)).unwrap_or_default() }
}

/// Programs that answer in the place of a host, as they call themselves.
const PROGRAMS: [&str; 9] =
    ["squid", "tinyproxy", "privoxy", "zscaler", "bluecoat", "fortigate", "mcafee", "cisco-wsa", "webwasher"];

/// What is at fault with a proxy that is in the way of a question, once ways through it are known to be good.
/// `opened` says whether it is known to open connections.
pub fn of_got(got: &Exchange, opened: bool) -> Option<Broken> {
    match &got.end {
        Ok(answer) => of_answer(answer, opened),
        Err(RequestError::Proxy(Some(fault))) => Some(of_fault(fault, got.took, None, true)),
        Err(RequestError::Proxy(None)) => Some(Broken::Down),
        // It sends on to a page of its own.
        Err(_) => got.moved_by.as_deref().and_then(|answer| of_answer(answer, opened)),
    }
}

/// What an answer says that came inside of a connection through a proxy, and from the proxy: it has opened the
/// connection, as its authority is trusted here. `None` where the host itself has answered. Gateways that are known to open
/// connections, and do not say who they are, answer with web pages, as module proxies do not.
pub fn of_answer(answer: &Response, opened: bool) -> Option<Broken> {
    let named = |text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default().to_ascii_lowercase();
        PROGRAMS.iter().any(|program| text.contains(program))
    };
    let page = answer.body.trim_ascii_start().first() == Some(&b'<');
    let by_proxy =
        answer.squid_error.is_some() || named(&answer.server) || (named(&answer.via) || opened) && page;
    if !by_proxy || (answer.status < 300 && !page) {
        return None;
    }
    let said = ProxyReply { status: Some(answer.status), reason: answer.squid_error.clone() };
    let refuses =
        answer.squid_error.as_deref().is_some_and(|it| it.contains("DENIED") || it.contains("TOO_BIG"));
    Some(match answer.status {
        _ if refuses => Broken::Denied(said),
        401 | 407 => Broken::Auth { logins: Vec::new() },
        300..=399 => portal(answer.location.as_deref()),
        500.. => Broken::Upstream(said),
        _ => Broken::Denied(said),
    })
}

/// The handshake with the target as one with an address would be judged: the name was the proxy's to resolve.
pub fn as_direct(tunnel: &Tunnel) -> Direct {
    Direct { names: dns::Names::default(), reached: vec![as_reached(tunnel)] }
}

/// The same as one address.
pub fn as_reached(tunnel: &Tunnel) -> Attempt {
    Attempt {
        address: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        took: Duration::ZERO,
        tcp: Ok(()),
        tls: tunnel.tls.clone(),
        cut_at_once: None,
        other_sni_answered: None,
        again_answered: None,
        short_answered: None,
    }
}
