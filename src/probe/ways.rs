//! The ways to several targets, each measured once, by whoever asks for it first.

use super::way::{Step, Target, Watch, Way, direct};
use super::{Budget, World, tunnel};
use crate::golang::proxy::{Proxies, Proxy};
use std::sync::Arc;
use tokio::sync::OnceCell;
use url::Url;

/// All that will be gone.
pub struct Ways {
    world: World,
    budget: Budget,
    watch: Watch,
    targets: Vec<(Planned, OnceCell<Way>)>,
}

/// A way to be measured.
struct Planned {
    target: Target,
    proxy: Option<Proxy>,
    /// Whether resolvers of others may hear of the host.
    compare: bool,
}

impl Ways {
    /// The ways to these addresses, through the proxies that are set for them. Resolvers of others are not asked for
    /// hosts that are `private`. Nothing is measured yet.
    pub fn to<'a>(
        urls: impl IntoIterator<Item = (&'a Url, bool)>,
        proxies: &Proxies,
        world: &World,
        (budget, watch): (Budget, Watch),
    ) -> Arc<Self> {
        let mut targets: Vec<(Planned, OnceCell<Way>)> = Vec::new();
        for (url, private) in urls {
            let Some(target) = Target::of(url) else { continue };
            let compare = !private && !target.is_internal();
            if let Some((known, _)) = targets.iter_mut().find(|(known, _)| known.target == target) {
                known.compare &= compare;
            } else {
                let proxy = proxies.for_url(url).cloned();
                targets.push((Planned { target, proxy, compare }, OnceCell::new()));
            }
        }
        Arc::new(Self { world: world.clone(), budget, watch, targets })
    }

    /// The way to a target, measured now unless it has been; `None` for one that was not named.
    pub async fn of(&self, target: &Target) -> Option<&Way> {
        let (planned, cell) = self.targets.iter().find(|(known, _)| known.target == *target)?;
        Some(cell.get_or_init(|| self.measure(planned)).await)
    }

    /// All that have been measured.
    pub fn measured(&self) -> impl Iterator<Item = (&Target, &Way)> {
        self.targets.iter().filter_map(|(planned, cell)| Some((&planned.target, cell.get()?)))
    }

    async fn measure(&self, Planned { target, proxy, compare }: &Planned) -> Way {
        match proxy {
            None => Way::Direct(direct(&self.world, target, *compare, (self.budget, &self.watch)).await),
            Some(proxy) => {
                let (tunnel, _) = tunnel::through(&self.world, &proxy.url, target, self.budget).await;
                (self.watch)(target, Step::Proxy(tunnel.took()));
                if let Some(shaken) = &tunnel.tls {
                    (self.watch)(target, Step::Handshake(shaken.took));
                }
                Way::Through(proxy.clone(), Box::new(tunnel))
            }
        }
    }
}
