//! `[relay]`: through which proxies `gv relay` goes, and for which hosts.

use crate::config::Dns;
use serde::Deserialize;
use std::time::Duration;

/// The settings of the relay.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Relay {
    /// Whether the shims use the relay that `gv relay on` has started.
    #[serde(rename = "use")]
    pub in_use: Use,
    /// After so many minutes without a connection the relay ends; 0 means never. `None` is gv's own choice.
    pub idle_minutes: Option<u32>,
    /// The largest number of connections that the relay serves at a time.
    pub max_tunnels: u16,
    /// Where the relay gets the addresses of hosts that it reaches directly.
    pub dns: Dns,
    /// Whether the relay is a module proxy too, which follows the user's GOPROXY.
    pub modules: bool,
    /// Whether the system's own means start the relay in the background (`GV_RELAY_SERVICE`); a plain process otherwise.
    pub service: bool,
    /// The proxies, in the order in which they are tried where no rule says otherwise.
    pub upstream: Vec<Upstream>,
    /// The first rule that covers a host decides.
    pub rule: Vec<Rule>,
}

/// When the shims use the relay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Use {
    /// From `gv relay on` to `gv relay off`.
    #[default]
    Auto,
    /// Never.
    Off,
}

/// A proxy.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Upstream {
    /// How rules, messages and the log call it.
    pub name: String,
    /// `http://`, `https://`, `socks5://`, `socks5h://`, `system` or `direct`.
    pub url: String,
    /// The user to log in with, where the address has none.
    pub user: Option<String>,
    /// The program that prints the password, and its arguments.
    pub password_command: Option<Vec<String>>,
    /// Whether it may carry hosts that GOPRIVATE covers.
    #[serde(default)]
    pub private: bool,
}

/// Which upstreams carry which hosts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Patterns as GOPRIVATE has them, over host names.
    pub hosts: String,
    /// Names of upstreams, and `direct`.
    pub via: Vec<String>,
}

/// The most connections at a time, unless the settings say otherwise.
const TUNNELS: u16 = 512;

impl Default for Relay {
    fn default() -> Self {
        Self {
            in_use: Use::Auto,
            idle_minutes: None,
            max_tunnels: TUNNELS,
            dns: Dns::System,
            modules: false,
            service: true,
            upstream: Vec::new(),
            rule: Vec::new(),
        }
    }
}

impl Relay {
    /// How long the relay waits for a connection before it ends; `None` means for ever. Without a setting it stays longer
    /// where it holds a password that the user has typed.
    pub fn idle(&self, holds_password: bool) -> Option<Duration> {
        match self.idle_minutes {
            Some(0) => None,
            Some(minutes) => Some(Duration::from_secs(u64::from(minutes) * 60)),
            None if holds_password => Some(Duration::from_hours(12)),
            None => Some(Duration::from_hours(1)),
        }
    }
}

/// The address may hold a password.
impl std::fmt::Debug for Upstream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Upstream").field("name", &self.name).finish_non_exhaustive()
    }
}
