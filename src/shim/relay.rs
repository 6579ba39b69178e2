//! The relay in the environment of what gv starts: while it is on, the proxies of the user are behind it. What else the
//! environment names as a proxy is the user's wish, and wins.

use crate::config::Config;
use crate::config::relay::Use;
use crate::env::Env;
use crate::env::relayed::{GOPROXY, RELAYED, Relayed, VARIABLES};
use crate::golang::proxy::Proxies;
use crate::home::Home;
use crate::lang::{Lang, say};
use crate::net::relay::modules::ModuleSettings;
use crate::net::relay::{Order, Session};
use crate::project::settings::Assignment;
use crate::system::process;
use crate::version::Version;
use std::env::consts::EXE_SUFFIX;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// So long a relay that has ended may take to start again.
const PATIENCE: Duration = Duration::from_secs(1);
/// What is reached without the relay, besides what the user says: this machine.
const HERE: &str = "localhost,127.0.0.1,::1";

/// What the relay means for a program that is started.
#[derive(Debug, Default)]
pub struct Handed {
    /// What is changed in its environment.
    pub changes: Vec<Assignment>,
    /// The relay in use.
    pub session: Option<Session>,
    /// The name of the settings for modules that it follows.
    pub modules: Option<String>,
    /// Whether the relay is on, and neither runs nor starts.
    pub is_missing: bool,
    /// The variable that names another proxy, which wins.
    pub overruled_by: Option<&'static str>,
}

/// Looks whether the relay is on, starts it again if it has ended, and says what that changes. Where it is off this looks
/// for one file.
pub fn hand_to_go(home: &Home, env: &Env) -> Handed {
    let Some(order) = Order::read(home) else { return Handed { changes: back(env), ..Handed::default() } };
    if is_off(home, env) {
        return Handed { changes: back(env), ..Handed::default() };
    }
    if let Some(variable) = other_proxy(env, &order) {
        return Handed { changes: back(env), overruled_by: Some(variable), ..Handed::default() };
    }
    let Some(session) = Session::running(home).or_else(|| started(home, env)) else {
        return Handed { changes: back(env), is_missing: true, ..Handed::default() };
    };
    let modules = Order::read(home).and_then(|order| order.modules).map(|modules| modules.hash);
    Handed { changes: variables(&session, env), session: Some(session), modules, ..Handed::default() }
}

impl Handed {
    /// The changes for a program that may download modules. Where `go` would follow the settings that the relay follows,
    /// its GOPROXY leads to the relay. `others` are the other changes that are made for it, which come first.
    pub fn with_modules(&self, goroot: Option<&Path>, others: &[Assignment], env: &Env) -> Vec<Assignment> {
        let mut changes = self.changes.clone();
        if let Some((before, value)) = self.module_proxy(goroot, others, env) {
            let text =
                |name: &str| changes.iter().find(|(known, _)| *known == name)?.1.clone()?.into_string().ok();
            let mut relayed = Relayed::parse(&text(RELAYED).unwrap_or_default());
            relayed.add(GOPROXY, &value, before.as_deref());
            changes.retain(|(name, _)| *name != RELAYED);
            changes.extend([(GOPROXY, Some(value.into())), (RELAYED, Some(relayed.text().into()))]);
        }
        changes
    }

    /// What the process itself says, and what leads to the relay.
    fn module_proxy(
        &self,
        goroot: Option<&Path>,
        others: &[Assignment],
        env: &Env,
    ) -> Option<(Option<String>, String)> {
        let (session, hash) = (self.session.as_ref()?, self.modules.as_ref()?);
        let set = others.iter().filter_map(|(name, value)| Some((*name, value.clone()?.into_string().ok()?)));
        let settings = ModuleSettings::of_go(&env.clone().with(set), goroot)?;
        let value = settings.handed(session).filter(|_| settings.hash() == *hash)?;
        Some((env.text(GOPROXY).map(ToOwned::to_owned), value))
    }
}

/// The first minor of Go 1 whose GOPROXY is a list, and is set where the user says nothing.
const HAS_LISTS: (u64, u64) = (1, 13);

/// Whether a Go of this version reads GOPROXY as gv does. One of a version that is not known is new.
pub fn reads_lists(version: Option<Version>) -> bool {
    version.is_none_or(|version| (version.major(), version.minor()) >= HAS_LISTS)
}

/// What a `go` is asked that has nothing to do with modules, and that may show its settings to others.
const WITHOUT_MODULES: [&str; 5] = ["env", "bug", "version", "help", "telemetry"];

