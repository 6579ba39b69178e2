//! Homes of any length and any name.

use crate::support::Sandbox;
use crate::support::archive::Toolchain;
use crate::support::origin::Origin;
use crate::support::sandbox::native;
use std::fs;

/// Windows lets a path be 260 letters long, unless it is written in another way. No program is started from a
/// longer one, but Go's own files lie as deep as they lie.
#[test]
fn files_beyond_the_old_limit() {
    let mut sandbox = Sandbox::new();
    let length = sandbox.root().as_os_str().len();
    let home = sandbox.root().join("long ".repeat(40)[..200 - length].trim_end());
    let deep =
        (0..12).map(|n| format!("a folder with a long name {n}/")).collect::<Vec<_>>().concat() + "file.go";
    let toolchain = Toolchain::new("1.22.3").with(&format!("src/{deep}"), "package long\n");
    let origin = Origin::of(&["1.21.13"]).publish_toolchain("1.22.3", &toolchain);
    let address = origin.write_to(&sandbox.root().join("origin/dl"));
    sandbox.set("GV_ORIGIN", address).set("GV_HOME", &home);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox.gv(["install", "1.21.13"]).succeeds();
    let file = native(&home.join("versions/go1.22.3/src").join(deep));
    assert!(file.as_os_str().len() > 500 && fs::read(file).unwrap() == b"package long\n");
    let run = |program: &str, args: &[&str]| sandbox.at("").run(native(&home.join(program)), args);
    let _ = run("shims/go.exe", &["version"]).succeeds().prints("go1.22.3 ");
    let _ = run("bin/gv.exe", &["exec", "1.21.13", "--", "go", "version"]).succeeds().prints("go1.21.13 ");
    sandbox.gv(["use", "1.21.13"]).succeeds();
    sandbox.gv(["uninstall", "1.22.3"]).succeeds();
    sandbox.gv(["self", "uninstall", "--yes"]).succeeds();
    assert!(!home.exists());
}

#[test]
fn files_that_are_protected_are_removed_with_their_toolchain() {
    let sandbox = crate::home_with(&["1.22.3", "1.21.13"]);
    for path in ["VERSION", "src/fmt/print.go", "bin/go.exe"] {
        let file = sandbox.gv_home().join("versions/go1.21.13").join(path);
        let mut permissions = file.metadata().unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(file, permissions).unwrap();
    }
    sandbox.gv(["uninstall", "1.21.13"]).succeeds();
    assert_eq!(sandbox.installed(), ["go1.22.3"]);
}

#[test]
fn names_that_windows_takes_for_something_else_are_refused() {
    for name in
        ["src/NUL", "src/aux.go", "src/com1.txt", "src/a:b", "src/dot.", "src/space ", "SRC/fmt/PRINT.go"]
    {
        let odd = Toolchain::new("1.22.3").with(name, "x");
        let mut sandbox = Sandbox::new();
        let address =
            Origin::default().publish_toolchain("1.22.3", &odd).write_to(&sandbox.root().join("origin/dl"));
        sandbox.set("GV_ORIGIN", address);
        let run = sandbox.gv(["install", "1.22.3"]);
        assert!(run.code != Some(0) && sandbox.installed().is_empty(), "{name}: {run}");
    }
}
