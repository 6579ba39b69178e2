//! `gv ls`, `ls-remote`, `current`, `which`, `outdated`, and `gv` alone.

use crate::support::Sandbox;

#[test]
fn an_empty_home_is_told_how_to_begin() {
    let mut sandbox = Sandbox::new();
    // A machine with a Go of its own shows that one.
    sandbox.only_path([]);
    sandbox.gv(["ls"]).succeeds().says("gv use latest").prints_exactly("");
    sandbox.gv([] as [&str; 0]).succeeds().prints("gv 0.").says("gv use latest");
    sandbox.gv(["current"]).fails_with(5).says("gv use latest");
    sandbox.gv(["ls", "--json"]).succeeds();
    assert!(!sandbox.gv_home().exists(), "looking makes nothing");
}

#[test]
fn ls_marks_the_default_and_what_is_used_here() {
    let sandbox = Sandbox::with_origin(&["1.26.7", "1.27.0", "1.27.12"]);
    sandbox.gv(["install", "1.26.7", "1.27.0", "1.27.12"]).succeeds();
    sandbox.gv(["use", "1.27.12"]).succeeds();
    sandbox.file("a/.go-version", "1.26.7\n");
    let run = sandbox.at("a").gv(["ls"]).succeeds();
    assert_eq!(run.lines()[0], "  go1.27.12  default");
    assert_eq!(run.lines()[1], "  go1.27.0");
    assert!(run.lines()[2].starts_with("* go1.26.7"), "{:?}", run.lines());
    let json = sandbox.at("a").gv(["ls", "--json"]).succeeds().json();
    assert_eq!(json["schema_version"], 1);
    let first = &json["toolchains"][0];
    assert_eq!(
        (&first["version"], &first["default"], &first["proof"]),
        (&"1.27.12".into(), &true.into(), &"index".into())
    );
    assert_eq!(json["toolchains"][2]["here"], true);
    assert!(first["imported_from"].is_null() && first["path"].as_str().is_some());
}

#[test]
fn half_a_toolchain_is_never_listed() {
    let sandbox = Sandbox::new();
    sandbox.place_toolchain("1.22.3");
    for stray in [".staging-go1.21.0/bin", ".trash-go1.20.1/bin", "something", "go1.x"] {
        std::fs::create_dir_all(sandbox.gv_home().join("versions").join(stray)).unwrap();
    }
    let run = sandbox.gv(["ls"]).succeeds();
    assert_eq!(run.lines().len(), 1, "{:?}", run.lines());
}

#[test]
fn ls_remote_shows_the_newest_of_each_minor_and_filters() {
    let sandbox = Sandbox::with_origin(&["1.21.12", "1.21.13", "1.22.3", "1.23rc1"]);
    sandbox.gv(["install", "1.22.3"]).succeeds();
    let run = sandbox.gv(["ls-remote"]).succeeds();
    assert_eq!(run.lines(), ["1.21.13", "1.22.3   installed", "1.23rc1"]);
    let run = sandbox.gv(["lsr", "1.21"]).succeeds();
    assert_eq!(run.lines(), ["1.21.12", "1.21.13"]);
    assert_eq!(sandbox.gv(["search", "--all"]).succeeds().lines().len(), 4);
    sandbox.gv(["ls-remote", "1.99"]).fails_with(5);
    let json = sandbox.gv(["ls-remote", "--json"]).succeeds().json();
    assert_eq!(json["releases"][0]["version"], "1.23rc1");
    assert_eq!(json["releases"][0]["stable"], false);
    assert_eq!(json["releases"][1]["installed"], true);
}

#[test]
fn what_could_not_be_asked_is_not_said_to_be_up_to_date() {
    let mut sandbox = Sandbox::new();
    sandbox.place_toolchain("1.99.1");
    for (name, value) in [("GV_OFFLINE", "1"), ("GV_OFFLINE", "0")] {
        for args in [&["outdated"][..], &["upgrade"]] {
            let run = sandbox.with(name, value).gv(args).fails_with(3);
            run.says("could not be asked").does_not_say("newest patch").does_not_say("there is no Go");
        }
    }
    sandbox.set("GV_OFFLINE", "1");
    assert_eq!(sandbox.gv(["outdated", "--json"]).fails_with(3).json()["complete"], false);
    // What is known to be newer is told all the same.
    sandbox.place_toolchain("1.22.3");
    sandbox.gv(["outdated"]).succeeds().prints("go1.22.3").prints("go1.22.12");
    Sandbox::new().with("GV_OFFLINE", "1").gv(["outdated"]).succeeds().says("nothing is installed");
}

