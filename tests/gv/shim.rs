//! `go`, `gofmt` and `go1.X.Y` as the shell starts them: what they mean in a directory, and what reaches the toolchain.

use crate::support::archive::Toolchain;
use crate::support::executable;
use crate::support::{Sandbox, folder_link};
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::PathBuf;

/// A home set up by gv itself, with these toolchains; the first is the default.
fn home_with(versions: &[&str]) -> Sandbox {
    home_named("sandbox", versions)
}

fn home_named(name: &str, versions: &[&str]) -> Sandbox {
    let mut sandbox = Sandbox::named(name);
    // Nothing here may need the network, or install by itself.
    sandbox.set("GV_OFFLINE", "1");
    for version in versions {
        sandbox.place_toolchain(version);
    }
    sandbox.gv(["use", versions[0]]).succeeds();
    sandbox
}

/// A Go that is not gv's, in a folder of its own.
fn other_go(sandbox: &Sandbox, version: &str) -> PathBuf {
    let goroot = sandbox.root().join("other go");
    Toolchain::new(version).write_to(&goroot);
    goroot.join("bin")
}

fn shims(sandbox: &Sandbox) -> PathBuf {
    sandbox.gv_home().join("shims")
}

#[test]
fn the_directory_decides() {
    let sandbox = home_with(&["1.21.13", "1.20.14", "1.22.3", "1.22.12"]);
    sandbox.file("pinned/.go-version", "1.20.14\n");
    sandbox.file("pinned/module/go.mod", "module m\n\ngo 1.22\n");
    sandbox.file("tools/.tool-versions", "node 20\ngolang 1.22.3\n");
    sandbox.file("module/go.mod", "module m\n\ngo 1.22\n");
    sandbox.file("exact/go.mod", "module m\n\ngo 1.21\n\ntoolchain go1.22.3\n");
    sandbox.file("met/go.mod", "module m\n\ngo 1.20\n");
    sandbox.file("default/go.mod", "module m\n\ngo 1.22\n\ntoolchain default\n");
    sandbox.file("work/go.work", "go 1.22.3\n\nuse ./m\n");
    sandbox.file("work/m/go.mod", "module m\n\ngo 1.20\n");
    for (folder, version) in [
        ("", "1.21.13"),
        ("pinned", "1.20.14"),
        ("pinned/module", "1.20.14"),
        ("tools", "1.22.3"),
        ("module", "1.22.12"),
        ("exact", "1.22.3"),
        ("met", "1.21.13"),
        ("default", "1.21.13"),
        ("work/m", "1.22.3"),
    ] {
        sandbox.at(folder).go(["version"]).succeeds().prints(&format!("go{version} "));
        sandbox.at(folder).shim("gofmt", ["-l"]).succeeds().prints(&format!("gofmt={version}\n"));
    }
    sandbox.at("pinned").with("GV_VERSION", "1.22").go(["version"]).prints("go1.22.12 ");
    sandbox.at("work/m").with("GOWORK", "off").go(["version"]).prints("go1.21.13 ");
}

#[test]
fn files_from_windows_are_read() {
    let sandbox = home_with(&["1.21.13", "1.22.3"]);
    sandbox.file("pin/.go-version", "\u{feff}1.22.3\r\n");
    sandbox.file("tools/.tool-versions", "\u{feff}node 20\r\ngo 1.22.3\r\n");
    sandbox.file("mod/go.mod", "\u{feff}module m\r\n\r\ngo 1.22 // least\r\n");
    let wide = "1.22.3\r\n".encode_utf16().flat_map(u16::to_le_bytes);
    sandbox.file("powershell/.go-version", [0xff, 0xfe].into_iter().chain(wide).collect::<Vec<u8>>());
    for folder in ["pin", "tools", "mod", "powershell"] {
        sandbox.at(folder).go(["version"]).succeeds().prints("go1.22.3 ");
    }
}

#[test]
fn a_stale_goroot_is_taken_away_and_nothing_else() {
    let sandbox = home_with(&["1.22.3"]);
    let stale = sandbox.with("GOROOT", "/usr/local/go").with("GOTOOLCHAIN", "auto");
    stale.go(["env", "GOROOT"]).succeeds().prints(&sandbox.gv_home().to_string_lossy());
    stale.go(["build"]).succeeds().prints("GOROOT=\n").prints("GOTOOLCHAIN=auto\n");
}

