//! Which hosts answer on this network. A host that was silent while another one answered is not waited for again, for
//! some hours: a firewall that drops packets does so every time. What is remembered is about time only, never about
//! whom to trust, and another network forgets it.

use crate::env::Env;
use crate::home::Home;
use crate::system::file::{self, How};
use crate::system::{resolver, route};
use crate::verify::Digest;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};
use url::Url;

/// What is known of this network, shared by all that ask hosts in this process.
#[derive(Debug, Clone)]
pub struct Reach(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    path: PathBuf,
    env: Env,
    memory: Memory,
    /// Whom this process asked, and when first.
    asked: BTreeMap<String, Instant>,
    heard: BTreeSet<String>,
}

/// What the file holds. A machine without a clock: the time is given, in seconds since 1970.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Memory {
    /// Which network it is about.
    network: String,
    /// Who was silent while another one answered, and since when.
    silent: BTreeMap<String, u64>,
    /// Who answered last, and when.
    heard: BTreeMap<String, u64>,
    /// When the user was told whom gv goes by.
    told: u64,
}

/// A silent host is asked again after so long.
const HOURS: u64 = 4;
/// A host that has not answered within this time, while another one has, is silent.
const SILENT: Duration = Duration::from_millis(500);
/// A file of this kind is far shorter.
const LIMIT: u64 = 1 << 20;
/// What decides, beside routes and resolvers, who can be reached.
const VARIABLES: [&str; 8] = [
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
];

impl Memory {
    fn is_silent(&self, host: &str, now: u64) -> bool {
        self.silent.get(host).is_some_and(|since| is_recent(*since, now))
    }

    /// Takes over what one process saw. If no host answered, none counts as silent: the network is down, or slow.
    fn note(&mut self, silent: impl Iterator<Item = String>, heard: &BTreeSet<String>, now: u64) {
        if heard.is_empty() {
            return;
        }
        self.silent.retain(|host, since| is_recent(*since, now) && !heard.contains(host));
        for host in silent.filter(|host| !heard.contains(host)) {
            self.heard.remove(&host);
            self.silent.entry(host).or_insert(now);
        }
        if !self.silent.is_empty() {
            self.heard.extend(heard.iter().map(|host| (host.clone(), now)));
        }
    }
}

/// What is from the future is not recent: a clock was set.
fn is_recent(time: u64, now: u64) -> bool {
    time <= now && now - time < HOURS * 3600
}

impl Reach {
    /// What was remembered of the network that this environment is in.
    pub fn of(home: &Home, env: &Env) -> Self {
        let path = home.cache().join("index").join("reach.json");
        let kept = file::read_regular(&path, LIMIT).ok();
        let memory: Option<Memory> = kept.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let memory = memory.filter(|memory| memory.network == network(env)).unwrap_or_default();
        Self::with(path, env, memory)
    }

    /// The same without the remembered state: every host is queried again.
    #[must_use]
    pub fn anew(&self) -> Self {
        let state = self.state();
        Self::with(state.path.clone(), &state.env, Memory::default())
    }

