//! A disk that takes no more, or nothing at all, and things that stand in the way.

use super::stage::{Stage, VERSION, is_clean, listed};
use crate::support::archive::toolchain;
use crate::support::run::Run;
#[cfg(target_os = "linux")]
use crate::support::skipped;
use std::fs;
use std::path::Path;

/// A release that comes from a folder.
fn stage() -> Stage {
    of_size(100_000)
}

/// The same, of more than a megabyte.
fn large() -> Stage {
    of_size(1_500_000)
}

fn of_size(bytes: usize) -> Stage {
    let mut stage = Stage::of(toolchain(VERSION).heavier(bytes));
    let folder = stage.sandbox.root().join("origin/dl");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(stage.toolchain.file_name(VERSION)), &stage.bytes).unwrap();
    fs::write(folder.join("index.json"), stage.index()).unwrap();
    stage.sandbox.set("GV_ORIGIN", url::Url::from_directory_path(folder).unwrap().to_string());
    stage
}

/// Runs a line of `sh`, with gv as `$GV`.
#[cfg(unix)]
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
    let stage = large();
    let script = "mkdir -p \"$GV_HOME\"; mount -t tmpfs -o size=1m small \"$GV_HOME\";
        set +e; \"$GV\" install 1.22.3; code=$?; \"$GV\" ls --json; ls -A \"$GV_HOME/versions\" >&2; exit $code";
    if let Some(run) = sh_that_mounts(&stage, script) {
        let run = run.fails_with(1).says(".gv/versions/.staging-go1.22.3/").says("No space left on device");
        let run = run.says("try: gv cache clean").says("try: gv prune");
        assert_eq!(run.json()["toolchains"].as_array().map(Vec::len), Some(0), "{run}");
        assert!(run.stderr.ends_with("gv prune\n"), "something is left in versions: {run}");
    }
    let mut stage = stage;
    let origin = stage.origin([stage.good()]);
    stage.sandbox.set("GV_ORIGIN", origin.url("/dl"));
    if let Some(run) = sh_that_mounts(&stage, script) {
        let run = run.fails_with(1).says("No space left on device").says("try: gv cache clean");
        assert_eq!(run.json()["toolchains"].as_array().map(Vec::len), Some(0), "{run}");
        let run = sh_that_mounts(&stage, &format!("export GV_LANG=zh; {script}")).unwrap();
        run.fails_with(1).says("磁盘空间不足").says("gv cache clean");
    }
    stage.recovers();
}

#[test]
#[cfg(unix)]
fn files_that_may_not_grow() {
    let mut stage = large();
    // With the signal ignored the write fails; with it, the process ends in the middle.
    let run = sh(&stage, "trap '' XFSZ; ulimit -f 1000; exec \"$GV\" install 1.22.3");
    run.fails_with(1).says("cannot write ").says("File too large");
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
    run.fails_with(1).says("cannot write ").says("File too large");
    stage.recovers();
}

#[test]
#[cfg(target_os = "linux")]
fn read_only() {
    let stage = stage();
    let run = |commands: &str| {
        let mount = "mkdir -p \"$GV_HOME\"; mount --bind \"$GV_HOME\" \"$GV_HOME\";
            mount -o remount,bind,ro \"$GV_HOME\"; ";
        sh_that_mounts(&stage, &format!("{mount}{commands}"))
    };
    let Some(fresh) = run("exec \"$GV\" install 1.22.3") else { return };
    fresh.fails_with(1).says("Read-only file system").says("try: GV_HOME=");
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
    for command in ["uninstall --force 1.22.3", "use 1.22.3"] {
        let run = run(&format!("exec \"$GV\" {command}")).unwrap();
        run.fails_with(1).says("Read-only file system").says("try: GV_HOME=");
    }
    is_clean(&stage.sandbox, &[VERSION]);
    stage.sandbox.go(["version"]).succeeds().prints("go1.22.3");
}

/// A file where gv needs a folder: it is named, kept, and once it is gone all is well.
#[track_caller]
fn stands_in_the_way(place: &str, args: &[&str]) {
    let stage = stage();
    let home = stage.sandbox.gv_home();
    let path = if place.is_empty() { home } else { home.join(place) };
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, "mine").unwrap();
    let run = stage.sandbox.gv(args).fails_with(1);
    let run = run.says(&path.display().to_string()).says("try: ");
    assert!(run.stderr.matches("error: ").count() == 1, "{run}");
    assert_eq!(fs::read(&path).unwrap(), b"mine");
    fs::remove_file(&path).unwrap();
    stage.sandbox.gv(args).succeeds();
    stage.is_whole();
}

#[test]
fn a_file_where_a_folder_should_be() {
    for place in ["", "versions", "state", "state/locks"] {
        stands_in_the_way(place, &["install", VERSION]);
    }
    stands_in_the_way("versions/go1.22.3", &["install", VERSION]);
    stands_in_the_way("versions/go1.22.3", &["use", VERSION]);
}

#[test]
fn a_file_where_the_cache_should_be() {
    let mut stage = stage();
    let path = stage.sandbox.gv_home().join("cache");
    fs::create_dir_all(stage.sandbox.gv_home()).unwrap();
    fs::write(&path, "mine").unwrap();
    // From a folder nothing has to be kept.
    stage.sandbox.gv(["install", VERSION]).succeeds();
    stage.sandbox.gv(["uninstall", VERSION]).succeeds();
    let origin = stage.origin([stage.good()]);
    let run = stage.install(&origin, &[]).fails_with(1);
    run.says(&path.display().to_string()).says("try: ");
    fs::remove_file(&path).unwrap();
    stage.recovers();
}

/// What only `use` needs can be in the way too; the toolchain is installed, and a shim-less home says so.
#[test]
fn a_file_where_shims_or_programs_should_be() {
    for place in ["shims", "bin"] {
        let stage = stage();
        let path = stage.sandbox.gv_home().join(place);
        fs::create_dir_all(stage.sandbox.gv_home()).unwrap();
        fs::write(&path, "mine").unwrap();
        stage.sandbox.gv(["use", VERSION]).succeeds().says(&path.display().to_string());
        assert_eq!(fs::read(&path).unwrap(), b"mine");
        stage.is_whole();
        stage.sandbox.gv(["exec", VERSION, "--", "go", "version"]).succeeds().prints("go1.22.3");
        fs::remove_file(&path).unwrap();
        stage.sandbox.gv(["use", VERSION]).succeeds();
        stage.sandbox.go(["version"]).succeeds().prints("go1.22.3");
    }
}

/// A real folder named `current` is somebody's, and is kept.
#[test]
fn a_folder_where_the_link_should_be() {
    let stage = stage();
    let current = stage.sandbox.gv_home().join("current");
    fs::create_dir_all(current.join("mine")).unwrap();
    let run = stage.sandbox.gv(["use", VERSION]).fails_with(1);
    run.says(&current.display().to_string()).says("try: ");
    assert!(current.join("mine").is_dir());
    let left = stage.sandbox.names_in("");
    assert!(left.iter().all(|name| !name.starts_with('.')), "{left:?}");
    fs::rename(&current, Path::new(&stage.sandbox.work()).join("mine")).unwrap();
    stage.sandbox.gv(["use", VERSION]).succeeds();
    stage.sandbox.go(["version"]).succeeds().prints("go1.22.3");
    stage.is_whole();
}
