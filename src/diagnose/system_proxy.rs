//! The proxy that Windows or macOS is set to: whether `go`, which reads the environment only, is told of it. A browser works
//! where it is not, and `go` does not. Elsewhere there is none.

use super::{Finding, Machine};
use crate::config::SystemProxyUse;
use crate::lang::say;
use crate::shim;
use crate::shim::wininet::SystemProxy;
use crate::system::proxy::{self, Named};

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
    judge(of_user, wanted, proxy::of_services).map(|found| found.finding(machine))
}

/// What is wrong with it. Addresses are without credentials.
#[derive(Debug)]
enum Found {
    /// It is set, and `go` connects directly.
    Unused(String),
    /// A script names the proxy for each address, which no variable can express.
    Script(String),
    /// Services of the machine have one, and programs of users do not.
    OfServices(String),
}

/// The services are asked last, and only where the user has nothing.
fn judge(
    of_user: OfUser,
    wanted: SystemProxyUse,
    of_services: impl FnOnce() -> Option<Named>,
) -> Option<Found> {
    match (of_user.named.https.or(of_user.named.http), of_user.script) {
        (Some(_), _) if wanted == SystemProxyUse::GoToo => None,
        (Some(proxy), _) => Some(Found::Unused(without_credentials(&proxy))),
        (None, Some(script)) => Some(Found::Script(without_credentials(&script))),
        (None, None) => Some(Found::OfServices(without_credentials(&of_services()?.server))),
    }
}

impl Found {
    fn finding(self, machine: &Machine<'_>) -> Finding {
        let lang = machine.lang;
        let by_hand = say!(
            lang,
            "if you need it, set HTTPS_PROXY and NO_PROXY",
            "如果需要该代理，请设置 HTTPS_PROXY 和 NO_PROXY"
        );
        match self {
            Self::Unused(proxy) => {
                let summary = say!(
                    lang,
                    "the system has a proxy that go does not use: a browser works where go does not",
                    "系统设置了代理，但 go 不会使用它：浏览器能访问时 go 可能不能"
                );
                let fix = say!(
                    lang,
                    "in {config}, below [network]: system_proxy = \"go-too\"; or \"ignore\", if no proxy is needed",
                    "在 {config} 的 [network] 下写入 system_proxy = \"go-too\"；如不需要代理，则写入 \"ignore\"",
                    config = machine.path(&machine.home.config())
                );
                Finding::warning("system_proxy_unused", proxy::PLACE, summary).seen(proxy).fixed_by(fix)
            }
            Self::Script(script) => {
                let summary = say!(
                    lang,
                    "a script (PAC) of the system names the proxy for each address; go does not run it",
                    "系统用脚本（PAC）为每个地址指定代理，而 go 不会运行该脚本"
                );
                let finding = Finding::warning("system_proxy_script", proxy::PLACE, summary).likely();
                finding.seen(script).fixed_by(by_hand)
            }
            Self::OfServices(proxy) => {
                let summary = say!(
                    lang,
                    "the services of this machine have a proxy (netsh winhttp), which neither gv nor go uses",
                    "本机的系统服务设置了代理（netsh winhttp），gv 和 go 都不会使用它"
                );
                let finding = Finding::info("system_proxy_of_services", proxy::PLACE, summary);
                finding.seen(proxy).fixed_by(by_hand)
            }
        }
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
        match judge(of_user, wanted, of_services) {
            None => String::new(),
            Some(Found::Unused(proxy)) => format!("system_proxy_unused {proxy}"),
            Some(Found::Script(script)) => format!("system_proxy_script {script}"),
            Some(Found::OfServices(proxy)) => format!("system_proxy_of_services {proxy}"),
        }
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
