//! What is typed, and how the answer looks.

use super::stage::Stage;
use crate::support::Sandbox;

#[test]
fn a_healthy_machine_is_told_in_a_few_lines() {
    let stage = Stage::up_to_date();
    let run = stage.sandbox.gv(["doctor"]).succeeds().says("✓ no problem found (checks: 17");
    run.prints_exactly(snapbox::str![[r"
✓ gv           disk setup toolchains current shims leftovers security
✓ PATH         go managers bin
✓ environment  variables
✓ directory    directory
✓ settings     settings
✓ tools        compiler git ide
✓ proxy        proxy

"]]);
    stage.sandbox.gv(["-q", "doctor"]).succeeds().says_exactly("");
}

#[test]
fn a_healthy_machine_is_told_in_chinese() {
    let stage = Stage::up_to_date();
    let run = stage.sandbox.with("GV_LANG", "zh").gv(["doctor"]).succeeds();
    run.says("✓ 未发现问题（17 项检查").prints_exactly(snapbox::str![[r"
✓ gv 自身   disk setup toolchains current shims leftovers security
✓ PATH      go managers bin
✓ 环境变量  variables
✓ 当前目录  directory
✓ 模块设置  settings
✓ 外部程序  compiler git ide
✓ 代理      proxy

"]]);
}

#[test]
#[cfg(unix)]
fn a_finding_is_told_with_its_evidence_and_its_fix() {
    let mut stage = Stage::up_to_date();
    std::fs::remove_file(stage.gv("shims/gofmt")).unwrap();
    stage.set("GOFLAGS", "mod=mod");
    let run = stage.sandbox.gv(["doctor"]).fails_with(1).says("! problems: 2");
    run.says("gv doctor --fix repairs 1 of these").prints_exactly(snapbox::str![[r#"
✗ gv           disk setup toolchains current ✗shims leftovers security
✓ PATH         go managers bin
✗ environment  ✗variables
✓ directory    directory
✓ settings     settings
✓ tools        compiler git ide
✓ proxy        proxy

✗ shims are missing in ~/.gv/shims [shims_missing]
    gofmt
  fix: gv setup

✗ GOFLAGS contains "mod=mod", which is not a flag: every go command fails [goflags_invalid]
    GOFLAGS=mod=mod
  fix: unset GOFLAGS

"#]]);
}

#[test]
fn only_what_is_named_is_checked() {
    let mut stage = Stage::up_to_date();
    stage.set("GOFLAGS", "mod=mod");
    let checks = |words: &[&str]| {
        let run = stage.sandbox.gv([&["doctor", "--json"], words].concat());
        let checks = run.json()["checks"].as_array().unwrap().clone();
        checks.iter().map(|check| check["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(checks(&["git"]), ["git"]);
    assert_eq!(checks(&["tools", "path", "git"]), ["go", "managers", "bin", "compiler", "git", "ide"]);
    stage.sandbox.gv(["doctor", "tools"]).succeeds();
    stage.sandbox.gv(["doctor", "environment"]).fails_with(1);
    stage.sandbox.gv(["doctor", "nonsense"]).fails_with(2).says("variables");
    stage.sandbox.gv(["doctor", "--list", "--fix"]).fails_with(2);
}

#[test]
fn the_checks_are_listed() {
    let stage = Stage::up_to_date();
    let json = stage.doctor().json();
    let list = stage.sandbox.gv(["doctor", "--list", "--json"]).succeeds().json();
    let ids = |json: &serde_json::Value| {
        let checks = json["checks"].as_array().unwrap().clone();
        checks.iter().map(|check| check["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&list), ids(&json));
    let docs = include_str!("../../../docs/doctor.md");
    for id in ids(&list) {
        stage.sandbox.gv(["doctor", "--list"]).succeeds().prints(&id);
        assert!(docs.contains(&format!("`{id}`")), "{id}");
    }
}

#[test]
fn json_has_the_keys_that_are_promised() {
    let mut stage = Stage::up_to_date();
    stage.set("GOFLAGS", "mod=mod");
    let json = stage.doctor().json();
    assert_eq!(json["schema_version"], 1);
    for check in json["checks"].as_array().unwrap() {
        for key in ["id", "layer", "target", "status"] {
            assert!(check[key].is_string(), "{check}");
        }
        assert!(check["millis"].is_number(), "{check}");
    }
    let finding = &json["findings"][0];
    for key in ["id", "check", "layer", "level", "target", "summary", "evidence", "confidence"] {
        assert!(finding[key].is_string(), "{finding}");
    }
    assert!(finding["fix"]["text"].is_null() && finding["fix"]["command"].is_string(), "{finding}");
    assert_eq!(json["fixed"], serde_json::json!([]));
}

#[test]
fn looking_makes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.gv(["doctor"]).fails_with(1).prints("not_set_up");
    assert!(!sandbox.gv_home().exists());
}
