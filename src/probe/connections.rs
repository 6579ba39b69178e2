//! The ways to several targets, each measured once, by its first caller.

use super::Target;
use super::connection::{Connection, direct};
use super::gates::{Pass, Place};
use super::lines::Lines;
use super::run::{Run, Spares};
use super::run::{Step, Watch};
use super::{Budget, Network, Stream, tunnel};
use crate::golang::proxy::{Proxies, Proxy};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tokio::sync::OnceCell;
use url::Url;

/// All that will be gone.
pub struct Connections {
    network: Network,
    budget: Budget,
    watch: Watch,
    targets: Vec<(Planned, OnceCell<Connection>)>,
    /// Connections that ways were measured with, and that are still unused.
    spares: Mutex<Vec<(Target, Spare)>>,
    /// Connections that stand between two questions.
    pub lines: Arc<Lines>,
    /// When what is measured from some moment on has to be over.
    hurried: OnceLock<Budget>,
}

/// A connection, and that there is one more to its place.
type Spare = (Box<dyn Stream>, Option<Pass>);

/// A way to be measured.
struct Planned {
    target: Target,
    proxy: Option<Proxy>,
    /// Whether resolvers of others may hear of the host.
    compare: bool,
}

impl Connections {
    /// The ways to these addresses, through the proxies that are set for them or stand beside them. Resolvers of others are not asked for
    /// hosts that are `private`. Nothing is measured yet.
    pub fn to<'a>(
        urls: impl IntoIterator<Item = (&'a Url, bool, Option<&'a Proxy>)>,
        proxies: &Proxies,
        network: &Network,
        (budget, watch): (Budget, Watch),
    ) -> Arc<Self> {
        let mut targets: Vec<(Planned, OnceCell<Connection>)> = Vec::new();
        for (url, private, own) in urls {
            let Some(target) = Target::of(url) else { continue };
            let compare = !private && !target.is_internal();
            if let Some((known, _)) = targets.iter_mut().find(|(known, _)| known.target == target) {
                known.compare &= compare;
            } else {
                let proxy = own.or_else(|| proxies.for_url(url)).cloned();
                targets.push((Planned { target, proxy, compare }, OnceCell::new()));
            }
        }
        let (spares, lines, hurried) = Default::default();
        Arc::new(Self { network: network.clone(), budget, watch, targets, spares, lines, hurried })
    }

    /// Lets what is measured from now on have only so much time.
    pub fn hurry(&self, budget: Budget) {
        let _ = self.hurried.set(budget);
    }

    /// Whether what was measured last had little time.
    pub fn is_hurried(&self) -> bool {
        self.hurried.get().is_some()
    }

    /// The way to a target, measured now unless it has been; `None` for one that was not named.
    pub async fn of(&self, target: &Target) -> Option<&Connection> {
        let (planned, cell) = self.targets.iter().find(|(known, _)| known.target == *target)?;
        Some(cell.get_or_init(|| self.measure(planned)).await)
    }

    /// The proxy that is gone through to a target that was named.
    pub fn proxy_of(&self, target: &Target) -> Option<&Proxy> {
        self.targets.iter().find(|(known, _)| known.target == *target)?.0.proxy.as_ref()
    }

    /// All that have been measured.
    pub fn measured(&self) -> impl Iterator<Item = (&Target, &Connection)> {
        self.targets.iter().filter_map(|(planned, cell)| Some((&planned.target, cell.get()?)))
    }

    /// The connection that the way to a target was measured with, once.
    pub fn spare(&self, target: &Target) -> Option<(Box<dyn Stream>, Option<Pass>)> {
        let mut spares = self.spares.lock().unwrap_or_else(PoisonError::into_inner);
        let place = spares.iter().position(|(known, _)| known == target)?;
        Some(spares.swap_remove(place).1)
    }

    fn keep(&self, target: &Target, stream: Option<Box<dyn Stream>>, pass: Option<Pass>) {
        let kept = stream.map(|stream| (target.clone(), (stream, pass)));
        self.spares.lock().unwrap_or_else(PoisonError::into_inner).extend(kept);
    }

    async fn pass(&self, place: &Place) -> Option<Pass> {
        self.lines.pass(&self.network.gates, place, self.budget).await
    }

    async fn measure(&self, Planned { target, proxy, compare }: &Planned) -> Connection {
        let budget = self.hurried.get().copied().unwrap_or(self.budget);
        match proxy {
            None => {
                let pass = self.pass(&target.place()).await;
                let spares = Spares::default();
                let run = Run { budget, watch: &self.watch, spares: &spares };
                let measured = direct(&self.network, target, *compare, run).await;
                self.keep(target, measured.good().and_then(|address| spares.take(address)), pass);
                Connection::Direct(measured)
            }
            Some(proxy) => {
                let pass = self.pass(&tunnel::place(&proxy.url)).await;
                let (tunnel, stream) = tunnel::through(&self.network, &proxy.url, target, budget).await;
                (self.watch)(target, Step::Proxy(tunnel.took()));
                if let Some(shaken) = &tunnel.tls {
                    (self.watch)(target, Step::Handshake(shaken.took));
                }
                self.keep(target, stream.filter(|_| tunnel.is_good()), pass);
                Connection::Through(proxy.clone(), Box::new(tunnel))
            }
        }
    }
}
