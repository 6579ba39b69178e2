//! The way to an endpoint, as far as a validated connection: directly, by each address that any resolver returned for it.

use super::attempt::{self, Attempt};
use super::run::{Run, Spares, Step, Watch};
use super::tunnel::Tunnel;
use super::{Budget, Control, Network, Target, dns};
use crate::golang::proxy::Proxy;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, timeout, timeout_at};

/// What is known of a way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Connection {
    /// Without any proxy.
    Direct(Direct),
    /// Through this proxy.
    Through(Proxy, Box<Tunnel>),
}

/// What is known of the way without any proxy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Direct {
    /// What the name's addresses are said to be; nothing where the host is an address or a name of this machine.
    pub names: dns::Names,
    /// What came of each address, those of the system first.
    pub reached: Vec<Attempt>,
}

impl Direct {
    /// The addresses that programs of this machine are told; all of them where the host is an address itself.
    pub fn told(&self) -> Vec<IpAddr> {
        if self.is_literal() {
            return self.reached.iter().map(|reached| reached.address).collect();
        }
        let of_system = self.names.of_system();
        if of_system.is_empty() { self.names.of_resolvers() } else { of_system }
    }

    /// Whether the host is an address itself, or a name of this machine that needs no answer.
    pub fn is_literal(&self) -> bool {
        self.names.asked.is_empty() && self.names.hosts_line.is_none()
    }

    /// What came of the addresses that programs are told.
    pub fn configured_attempts(&self) -> impl Iterator<Item = &Attempt> {
        self.told().into_iter().filter_map(|told| self.reached.iter().find(|reached| reached.address == told))
    }

    /// The first address that programs are told and that is good.
    pub fn good(&self) -> Option<IpAddr> {
        self.configured_attempts().find(|reached| reached.is_good()).map(|reached| reached.address)
    }
}

impl Connection {
    /// Whether `go` would get there.
    pub fn is_good(&self) -> bool {
        match self {
            Self::Direct(direct) => direct.good().is_some(),
            Self::Through(_, tunnel) => tunnel.is_good(),
        }
    }
}

/// So long the addresses of others wait for those that programs are told.
const LEAD: Duration = Duration::from_secs(1);
/// So long the other addresses may be behind the first good one.
const GRACE: Duration = Duration::from_millis(400);

/// Measures the way to a target by all of its addresses. What others say of the name is waited for only where no address
/// that programs are told is good.
pub async fn direct(network: &Network, target: &Target, compare: bool, run: Run<'_>) -> Direct {
    let budget = run.budget;
    let known = target.address().map(|address| vec![address]);
    if let Some(addresses) = known.or_else(|| network.hosts.loopback_of(&target.host)) {
        let reached = reach_all(network, target, addresses, run).await;
        return Direct { names: dns::Names::default(), reached };
    }
    let asking = compare.then(|| {
        let (network, host) = (network.clone(), target.host.clone());
        Task(tokio::spawn(async move { dns::ask_controls(&network, &host, budget).await }))
    });
    let names = dns::ask_own(network, &target.host, budget).await;
    (run.watch)(target, Step::Names(names.asked.first().map_or(Duration::ZERO, |system| system.took)));
    let own = names.tried();
    let mut direct = Direct { names, reached: Vec::new() };
    let mut reaching = std::pin::pin!(reach_all(network, target, own.clone(), run));
    let early = timeout(budget.for_step(LEAD), &mut reaching).await;
    direct.reached = early.unwrap_or_default();
    if direct.good().is_some() {
        return direct;
    }
    let others = others(network, target, asking, (run, &own));
    let (asked, more);
    if direct.reached.is_empty() && !own.is_empty() {
        (direct.reached, (asked, more)) = tokio::join!(reaching, others);
    } else {
        (asked, more) = others.await;
    }
    direct.names.asked.extend(asked);
    direct.reached.extend(more);
    direct
}

/// What the controls say of a name, and what came of the addresses that they name besides these.
async fn others(
    network: &Network,
    target: &Target,
    asking: Option<Task<Vec<dns::Query>>>,
    (run, own): (Run<'_>, &[IpAddr]),
) -> (Vec<dns::Query>, Vec<Attempt>) {
    let Some(mut asking) = asking else { return Default::default() };
    let asked = (&mut asking.0).await.unwrap_or_default();
    let named = dns::Names { asked: asked.clone(), ..dns::Names::default() }.of_controls();
    let new: Vec<_> =
        named.into_iter().filter(|address| !own.contains(address)).take(dns::MOST_OTHERS).collect();
    let reached = reach_all(network, target, new, run).await;
    (asked, reached)
}

/// A task that ends when no caller waits for it.
struct Task<T>(JoinHandle<T>);

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// What came of addresses, in their order. Once one of them is good, the others are not waited for: `go` is there.
async fn reach_all(network: &Network, target: &Target, addresses: Vec<IpAddr>, run: Run<'_>) -> Vec<Attempt> {
    let mut running = JoinSet::new();
    for (place, address) in addresses.into_iter().enumerate() {
        let (network, target) = (network.clone(), target.clone());
        let (budget, watch, spares) = (run.budget, Arc::clone(run.watch), run.spares.clone());
        running.spawn(async move {
            let run = Run { budget, watch: &watch, spares: &spares };
            (place, attempt::reach(&network, &target, address, run).await)
        });
    }
    let (mut reached, mut until) = (Vec::new(), None);
    while !running.is_empty() {
        let next = match until {
            None => running.join_next().await,
            Some(until) => timeout_at(until, running.join_next()).await.ok().flatten(),
        };
        let Some(Ok((place, one))) = next else { break };
        if one.is_good() && until.is_none() {
            until = Some(Instant::now() + GRACE);
        }
        reached.push((place, one));
    }
    reached.sort_by_key(|(place, _)| *place);
    reached.into_iter().map(|(_, one)| one).collect()
}

/// Measures the way to a control.
pub async fn control(network: &Network, control: &Control, budget: Budget) -> Option<Attempt> {
    let target = Target::of(&control.url)?;
    let nobody: Watch = Arc::new(|_, _| {});
    let run = Run { budget, watch: &nobody, spares: &Spares::default() };
    Some(attempt::reach(network, &target, control.address, run).await)
}
