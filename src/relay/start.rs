//! Switching the relay on and off, and speaking to the one that runs.

use super::plan::of_environment;
use super::service::{self, Service, TakenBack};
use super::upstream::now;
use super::{Error, Plan, Status, UpstreamStatus};
use crate::config::Config;
use crate::config::relay::Use;
use crate::env::Env;
use crate::home::Home;
use crate::net::login::Account;
use crate::net::relay::modules::ModuleSettings;
use crate::net::relay::{Modules, Order, Session};
use crate::store::Store;
use crate::system::Action;
use crate::system::process;
use serde::{Deserialize, Serialize};
use std::process::Command;
use std::time::{Duration, Instant};

/// So long a new relay has to start.
const START: Duration = Duration::from_secs(10);
/// So long the one that runs has to end.
const END: Duration = Duration::from_secs(5);
/// For an answer of the relay.
const ANSWER: Duration = Duration::from_secs(5);

/// What `on` has done.
#[derive(Debug)]
pub struct Started {
    /// The relay that runs.
    pub session: Session,
    /// Whether it ran before, with the same settings.
    pub ran: bool,
    /// Whether it was on before.
    pub was_on: bool,
    /// The settings.
    pub plan: Plan,
    /// Whether it is to be a module proxy, and GOPROXY names none that it could ask.
    pub lacks_modules: bool,
}

/// A login for an upstream, as it is sent to the relay.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginOrder {
    /// The upstream.
    pub upstream: String,
    /// The user.
    pub user: String,
    /// The password.
    pub password: String,
}

impl LoginOrder {
    /// The logins that the settings have.
    pub(super) fn all(plan: &Plan) -> Vec<Self> {
        let login = |it: &super::UpstreamSettings| {
            let Account { user, password } = it.account.clone()?;
            Some(Self { upstream: it.name.clone(), user, password })
        };
        plan.upstreams.iter().filter_map(login).collect()
    }
}

/// Starts a relay in the background, or finds the one that runs, and puts it in force. One with other settings is
/// replaced.
///
/// `again` is for a relay that is on and has ended: what it was told stays as it was.
pub fn on(config: &Config, env: &Env, home: &Home, again: bool) -> Result<Started, Error> {
    if config.relay.in_use == Use::Off {
        return Err(Error::Off);
    }
    let before = Order::read(home);
    let was_on = before.is_some();
    let environment = environment(env, before.as_ref());
    let plan = Plan::read(config, env, &environment)?;
    let current = Session::running(home);
    let same = |session: &Session| session.settings == plan.hash(config) && has_logins(session, &plan);
    let (session, ran) = match current {
        Some(session) if same(&session) => (session, true),
        Some(session) => {
            stop(&session, home)?;
            (begin(config, env, home, session.port, &plan, &environment)?, false)
        }
        None => {
            let port = before.as_ref().map_or(0, |order| order.port);
            (begin(config, env, home, port, &plan, &environment)?, false)
        }
    };
    let modules = if config.relay.modules {
        follow(&session, settings_for_modules(env, before.filter(|_| again)).as_ref())?
    } else {
        None
    };
    let lacks_modules = config.relay.modules && modules.is_none();
    let order = Order { port: session.port, upstreams: plan.places(), environment, modules };
    order.write(home).map_err(Error::io(Action::Write, &home.relay()))?;
    Ok(Started { session, ran, was_on, plan, lacks_modules })
}

/// The settings for modules to follow: those of the environment, or those that were followed before.
fn settings_for_modules(env: &Env, before: Option<Order>) -> Option<ModuleSettings> {
    let own = ModuleSettings::of(env);
    let Some(before) = before else { return Some(own) };
    match before.modules? {
        Modules { settings: Some(settings), .. } => Some(settings),
        // One with a login is written nowhere: only an environment that has it too will do.
        Modules { hash, settings: None } => Some(own).filter(|own| own.hash() == hash),
    }
}

/// Lets the relay follow settings for modules, and says what is written of them. `None` where it cannot follow them.
fn follow(session: &Session, settings: Option<&ModuleSettings>) -> Result<Option<Modules>, Error> {
    let Some(settings) = settings else { return Ok(None) };
    let command = |why: String| Error::Command { why };
    let body = serde_json::to_vec(settings).map_err(|error| command(error.to_string()))?;
    let answer = session.command("POST", "modules", &body, ANSWER);
    match answer.map_err(|error| command(error.to_string()))?.0 {
        200 => {
            let written = (!settings.has_login()).then(|| settings.clone());
            Ok(Some(Modules { hash: settings.hash(), settings: written }))
        }
        409 => Ok(None),
        status => Err(command(status.to_string())),
    }
}

/// Whether the relay has begun with the logins that the settings have now.
fn has_logins(session: &Session, plan: &Plan) -> bool {
    let logins = LoginOrder::all(plan);
    if logins.is_empty() {
        return true;
    }
    let body = serde_json::to_vec(&logins).unwrap_or_default();
    session.command("POST", "same", &body, ANSWER).is_ok_and(|(status, _)| status == 200)
}

/// The proxies of the environment without their logins: what the relay begins with where its own environment has none.
fn environment(env: &Env, before: Option<&Order>) -> Vec<String> {
    match of_environment(env) {
        Some(proxy) => vec![proxy.shown()],
        None => before.map(|order| order.environment.clone()).unwrap_or_default(),
    }
}

