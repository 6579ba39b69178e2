//! All endpoints of a plan measured at once, each as far as its answers.

use super::compare;
use super::endpoint::{Endpoint, Purpose, Role};
use super::merge::owner;
use super::patience::{ask_alone, is_told_anyway, is_well};
use super::plan::Plan;
use super::responses::Responses;
use super::{Layer, Watch};
use crate::golang::database;
use crate::probe::Target;
use crate::probe::attempt::Attempt;
use crate::probe::client::{Client, Want};
use crate::probe::connection::{self, Connection, Direct};
use crate::probe::connections::Connections;
use crate::probe::dns::{self, Names};
use crate::probe::goproxy::{self, Answers, Depth};
use crate::probe::run;
use crate::probe::run::Step;
use crate::probe::sumdb::{self, DatabaseReport};
use crate::probe::tunnel::{self, Tunnel};
use crate::probe::{Boxed, Budget, Network, goproxy::Sample, together};
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use url::Url;

/// What came of other ways than those that `go` goes.
#[derive(Default)]
pub struct Beside {
    /// Through the proxy that `NO_PROXY` goes past.
    pub past: Vec<(Target, Tunnel)>,
    /// Whether a host behind a proxy can be reached without it.
    pub direct: Vec<(Target, bool)>,
    /// Whether the checksum database answers at its address in China, where that was tried.
    pub alias: bool,
}

/// What was seen.
pub struct Measured {
    /// The ways to all endpoints.
    pub connections: Arc<Connections>,
    /// What was answered at each endpoint, in the order of the plan.
    pub heard: Vec<Responses>,
    /// What the checksum database said.
    pub database: Option<DatabaseReport>,
    /// What came of going through the proxy that `go` does not go through.
    pub otherwise: Vec<(Target, Tunnel)>,
    /// Whether the hosts that the relay carries can be reached without it, where it is in use.
    pub without_relay: Vec<(Target, bool)>,
    /// What came of the controls.
    pub controls: Vec<Attempt>,
    /// What the resolvers say of a name that cannot be.
    pub invalid: Names,
    /// What came of other ways to what cannot be reached.
    pub beside: Beside,
    /// How long all of it took.
    pub took: Duration,
}

/// So long what gv alone needs waits for what `go` needs: on a thin line they would starve each other.
const LEAD: Duration = Duration::from_millis(2500);
/// So much time have the hosts that only gv asks where all is well for `go`.
const BRIEF: Duration = Duration::from_millis(1200);
/// How long gv tries to reach without a proxy what the proxy does not deliver.
const BESIDE: Duration = Duration::from_secs(3);
/// So much longer than the patience with the whole that may take.
const GRACE: Duration = Duration::from_millis(400);

pub(super) async fn measure(network: &Network, plan: &Plan, watch: &Watch) -> Measured {
    let started = Instant::now();
    let budget = Budget::of(network.timeouts.whole);
    let urls =
        plan.endpoints.iter().map(|endpoint| (&endpoint.url, endpoint.private, endpoint.proxy.as_ref()));
    let connections = Connections::to(urls, &plan.proxies, network, (budget, on_the_way(watch)));
    let client = Client {
        network: network.clone(),
        proxies: Arc::clone(&plan.proxies),
        connections: Arc::clone(&connections),
        lines: Arc::clone(&connections.lines),
        credentials: plan.credentials.clone(),
        budget,
    };
    let around = Task(tokio::spawn(around(network.clone(), plan.looks_names_up(), budget)));
    let asking = async {
        tokio::join!(
            hear_all(&client, plan, watch),
            ask_database(&client, plan),
            go_otherwise(network, plan, budget),
            compare::without_relay(network, plan, BESIDE)
        )
    };
    let (mut asking, mut database_way) = (pin!(asking), pin!(go_to_database(Arc::clone(&connections), plan)));
    let mut is_gone = false;
    let (mut heard, database, otherwise, without_relay) = loop {
        tokio::select! {
            came = &mut asking => break came,
            () = &mut database_way, if !is_gone => is_gone = true,
        }
    };
    ask_alone(&client, plan, &mut heard).await;
    // Where all is well and nobody needs it, a network that keeps it away is not waited for.
    let are_well = || {
        let mut all = connections.measured();
        all.all(|(target, way)| way.is_good() || is_told_anyway(plan, target, &connections))
    };
    if !is_gone && (!are_well() || is_missing(database.as_ref())) {
        database_way.await;
    }
    let well = are_well();
    let (controls, invalid, beside) = Default::default();
    let took = Duration::ZERO;
    let mut measured =
        Measured { connections, heard, database, otherwise, without_relay, controls, invalid, beside, took };
    if !well {
        // What happens around a way matters only where it is not a good one.
        (measured.controls, measured.invalid) = around.finished().await.unwrap_or_default();
        let left = (network.timeouts.whole + GRACE).saturating_sub(started.elapsed());
        measured.beside = go_beside(network, plan, &measured, left.min(BESIDE)).await;
    }
    measured.beside.alias = measured.lacks_database(plan) && answers_in_china(&client).await;
    measured.took = started.elapsed();
    measured
}

