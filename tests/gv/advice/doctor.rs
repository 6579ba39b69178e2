//! The advice of `gv doctor`: a row for each id, the broken state as code, the command run by a real shell.

use super::{Kind, counted};
use crate::doctor::stage::Stage;
use crate::locking;
use crate::support::sandbox::Place;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

/// A broken machine: variables (`{home}`, `{gv}` are folders), and what is done to the files.
#[derive(Clone, Copy)]
struct State {
    variables: &'static [(&'static str, &'static str)],
    break_it: fn(&Stage),
}

fn nothing(_: &Stage) {}

/// A repair of what stands in the environment.
const fn unset(variables: &'static [(&'static str, &'static str)]) -> Kind<State> {
    Kind::Repair(State { variables, break_it: nothing })
}

/// A repair of what stands on disk.
const fn repair(break_it: fn(&Stage)) -> Kind<State> {
    Kind::Repair(State { variables: &[], break_it })
}

const fn with(variables: &'static [(&'static str, &'static str)], break_it: fn(&Stage)) -> Kind<State> {
    Kind::Repair(State { variables, break_it })
}

fn module(stage: &Stage) {
    stage.sandbox.file("go.mod", "module example.com/m\n\ngo 1.21\n");
}

const ROWS: &[(&str, Kind<State>)] = &[
    ("clock", Kind::Words("the system's clock is set in ways of its own")),
    ("compiler_missing", Kind::Repair(State { variables: &[("CC", "no-such-cc")], break_it: nothing })),
    (
        "current_broken",
        repair(|stage| {
            fs::remove_file(stage.gv("current")).unwrap();
            symlink("versions/go1.22.9", stage.gv("current")).unwrap();
        }),
    ),
    (
        "current_elsewhere",
        repair(|stage| {
            stage.place("1.22.3", "old/versions/go1.22.3");
            fs::remove_file(stage.gv("current")).unwrap();
            symlink(stage.home("old/versions/go1.22.3"), stage.gv("current")).unwrap();
        }),
    ),
    ("current_occupied", Kind::Words("what stands there is the user's: it is moved away by hand")),
    (
        "current_strange",
        repair(|stage| {
            stage.place("1.22.3", "usr");
            fs::remove_file(stage.gv("current")).unwrap();
            symlink(stage.home("usr"), stage.gv("current")).unwrap();
        }),
    ),
    ("go_alias", Kind::Words("a setting of Windows, in its own window")),
    (
        "go_bin_not_on_path",
        repair(|stage| {
            fs::create_dir_all(stage.home("go/bin")).unwrap();
            let built = crate::tools::built("go1.22.3", "example.com/x", "v1.0.0");
            crate::support::executable::write(&stage.home("go/bin/x"), &built);
        }),
    ),
    (
        "go_env_refused",
        repair(|stage| {
            module(stage);
            let file = stage.sandbox.file(
                "go.env",
                "GOPROXY=https://proxy.golang.org,direct
",
            );
            fs::set_permissions(file, fs::Permissions::from_mode(0o646)).unwrap();
        }),
    ),
    (
        "go_env_untrusted",
        repair(|stage| {
            module(stage);
            stage.sandbox.file("go.env", "GOPROXY=https://proxy.golang.org,direct\n");
        }),
    ),
    (
        "editor_go_missing",
        repair(|stage| drop(stage.sandbox.file(".vscode/settings.json", r#"{"go.goroot": "/gone/go"}"#))),
    ),
    (
        "editor_other_go",
        repair(|stage| {
            let settings = format!("{{\"go.goroot\": \"{}\"}}", stage.gv("versions/go1.21.13").display());
            stage.sandbox.file(".vscode/settings.json", settings);
        }),
    ),
    (
        "editor_without_variable",
        with(&[("GV_VERSION", "1.21.13")], |stage| drop(stage.sandbox.gv(["ide", "vim", "--write"]))),
    ),
    ("go_mod_unreadable", Kind::Words("which of the lines was meant only the author knows")),
    ("go_of_windows", Kind::Words("needs Windows beside Linux; shims_shadowed repairs the order of PATH")),
    ("go_work_below_member", Kind::Words("the command is go's own: tests/real runs it")),
    ("gobin_invalid", unset(&[("GOBIN", "bin")])),
    ("goenv_missing", unset(&[("GOENV", "{home}/gone/env")])),
    ("goenv_off", Kind::Words("set on purpose")),
    (
        "goenv_unreadable",
        Kind::Words("why the file cannot be read decides what helps; the cause is in the finding"),
    ),
    ("goflags_invalid", unset(&[("GOFLAGS", "-v mod=mod")])),
    ("goflags_vendor", with(&[("GOFLAGS", "-mod=vendor")], module)),
    ("gopath_invalid", unset(&[("GOPATH", "~/go")])),
    ("gopath_is_goroot", unset(&[("GOPATH", "{gv}/versions/go1.22.3")])),
    ("goroot_differs", with(&[("GOROOT", "{home}/usr")], |stage| drop(stage.place("1.19.8", "usr")))),
    ("goroot_missing", unset(&[("GOROOT", "{home}/gone")])),
    ("gotoolchain_invalid", unset(&[("GOTOOLCHAIN", "1.22")])),
    ("gotoolchain_overrules", unset(&[("GOTOOLCHAIN", "go1.21.13")])),
    ("gv_version_invalid", unset(&[("GV_VERSION", "newest")])),
    (
        "gv_version_overrules",
        with(&[("GV_VERSION", "1.21.13")], |stage| {
            drop(stage.sandbox.file(".go-version", "1.22.3\n"));
        }),
    ),
    ("home_ignores_case", Kind::Words("a property of the disk")),
    ("home_noexec", Kind::Words("an option of the mount, set by an administrator")),
    ("home_of_another_user", Kind::Words("needs a second user; run by doctor::home")),
    ("home_on_network", Kind::Words("where the home lies is for the user to choose")),
    ("home_protected", Kind::Words("root may write everywhere; run by doctor::home for users")),
    ("home_read_only", Kind::Words("an option of the mount, set by an administrator")),
    (
        "home_writable_by_all",
        repair(|stage| {
            fs::set_permissions(stage.gv("bin"), fs::Permissions::from_mode(0o777)).unwrap();
        }),
    ),
    ("hosts_silent", Kind::Words("the command asks the hosts again, which are not here")),
    (
        "known_vulnerabilities",
        Kind::Words("which release to move to is the user's choice; safety::auditing follows it"),
    ),
    (
        "left_over",
        repair(|stage| {
            stage.write(".gv/versions/.staging-go1.20.1/src/x", "");
        }),
    ),
    ("lock_held", Kind::Words("another gv is at work: it ends by itself")),
    ("lock_held_by_stopped", Kind::Words("the command names a process; run by doctor::home")),
    ("missing_vcs", Kind::Words("the system's package manager installs it, as root")),
    ("no_default", repair(Stage::without_default)),
    ("no_proxy_ignored", Kind::Words("what an entry was meant for only its author knows")),
    ("no_system_go", repair(|stage| drop(stage.sandbox.file(".go-version", "system\n")))),
    (
        "not_installed",
        with(&[("GV_AUTO_INSTALL", "0")], |stage| {
            drop(stage.sandbox.file("go.mod", "module m\n\ngo 1.21.13\n"));
            stage.sandbox.gv(["use", "1.21.13"]).succeeds();
            stage.sandbox.file("go.mod", "module m\n\ngo 1.22.3\n");
            stage.sandbox.gv(["uninstall", "--force", "1.22.3"]).succeeds();
        }),
    ),
    (
        "not_set_up",
        repair(|stage| {
            fs::remove_dir_all(stage.gv("")).unwrap();
        }),
    ),
    (
        "not_yet_installed",
        repair(|stage| {
            stage.sandbox.gv(["uninstall", "--force", "1.21.13"]).succeeds();
            stage.sandbox.file(".go-version", "1.21.13\n");
        }),
    ),
    (
        "nothing_installed",
        repair(|stage| {
            for version in ["1.21.13", "1.22.3"] {
                stage.sandbox.gv(["uninstall", "--force", version]).succeeds();
            }
        }),
    ),
    ("other_manager", Kind::Words("lines of the user's startup files are the user's to remove")),
    ("other_manager_of_many", Kind::Words("nothing is wrong")),
    (
        "out_of_support",
        Kind::Words("which release to move to is the user's choice; safety::auditing follows it"),
    ),
    (
        "pin_below_floor",
        repair(|stage| {
            stage.sandbox.file("go.mod", "module m\n\ngo 1.22.3\n");
            stage.sandbox.file(".go-version", "1.21.13\n");
        }),
    ),
    (
        "pin_of_other_manager",
        repair(|stage| {
            stage.sandbox.file(".vfox.toml", "[tools]\ngo = \"1.21.13\"\n");
        }),
    ),
    (
        "pin_lock_differs",
        repair(|stage| {
            stage.sandbox.file(".go-version", "1.22.3\n");
            stage.sandbox.file(".go-version.lock", locking::line("1.22.3", "sha256", &"0".repeat(64)));
        }),
    ),
    ("pin_lock_unusable", Kind::Words("only its author can correct a line; locking follows the hint")),
    (
        "pin_passed_over",
        repair(|stage| {
            symlink("gone/.go-version", stage.sandbox.work().join(".go-version")).unwrap();
        }),
    ),
    ("pin_unreadable", repair(|stage| drop(stage.sandbox.file(".go-version", "newest one\n")))),
    ("program_missing", repair(|stage| fs::remove_file(stage.gv("bin/gv-shim")).unwrap())),
    ("proxy_bypassed", Kind::Words("which entry was meant for which host only its author knows")),
    ("proxy_case_differs", Kind::Words("which of the two is right only the user knows")),
    ("shim_replaced", Kind::Words("whose program it is only the user knows: it is moved away by hand")),
    ("shims_missing", repair(|stage| fs::remove_file(stage.gv("shims/gofmt")).unwrap())),
    (
        "shims_not_on_path",
        Kind::Words("a shell of the user's, not of a test: tests/gv/setup runs the line in each shell"),
    ),
    (
        "shims_outdated",
        repair(|stage| {
            symlink(fs::read_link(stage.gv("shims/go")).unwrap(), stage.gv("shims/go1.18.1")).unwrap();
        }),
    ),
    (
        "shims_shadowed",
        Kind::Words("the order of PATH is made in startup files: tests/gv/setup runs the line"),
    ),
    ("startup_damaged", Kind::Words("where the block ended only the author of the file knows")),
    (
        "startup_outdated",
        repair(|stage| {
            let text = fs::read_to_string(stage.home(".bashrc")).unwrap();
            stage.write(".bashrc", text.replace("# <<< gv", "export OLD=1\n# <<< gv"));
        }),
    ),
    ("system_proxy_of_services", Kind::Words("a setting of Windows")),
    ("system_proxy_script", Kind::Words("which proxy a script means for a host, no variable can say")),
    ("system_proxy_unused", Kind::Words("a setting of Windows and macOS")),
    (
        "system_settings_left",
        Kind::Words("needs a system Go with settings of its own; tests/gv/env runs the command"),
    ),
    ("terminal_differs", Kind::Words("a setting of Windows")),
    ("terminal_older", Kind::Words("a new terminal has to be opened")),
    ("tmp_noexec", Kind::Words("an option of the mount; which folder is used instead the user chooses")),
    (
        "toolchain_gone",
        repair(|stage| {
            stage.place("1.20.1", "sdk/go1.20.1");
            fs::create_dir_all(stage.home("sdk/go1.20.1/src")).unwrap();
            stage.sandbox.gv(["import", "--link", "sdk"]).succeeds();
            fs::remove_dir_all(stage.home("sdk")).unwrap();
        }),
    ),
    (
        "toolchain_incomplete",
        repair(|stage| {
            fs::remove_file(stage.gv("versions/go1.21.13/bin/go")).unwrap();
        }),
    ),
    (
        "toolchain_misnamed",
        repair(|stage| {
            stage.write(".gv/versions/go1.21.13/VERSION", "go1.21.5\n");
        }),
    ),
    (
        "toolchain_not_executable",
        repair(|stage| {
            let go = stage.gv("versions/go1.21.13/bin/go");
            fs::set_permissions(go, fs::Permissions::from_mode(0o644)).unwrap();
        }),
    ),
    (
        "toolchain_not_runnable",
        repair(|stage| {
            fs::write(stage.gv("versions/go1.21.13/bin/go"), "").unwrap();
        }),
    ),
    ("toolchains_unreadable", Kind::Words("whose folder it is only its owner can open")),
    ("tools_older_than_go", Kind::Words("the command builds with a real go: tests/real runs it")),
];

/// The place of a row: gv's launchers, the tools, and what commands of a shell are called by.
fn place<'a>(stage: &'a Stage, variables: &[(&str, &str)]) -> Place<'a> {
    let folder = |path: &Path| path.display().to_string().trim_end_matches('/').to_owned();
    let (home, gv) = (folder(&stage.home("")), folder(&stage.gv("")));
    variables.iter().fold(stage.sandbox.at(""), |place, (name, value)| {
        place.with(name, value.replace("{home}", &home).replace("{gv}", &gv))
    })
}

fn found(json: &Value, id: &str) -> Option<Value> {
    json["findings"].as_array()?.iter().find(|finding| finding["id"] == id).cloned()
}

/// A healthy machine with the programs that a shell's commands call.
fn stage() -> Stage {
    let stage = Stage::healthy();
    symlink(env!("CARGO_BIN_EXE_gv"), stage.tools().join("gv")).unwrap();
    for name in ["rm", "mv", "chmod"] {
        let program = ["/bin", "/usr/bin"].map(|folder| Path::new(folder).join(name));
        symlink(program.iter().find(|path| path.exists()).unwrap(), stage.tools().join(name)).unwrap();
    }
    stage
}

/// Breaks a machine, follows the advice in a shell, and looks again in the same shell.
fn wrong_of(id: &str, state: State) -> Option<String> {
    let broken = stage();
    (state.break_it)(&broken);
    let place = || place(&broken, state.variables);
    let json = place().gv(["doctor", "--json"]).json();
    let Some(finding) = found(&json, id) else { return Some(format!("{id} is not found: {json}")) };
    let Some(command) = finding["fix"]["command"].as_str() else {
        return Some(format!("{id} has no command: {}", finding["fix"]));
    };
    let script = format!("set -e\n{{ {command}\n}} >&2\nset +e\nexec gv doctor --json");
    let run = place().run("/bin/sh", ["-c", &script]);
    if !run.stdout.starts_with('{') {
        return Some(format!("{id}: {command}: {run}"));
    }
    found(&run.json(), id).map(|finding| format!("{id} is still found after {command}: {finding}"))
}

#[test]
fn every_repair_repairs() {
    let repairs: Vec<_> = ROWS
        .iter()
        .filter_map(|(id, kind)| match kind {
            Kind::Repair(state) => Some((*id, *state)),
            Kind::Look(_) | Kind::Words(_) => None,
        })
        .collect();
    let wrong: Vec<_> = std::thread::scope(|scope| {
        let halves: Vec<_> = repairs.chunks(repairs.len().div_ceil(4)).collect();
        let threads: Vec<_> = halves
            .into_iter()
            .map(|rows| {
                scope.spawn(move || {
                    rows.iter().filter_map(|(id, state)| wrong_of(id, *state)).collect::<Vec<_>>()
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    counted("gv doctor", ROWS.iter().map(|(_, kind)| *kind));
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The ids that the code finds: the first word of `Finding::error(…)` and its like.
fn ids_of_the_code() -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diagnose")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(path).unwrap();
            for begin in ["Finding::error(", "Finding::warning(", "Finding::info("] {
                for rest in text.split(begin).skip(1) {
                    let id = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
                    ids.extend(id.map(str::to_owned));
                }
            }
        }
    }
    ids
}

#[test]
fn no_advice_of_the_doctor_is_without_a_row() {
    let rows: BTreeSet<_> = ROWS.iter().map(|(id, _)| (*id).to_owned()).collect();
    assert_eq!(rows.len(), ROWS.len(), "an id has two rows");
    let missing: Vec<_> = ids_of_the_code().difference(&rows).cloned().collect();
    assert!(missing.is_empty(), "without a row: {missing:?}");
}
