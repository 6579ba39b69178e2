//! What the settings say about the relay, checked: the upstreams, and which of them carry which hosts. Pure but for
//! [`Plan::read`], which reads the user's GOPRIVATE.

use super::{Error, Target};
use crate::config::Config;
use crate::env::Env;
use crate::goenv::GoEnv;
use crate::golang::pattern::Patterns;
use crate::golang::proxy::{Proxies, Proxy};
use crate::net::credentials;
use crate::net::login::Account;
use crate::shim::proxy;
use ring::digest;
use std::fmt::Write;
use url::Url;

/// The settings of a relay.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Every upstream, in the order of the settings.
    pub upstreams: Vec<Upstream>,
    rules: Vec<Rule>,
    private: Patterns,
}

/// One upstream.
#[derive(Debug, Clone)]
pub struct Upstream {
    /// How rules, messages and the log call it.
    pub name: String,
    /// The proxy, without a login; `None` reaches the target directly.
    pub proxy: Option<Url>,
    /// The login, where the settings have one.
    pub account: Option<Account>,
    /// The user of a login whose password comes from elsewhere.
    pub user: Option<String>,
    /// What prints the password.
    pub password_command: Option<Vec<String>>,
    /// Whether it may carry private hosts.
    pub private: bool,
}

#[derive(Debug, Clone)]
struct Rule {
    hosts: Patterns,
    via: Vec<usize>,
}

/// What the settings say about one host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The pattern that covers the host; `*` where no rule does.
    pub rule: String,
    /// The upstreams to try, in this order.
    pub via: Vec<usize>,
    /// Whether the rule names the host, and does not cover all of them.
    pub is_named: bool,
    /// Whether GOPRIVATE covers the host.
    pub is_private: bool,
    /// Whether an upstream was left out because it may not carry private hosts.
    pub is_narrowed: bool,
}

/// The upstream that needs no settings.
pub const DIRECT: &str = "direct";
/// The proxy that the environment names.
pub const ENVIRONMENT: &str = "environment";
/// The proxy that the system is set to.
const SYSTEM: &str = "system";

impl Upstream {
    /// `host:port` of the proxy.
    pub fn place(&self) -> Option<String> {
        let url = self.proxy.as_ref()?;
        Some(format!("{}:{}", url.host_str()?, port(url)))
    }

    /// How it is shown: its address, without a login.
    pub fn shown(&self) -> String {
        self.proxy.as_ref().map_or_else(
            || DIRECT.to_owned(),
            |url| format!("{}://{}", url.scheme(), self.place().unwrap_or_default()),
        )
    }

    fn direct() -> Self {
        let (proxy, account, user, password_command) = (None, None, None, None);
        Self { name: DIRECT.to_owned(), proxy, account, user, password_command, private: true }
    }

    fn of(name: &str, proxy: &Proxy, private: bool) -> Self {
        let login = credentials::of_url(&proxy.url);
        let mut url = proxy.url.clone();
        // Neither can fail for an address with a host.
        let _ = (url.set_username(""), url.set_password(None));
        let user = login.as_ref().map(|(user, _)| user.clone());
        let has_password = proxy.url.password().is_some();
        let account = login.filter(|_| has_password).map(|(user, password)| Account { user, password });
        Self { name: name.to_owned(), proxy: Some(url), account, user, password_command: None, private }
    }
}

/// The port of a proxy, or the usual one of its scheme.
pub fn port(url: &Url) -> u16 {
    url.port().unwrap_or(match url.scheme() {
        "https" => 443,
        "http" => 80,
        _ => 1080,
    })
}

impl Plan {
    /// Reads the settings, the environment and GOPRIVATE. `remembered` are the proxies that the environment named when
    /// the relay was switched on: they count where it names no proxy now.
    pub fn read(config: &Config, env: &Env, remembered: &[String]) -> Result<Self, Error> {
        let private = GoEnv::read(env, None).text("GOPRIVATE").to_owned();
        let environment = of_environment(env)
            .or_else(|| remembered.iter().find_map(|address| Proxy::named("HTTPS_PROXY", address)));
        let system = || {
            let values = proxy::of_system(env);
            values.https.or(values.http).and_then(|value| Proxy::named("HTTPS_PROXY", &value))
        };
        Self::of(config, environment.as_ref(), system, &private)
    }

