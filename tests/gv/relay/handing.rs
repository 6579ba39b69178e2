//! Switching the relay on and off, and who uses it.

use super::proxy::{Proxy, Script};
use super::stage::{ANSWER, Relay, target};
#[cfg(unix)]
use crate::support::executable;
use crate::support::sandbox::Sandbox;
use std::fs;

const RULE: &str = "[[relay.rule]]\nhosts = '127.0.0.1'\nvia = ['direct']\n";

/// What a program sees that gv starts.
#[cfg(unix)]
fn seen(sandbox: &Sandbox, args: &[&str]) -> String {
    sandbox.gv([&["exec", "1.22.3", "--", "env"], args].concat()).succeeds().lines().join("\n")
}

#[test]
fn a_second_one_finds_the_first_and_off_takes_all_back() {
    let mut relay = Relay::with(RULE);
    let (port, secret) = (relay.port, relay.secret.clone());
    relay.sandbox.gv(["relay", "on"]).succeeds().says("is already on");
    relay.look();
    assert_eq!((port, &secret), (relay.port, &relay.secret));
    relay.sandbox.gv(["relay", "run"]).fails_with(1).says("already runs at").says("gv relay status");
    relay.sandbox.gv(["relay", "off"]).succeeds().says("the relay is off");
    assert_eq!(relay.sandbox.names_in("state/relay"), Vec::<String>::new());
    relay.sandbox.gv(["relay", "off"]).succeeds().says("is already off");
    relay.sandbox.gv(["relay", "status"]).succeeds().prints("off").says("gv relay on");
    relay.sandbox.gv(["relay", "login"]).fails_with(1).says("the relay is not running");
    relay.sandbox.gv(["relay", "on"]).succeeds();
    relay.look();
    assert_ne!(secret, relay.secret, "the secret is new at each start");
}

#[test]
fn a_relay_that_is_on_can_be_undone_and_ends_with_gv() {
    let relay = Relay::with(RULE);
    let undo = || relay.sandbox.gv(["undo", "--json"]).succeeds().json()["changes"].clone();
    assert_eq!((&undo()[0]["id"], &undo()[0]["kind"]), (&"relay".into(), &"relay".into()));
    relay.sandbox.gv(["undo", "relay", "--yes"]).succeeds().says("undone: the relay");
    relay.sandbox.gv(["relay", "status"]).succeeds().prints("off");
    assert_eq!(undo(), serde_json::json!([]));
    relay.sandbox.gv(["setup", "--no-modify-path"]).succeeds();
    relay.sandbox.gv(["relay", "on"]).succeeds();
    relay.sandbox.gv(["self", "uninstall", "--yes"]).succeeds().says("the relay is off");
    assert!(!relay.sandbox.gv_home().join("state").exists());
}

#[test]
fn other_settings_take_its_place_at_the_same_port() {
    let mut relay = Relay::with("");
    let port = relay.port;
    assert!(relay.tunnel(target()).1.starts_with("HTTP/1.1 403"));
    fs::write(relay.sandbox.gv_home().join("config.toml"), RULE).unwrap();
    relay.sandbox.gv(["relay", "on"]).succeeds();
    relay.look();
    assert_eq!(port, relay.port);
    assert_eq!(relay.spoken(target()), Ok(ANSWER.to_vec()));
    fs::write(relay.sandbox.gv_home().join("config.toml"), "[relay]\nuse = 'off'\n").unwrap();
    relay.sandbox.gv(["relay", "on"]).fails_with(1).says("use = \"off\"");
}

#[test]
#[cfg(unix)]
fn what_gv_starts_uses_it_unless_the_environment_names_another() {
    let proxy = Proxy::new(Script::Good);
    let mut sandbox = Sandbox::new();
    let address = format!("http://u:p@{}", proxy.address);
    sandbox.unset("HTTP_PROXY").unset("ALL_PROXY").set("HTTPS_PROXY", &address).set("NO_PROXY", ".corp");
    sandbox.place_toolchain("1.22.3");
    let mut relay = Relay::of(sandbox, "");
    let own = format!("http://gv:{}@127.0.0.1:{}", relay.secret, relay.port);
    let vars = seen(&relay.sandbox, &[]);
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"] {
        assert!(vars.contains(&format!("{name}={own}")), "{name} in {vars}");
    }
    assert!(vars.contains("NO_PROXY=.corp,localhost,127.0.0.1,::1"), "{vars}");
    // A gv below it sees what the user has set.
    let gv = env!("CARGO_BIN_EXE_gv");
    let inner = seen(&relay.sandbox, &[gv, "relay", "env", "bash", "--unset"]);
    assert!(inner.contains(&address) && inner.contains("unset HTTP_PROXY"), "{inner}");
    relay.sandbox.set("HTTPS_PROXY", "http://127.0.0.1:9");
    assert!(seen(&relay.sandbox, &[]).contains("HTTPS_PROXY=http://127.0.0.1:9"));
    relay.sandbox.set("HTTPS_PROXY", &address);
    relay.sandbox.gv(["relay", "off"]).succeeds();
    assert!(seen(&relay.sandbox, &[]).contains(&format!("HTTPS_PROXY={address}")));
}