#[test]
fn a_go_that_is_not_gvs_keeps_its_goroot() {
    let mut sandbox = home_with(&["1.22.3"]);
    let other = other_go(&sandbox, "1.19.1");
    sandbox.path([shims(&sandbox), other]);
    let run = sandbox.with("GV_VERSION", "system").with("GOROOT", "/opt/go").go(["build"]);
    run.succeeds().prints("go=1.19.1").prints("GOROOT=/opt/go\n");
}

#[test]
fn a_pin_below_the_floor_leaves_the_choice_to_go() {
    let sandbox = home_with(&["1.21.13", "1.22.3"]);
    sandbox.file("a/go.mod", "module m\n\ngo 1.22.3\n");
    sandbox.file("a/.go-version", "1.21.13\n");
    let a = || sandbox.at("a");
    a().go(["build"]).prints("go=1.21.13\n").prints("GOTOOLCHAIN=\n");
    a().gv(["current"]).succeeds().prints("1.22.3").says("go.mod:3");
    a().with("GOTOOLCHAIN", "auto").go(["build"]).prints("GOTOOLCHAIN=auto\n");
    a().with("GV_VERSION", "1.22.3").go(["build"]).prints("go=1.22.3\n").prints("GOTOOLCHAIN=\n");
    sandbox.with("GV_VERSION", "1.21.13").go(["build"]).prints("GOTOOLCHAIN=\n");
}

#[test]
fn minus_c_decides_as_it_does_for_go() {
    let sandbox = home_with(&["1.21.13", "1.22.3"]);
    sandbox.file("there/.go-version", "1.22.3\n");
    for args in [
        &["-C", "there", "build"][..],
        &["build", "-C", "there"],
        &["build", "-C=there"],
        &["mod", "tidy", "--C", "there"],
    ] {
        let run = sandbox.go(args).succeeds().prints("go=1.22.3\n");
        assert!(run.stdout.contains("there"), "go itself has to see the flag: {run}");
    }
    sandbox.go(["build", "-v", "-C", "there"]).prints("go=1.21.13\n");
    sandbox.go(["build", "-C", "absent"]).prints("go=1.21.13\n");
    sandbox.at("").shim("gofmt", ["-C", "there"]).prints("gofmt=1.21.13\n");
}

#[test]
fn a_launcher_is_its_own_version_wherever_it_is_called() {
    let sandbox = home_with(&["1.21.13", "1.22.3"]);
    sandbox.file("a/.go-version", "1.21.13\n");
    sandbox.at("a").with("GV_VERSION", "1.21.13").shim("go1.22.3", ["version"]).prints("go1.22.3 ");
    sandbox.at("a").run(format!("go1.22.3{EXE_SUFFIX}"), ["version"]).prints("go1.22.3 ");
}

/// Go starts the launcher it finds on PATH with its own zeroth argument: the launcher's name never arrives. What is
/// to be run stands in a variable, and another version would be refused ("invoked to provide").
#[test]
#[cfg(unix)]
fn go_switching_to_another_version_gets_that_version() {
    use std::os::unix::process::CommandExt;
    let sandbox = home_with(&["1.21.13", "1.22.3"]);
    let mut command = sandbox
        .with("GOTOOLCHAIN_INTERNAL_SWITCH_VERSION", "go1.22.3")
        .command(shims(&sandbox).join("go1.22.3"));
    let output = command.arg0("go").arg("version").output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("go1.22.3 "), "{output:?}");
}

#[test]
fn a_default_that_is_gone_is_told_with_the_way_out() {
    let sandbox = home_with(&["1.22.3", "1.21.13"]);
    fs::remove_dir_all(sandbox.gv_home().join("versions/go1.22.3")).unwrap();
    sandbox.go(["version"]).fails_with(5).says("go1.22.3").says("try: gv use 1.21.13");
    sandbox.file("a/go.mod", "module m\n\ngo 1.21\n");
    sandbox.at("a").go(["version"]).succeeds().prints("go1.21.13 ");
}

