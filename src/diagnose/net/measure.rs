//! All endpoints of a plan measured at once, each as far as its answers.

use super::endpoint::{Endpoint, Role};
use super::plan::Plan;
use super::{Layer, Watch};
use crate::probe::dns::{self, Names};
use crate::probe::goproxy::{self, Answers};
use crate::probe::roads::{Got, Roads};
use crate::probe::sumdb::{self, Asked};
use crate::probe::tunnel::{self, Tunnel};
use crate::probe::way::{self, Direct, Reached, Step, Target, Way};
use crate::probe::ways::Ways;
use crate::probe::{Boxed, Budget, World, goproxy::Sample, together};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What was seen.
pub struct Measured {
    /// The ways to all endpoints.
    pub ways: Arc<Ways>,
    /// What was answered at each endpoint, in the order of the plan.
    pub heard: Vec<Heard>,
    /// What the checksum database said.
    pub database: Option<Asked>,
    /// What came of going through the proxy that `go` does not go through.
    pub otherwise: Vec<(Target, Tunnel)>,
    /// What came of the controls.
    pub controls: Vec<Reached>,
    /// What the resolvers say of a name that cannot be.
    pub invalid: Names,
    /// How long all of it took.
    pub took: Duration,
}

/// What was answered at one endpoint.
#[derive(Debug, Clone, Default)]
pub struct Heard {
    /// The page that was asked for.
    pub page: Option<Got>,
    /// What a module proxy said of each module of the plan.
    pub modules: Vec<Answers>,
    /// What it said of the toolchain.
    pub toolchain: Option<Got>,
}

pub(super) async fn measure(world: &World, plan: &Plan, watch: &Watch) -> Measured {
    let started = Instant::now();
    let budget = Budget::of(world.patience.whole);
    let urls = plan.endpoints.iter().map(|endpoint| (&endpoint.url, endpoint.private));
    let ways = Ways::to(urls, &plan.proxies, world, (budget, on_the_way(watch)));
    let roads = Roads {
        world: world.clone(),
        proxies: Arc::clone(&plan.proxies),
        ways: Arc::clone(&ways),
        logins: plan.logins.clone(),
        budget,
    };
    let shared = Arc::new(plan.clone());
    let hearing = plan.endpoints.iter().map(|endpoint| -> Boxed<Heard> {
        let (roads, plan, endpoint) = (roads.clone(), Arc::clone(&shared), endpoint.clone());
        let watch = Arc::clone(watch);
        Box::pin(async move {
            let heard = hear(&roads, &plan, &endpoint).await;
            tell(&watch, &endpoint, &heard);
            heard
        })
    });
    // Where no name is looked up, there is nothing to hold against others.
    let compared = plan.looks_names_up();
    let controls = world.controls.iter().filter(|_| compared).cloned();
    let controls = controls.map(|control| -> Boxed<Option<Reached>> {
        let world = world.clone();
        Box::pin(async move { way::control(&world, &control, budget).await })
    });
    let (heard, database, otherwise, controls, invalid) = tokio::join!(
        together(hearing),
        ask_database(&roads, plan),
        go_otherwise(world, plan, budget),
        together(controls),
        async { if compared { dns::ask_invalid(world, budget).await } else { Names::default() } },
    );
    let controls = controls.into_iter().flatten().collect();
    Measured { ways, heard, database, otherwise, controls, invalid, took: started.elapsed() }
}

impl Measured {
    /// The ways without a proxy.
    pub fn direct(&self) -> Vec<&Direct> {
        let direct = self.ways.measured().filter_map(|(_, way)| match way {
            Way::Direct(direct) => Some(direct),
            Way::Through(..) => None,
        });
        direct.collect()
    }
}

/// Steps on a way as layers of an endpoint.
fn on_the_way(watch: &Watch) -> way::Watch {
    let watch = Arc::clone(watch);
    Arc::new(move |target, step| {
        let (layer, took) = match step {
            Step::Names(took) => (Layer::Dns, took),
            Step::Connection(took) => (Layer::Tcp, took),
            Step::Handshake(took) => (Layer::Tls, took),
            Step::Proxy(took) => (Layer::Proxy, took),
        };
        watch(&target.shown(), layer, took);
    })
}

fn tell(watch: &Watch, endpoint: &Endpoint, heard: &Heard) {
    let Some(target) = endpoint.target() else { return };
    let files = heard.modules.iter().flat_map(|answers| answers.files.iter().map(|(_, got)| got.took));
    let page = heard.page.as_ref().map(|got| (Layer::Http, got.took));
    if let Some((layer, took)) = page.or_else(|| files.max().map(|took| (Layer::Protocol, took))) {
        watch(&target.shown(), layer, took);
    }
}

async fn hear(roads: &Roads, plan: &Plan, endpoint: &Endpoint) -> Heard {
    let mut heard = Heard::default();
    let Some(target) = endpoint.target() else { return heard };
    let good = roads.ways.of(&target).await.is_some_and(Way::is_good);
    if !good {
        return heard;
    }
    match endpoint.role {
        Role::Database => {}
        Role::Source => heard.page = Some(roads.get(&endpoint.url, Some(15)).await),
        Role::Index | Role::Module | Role::Given => heard.page = Some(roads.get(&endpoint.url, None).await),
        Role::Hop(_) => {
            let modules = plan.modules.iter().cloned().map(|module| -> Boxed<Answers> {
                let (roads, base) = (roads.clone(), endpoint.url.clone());
                Box::pin(
                    async move { goproxy::ask(&roads, &base, &module.path, module.version.as_deref()).await },
                )
            });
            let toolchain = async { goproxy::ask_info(roads, &endpoint.url, plan.toolchain.as_ref()?).await };
            (heard.modules, heard.toolchain) = tokio::join!(together(modules), toolchain);
        }
    }
    heard
}

async fn ask_database(roads: &Roads, plan: &Plan) -> Option<Asked> {
    plan.endpoints.iter().find(|endpoint| endpoint.role == Role::Database)?;
    let service = plan.database.as_ref()?;
    let samples: Vec<_> = plan
        .modules
        .iter()
        .filter(|module| module.verified)
        .filter_map(|module| Some(Sample { module: module.path.clone(), version: module.version.clone()? }))
        .collect();
    Some(sumdb::ask(roads, service, &plan.list, &samples).await)
}

/// What would come of going through the proxy that `go` does not know of.
async fn go_otherwise(world: &World, plan: &Plan, budget: Budget) -> Vec<(Target, Tunnel)> {
    let Some(proxy) = &plan.unadopted else { return Vec::new() };
    let mut targets: Vec<_> =
        plan.endpoints.iter().filter_map(Endpoint::target).filter(|it| it.tls).collect();
    targets.sort();
    targets.dedup();
    let going = targets.into_iter().map(|target| -> Boxed<(Target, Tunnel)> {
        let (world, proxy) = (world.clone(), proxy.url.clone());
        Box::pin(async move {
            let (tunnel, _) = tunnel::through(&world, &proxy, &target, budget).await;
            (target, tunnel)
        })
    });
    together(going).await
}
