//! `gv relay`: a proxy on loopback for `go`, git and other programs of this user. It logs in to proxies, passes over those
//! that fail, and says what became of each request.

mod carry;
mod error;
mod fault;
mod health;
mod hop;
mod log;
mod modules;
mod plan;
mod pump;
mod race;
mod run;
mod serve;
pub mod service;
mod start;
mod status;
mod target;
mod trial;
mod upstream;
mod way;

pub use error::Error;
pub use fault::Fault;
pub use hop::logged_in;
pub use log::{Entry, Log};
pub use plan::{DIRECT, ENVIRONMENT, Plan, Upstream as UpstreamSettings, of_environment};
pub use run::{Manner, run};
pub use start::{LoginOrder, Off, Started, is_there, log_in, off, on, status_of};
pub use status::{Status, UpstreamStatus};
pub use target::Target;
pub use trial::Trial;

use crate::fetch::lookup::Doh;
use crate::net::relay::Session;
use crate::probe::Network;
use rustls::ClientConfig;
use serve::Strangers;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

/// All that the connections of a relay share.
struct Shared {
    plan: Plan,
    session: Session,
    upstreams: Vec<upstream::Upstream>,
    network: Network,
    tls: Arc<ClientConfig>,
    /// Resolvers over https for direct connections, where the settings want them.
    doh: Option<Doh>,
    log: Log,
    /// The module proxy, where the settings want one.
    modules: Option<modules::Modules>,
    strangers: Strangers,
    tunnels: Arc<Semaphore>,
    /// Connections of clients that are open.
    open: Arc<AtomicUsize>,
    /// An upstream is skipped from now on.
    probes: Notify,
    /// The relay is to end.
    stop: Notify,
}

/// One connection, counted until it is dropped.
struct Open(Arc<AtomicUsize>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Shared {
    /// Counts a connection.
    fn open(&self) -> Open {
        self.open.fetch_add(1, Ordering::Relaxed);
        Open(Arc::clone(&self.open))
    }

    /// The right to carry one connection more; `None` where there are too many.
    fn tunnel(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.tunnels).try_acquire_owned().ok()
    }
}
