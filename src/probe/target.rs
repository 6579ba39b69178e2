//! Where a connection leads.

use super::gates::Place;
use crate::net::doh::is_internal;
use rustls::pki_types::ServerName;
use std::net::IpAddr;
use url::Url;

/// Where a way leads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Target {
    /// The host, or an address.
    pub host: String,
    /// The port.
    pub port: u16,
    /// Whether TLS is spoken there.
    pub tls: bool,
}

impl Target {
    /// Where an address leads; `None` without a host.
    pub fn of(url: &Url) -> Option<Self> {
        let host = url.host_str()?.trim_matches(['[', ']']).to_owned();
        let tls = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        Some(Self { host, port: url.port_or_known_default()?, tls })
    }

    /// Whether the name is one of this network only, by its form: nothing outside knows it, and gv does not send it out.
    pub fn is_internal(&self) -> bool {
        is_internal(&self.host)
    }

    /// Where connections to it lead.
    pub(super) fn place(&self) -> Place {
        (self.host.clone(), self.port)
    }

    /// The host as an address, where it is one.
    pub fn address(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }

    /// How it is shown: the host, with the port where that is not the usual one.
    pub fn shown(&self) -> String {
        let usual = if self.tls { 443 } else { 80 };
        match self.port == usual {
            true => self.host.clone(),
            false if self.host.contains(':') => format!("[{}]:{}", self.host, self.port),
            false => format!("{}:{}", self.host, self.port),
        }
    }

    pub(super) fn server_name(&self) -> Option<ServerName<'static>> {
        ServerName::try_from(self.host.clone()).ok()
    }
}