    fn with(path: PathBuf, env: &Env, memory: Memory) -> Self {
        let (asked, heard) = Default::default();
        Self(Arc::new(Mutex::new(State { path, env: env.clone(), memory, asked, heard })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a host is known to drop what is sent to it.
    pub fn is_silent(&self, url: &Url) -> bool {
        host(url).is_some_and(|host| self.state().memory.is_silent(&host, now()))
    }

    /// The same list, those first that answered last time, those last that were silent. Nothing else changes places.
    pub fn order<T>(&self, list: &mut [T], url: impl Fn(&T) -> &Url) {
        let (state, now) = (self.state(), now());
        let heard = |host: &str| state.memory.heard.get(host).is_some_and(|time| is_recent(*time, now));
        list.sort_by_key(|item| match host(url(item)) {
            Some(host) if state.memory.is_silent(&host, now) => 2,
            Some(host) if heard(&host) => 0,
            _ => 1,
        });
    }

    /// A host is asked.
    pub fn asked(&self, url: &Url) {
        if let Some(host) = host(url) {
            self.state().asked.entry(host).or_insert_with(Instant::now);
        }
    }

    /// A host has answered, whatever the answer.
    pub fn heard(&self, url: &Url) {
        if let Some(host) = host(url) {
            self.state().heard.insert(host);
        }
    }

    /// A host could not be asked, and that was clear at once: it costs nothing to ask it again.
    pub fn failed(&self, url: &Url) {
        if let Some(host) = host(url) {
            self.state().asked.remove(&host);
        }
    }

    /// A host is certainly silent: its packets vanished for long enough.
    pub fn dropped(&self, url: &Url) {
        if let (Some(host), Some(then)) = (host(url), Instant::now().checked_sub(SILENT)) {
            self.state().asked.insert(host, then);
        }
    }

    /// Keeps what this process has learnt. Without silent hosts there is nothing to keep.
    pub fn remember(&self) {
        let mut state = self.state();
        let before = state.memory.clone();
        let silent = state.asked.iter().filter(|(_, since)| since.elapsed() >= SILENT);
        let silent: Vec<String> = silent.map(|(host, _)| host.clone()).collect();
        let heard = state.heard.clone();
        state.memory.note(silent.into_iter(), &heard, now());
        if state.memory.silent != before.silent || state.memory.told != before.told {
            state.write();
        }
    }

    /// Whether the user is still to be told whom gv goes by; once for each network and each few hours.
    pub fn tells(&self) -> bool {
        let mut state = self.state();
        let told = is_recent(state.memory.told, now());
        state.memory.told = if told { state.memory.told } else { now() };
        if !told {
            state.write();
        }
        !told
    }

    /// The silent hosts, and how long ago they were asked.
    pub fn silent(&self) -> Vec<(String, Duration)> {
        let (state, now) = (self.state(), now());
        let recent = state.memory.silent.iter().filter(|(_, since)| is_recent(**since, now));
        recent.map(|(host, since)| (host.clone(), Duration::from_secs(now - since))).collect()
    }
}

impl State {
    /// A home that cannot be written costs only time, so nothing is said of it.
    fn write(&mut self) {
        self.memory.network = network(&self.env);
        let (Ok(text), Some(folder)) = (serde_json::to_vec(&self.memory), self.path.parent()) else { return };
        let _ = file::create_folder(folder).and_then(|()| file::replace(&self.path, &text, How::Passing));
    }
}

/// A network by the ways out of this machine. No setting can be read from it.
fn network(env: &Env) -> String {
    let mut digest = Digest::new();
    let mut add = |text: String| digest.update(format!("{text}\n").as_bytes());
    for address in route::own_addresses() {
        add(address.to_string());
    }
    for server in resolver::servers() {
        add(server.to_string());
    }
    for name in VARIABLES {
        add(format!("{name}={}", env.text(name).unwrap_or_default()));
    }
    format!("{:.16}", digest.finish().to_string())
}

/// The host of an address, with its port where that is not the usual one. A file has none.
fn host(url: &Url) -> Option<String> {
    let host = url.host_str().filter(|_| url.scheme() != "file")?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HOUR: u64 = 3600;

    fn set(hosts: &[&str]) -> BTreeSet<String> {
        hosts.iter().map(|host| (*host).to_owned()).collect()
    }

    fn note(memory: &mut Memory, silent: &[&str], heard: &[&str], now: u64) {
        memory.note(set(silent).into_iter(), &set(heard), now);
    }

    #[test]
    fn a_host_is_silent_only_while_another_answers() {
        let mut memory = Memory::default();
        note(&mut memory, &["a"], &[], 10 * HOUR);
        assert_eq!(memory, Memory::default());
        note(&mut memory, &["a"], &["b"], 10 * HOUR);
        assert!(memory.is_silent("a", 10 * HOUR) && !memory.is_silent("b", 10 * HOUR));
    }

    #[test]
    fn it_is_asked_again_in_some_hours_and_at_once_when_the_clock_went_back() {
        let mut memory = Memory::default();
        note(&mut memory, &["a"], &["b"], 10 * HOUR);
        note(&mut memory, &["a"], &["b"], 12 * HOUR);
        assert!(memory.is_silent("a", 14 * HOUR - 1), "a second silence does not make it longer");
        assert!(!memory.is_silent("a", 14 * HOUR) && !memory.is_silent("a", 9 * HOUR));
    }

    #[test]
    fn one_answer_ends_the_silence() {
        let mut memory = Memory::default();
        note(&mut memory, &["a"], &["b"], 10 * HOUR);
        note(&mut memory, &["a"], &["a"], 11 * HOUR);
        assert!(!memory.is_silent("a", 11 * HOUR));
    }

    #[test]
    fn another_network_forgets() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        let here = Env::from_vars([]);
        let url: Url = "https://go.dev/dl/".parse().unwrap();
        let reach = Reach::of(&home, &here);
        reach.dropped(&url);
        reach.heard(&"https://proxy.example/".parse().unwrap());
        reach.remember();
        assert!(Reach::of(&home, &here).is_silent(&url));
        assert!(!Reach::of(&home, &here).anew().is_silent(&url));
        let there = Env::from_vars([("HTTPS_PROXY".into(), "http://127.0.0.1:7890".into())]);
        assert!(!Reach::of(&home, &there).is_silent(&url));
    }

    proptest! {
        /// Whatever is seen in whatever order: who answered is not silent, and no silence outlasts its hours.
        #[test]
        fn no_answer_and_no_time_leaves_a_silence(
            seen in proptest::collection::vec((0_u8..4, 0_u8..4, 0..HOUR * 3), 1..20),
        ) {
            let (mut memory, mut now) = (Memory::default(), 100 * HOUR);
            for (silent, heard, passed) in seen {
                now += passed;
                let (silent, heard) = (silent.to_string(), heard.to_string());
                note(&mut memory, &[&silent], &[&heard], now);
                prop_assert!(!memory.is_silent(&heard, now));
            }
            for host in 0_u8..4 {
                prop_assert!(!memory.is_silent(&host.to_string(), now + HOURS * HOUR));
            }
        }
    }
}
