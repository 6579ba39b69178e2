//! The Go that PATH already has: its version, and what it does for pins and floors.

use super::*;

/// A home without a default, with a Go of the system's behind the shims.
fn with_system(version: &str) -> Sandbox {
    let mut sandbox = stage();
    Store::of(&Home::at(sandbox.gv_home())).clear_default().unwrap();
    let (shims, usr) = (sandbox.gv_home().join("shims"), place_system_go(&sandbox, version));
    sandbox.path([shims, usr]);
    sandbox
}

#[test]
fn a_floor_that_it_meets_needs_nothing_else() {
    let sandbox = with_system("1.24.2");
    for floor in ["go 1.24", "go 1.24.2", "go 1.22.3", "go 1.21\n\ntoolchain go1.24.1"] {
        sandbox.file("go.mod", format!("module m\n\n{floor}\n"));
        sandbox.at("").names("1.24.2");
        let json = sandbox.gv(["current", "--json"]).succeeds().json();
        assert_eq!((&json["version"], &json["source"]), (&"1.24.2".into(), &"system".into()), "{floor}");
        assert_eq!(json["installed"], true);
    }
    sandbox.gv(["current", "--why"]).succeeds().prints("met by the Go on PATH").prints("go1.24.2 on PATH");
    sandbox.file("go.mod", "module m\n\ngo 1.25.0\n");
    sandbox.go(["version"]).fails_with(5).says("go.mod:3 asks for go1.25.0");
}

#[test]
fn use_system_makes_it_the_default_again() {
    let sandbox = with_system("1.24.2");
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox.at("").names("1.22.3");
    sandbox.gv(["ls"]).succeeds().does_not_print("system");
    sandbox.gv(["use", "system"]).succeeds().says("go1.24.2").says("was go1.22.3");
    sandbox.at("").names("1.24.2");
    sandbox.gv(["ls"]).succeeds().prints("* system     default, go1.24.2, ");
    sandbox.gv(["ls", "--size"]).succeeds().prints("default, go1.24.2, ");
    sandbox.with("GV_LANG", "zh").gv(["ls"]).succeeds().prints("默认，go1.24.2");
    let system = sandbox.gv(["ls", "--json"]).succeeds().json()["system"].clone();
    assert_eq!(
        (&system["version"], &system["default"], &system["here"]),
        (&"1.24.2".into(), &true.into(), &true.into())
    );
    sandbox.gv([] as [&str; 0]).succeeds().prints("default    system   go1.24.2 ");
    sandbox.gv(["use", "system"]).succeeds().says("as before");
    sandbox.file(".go-version", "1.21.13\n");
    sandbox
        .gv(["use", "system"])
        .succeeds()
        .says("this directory still uses go1.21.13")
        .says("gv pin system");
}

#[test]
fn a_list_marks_it_where_a_pin_means_it() {
    let sandbox = with_system("1.24.2");
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox.file("p/.go-version", "system\n");
    sandbox
        .at("p")
        .gv(["ls"])
        .succeeds()
        .prints("* system     here: .go-version:1, go1.24.2, ")
        .prints("default");
    let json = sandbox.at("p").gv(["ls", "--json"]).succeeds().json();
    assert_eq!((&json["system"]["default"], &json["system"]["here"]), (&false.into(), &true.into()));
    assert_eq!(sandbox.gv(["ls", "--json"]).json()["system"], serde_json::Value::Null);
}

#[test]
fn a_pin_of_it_is_raised_like_any_other() {
    let sandbox = with_system("1.22.1");
    sandbox.file("go.mod", "module m\n\ngo 1.23.1\n");
    sandbox.gv(["pin", "system"]).succeeds().says("go1.23.1");
    sandbox.gv(["current"]).succeeds().prints("1.23.1").says("go.mod:3");
    sandbox
        .with("GOTOOLCHAIN", "local")
        .gv(["current", "--why"])
        .succeeds()
        .prints("system ")
        .says("go1.22.1 is below");
}

#[test]
fn a_pin_that_it_meets_needs_nothing_else() {
    let mut sandbox = with_system("1.24.2");
    // With a default too: what is there is not fetched.
    for default in [false, true] {
        if default {
            make_default(&sandbox, "1.22.3");
        }
        for pin in ["1.24.2", "1.24"] {
            sandbox.file(".go-version", format!("{pin}\n"));
            sandbox.at("").names("1.24.2");
            let json = sandbox.gv(["current", "--json"]).succeeds().json();
            assert_eq!((&json["version"], &json["source"]), (&"1.24.2".into(), &"pin".into()), "{pin}");
            sandbox.gv(["exec", pin, "--", "go", "version"]).succeeds().prints("go1.24.2");
            sandbox.gv(["pin", pin]).succeeds().does_not_say("not installed");
        }
        sandbox.file(".go-version", "1.24.3\n");
        sandbox.go(["version"]).fails_with(5).says("go1.24.3");
    }
    fs::remove_file(sandbox.work().join(".go-version")).unwrap();
    sandbox.file("go.mod", "module m\n\ngo 1.24.1\n");
    sandbox.at("").names("1.24.2");
    sandbox.gv(["install"]).succeeds().says("the Go on PATH is what this directory asks for");
    sandbox.unset("GV_OFFLINE");
    sandbox.file(".go-version", "system\n");
    sandbox.gv(["install"]).succeeds().says("nothing is to be installed");
}

#[test]
#[cfg(unix)]
fn the_version_of_a_build_without_a_version_file_is_what_it_says() {
    let sandbox = with_system("1.24.2");
    let root = sandbox.root().join("usr-1.24.2");
    fs::remove_file(root.join("VERSION")).unwrap();
    let go = root.join("bin/go");
    executable::write(&go, b"#!/bin/sh\necho go version devel go1.24-abcdef Mon linux/amd64\n");
    sandbox.file("go.mod", "module m\n\ngo 1.24\n");
    let json = sandbox.gv(["current", "--json"]).succeeds().json();
    assert_eq!((&json["version"], &json["source"]), (&"1.24".into(), &"system".into()));
    // One that comes back to gv, or does not end, has none, and keeps nobody waiting.
    for script in ["#!/bin/sh\nexec go version\n", "#!/bin/sh\nexit 1\n"] {
        executable::write(&go, script.as_bytes());
        assert_eq!(sandbox.gv(["current", "--json"]).json()["version"], "1.24", "the floor, to be installed");
    }
    // It is asked once for each question, not by each gv that it starts.
    let count = sandbox.root().join("count");
    let script = format!("#!/bin/sh\necho x >> '{}'\nexec go version\n", count.display());
    executable::write(&go, script.as_bytes());
    sandbox.gv(["current", "--json"]);
    let first = fs::read_to_string(&count).unwrap().lines().count();
    std::thread::sleep(std::time::Duration::from_secs(3));
    let later = fs::read_to_string(&count).unwrap().lines().count();
    assert!(first < 6 && first == later, "{first} and {later}");
}
