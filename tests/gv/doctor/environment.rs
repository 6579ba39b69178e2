//! Go's variables, in the environment and in the file of `go env -w`.

use super::stage::Stage;

#[test]
fn goroot_names_nothing() {
    let mut stage = Stage::healthy();
    let gone = stage.home("gone");
    stage.set("GOROOT", &gone);
    let finding = stage.has_only("goroot_missing", "warning");
    assert!(finding["evidence"].as_str().unwrap().contains("gv's shims ignore it"), "{finding}");
}

#[test]
fn goroot_names_another_go() {
    let mut stage = Stage::healthy();
    stage.place("1.19.8", "usr");
    stage.set("GOROOT", stage.home("usr"));
    let finding = stage.has_only("goroot_differs", "warning");
    assert!(finding["summary"].as_str().unwrap().contains("go1.19.8"), "{finding}");
    stage.set("GOROOT", stage.default_bin().parent().unwrap());
    stage.is_well();
    stage.set("GOROOT", stage.gv("versions/go1.22.3"));
    stage.is_well();
}

#[test]
fn goroot_stands_in_the_file_of_go_env() {
    let mut stage = Stage::healthy();
    stage.place("1.19.8", "usr");
    stage.set("GOENV", stage.write("goenv", format!("GOROOT={}\n", stage.home("usr").display())));
    let finding = stage.has_only("goroot_differs", "error");
    assert_eq!(finding["fix"]["command"], "gv env unset --user GOROOT");
}

#[test]
fn gopath_and_gobin_are_what_go_refuses() {
    let mut stage = Stage::healthy();
    for value in ["go", "~/go"] {
        stage.set("GOPATH", value);
        stage.has_only("gopath_invalid", "error");
    }
    stage.set("GOPATH", stage.gv("versions/go1.22.3"));
    stage.has_only("gopath_is_goroot", "warning");
    stage.set("GOPATH", "").set("GOBIN", "bin");
    stage.has_only("gobin_invalid", "error");
}

#[test]
fn goflags_holds_no_flag() {
    let mut stage = Stage::healthy();
    stage.set("GOFLAGS", "-v mod=mod");
    let finding = stage.has_only("goflags_invalid", "error");
    assert!(finding["summary"].as_str().unwrap().contains("\"mod=mod\""), "{finding}");
    if cfg!(unix) {
        assert_eq!(finding["fix"]["command"], "unset GOFLAGS");
    }
    stage.set("GOFLAGS", "-v --mod=mod");
    stage.is_well();
}

#[test]
fn goflags_asks_for_what_is_not_vendored() {
    let mut stage = Stage::healthy();
    stage.set("GOFLAGS", "-mod=vendor");
    stage.is_well();
    stage.sandbox.file("go.mod", "module example.com/m\n\ngo 1.21\n");
    stage.has_only("goflags_vendor", "error");
    stage.sandbox.dir("vendor");
    stage.is_well();
}

#[test]
fn goenv_names_nothing_or_is_off() {
    let mut stage = Stage::healthy();
    stage.set("GOENV", stage.home("gone/env"));
    stage.has_only("goenv_missing", "warning");
    stage.set("GOENV", stage.home(""));
    stage.has_only("goenv_unreadable", "warning");
    stage.set("GOENV", "off");
    stage.has_only("goenv_off", "info");
}

#[test]
fn gotoolchain_makes_nothing_or_another_version_run() {
    let mut stage = Stage::healthy();
    stage.set("GOTOOLCHAIN", "1.22");
    stage.has_only("gotoolchain_invalid", "error");
    stage.set("GOTOOLCHAIN", "go1.21.13");
    stage.has_only("gotoolchain_overrules", "warning");
    for another in ["go1.21.13+auto", "go1.21.13+path"] {
        stage.set("GOTOOLCHAIN", another);
        stage.has_only("gotoolchain_overrules", "warning");
    }
    for harmless in ["auto", "local", "path", "go1.22.3", "local+path"] {
        stage.set("GOTOOLCHAIN", harmless);
        stage.is_well();
    }
}

#[test]
fn gv_version_names_nothing_or_overrules_a_file() {
    let mut stage = Stage::healthy();
    stage.set("GV_VERSION", "newest");
    stage.has_only("gv_version_invalid", "error");
    stage.sandbox.file(".go-version", "1.22.3\n");
    stage.set("GV_VERSION", "1.21.13");
    let finding = stage.has_only("gv_version_overrules", "info");
    assert!(finding["summary"].as_str().unwrap().contains(".go-version:1"), "{finding}");
    stage.set("GV_VERSION", "1.22.3");
    stage.is_well();
}
