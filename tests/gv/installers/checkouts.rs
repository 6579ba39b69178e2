//! install.sh in a checkout, with a cargo that only tells how it was called.

use super::source;
use super::stage::{GV, SHIM, Stage, each_shell, sh};
use crate::support::executable;
use crate::support::run::Run;
use std::fs;
use std::path::{Path, PathBuf};

/// A checkout, with a cargo that copies a fake gv to where the real one would be built.
fn checkout(shell: &[PathBuf]) -> Stage {
    let mut stage = Stage::new(shell);
    stage.sandbox.unset("GV_DOWNLOAD_BASE");
    stage.sandbox.file("check out/install.sh", fs::read(source("install.sh")).unwrap());
    stage.sandbox.file("check out/Cargo.toml", "[package]\nname = \"gv\"\n");
    for (name, script) in [("gv", GV), ("gv-shim", SHIM)] {
        executable::write(&stage.sandbox.work().join("built").join(name), script.as_bytes());
    }
    stage.program(
        "cargo",
        "echo \"cargo $* in ${PWD##*/}\" >>\"$HOME/called\"\n[ \"$CARGO_FAILS\" ] && exit 101\n\
         mkdir -p \"$5/release\" && cp ../built/gv ../built/gv-shim \"$5/release\"\n",
    );
    stage
}

#[test]
fn a_checkout_is_built() {
    each_shell(|shell| {
        let stage = checkout(shell);
        let script = Path::new("check out/install.sh");
        stage.run_script(script, &[], &["--no-modify-path"]).succeeds().says("building gv in ");
        let build = "cargo build --release --locked --target-dir target in check out\n";
        assert_eq!(stage.called().unwrap(), format!("{build}gv <setup> <--no-modify-path> +shim\n"));

        let elsewhere = stage.sandbox.root().join("else where");
        let target = [("CARGO_TARGET_DIR", elsewhere.to_str().unwrap())];
        stage.run_script(script, &target, &[]).succeeds();
        assert!(elsewhere.join("release/gv").is_file());
        assert!(stage.called().unwrap().ends_with("gv <setup> +shim\n"));

        stage.run_script(script, &[("CARGO_FAILS", "1")], &[]).fails_with(1).says("cargo could not build gv");
        assert_eq!(stage.called().unwrap(), build);
        stage.run_script(script, &[("GV_SHA256", &"a".repeat(64))], &[]).fails_with(2);
        assert_eq!(stage.called(), None);
    });
}

#[test]
fn a_checkout_without_cargo_says_what_to_do() {
    let mut stage = checkout(&sh());
    fs::remove_file(stage.programs().join("cargo")).unwrap();
    stage.only(&[]).unwrap();
    let run = stage.run_script(Path::new("check out/install.sh"), &[], &[]);
    run.fails_with(1).says("no cargo on PATH").says("https://rustup.rs");
}

/// A downloaded script stands in no checkout, wherever it is run.
#[test]
fn a_piped_script_does_not_build_the_working_directory() {
    each_shell(|shell| {
        let stage = checkout(shell);
        let mut command = stage.sandbox.at("check out").command(&shell[0]);
        command.args(&shell[1..]).stdin(fs::File::open(source("install.sh")).unwrap());
        let run = Run::new("piped".to_owned(), stage.sandbox.root(), &command.output().unwrap());
        run.fails_with(2).says("GV_DOWNLOAD_BASE does not say");
        assert_eq!(stage.called(), None);
        stage.sandbox.file("check out/Cargo.toml", "[package]\nname = \"other\"\n");
        stage.run_script(Path::new("check out/install.sh"), &[], &[]).fails_with(2);
        assert_eq!(stage.called(), None);
    });
}
