//! The relay as a module proxy: it asks the proxies of the user's GOPROXY by Go's rules, and takes up a file that breaks
//! off. Its requests go through the relay itself, and so through the same upstreams as those of `go`.

mod ask;
mod flow;
mod hops;
mod path;

pub use ask::{Begun, Failure};
pub use flow::{Broken, Delivered, Flow};
pub use hops::Kept;
pub use path::{About, Asked, parse};

use crate::config::{Config, Network};
use crate::env::Env;
use crate::env::relayed::RELAYED;
use crate::fetch::{self, Client, Timeouts};
use crate::net::Credentials;
use crate::net::relay::Session;
use crate::net::relay::modules::ModuleSettings;
use crate::shim::relay::variables;
use ask::Outcome;
use hops::Hops;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// So many versions are remembered, each with the proxy that has sent its first file.
const REMEMBERED: usize = 4096;

/// The module proxy of a relay.
pub struct Modules {
    env: Env,
    network: Network,
    slots: Arc<Semaphore>,
    current: RwLock<Option<Arc<Followed>>>,
}

/// Settings that are followed.
pub struct Followed {
    hops: Hops,
    client: Client,
    shown: String,
    stall: Duration,
    seen: Mutex<Seen>,
}

/// Which proxy has sent what.
#[derive(Default)]
struct Seen {
    versions: HashMap<(String, String), usize>,
    order: VecDeque<(String, String)>,
    databases: HashMap<String, usize>,
}

/// What is answered.
pub enum Reply {
    /// A file begins.
    File(Box<(Begun, Flow)>),
    /// The last proxy that counts has failed so.
    Failed(Failure),
    /// `go` has to go on with what stands behind the proxies.
    GoOn,
    /// It is kept from the proxies.
    Kept(Kept),
}

impl Modules {
    /// Those of a relay with this environment; nothing is followed yet.
    pub fn new(env: &Env, config: &Config) -> Self {
        Self {
            env: env.clone(),
            network: config.network.clone(),
            slots: Arc::new(Semaphore::new(usize::from(config.relay.max_tunnels.max(1)))),
            current: RwLock::default(),
        }
    }

    /// Follows settings from now on. Whether they can be followed; those before are forgotten in any case.
    pub fn follow(&self, settings: &ModuleSettings, session: &Session) -> bool {
        let followed = self.understood(settings, session);
        let is_followed = followed.is_some();
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = followed.map(Arc::new);
        is_followed
    }

    fn understood(&self, settings: &ModuleSettings, session: &Session) -> Option<Followed> {
        let hops = Hops::of(settings)?;
        let shown = settings.list()?.to_string();
        let env = self
            .env
            .clone()
            .without(["NO_PROXY", "no_proxy"])
            .with([("NO_PROXY", settings.no_proxy.clone())]);
        let own = variables(session, &env).into_iter().filter(|(name, _)| *name != RELAYED);
        let env = env.clone().with(own.filter_map(|(name, value)| Some((name, value?.into_string().ok()?))));
        let client =
            fetch::as_go(&env, &Network { dns: crate::config::Dns::System, ..self.network.clone() }).ok()?;
        let client = client.with_credentials(&Credentials::read(&env, &settings.goauth));
        let stall = Timeouts::with_stall(self.network.stall).stall;
        Some(Followed { hops, client, shown, stall, seen: Mutex::default() })
    }

    /// What is followed.
    pub fn current(&self) -> Option<Arc<Followed>> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The right to send one file more.
    pub fn slot(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.slots).try_acquire_owned().ok()
    }
}

impl Followed {
    /// The list, without logins.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The name of a proxy in the log: its host.
    pub fn name(&self, hop: usize) -> String {
        self.hops.all[hop].url.host_str().unwrap_or_default().to_owned()
    }

    /// Asks for a file: what is answered, and the proxies that have failed before.
    pub async fn fetch(&self, asked: &Asked) -> (Reply, Vec<(String, String)>) {
        match &asked.about {
            About::Module { module } => self.of_module(asked, module, None).await,
            About::Version { module, version } => {
                self.of_module(asked, module, Some((module.clone(), version.clone()))).await
            }
            About::Database { name, module, is_question } => {
                if module.as_ref().is_some_and(|module| !self.hops.may_be_looked_up(module)) {
                    return (Reply::Kept(Kept::Private), Vec::new());
                }
                self.of_database(asked, name, *is_question).await
            }
        }
    }

    async fn of_module(
        &self,
        asked: &Asked,
        module: &str,
        version: Option<(String, String)>,
    ) -> (Reply, Vec<(String, String)>) {
        let before = version.as_ref().and_then(|version| self.seen().versions.get(version).copied());
        let order = match self.hops.for_module(module, before) {
            Ok(order) => order,
            Err(kept) => return (Reply::Kept(kept), Vec::new()),
        };
        // The files of one version are to come from one proxy: that one is given its time.
        let outcome = ask::ask(&self.client, &self.hops, &asked.segments, order, before.is_none()).await;
        if let (Some(begun), Some(version)) = (&outcome.begun, version) {
            self.seen().remember(version, begun.hop);
        }
        self.reply(asked, outcome)
    }

    /// A database is asked through the first proxy that says it does that, and through no other.
    async fn of_database(
        &self,
        asked: &Asked,
        name: &str,
        is_question: bool,
    ) -> (Reply, Vec<(String, String)>) {
        let known = self.seen().databases.get(name).copied();
        let all = || (0..self.hops.all.len()).collect();
        if is_question {
            let outcome = ask::ask(&self.client, &self.hops, &asked.segments, all(), false).await;
            if let Some(begun) = &outcome.begun {
                self.seen().databases.insert(name.to_owned(), begun.hop);
            }
            return self.reply(asked, outcome);
        }
        let hop = if let Some(hop) = known {
            hop
        } else {
            // The relay has started again since `go` has asked.
            let question = ["sumdb", name, "supported"].map(ToOwned::to_owned);
            let outcome = ask::ask(&self.client, &self.hops, &question, all(), false).await;
            let Some(begun) = &outcome.begun else { return self.reply(asked, outcome) };
            self.seen().databases.insert(name.to_owned(), begun.hop);
            begun.hop
        };
        let outcome = ask::ask(&self.client, &self.hops, &asked.segments, vec![hop], false).await;
        self.reply(asked, Outcome { leads_on: false, ..outcome })
    }

    fn reply(&self, asked: &Asked, outcome: Outcome) -> (Reply, Vec<(String, String)>) {
        let passed_over =
            outcome.failed.iter().map(|(hop, failure)| (self.name(*hop), failure.id())).collect();
        let reply = match (outcome.begun, outcome.failed.into_iter().last()) {
            (Some(begun), _) => {
                let can_resume = matches!(asked.about, About::Version { .. });
                let flow = Flow::new(&self.client, &begun, can_resume, self.stall);
                Reply::File(Box::new((begun, flow)))
            }
            (None, Some((_, failure))) if !(outcome.leads_on && self.hops.has_end) => Reply::Failed(failure),
            (None, _) => Reply::GoOn,
        };
        (reply, passed_over)
    }

    fn seen(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seen {
    fn remember(&mut self, version: (String, String), hop: usize) {
        if self.versions.insert(version.clone(), hop).is_some() {
            return;
        }
        self.order.push_back(version);
        if self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.versions.remove(&oldest);
        }
    }
}
