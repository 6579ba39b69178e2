//! Two at once, a disk that is full, files that cannot be read.

use super::{place, status};
use crate::faults::stage::{assert_complete, is_clean};
use crate::support::Sandbox;
use crate::support::archive::toolchain;
use crate::support::run::Run;
use std::fs;
use std::process::Stdio;

#[test]
fn several_at_once_take_each_once() {
    let sandbox = Sandbox::new();
    let versions = ["1.20.14", "1.21.13", "1.22.3"];
    let packed = |version: &str| toolchain(version).heavier(3_000_000);
    for version in versions {
        packed(version).write_to(&sandbox.home().join(".goup").join(format!("go{version}")));
    }
    let place = sandbox.at("");
    let start = |_| {
        let mut command = place.gv_command();
        command.args(["import", "goup", "--json"]).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let children: Vec<_> = (0..4).map(start).collect();
    let mut copied = 0;
    for child in children {
        let run = Run::new("gv import".to_owned(), sandbox.root(), &child.wait_with_output().unwrap());
        let run = run.succeeds();
        let rows = run.json()["toolchains"].as_array().unwrap().clone();
        assert!(rows.iter().all(|row| row["status"] == "copied" || row["status"] == "installed"), "{run}");
        copied += rows.iter().filter(|row| row["status"] == "copied").count();
    }
    assert_eq!(copied, 3);
    is_clean(&sandbox, &versions);
    for version in versions {
        assert_complete(&sandbox, version, &packed(version));
    }
}

#[test]
#[cfg(unix)]
fn one_that_cannot_be_read_keeps_no_other_away() {
    let sandbox = Sandbox::new();
    for version in ["1.20.14", "1.21.13", "1.22.3"] {
        place(&sandbox, version, format!(".goup/go{version}"));
    }
    place(&sandbox, "1.22.3", ".goenv/versions/1.22.3");
    // Not even the superuser copies a pipe, or a folder that a link leads back to.
    let pipe = sandbox.home().join(".goup/go1.22.3/src/zz");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    std::os::unix::fs::symlink("..", sandbox.home().join(".goup/go1.21.13/src/zz")).unwrap();
    let run = sandbox.gv(["import", "goup", "goenv", "--json"]).fails_with(1);
    assert_eq!(status(&run, ".goup/go1.22.3"), "failed");
    assert_eq!(status(&run, ".goup/go1.21.13"), "failed");
    assert_eq!(status(&run, ".goup/go1.20.14"), "copied");
    assert_eq!(status(&run, ".goenv/versions/1.22.3"), "copied", "the other one of the same version");
    let run = run
        .says("error: ")
        .says("src/zz is neither a file nor a directory")
        .says("a link in it leads back to itself");
    assert!(
        run.json()["toolchains"][0]["reason"]
            .as_str()
            .unwrap()
            .ends_with("is neither a file nor a directory")
    );
    is_clean(&sandbox, &["1.20.14", "1.22.3"]);
}

/// A file that somebody has opened for themselves alone.
#[test]
#[cfg(windows)]
fn one_that_is_in_use_keeps_no_other_away() {
    use std::os::windows::fs::OpenOptionsExt;
    let sandbox = Sandbox::new();
    for version in ["1.20.14", "1.22.3"] {
        place(&sandbox, version, format!(".goup/go{version}"));
    }
    place(&sandbox, "1.22.3", ".goenv/versions/1.22.3");
    let busy = sandbox.home().join(".goup/go1.22.3/src/fmt/print.go");
    let held = fs::OpenOptions::new().read(true).share_mode(0).open(busy).unwrap();
    let run = sandbox.gv(["import", "goup", "goenv", "--json"]).fails_with(1);
    assert_eq!(status(&run, ".goup/go1.22.3"), "failed");
    assert_eq!(status(&run, ".goup/go1.20.14"), "copied");
    assert_eq!(status(&run, ".goenv/versions/1.22.3"), "copied", "the other one of the same version");
    run.says("error: ").says("print.go");
    is_clean(&sandbox, &["1.20.14", "1.22.3"]);
    drop(held);
}

#[test]
#[cfg(unix)]
fn a_file_that_is_forbidden() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    let goroot = place(&sandbox, "1.22.3", ".goup/go1.22.3");
    let secret = goroot.join("src/fmt/print.go");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&secret).is_ok() {
        return crate::support::skipped("nothing is forbidden to this user");
    }
    let run = sandbox.gv(["import", "goup"]).fails_with(1);
    run.says("cannot read ").says("print.go: permission denied").does_not_say("try:");
    is_clean(&sandbox, &[]);
}

#[test]
#[cfg(unix)]
fn files_that_may_not_grow() {
    let sandbox = Sandbox::new();
    for version in ["1.21.13", "1.22.3"] {
        place(&sandbox, version, format!(".goup/go{version}"));
    }
    let large = toolchain("1.22.3").heavier(1_500_000);
    large.write_to(&sandbox.home().join(".goup/go1.22.3"));
    // With the signal ignored the write fails; with it, the process ends in the middle.
    let sh = |script| sandbox.with("GV", env!("CARGO_BIN_EXE_gv")).run("sh", ["-c", script]);
    let run = sh("trap '' XFSZ; ulimit -f 2000; exec \"$GV\" import goup --json").fails_with(1);
    assert_eq!((status(&run, "go1.22.3"), status(&run, "go1.21.13")), ("failed".into(), "copied".into()));
    run.says("cannot copy ").says("file too large");
    is_clean(&sandbox, &["1.21.13"]);
    let run = sh("ulimit -f 2000; exec \"$GV\" import goup");
    assert_ne!(run.code, Some(0), "{run}");
    assert!(
        sandbox.names_in("versions").contains(&".staging-go1.22.3".to_owned()),
        "it was killed in the middle"
    );
    sandbox.gv(["import", "goup"]).succeeds();
    is_clean(&sandbox, &["1.21.13", "1.22.3"]);
    assert_complete(&sandbox, "1.22.3", &large);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk() {
    let sandbox = Sandbox::new();
    toolchain("1.22.3").heavier(1_500_000).write_to(&sandbox.home().join(".goup/go1.22.3"));
    place(&sandbox, "1.21.13", ".goup/go1.21.13");
    let script = "mkdir -p \"$GV_HOME\"; mount -t tmpfs -o size=1m small \"$GV_HOME\";
        \"$GV\" import goup; code=$?; ls -A \"$GV_HOME/versions\" >&2; exit $code";
    let sh = |script: &str| sandbox.with("GV", env!("CARGO_BIN_EXE_gv")).run("sh", ["-c", script]);
    for unshare in ["unshare --mount", "unshare --map-root-user --mount"] {
        if sh(&format!("{unshare} sh -c 'mount -t tmpfs -o size=64k probe \"$TMPDIR\"'")).code == Some(0) {
            let run = sh(&format!("exec {unshare} sh -c '{script}'")).fails_with(1);
            let run = run.says("no space left on device").says("try: gv cache clean");
            let run = run.prints("failed").prints("copied");
            assert!(
                run.stderr.ends_with("go1.21.13\ngo1.21.13.json\n"),
                "something is left in versions: {run}"
            );
            return;
        }
    }
    crate::support::skipped("this machine lets nobody mount a tmpfs");
}