#[test]
fn the_built_in_manifest_answers_where_nobody_else_does() {
    let sandbox = Sandbox::new();
    sandbox.gv(["ls-remote", "1.22"]).succeeds().prints("1.22.12").says("built-in release list");
    sandbox.with("GV_OFFLINE", "1").gv(["ls-remote", "1.5"]).succeeds().prints("1.5.3");
}

#[test]
fn current_names_the_file_and_the_line() {
    let sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    let json = sandbox.gv(["current", "--json"]).succeeds().json();
    assert_eq!(json["source"], "default");
    assert!(json["file"].is_null());
    sandbox.file("a/.tool-versions", "# tools\r\nnodejs 20\r\ngolang 1.21.13\r\n");
    let json = sandbox.at("a").gv(["current", "--json"]).succeeds().json();
    assert_eq!(
        (&json["source"], &json["line"], &json["installed"]),
        (&"pin".into(), &3.into(), &false.into())
    );
    sandbox.at("a").gv(["current"]).succeeds().prints("1.21.13");
    let json = sandbox.at("a").with("GV_VERSION", "1.22").gv(["current", "--json"]).succeeds().json();
    assert_eq!(
        (&json["source"], &json["version"], &json["asked"]),
        (&"env".into(), &"1.22.3".into(), &"1.22".into())
    );
    sandbox.file("b/go.work", "go 1.23\n");
    let json = sandbox.at("b").gv(["current", "--json"]).succeeds().json();
    assert_eq!((&json["source"], &json["version"]), (&"go.work".into(), &"1.23".into()));
}

#[test]
fn which_prints_the_path_of_a_tool() {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    let run = sandbox.gv(["which"]).succeeds();
    assert!(std::path::Path::new(run.lines()[0]).is_file());
    sandbox.gv(["which", "gofmt"]).succeeds().prints("gofmt");
    sandbox.gv(["which", "nothing"]).fails_with(5).says("nothing");
}

#[test]
fn outdated_and_upgrade_follow_the_minor() {
    let sandbox = Sandbox::with_origin(&["1.21.12", "1.21.13", "1.22.3", "1.22.12", "1.23.0"]);
    sandbox.gv(["install", "1.21.12"]).succeeds();
    sandbox.gv(["use", "1.22.3"]).succeeds();
    let run = sandbox.gv(["outdated"]).succeeds();
    assert_eq!(run.lines(), ["go1.22.3   → go1.22.12  default", "go1.21.12  → go1.21.13"]);
    let json = sandbox.gv(["outdated", "--json"]).succeeds().json();
    assert_eq!(json["outdated"][1]["newest"], "1.21.13");
    sandbox.gv(["upgrade", "1.22"]).succeeds().says("default is now go1.22.12 (was go1.22.3)");
    assert_eq!(sandbox.gv(["outdated"]).succeeds().lines(), ["go1.21.12  → go1.21.13"]);
    sandbox.gv(["upgrade"]).succeeds().says("go1.21.13 installed");
    // A run that ended early has left the default behind.
    sandbox.gv(["use", "1.22.3"]).succeeds();
    assert_eq!(sandbox.gv(["outdated"]).succeeds().lines(), ["go1.22.3  → go1.22.12  default"]);
    sandbox.gv(["upgrade"]).succeeds().says("default is now go1.22.12 (was go1.22.3)");
    sandbox.gv(["outdated"]).succeeds().prints_exactly("");
    sandbox.gv(["upgrade"]).succeeds().says("every minor version has its newest patch");
    sandbox.gv(["prune", "--dry-run"]).succeeds().says("go1.22.3").says("go1.21.12");
    sandbox.gv(["prune"]).fails_with(2).says("gv prune --yes");
    sandbox.gv(["prune", "--yes"]).succeeds();
    let left = sandbox.gv(["ls", "--json"]).succeeds().json();
    let left: Vec<_> = left["toolchains"].as_array().unwrap().iter().map(|t| t["version"].clone()).collect();
    assert_eq!(left, ["1.22.12", "1.21.13"]);
}