    fn of(
        config: &Config,
        environment: Option<&Proxy>,
        system: impl Fn() -> Option<Proxy>,
        private: &str,
    ) -> Result<Self, Error> {
        let mut upstreams = Vec::new();
        for table in &config.relay.upstream {
            let name = table.name.clone();
            if name.is_empty() || upstreams.iter().any(|other: &Upstream| other.name == name) {
                return Err(Error::Name { name });
            }
            let mut upstream = match table.url.as_str() {
                DIRECT => Upstream { name: name.clone(), ..Upstream::direct() },
                SYSTEM => Upstream::of(
                    &name,
                    &system().ok_or(Error::NoSystemProxy { name: name.clone() })?,
                    table.private,
                ),
                url => {
                    let known = ["http://", "https://", "socks5://", "socks5h://"];
                    let proxy =
                        Proxy::named("url", url).filter(|_| known.iter().any(|it| url.starts_with(it)));
                    Upstream::of(&name, &proxy.ok_or(Error::Address { name: name.clone() })?, table.private)
                }
            };
            upstream.user = upstream.user.or_else(|| table.user.clone());
            upstream.password_command.clone_from(&table.password_command);
            if table.password_command.as_ref().is_some_and(|it| it.is_empty() || upstream.user.is_none()) {
                return Err(Error::PasswordCommand { name });
            }
            upstreams.push(upstream);
        }
        if upstreams.is_empty() {
            // `go` would use it for private hosts too.
            upstreams.extend(environment.map(|proxy| Upstream::of(ENVIRONMENT, proxy, true)));
        }
        let all: Vec<usize> = (0..upstreams.len().max(1)).collect();
        if !upstreams.iter().any(|upstream| upstream.name == DIRECT) {
            upstreams.push(Upstream::direct());
        }
        let mut rules = Vec::new();
        for table in &config.relay.rule {
            rules.push(rule(table, &upstreams)?);
        }
        rules.push(Rule { hosts: Patterns::parse("*"), via: all });
        Ok(Self { upstreams, rules, private: Patterns::parse(private) })
    }

    /// What the settings say about a target.
    pub fn route(&self, target: &Target) -> Route {
        let host = target.host.as_str();
        let found = self.rules.iter().find_map(|rule| Some((rule.hosts.covering(host)?, rule)));
        // The last rule covers every host.
        let Some((pattern, rule)) = found else { return Route::nothing() };
        // A pattern with a path is about some of the modules of a host; the relay sees hosts only.
        let is_private = self.private.covering(host).is_some();
        let may = |place: &&usize| !is_private || self.upstreams[**place].private;
        let via: Vec<usize> = rule.via.iter().filter(may).copied().collect();
        Route {
            rule: pattern.text().to_owned(),
            is_named: pattern.text().contains(|letter: char| letter.is_alphanumeric()),
            is_private,
            is_narrowed: via.len() < rule.via.len(),
            via,
        }
    }

    /// The addresses of the proxies, as `host:port`.
    pub fn places(&self) -> Vec<String> {
        self.upstreams.iter().filter_map(Upstream::place).collect()
    }

