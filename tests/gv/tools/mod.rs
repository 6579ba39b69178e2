//! `gv tools`: what `go install` built, read from the files; none of them is run.

#[path = "../../../src/tools/crafted.rs"]
#[expect(dead_code, reason = "the library's own tests need the others")]
mod crafted;

use crate::support::reply::Reply;
use crate::support::server::Server;
use crate::support::{Sandbox, executable};
use std::env::consts::EXE_SUFFIX;
use std::fs;

const GOPLS: &str = "golang.org/x/tools/gopls";

/// Puts a program that cannot be run where `go install` puts programs.
fn place(sandbox: &Sandbox, name: &str, bytes: &[u8]) {
    let folder = sandbox.home().join("go").join("bin");
    fs::create_dir_all(&folder).unwrap();
    executable::write(&folder.join(format!("{name}{EXE_SUFFIX}")), bytes);
}

pub fn built(go: &str, package: &str, version: &str) -> Vec<u8> {
    let modules = format!("path\t{package}\nmod\t{package}\t{version}\th1:x=\n");
    crafted::elf(&crafted::inline(go, &modules), 8, false)
}

/// A sandbox with go1.22.3 as the default, and programs of three versions of Go.
fn bench() -> Sandbox {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    place(&sandbox, "gopls", &built("go1.21.13", GOPLS, "v0.20.0"));
    let old = crafted::by_pointers(
        "go1.16.15",
        "path\texample.com/old\nmod\texample.com/old\tv1.0.0\th1:x=\n",
        crafted::AT,
        8,
        false,
    );
    place(&sandbox, "old", &crafted::macho(&old));
    place(
        &sandbox,
        "new",
        &crafted::pe(&crafted::inline(
            "go1.22.3",
            "path\texample.com/new\nmod\texample.com/new\t(devel)\t\n",
        )),
    );
    place(&sandbox, "script", b"#!/bin/sh\nexit 99\n");
    sandbox
}

#[test]
fn each_program_is_listed_with_its_module_and_its_go() {
    let sandbox = bench();
    let run = sandbox.gv(["tools"]).succeeds().says("gv tools rebuild --outdated");
    assert_eq!(
        run.lines(),
        [
            "gopls  golang.org/x/tools/gopls v0.20.0  go1.21.13  older than go1.22.3 here",
            "new    example.com/new (devel)           go1.22.3",
            "old    example.com/old v1.0.0            go1.16.15  older than go1.22.3 here",
        ]
    );
    sandbox.with("GV_LANG", "zh").gv(["tools", "ls"]).succeeds().prints("早于当前的 go1.22.3");
    let json = sandbox.gv(["tools", "--json"]).succeeds().json();
    let tool = &json["tools"][0];
    assert_eq!(
        (&json["go"], &tool["module"], &tool["version"], &tool["go"], &tool["older"]),
        (&"1.22.3".into(), &GOPLS.into(), &"v0.20.0".into(), &"go1.21.13".into(), &true.into())
    );
}

#[test]
fn older_is_meant_of_the_go_of_the_directory() {
    let sandbox = bench();
    sandbox.file("a/.go-version", "1.21.13\n");
    sandbox.gv(["install", "1.21.13"]).succeeds();
    let run = sandbox.at("a").gv(["tools"]).succeeds();
    assert!(!run.lines()[0].contains("older") && run.lines()[2].contains("older than go1.21.13"), "{run}");
}

#[test]
fn programs_lie_where_go_install_puts_them() {
    let mut sandbox = bench();
    let bin = sandbox.dir("bin");
    sandbox.set("GOBIN", &bin);
    sandbox.gv(["tools"]).succeeds().says(" has no program that Go built").prints_exactly("");
    executable::write(&bin.join(format!("gopls{EXE_SUFFIX}")), &built("go1.20.1", GOPLS, "v0.1.0"));
    sandbox.gv(["tools"]).succeeds().prints("gopls");
    sandbox.set("GOBIN", "bin");
    sandbox.gv(["tools"]).fails_with(1).says("try: gv doctor variables");
}

#[test]
fn what_is_built_again_is_the_same_version_of_the_same_module() {
    let sandbox = bench();
    let line = "go install golang.org/x/tools/gopls@v0.20.0";
    sandbox.gv(["tools", "rebuild", "gopls", "--dry-run"]).succeeds().prints(line);
    let run = sandbox.gv(["tools", "rebuild", "--outdated", "-n"]).succeeds();
    assert_eq!(run.lines(), [line, "go install example.com/old@v1.0.0"]);
    sandbox.gv(["tools", "rebuild", "new"]).fails_with(1).says("! new: built from a working copy");
    sandbox.gv(["tools", "rebuild", "nothing"]).fails_with(5).says("try: gv tools");
    sandbox.gv(["tools", "rebuild"]).fails_with(2);
    sandbox.gv(["tools", "rebuild", "gopls", "--outdated"]).fails_with(2);
}

