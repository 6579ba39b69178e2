//! The hosts that are meant, and what is seen of them.

use super::{Error, Host, HostReport, asked, look};
use crate::config::Config;
use crate::effective::EffectiveEnv;
use crate::env::Env;
use crate::fetch;
use crate::golang::proxy::Proxies;
use crate::home::Home;
use crate::probe::{Budget, Network};
use crate::release::{self, Origin};

/// The hosts whose names are looked up here, and the others.
#[derive(Debug)]
pub struct Hosts {
    /// Those that no proxy is gone through for.
    pub own: Vec<Host>,
    /// The others, and the variable that names the proxy: it is the proxy that looks up their names.
    pub left_out: Vec<(Host, &'static str)>,
}

/// What is seen of them.
pub struct Lookup {
    /// The network it is seen in.
    pub network: Network,
    /// What is seen of the hosts that no proxy is gone through for.
    pub reports: Vec<HostReport>,
    /// The others, and the variable that names the proxy.
    pub left_out: Vec<(Host, &'static str)>,
}

impl Hosts {
    /// The hosts that were typed, and these too.
    pub fn typed(typed: &[String], more: &[String], env: &Env) -> Result<Self, Error> {
        let typed: Result<Vec<_>, _> = typed.iter().map(|text| Host::parse(text)).collect();
        Ok(Self::of(typed?, more, env))
    }

    /// The hosts that `go` and gv ask on this machine, and these too.
    pub fn here(env: &Env, home: &Home, config: &Config, more: &[String]) -> Result<Self, release::Error> {
        let hosts = asked(&EffectiveEnv::read(env, home).go, &Origin::configured(config)?);
        Ok(Self::of(hosts, more, env))
    }

    fn of(mut hosts: Vec<Host>, more: &[String], env: &Env) -> Self {
        // A block is not the user's word for word: what stands in it is read like anything else.
        for host in more.iter().filter_map(|name| Host::parse(name).ok()) {
            if hosts.iter().all(|known| known.name != host.name) {
                hosts.push(host);
            }
        }
        let env = env.clone().without(["ALL_PROXY", "all_proxy"]);
        // A variable that is malformed, `go` passes over.
        let proxies = Proxies::from_env(&env).unwrap_or_default();
        let (mut own, mut left_out) = (Vec::new(), Vec::new());
        for host in hosts {
            match host.url().and_then(|url| proxies.for_url(&url).map(|proxy| proxy.variable)) {
                Some(variable) => left_out.push((host, variable)),
                None => own.push(host),
            }
        }
        Self { own, left_out }
    }

    /// Asks who says what, and which address passes TLS now.
    pub fn look_up(self, env: &Env, config: &Config) -> Result<Lookup, fetch::Error> {
        let network = Network::of(env, config)?;
        let budget = Budget::of(network.timeouts.whole);
        let reports = fetch::run(look(&network, &self.own, budget));
        Ok(Lookup { network, reports, left_out: self.left_out })
    }
}
