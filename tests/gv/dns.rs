//! `gv dns` through the program: what asks nobody.

use crate::support::Sandbox;

#[test]
fn hosts_that_a_proxy_is_gone_through_for_need_nothing() {
    let sandbox = Sandbox::new();
    let run = sandbox.gv(["dns", "fix", "--hosts", "go.dev", "proxy.golang.org"]).succeeds();
    run.says("go.dev: go goes through the proxy of HTTPS_PROXY")
        .says("nothing to do here")
        .prints_exactly("");
}

#[test]
fn mistakes_are_told() {
    let sandbox = Sandbox::new();
    sandbox.gv(["dns", "fix", "go.dev"]).fails_with(2).says("--hosts");
    sandbox.gv(["dns", "fix", "--hosts", "--dnsmasq"]).fails_with(2);
    for host in ["1.2.3.4", "http://go.dev", "go.dev 1.2.3.4"] {
        sandbox.gv(["dns", "fix", "--hosts", host]).fails_with(2).says("is not the name of a host with TLS");
    }
    let offline = sandbox.with("GV_OFFLINE", "1").gv(["dns", "fix", "--hosts"]).succeeds();
    offline.says("nothing was tested").prints_exactly("");
}

const BLOCK: &str =
    "# >>> gv dns >>>\r\n# then: every address below passed.\r\n192.0.2.7 go.dev\r\n# <<< gv dns <<<\r\n";

#[test]
fn a_block_is_taken_out_and_nothing_else() {
    let sandbox = Sandbox::new();
    let before = "127.0.0.1 localhost\r\n\r\n# mine \r\n";
    let file = sandbox.file("hosts", [before, BLOCK, "x"].concat());
    let unfix = ["dns", "unfix", "--hosts", "--file", "hosts"];
    sandbox
        .gv(unfix)
        .fails_with(2)
        .says("- 192.0.2.7 go.dev")
        .says("gv dns unfix --hosts --file hosts --yes");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), [before, BLOCK, "x"].concat(), "nobody agreed");
    // It asks nobody on the network.
    let place = sandbox.with("GV_OFFLINE", "1");
    place.gv(["dns", "unfix", "--hosts", "--file", "hosts", "--yes"]).succeeds().prints_exactly("");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), [before, "x"].concat());
    sandbox.gv(unfix).succeeds().says("has no gv dns block");
    sandbox.gv(["dns", "unfix", "--dnsmasq", "--file", "none/gv.conf"]).succeeds();
}

#[test]
fn a_damaged_block_is_left_alone() {
    let sandbox = Sandbox::new();
    let file = sandbox.file("hosts", "a\n# >>> gv dns >>>\nb\n");
    let unfix = ["dns", "unfix", "--hosts", "--file", "hosts", "--yes"];
    sandbox.gv(unfix).fails_with(1).says(":2: # >>> gv dns >>>").says("\n  open the file and remove");
    assert_eq!(std::fs::read(file).unwrap(), b"a\n# >>> gv dns >>>\nb\n");
}

#[test]
fn a_check_leaves_out_what_a_proxy_looks_up() {
    let sandbox = Sandbox::new();
    for args in [&["dns"][..], &["dns", "check"], &["dns", "check", "go.dev"]] {
        sandbox.gv(args.iter().copied()).succeeds().says("go.dev: go goes through").prints_exactly("");
    }
    sandbox.gv(["dns", "check", "10.0.0.1"]).fails_with(2).says("is not the name of a host");
}

#[test]
fn scripts_hear_what_is_left_out() {
    let sandbox = Sandbox::new();
    let left_out = serde_json::json!([{ "host": "go.dev", "reason": "proxy", "variable": "HTTPS_PROXY" }]);
    let json = sandbox.gv(["dns", "check", "--json", "go.dev"]).succeeds().json();
    assert_eq!(json, serde_json::json!({ "schema_version": 1, "hosts": [], "left_out": left_out }));
    let json = sandbox.gv(["dns", "fix", "--hosts", "--file", "hosts", "--json", "go.dev"]).succeeds().json();
    assert_eq!((&json["schema_version"], &json["kind"]), (&1.into(), &"hosts".into()));
    assert_eq!((&json["block"], &json["left_out"]), (&serde_json::Value::Null, &left_out));
    for key in ["lines", "failed", "shadows"] {
        assert_eq!(json[key], serde_json::json!([]), "{json}");
    }
    assert!(json["file"].as_str().unwrap().ends_with("hosts"), "{json}");
    sandbox.gv(["dns", "fix", "--hosts", "--json", "--apply"]).fails_with(2);
}
