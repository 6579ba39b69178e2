//! A relay from its start to its end.

use super::modules::Modules;
use super::upstream::{Upstream, now};
use super::{Error, Log, Plan, Shared, serve, way};
use crate::config::{Config, Dns};
use crate::env::Env;
use crate::fetch;
use crate::home::Home;
use crate::net::relay::modules::ModuleSettings;
use crate::net::relay::{Order, Secret, Session};
use crate::probe::Network;
use crate::store::Store;
use crate::system::Action;
use crate::system::process;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use tokio::sync::{Notify, Semaphore};
use tokio::time::sleep;

/// How a relay is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// The port; `None` is the one that it had before, or any. 0 is any.
    pub port: Option<u16>,
    /// Whether it ends when it was idle for a while.
    pub ends_idle: bool,
}

/// How often is looked whether the relay is idle.
const LOOK: Duration = Duration::from_secs(1);

/// Runs a relay until it is told to end, or was idle for long. `ready` is called when others can find it.
pub fn run(
    config: &Config,
    env: &Env,
    home: &Home,
    manner: Manner,
    ready: impl FnOnce(&Session, &Plan),
) -> Result<(), Error> {
    let order = Order::read(home);
    let remembered = order.as_ref().map_or(&[][..], |order| &order.environment);
    let plan = Plan::read(config, env, remembered)?;
    // Held until the end: it shows that a relay runs.
    let _lock = Store::of(home).try_lock_relay()?.ok_or_else(|| runs(home))?;
    let before = order.map(|order| order.port).or_else(|| Session::read(home).map(|session| session.port));
    let listeners = match listen(manner.port.or(before)) {
        Err(Error::Listen { .. }) if manner.port.is_none() => listen(None)?,
        other => other?,
    };
    let session = Session {
        port: listeners[0].local_addr().map_or(0, |address| address.port()),
        secret: Secret::new().map_err(Error::io(Action::Create, &home.relay()))?,
        process: std::process::id(),
        started: now(),
        settings: plan.hash(config),
    };
    session.write(home).map_err(Error::io(Action::Write, &home.relay()))?;
    process::allow_many_open();
    ready(&session, &plan);
    let ended = serve(config, env, home, (plan, session.clone()), listeners, manner);
    let _ = session.remove(home);
    ended
}

/// Who runs already.
fn runs(home: &Home) -> Error {
    let session = Session::read(home);
    let process = session.as_ref().map_or(0, |session| session.process);
    Error::Runs { process, address: session.map(|it| it.shown()).unwrap_or_default() }
}

/// Listens on loopback, over IPv6 too where the machine has it. A port that another program has taken meanwhile is
/// replaced by another, unless the user named it.
fn listen(port: Option<u16>) -> Result<Vec<TcpListener>, Error> {
    let port = port.unwrap_or(0);
    let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let first = match bound {
        Ok(listener) => listener,
        Err(source) => return Err(Error::Listen { port, source }),
    };
    let port = first.local_addr().map_or(port, |address| address.port());
    let second = TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port)));
    Ok([first].into_iter().chain(second).collect())
}

fn serve(
    config: &Config,
    env: &Env,
    home: &Home,
    (plan, session): (Plan, Session),
    listeners: Vec<TcpListener>,
    manner: Manner,
) -> Result<(), Error> {
    let shared = Arc::new(shared(config, env, home, (plan, session))?);
    if let Some(modules) = &shared.modules {
        modules.follow(&ModuleSettings::of(env), &shared.session);
    }
    fetch::run(async move {
        for listener in listeners {
            let port = shared.session.port;
            let listening = |source| Error::Listen { port, source };
            listener.set_nonblocking(true).map_err(listening)?;
            let listener = tokio::net::TcpListener::from_std(listener).map_err(listening)?;
            tokio::spawn(serve::listen(Arc::clone(&shared), listener));
        }
        tokio::spawn(probe(Arc::clone(&shared)));
        tokio::select! {
            () = shared.stop.notified() => {}
            () = idle(&shared, config), if manner.ends_idle => {}
        }
        // The answer to the one who has asked for the end is to arrive.
        sleep(Duration::from_millis(50)).await;
        Ok(())
    })
}

/// What the connections of a relay share, before the first has come.
pub(super) fn shared(
    config: &Config,
    env: &Env,
    home: &Home,
    (plan, session): (Plan, Session),
) -> Result<Shared, Error> {
    let network = Network::of(env, config)?;
    let client = |error: rustls::Error| fetch::Error::Client { reason: error.to_string() };
    let doh = config.relay.dns == Dns::Doh;
    Ok(Shared {
        upstreams: plan.upstreams.iter().cloned().map(Upstream::new).collect(),
        plan,
        tls: way::tls(&network).map_err(client)?,
        doh: if doh { Some(fetch::over_https(env, &config.network)?) } else { None },
        network,
        log: Log::of(home),
        modules: config.relay.modules.then(|| Modules::new(env, config)),
        strangers: serve::Strangers::default(),
        tunnels: Arc::new(Semaphore::new(usize::from(config.relay.max_tunnels.max(1)))),
        open: Arc::default(),
        probes: Notify::new(),
        stop: Notify::new(),
        session,
    })
}

/// Ends when no connection was open for a while.
async fn idle(shared: &Shared, config: &Config) {
    let mut since = Instant::now();
    loop {
        sleep(LOOK).await;
        // The lookout itself is no connection.
        if shared.open.load(Ordering::Relaxed) > 0 {
            since = Instant::now();
        }
        let holds_password = shared.upstreams.iter().any(Upstream::has_typed_login);
        if config.relay.idle(holds_password).is_some_and(|limit| since.elapsed() >= limit) {
            return;
        }
    }
}

/// Probes the upstreams that are skipped, each when it is due.
async fn probe(shared: Arc<Shared>) {
    loop {
        let due = shared.upstreams.iter().filter_map(Upstream::probe_in).min();
        match due {
            None => shared.probes.notified().await,
            Some(span) if !span.is_zero() => {
                tokio::select! {
                    () = sleep(span) => {}
                    () = shared.probes.notified() => {}
                }
            }
            Some(_) => {
                for upstream in &shared.upstreams {
                    if upstream.probe_in().is_some_and(|span| span.is_zero()) {
                        let result = way::probe(&shared, upstream).await;
                        upstream.probed(result.as_ref().copied());
                    }
                }
            }
        }
    }
}
