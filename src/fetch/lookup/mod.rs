//! How gv's own requests find addresses: as the system says, and where that leads to no server or to a wrong one, as
//! resolvers over https say (`[network] dns = "doh"`). Which certificate is trusted is not decided here.

mod doh;
mod late;

pub use doh::Doh;

use crate::golang::proxy::Proxies;
use crate::net::doh::is_internal;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::collections::HashMap;
use std::fmt;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::net::lookup_host;
use tokio::time::timeout;

/// Addresses that will be known; none where there are none.
pub type Addresses = Pin<Box<dyn Future<Output = Vec<SocketAddr>> + Send>>;

/// Somebody who knows addresses. Their port is 0, which means the usual one.
pub trait Lookup: Send + Sync {
    /// The addresses of a host.
    fn addresses(&self, host: &str) -> Addresses;
}

/// After so long the system's lookup is late.
const LATE: Duration = Duration::from_millis(1500);

/// The system's own way, and past it where it is late.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Lookup for System {
    fn addresses(&self, host: &str) -> Addresses {
        let host = host.to_owned();
        Box::pin(async move {
            let whole = async {
                let found = lookup_host((host.as_str(), 0)).await;
                found.map(Iterator::collect::<Vec<_>>).unwrap_or_default()
            };
            let mut whole = pin!(whole);
            if let Ok(found) = timeout(LATE, &mut whole).await {
                return found;
            }
            // Whoever has an answer first; where one has none, the other.
            let mut late = pin!(late::addresses(&host));
            tokio::select! {
                found = &mut whole => if found.is_empty() { late.await } else { found },
                found = &mut late => if found.is_empty() { whole.await } else { found },
            }
        })
    }
}

impl Resolve for System {
    fn resolve(&self, name: Name) -> Resolving {
        let addresses = self.addresses(name.as_str());
        let host = name.as_str().to_owned();
        Box::pin(async move {
            let begun = Instant::now();
            let found = addresses.await;
            looked_up(&host, found.len(), begun.elapsed());
            some(found, &host)
        })
    }
}

/// Tells the log.
fn looked_up(host: &str, found: usize, took: Duration) {
    log::debug!("{host} has {found} addresses, looked up in {} ms", took.as_millis());
}

fn some(found: Vec<SocketAddr>, host: &str) -> Result<Addrs, Box<dyn std::error::Error + Send + Sync>> {
    if found.is_empty() {
        return Err(format!("no address for {host}").into());
    }
    Ok(Box::new(found.into_iter()))
}

/// Who is asked for addresses. Cheap to clone: clones remember the same.
#[derive(Clone)]
pub struct Names {
    system: Arc<dyn Lookup>,
    /// Queried if the system knows no address, or none with a trusted server.
    others: Arc<dyn Lookup>,
    /// The hosts for which the system's addresses have failed, with those of the others.
    replaced: Arc<Mutex<HashMap<String, Vec<SocketAddr>>>>,
    /// Their own names are resolved only by the system.
    proxies: Arc<Proxies>,
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Names").field("replaced", &self.replaced).finish_non_exhaustive()
    }
}

impl Names {
    /// The system first, then the others.
    pub fn new(system: Arc<dyn Lookup>, others: Arc<dyn Lookup>) -> Self {
        Self { system, others, replaced: Arc::default(), proxies: Arc::default() }
    }

    /// The same, which asks the system alone for the hosts of these proxies.
    #[must_use]
    pub(super) fn beside(self, proxies: Arc<Proxies>) -> Self {
        Self { proxies, ..self }
    }

    /// The addresses of a host.
    pub async fn addresses(&self, host: &str) -> Vec<SocketAddr> {
        if let Some(addresses) = self.replacement(host) {
            return addresses;
        }
        let found = self.system.addresses(host).await;
        if found.is_empty() { self.of_others(host).await } else { found }
    }

    /// Whether the system's addresses of a host have been given up.
    pub(super) fn is_replaced(&self, host: &str) -> bool {
        self.replacement(host).is_some()
    }

    /// Gives up what the system says about a host. Whether there is something else to try: never the other way round.
    pub(super) async fn give_up(&self, host: &str) -> bool {
        if self.is_replaced(host) {
            return true;
        }
        let others = self.of_others(host).await;
        let system = self.system.addresses(host).await;
        let is_new = others.iter().any(|address| !system.contains(address));
        if is_new {
            let mut replaced = self.replaced.lock().unwrap_or_else(PoisonError::into_inner);
            replaced.insert(host.to_owned(), others);
        }
        is_new
    }

    /// What the others say, of hosts that they may hear of.
    async fn of_others(&self, host: &str) -> Vec<SocketAddr> {
        if is_internal(host) || self.proxies.is_host(host) {
            return Vec::new();
        }
        self.others.addresses(host).await
    }

    fn replacement(&self, host: &str) -> Option<Vec<SocketAddr>> {
        self.replaced.lock().unwrap_or_else(PoisonError::into_inner).get(host).cloned()
    }
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let (names, host) = (self.clone(), name.as_str().to_owned());
        Box::pin(async move {
            let begun = Instant::now();
            let found = names.addresses(&host).await;
            looked_up(&host, found.len(), begun.elapsed());
            some(found, &host)
        })
    }
}