/// Whether the database that was asked did not answer.
fn is_missing(asked: Option<&DatabaseReport>) -> bool {
    asked.is_some_and(|asked| asked.base.is_none() || asked.lookups.iter().any(|(_, found)| found.is_err()))
}

/// The way to the database itself: what comes of it tells more of the network, also where proxies pass questions on.
async fn go_to_database(connections: Arc<Connections>, plan: &Plan) {
    let own = plan.endpoints.iter().find(|endpoint| endpoint.role == Role::Database);
    if let Some(target) = own.and_then(Endpoint::target) {
        connections.of(&target).await;
    }
}

/// A task that ends when no caller waits for it.
struct Task<T>(JoinHandle<T>);

impl<T> Task<T> {
    async fn finished(mut self) -> Option<T> {
        (&mut self.0).await.ok()
    }
}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// What is around all ways. Where no name is looked up, there is nothing to hold against others.
async fn around(network: Network, compared: bool, budget: Budget) -> (Vec<Attempt>, Names) {
    if !compared {
        return Default::default();
    }
    let controls = network.controls.iter().cloned().map(|control| -> Boxed<Option<Attempt>> {
        let network = network.clone();
        Box::pin(async move { connection::control(&network, &control, budget).await })
    });
    let (controls, invalid) = tokio::join!(together(controls), dns::ask_invalid(&network, budget));
    (controls.into_iter().flatten().collect(), invalid)
}

/// What is answered at each endpoint: what `go` asks first, and what only gv asks after it.
async fn hear_all(client: &Client, plan: &Plan, watch: &Watch) -> Vec<Responses> {
    let shared = Arc::new(plan.clone());
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for (place, endpoint) in plan.endpoints.iter().cloned().enumerate() {
        let (client, plan, watch) = (client.clone(), Arc::clone(&shared), Arc::clone(watch));
        let group = if endpoint.role.group() == Purpose::Releases { &mut second } else { &mut first };
        group.push(Box::pin(async move {
            let heard = hear(&client, &plan, &endpoint).await;
            tell(&watch, &endpoint, &heard);
            (place, heard)
        }) as Boxed<(usize, Responses)>);
    }
    let done = Notify::new();
    let asked_by_go = async {
        let heard = together(first).await;
        if is_well(plan, &heard) {
            client.connections.hurry(Budget::of(client.budget.for_step(BRIEF)));
        }
        done.notify_one();
        heard
    };
    let later = async {
        let _ = timeout(LEAD, done.notified()).await;
        together(second).await
    };
    let (mut heard, rest) = tokio::join!(asked_by_go, later);
    heard.extend(rest);
    heard.sort_by_key(|(place, _)| *place);
    heard.into_iter().map(|(_, heard)| heard).collect()
}

impl Measured {
    /// Whether Go's own database, asked elsewhere than in China, does not answer.
    fn lacks_database(&self, plan: &Plan) -> bool {
        let Some(service) = &plan.database else { return false };
        let other = service.name == database::DEFAULT && service.url.host_str() != Some(database::ALIAS);
        other && is_missing(self.database.as_ref())
    }

    /// Whether a proxy opens connections: whoever is reached through it, three at least, shows a certificate that was
    /// issued in the same name.
    pub(super) fn is_opened(&self, proxy: &Url) -> bool {
        let (mut owners, mut first) = (Vec::new(), None);
        for (target, way) in self.connections.measured() {
            let Connection::Through(by, tunnel) = way else { continue };
            let leaf = tunnel.tls.as_ref().filter(|shaken| shaken.is_valid()).and_then(|it| it.chain.first());
            let Some(leaf) = leaf.filter(|_| by.url == *proxy) else { continue };
            if !first.get_or_insert(leaf).shares_issuer(leaf) {
                return false;
            }
            let owner = operator(&target.host);
            if !owners.contains(&owner) {
                owners.push(owner);
            }
        }
        owners.len() > 2
    }

    /// The ways without a proxy.
    pub fn direct(&self) -> Vec<&Direct> {
        let direct = self.connections.measured().filter_map(|(_, way)| match way {
            Connection::Direct(direct) => Some(direct),
            Connection::Through(..) => None,
        });
        direct.collect()
    }
}

/// Who runs a host: those of Go and of Google have their certificates from one authority.
fn operator(host: &str) -> &str {
    match owner(host) {
        "golang.org" | "go.dev" | "google.com" | "google.cn" => "google",
        owner => owner,
    }
}