/// Starts a relay that outlives this process: by the system's means where there are such, else as a process.
fn begin(
    config: &Config,
    env: &Env,
    home: &Home,
    port: u16,
    plan: &Plan,
    environment: &[String],
) -> Result<Session, Error> {
    if let Some(service) = Service::of(home, config, env)
        // A folder that cannot be written keeps no relay from starting.
        && service.start(home, env, environment, now()).unwrap_or(false)
    {
        if let Some(session) = appeared(home) {
            let body = serde_json::to_vec(&LoginOrder::all(plan)).unwrap_or_default();
            let command = |error: std::io::Error| Error::Command { why: error.to_string() };
            session.command("POST", "logins", &body, ANSWER).map_err(command)?;
            return Ok(session);
        }
        service::take_back(home)?;
    }
    background(home, port, env)
}

/// Waits for the relay that the system starts.
fn appeared(home: &Home) -> Option<Session> {
    let begun = Instant::now();
    while begun.elapsed() < START {
        if let Some(session) = Session::running(home) {
            return Some(session);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    None
}

/// Starts a process that outlives this one.
fn background(home: &Home, port: u16, env: &Env) -> Result<Session, Error> {
    let gv = env.exe().ok_or_else(|| Error::NotStarted { why: "gv".to_owned() })?;
    let mut command = Command::new(gv);
    command.args(["relay", "run", "--background"]);
    if port != 0 {
        command.arg("--port").arg(port.to_string());
    }
    // What this process was told to use is the user's, and not a relay that has ended.
    for (name, _, before) in env.relayed().entries() {
        match before {
            Some(before) => command.env(name, before),
            None => command.env_remove(name),
        };
    }
    let not_started = |error: std::io::Error| Error::NotStarted { why: error.to_string() };
    let mut child = process::detached(&mut command).map_err(not_started)?;
    let begun = Instant::now();
    while begun.elapsed() < START {
        if let Some(session) = Session::running(home) {
            return Ok(session);
        }
        if let Ok(Some(status)) = child.try_wait()
            && !status.success()
        {
            // Its port may be another program's now; then any port will do.
            return if port == 0 {
                Err(Error::NotStarted { why: status.to_string() })
            } else {
                background(home, 0, env)
            };
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Err(Error::NotStarted { why: format!("{START:?}") })
}

/// Whether a relay is in force here, or runs.
pub fn is_there(home: &Home) -> bool {
    Order::read(home).is_some() || Session::running(home).is_some()
}

/// What `off` has done.
#[derive(Debug)]
pub struct Off {
    /// Whether it was on, or ran.
    pub was_on: bool,
    /// What became of the system's service for it.
    pub service: Vec<TakenBack>,
}

/// Takes the relay out of force, ends it, and takes back what starts it.
pub fn off(home: &Home) -> Result<Off, Error> {
    let (was_on, ran) = end(home)?;
    Ok(Off { was_on: was_on || ran, service: service::take_back(home)? })
}

fn end(home: &Home) -> Result<(bool, bool), Error> {
    let was_on = Order::remove(home).map_err(Error::io(Action::Remove, &home.relay()))?;
    let Some(session) = Session::running(home) else {
        if let Some(left) = Session::read(home) {
            let _ = left.remove(home);
        }
        return Ok((was_on, false));
    };
    stop(&session, home)?;
    Ok((was_on, true))
}

fn stop(session: &Session, home: &Home) -> Result<(), Error> {
    let command = |error: std::io::Error| Error::Command { why: error.to_string() };
    session.command("POST", "stop", b"", ANSWER).map_err(command)?;
    let begun = Instant::now();
    while begun.elapsed() < END {
        if Store::of(home).try_lock_relay()?.is_some() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Err(Error::Command { why: format!("{END:?}") })
}

/// How the relay is that runs.
pub fn status_of(session: &Session) -> Result<Status, Error> {
    let command = |why: String| Error::Command { why };
    let (status, body) =
        session.command("GET", "status", b"", ANSWER).map_err(|error| command(error.to_string()))?;
    if status != 200 {
        return Err(command(status.to_string()));
    }
    serde_json::from_slice(&body).map_err(|error| command(error.to_string()))
}

/// Hands the relay that runs a login, which it holds in memory.
pub fn log_in(session: &Session, order: &LoginOrder) -> Result<(), Error> {
    let body = serde_json::to_vec(order).map_err(|error| Error::Command { why: error.to_string() })?;
    let answer = session.command("POST", "login", &body, ANSWER);
    match answer.map_err(|error| Error::Command { why: error.to_string() })? {
        (200, _) => Ok(()),
        (404, _) => Err(Error::NoSuchUpstream { name: order.upstream.clone() }),
        (status, _) => Err(Error::Command { why: status.to_string() }),
    }
}

impl Status {
    /// The proxy that a login is for: the one that is named, else the only one, else the only one that wants a login.
    pub fn proxy(&self, name: Option<&str>) -> Result<&UpstreamStatus, Error> {
        let proxies: Vec<_> = self.upstreams.iter().filter(|it| it.address != super::DIRECT).collect();
        if let Some(name) = name {
            let found = proxies.iter().find(|it| it.name == name);
            return found.copied().ok_or_else(|| Error::NoSuchUpstream { name: name.to_owned() });
        }
        let wants =
            |it: &&&UpstreamStatus| it.last_fault.as_deref().is_some_and(|id| id.starts_with("login_"));
        let wanting: Vec<_> = proxies.iter().filter(wants).copied().collect();
        match (&proxies[..], &wanting[..]) {
            ([], _) => Err(Error::NoProxy),
            ([one], _) | (_, [one]) => Ok(one),
            (several, _) => {
                Err(Error::WhichProxy { names: several.iter().map(|it| it.name.clone()).collect() })
            }
        }
    }
}
