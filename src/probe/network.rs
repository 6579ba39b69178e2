//! The world that is probed: who resolves names, how connections are made, which authorities are trusted, what
//! time it is. All of it can be replaced, which is what the tests do.

use super::Boxed;
use super::gates::Gates;
use super::hosts::HostsFile;
use crate::config::Resolver;
use crate::net::doh;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use std::io;
use std::net::{IpAddr, SocketAddr};

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};
use tokio::net::TcpStream;
use url::Url;

/// All that probes ask, and how long they wait for it. Cheap to clone.
#[derive(Clone)]
pub struct Network {
    /// The servers that the system asks for names.
    pub resolvers: Vec<SocketAddr>,
    /// The system's own way to look names up.
    pub lookup: Arc<dyn Lookup>,
    /// How connections are made.
    pub dial: Arc<dyn Dial>,
    /// Resolvers of others, asked over https at addresses that need no lookup: what the system says is held against
    /// them, and what happens on the way to them against what happens on the way to Go's hosts.
    pub controls: Vec<Control>,
    /// The hosts file.
    pub hosts: HostsFile,
    /// The verifier of certificates.
    pub trust: Arc<dyn ServerCertVerifier>,
    /// Whether there is any trusted authority.
    pub has_authorities: bool,
    /// Whom the system itself trusts, where variables name others in its place.
    pub own_trust: Option<Arc<OwnTrust>>,
    /// The cryptography of TLS.
    pub crypto: Arc<CryptoProvider>,
    /// What time it is, for certificates.
    pub now: SystemTime,
    /// How long is waited.
    pub timeouts: Timeouts,
    /// How many connections there are to each place.
    pub gates: Arc<Gates>,
}

/// Whom the system trusts by itself.
pub struct OwnTrust {
    /// What it says of a chain.
    pub verifier: Arc<dyn ServerCertVerifier>,
    /// The names of its authorities (the content of their subjects in DER), where they are known.
    pub names: Vec<Vec<u8>>,
}

/// A resolver that is asked over https (RFC 8484).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// Where it is asked.
    pub url: Url,
    /// The address it has.
    pub address: IpAddr,
}

/// How long is waited for each step. A step never outlasts the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For an answer to a question for a name.
    pub dns: Duration,
    /// For further answers to it after the first: who forges answers cannot keep the true one away.
    pub second_answer: Duration,
    /// For a connection.
    pub tcp: Duration,
    /// For a TLS handshake.
    pub tls: Duration,
    /// For a proxy's answer.
    pub proxy: Duration,
    /// For an answer over http.
    pub http: Duration,
    /// For the next byte of one.
    pub stall: Duration,
    /// For all of it.
    pub whole: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            // `go` asks twice, for 5 seconds each.
            dns: seconds(10),
            second_answer: Duration::from_millis(500),
            // `go` waits for 30; a first packet that is lost three times comes after 7.
            tcp: seconds(8),
            // As `go` does.
            tls: seconds(10),
            // `go` waits for 60.
            proxy: seconds(12),
            // `go` has no limit for these two. What is not answered by then is asked again alone.
            http: seconds(7),
            stall: seconds(8),
            whole: seconds(14),
        }
    }
}

/// How a name is looked up.
pub trait Lookup: Send + Sync {
    /// The addresses of a host, or what the system says instead.
    fn lookup(&self, host: &str) -> Boxed<Result<Vec<IpAddr>, String>>;

    /// The name that has the addresses that were found, where a search list has made another one of a host.
    fn completed(&self, _host: &str) -> Option<String> {
        None
    }
}

/// How a connection is made.
pub trait Dial: Send + Sync {
    /// A connection to an address.
    fn dial(&self, to: SocketAddr) -> Boxed<io::Result<TcpStream>>;
}

/// The system's own lookup and connections.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Lookup for System {
    fn lookup(&self, host: &str) -> Boxed<Result<Vec<IpAddr>, String>> {
        let host = host.to_owned();
        Box::pin(async move {
            let found = tokio::net::lookup_host((host, 0)).await.map_err(|error| error.to_string())?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

impl Dial for System {
    fn dial(&self, to: SocketAddr) -> Boxed<io::Result<TcpStream>> {
        Box::pin(TcpStream::connect(to))
    }
}

/// When a run has to be over.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    until: Instant,
}

impl Budget {
    /// So long from now on.
    pub fn of(whole: Duration) -> Self {
        Self { until: Instant::now() + whole }
    }

    /// Whether nothing is left of it.
    pub fn is_over(self) -> bool {
        self.until <= Instant::now()
    }

    /// What is left of it, and no more than a step's own time.
    pub fn for_step(self, step: Duration) -> Duration {
        step.min(self.until.saturating_duration_since(Instant::now()))
    }
}

/// Resolvers over https that answer all over the world or in China, by their addresses.
pub fn controls() -> Vec<Control> {
    let control = |it: Resolver| Control { url: it.url, address: it.address };
    doh::known().into_iter().map(control).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_controls_are_all_there() {
        assert_eq!(controls().len(), 4);
    }
}
