//! The tools beside `go`, and what they build with.

use crate::stage::Stage;

#[test]
fn gofmt_is_that_of_the_version() {
    let Some(stage) = Stage::set() else { return };
    let minors = stage.minors();
    stage.install(&[&minors[0], &minors[1]]);
    let file = stage.sandbox.file("fmt/a.go", "package a\nfunc  A( ) { }\n");
    let place = stage.sandbox.at("fmt");
    place.shim("gofmt", ["-l", "a.go"]).succeeds().prints("a.go");
    place.shim("gofmt", ["-w", "a.go"]).succeeds();
    assert_eq!(std::fs::read_to_string(file).unwrap(), "package a\n\nfunc A() {}\n");
    place.go(["vet", "a.go"]).succeeds();
}

#[test]
fn tests_run_through_the_shim_and_its_exit_code_is_theirs() {
    let Some(stage) = Stage::set() else { return };
    stage.install(&[&stage.minors()[0]]);
    stage.hello("tested", "go 1.21");
    let test = |body: &str| {
        let text = format!("package main\n\nimport \"testing\"\n\nfunc TestIt(t *testing.T) {{ {body} }}\n");
        stage.sandbox.file("tested/main_test.go", text);
        stage.sandbox.at("tested").go(["test", "./..."])
    };
    let _ = test("t.Log(1)").succeeds().prints("ok");
    let _ = test("t.Fatal(1)").fails_with(1).prints("FAIL");
}

#[test]
fn a_clean_environment_still_builds() {
    let Some(stage) = Stage::set() else { return };
    let version = &stage.minors()[0];
    stage.install(&[version]);
    stage.hello("clean", "go 1.21");
    let text = version.to_string();
    let place = stage.sandbox.at("clean").with("GOFLAGS", "-no-such-flag").with("CGO_ENABLED", "0");
    place.gv(["exec", &text, "--", "go", "run", "."]).fails_with(1);
    let run = place.gv(["exec", "--clean", &text, "--", "go", "run", "."]).succeeds();
    let _ = run.prints(&format!("hello from {}\n", version.toolchain_name()));
}
