//! The proxy that Windows or macOS is set to: whether `go`, which reads the environment only, is told of it. A browser works
//! where it is not, and `go` does not. Elsewhere there is none.

use super::{Check, Finding, Kind, Machine};
use crate::config::SystemProxyUse;
use crate::golang::wininet::SystemProxy;
use crate::shim;
use crate::system::proxy::{self, Named};
use std::path::{Path, PathBuf};

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

/// What the system is set to for this user.
struct OfUser {
    /// The proxy, where one is named and in use.
    named: SystemProxy,
    /// The address of a script.
    script: Option<String>,
}

pub(super) fn check(machine: &Machine<'_>) -> Option<Finding> {
    let (env, wanted) = (machine.env, machine.config.network.system_proxy);
    if !proxy::IS_HERE || wanted == SystemProxyUse::Ignore || env.names_a_proxy() {
        return None;
    }
    let script = proxy::settings(shim::proxy::settings_key(env)).script;
    let of_user = OfUser { named: shim::proxy::of_system(env), script };
    let problem = judged(of_user, wanted, proxy::of_services, &machine.home.config())?;
    Some(Finding::new(Check::Proxy, problem, proxy::PLACE))
}

/// The services are asked last, and only where the user has nothing.
fn judged(
    of_user: OfUser,
    wanted: SystemProxyUse,
    of_services: impl FnOnce() -> Option<Named>,
    config: &Path,
) -> Option<Problem> {
    match (of_user.named.https.or(of_user.named.http), of_user.script) {
        (Some(_), _) if wanted == SystemProxyUse::GoToo => None,
        (Some(proxy), _) => {
            Some(Problem::Unused { proxy: without_credentials(&proxy), config: config.to_owned() })
        }
        (None, Some(script)) => Some(Problem::Script { script: without_credentials(&script) }),
        (None, None) => Some(Problem::OfServices { proxy: without_credentials(&of_services()?.server) }),
    }
}

fn without_credentials(address: &str) -> String {
    match (address.split_once("://"), address.rsplit_once('@')) {
        (_, None) => address.to_owned(),
        (Some((scheme, _)), Some((_, host))) if !scheme.contains('@') => format!("{scheme}://{host}"),
        (_, Some((_, host))) => host.to_owned(),
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
            // Of services, several in one text.
            ("http=h:1;https=s:2", "http=h:1;https=s:2"),
            ("u:p@h:1;https=http://s:2", "h:1;https=http://s:2"),
            ("http=http://u:p@h:1;https=http://v:q@s:2", "http=http://s:2"),
        ] {
            assert_eq!(without_credentials(address), shown, "{address}");
        }
    }

    fn told(server: &str, script: Option<&str>, services: Option<&str>, wanted: SystemProxyUse) -> String {
        let of_user = OfUser { named: SystemProxy::parse(server, ""), script: script.map(ToOwned::to_owned) };
        let of_services =
            || services.map(|server| Named { server: server.into(), exceptions: String::new() });
        let problem = judged(of_user, wanted, of_services, Path::new("config.toml"));
        problem.map_or_else(String::new, |problem| {
            let shown = match &problem {
                Problem::Unused { proxy, .. } | Problem::OfServices { proxy } => proxy,
                Problem::Script { script } => script,
            };
            format!("{} {shown}", problem.kind().id)
        })
    }

    #[test]
    fn services_are_asked_only_where_the_user_has_nothing() {
        use SystemProxyUse::{GoToo, Gv};
        let services = Some("http=u:p@s:8");
        for (server, script, services, wanted, expected) in [
            ("", None, None, Gv, ""),
            ("", None, services, Gv, "system_proxy_of_services s:8"),
            // Nothing of theirs is handed to go.
            ("", None, services, GoToo, "system_proxy_of_services s:8"),
            ("ftp=f:1", None, services, Gv, "system_proxy_of_services s:8"),
            ("p:1", None, services, Gv, "system_proxy_unused http://p:1"),
            ("http=p:1", None, None, Gv, "system_proxy_unused http://p:1"),
            ("p:1", None, services, GoToo, ""),
            ("", Some("http://u:p@wpad/p.pac"), services, Gv, "system_proxy_script http://wpad/p.pac"),
            ("", Some("http://wpad/p.pac"), services, GoToo, "system_proxy_script http://wpad/p.pac"),
            ("p:1", Some("http://wpad/p.pac"), services, Gv, "system_proxy_unused http://p:1"),
        ] {
            assert_eq!(told(server, script, services, wanted), expected, "{server} {script:?} {wanted:?}");
        }
    }
}
