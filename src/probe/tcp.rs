//! A connection to an address.

use super::{Budget, Network};
use std::collections::VecDeque;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// Why a connection did not come to be, or did not last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No program listens there.
    Refused,
    /// No answer in time.
    Timeout,
    /// It was cut.
    Reset,
    /// There is no way to that network or host.
    Unreachable,
    /// Anything else, in the system's words.
    Other(String),
}

impl Fault {
    /// What an error of a connection means.
    pub fn of(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::ConnectionRefused => Self::Refused,
            io::ErrorKind::TimedOut => Self::Timeout,
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::NotConnected => Self::Reset,
            io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkDown
            | io::ErrorKind::AddrNotAvailable => Self::Unreachable,
            _ => Self::Other(error.to_string()),
        }
    }
}

/// Connects, and says how long that took.
pub async fn connect(
    network: &Network,
    to: SocketAddr,
    budget: Budget,
) -> (Duration, Result<TcpStream, Fault>) {
    let started = Instant::now();
    let made = timeout(budget.for_step(network.timeouts.tcp), network.dial.dial(to)).await;
    let made = match made {
        Ok(made) => made.map_err(|error| Fault::of(&error)),
        Err(_) => Err(Fault::Timeout),
    };
    if let Ok(stream) = &made {
        // Where that fails, small messages wait a little.
        let _ = stream.set_nodelay(true);
    }
    (started.elapsed(), made)
}

/// After so long the next address is tried beside the one that has not answered, as `go` does (RFC 8305).
const STAGGER: Duration = Duration::from_millis(300);

/// Connects to the first address that answers, in the order they are named; where all fail, with the fault of the first.
pub async fn connect_any(
    network: &Network,
    addresses: &[IpAddr],
    port: u16,
    budget: Budget,
) -> (Duration, Result<TcpStream, Fault>) {
    let started = Instant::now();
    let mut waiting: VecDeque<SocketAddr> = addresses.iter().map(|address| (*address, port).into()).collect();
    let mut running = JoinSet::new();
    let mut faults: Vec<(SocketAddr, Fault)> = Vec::new();
    loop {
        if let Some(to) = waiting.pop_front() {
            let network = network.clone();
            running.spawn(async move { (to, connect(&network, to, budget).await.1) });
        }
        let finished = tokio::select! {
            Some(finished) = running.join_next() => finished.ok(),
            () = sleep(STAGGER), if !waiting.is_empty() => None,
            else => break,
        };
        match finished {
            Some((_, Ok(stream))) => return (started.elapsed(), Ok(stream)),
            Some((to, Err(fault))) => faults.push((to, fault)),
            None => {}
        }
    }
    faults.sort_by_key(|(to, _)| addresses.iter().position(|address| *address == to.ip()));
    let fault = faults.into_iter().next().map_or(Fault::Unreachable, |(_, fault)| fault);
    (started.elapsed(), Err(fault))
}

/// How long an idle connection is watched: a device that cuts every connection does so at once.
const WATCHED: Duration = Duration::from_millis(400);

/// Whether a connection is cut before anything was said on it.
pub async fn is_cut_at_once(network: &Network, to: SocketAddr, budget: Budget) -> bool {
    let (_, Ok(mut stream)) = connect(network, to, budget).await else { return true };
    let mut byte = [0];
    match timeout(budget.for_step(WATCHED), stream.read(&mut byte)).await {
        Ok(Ok(0) | Err(_)) => true,
        Ok(Ok(_)) | Err(_) => false,
    }
}
