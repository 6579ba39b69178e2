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
    targets: Vec<(Target, Option<Proxy>, OnceCell<Way>)>,
}

impl Ways {
    /// The ways to these addresses, through the proxies that are set for them. Nothing is measured yet.
    pub fn to<'a>(
        urls: impl IntoIterator<Item = &'a Url>,
        proxies: &Proxies,
        world: &World,
        (budget, watch): (Budget, Watch),
    ) -> Arc<Self> {
        let mut targets: Vec<(Target, Option<Proxy>, OnceCell<Way>)> = Vec::new();
        for url in urls {
            let Some(target) = Target::of(url) else { continue };
            if targets.iter().all(|(known, ..)| *known != target) {
                targets.push((target, proxies.for_url(url).cloned(), OnceCell::new()));
            }
        }
        Arc::new(Self { world: world.clone(), budget, watch, targets })
    }

    /// The way to a target, measured now unless it has been; `None` for one that was not named.
    pub async fn of(&self, target: &Target) -> Option<&Way> {
        let (target, proxy, cell) = self.targets.iter().find(|(known, ..)| known == target)?;
        Some(cell.get_or_init(|| self.measure(target, proxy.as_ref())).await)
    }

    /// All that have been measured.
    pub fn measured(&self) -> impl Iterator<Item = (&Target, &Way)> {
        self.targets.iter().filter_map(|(target, _, cell)| Some((target, cell.get()?)))
    }

    async fn measure(&self, target: &Target, proxy: Option<&Proxy>) -> Way {
        match proxy {
            None => Way::Direct(direct(&self.world, target, self.budget, &self.watch).await),
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
