//! A disk that takes no more, or nothing at all.

#[cfg(target_os = "linux")]
use super::stage::is_clean;
use super::stage::{Stage, VERSION, listed};
use crate::support::run::Run;
#[cfg(target_os = "linux")]
use crate::support::skipped;

/// More than a small disk holds.
const LARGE: usize = 1_500_000;

/// Runs a line of `sh`, with gv as `$GV`.
fn sh(stage: &Stage, script: &str) -> Run {
    stage.sandbox.with("GV", env!("CARGO_BIN_EXE_gv")).run("sh", ["-c", script])
}

/// Runs a line of `sh` that may mount what nobody else sees; `None` where that is not allowed.
#[cfg(target_os = "linux")]
fn sh_that_mounts(stage: &Stage, script: &str) -> Option<Run> {
    let probe = "mount -t tmpfs -o size=64k probe \"$TMPDIR\"";
    for unshare in ["unshare --mount", "unshare --map-root-user --mount"] {
        if sh(stage, &format!("{unshare} sh -c '{probe}'")).code == Some(0) {
            return Some(sh(stage, &format!("exec {unshare} sh -ec '{script}'")));
        }
    }
    skipped("this machine lets nobody mount a tmpfs");
    None
}

#[test]
#[cfg(target_os = "linux")]
fn full() {
    // The archive comes from a folder, then from a server, so that it is the tree and then the archive that does
    // not fit.
    let stage = Stage::in_folder(LARGE);
    let script = "mkdir -p \"$GV_HOME\"; mount -t tmpfs -o size=1m small \"$GV_HOME\";
        set +e; \"$GV\" install 1.22.3; code=$?; \"$GV\" ls --json; ls -A \"$GV_HOME/versions\" >&2; exit $code";
    if let Some(run) = sh_that_mounts(&stage, script) {
        let run = run.fails_with(1).says(".gv/versions/.staging-go1.22.3/").says("no space left on device");
        let run = run.says("try: gv cache clean").says("try: gv prune");
        assert_eq!(run.json()["toolchains"].as_array().map(Vec::len), Some(0), "{run}");
        assert!(run.stderr.ends_with("gv prune\n"), "something is left in versions: {run}");
    }
    let mut stage = stage;
    let origin = stage.origin([stage.good()]);
    stage.sandbox.set("GV_ORIGIN", origin.url("/dl"));
    if let Some(run) = sh_that_mounts(&stage, script) {
        let run = run.fails_with(1).says("no space left on device").says("try: gv cache clean");
        assert_eq!(run.json()["toolchains"].as_array().map(Vec::len), Some(0), "{run}");
        let run = sh_that_mounts(&stage, &format!("export GV_LANG=zh; {script}")).unwrap();
        run.fails_with(1).says("磁盘空间不足").says("gv cache clean");
    }
    stage.recovers();
}

#[test]
fn files_that_may_not_grow() {
    let mut stage = Stage::in_folder(LARGE);
    // With the signal ignored the write fails; with it, the process ends in the middle.
    let run = sh(&stage, "trap '' XFSZ; ulimit -f 1000; exec \"$GV\" install 1.22.3");
    run.fails_with(1).says("cannot write ").says("file too large");
    stage.is_empty();
    let run = sh(&stage, "ulimit -f 1000; exec \"$GV\" install 1.22.3");
    assert_ne!(run.code, Some(0), "{run}");
    assert_eq!(listed(&stage.sandbox), [""; 0]);
    stage.sandbox.gv(["install", VERSION]).succeeds();
    stage.is_whole();
    stage.sandbox.gv(["uninstall", VERSION]).succeeds();
    let origin = stage.origin([stage.good()]);
    stage.sandbox.set("GV_ORIGIN", origin.url("/dl"));
    let run = sh(&stage, "trap '' XFSZ; ulimit -f 1000; exec \"$GV\" install 1.22.3");
    run.fails_with(1).says("cannot write ").says("file too large");
    stage.recovers();
}

#[test]
#[cfg(target_os = "linux")]
fn read_only() {
    let stage = Stage::in_folder(100_000);
    let run = |commands: &str| {
        let mount = "mkdir -p \"$GV_HOME\"; mount --bind \"$GV_HOME\" \"$GV_HOME\";
            mount -o remount,bind,ro \"$GV_HOME\"; ";
        sh_that_mounts(&stage, &format!("{mount}{commands}"))
    };
    let Some(fresh) = run("exec \"$GV\" install 1.22.3") else { return };
    fresh.fails_with(1).says("read-only file system").says("try: export GV_HOME=");
    stage.is_empty();
    run("exec env GV_LANG=zh \"$GV\" use 1.22.3")
        .unwrap()
        .fails_with(1)
        .says("文件系统为只读")
        .says("GV_HOME=");
    // What is there still works, and what has to be changed says why it cannot.
    stage.sandbox.gv(["use", VERSION]).succeeds();
    run("exec \"$GV\" ls").unwrap().succeeds().prints("1.22.3");
    run("exec \"$GV\" current").unwrap().succeeds().prints("1.22.3");
    run("exec \"$GV\" exec 1.22.3 -- go version").unwrap().succeeds().prints("go1.22.3");
    run("exec \"$GV_HOME/shims/go\" version").unwrap().succeeds().prints("go1.22.3");
    run("exec \"$GV\" install 1.22.3").unwrap().succeeds();
    run("exec \"$GV\" use 1.22.3").unwrap().succeeds().says("as before");
    let run = run("exec \"$GV\" uninstall --force 1.22.3").unwrap();
    run.fails_with(1).says("read-only file system").says("try: export GV_HOME=");
    is_clean(&stage.sandbox, &[VERSION]);
    stage.sandbox.go(["version"]).succeeds().prints("go1.22.3");
}
