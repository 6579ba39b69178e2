//! gv's own requests behind a proxy that wants Digest or NTLM, where the environment has the user and the password and no
//! relay is on. The http client can send a password only as it is: a relay that lives as long as this process, and that no
//! other finds, logs in for it.

use super::run::shared;
use super::upstream::{Upstream, now};
use super::{Fault, Log, Plan, Shared, Target, of_environment, serve, way};
use crate::config::Config;
use crate::config::relay::Relay;
use crate::env::Env;
use crate::env::late::Late;
use crate::env::relayed::RELAYED;
use crate::fetch;
use crate::home::Home;
use crate::net::login::{Challenge, Scheme};
use crate::net::relay::{Order, Secret, Session};
use crate::release::Origin;
use crate::shim::relay::variables;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use tokio::time::timeout;

/// For the question how the proxy wants to be logged in to, and for one login.
const PATIENCE: Duration = Duration::from_secs(5);

/// The environment, in which gv's own requests take a login in between where the client itself cannot log in. Nothing is
/// asked before the first of them.
#[must_use]
pub fn logged_in(env: Env, config: &Config, home: &Home) -> Env {
    let has_password = of_environment(&env)
        .is_some_and(|proxy| proxy.url.password().is_some() && proxy.url.scheme().starts_with("http"));
    if config.offline || !has_password || Order::read(home).is_some() {
        return env;
    }
    let (known, config, home) = (env.clone(), config.clone(), home.clone());
    env.with_for_requests(Late::new(move || {
        // Who makes the first request may wait for others.
        let beginning = thread::spawn(move || {
            let session = begun(&known, &config, &home)?;
            let changed = variables(&session, &known).into_iter().filter(|(name, _)| *name != RELAYED);
            Some(changed.filter_map(|(name, value)| Some((name, value?.into_string().ok()?))).collect())
        });
        beginning.join().ok().flatten().unwrap_or_default()
    }))
}

/// The relay of this process, where it is needed and begins.
fn begun(env: &Env, config: &Config, home: &Home) -> Option<Session> {
    let origin = Origin::configured(config).ok()?.index_urls().into_iter().next()?;
    let target = Target::of(origin.host_str()?, origin.port_or_known_default()?)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).ok()?;
    listener.set_nonblocking(true).ok()?;
    let session = Session {
        port: listener.local_addr().ok()?.port(),
        secret: Secret::new().ok()?,
        process: std::process::id(),
        started: now(),
        settings: String::new(),
    };
    // The settings of the relay are about the one that is switched on.
    let config = Config { relay: Relay::default(), ..config.clone() };
    let plan = Plan::read(&config, env, &[]).ok()?;
    let shared = shared(&config, env, home, (plan, session.clone())).ok()?;
    let shared = Arc::new(Shared { log: Log::none(), ..shared });
    let asking = async { timeout(PATIENCE, is_needed(&shared, &target)).await };
    if !fetch::run(asking).unwrap_or(false) {
        return None;
    }
    thread::spawn(move || {
        fetch::run(async move {
            if let Ok(listener) = tokio::net::TcpListener::from_std(listener) {
                serve::listen(shared, listener).await;
            }
        });
    });
    Some(session)
}

/// Whether the proxy wants a login that the client cannot do, and the relay can. One that the proxy refuses is the
/// client's to report.
async fn is_needed(shared: &Arc<Shared>, target: &Target) -> bool {
    let Some(upstream) = shared.upstreams.first() else { return false };
    let offered = way::offers(shared, upstream, target).await.unwrap_or_default();
    let offered: Vec<_> = offered.iter().flat_map(|value| Challenge::all(value)).collect();
    let offers = |scheme: Scheme| offered.iter().any(|challenge| challenge.is(scheme.name()));
    if offers(Scheme::Basic) || !Scheme::ALL.into_iter().any(offers) {
        return false;
    }
    is_let_in(shared, upstream, target).await
}

async fn is_let_in(shared: &Arc<Shared>, upstream: &Upstream, target: &Target) -> bool {
    let inner = true;
    let opened = way::open(shared, upstream, target, inner).await;
    !matches!(opened, Err(Fault::LoginRefused | Fault::LoginUnsupported(_)))
}
