//! What Windows keeps for every program of the user: variables, and a proxy.

use super::stage::Stage;
use gv::system::registry::{self, EXPANDABLE, Hive, Key, NUMBER, TEXT, Value};

fn store(stage: &Stage, name: &str, kind: u32, text: &str) {
    let path = stage.sandbox.environment_key();
    registry::write(Key { hive: Hive::User, path: &path }, name, &Value::text(kind, text)).unwrap();
}

fn set_proxy(stage: &Stage, name: &str, value: &Value) {
    let path = stage.sandbox.internet_settings_key();
    registry::write(Key { hive: Hive::User, path: &path }, name, value).unwrap();
}

/// A machine whose environment names no proxy.
fn without_variables() -> Stage {
    let mut stage = Stage::healthy();
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"] {
        stage.sandbox.unset(name);
    }
    stage
}

fn write_config(stage: &Stage, system_proxy: &str) {
    stage.write(".gv/config.toml", format!("[network]\nsystem_proxy = \"{system_proxy}\"\n"));
}

#[test]
fn a_terminal_is_older_than_a_setting() {
    let mut stage = Stage::healthy();
    store(&stage, "GOPRIVATE", TEXT, "s3cret.example");
    let finding = stage.has_only("terminal_older", "warning");
    assert_eq!(finding["target"], "GOPRIVATE");
    assert!(!finding.to_string().contains("s3cret"), "{finding}");
    stage.set("GOPRIVATE", "s3cret.example").is_well();
    stage.set("GOPRIVATE", "other.example");
    let finding = stage.has_only("terminal_differs", "info");
    assert!(!finding.to_string().contains("s3cret"), "{finding}");
    store(&stage, "GOPRIVATE", EXPANDABLE, "%HOSTS_OF_CORP%");
    stage.is_well();
    store(&stage, "GOPRIVATE", TEXT, " ");
    stage.set("GOPRIVATE", "").is_well();
}

#[test]
fn a_terminal_is_older_than_gv_setup() {
    let mut stage = Stage::healthy();
    let tools = stage.tools();
    stage.sandbox.only_path([tools]);
    let finding = stage.has_only("shims_not_on_path", "error");
    assert!(finding["fix"]["text"].as_str().unwrap().contains("open a new terminal"), "{finding}");
    store(&stage, "PATH", EXPANDABLE, r"C:\elsewhere");
    let finding = stage.has_only("shims_not_on_path", "error");
    assert_eq!(finding["fix"]["command"], "gv setup");
}

#[test]
fn the_system_has_a_proxy_that_go_does_not_use() {
    let stage = without_variables();
    set_proxy(&stage, "ProxyServer", &Value::text(TEXT, "http://u:s3cret@p.corp:3128"));
    stage.is_well();
    set_proxy(&stage, "ProxyEnable", &Value { kind: NUMBER, bytes: vec![1, 0, 0, 0] });
    let finding = stage.has_only("system_proxy_unused", "warning");
    assert!(finding["evidence"].as_str().unwrap().ends_with("p.corp:3128"), "{finding}");
    assert!(finding["fix"]["text"].as_str().unwrap().contains("system_proxy = \"go-too\""), "{finding}");
    assert!(!finding.to_string().contains("s3cret"), "{finding}");
    for settled in ["go-too", "ignore"] {
        write_config(&stage, settled);
        stage.is_well();
    }
    write_config(&stage, "gv");
    let mut stage = stage;
    stage.set("HTTPS_PROXY", "http://p.corp:3128").is_well();
}

#[test]
fn a_script_of_the_system_is_none_of_gos() {
    let stage = without_variables();
    set_proxy(&stage, "AutoConfigURL", &Value::text(TEXT, "http://wpad.corp.example/proxy.pac"));
    // Nor can gv hand it on.
    for wanted in ["gv", "go-too"] {
        write_config(&stage, wanted);
        let finding = stage.has_only("system_proxy_script", "warning");
        assert_eq!(finding["evidence"], "http://wpad.corp.example/proxy.pac");
    }
    write_config(&stage, "ignore");
    stage.is_well();
}