/// Whether a call of `go` may download modules.
pub fn needs_modules(args: &[OsString]) -> bool {
    let mut words = args.iter().map(|word| word.to_string_lossy());
    // `go -C dir env`
    let first = match words.next() {
        Some(word) if word == "-C" || word == "--C" => words.nth(1),
        Some(word) if word.starts_with("-C=") || word.starts_with("--C=") => words.next(),
        first => first,
    };
    first.is_some_and(|word| !WITHOUT_MODULES.contains(&word.as_ref()))
}

/// The relay is on and neither runs nor starts.
pub fn missing(lang: Lang) -> String {
    say!(
        lang,
        "the relay is on, but does not start: continuing without it   gv relay run shows why",
        "relay 已开启，但无法启动：本次不经过它   gv relay run 会显示原因"
    )
}

/// Settings that cannot be read are gv's to report, not `go`'s.
fn is_off(home: &Home, env: &Env) -> bool {
    Config::load_past_variables(home, env).is_ok_and(|config| config.relay.in_use == Use::Off)
}

/// The first variable that names a proxy which is not behind the relay.
fn other_proxy(env: &Env, order: &Order) -> Option<&'static str> {
    ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"].into_iter().find(
        |name| {
            env.text(name).is_some_and(|value| !place_of(value).is_some_and(|place| is_behind(&place, order)))
        },
    )
}

fn is_behind(place: &str, order: &Order) -> bool {
    order.upstreams.iter().any(|upstream| upstream == place) || place == format!("127.0.0.1:{}", order.port)
}

/// `host:port` of a proxy, as the upstreams of the relay are written.
fn place_of(value: &str) -> Option<String> {
    let env = Env::from_vars([("HTTPS_PROXY".into(), value.into())]);
    let url = url::Url::parse("https://proxy.golang.org/").ok()?;
    let proxies = Proxies::from_env(&env).ok()?;
    let proxy = &proxies.for_url(&url)?.url;
    let port = proxy.port().unwrap_or(match proxy.scheme() {
        "https" => 443,
        "http" => 80,
        _ => 1080,
    });
    Some(format!("{}:{port}", proxy.host_str()?))
}

/// Starts the relay again, where that is quick.
fn started(home: &Home, env: &Env) -> Option<Session> {
    let name = format!("gv{EXE_SUFFIX}");
    let own = home.bin().join(&name);
    let beside = env.exe().map(|exe| exe.with_file_name(&name));
    let gv: PathBuf = [Some(own), beside].into_iter().flatten().find(|gv| gv.is_file())?;
    let mut command = Command::new(gv);
    command.args(["relay", "on", "--again", "--quiet"]).env("GV_HOME", home.root());
    process::output_within(&mut command, PATIENCE)?;
    Session::running(home)
}

/// What makes a program use the relay.
pub fn variables(session: &Session, env: &Env) -> Vec<Assignment> {
    let url = session.url();
    let mut relayed = Relayed::default();
    let mut changes: Vec<Assignment> = Vec::new();
    for &name in VARIABLES {
        let before = env.text(name);
        let value = if name.eq_ignore_ascii_case("NO_PROXY") {
            let other = env.text("NO_PROXY").or_else(|| env.text("no_proxy"));
            other.map_or_else(|| HERE.to_owned(), |list| format!("{list},{HERE}"))
        } else {
            url.clone()
        };
        relayed.add(name, &value, before);
        changes.push((name, Some(value.into())));
    }
    changes.push((RELAYED, Some(relayed.text().into())));
    changes
}

/// What gives a program the user's own proxies, where it would inherit a relay's.
pub fn back(env: &Env) -> Vec<Assignment> {
    if env.relayed().is_empty() {
        return Vec::new();
    }
    let names = env.relayed().entries().map(|(name, ..)| (name, env.get(name).map(ToOwned::to_owned)));
    names.chain([(RELAYED, None)]).collect()
}

