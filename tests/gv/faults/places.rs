//! Homes in unusual places.

use super::stage::{Stage, VERSION, assert_complete, is_clean};
use crate::support::Sandbox;
use crate::support::archive::toolchain;
use crate::support::origin::Origin;
#[cfg(unix)]
use crate::support::skipped;
use std::fs;
use std::path::Path;

fn with_origin(mut sandbox: Sandbox) -> Sandbox {
    let address = Origin::of(&["1.21.13", VERSION]).write_to(&sandbox.root().join("origin/dl"));
    sandbox.set("GV_ORIGIN", address);
    sandbox
}

/// What a person does on a first day.
#[track_caller]
fn works(sandbox: &Sandbox) {
    sandbox.gv(["use", VERSION]).succeeds().says("default is now go1.22.3");
    sandbox.go(["version"]).succeeds().prints("go version go1.22.3");
    let run = sandbox.go(["run", "a file.go", "ü"]).succeeds().prints("go=1.22.3").prints("arg=run");
    run.prints("arg=a file.go").prints("arg=ü");
    sandbox.file("project/.go-version", "1.21.13\n");
    sandbox.at("project").go(["version"]).succeeds().prints("go1.21.13").says("go1.21.13 installed");
    sandbox.at("project").shim("go1.22.3", ["version"]).succeeds().prints("go1.22.3");
    sandbox.at("project").shim("gofmt", ["-l"]).succeeds().prints("gofmt=1.21.13");
    sandbox.gv(["exec", "1.21.13", "--", "go", "version"]).succeeds().prints("go1.21.13");
    let run = sandbox.gv(["which"]).succeeds();
    assert!(Path::new(run.stdout.trim()).is_file(), "{run}");
    is_clean(sandbox, &["1.21.13", VERSION]);
    assert_complete(sandbox, VERSION, &toolchain(VERSION));
    sandbox.gv(["uninstall", "1.21.13"]).succeeds();
    is_clean(sandbox, &[VERSION]);
}

#[test]
fn spaces_and_letters_of_all_the_world() {
    for name in ["with space", "目录 ü ñ 🦫", "quote'd $HOME `x`", "-dash", "a=b%20c#d"] {
        works(&with_origin(Sandbox::named(name)));
    }
}

#[test]
fn from_a_server_into_such_a_place() {
    let mut stage = Stage::of(toolchain(VERSION).heavier(100_000));
    stage.sandbox.set("GV_HOME", stage.sandbox.root().join("家 of gv"));
    let origin = stage.origin([stage.good().truncated_at(50_000), stage.good()]);
    stage.install(&origin, &[]).succeeds();
    let installed = stage.sandbox.root().join("家 of gv/versions/go1.22.3");
    assert!(installed.join("bin").is_dir());
}

/// The home on one filesystem, temporary files on another.
#[test]
#[cfg(unix)]
fn another_filesystem_than_the_temporary_folder() {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).map(|meta| meta.dev()).ok();
    let memory = Path::new("/dev/shm");
    let mut sandbox = with_origin(Sandbox::new());
    let here = device(sandbox.root());
    let Some(there) = device(memory).filter(|there| Some(*there) != here) else {
        skipped("/dev/shm is not there, or no filesystem of its own");
        return;
    };
    let Ok(elsewhere) = tempfile::Builder::new().prefix("gv-test-").tempdir_in(memory) else {
        skipped("/dev/shm cannot be written");
        return;
    };
    assert_ne!(Some(there), here);
    sandbox.set("TMPDIR", elsewhere.path());
    works(&sandbox);
    // And the other way round.
    let home = elsewhere.path().join("home");
    sandbox.set("TMPDIR", sandbox.root().join("tmp")).set("GV_HOME", &home);
    sandbox.gv(["use", VERSION]).succeeds();
    let go = home.join("shims/go");
    sandbox.at("").run(go, ["version"]).succeeds().prints("go1.22.3");
}

#[test]
#[cfg(unix)]
fn versions_may_be_a_link_to_a_larger_disk() {
    let sandbox = with_origin(Sandbox::new());
    let large = sandbox.root().join("large disk");
    fs::create_dir_all(&large).unwrap();
    fs::create_dir_all(sandbox.gv_home()).unwrap();
    std::os::unix::fs::symlink(&large, sandbox.gv_home().join("versions")).unwrap();
    works(&sandbox);
    assert!(large.join("go1.22.3/bin/go").is_file());
    assert!(fs::symlink_metadata(sandbox.gv_home().join("versions")).unwrap().is_symlink());
}

#[test]
#[cfg(unix)]
fn the_home_may_be_a_link() {
    let sandbox = with_origin(Sandbox::new());
    let real = sandbox.root().join("real");
    fs::create_dir_all(&real).unwrap();
    std::os::unix::fs::symlink(&real, sandbox.gv_home()).unwrap();
    works(&sandbox);
    assert!(real.join("versions/go1.22.3/bin/go").is_file());
}

#[test]
fn a_home_that_moved_still_works() {
    let mut sandbox = with_origin(Sandbox::new());
    sandbox.gv(["use", VERSION]).succeeds();
    let moved = sandbox.root().join("moved");
    fs::rename(sandbox.gv_home(), &moved).unwrap();
    sandbox.set("GV_HOME", &moved);
    sandbox.gv(["use", VERSION]).succeeds();
    let go = moved.join("shims").join(format!("go{}", std::env::consts::EXE_SUFFIX));
    sandbox.at("").run(go, ["version"]).succeeds().prints("go1.22.3");
}

#[test]
fn a_home_that_is_no_absolute_path() {
    let mut sandbox = with_origin(Sandbox::new());
    sandbox.set("GV_HOME", "relative/home");
    sandbox
        .gv(["install", VERSION])
        .fails_with(1)
        .says("GV_HOME must be an absolute path, not relative/home");
}
