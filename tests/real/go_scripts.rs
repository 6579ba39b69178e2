//! Go's own script tests as outputs: every command in them that fails prints what a real `go` says, and was made for
//! other ends than gv's. `GV_GO_SCRIPTS=GOROOT` names the Go whose tests are built and run; it takes some minutes.

use gv::explain::explain;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// A command that failed, and what it printed.
struct Failure {
    command: String,
    output: String,
}

/// The least share of failures, in percent, that have to have a cause.
const WITH_CAUSE: usize = 92;

#[test]
fn the_failures_of_gos_own_scripts_have_causes() {
    let Some(goroot) = env::var_os("GV_GO_SCRIPTS") else {
        eprintln!("GV_GO_SCRIPTS does not name a Go: nothing is tried");
        return;
    };
    let failures = failures(&transcript(Path::new(&goroot)));
    let mut silent = Vec::new();
    let mut without = Vec::new();
    for Failure { command, output } in &failures {
        match explain(output).causes.first() {
            None => silent.push(format!("{command}\n{output}")),
            Some(cause) if cause.id.is_unrecognised() => without.push(format!("{command}\n{output}")),
            Some(_) => {}
        }
    }
    let known = failures.len() - silent.len() - without.len();
    eprintln!("{} failures, {known} with a cause", failures.len());
    assert!(failures.len() > 300, "{} failures were found", failures.len());
    assert!(silent.is_empty(), "told as no failure:\n{}", silent.join("\n"));
    assert!(
        known * 100 >= failures.len() * WITH_CAUSE,
        "{known} with a cause; without:\n{}",
        without.join("\n")
    );
}

/// What the script tests print.
fn transcript(goroot: &Path) -> String {
    let scratch = tempfile::tempdir().unwrap();
    let (go, tests) = (goroot.join("bin/go"), scratch.path().join("go.test"));
    let cache = scratch.path().join("cache");
    let run = |program: &Path, args: &[&str]| {
        let mut command = Command::new(program);
        command.args(args).current_dir(goroot.join("src/cmd/go"));
        command.env("GOCACHE", &cache).env("GOTOOLCHAIN", "local").env("GOFLAGS", "");
        command.env("HOME", scratch.path()).env("TMPDIR", scratch.path());
        command.output().unwrap()
    };
    let built = run(&go, &["test", "-c", "-o", tests.to_str().unwrap(), "."]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let args = ["-test.run", "TestScript", "-test.v", "-test.short", "-test.parallel", "2"];
    let printed = run(&tests, &args).stdout;
    // Go makes its module cache read-only.
    let _ = Command::new("chmod").arg("-R").arg("u+w").arg(scratch.path()).status();
    let _ = fs::remove_dir_all(scratch.path());
    String::from_utf8_lossy(&printed).into_owned()
}

/// The commands that failed: `> ! go build`, what they printed, and `[exit status 1]`. Each output once.
fn failures(transcript: &str) -> Vec<Failure> {
    let mut found = BTreeMap::new();
    let mut command: Option<String> = None;
    let mut output = String::new();
    for line in transcript.lines() {
        let Some(line) = line.strip_prefix("        ") else {
            command = None;
            continue;
        };
        if let Some(started) = line.strip_prefix("> ") {
            command = Some(started.trim_start_matches(['!', '?', ' ']).to_owned());
            output.clear();
        } else if line.starts_with("[exit status ") {
            if let Some(command) = command.take().filter(|command| is_failure(command))
                && !output.trim().is_empty()
            {
                found.insert(output.clone(), command);
            }
        } else if line != "[stdout]" && line != "[stderr]" {
            output.push_str(line);
            output.push('\n');
        }
    }
    found.into_iter().map(|(output, command)| Failure { command, output }).collect()
}

/// Whether its end means a failure: help, and a difference that was asked for, do not.
fn is_failure(command: &str) -> bool {
    let asks = ["-h", "--help", "-help", "help", "-diff"];
    command.starts_with("go ") && command.split(' ').all(|word| !asks.contains(&word))
}
