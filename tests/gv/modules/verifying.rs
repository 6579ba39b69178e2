//! `gv verify`: an installed toolchain held against what was published.

use super::stage::{Stage, VERSION};
use crate::support::Sandbox;
use crate::support::database::Database;
use crate::support::server::Server;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

fn goroot(sandbox: &Sandbox) -> PathBuf {
    sandbox.gv_home().join("versions/go1.22.3")
}

fn verified(sandbox: &Sandbox, args: &[&str], code: i32) -> Value {
    let args: Vec<_> = ["verify", "--json"].iter().chain(args).collect();
    let run = sandbox.gv(args).fails_with(code);
    let json: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(json["schema_version"], 1);
    json["toolchains"].clone()
}

/// A toolchain that came from a proxy, and the proxy.
fn installed() -> (Stage, Server) {
    let mut stage = Stage::new();
    let proxy = stage.proxy();
    stage.install_from(&proxy.url("")).succeeds();
    (stage, proxy)
}

#[test]
fn an_untouched_toolchain_is_proven_by_its_files() {
    let (stage, proxy) = installed();
    let run = stage.sandbox.gv(["verify"]).succeeds();
    run.says_all(&[
        "go1.22.3 is as released",
        "the checksum database sum.test.example",
        "without api, doc, misc and test",
    ]);
    let row = &verified(&stage.sandbox, &["1.22"], 0)[0];
    assert_eq!((&row["ok"], &row["how"], &row["proof"]), (&true.into(), &"files".into(), &"database".into()));
    assert_eq!(proxy.asked_for(&stage.module.path("zip")).0, 1, "nothing was fetched again");
    stage.is_whole();
}

#[test]
fn every_file_that_differs_is_named() {
    let (stage, _proxy) = installed();
    let goroot = goroot(&stage.sandbox);
    fs::write(goroot.join("src/fmt/print.go"), "package fmt // evil\n").unwrap();
    fs::remove_file(goroot.join("LICENSE")).unwrap();
    fs::write(goroot.join("src/fmt/evil.go"), "package fmt\n").unwrap();
    // What a module leaves out is nobody's.
    fs::create_dir_all(goroot.join("test")).unwrap();
    fs::write(goroot.join("test/own.go"), "package main\n").unwrap();
    let run = stage.sandbox.gv(["verify", VERSION]).fails_with(4);
    run.says_all(&[
        "go1.22.3 is not as released",
        "changed: src/fmt/print.go",
        "missing: LICENSE",
        "added: src/fmt/evil.go",
        "try: gv uninstall --force 1.22.3",
    ])
    .does_not_say("own.go");
    let row = &verified(&stage.sandbox, &[VERSION], 4)[0];
    assert_eq!(row["ok"], false);
    assert_eq!(row["changed"], serde_json::json!(["src/fmt/print.go"]));
    assert_eq!(row["missing"], serde_json::json!(["LICENSE"]));
    assert_eq!(row["added"], serde_json::json!(["src/fmt/evil.go"]));
    assert_eq!(stage.sandbox.names_in("versions"), ["go1.22.3", "go1.22.3.json"], "the copy is gone again");
}

#[test]
fn a_program_that_was_swapped_for_a_link_differs() {
    let (stage, _proxy) = installed();
    let go = goroot(&stage.sandbox).join(format!("bin/gofmt{}", std::env::consts::EXE_SUFFIX));
    let content = fs::read(&go).unwrap();
    fs::remove_file(&go).unwrap();
    let elsewhere = stage.sandbox.file("gofmt", content);
    if gv::system::link::create(&elsewhere, &go, false).is_err() {
        return crate::support::skipped("no links to files can be made here");
    }
    stage.sandbox.gv(["verify"]).fails_with(4).says("bin/gofmt");
}

#[test]
fn a_release_archive_is_compared_by_its_files_and_by_itself() {
    let mut stage = Stage::new();
    let origin = crate::support::origin::Origin::default().publish_toolchain(VERSION, &stage.toolchain);
    let address = origin.write_to(&stage.sandbox.root().join("origin/dl"));
    stage.sandbox.set("GV_ORIGIN", address);
    stage.sandbox.gv(["install", VERSION]).succeeds();
    let row = &verified(&stage.sandbox, &[], 0)[0];
    assert_eq!((&row["how"], &row["proof"]), (&"archive".into(), &"index".into()));
    // The archive has what a module leaves out, too.
    fs::write(goroot(&stage.sandbox).join("test/run.go"), "changed").unwrap();
    stage.sandbox.gv(["verify"]).fails_with(4).says("changed: test/run.go");
    let proxy = stage.proxy();
    stage.use_proxies(&proxy.url(""));
}