#[test]
#[cfg(unix)]
fn the_go_of_the_directory_builds_it() {
    let sandbox = bench();
    // The go of the test prints what it is called with, and builds nothing.
    sandbox
        .gv(["tools", "rebuild", "gopls"])
        .succeeds()
        .prints("go=1.22.3")
        .prints("arg=install\narg=golang.org/x/tools/gopls@v0.20.0")
        .says("gopls is built with go1.21.13, as before");
}

#[test]
fn newer_versions_are_asked_of_the_users_proxies_by_their_rules() {
    let list = |text: &str| Reply::bytes(text.as_bytes().to_vec());
    let first = Server::start().serve("/example.com/old/@v/list", Reply::status(404));
    let second = Server::start()
        .serve("/golang.org/x/tools/gopls/@v/list", list("v0.9.1\nv0.21.0-pre.1\nv0.20.1\nv0.20.0\n"))
        .serve("/example.com/old/@v/list", list(""))
        .serve("/example.com/old/@latest", list(r#"{"Version": "v1.0.0"}"#));
    let mut sandbox = bench();
    sandbox.set("GOPROXY", format!("{},{}", first.url(""), second.url("")));
    let run = sandbox.gv(["tools", "outdated"]).succeeds();
    assert_eq!(run.lines(), ["gopls  v0.20.0  → v0.20.1  go install golang.org/x/tools/gopls@v0.20.1"]);
    let json = sandbox.gv(["tools", "outdated", "--json"]).succeeds().json();
    assert_eq!(json["tools"].as_array().unwrap().len(), 2);
    assert_eq!(
        (&json["tools"][1]["newest"], &json["tools"][1]["outdated"]),
        (&"v1.0.0".into(), &false.into())
    );
    sandbox.set("GOPRIVATE", "golang.org/x,example.com");
    let asked = (first.requests().len(), second.requests().len());
    sandbox.gv(["tools", "outdated"]).succeeds();
    assert_eq!(
        (first.requests().len(), second.requests().len()),
        asked,
        "private modules are asked of no proxy"
    );
    sandbox.unset("GOPRIVATE").set("GOPROXY", Server::closed());
    sandbox.gv(["tools", "outdated"]).fails_with(3).says("! gopls: ");
}

#[test]
fn the_doctor_names_programs_of_an_older_minor() {
    let sandbox = bench();
    let json = sandbox.gv(["doctor", "bin", "--json"]).json();
    let findings = json["findings"].as_array().unwrap();
    let found = findings.iter().find(|it| it["id"] == "tools_older_than_go").unwrap();
    assert_eq!(
        (&found["level"], &found["fix"]["command"]),
        (&"info".into(), &"gv tools rebuild --outdated".into())
    );
    assert!(found["evidence"].as_str().unwrap().contains("gopls (go1.21.13)"), "{found}");
    sandbox.with("GV_LANG", "zh").gv(["doctor", "bin"]).prints("gopls (go1.21.13)");
}

#[test]
fn programs_of_working_copies_alone_are_not_for_rebuild() {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    place(&sandbox, "mine", &built("go1.20.1", "example.com/mine", "(devel)"));
    sandbox.gv(["tools"]).succeeds().prints("older than go1.22.3").does_not_say("rebuild");
    let run = sandbox.gv(["doctor", "bin", "--json"]);
    let json = run.json();
    let findings = json["findings"].as_array().unwrap();
    let found = findings.iter().find(|it| it["id"] == "tools_older_than_go").unwrap();
    assert!(found["fix"]["command"].is_null(), "{run}");
    sandbox.gv(["doctor", "bin"]).prints("run go install there again");
}

#[test]
fn which_finds_what_go_install_built() {
    let sandbox = bench();
    let gopls = sandbox.home().join("go").join("bin").join(format!("gopls{EXE_SUFFIX}"));
    sandbox.gv(["which", "gopls"]).succeeds().prints(&gopls.display().to_string());
    sandbox.gv(["which", "go"]).succeeds().prints("go1.22.3");
    sandbox.gv(["which", "../gopls"]).fails_with(5);
}

#[test]
fn a_rebuild_says_what_it_needs_and_proposes_what_shows_it() {
    let sandbox = bench();
    let run = sandbox.gv(["tools", "rebuild", "-n"]).fails_with(2);
    run.says("name the programs to rebuild").says("try: gv tools rebuild --outdated -n");
    sandbox.gv(["tools", "rebuild", "--outdated", "-n"]).succeeds();
}
