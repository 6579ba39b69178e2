//! `gv link`: a Go of one's own, by a name.

use crate::support::Sandbox;
use crate::support::archive::Toolchain;
use std::path::PathBuf;

/// A home with one toolchain and the programs of gv, and a Go of a company's beside it.
fn stage() -> (Sandbox, PathBuf) {
    let mut sandbox = Sandbox::new();
    sandbox.place_toolchain("1.22.3");
    sandbox.place_shims(&["go"]);
    sandbox.set("GV_OFFLINE", "1");
    let own = sandbox.root().join("corp go");
    Toolchain::new("1.22.5").write_to(&own);
    (sandbox, own)
}

#[test]
fn a_link_is_a_version_that_is_never_verified() {
    let (sandbox, own) = stage();
    let own = own.to_str().unwrap();
    let run = sandbox.gv(["link", "corp", own]).succeeds();
    run.says("go1.22.5-corp is ").says("not verified").says("gv pin go1.22.5-corp");
    sandbox.gv(["ls"]).succeeds().prints("go1.22.5-corp").prints("not verified");
    let json = sandbox.gv(["ls", "--json"]).succeeds().json();
    assert_eq!(
        (&json["links"][0]["name"], &json["links"][0]["target"]),
        (&"go1.22.5-corp".into(), &own.into())
    );
    assert_eq!(json["toolchains"].as_array().unwrap().len(), 1);

    let run = sandbox.gv(["exec", "go1.22.5-corp", "--", "go", "version"]);
    run.succeeds().prints("go1.22.5");
    sandbox.gv(["pin", "go1.22.5-corp"]).succeeds();
    assert_eq!(std::fs::read_to_string(sandbox.work().join(".go-version")).unwrap(), "go1.22.5-corp\n");
    sandbox.go(["version"]).succeeds().prints("go1.22.5");
    sandbox.gv(["current"]).succeeds().prints("go1.22.5-corp ").prints("links");
    sandbox.gv(["which"]).succeeds().prints("go1.22.5-corp");
    sandbox.with("GV_VERSION", "go1.22.5-corp").go(["version"]).succeeds().prints("go1.22.5");
    sandbox.gv(["shell", "go1.22.5-corp"]).succeeds().prints("go1.22.5-corp");

    let run = sandbox.gv(["use", "go1.22.5-corp"]).fails_with(2);
    run.says("cannot be the default").says("try: gv pin go1.22.5-corp");
    sandbox.gv(["install", "go1.22.5-corp"]).fails_with(2).says("not of a release");
}

#[test]
fn only_the_link_is_removed() {
    let (sandbox, own) = stage();
    sandbox.gv(["link", "go1.22.5-corp", own.to_str().unwrap()]).succeeds();
    sandbox.gv(["uninstall", "go1.22.5-corp"]).succeeds().says("stays as it is");
    assert!(own.join("VERSION").is_file());
    let run = sandbox.gv(["exec", "go1.22.5-corp", "--", "go", "version"]).fails_with(5);
    run.says("no Go is linked as go1.22.5-corp");
    sandbox.file(".go-version", "go1.22.5-corp\n");
    sandbox.go(["version"]).fails_with(5).says("gv: ").says("no Go is linked as go1.22.5-corp");
    sandbox.gv(["uninstall", "go1.22.5-corp"]).fails_with(5);
}

#[test]
fn a_link_whose_end_is_gone_is_told() {
    let (sandbox, own) = stage();
    sandbox.gv(["link", "corp", own.to_str().unwrap()]).succeeds();
    std::fs::remove_dir_all(&own).unwrap();
    sandbox.gv(["ls"]).succeeds().prints("no bin/go");
    sandbox.gv(["exec", "go1.22.5-corp", "--", "go"]).fails_with(5).says("no bin/go");
    sandbox.gv(["uninstall", "go1.22.5-corp"]).succeeds();
}

#[test]
fn a_name_has_the_version_of_its_go_and_a_folder_without_go_is_refused() {
    let (sandbox, own) = stage();
    let own = own.to_str().unwrap();
    for name in ["go1.22.3-corp", "go1.22.5", "rc1", "a/b", "", "-x y"] {
        sandbox.gv(["link", "--", name, own]).fails_with(2);
    }
    sandbox.gv(["link", "x", sandbox.work().to_str().unwrap()]).fails_with(1).says("is not the GOROOT");
    sandbox.gv(["link", "x"]).fails_with(2);
    assert!(!sandbox.gv_home().join("links").exists());
}

/// The name in GOTOOLCHAIN or go.mod finds it, as it finds a program on PATH.
#[test]
#[cfg(unix)]
fn its_launcher_starts_it() {
    let (sandbox, own) = stage();
    sandbox.gv(["setup", "--no-modify-path"]).succeeds();
    sandbox.gv(["link", "corp", own.to_str().unwrap()]).succeeds();
    sandbox.at("").shim("go1.22.5-corp", ["version"]).succeeds().prints("go1.22.5");
    sandbox.gv(["uninstall", "go1.22.5-corp"]).succeeds();
    assert!(!sandbox.gv_home().join("shims/go1.22.5-corp").exists());
}