#[test]
fn a_log_that_lies_about_an_installed_toolchain_is_caught() {
    let (mut stage, _proxy) = installed();
    let other = Database::new(2).with_module(&stage.module.clone().altered("VERSION"));
    let liar = other.passed_on_by(stage.module.served_by(Server::start()));
    stage.sandbox.set("GOPROXY", liar.url(""));
    let row = &verified(&stage.sandbox, &[], 4)[0];
    assert_eq!((&row["ok"], &row["proof"]), (&false.into(), &Value::Null));
    assert!(row["error"].as_str().unwrap().contains("not signed"), "{row}");
}

#[test]
fn where_nobody_can_be_asked_nothing_is_claimed() {
    let (mut stage, proxy) = installed();
    drop(proxy);
    stage.use_proxies("http://127.0.0.1:1");
    let row = &verified(&stage.sandbox, &[], 3)[0];
    assert_eq!((&row["ok"], &row["how"]), (&false.into(), &Value::Null));
    stage.sandbox.gv(["verify"]).fails_with(3).says("error: go1.22.3 could not be verified again: ");
    stage.sandbox.gv(["verify", "1.22.4"]).fails_with(5);
    stage.sandbox.gv(["uninstall", VERSION]).succeeds();
    stage.sandbox.gv(["verify"]).succeeds();
}

#[test]
fn an_imported_toolchain_is_proven_from_then_on() {
    let mut stage = Stage::new();
    let proxy = stage.proxy();
    stage.use_proxies(&proxy.url(""));
    stage.toolchain.write_to(&stage.sandbox.home().join("sdk/go1.22.3"));
    stage.sandbox.with("GV_OFFLINE", "1").gv(["import", "sdk"]).succeeds();
    let listed = stage.sandbox.gv(["ls", "--proof"]).succeeds().stdout;
    assert!(listed.contains("not verified"), "{listed}");
    stage.sandbox.gv(["verify"]).succeeds().says("is as released");
    let listed = stage.sandbox.gv(["ls", "--proof"]).succeeds().stdout;
    assert!(listed.contains("the checksum database") && !listed.contains("not verified"), "{listed}");
}

#[test]
#[cfg(unix)]
fn a_program_that_lost_its_mode_is_not_as_released() {
    use std::os::unix::fs::PermissionsExt;
    let set =
        |path: &std::path::Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let (stage, _proxy) = installed();
    let compile =
        fs::read_dir(goroot(&stage.sandbox).join("pkg/tool")).unwrap().next().unwrap().unwrap().path();
    let compile = compile.join("compile");
    for program in [compile, goroot(&stage.sandbox).join("bin/go")] {
        set(&program, 0o644);
        let name = program.strip_prefix(goroot(&stage.sandbox)).unwrap().to_str().unwrap();
        for args in [&["verify"][..], &["verify", "--full"]] {
            let run = stage.sandbox.gv(args).fails_with(4);
            run.says(&format!("not executable: {name}"))
                .says("try: gv doctor toolchains")
                .does_not_say("its files differ");
        }
        let row = &verified(&stage.sandbox, &[], 4)[0];
        assert_eq!((&row["ok"], &row["not_executable"]), (&false.into(), &serde_json::json!([name])));
        let run = stage.sandbox.gv(["doctor", "toolchains", "--json"]).fails_with(1);
        let finding = &run.json()["findings"][0];
        assert_eq!(finding["id"], "toolchain_not_executable", "{run}");
        let command = finding["fix"]["command"].as_str().unwrap();
        stage.sandbox.at("").run("sh", ["-c", command]).succeeds();
        stage.sandbox.gv(["doctor", "toolchains"]).succeeds();
        stage.sandbox.gv(["verify"]).succeeds();
    }
}

#[test]
#[cfg(unix)]
fn a_mode_that_the_archive_has_is_missed_wherever_it_was() {
    use std::os::unix::fs::PermissionsExt;
    let mut stage = Stage::new();
    let origin = crate::support::origin::Origin::default().publish_toolchain(VERSION, &stage.toolchain);
    stage.sandbox.set("GV_ORIGIN", origin.write_to(&stage.sandbox.root().join("origin/dl")));
    stage.sandbox.gv(["install", VERSION]).succeeds();
    let gofmt = goroot(&stage.sandbox).join("bin/gofmt");
    fs::set_permissions(&gofmt, fs::Permissions::from_mode(0o600)).unwrap();
    stage.sandbox.gv(["verify"]).fails_with(4).says("not executable: bin/gofmt");
    // More than the release allows is no loss.
    fs::set_permissions(&gofmt, fs::Permissions::from_mode(0o755)).unwrap();
    let license = goroot(&stage.sandbox).join("LICENSE");
    fs::set_permissions(&license, fs::Permissions::from_mode(0o755)).unwrap();
    stage.sandbox.gv(["verify"]).succeeds();
}