#[test]
fn the_go_on_path_is_the_last_resort_and_never_gvs_own() {
    let mut sandbox = Sandbox::new();
    sandbox.place_shims(&["go", "gofmt"]);
    let other = other_go(&sandbox, "1.19.1");
    let twin = sandbox.root().join("twin/shims");
    fs::create_dir_all(twin.join("../bin")).unwrap();
    for copy in ["shims/go", "bin/gv-shim"] {
        let copy = twin.with_file_name(format!("{copy}{EXE_SUFFIX}"));
        executable::copy(env!("CARGO_BIN_EXE_gv-shim"), &copy);
    }
    sandbox.path([shims(&sandbox), twin.clone(), other]);
    sandbox.go(["version"]).succeeds().prints("go1.19.1 ");
    sandbox.go(["build"]).prints("go=1.19.1\n");
    sandbox.at("").shim("gofmt", ["-l"]).prints("gofmt=1.19.1\n");
    // Only gv is left: nothing comes back to itself.
    sandbox.only_path([shims(&sandbox), twin]);
    sandbox.go(["version"]).fails_with(5).says("there is no Go here").says("try: gv use latest");
    sandbox.with("GV_VERSION", "system").go(["version"]).fails_with(5).says("besides gv's shims");
    sandbox.with("GV_VERSION", "system").with("GV_LANG", "zh").go(["version"]).fails_with(5).says("没有 Go");
}

#[test]
#[cfg(unix)]
fn a_go_that_calls_go_is_stopped() {
    let mut sandbox = home_with(&["1.22.3"]);
    let loops = Toolchain::new("1.19.1").with("bin/go", "#!/bin/sh\ngo \"$@\"\n");
    loops.write_to(&sandbox.root().join("loop"));
    sandbox.path([shims(&sandbox), sandbox.root().join("loop/bin")]);
    sandbox.with("GV_VERSION", "system").go(["version"]).fails_with(1).says("leads back to gv's shim");
    // One that leads to another Go does its work.
    let script = format!("#!/bin/sh\nGV_VERSION=1.22.3 exec {}/go \"$@\"\n", shims(&sandbox).display());
    executable::write(&sandbox.root().join("loop/bin/go"), script.as_bytes());
    sandbox.with("GV_VERSION", "system").go(["version"]).succeeds().prints("go1.22.3 ");
}

/// The version of a Go without a VERSION file is what it prints: asking is not to start a chain of shims.
#[test]
#[cfg(unix)]
fn a_go_that_calls_go_is_not_asked_again_and_again() {
    let mut sandbox = home_with(&["1.22.3"]);
    let started = sandbox.root().join("started");
    let script = format!("#!/bin/sh\necho x >>'{}'\ngo \"$@\"\n", started.display());
    sandbox.file("project/go.mod", "module m\n\ngo 1.99\n");
    let bin = sandbox.dir("project/bin");
    executable::write(&bin.join("go"), script.as_bytes());
    sandbox.path([shims(&sandbox), bin]);
    sandbox.at("project").with("GV_OFFLINE", "1").go(["version"]).fails_with(5).says("1.99");
    let times = std::fs::read_to_string(&started).map_or(0, |text| text.lines().count());
    assert!((1..=4).contains(&times), "{times}");
}

#[test]
fn a_malformed_file_is_named_with_line_and_column() {
    let sandbox = home_with(&["1.22.3"]);
    sandbox.file("mod/go.mod", "module m\n\ngo 1.22.x\n");
    sandbox.file("block/go.mod", "module m\n\nrequire (\n\ta v1\n");
    sandbox.file("twice/go.work", "go 1.22\r\ngo 1.23\r\n");
    sandbox.file("pin/.go-version", "# ours\n  one.two\n");
    sandbox.file("empty/.go-version", "\n");
    // What go refuses it reports itself, where it matters.
    for folder in ["mod", "block", "twice"] {
        sandbox.at(folder).go(["version"]).succeeds().prints("go1.22.3 ");
        sandbox.at(folder).shim("gofmt", ["-l"]).succeeds().prints("gofmt=1.22.3\n");
    }
    for (folder, text) in [
        ("pin", ".go-version:2:3: \"one.two\" is not a Go version"),
        ("empty", ".go-version contains no version"),
    ] {
        sandbox.at(folder).go(["version"]).fails_with(1).says(text).says("try: ").prints_exactly("");
        // What is named outright needs no file.
        sandbox.at(folder).with("GV_VERSION", "1.22.3").go(["version"]).succeeds();
        sandbox.at(folder).shim("go1.22.3", ["version"]).succeeds();
    }
    sandbox.at("pin").with("GV_LANG", "zh").go(["version"]).fails_with(1).says("不是 Go 版本");
}

