//! A `go` that the system refuses to run: told as what it is, by the shim and by `gv exec`, and never run by a shell.

use super::stage;
use crate::support::executable;
use std::fs;
use std::path::Path;

/// An ELF header for a machine that nobody has.
const OTHER_MACHINE: &[u8] =
    b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\xff\xfe\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

/// A name, what is done to `go`, and what is said of it.
type Damage = (&'static str, fn(&Path), &'static str);

const FAULTS: [Damage; 6] = [
    ("empty", |go| executable::write(go, b""), "the file is empty"),
    ("damaged", |go| executable::write(go, b"exit 0\n"), "it is damaged, or a program for another machine"),
    ("foreign", |go| executable::write(go, OTHER_MACHINE), "a program for another machine"),
    ("no loader", |go| executable::write(go, b"#!/no/such/interpreter\n"), "the loader or interpreter"),
    ("no bit", without_bit, "the file has lost its executable bit"),
    ("missing", |go| fs::remove_file(go).unwrap(), "there is no such file"),
];

fn without_bit(go: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(go, fs::Permissions::from_mode(0o644)).unwrap();
}

#[test]
fn a_go_that_cannot_run_is_told_as_what_it_is() {
    for (name, spoil, words) in FAULTS {
        let sandbox = stage();
        let go = sandbox.gv_home().join("versions/go1.22.3/bin/go");
        spoil(&go);
        let run = sandbox.go(["build", "./nothing"]).fails_with(1);
        run.says("cannot start").says(words).says("gv doctor toolchains");
        // What a script names is not looked at: gv's own toolchains are programs.
        if name != "no loader" {
            let found = sandbox.gv(["doctor", "toolchains"]).stdout;
            assert!(found.contains("toolchain_") && found.contains("go1.22.3"), "{name}: {found}");
        }
        let code = if ["no loader", "missing"].contains(&name) { 127 } else { 126 };
        let command = go.to_string_lossy();
        let run = sandbox.gv(["exec", "1.22.3", "--", &command, "build"]).fails_with(code);
        run.says("cannot run");
    }
}

#[test]
fn a_file_that_is_not_a_program_is_not_handed_to_a_shell() {
    let sandbox = stage();
    let script = sandbox.work().join("script");
    executable::write(&script, b"touch ran\n");
    let run = sandbox.gv(["exec", "1.22.3", "--", "./script"]).fails_with(126);
    run.says("it is damaged, or a program for another machine");
    assert!(!sandbox.work().join("ran").exists());
}

#[test]
fn what_starts_a_program_gives_back_the_signal_that_rust_ignores() {
    let sandbox = stage();
    let script = b"#!/bin/sh\ntrap\nexec /bin/sh -c 'kill -PIPE $$; echo survived'\n";
    executable::write(&sandbox.gv_home().join("versions/go1.22.3/bin/go"), script);
    let run = sandbox.go(["build"]);
    assert!(!run.stdout.contains("survived"), "{run}");
    assert_eq!(run.code, None, "{run}");
}
