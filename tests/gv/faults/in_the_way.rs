//! Things that stand where gv would put its own: they are named and kept.

use super::stage::{Stage, VERSION};
use crate::support::sandbox::native;
use std::fs;
use std::path::Path;

/// A file where gv needs a folder: it is named, kept, and once it is gone all is well.
#[track_caller]
fn stands_in_the_way(place: &str, args: &[&str]) {
    let stage = Stage::in_folder(100_000);
    let home = stage.sandbox.gv_home();
    let path = native(&if place.is_empty() { home } else { home.join(place) });
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, "mine").unwrap();
    let run = stage.sandbox.gv(args).fails_with(1);
    let run = run.says(&stage.sandbox.shown(&path)).says("move it away, then run the command again");
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
    let mut stage = Stage::in_folder(100_000);
    let path = stage.sandbox.gv_home().join("cache");
    fs::create_dir_all(stage.sandbox.gv_home()).unwrap();
    fs::write(&path, "mine").unwrap();
    // From a folder nothing has to be kept, unless it is a zip, which is read from its end.
    if !cfg!(windows) {
        stage.sandbox.gv(["install", VERSION]).succeeds();
        stage.sandbox.gv(["uninstall", VERSION]).succeeds();
    }
    let origin = stage.origin([stage.good()]);
    let run = stage.install(&origin, &[]).fails_with(1);
    run.says(&stage.sandbox.shown(&path)).says("move it away, then run the command again");
    fs::remove_file(&path).unwrap();
    stage.recovers();
}

/// What only `use` needs can be in the way too; the toolchain is installed, and a shim-less home says so.
#[test]
fn a_file_where_shims_or_programs_should_be() {
    for place in ["shims", "bin"] {
        let stage = Stage::in_folder(100_000);
        let path = stage.sandbox.gv_home().join(place);
        fs::create_dir_all(stage.sandbox.gv_home()).unwrap();
        fs::write(&path, "mine").unwrap();
        stage.sandbox.gv(["use", VERSION]).succeeds().says(&stage.sandbox.shown(&path));
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
    let stage = Stage::in_folder(100_000);
    let current = stage.sandbox.gv_home().join("current");
    fs::create_dir_all(current.join("mine")).unwrap();
    let run = stage.sandbox.gv(["use", VERSION]).fails_with(1);
    run.says(&stage.sandbox.shown(&current)).says("move it away, then run the command again");
    assert!(current.join("mine").is_dir());
    let left = stage.sandbox.names_in("");
    assert!(left.iter().all(|name| !name.starts_with('.')), "{left:?}");
    fs::rename(&current, Path::new(&stage.sandbox.work()).join("mine")).unwrap();
    stage.sandbox.gv(["use", VERSION]).succeeds();
    stage.sandbox.go(["version"]).succeeds().prints("go1.22.3");
    stage.is_whole();
}
