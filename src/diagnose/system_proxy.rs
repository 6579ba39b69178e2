//! The proxy that Windows or macOS is set to: whether `go`, which reads the environment only, is told of it. A browser works
//! where it is not, and `go` does not. Elsewhere there is none.

use super::{Check, Finding, Kind, Machine};
use crate::config::SystemProxyUse;
use crate::shim;
use crate::system::proxy;
use std::path::PathBuf;

/// What can be wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// It is set, and `go` asks directly.
    Unused {
        /// The proxy, without credentials.
        proxy: String,
        /// gv's settings, which can hand it to `go`.
        config: PathBuf,
    },
    /// A script names the proxy for each address, which no variable can say.
    Script {
        /// The address of the script.
        script: String,
    },
    /// Services of the machine have one, and programs of users do not.
    OfServices {
        /// As it was set.
        proxy: String,
    },
}

impl Problem {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Unused { .. } => Kind::warning("system_proxy_unused"),
            Self::Script { .. } => Kind::warning("system_proxy_script").likely(),
            Self::OfServices { .. } => Kind::info("system_proxy_of_services"),
        }
    }
}

pub(super) fn check(machine: &Machine<'_>) -> Option<Finding> {
    let (env, wanted) = (machine.env, machine.config.network.system_proxy);
    if !proxy::IS_HERE || wanted == SystemProxyUse::Ignore || env.names_a_proxy() {
        return None;
    }
    let settings = proxy::settings(shim::proxy::settings_key(env));
    let named = shim::proxy::of_system(env);
    let problem = match (named.https.or(named.http), settings.script) {
        (Some(_), _) if wanted == SystemProxyUse::GoToo => return None,
        (Some(proxy), _) => {
            Problem::Unused { proxy: without_credentials(&proxy), config: machine.home.config() }
        }
        (None, Some(script)) => Problem::Script { script: without_credentials(&script) },
        (None, None) => Problem::OfServices { proxy: without_credentials(&proxy::of_services()?.server) },
    };
    Some(Finding::new(Check::Proxy, problem, proxy::PLACE))
}

fn without_credentials(address: &str) -> String {
    match (address.split_once("://"), address.rsplit_once('@')) {
        (_, None) => address.to_owned(),
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://{host}"),
        (None, Some((_, host))) => host.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_is_shown() {
        for (address, shown) in [
            ("http://h:1", "http://h:1"),
            ("h:1", "h:1"),
            ("http://u:p@h:1", "http://h:1"),
            ("u:p@ss@h:1", "h:1"),
            ("http://u:p@http://h:1", "http://http://h:1"),
        ] {
            assert_eq!(without_credentials(address), shown, "{address}");
        }
    }
}
