//! What the working directory asks for.

use super::stage::Stage;

#[test]
fn a_pin_is_below_the_floor() {
    let stage = Stage::healthy();
    stage.sandbox.file("go.mod", "module example.com/m\n\ngo 1.22.1\n");
    stage.sandbox.file(".go-version", "1.21.13\n");
    let finding = stage.has_only("pin_below_floor", "warning");
    assert!(finding["target"].as_str().unwrap().ends_with(".go-version:1"), "{finding}");
    assert!(finding["evidence"].as_str().unwrap().contains("go.mod:3: 1.22.1"), "{finding}");
}

#[test]
fn what_is_asked_for_is_not_installed() {
    let mut stage = Stage::healthy();
    stage.sandbox.file("go.mod", "module example.com/m\n\ngo 1.23.4\n");
    let finding = stage.has_only("not_yet_installed", "info");
    assert_eq!(finding["fix"]["command"], "gv install 1.23.4");
    stage.set("GV_AUTO_INSTALL", "0");
    stage.has_only("not_installed", "error");
    stage.set("GV_AUTO_INSTALL", "1").set("GV_OFFLINE", "1");
    stage.has_only("not_installed", "error");
}

#[test]
fn a_pin_cannot_be_understood() {
    let stage = Stage::healthy();
    stage.sandbox.file(".go-version", "# here\nnewest one\n");
    let finding = stage.has_only("pin_unreadable", "error");
    assert!(finding["summary"].as_str().unwrap().contains(".go-version:2:1"), "{finding}");
}

#[test]
fn a_go_mod_cannot_be_understood() {
    let stage = Stage::healthy();
    stage.sandbox.file("go.mod", "module example.com/m\n\ngo one\n");
    let finding = stage.has_only("go_mod_unreadable", "error");
    assert!(finding["summary"].as_str().unwrap().contains("go.mod:3:4"), "{finding}");
    // A pin decides, and go itself still cannot read the file.
    stage.sandbox.file(".go-version", "1.22.3\n");
    stage.has_only("go_mod_unreadable", "error");
}

#[test]
fn the_systems_go_is_asked_for_and_there_is_none() {
    let stage = Stage::healthy();
    stage.sandbox.file(".go-version", "system\n");
    stage.has_only("no_system_go", "error");
    let usr = stage.place("1.19.8", "usr");
    stage.with_path_behind(&[usr]).is_well();
}

#[test]
fn a_workspace_below_one_of_its_modules_is_found() {
    let stage = Stage::healthy();
    stage.sandbox.file("go.work", "go 1.21\n\nuse (\n\t./a\n\t./b\n)\n");
    stage.sandbox.file("a/go.mod", "module example.com/a\n\ngo 1.20\n");
    stage.sandbox.file("b/go.mod", "module example.com/b\n\ngo 1.22.1\n");
    let finding = stage.has_only("go_work_below_member", "error");
    assert_eq!(finding["fix"]["command"], "go work use");
    assert!(finding["summary"].as_str().unwrap().contains("go.mod:3"), "{finding}");
    stage.sandbox.file("go.work", "go 1.22.1\n\nuse (\n\t./a\n\t./b\n)\n");
    stage.is_well();
}
