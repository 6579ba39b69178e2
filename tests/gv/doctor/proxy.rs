//! The proxy variables.

use super::stage::Stage;

#[test]
fn a_proxy_is_named_where_go_does_not_look() {
    let mut stage = Stage::healthy();
    stage.sandbox.unset("HTTPS_PROXY").unset("HTTP_PROXY");
    stage.is_well();
    stage.set("ALL_PROXY", "socks5://user:s3cret@127.0.0.1:1080");
    let run = stage.doctor();
    assert!(!run.stdout.contains("s3cret"), "{run}");
    let finding = stage.has_only("proxy_not_adopted", "warning");
    if cfg!(unix) {
        assert_eq!(finding["fix"]["command"], "export HTTPS_PROXY=\"$ALL_PROXY\"");
    }
    stage.sandbox.unset("ALL_PROXY").set("HTTP_PROXY", "http://127.0.0.1:1");
    let finding = stage.has_only("proxy_not_adopted", "warning");
    assert_eq!(finding["target"], "HTTP_PROXY");
}

#[test]
fn a_proxy_variable_is_malformed() {
    let mut stage = Stage::healthy();
    for (value, why) in [
        ("\"http://127.0.0.1:7890\"", "quotes"),
        ("“http://127.0.0.1:7890”", "quotes"),
        (" http://127.0.0.1:7890", "blank"),
        ("socks4://127.0.0.1:7890", "scheme"),
        ("http://user:s3cret@", "host"),
        ("http://h:port", "port"),
    ] {
        stage.set("HTTPS_PROXY", value);
        let finding = stage.has_only("proxy_malformed", "error");
        assert!(finding["evidence"].as_str().unwrap().contains(why), "{value}: {finding}");
        assert!(!finding.to_string().contains("s3cret"), "{finding}");
    }
}

#[test]
fn a_proxy_on_this_machine_is_spoken_to_over_tls() {
    let mut stage = Stage::healthy();
    stage.set("HTTPS_PROXY", "https://user:s3cret@127.0.0.1:7890");
    let finding = stage.has_only("proxy_scheme", "warning");
    assert!(finding["fix"]["text"].as_str().unwrap().ends_with("http://127.0.0.1:7890"), "{finding}");
    stage.set("HTTPS_PROXY", "https://proxy.corp.example:3129");
    stage.is_well();
}

#[test]
#[cfg(unix)]
fn the_two_spellings_differ() {
    let mut stage = Stage::healthy();
    stage.set("https_proxy", "http://127.0.0.1:2");
    stage.has_only("proxy_case_differs", "warning");
    stage.set("HTTPS_PROXY", "http://127.0.0.1:2");
    stage.is_well();
}

#[test]
fn no_proxy_keeps_gos_own_hosts_from_the_proxy() {
    let mut stage = Stage::healthy();
    for (list, entry) in [("*", "*"), ("localhost, .golang.org", ".golang.org"), ("go.dev", "go.dev")] {
        stage.set("NO_PROXY", list);
        let finding = stage.has_only("proxy_bypassed", "warning");
        assert_eq!(finding["evidence"], format!("NO_PROXY: {entry}"));
    }
    stage.set("NO_PROXY", "localhost,127.0.0.1,10.0.0.0/8,.corp.example,*.corp.example");
    stage.is_well();
}

#[test]
fn no_proxy_holds_what_go_ignores() {
    let mut stage = Stage::healthy();
    for list in ["localhost;127.0.0.1", "localhost,192.168.*", "https://corp.example"] {
        stage.set("NO_PROXY", list);
        stage.has_only("no_proxy_ignored", "warning");
    }
}
