//! `gv ls`, `ls-remote`, `current`, `which`, `outdated`, and `gv` alone.

use crate::support::Sandbox;

#[test]
fn an_empty_home_is_told_how_to_begin() {
    let sandbox = Sandbox::new();
    sandbox.gv(["ls"]).succeeds().says("gv use latest").prints_exactly("");
    sandbox.gv([] as [&str; 0]).succeeds().prints("gv 0.").says("gv use latest");
    sandbox.gv(["current"]).fails_with(5).says("gv use latest");
    sandbox.gv(["ls", "--json"]).succeeds();
    assert!(!sandbox.gv_home().exists(), "looking makes nothing");
}

#[test]
fn ls_marks_the_default_and_what_is_used_here() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3", "1.22.12"]);
    sandbox.gv(["install", "1.21.13", "1.22.3", "1.22.12"]).succeeds();
    sandbox.gv(["use", "1.22.12"]).succeeds();
    sandbox.file("a/.go-version", "1.21.13\n");
    let run = sandbox.at("a").gv(["ls"]).succeeds();
    assert_eq!(run.lines()[0], "  go1.22.12  default");
    assert_eq!(run.lines()[1], "  go1.22.3");
    assert!(run.lines()[2].starts_with("* go1.21.13"), "{:?}", run.lines());
    let json = sandbox.at("a").gv(["ls", "--json"]).succeeds().json();
    assert_eq!(json["schema_version"], 1);
    let first = &json["toolchains"][0];
    assert_eq!(
        (&first["version"], &first["default"], &first["proof"]),
        (&"1.22.12".into(), &true.into(), &"index".into())
    );
    assert_eq!(json["toolchains"][2]["here"], true);
    assert!(first["imported_from"].is_null() && first["path"].as_str().is_some());
}

#[test]
fn half_a_toolchain_is_never_listed() {
    let sandbox = Sandbox::new();
    sandbox.place_toolchain("1.22.3");
    for stray in [".staging-go1.21.0/bin", ".trash-go1.20.1/bin", "something", "go1.x"] {
        std::fs::create_dir_all(sandbox.gv_home().join("versions").join(stray)).unwrap();
    }
    let run = sandbox.gv(["ls"]).succeeds();
    assert_eq!(run.lines().len(), 1, "{:?}", run.lines());
}

#[test]
fn ls_remote_shows_the_newest_of_each_minor_and_filters() {
    let sandbox = Sandbox::with_origin(&["1.21.12", "1.21.13", "1.22.3", "1.23rc1"]);
    sandbox.gv(["install", "1.22.3"]).succeeds();
    let run = sandbox.gv(["ls-remote"]).succeeds();
    assert_eq!(run.lines(), ["1.23rc1", "1.22.3   installed", "1.21.13"]);
    let run = sandbox.gv(["lsr", "1.21"]).succeeds();
    assert_eq!(run.lines(), ["1.21.13", "1.21.12"]);
    assert_eq!(sandbox.gv(["search", "--all"]).succeeds().lines().len(), 4);
    sandbox.gv(["ls-remote", "1.99"]).fails_with(5);
    let json = sandbox.gv(["ls-remote", "--json"]).succeeds().json();
    assert_eq!(json["releases"][0]["version"], "1.23rc1");
    assert_eq!(json["releases"][0]["stable"], false);
    assert_eq!(json["releases"][1]["installed"], true);
}

#[test]
fn the_built_in_manifest_answers_where_nobody_else_does() {
    let sandbox = Sandbox::new();
    sandbox.gv(["ls-remote", "1.22"]).succeeds().prints("1.22.12").says("manifest");
    sandbox.with("GV_OFFLINE", "1").gv(["ls-remote", "1.5"]).succeeds().prints("1.5.3");
}

#[test]
fn current_names_the_file_and_the_line() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    let json = sandbox.gv(["current", "--json"]).succeeds().json();
    assert_eq!(json["source"], "default");
    assert!(json["file"].is_null());
    sandbox.file("a/.tool-versions", "# tools\r\nnodejs 20\r\ngolang 1.21.13\r\n");
    let json = sandbox.at("a").gv(["current", "--json"]).succeeds().json();
    assert_eq!(
        (&json["source"], &json["line"], &json["installed"]),
        (&"pin".into(), &3.into(), &false.into())
    );
    sandbox.at("a").gv(["current"]).succeeds().prints("1.21.13");
    let json = sandbox.at("a").with("GV_VERSION", "1.22").gv(["current", "--json"]).succeeds().json();
    assert_eq!(
        (&json["source"], &json["version"], &json["asked"]),
        (&"env".into(), &"1.22.3".into(), &"1.22".into())
    );
    sandbox.file("b/go.work", "go 1.23\n");
    let json = sandbox.at("b").gv(["current", "--json"]).succeeds().json();
    assert_eq!((&json["source"], &json["version"]), (&"go.work".into(), &"1.23".into()));
}

#[test]
fn which_prints_the_path_of_a_tool() {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    let run = sandbox.gv(["which"]).succeeds();
    assert!(std::path::Path::new(run.lines()[0]).is_file());
    sandbox.gv(["which", "gofmt"]).succeeds().prints("gofmt");
    sandbox.gv(["which", "nothing"]).fails_with(5).says("nothing");
}

#[test]
fn outdated_and_upgrade_follow_the_minor() {
    let sandbox = Sandbox::with_origin(&["1.21.12", "1.21.13", "1.22.3", "1.22.12", "1.23.0"]);
    sandbox.gv(["install", "1.21.12"]).succeeds();
    sandbox.gv(["use", "1.22.3"]).succeeds();
    let run = sandbox.gv(["outdated"]).succeeds();
    assert_eq!(run.lines(), ["go1.22.3   → go1.22.12  default", "go1.21.12  → go1.21.13"]);
    let json = sandbox.gv(["outdated", "--json"]).succeeds().json();
    assert_eq!(json["outdated"][1]["newest"], "1.21.13");
    sandbox.gv(["upgrade", "1.22"]).succeeds().says("default is now go1.22.12 (was go1.22.3)");
    assert_eq!(sandbox.gv(["outdated"]).succeeds().lines(), ["go1.21.12  → go1.21.13"]);
    sandbox.gv(["upgrade"]).succeeds().says("go1.21.13 installed");
    sandbox.gv(["upgrade"]).succeeds().says("every minor has its newest patch");
    sandbox.gv(["prune", "--dry-run"]).succeeds().says("go1.22.3").says("go1.21.12");
    sandbox.gv(["prune"]).fails_with(2).says("gv prune --yes");
    sandbox.gv(["prune", "--yes"]).succeeds();
    let left = sandbox.gv(["ls", "--json"]).succeeds().json();
    let left: Vec<_> = left["toolchains"].as_array().unwrap().iter().map(|t| t["version"].clone()).collect();
    assert_eq!(left, ["1.22.12", "1.21.13"]);
}
