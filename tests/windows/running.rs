//! Programs that run while something is done to them.

use crate::home_with;
use crate::support::{Sandbox, is_wine, skipped};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::windows::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Stdio};

/// A `go` behind the shim that waits for its input to end, and has said that it runs.
fn waiting(sandbox: &Sandbox) -> (Child, BufReader<std::process::ChildStdout>) {
    let mut command = sandbox.at("").command(sandbox.gv_home().join("shims/go.exe"));
    let mut child = command
        .arg("wait")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    assert_eq!(line.trim(), "waiting");
    (child, out)
}

/// A release of gv with other bytes than the one that is built.
fn newer_release(sandbox: &Sandbox) -> PathBuf {
    let folder = sandbox.dir("release");
    for (name, built) in
        [("gv.exe", env!("CARGO_BIN_EXE_gv")), ("gv-shim.exe", env!("CARGO_BIN_EXE_gv-shim"))]
    {
        let mut bytes = fs::read(built).unwrap();
        bytes.extend(b"newer");
        fs::write(folder.join(name), bytes).unwrap();
    }
    folder
}

#[test]
fn the_shim_is_replaced_while_it_runs() {
    let sandbox = home_with(&["1.22.3"]);
    let (mut child, mut out) = waiting(&sandbox);
    let release = newer_release(&sandbox);
    sandbox.at("").run(release.join("gv.exe"), ["setup"]).succeeds();
    for name in ["shims/go.exe", "bin/gv-shim.exe", "bin/gv.exe"] {
        assert!(fs::read(sandbox.gv_home().join(name)).unwrap().ends_with(b"newer"), "{name}");
    }
    sandbox.go(["version"]).succeeds().prints("go1.22.3 ");
    child.stdin.take().unwrap().write_all(b"7\n").unwrap();
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(7), "{rest}");
    // What was put aside goes with the next change.
    sandbox.gv(["use", "1.22.3"]).succeeds();
    for folder in ["shims", "bin"] {
        let names = sandbox.names_in(folder);
        assert!(names.iter().all(|name| !name.starts_with(".gv-tmp-")), "{names:?}");
    }
}

#[test]
fn gv_takes_itself_away_while_it_runs() {
    let sandbox = home_with(&["1.22.3"]);
    let gv = sandbox.gv_home().join("bin/gv.exe");
    sandbox.at("").run(&gv, ["self", "uninstall", "--yes"]).succeeds();
    assert!(!gv.exists());
    let left = sandbox.names_in("bin");
    assert!(left.iter().all(|name| name.starts_with(".gv-tmp-")), "{left:?}");
}

/// Its output ends when nobody is left to write to it.
#[test]
fn go_ends_with_the_shim() {
    let sandbox = home_with(&["1.22.3"]);
    let (mut child, mut out) = waiting(&sandbox);
    // Kept open: the end of its input is not what ends it.
    let input = child.stdin.take();
    child.kill().unwrap();
    child.wait().unwrap();
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");
    drop(input);
}

/// In a console of their own, which has no window: the shim or gv, and the `go` behind it, which presses the keys. All
/// of them get the event, and only `go` is to act on it.
fn is_left_to_go(event: u32) {
    const WITHOUT_WINDOW: u32 = 0x0800_0000;
    let sandbox = home_with(&["1.22.3"]);
    let (shim, gv) = (sandbox.gv_home().join("shims/go.exe"), PathBuf::from(env!("CARGO_BIN_EXE_gv")));
    for (program, before, code) in [(&shim, &[][..], 7), (&gv, &["exec", "1.22.3", "--", "go"], 130)] {
        let mut command = sandbox.at("").command(program);
        command.args(before).args(["press", &event.to_string()]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.creation_flags(WITHOUT_WINDOW).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut heard = String::new();
        out.read_line(&mut heard).unwrap();
        assert_eq!(heard.trim_end(), format!("heard {event}"), "{}", program.display());
        // `go` goes on, so whoever started it has to.
        assert_eq!(child.try_wait().unwrap(), None, "{}", program.display());
        child.stdin.take().unwrap().write_all(format!("{code}\n").as_bytes()).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(code), "{}", program.display());
    }
}

#[test]
fn ctrl_c_is_left_to_go() {
    is_left_to_go(0);
}

#[test]
fn ctrl_break_is_left_to_go() {
    if is_wine() {
        return skipped("Wine passes Ctrl-C on to who has a console, and no Ctrl-Break");
    }
    is_left_to_go(1);
}

#[test]
fn exit_codes_of_thirty_two_bits_pass() {
    let sandbox = home_with(&["1.22.3"]);
    for code in [0, 1, 255, 256, 65_536, -1, i32::MIN, -1_073_741_510] {
        let text = code.to_string();
        sandbox.go(["exit32", &text]).fails_with(code);
        sandbox.gv(["exec", "1.22.3", "--", "go", "exit32", &text]).fails_with(code);
    }
}

#[test]
fn input_and_output_are_those_of_the_caller() {
    let sandbox = home_with(&["1.22.3"]);
    let (mut child, mut out) = waiting(&sandbox);
    child.stdin.take().unwrap().write_all(b"0\r\n").unwrap();
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    assert_eq!((child.wait().unwrap().code(), rest.trim()), (Some(0), "read 3 bytes"));
}
