//! The hosts that `go` asks, once more without the relay, where it is in use: what the relay changes.

use super::endpoint::{Endpoint, Purpose};
use super::plan::{Plan, Relay};
use crate::probe::connection;
use crate::probe::connections::Connections;
use crate::probe::run::{self, Run, Spares};
use crate::probe::tunnel;
use crate::probe::{Boxed, Budget, Network, Target, together};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// What can be reached through the relay, and what without it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Each host, as it is shown: whether it was reached through the relay, and whether without it.
    pub hosts: Vec<(String, bool, bool)>,
}

impl Comparison {
    /// How many hosts were reached through the relay.
    pub fn through(&self) -> usize {
        self.hosts.iter().filter(|(_, through, _)| *through).count()
    }

    /// How many hosts were reached without it.
    pub fn without(&self) -> usize {
        self.hosts.iter().filter(|(.., without)| *without).count()
    }

    /// The hosts that only the relay keeps `go` from.
    pub fn only_without(&self) -> Vec<String> {
        let lost = self.hosts.iter().filter(|(_, through, without)| *without && !through);
        lost.map(|(host, ..)| host.clone()).collect()
    }

    pub(super) fn of(plan: &Plan, connections: &Connections, without: &[(Target, bool)]) -> Option<Self> {
        matches!(plan.relay, Relay::InUse(_)).then_some(())?;
        let reached =
            |target: &Target| connections.measured().any(|(known, way)| known == target && way.is_good());
        Some(Self {
            hosts: without.iter().map(|(target, good)| (target.shown(), reached(target), *good)).collect(),
        })
    }
}

/// Goes to every host that the relay carries as `go` would without it.
pub(super) async fn without_relay(network: &Network, plan: &Plan, within: Duration) -> Vec<(Target, bool)> {
    let Relay::InUse(proxies) = &plan.relay else { return Vec::new() };
    // What goes past the relay is the same without it.
    let is_carried = |endpoint: &&Endpoint| {
        endpoint.role.group() != Purpose::Releases && plan.proxies.for_url(&endpoint.url).is_some()
    };
    let mut ways: Vec<(Target, Option<url::Url>)> = Vec::new();
    for endpoint in plan.endpoints.iter().filter(is_carried) {
        let Some(target) = endpoint.target().filter(|target| target.tls) else { continue };
        if ways.iter().all(|(known, _)| *known != target) {
            ways.push((target, proxies.for_url(&endpoint.url).map(|proxy| proxy.url.clone())));
        }
    }
    let going = ways.into_iter().map(|(target, proxy)| -> Boxed<(Target, bool)> {
        let network = network.clone();
        Box::pin(async move {
            let good = match proxy {
                Some(proxy) => {
                    let (tunnel, _) = tunnel::through(&network, &proxy, &target, Budget::of(within)).await;
                    tunnel.is_good()
                }
                None => is_reached(&network, &target, within).await,
            };
            (target, good)
        })
    });
    together(going).await
}

/// Whether a host can be reached directly.
pub(super) async fn is_reached(network: &Network, target: &Target, within: Duration) -> bool {
    let nobody: run::Watch = Arc::new(|_, _| {});
    let spares = Spares::default();
    let run = Run { budget: Budget::of(within), watch: &nobody, spares: &spares };
    let way = timeout(within, connection::direct(network, target, false, run)).await;
    way.is_ok_and(|way| way.good().is_some())
}
