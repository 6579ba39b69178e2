//! The proxy that Windows is set to: used by gv, and by go where that is asked for.

use crate::home_with;
use crate::support::Sandbox;
use crate::support::origin::Origin;
use crate::support::reply::Reply;
use crate::support::server::Server;
use crate::support::{is_wine, skipped};
use gv::system::proxy::{self, Named};
use gv::system::registry::{self, Hive, Key, NUMBER, TEXT, Value};
use gv::system::variables;
use std::fs;

fn set(sandbox: &Sandbox, enabled: u32, server: &str, exceptions: &str) {
    let path = sandbox.internet_settings_key();
    let key = Key { hive: Hive::User, path: &path };
    let number = Value { kind: NUMBER, bytes: enabled.to_le_bytes().to_vec() };
    registry::write(key, "ProxyEnable", &number).unwrap();
    registry::write(key, "ProxyServer", &Value::text(TEXT, server)).unwrap();
    registry::write(key, "ProxyOverride", &Value::text(TEXT, exceptions)).unwrap();
}

fn without_variables(sandbox: &mut Sandbox) {
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
        sandbox.unset(name);
    }
}

/// The variables that arrive at a program started through the shim, and through `gv exec`.
fn arriving(sandbox: &Sandbox) -> [String; 2] {
    let proxies = |text: String| {
        let lines = text.lines().map(str::trim).filter(|line| line.to_ascii_uppercase().contains("_PROXY="));
        let mut lines: Vec<String> = lines.map(ToOwned::to_owned).collect();
        lines.sort();
        lines.join(" ")
    };
    let shim = sandbox.go(["variables"]).succeeds();
    let exec = sandbox.gv(["exec", "1.22.3", "--", "go", "variables"]).succeeds();
    [proxies(shim.stdout.clone()), proxies(exec.stdout.clone())]
}

#[test]
fn go_gets_it_only_where_that_is_asked_for() {
    let mut sandbox = home_with(&["1.22.3"]);
    without_variables(&mut sandbox);
    set(&sandbox, 1, "http=h:1;https=s:2", "localhost;*.corp;<local>");
    assert_eq!(arriving(&sandbox), ["", ""]);
    fs::write(sandbox.gv_home().join("config.toml"), "[network]\nsystem_proxy = \"go-too\"\n").unwrap();
    let told = "HTTPS_PROXY=http://s:2 HTTP_PROXY=http://h:1 NO_PROXY=localhost,.corp";
    assert_eq!(arriving(&sandbox), [told, told]);
    sandbox.set("HTTPS_PROXY", "http://mine:3");
    assert_eq!(arriving(&sandbox), ["HTTPS_PROXY=http://mine:3"; 2], "what the environment names wins");
    sandbox.unset("HTTPS_PROXY");
    set(&sandbox, 0, "h:1", "");
    assert_eq!(arriving(&sandbox), ["", ""], "a proxy that is switched off is none");
}

#[test]
fn gv_itself_goes_through_it() {
    let mut sandbox = Sandbox::new();
    without_variables(&mut sandbox);
    let origin = Origin::of(&["1.22.3"]);
    // The authority is on loopback and has no archives; the mirror is a host that only the proxy knows.
    let authority = Server::start().serve("/dl/", Reply::bytes(origin.index()));
    let mut there = Server::start();
    for (name, bytes) in origin.files() {
        // A proxy is asked for whole addresses.
        there = there.serve(&format!("http://go.corp.example/dl/{name}"), Reply::bytes(bytes));
    }
    sandbox.set("GV_ORIGIN", authority.url("/dl")).set("GV_MIRRORS", "http://go.corp.example/dl");
    let address = there.url("");
    set(&sandbox, 0, address.trim_start_matches("http://"), "<local>");
    sandbox.gv(["install", "1.22.3"]).fails_with(3);
    set(&sandbox, 1, address.trim_start_matches("http://"), "<local>");
    fs::write(sandbox.gv_home().join("config.toml"), "[network]\nsystem_proxy = \"ignore\"\n").unwrap();
    sandbox.gv(["install", "1.22.3"]).fails_with(3);
    assert_eq!(there.requests().len(), 0);
    fs::remove_file(sandbox.gv_home().join("config.toml")).unwrap();
    sandbox.gv(["install", "1.22.3"]).succeeds();
    assert!(!there.requests().is_empty());
}

#[test]
fn a_setting_of_another_kind_is_told_as_it_is() {
    let sandbox = Sandbox::new();
    let path = sandbox.internet_settings_key();
    let key = Key { hive: Hive::User, path: &path };
    assert_eq!(proxy::settings(&path), proxy::Settings::default());
    registry::write(key, "AutoConfigURL", &Value::text(TEXT, "http://wpad.corp.example/proxy.pac")).unwrap();
    registry::write(key, "ProxyEnable", &Value::text(TEXT, "1")).unwrap();
    let settings = proxy::settings(&path);
    assert_eq!(settings.script.as_deref(), Some("http://wpad.corp.example/proxy.pac"));
    assert!(!settings.enabled && settings.server.is_empty());
}

