//! GOTOOLCHAIN in every form and from every place, with pins, floors and defaults: `gv current` names what the shim ends in.
//! The toolchains are scripts that choose as `go` does.

#![cfg(unix)]

use super::*;

/// A `go` that turns to another toolchain as `toolchain.Select` does.
const SELECTING: &str = r#"#!/bin/sh
local=@
answer() { case "$*" in version) echo "go version go$local x/y" ;; *) echo "go=$local" ;; esac; exit; }
[ -n "$GOTOOLCHAIN_INTERNAL_SWITCH_VERSION" ] && answer "$@"
case "$*" in "env GOMOD") echo "$local"; exit ;; esac
setting=$GOTOOLCHAIN
[ -n "$setting" ] || setting=$(sed -n 's/^GOTOOLCHAIN=//p' "$GOENV" 2>/dev/null)
[ -n "$setting" ] || setting=$(sed -n 's/^GOTOOLCHAIN=//p' "$(dirname "$0")/../go.env")
case $setting in
auto | path) least=$local mode=$setting ;;
*+*) least=${setting%+*} mode=${setting#*+} ;;
*) least=$setting mode= ;;
esac
[ "$least" = local ] && least=$local
least=${least#go}
if [ -n "$mode" ] && [ -f go.mod ]; then
    floor=$(sed -n 's/^go //p' go.mod)
    least=$(printf '%s\n%s\n' "$least" "$floor" | sort -V | tail -n 1)
fi
[ "$least" = "$local" ] && answer "$@"
GOTOOLCHAIN_INTERNAL_SWITCH_VERSION=go$least exec "go$least" "$@"
"#;

/// Three toolchains that select, the middle one is the default. 1.20.14 does not know GOTOOLCHAIN.
#[cfg(unix)]
fn selecting() -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.set("GV_OFFLINE", "1").set("GOENV", "/absent");
    sandbox.place_toolchain("1.20.14");
    for version in ["1.21.13", "1.22.3", "1.23.1"] {
        let goroot = sandbox.gv_home().join(format!("versions/go{version}"));
        let script = SELECTING.replace("=@\n", &format!("={version}\n"));
        Toolchain::new(version).with("bin/go", script).write_to(&goroot);
    }
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox
}

#[test]
#[cfg(unix)]
fn current_names_what_the_shim_ends_in_whatever_gotoolchain_says() {
    let sandbox = selecting();
    let pins = ["", "1.20.14", "1.21.13", "1.23.1"];
    let floors = ["", "1.21.13", "1.23.1"];
    let values = ["", "auto", "path", "local", "go1.21.13", "go1.21.13+auto", "local+path", "go1.23.1+path"];
    for pin in pins {
        for floor in floors {
            let folder = format!("p{pin}-{floor}");
            sandbox.file(format!("{folder}/x"), "");
            if !pin.is_empty() {
                sandbox.file(format!("{folder}/.go-version"), pin);
            }
            if !floor.is_empty() {
                sandbox.file(format!("{folder}/go.mod"), format!("module m\n\ngo {floor}\n"));
            }
            for value in values {
                let user = sandbox.file("user.env", format!("GOTOOLCHAIN={value}\n"));
                let by_variable = sandbox.at(&folder).with("GOTOOLCHAIN", value);
                let by_file =
                    sandbox.at(&folder).with("GOENV", if value.is_empty() { "off".into() } else { user });
                for place in [by_variable, by_file] {
                    let version = place.gv(["current", "--json"]).succeeds().json()["version"].clone();
                    let version = version.as_str().unwrap();
                    let run = place.go(["version"]).succeeds();
                    run.prints(&format!("go version go{version} "));
                }
            }
        }
    }
}

/// As an IDE starts it: by its path, where PATH lacks the shims; and where a launcher has been lost.
#[test]
#[cfg(unix)]
fn go_finds_what_it_turns_to_wherever_the_shim_is_started_from() {
    let sandbox = selecting();
    let shims = sandbox.gv_home().join("shims");
    sandbox.file("go.mod", "module m\n\ngo 1.23.1\n");
    sandbox.file(".go-version", "1.21.13\n");
    sandbox.with("PATH", "/usr/bin:/bin").run(shims.join("go"), ["version"]).names("1.23.1");
    fs::remove_file(shims.join("go1.23.1")).unwrap();
    sandbox.at("").names("1.23.1");
    assert!(shims.join("go1.23.1").exists());
}

