//! `gv explain -- CMD`: what the command says goes on as it is, and its code is kept.

use crate::support::Sandbox;

#[test]
fn a_command_keeps_its_streams_and_its_code() {
    let sandbox = Sandbox::new();
    // Built elsewhere for Windows, it is named without its drive.
    let gv = std::path::absolute(env!("CARGO_BIN_EXE_gv")).unwrap();
    let gv = gv.to_str().unwrap();
    let run = sandbox.gv(["explain", "--", gv, "install", "nonsense"]).fails_with(2);
    run.says("is not a Go version").says("[unrecognised]").prints("");
    let run = sandbox.gv(["explain", "--", gv, "--version"]).succeeds();
    run.prints("gv ").says_exactly("");
    sandbox.gv(["explain", "--", "no-such-program-here"]).fails_with(127).says("no-such-program-here");
}

#[test]
#[cfg(unix)]
fn what_it_says_is_explained_when_it_fails() {
    let sandbox = Sandbox::new();
    sandbox.file("out.txt", super::REFUSED);
    let script = "echo data; cat out.txt >&2; exit 7";
    let run = sandbox.gv(["explain", "--", "sh", "-c", script]).fails_with(7);
    assert_eq!(run.stdout, "data\n");
    run.says(super::REFUSED).says("[tcp_refused]").says("next: gv doctor net https://goproxy.example");
    let run = sandbox.gv(["explain", "--", "sh", "-c", "cat out.txt >&2"]).succeeds();
    run.says_exactly(super::REFUSED);
    let json = sandbox.gv(["explain", "--json", "--", "sh", "-c", script]).fails_with(7);
    assert_eq!(json.json()["causes"][0]["id"], "tcp_refused");
    sandbox.gv(["explain", "--", "sh", "-c", "exit 3"]).fails_with(3).says("[unrecognised]");
    sandbox.gv(["explain", "--", "sh", "-c", "kill -9 $$"]).fails_with(137);
}