/// A script of the network's administrator, asked as the system does.
#[test]
fn a_script_has_its_say() {
    let script =
        "function FindProxyForURL(url, host) { return host == 'go.dev' ? 'PROXY p.corp:3128' : 'DIRECT'; }";
    let server = Server::start().serve(
        "/proxy.pac",
        Reply::bytes(script).header("Content-Type", "application/x-ns-proxy-autoconfig"),
    );
    let says = |url: &str| proxy::by_script(&server.url("/proxy.pac"), url).map(|named| named.server);
    assert_eq!(says("https://go.dev/dl/").as_deref(), Some("p.corp:3128"));
    assert_eq!(says("https://example.com/"), None);
    assert_eq!(proxy::by_script(&Server::closed(), "https://go.dev/"), None);
    // Whatever this machine's services use: the question has an answer.
    let _ = proxy::of_services();
}

/// What `netsh winhttp set proxy` writes; gone, or as it was, when this is dropped.
struct OfServices(Option<Value>);

impl OfServices {
    const KEY: Key<'_> = Key {
        hive: Hive::Machine,
        path: r"Software\Microsoft\Windows\CurrentVersion\Internet Settings\Connections",
    };
    const NAME: &'static str = "WinHttpSettings";

    /// A head of three numbers, the last of which says that a proxy is named; then two texts with their lengths.
    fn set(server: &str, exceptions: &str) -> Self {
        let before = registry::read(Self::KEY, Self::NAME).unwrap();
        let mut bytes: Vec<u8> = [0x18_u32, 0, 2].iter().flat_map(|number| number.to_le_bytes()).collect();
        for text in [server, exceptions] {
            bytes.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
            bytes.extend(text.as_bytes());
        }
        registry::write(Self::KEY, Self::NAME, &Value { kind: 3, bytes }).unwrap();
        Self(before)
    }
}

impl Drop for OfServices {
    fn drop(&mut self) {
        let _ = match &self.0 {
            Some(before) => registry::write(Self::KEY, Self::NAME, before),
            None => registry::remove(Self::KEY, Self::NAME),
        };
    }
}

/// The services' proxy is the machine's, and no other key can stand in for it. No other test here looks at it.
#[test]
fn a_proxy_of_services_is_told_where_the_user_has_none() {
    if !is_wine() {
        return skipped(
            "nobody's machine is set to another proxy for a test: only that of a throw-away Wine",
        );
    }
    let mut sandbox = home_with(&["1.22.3"]);
    without_variables(&mut sandbox);
    let found = |sandbox: &Sandbox| {
        let findings = sandbox.gv(["doctor", "proxy", "--json"]).json()["findings"].clone();
        let told = findings.as_array().unwrap().iter();
        told.map(|it| [it["id"].clone(), it["evidence"].clone()]).collect::<Vec<_>>()
    };
    assert_eq!(found(&sandbox), [[""; 2]; 0]);
    let of_services = OfServices::set("http=u:s3cret@p.corp:3128", "<local>;*.corp");
    let named = Named { server: "http=u:s3cret@p.corp:3128".into(), exceptions: "<local>;*.corp".into() };
    assert_eq!(proxy::of_services(), Some(named));
    assert_eq!(found(&sandbox), [["system_proxy_of_services", "p.corp:3128"]]);
    // Neither gv nor go uses it.
    assert_eq!(arriving(&sandbox), ["", ""]);
    set(&sandbox, 1, "mine.corp:8080", "");
    assert_eq!(found(&sandbox), [["system_proxy_unused", "http://mine.corp:8080"]]);
    sandbox.set("HTTPS_PROXY", "http://mine:3");
    assert_eq!(found(&sandbox), [[""; 2]; 0]);
    drop(of_services);
    assert_eq!(proxy::of_services(), None);
}

#[test]
fn what_a_new_terminal_would_get_is_known() {
    let sandbox = Sandbox::new();
    let path = sandbox.environment_key();
    let key = Key { hive: Hive::User, path: &path };
    registry::write(key, "GOPROXY", &Value::text(TEXT, "https://goproxy.cn,direct")).unwrap();
    let stored = variables::stored("GOPROXY", key);
    assert_eq!(stored.effective("GOPROXY").as_deref(), Some("https://goproxy.cn,direct"));
    let system = variables::stored("SystemRoot", registry::MACHINE_ENVIRONMENT);
    assert_eq!(variables::stored("NOT_SET_ANYWHERE", key).effective("NOT_SET_ANYWHERE"), None);
    assert!(variables::stored("PATH", key).machine.is_some(), "{system:?}");
}
