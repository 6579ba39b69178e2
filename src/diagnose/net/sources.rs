//! What a plan is made from.

use crate::env::Env;
use crate::goenv::GoEnv;
use crate::golang::proxy::{Proxies, Proxy};
use crate::golang::route::{self, Values};
use crate::project::Requirements;
use crate::release::Origin;
use crate::version::Version;

/// What a plan is made from.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The environment, as `go` sees it.
    pub env: &'a Env,
    /// Go's settings.
    pub go: &'a GoEnv,
    /// The proxy that the system is set to, which `go` does not read.
    pub system_proxy: Option<&'a Proxy>,
    /// Where gv has releases from.
    pub origin: Option<&'a Origin>,
    /// What the project here requires.
    pub project: Option<&'a Requirements>,
    /// The newest release that gv knows.
    pub release: &'a str,
    /// What the project here asks for, where that is newer than the default.
    pub floor: Option<&'a Version>,
    /// Whether git is on PATH.
    pub has_git: bool,
    /// The environment without the relay, where it is in use.
    pub without_relay: Option<&'a Env>,
    /// Whether `gv relay on` would use the proxy of the environment.
    pub relay_takes: bool,
}

/// A small module that every public proxy has.
pub const KNOWN: (&str, &str) = ("rsc.io/quote", "v1.5.2");

pub(super) fn route_settings(from: &Sources<'_>) -> Option<route::Settings> {
    let values: Values<'_> = from.go.route_values();
    let (network, _) = Proxies::of_go(from.env);
    route::Settings::of(&values, network).ok()
}