/// Steps on a way as layers of an endpoint.
fn on_the_way(watch: &Watch) -> run::Watch {
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

fn tell(watch: &Watch, endpoint: &Endpoint, heard: &Responses) {
    let Some(target) = endpoint.target() else { return };
    let files = heard.modules.iter().flat_map(|answers| answers.files.iter().map(|(_, got)| got.took));
    let page = heard.page.as_ref().map(|got| (Layer::Http, got.took));
    if let Some((layer, took)) = page.or_else(|| files.max().map(|took| (Layer::Protocol, took))) {
        watch(&target.shown(), layer, took);
    }
}

async fn hear(client: &Client, plan: &Plan, endpoint: &Endpoint) -> Responses {
    let mut heard = Responses::default();
    let Some(target) = endpoint.target().filter(|_| endpoint.role != Role::Database) else { return heard };
    let good = client.connections.of(&target).await.is_some_and(Connection::is_good);
    if !good {
        return heard;
    }
    match endpoint.role {
        Role::Database => {}
        Role::Source => {
            let want = Want { last: Some(15), limit: 16 };
            heard.page = Some(client.get(&endpoint.url, want).await);
        }
        Role::Index => heard.page = Some(client.get(&endpoint.url, Want::up_to(4 << 10)).await),
        Role::Module | Role::Given => heard.page = Some(client.get(&endpoint.url, Want::PAGE).await),
        Role::Hop(_) => {
            let modules = plan.modules.iter().cloned().map(|module| -> Boxed<Answers> {
                let (client, base) = (client.clone(), endpoint.url.clone());
                Box::pin(async move {
                    let depth = Depth { whole: module.named, reasons: module.needed };
                    goproxy::ask(&client, &base, (&module.path, module.asked_of(&base)), depth).await
                })
            });
            let toolchains = async {
                if plan.asks_toolchains { goproxy::ask_toolchains(client, &endpoint.url).await } else { None }
            };
            (heard.modules, heard.toolchains) = tokio::join!(together(modules), toolchains);
        }
    }
    heard
}

async fn ask_database(client: &Client, plan: &Plan) -> Option<DatabaseReport> {
    plan.endpoints.iter().find(|endpoint| endpoint.role == Role::Database)?;
    let service = plan.database.as_ref()?;
    let samples: Vec<_> = plan
        .modules
        .iter()
        .filter(|module| module.verified)
        .filter_map(|module| Some(Sample { module: module.path.clone(), version: module.version.clone()? }))
        .collect();
    // Where nothing is verified, `go` does not ask whether it is passed on either.
    if samples.is_empty() {
        return None;
    }
    Some(sumdb::ask(client, service, &plan.list, &samples).await)
}

/// What would come of going through the proxy that `go` does not know of.
async fn go_otherwise(network: &Network, plan: &Plan, budget: Budget) -> Vec<(Target, Tunnel)> {
    let Some(proxy) = &plan.unadopted else { return Vec::new() };
    let mut targets: Vec<_> =
        plan.endpoints.iter().filter_map(Endpoint::target).filter(|it| it.tls).collect();
    targets.sort();
    targets.dedup();
    through(network, targets.into_iter().map(|target| (target, proxy.url.clone())), budget).await
}

async fn through(
    network: &Network,
    targets: impl Iterator<Item = (Target, Url)>,
    budget: Budget,
) -> Vec<(Target, Tunnel)> {
    let going = targets.map(|(target, proxy)| -> Boxed<(Target, Tunnel)> {
        let network = network.clone();
        Box::pin(async move {
            let (tunnel, _) = tunnel::through(&network, &proxy, &target, budget).await;
            (target, tunnel)
        })
    });
    together(going).await
}

/// What would come of the other way to what cannot be reached: directly where a proxy is set, and through the proxy that
/// `NO_PROXY` goes past.
async fn go_beside(network: &Network, plan: &Plan, measured: &Measured, within: Duration) -> Beside {
    let budget = Budget::of(within);
    let of_go = plan.endpoints.iter().filter(|endpoint| endpoint.role.group() != Purpose::Releases);
    let failed = |endpoint: &&Endpoint| {
        let target = endpoint.target();
        measured.connections.measured().any(|(known, way)| Some(known) == target.as_ref() && !way.is_good())
    };
    let failed: Vec<_> = of_go.filter(failed).collect();
    let past = failed.iter().filter_map(|endpoint| {
        let proxy = plan.proxies.gone_past(&endpoint.url)?;
        Some((endpoint.target()?, proxy.url.clone()))
    });
    let direct = failed.iter().filter(|endpoint| plan.proxies.for_url(&endpoint.url).is_some());
    let direct = direct.filter_map(|endpoint| endpoint.target()).map(|target| -> Boxed<(Target, bool)> {
        let network = network.clone();
        Box::pin(async move {
            let good = compare::is_reached(&network, &target, within).await;
            (target, good)
        })
    });
    let (past, direct) = tokio::join!(through(network, past, budget), together(direct));
    Beside { past, direct, alias: false }
}

/// Whether the checksum database answers at its address in China.
async fn answers_in_china(client: &Client) -> bool {
    let Ok(url) = Url::parse(&format!("https://{}/latest", database::ALIAS)) else { return false };
    let client = Client { budget: Budget::of(client.budget.for_step(BESIDE)), ..client.clone() };
    let got = client.get(&url, Want::PAGE).await;
    let begins = |body: &[u8]| body.starts_with(b"go.sum database tree\n");
    got.end.is_ok_and(|answer| answer.status == 200 && begins(&answer.body))
}