/// The environment of gv's own requests while the relay is in use.
#[must_use]
pub fn behind(env: Env, home: &Home) -> Env {
    let handed = hand_to_go(home, &env);
    let Some(session) = handed.session else { return env };
    let changes = variables(&session, &env).into_iter().filter(|(name, _)| *name != RELAYED);
    env.with(changes.filter_map(|(name, value)| Some((name, value?.into_string().ok()?))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::relay::Secret;

    fn order() -> Order {
        let upstreams = vec!["proxy.corp:3128".to_owned(), "b.corp:1080".to_owned()];
        Order { port: 4321, upstreams, environment: Vec::new(), modules: None }
    }

    fn env(variables: &[(&str, &str)]) -> Env {
        Env::from_vars(variables.iter().map(|(name, value)| (name.into(), value.into())))
    }

    #[test]
    fn another_proxy_of_the_environment_wins() {
        for (value, wins) in [
            ("http://u:p@Proxy.corp:3128/", false),
            ("proxy.corp:3128", false),
            ("socks5://b.corp", false),
            ("http://gv:old@127.0.0.1:4321", false),
            ("http://proxy.corp:3129", true),
            ("http://[", true),
        ] {
            let found = other_proxy(&env(&[("HTTPS_PROXY", value)]), &order());
            assert_eq!(found.is_some(), wins, "{value}");
        }
        assert_eq!(other_proxy(&env(&[]), &order()), None);
        assert_eq!(other_proxy(&env(&[("ALL_PROXY", "http://x:1")]), &order()), Some("ALL_PROXY"));
    }

    #[test]
    fn what_shows_settings_goes_without_modules() {
        let needs = |line: &str| needs_modules(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        for line in ["build ./...", "mod download", "-C x get a", "run .", "-C=x build", "list -m all"] {
            assert!(needs(line), "{line}");
        }
        for line in ["env", "env GOPROXY", "version", "-C x env", "-C=x env", "help mod", "bug"] {
            assert!(!needs(line), "{line}");
        }
        assert!(!needs_modules(&[]));
    }

    #[test]
    fn a_go_that_would_follow_other_settings_keeps_them() {
        let session = Session {
            port: 1,
            secret: Secret::new().unwrap(),
            process: 1,
            started: 0,
            settings: String::new(),
        };
        let own = [("GOENV", "off"), ("GOPROXY", "https://a.example|direct")];
        let modules = Some(ModuleSettings::of(&env(&own)).hash());
        let handed = |env: &Env| Handed {
            changes: variables(&session, env),
            session: Some(session.clone()),
            modules: modules.clone(),
            ..Handed::default()
        };
        let given = |env: &Env, others: &[Assignment]| {
            let changes = handed(env).with_modules(None, others, env);
            let vars = changes.into_iter().filter_map(|(name, value)| Some((name.into(), value?)));
            let inner = Env::from_vars(vars.collect::<Vec<(OsString, OsString)>>());
            let is_given = inner.relayed().entries().any(|(name, ..)| name == GOPROXY);
            // What is below sees what the user has set.
            is_given.then(|| inner.text(GOPROXY).map(ToOwned::to_owned))
        };
        let same = env(&own);
        assert_eq!(given(&same, &[]), Some(Some("https://a.example|direct".to_owned())));
        assert_eq!(given(&same, &[(GOPROXY, Some("https://b.example".into()))]), None, "a project's");
        assert_eq!(given(&same, &[("GOPRIVATE", Some("x.example".into()))]), None);
        let file = env(&[("GOENV", "off")]);
        assert_eq!(given(&file, &[(GOPROXY, Some("https://a.example|direct".into()))]), Some(None));
        assert_eq!(given(&file, &[]), None, "nothing is set, and the folder is not known");
    }

    #[test]
    fn what_a_program_inherits_is_taken_back() {
        let session = Session {
            port: 1,
            secret: Secret::new().unwrap(),
            process: 1,
            started: 0,
            settings: String::new(),
        };
        let before =
            env(&[("HTTPS_PROXY", "http://u:p@proxy.corp:3128"), ("NO_PROXY", ".corp"), ("PATH", "/bin")]);
        let handed = variables(&session, &before);
        let text = |value: &Option<std::ffi::OsString>| value.clone().map(|it| it.into_string().unwrap());
        let inner = Env::from_vars(
            handed
                .iter()
                .filter_map(|(name, value)| Some(((*name).into(), value.clone()?)))
                .chain([("PATH".into(), "/bin".into())]),
        );
        assert_eq!(inner.text("HTTPS_PROXY"), Some("http://u:p@proxy.corp:3128"));
        assert_eq!(inner.text("NO_PROXY"), Some(".corp"));
        assert_eq!(inner.text("HTTP_PROXY"), None);
        let back: Vec<_> = back(&inner).iter().map(|(name, value)| (*name, text(value))).collect();
        assert!(back.contains(&("HTTPS_PROXY", Some("http://u:p@proxy.corp:3128".to_owned()))));
        assert!(back.contains(&("HTTP_PROXY", None)) && back.contains(&(RELAYED, None)));
        assert_eq!(back.iter().filter(|(name, _)| *name == "NO_PROXY").count(), 1);
    }
}
