//! `gv env [show]` and `gv env why`.

use super::{has, stage};
use crate::support::Sandbox;
use serde_json::Value;

fn setting(json: &Value, key: &str) -> Value {
    json["settings"].as_array().unwrap().iter().find(|row| row["key"] == key).cloned().unwrap_or_default()
}

fn layers(sandbox: &Sandbox) -> (String, String) {
    let user = sandbox.file("../user.env", "GOPROXY=direct\nGOFLAGS=-v\n").to_string_lossy().into_owned();
    (user, "GOPROXY=off\nGOPRIVATE=git.corp.example\n".to_owned())
}

#[test]
fn each_value_is_shown_with_its_layer_and_what_it_hides() {
    let mut sandbox = stage();
    let (user, project) = layers(&sandbox);
    sandbox.set("GOENV", user);
    has(&sandbox, &project);
    let json = sandbox.gv(["env", "--json"]).succeeds().json();
    assert_eq!((&json["trusted"], &json["state"]), (&Value::Bool(false), &"untrusted".into()));
    assert_eq!(setting(&json, "GOPROXY")["layer"], "user");
    sandbox.gv(["env"]).succeeds().says("go.env is not trusted").prints("direct");
    sandbox.gv(["env", "trust"]).succeeds();
    let json = sandbox.with("GOSUMDB", "off").gv(["env", "show", "--json"]).succeeds().json();
    let goproxy = setting(&json, "GOPROXY");
    assert_eq!(
        (&goproxy["value"], &goproxy["layer"], &goproxy["line"]),
        (&"off".into(), &"project".into(), &1.into())
    );
    let below: Vec<_> =
        goproxy["shadowed"].as_array().unwrap().iter().map(|row| row["layer"].clone()).collect();
    assert_eq!(below, ["user", "goroot", "builtin"]);
    assert_eq!(setting(&json, "GOSUMDB")["layer"], "process");
    assert_eq!(setting(&json, "GOTOOLCHAIN")["layer"], "goroot");
    assert_eq!(setting(&json, "GOAUTH")["layer"], "builtin");
    let nosumdb = setting(&json, "GONOSUMDB");
    assert_eq!(
        (&nosumdb["value"], &nosumdb["inherited_from"]),
        (&"git.corp.example".into(), &"GOPRIVATE".into())
    );
    assert_eq!(setting(&json, "GOFLAGS"), Value::Null);
    let ids: Vec<_> = json["findings"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect();
    assert!(ids.contains(&"gosumdb-off".into()), "{ids:?}");
    let all = sandbox.gv(["env", "--all", "--json"]).succeeds().json();
    assert_eq!(setting(&all, "GOFLAGS")["value"], "-v");
    let page = sandbox.gv(["env", "show"]).succeeds().prints("go.env:1");
    page.prints("project").prints("(direct)").prints("user.env:1").prints("GOPRIVATE project");
    sandbox.with("GV_LANG", "zh").gv(["env"]).succeeds().prints("项目").prints("Go 默认值");
}

#[test]
fn why_tells_who_wins_and_where_each_stands() {
    let mut sandbox = stage();
    let (user, project) = layers(&sandbox);
    sandbox.set("GOENV", user);
    has(&sandbox, &project);
    let run = sandbox.gv(["env", "why", "GOPROXY"]).succeeds();
    run.prints("GOPROXY=off").prints("go.env:1").prints("not trusted").says("gv env trust");
    sandbox.gv(["env", "trust"]).succeeds();
    let json = sandbox.gv(["env", "why", "goproxy", "--json"]).succeeds().json();
    let rows: Vec<_> = json["layers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["layer"].clone(), row["state"].clone()))
        .collect();
    let row = |layer: &str, state: &str| (layer.into(), state.into());
    let expected = [
        row("project", "decides"),
        row("user", "overruled"),
        row("goroot", "overruled"),
        row("builtin", "overruled"),
    ];
    assert_eq!(rows, expected);
    sandbox
        .gv(["env", "why", "GONOPROXY"])
        .succeeds()
        .prints("→ project")
        .prints("GOPRIVATE=git.corp.example");
    sandbox.gv(["env", "why", "GOINSECURE"]).succeeds().says("GOINSECURE is not set");
    sandbox.gv(["env", "why", "GOPROXI"]).fails_with(2).says("not a setting of the go command");
}

#[test]
fn no_password_is_shown() {
    let sandbox = stage();
    let at = || sandbox.with("GOPROXY", "https://me:s3cret@p.example,direct");
    for args in
        [&["env"][..], &["env", "--json"], &["env", "why", "GOPROXY"], &["env", "why", "GOPROXY", "--json"]]
    {
        let run = at().gv(args).succeeds().does_not_print("s3cret").does_not_say("s3cret");
        run.prints("https://***@p.example");
    }
}

#[test]
fn what_a_hook_of_the_shell_has_set_is_the_projects() {
    let sandbox = stage();
    sandbox.gv(["env", "set", "GOPROXY=off"]).succeeds();
    let at = sandbox.with("GOPROXY", "off").with("GV_ENV_HELD", "GOPROXY=off");
    assert_eq!(setting(&at.gv(["env", "--json"]).json(), "GOPROXY")["layer"], "project");
}

#[test]
fn what_is_wrong_is_told_after_the_settings_and_to_scripts() {
    let sandbox = stage();
    sandbox.file("go.mod", "module m\n\ngo 1.20\n\nrequire git.acme.example/team/x v1.0.0\n");
    let run = sandbox.gv(["env", "show"]).succeeds().prints("GOPROXY").does_not_print("git.acme.example");
    run.says("look private").says("gv env set GOPRIVATE=git.acme.example");
    let json = sandbox.with("GOPROXY", "direct,x").gv(["env", "show", "--json"]).succeeds().json();
    let found: Vec<_> = json["findings"].as_array().unwrap().iter().collect();
    let ids: Vec<_> = found.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["goproxy-after-end", "private-uncovered"]);
    for row in &found {
        for key in ["id", "level", "key", "summary", "reason", "confidence", "fix"] {
            assert!(row[key].is_string(), "{row}");
        }
    }
    assert_eq!(found[1]["confidence"], "medium");
    sandbox.gv(["env", "set", "GOPRIVATE=git.acme.example"]).succeeds();
    let json = sandbox.gv(["env", "--json"]).succeeds().json();
    assert_eq!(json["findings"], serde_json::json!([]));
}

#[test]
fn a_route_follows_the_projects_settings() {
    let sandbox = stage();
    has(&sandbox, "GOPROXY=https://proxy.corp.example\n");
    sandbox.gv(["route", "golang.org/x/text"]).succeeds().does_not_print("corp.example").says("not trusted");
    sandbox.gv(["env", "trust"]).succeeds();
    sandbox.gv(["route", "golang.org/x/text"]).succeeds().prints("proxy.corp.example").says_exactly("");
    has(&sandbox, "GOPROXY=https://proxy.corp.example\n#\n");
    sandbox.gv(["route", "golang.org/x/text"]).succeeds().does_not_print("corp.example").says("not trusted");
}
