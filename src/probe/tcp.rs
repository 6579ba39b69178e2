//! A connection to an address.

use super::{Budget, World};
use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Why a connection did not come to be, or did not last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Nobody listens there.
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
pub async fn connect(world: &World, to: SocketAddr, budget: Budget) -> (Duration, Result<TcpStream, Fault>) {
    let started = Instant::now();
    let made = timeout(budget.for_step(world.patience.tcp), world.dial.dial(to)).await;
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

/// How long a connection that nobody says anything on is watched: who cuts every connection does so at once.
const WATCHED: Duration = Duration::from_millis(400);

/// Whether a connection is cut before anything was said on it.
pub async fn is_cut_at_once(world: &World, to: SocketAddr, budget: Budget) -> bool {
    let (_, Ok(mut stream)) = connect(world, to, budget).await else { return true };
    let mut byte = [0];
    match timeout(budget.for_step(WATCHED), stream.read(&mut byte)).await {
        Ok(Ok(0) | Err(_)) => true,
        Ok(Ok(_)) | Err(_) => false,
    }
}
