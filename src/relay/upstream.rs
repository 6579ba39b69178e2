//! An upstream while the relay runs: how it is, what it took, and the login that it has.

use super::fault::Fault;
use super::health::{Health, Rules, Seen};
use super::{Target, plan};
use crate::net::login::{Account, Scheme};
use crate::system::process;
use std::collections::VecDeque;
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// So many of the last connections are remembered.
const REMEMBERED: usize = 200;
/// For the program that prints a password: it may ask the user.
const PASSWORD: Duration = Duration::from_mins(1);

/// An upstream of a relay that runs.
#[derive(Debug)]
pub struct Upstream {
    /// What the settings say.
    pub settings: plan::Upstream,
    begun: Instant,
    state: Mutex<State>,
    /// Only one program is asked for a password at a time.
    asking: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct State {
    health: Health,
    took: VecDeque<Duration>,
    good: u64,
    failed: u64,
    last_fault: Option<(Fault, u64)>,
    scheme: Option<Scheme>,
    /// From the settings, a program or the user.
    account: Option<Account>,
    /// The one that it began with, or that was handed over with the settings.
    begun: Option<Account>,
    /// Whether the user has typed it.
    is_typed: bool,
    refused: Option<Account>,
    last: Option<Target>,
}

/// What is told of an upstream.
#[derive(Debug, Clone)]
pub struct Report {
    /// Whether it is used.
    pub is_up: bool,
    /// Whether a login is held.
    pub has_login: bool,
    /// Whether the last login was refused.
    pub is_refused: bool,
    /// Connections that it made.
    pub good: u64,
    /// Connections that it did not make.
    pub failed: u64,
    /// How long half of the connections took to open at most.
    pub p50: Option<Duration>,
    /// The same for 95 of 100.
    pub p95: Option<Duration>,
    /// The last fault, and its second since 1970.
    pub last_fault: Option<(Fault, u64)>,
    /// In how long it is probed.
    pub next_probe: Option<Duration>,
}

impl Upstream {
    /// One that has not been used yet.
    pub fn new(settings: plan::Upstream) -> Self {
        let account = settings.account.clone();
        let state = State { begun: account.clone(), account, ..State::default() };
        Self {
            settings,
            begun: Instant::now(),
            state: Mutex::new(state),
            asking: tokio::sync::Mutex::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it is used.
    pub fn is_up(&self) -> bool {
        self.state().health.is_up()
    }

    /// In how long it has to be probed; `None` while it is used.
    pub fn probe_in(&self) -> Option<Duration> {
        let next = self.state().health.next_probe()?;
        Some(next.saturating_sub(self.begun.elapsed()))
    }

    /// Takes in what came of a client's connection. Whether the upstream is skipped from now on.
    pub fn requested(&self, target: &Target, took: Duration, result: Result<(), &Fault>) -> bool {
        let mut state = self.state();
        let seen = result.map_or_else(Fault::seen, |()| Seen::Good);
        match result {
            Ok(()) => {
                state.good += 1;
                state.took.push_back(took);
                state.last = Some(target.clone());
                if state.took.len() > REMEMBERED {
                    state.took.pop_front();
                }
            }
            Err(fault) => state.note(fault),
        }
        // There is no other way to reach a host directly: each host fails for itself.
        self.settings.proxy.is_some() && state.health.request(seen, self.begun.elapsed(), &Rules::default())
    }

    /// Takes in what a probe saw. Whether the upstream is used again from now on.
    pub fn probed(&self, result: Result<(), &Fault>) -> bool {
        let mut state = self.state();
        if let Err(fault) = result {
            state.last_fault = Some((fault.clone(), now()));
        }
        let seen = result.map_or_else(Fault::seen, |()| Seen::Good);
        state.health.probe(seen, self.begun.elapsed(), &Rules::default())
    }

    /// The target that it reached last.
    pub fn last_target(&self) -> Option<Target> {
        self.state().last.clone()
    }

    /// The scheme by which it let the relay in.
    pub fn scheme(&self) -> Option<Scheme> {
        self.state().scheme
    }

    /// Remembers the scheme that it asked for.
    pub fn learn(&self, scheme: Option<Scheme>) {
        self.state().scheme = scheme;
    }

    /// Remembers that it has refused a login, which is not sent again.
    pub fn refuse(&self, account: &Account) {
        let mut state = self.state();
        state.refused = Some(account.clone());
        state.scheme = None;
    }

    /// Takes a login that the user has typed; it is held in memory only.
    pub fn log_in(&self, account: Account) {
        let mut state = self.state();
        (state.refused, state.scheme, state.is_typed) = (None, None, true);
        state.account = Some(account);
        state.health = Health::default();
    }

    /// Takes the login that the settings have, where this process does not see it itself.
    pub fn begin_with(&self, account: Account) {
        let mut state = self.state();
        (state.refused, state.scheme, state.is_typed) = (None, None, false);
        (state.begun, state.account) = (Some(account.clone()), Some(account));
    }

    /// The login that the settings have, as far as this process knows.
    pub fn begun_with(&self) -> Option<Account> {
        self.state().begun.clone()
    }

    /// Whether it holds a login that the user has typed.
    pub fn has_typed_login(&self) -> bool {
        self.state().is_typed
    }

    /// The login; `None` where there is none.
    pub async fn account(&self) -> Result<Option<Account>, Fault> {
        if let Some(known) = self.known_account() {
            return known.map(Some);
        }
        let (Some(command), Some(user)) = (&self.settings.password_command, &self.settings.user) else {
            return Ok(None);
        };
        let _asking = self.asking.lock().await;
        if let Some(known) = self.known_account() {
            return known.map(Some);
        }
        let words = command.clone();
        let password = tokio::task::spawn_blocking(move || password_of(&words)).await;
        let password = password.map_err(|error| Fault::Password(error.to_string()))??;
        let account = Account { user: user.clone(), password };
        self.state().account = Some(account.clone());
        Ok(Some(account))
    }

    fn known_account(&self) -> Option<Result<Account, Fault>> {
        let state = self.state();
        let account = state.account.as_ref()?;
        let refused = state.refused.as_ref() == Some(account);
        Some(if refused { Err(Fault::LoginRefused) } else { Ok(account.clone()) })
    }

    /// What is told of it.
    pub fn report(&self) -> Report {
        let next_probe = self.probe_in();
        let state = self.state();
        let mut took: Vec<_> = state.took.iter().copied().collect();
        took.sort_unstable();
        let at = |share: usize| took.get(took.len().saturating_sub(1) * share / 100).copied();
        Report {
            is_up: state.health.is_up(),
            has_login: state.account.is_some(),
            is_refused: state.refused.is_some() && state.refused == state.account,
            good: state.good,
            failed: state.failed,
            p50: at(50),
            p95: at(95),
            last_fault: state.last_fault.clone(),
            next_probe,
        }
    }
}

impl State {
    fn note(&mut self, fault: &Fault) {
        self.failed += 1;
        self.last_fault = Some((fault.clone(), now()));
    }
}

/// Seconds since 1970.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// The first line that a program prints.
fn password_of(words: &[String]) -> Result<String, Fault> {
    let (program, arguments) = words.split_first().ok_or_else(|| Fault::Password(String::new()))?;
    let output = process::output_within(Command::new(program).args(arguments), PASSWORD);
    let output = output.ok_or_else(|| Fault::Password(program.clone()))?;
    let text = String::from_utf8_lossy(&output);
    let line = text.lines().next().filter(|line| !line.is_empty());
    line.map(ToOwned::to_owned).ok_or_else(|| Fault::Password(program.clone()))
}