#[test]
#[cfg(unix)]
fn one_that_was_killed_starts_again_at_the_same_port() {
    let mut relay = Relay::with(RULE);
    relay.sandbox.place_toolchain("1.22.3");
    fs::create_dir_all(relay.sandbox.gv_home().join("bin")).unwrap();
    executable::copy(env!("CARGO_BIN_EXE_gv"), &relay.sandbox.gv_home().join("bin/gv"));
    let (port, secret) = (relay.port, relay.secret.clone());
    let status = relay.sandbox.gv(["relay", "status", "--json"]).succeeds().json();
    let process = i32::try_from(status["process"].as_i64().unwrap()).unwrap();
    nix::sys::signal::kill(nix::unistd::Pid::from_raw(process), nix::sys::signal::Signal::SIGKILL).unwrap();
    relay.sandbox.gv(["relay", "status"]).succeeds().prints("on, not running");
    let vars = seen(&relay.sandbox, &[]);
    relay.look();
    assert_eq!(port, relay.port);
    assert_ne!(secret, relay.secret);
    assert!(vars.contains(&format!("HTTPS_PROXY=http://gv:{}@127.0.0.1:{port}", relay.secret)), "{vars}");
}

#[test]
#[cfg(unix)]
fn one_that_does_not_start_is_said_and_gone_without() {
    let sandbox = Sandbox::new();
    sandbox.place_toolchain("1.22.3");
    fs::create_dir_all(sandbox.gv_home().join("state/relay")).unwrap();
    let order = r#"{"port": 1, "upstreams": ["127.0.0.1:1"], "environment": []}"#;
    fs::write(sandbox.gv_home().join("state/relay/on.json"), order).unwrap();
    let bad = "[[relay.rule]]\nhosts = '*'\nvia = ['x']\n";
    fs::write(sandbox.gv_home().join("config.toml"), bad).unwrap();
    fs::create_dir_all(sandbox.gv_home().join("bin")).unwrap();
    executable::copy(env!("CARGO_BIN_EXE_gv"), &sandbox.gv_home().join("bin/gv"));
    let run =
        sandbox.gv(["exec", "1.22.3", "--", "env"]).succeeds().says("the relay is on, but does not start");
    assert!(run.lines().contains(&"HTTPS_PROXY=http://127.0.0.1:1"));
}

#[test]
fn gvs_own_downloads_go_through_it() {
    let proxy = Proxy::new(Script::Status(403));
    let mut sandbox = Sandbox::new();
    sandbox.unset("HTTP_PROXY").unset("HTTPS_PROXY").unset("ALL_PROXY").unset("NO_PROXY");
    sandbox.set("GV_ORIGIN", "https://go.invalid/dl");
    let relay = Relay::of(sandbox, &proxy.upstream("p", ""));
    relay.sandbox.gv(["ls-remote"]).fails_with(3).does_not_say(&relay.secret);
    assert!(proxy.asked() > 0);
    let log = relay.log();
    assert!(log.iter().any(|line| line["target"] == "go.invalid:443"), "{log:?}");
}

#[test]
fn mistakes_in_the_settings_are_said() {
    let sandbox = Sandbox::new();
    for (settings, told) in [
        ("[[relay.upstream]]\nname = 'a'\nurl = 'ftp://x'\n", "url is http://HOST:PORT"),
        ("[[relay.rule]]\nhosts = '*'\nvia = ['x']\n", "no relay upstream \"x\""),
        ("[[relay.rule]]\nhosts = 'a/b'\nvia = ['direct']\n", "not a pattern over host names"),
        ("[relay]\nidle = 3\n", "unknown field"),
    ] {
        fs::create_dir_all(sandbox.gv_home()).unwrap();
        fs::write(sandbox.gv_home().join("config.toml"), settings).unwrap();
        sandbox.gv(["relay", "on"]).says(told);
    }
}

#[test]
fn another_password_in_the_settings_takes_its_place() {
    let proxy = Proxy::new(Script::Wants("Basic realm=x", "YW5uOnNlY3JldA=="));
    let settings = |password: &str| {
        proxy.upstream("p", "").replace("http://", &format!("http://ann:{password}@"))
            + "[[relay.rule]]\nhosts = '127.0.0.1'\nvia = ['p']\n"
    };
    let mut relay = Relay::with(&settings("wrong"));
    assert!(relay.tunnel(target()).1.contains("it refused the login"));
    fs::write(relay.sandbox.gv_home().join("config.toml"), settings("secret")).unwrap();
    relay.sandbox.gv(["relay", "on"]).succeeds().does_not_say("already");
    relay.look();
    assert_eq!(relay.spoken(target()), Ok(ANSWER.to_vec()));
}