    /// A hash over all of it but passwords: another one means that the settings have changed.
    pub fn hash(&self, config: &Config) -> String {
        let mut text = format!("{:?}{:?}{:?}", self.rules, self.private, config.relay.dns);
        let relay = &config.relay;
        let _ = write!(text, "{:?}{}{}", relay.idle_minutes, relay.max_tunnels, relay.modules);
        for it in &self.upstreams {
            let _ = write!(
                text,
                "\0{}\0{}\0{:?}\0{:?}\0{}",
                it.name,
                it.shown(),
                // That of the environment is compared with its password.
                it.user.as_ref().filter(|_| it.name != ENVIRONMENT),
                it.password_command,
                it.private
            );
        }
        let hash = digest::digest(&digest::SHA256, text.as_bytes());
        hash.as_ref()[..8].iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

impl Route {
    fn nothing() -> Self {
        Self { rule: "*".to_owned(), via: Vec::new(), is_named: false, is_private: false, is_narrowed: false }
    }
}

/// The proxy that the environment names for Go's hosts, whatever `NO_PROXY` says.
pub fn of_environment(env: &Env) -> Option<Proxy> {
    let env = env.clone().without(["NO_PROXY", "no_proxy"]);
    let proxies = Proxies::from_env(&env).ok()?;
    let of = |address: &str| proxies.for_url(&Url::parse(address).ok()?).cloned();
    of("https://proxy.golang.org/").or_else(|| of("http://proxy.golang.org/"))
}

fn rule(table: &crate::config::relay::Rule, upstreams: &[Upstream]) -> Result<Rule, Error> {
    let hosts = Patterns::parse(&table.hosts);
    let bad = hosts.entries().iter().find(|pattern| pattern.is_malformed() || pattern.text().contains('/'));
    if let Some(bad) = bad {
        return Err(Error::Pattern { pattern: bad.text().to_owned() });
    }
    if hosts.is_empty() || table.via.is_empty() {
        return Err(Error::Pattern { pattern: table.hosts.clone() });
    }
    let place = |name: &String| {
        let found = upstreams.iter().position(|upstream| upstream.name == *name);
        found.ok_or_else(|| Error::NoSuchUpstream { name: name.clone() })
    };
    Ok(Rule { hosts, via: table.via.iter().map(place).collect::<Result<_, _>>()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plan(relay: &str, environment: Option<&str>, private: &str) -> Result<Plan, Error> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("config.toml"), relay).unwrap();
        let config = Config::load(&crate::home::Home::at(folder.path()), &Env::default()).unwrap();
        let environment = environment.and_then(|it| Proxy::named("HTTPS_PROXY", it));
        Plan::of(&config, environment.as_ref(), || None, private)
    }

    fn names(plan: &Plan, host: &str) -> Vec<String> {
        let route = plan.route(&Target::of(host, 443).unwrap());
        route.via.iter().map(|place| plan.upstreams[*place].name.clone()).collect()
    }

    const TWO: &str = "[[relay.upstream]]\nname = 'office'\nurl = 'http://u:p@a.corp:8080'\nprivate = true\n\
        [[relay.upstream]]\nname = 'backup'\nurl = 'socks5h://b.corp'\n";

    #[test]
    fn without_rules_all_are_tried_in_order_and_never_past_them() {
        let plan = plan(TWO, Some("http://env:1"), "").unwrap();
        assert_eq!(names(&plan, "go.dev"), ["office", "backup"]);
        assert_eq!(plan.places(), ["a.corp:8080", "b.corp:1080"]);
        assert_eq!(plan.upstreams[0].shown(), "http://a.corp:8080");
        assert!(plan.upstreams[0].account.is_some() && !format!("{plan:?}").contains("u:p"));
    }

    #[test]
    fn without_settings_the_environment_counts_and_then_nothing() {
        assert_eq!(names(&plan("", Some("u@p.corp:3128"), "*.corp").unwrap(), "git.corp"), ["environment"]);
        assert_eq!(names(&plan("", None, "").unwrap(), "go.dev"), ["direct"]);
    }

    #[test]
    fn the_first_rule_that_covers_a_host_decides() {
        let rules = format!(
            "{TWO}[[relay.rule]]\nhosts = '*.corp.example,git.corp'\nvia = ['direct']\n\
             [[relay.rule]]\nhosts = '*'\nvia = ['backup', 'direct']\n"
        );
        let plan = plan(&rules, None, "").unwrap();
        assert_eq!(names(&plan, "a.b.corp.example"), ["direct"]);
        assert_eq!(names(&plan, "git.corp"), ["direct"]);
        assert_eq!(names(&plan, "corp.example"), ["backup", "direct"]);
        let route = plan.route(&Target::of("git.corp", 22).unwrap());
        assert!(route.is_named && route.rule == "git.corp");
        assert!(!plan.route(&Target::of("go.dev", 443).unwrap()).is_named);
    }

    #[test]
    fn private_hosts_go_only_where_they_may() {
        let plan = plan(TWO, None, "*.corp.example,github.com/acme/*").unwrap();
        assert_eq!(names(&plan, "git.corp.example"), ["office"]);
        assert_eq!(names(&plan, "github.com"), ["office", "backup"]);
        assert!(plan.route(&Target::of("git.corp.example", 443).unwrap()).is_narrowed);
    }

    #[test]
    fn what_makes_no_sense_is_an_error() {
        for bad in [
            "[[relay.upstream]]\nname = 'a'\nurl = 'ftp://h'\n",
            "[[relay.upstream]]\nname = 'a'\nurl = 'http://'\n",
            "[[relay.upstream]]\nname = ''\nurl = 'http://h'\n",
            "[[relay.upstream]]\nname = 'a'\nurl = 'system'\n",
            "[[relay.upstream]]\nname = 'a'\nurl = 'http://h'\npassword_command = ['x']\n",
            "[[relay.upstream]]\nname = 'a'\nurl = 'http://h'\n[[relay.upstream]]\nname = 'a'\nurl = 'http://i'\n",
            "[[relay.rule]]\nhosts = '*'\nvia = ['x']\n",
            "[[relay.rule]]\nhosts = 'a/b'\nvia = ['direct']\n",
            "[[relay.rule]]\nhosts = '[a'\nvia = ['direct']\n",
            "[[relay.rule]]\nhosts = '*'\nvia = []\n",
        ] {
            assert!(plan(bad, None, "").is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_private_host_never_goes_where_it_may_not(host in "[a-c]{1,2}\\.[a-c]{1,2}", private in "[a-c*.]{1,5}") {
            let plan = plan(TWO, None, &private).unwrap();
            let route = plan.route(&Target::of(&host, 443).unwrap());
            prop_assert!(!route.is_private || route.via.iter().all(|place| plan.upstreams[*place].private));
            prop_assert_eq!(route.is_private, Patterns::parse(&private).covering(&host).is_some());
        }
    }
}
