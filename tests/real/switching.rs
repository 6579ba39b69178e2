//! Which toolchain `go` means, by every way to say it, and that it builds.

use crate::stage::Stage;
use std::fs;

#[test]
fn four_versions_build_and_run_by_every_way_to_ask() {
    let Some(stage) = Stage::set() else { return };
    let minors = stage.minors();
    let four: Vec<_> = minors.iter().take(4).collect();
    stage.install(&four);
    // The oldest is the default while files ask for more.
    let oldest = four[four.len() - 1];
    for version in &four {
        let text = version.to_string();
        stage.hello("plain", "go 1.21");
        stage.sandbox.gv(["use", &text]).succeeds();
        stage.means(&stage.sandbox.at("plain"), version);
        stage.builds(&stage.sandbox.at("plain"), version);

        stage.sandbox.gv(["use", &oldest.to_string()]).succeeds();
        stage.hello("pinned", "go 1.21");
        stage.sandbox.file("pinned/.go-version", format!("{text}\n"));
        stage.means(&stage.sandbox.at("pinned"), version);
        stage.builds(&stage.sandbox.at("pinned"), version);

        stage.hello("module", &format!("go {text}"));
        stage.means(&stage.sandbox.at("module"), version);
        stage.builds(&stage.sandbox.at("module"), version);

        stage.builds_with(&stage.sandbox.at("plain"), &["gv", "exec", &text, "--", "go"], version);
        stage.builds_with(&stage.sandbox.at("plain"), &[&version.toolchain_name()], version);
    }
    let names: Vec<_> = four.iter().map(|version| version.toolchain_name()).collect();
    let listed = stage.sandbox.gv(["ls"]).succeeds();
    assert!(names.iter().all(|name| listed.stdout.contains(name)), "{listed}");
}

#[test]
fn a_workspace_asks_for_all_its_modules() {
    let Some(stage) = Stage::set() else { return };
    let minors = stage.minors();
    let (newer, older) = (&minors[0], &minors[1]);
    stage.install(&[older, newer]);
    stage.hello("space/app", "go 1.21");
    stage.sandbox.file("space/go.work", format!("go {newer}\n\nuse ./app\n"));
    stage.means(&stage.sandbox.at("space/app"), newer);
    stage.builds(&stage.sandbox.at("space/app"), newer);
    stage.means(&stage.sandbox.at("space/app").with("GOWORK", "off"), older);
}

#[test]
fn a_toolchain_line_is_obeyed() {
    let Some(stage) = Stage::set() else { return };
    let minors = stage.minors();
    let (newer, older) = (&minors[0], &minors[1]);
    stage.install(&[older, newer]);
    stage.hello("line", &format!("go 1.21\n\ntoolchain {}", newer.toolchain_name()));
    stage.means(&stage.sandbox.at("line"), newer);
    stage.builds(&stage.sandbox.at("line"), newer);
}

#[test]
fn what_a_file_asks_for_is_installed_by_the_first_go_command() {
    let Some(stage) = Stage::set() else { return };
    let minors = stage.minors();
    let (newer, older) = (&minors[0], &minors[1]);
    stage.install(&[older]);
    stage.hello("first", &format!("go {newer}"));
    let place = stage.sandbox.at("first");
    let installed = format!("{} installed", newer.toolchain_name());
    place.go(["version"]).succeeds().says(&installed).prints(&newer.toolchain_name());
    stage.builds(&place, newer);
}

#[test]
fn go_itself_finds_the_launchers() {
    let Some(stage) = Stage::set() else { return };
    let minors = stage.minors();
    let (newer, older) = (&minors[0], &minors[1]);
    stage.install(&[older, newer]);
    stage.hello("auto", &format!("go 1.21\n\ntoolchain {}", newer.toolchain_name()));
    let place = stage.sandbox.at("auto").with("GOTOOLCHAIN", "auto");
    // Not the shim: the older Go, which reads go.mod itself, may not download, and finds the newer one on PATH.
    let go = stage.goroot(older).join("bin").join(format!("go{}", std::env::consts::EXE_SUFFIX));
    place.run(&go, ["version"]).succeeds().prints(&format!("go version {} ", newer.toolchain_name()));
    stage.builds_with(&place, &[&go.to_string_lossy()], newer);
}

#[test]
fn go_raises_itself_above_a_pin_below_the_floor() {
    let Some(stage) = Stage::set() else { return };
    let minors = stage.minors();
    let (newer, older) = (&minors[0], &minors[1]);
    stage.install(&[newer, older]);
    stage.hello("below", &format!("go {newer}"));
    stage.sandbox.file("below/.go-version", format!("{older}\n"));
    stage.means(&stage.sandbox.at("below"), newer);
    stage.builds(&stage.sandbox.at("below"), newer);
}

#[test]
fn a_stale_goroot_in_the_environment_does_no_harm() {
    let Some(stage) = Stage::set() else { return };
    let minors = stage.minors();
    let (newer, older) = (&minors[0], &minors[1]);
    stage.install(&[newer, older]);
    stage.hello("stale", "go 1.21");
    let gone = stage.sandbox.root().join("no/such/go");
    for stale in [gone, stage.goroot(older)] {
        let place = stage.sandbox.at("stale").with("GOROOT", stale);
        stage.means(&place, newer);
        stage.builds(&place, newer);
        let text = older.to_string();
        place.gv(["exec", &text, "--", "go", "version"]).succeeds().prints(&older.toolchain_name());
    }
}

#[test]
fn the_default_link_is_a_goroot_for_editors() {
    let Some(stage) = Stage::set() else { return };
    let minors = stage.minors();
    let current = stage.sandbox.gv_home().join("current");
    stage.hello("editor", "go 1.21");
    for version in [&minors[0], &minors[1]] {
        stage.sandbox.gv(["use", &version.to_string()]).succeeds();
        // As an IDE starts it: by its path, with GOROOT set to the link, and gv's shims not on PATH.
        let go = current.join("bin").join(format!("go{}", std::env::consts::EXE_SUFFIX));
        let place = stage.sandbox.at("editor").with("GOROOT", &current).with("PATH", current.join("bin"));
        place.run(&go, ["version"]).succeeds().prints(&format!("go version {} ", version.toolchain_name()));
        stage.builds_with(&place, &[&go.to_string_lossy()], version);
    }
}

#[test]
fn json_says_what_go_says() {
    let Some(stage) = Stage::set() else { return };
    let minors = stage.minors();
    stage.install(&[&minors[1], &minors[0]]);
    stage.sandbox.file("here/.go-version", format!("{}\n", minors[0]));
    let current = stage.sandbox.at("here").gv(["current", "--json"]).succeeds().json();
    assert_eq!(current["version"], minors[0].to_string());
    assert_eq!(current["source"], "pin");
    let go = stage.sandbox.at("here").go(["env", "GOROOT"]).succeeds();
    assert_eq!(current["goroot"], go.stdout.trim());
    let which = stage.sandbox.at("here").gv(["which", "gofmt"]).succeeds();
    assert!(fs::metadata(which.stdout.trim()).unwrap().is_file());
}