#[test]
#[cfg(unix)]
fn gotoolchain_is_a_step_of_the_choice() {
    let sandbox = selecting();
    let older = sandbox.with("GOTOOLCHAIN", "go1.21.13+auto");
    older.gv(["current", "--why"]).succeeds().prints("→ GOTOOLCHAIN=go1.21.13+auto").prints("default 1.22.3");
    older
        .gv(["use", "1.23.1"])
        .succeeds()
        .says("GOTOOLCHAIN=go1.21.13+auto makes `go` run go1.21.13")
        .says("unset GOTOOLCHAIN");
    older.gv(["which"]).succeeds().prints("go1.21.13");
    older.gv([] as [&str; 0]).succeeds().prints("go1.21.13   GOTOOLCHAIN=go1.21.13+auto");
    let json = older.gv(["current", "--json"]).succeeds().json();
    assert_eq!((&json["source"], &json["asked"]), (&"gotoolchain".into(), &"go1.21.13+auto".into()));
    let user = sandbox.file("user.env", "GOTOOLCHAIN=go1.21.13\n");
    let file = sandbox.with("GOENV", user);
    file.gv(["current", "--why"]).succeeds().prints("user.env");
    file.gv(["pin", "1.23.1"]).succeeds().says("gv env unset --user GOTOOLCHAIN");
}

#[test]
#[cfg(unix)]
fn local_keeps_gv_from_installing_and_go_from_switching() {
    let sandbox = selecting();
    sandbox.file("missing/go.mod", "module m\n\ngo 1.24.0\n");
    sandbox.file("there/go.mod", "module m\n\ngo 1.23.1\n");
    for value in ["local", "path"] {
        let at = |folder| sandbox.at(folder).with("GOTOOLCHAIN", value);
        at("there").names("1.23.1");
        // On PATH there is none, and `go` stops.
        let code = i32::from(value == "path");
        at("missing").gv(["current"]).fails_with(code).prints("1.22.3");
    }
    sandbox.at("missing").with("GOTOOLCHAIN", "local").names("1.22.3");
    sandbox.at("missing").with("GOTOOLCHAIN", "go1.23.1").names("1.23.1");
    sandbox
        .at("missing")
        .with("GOTOOLCHAIN", "auto")
        .go(["version"])
        .fails_with(5)
        .says("gv: error: go.mod:3 asks for go1.24.0");
}

#[test]
#[cfg(unix)]
fn what_go_answers_without_switching_installs_nothing() {
    let sandbox = selecting();
    sandbox.file("m/go.mod", "module m\n\ngo 1.24.0\n");
    sandbox.file("p/go.mod", "module m\n\ngo 1.24.0\n");
    sandbox.file("p/.go-version", "1.21.13\n");
    sandbox.at("m").go(["env", "GOMOD"]).succeeds().prints_exactly("1.22.3\n");
    sandbox.at("p").go(["env", "GOMOD"]).succeeds().prints_exactly("1.21.13\n");
    sandbox.at("m").go(["env", "GOMOD", "GOWORK"]).fails_with(5);
}

#[test]
#[cfg(unix)]
fn a_build_named_by_the_toolchain_line_runs_where_it_is_on_path() {
    let mut sandbox = selecting();
    let own = sandbox.dir("own");
    let shims = sandbox.gv_home().join("shims");
    executable::write(&own.join("go1.24.0-corp"), b"#!/bin/sh\necho go version go1.24.0-corp x/y\n");
    sandbox.path([shims, own]);
    sandbox.file("go.mod", "module m\n\ngo 1.22\n\ntoolchain go1.24.0-corp\n");
    sandbox.go(["version"]).succeeds().prints("go1.24.0-corp ");
    sandbox.gv(["current"]).succeeds().prints("go1.24.0-corp ").says("go.mod:5");
    sandbox.file(".go-version", "1.21.13\n");
    sandbox.gv(["current"]).succeeds().prints("go1.24.0-corp ");
}