#[test]
#[cfg(target_os = "linux")]
fn data_that_cannot_be_written_is_an_error() {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    for args in [
        &["ls"][..],
        &["ls", "--json"],
        &["current", "--json"],
        &["which", "go"],
        &["init", "bash"],
        &["completions", "zsh"],
        &["env"],
        &["ls-remote", "--json"],
        &["help"],
        &["--help"],
        &["--version"],
    ] {
        let mut command = sandbox.at("").gv_command();
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = command.args(args).stdout(full).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {told}");
        assert!(told.contains("cannot write to standard output: no space left"), "{args:?}: {told}");
        // A reader that goes away early has what it wants.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = sandbox.at("").gv_command().args(args).stdout(writer).output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{args:?}");
    }
}

#[test]
fn what_nobody_could_be_asked_about_is_not_denied() {
    let mut sandbox = Sandbox::new();
    sandbox.set("GOPROXY", "off");
    for spec in ["1.99", "1.99.1", "1.22.99", "1.4.3", "1.99rc1"] {
        let run = sandbox.gv(["install", spec]).fails_with(3).does_not_say("there is no Go");
        run.says(&format!("cannot tell whether there is a Go {spec}: go.dev could not be reached"))
            .says("try: gv doctor net");
        let run =
            sandbox.with("GV_OFFLINE", "1").gv(["use", spec]).fails_with(3).does_not_say("there is no Go");
        run.says(&format!("cannot tell whether there is a Go {spec}: GV_OFFLINE is set"))
            .says("unset GV_OFFLINE");
        sandbox.with("GV_LANG", "zh").gv(["install", spec]).fails_with(3).says("无法确定是否有");
    }
    // An origin that has spoken is taken at its word.
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    sandbox.gv(["install", "1.99"]).fails_with(5).says("there is no Go 1.99");
}

#[test]
fn an_origin_is_named_in_full() {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    let address = sandbox.variable("GV_ORIGIN").unwrap().to_str().unwrap().to_owned();
    let short = address.replacen("file:///", "file:/", 1);
    sandbox.with("GV_ORIGIN", short).gv(["install", "1.22"]).succeeds();
    for relative in ["./dl", "../dl", "~/dl"] {
        let run = sandbox.with("GV_ORIGIN", relative).gv(["install", "1.22.2"]).fails_with(2);
        run.says(&format!("{relative} is not an absolute path"));
    }
}

#[test]
#[cfg(unix)]
fn what_the_charset_of_the_locale_lacks_is_not_written() {
    let sandbox = Sandbox::with_origin(&["1.22.3"]);
    for locale in ["zh_CN.GBK", "zh_CN.GB18030", "zh_CN", "C", "POSIX", "de_DE.ISO-8859-1"] {
        let run = sandbox.at("").without("GV_LANG").with("LC_ALL", locale).gv(["use", "1.22.3"]).succeeds();
        assert!(run.stderr.is_ascii() && run.stderr.contains("ok "), "{locale}: {run}");
    }
    for locale in ["zh_CN.UTF-8", "zh_CN.utf8"] {
        let place = sandbox.at("").without("GV_LANG").with("LC_ALL", locale);
        place.gv(["install", "1.22.3"]).succeeds().says("已安装");
    }
    sandbox.with("LC_ALL", "C").with("GV_LANG", "zh").gv(["install", "1.22.3"]).says("已安装");
}

#[test]
#[cfg(unix)]
fn ls_marks_a_toolchain_that_cannot_run() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    let go = sandbox.place_toolchain("1.22.3").join("bin/go");
    sandbox.place_toolchain("1.21.13");
    let marked =
        |run: crate::support::run::Run| run.stdout.lines().filter(|line| line.contains("damaged")).count();
    assert_eq!(marked(sandbox.gv(["ls"]).succeeds()), 0);
    std::fs::set_permissions(&go, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(marked(sandbox.gv(["ls"]).succeeds()), 1);
    std::fs::remove_file(&go).unwrap();
    assert_eq!(marked(sandbox.gv(["ls"]).succeeds().prints("go1.22.3")), 1);
}

#[test]
fn a_home_that_is_not_set_up_is_not_led_to_programs_that_it_lacks() {
    let sandbox = Sandbox::new();
    let run = sandbox.with("PATH", "/usr/bin:/bin").gv([] as [&str; 0]).succeeds();
    run.says("gv setup").does_not_say("init ");
}