#[test]
fn what_is_missing_is_named_with_the_command_that_installs_it() {
    let sandbox = home_with(&["1.22.3"]);
    sandbox.with("GV_VERSION", "1.21").go(["version"]).fails_with(5).says("gv install 1.21");
    sandbox.with("GV_VERSION", "1.x.y").go(["version"]).fails_with(2).says("GV_VERSION=\"1.x.y\"");
}

#[test]
fn a_shim_whose_gv_is_gone_still_says_what_is_wrong() {
    let sandbox = Sandbox::new();
    sandbox.place_shims(&["go"]);
    sandbox.with("GV_VERSION", "1.21").go(["version"]).fails_with(5).says("go1.21 is not installed");
    sandbox.with("GV_VERSION", "1.21").with("GV_LANG", "zh").go(["version"]).says("尚未安装");
}

#[test]
fn a_shim_finds_its_home_by_itself() {
    let sandbox = home_named("with space 目录", &["1.22.3"]);
    sandbox.at("").without("GV_HOME").without("HOME").go(["version"]).succeeds().prints("go1.22.3 ");
}

#[test]
fn links_and_folders_in_the_place_of_files_do_no_harm() {
    let sandbox = home_with(&["1.22.3", "1.21.13"]);
    sandbox.dir("a/.go-version");
    sandbox.dir("a/go.mod");
    sandbox.at("a").go(["version"]).succeeds().prints("go1.22.3 ");
    sandbox.file("real/.go-version", "1.21.13\n");
    sandbox.dir("real/inside");
    if !folder_link(&sandbox.work().join("real/inside"), &sandbox.work().join("linked")) {
        return;
    }
    let linked = sandbox.work().join("linked");
    // Where the shell stands is what counts, as it does for Go; a process that was put there sees the folder itself.
    sandbox.at("linked").with("PWD", &linked).go(["version"]).prints(if cfg!(windows) {
        "go1."
    } else {
        "go1.22.3 "
    });
}

#[test]
fn exit_codes_pass() {
    let sandbox = home_with(&["1.22.3"]);
    for code in [0, 1, 2, 77, 255] {
        sandbox.go(["exit", &code.to_string()]).fails_with(code);
    }
}

#[test]
fn arguments_arrive_as_they_were_given() {
    let sandbox = home_with(&["1.22.3"]);
    let args = ["build", "", "a b", "--", "-x=\"'\\", "$HOME %PATH% *", "-ldflags=-X 'm.v=1 2'", "目录"];
    let run = sandbox.go(args).succeeds();
    let arrived: Vec<_> = run.lines().into_iter().filter_map(|line| line.strip_prefix("arg=")).collect();
    assert_eq!(arrived, args);
}

#[test]
#[cfg(unix)]
fn arguments_need_not_be_text() {
    use std::os::unix::ffi::OsStrExt;
    let sandbox = home_with(&["1.22.3"]);
    let odd = std::ffi::OsStr::from_bytes(b"\xff\n\x01");
    let output = sandbox.at("").command(shims(&sandbox).join("go")).arg(odd).output().unwrap();
    let arrived = output.stdout.windows(7).any(|bytes| bytes == b"arg=\xff\n\x01");
    assert!(arrived, "{output:?}");
}

#[test]
#[cfg(unix)]
fn the_toolchain_is_the_process_itself() {
    use std::os::unix::process::ExitStatusExt;
    let sandbox = home_with(&["1.22.3"]);
    let goroot = sandbox.gv_home().join("versions/go1.22.3");
    Toolchain::new("1.22.3").with("bin/go", "#!/bin/sh\necho $$\nkill -TERM $$\n").write_to(&goroot);
    let mut command = sandbox.at("").command(shims(&sandbox).join("go"));
    let child = command.stdout(std::process::Stdio::piped()).spawn().unwrap();
    let id = child.id();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.signal(), Some(15), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), id.to_string());
}

#[test]
#[cfg(unix)]
fn a_working_directory_that_is_gone_has_no_files() {
    let sandbox = home_with(&["1.22.3"]);
    sandbox.dir("gone");
    let script = format!("rmdir \"$PWD\"; exec '{}/go' version", shims(&sandbox).display());
    sandbox.at("gone").run("sh", ["-c", &script]).succeeds().prints("go1.22.3 ");
}
