//! Launchers, environments, homes, links and mistakes of every kind.

use super::*;

#[test]
fn a_launcher_is_its_version_wherever_it_is_called() {
    let sandbox = stage();
    sandbox.file(".go-version", "1.23.1\n");
    let at = sandbox.at("").with("GV_VERSION", "1.20.14");
    at.shim("go1.21.13", ["version"]).names("1.21.13");
    at.shim("go1.24.9", ["version"]).fails_with(5).says("go1.24.9").says("gv install 1.24.9");
}

#[test]
fn exec_leaves_the_launchers_on_path() {
    let sandbox = stage();
    sandbox.gv(["exec", "1.22.5", "--", "go", "version"]).succeeds().prints("go1.22.5");
    sandbox.gv(["exec", "1.22.5", "--", "go1.21.13", "version"]).succeeds().prints("go1.21.13");
    // A shim called by its path obeys what exec named.
    let shim = sandbox.gv_home().join("shims").join(file("go")).to_string_lossy().into_owned();
    sandbox.gv(["exec", "1.22.5", "--", &shim, "version"]).succeeds().prints("go1.22.5");
}

#[test]
fn exec_below_go_mod_names_the_line_that_asks_for_more() {
    let mut sandbox = stage();
    sandbox.file("go.mod", "module example.com/x\n\ngo 1.24.9\n");
    sandbox.set("GV_OFFLINE", "1");
    let run = sandbox.gv(["exec", "1.22.5", "--", "go", "version"]).fails_with(5);
    run.says("go.mod:3 asks for go1.24.9: ").says("try: ");
}

#[test]
fn exec_says_which_program_path_does_not_have() {
    let sandbox = stage();
    let run = sandbox.gv(["exec", "1.22.5", "--", "no-such-program"]).fails_with(127);
    run.says("error: PATH has no program no-such-program").does_not_say("os error");
    let chinese = sandbox.with("GV_LANG", "zh");
    chinese
        .gv(["exec", "1.22.5", "--", "no-such-program"])
        .fails_with(127)
        .says("PATH 中没有程序 no-such-program");
}

#[test]
fn a_pin_that_is_a_word_says_what_to_write() {
    let sandbox = stage();
    sandbox.file(".go-version", "golang\n");
    let run =
        sandbox.gv(["current"]).fails_with(1).says("\"golang\" is not a Go version\n  try: gv pin 1.22\n");
    run.says("\n  write a version into the file, such as 1.22.3, 1.22 or latest\n");
}

#[test]
fn a_goroot_exported_for_another_go_does_no_harm() {
    let mut sandbox = stage();
    let (shims, usr) = (sandbox.gv_home().join("shims"), place_system_go(&sandbox, "1.19.1"));
    sandbox.path([shims, usr]).set("GOROOT", "/somewhere/else");
    sandbox.go(["x"]).succeeds().prints("go=1.22.3\nGOROOT=\n");
    let own = sandbox.gv_home().join("versions").join("go1.9.7");
    let old = sandbox.with("GV_VERSION", "1.9.7").go(["x"]);
    old.succeeds().prints(&format!("go=1.9.7\nGOROOT={}\n", own.display()));
    let system = sandbox.with("GV_VERSION", "system").go(["x"]);
    system.succeeds().prints("go=1.19.1\nGOROOT=/somewhere/else\n");
    sandbox.at("").shim("go1.21.13", ["x"]).succeeds().prints("go=1.21.13\nGOROOT=\n");
}

#[test]
#[cfg(unix)]
fn nothing_else_is_changed() {
    let sandbox = stage();
    place_script(&sandbox, "1.22.3", "exec env");
    let run = |program: &str| {
        let place = sandbox.with("GOFLAGS", "-mod=mod").with("EMPTY", "").with("GOENV", "/x y");
        let run = place.with("GV_SHIM_DEPTH", "3").run(program, [] as [&str; 0]).succeeds();
        let mut lines: Vec<_> = run.lines().into_iter().map(str::to_owned).collect();
        lines.retain(|line| !line.starts_with("PWD=") && !line.starts_with("_="));
        lines.sort();
        lines
    };
    let direct = sandbox.gv_home().join("versions/go1.22.3/bin/go");
    let expected: Vec<_> =
        run(direct.to_str().unwrap()).into_iter().map(|line| line.replace("DEPTH=3", "DEPTH=4")).collect();
    assert_eq!(run("go"), expected);
}

#[test]
#[cfg(unix)]
fn arguments_and_input_are_bytes() {
    use std::ffi::OsStr;
    use std::io::Write;
    use std::os::unix::ffi::OsStrExt;
    use std::process::Stdio;
    let sandbox = stage();
    place_script(&sandbox, "1.22.3", r#"printf '%s|' "$@"; cat"#);
    let mut command = sandbox.at("").command(sandbox.gv_home().join("shims/go"));
    command.arg(OsStr::from_bytes(b"\xff\xfe x")).arg("\n").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"in\0\x80\r\n").unwrap();
    assert_eq!(child.wait_with_output().unwrap().stdout, b"\xff\xfe x|\n|in\0\x80\r\n");
}

/// A `go` of this toolchain that starts `go` again, as a script of `go generate` does, is no loop.
#[test]
#[cfg(unix)]
fn go_within_go_works() {
    let sandbox = stage();
    place_script(&sandbox, "1.22.3", "GV_VERSION=1.21.13 exec go version");
    sandbox.go(["generate"]).succeeds().prints("go1.21.13");
}

#[test]
fn a_link_elsewhere_is_the_same_shim() {
    let sandbox = stage();
    let elsewhere = sandbox.dir("elsewhere").join(file("go"));
    name_elsewhere(&sandbox.gv_home().join("shims").join(file("go")), &elsewhere);
    sandbox.at("").run(&elsewhere, ["version"]).names("1.22.3");
}

#[test]
fn the_home_is_found_where_no_variable_names_it() {
    let sandbox = stage();
    let alone = || sandbox.at("").without("GV_HOME").without("HOME").without("USERPROFILE");
    alone().go(["version"]).names("1.22.3");
    alone().shim("go1.24.9", ["version"]).fails_with(5).says("gv install 1.24.9");
    // An IDE: the shim by its path, and nothing of gv's on PATH.
    let ide = alone().with("PATH", "");
    ide.shim("go1.24.9", ["version"]).fails_with(5).says("gv install 1.24.9");
}

#[test]
fn a_home_with_spaces_and_chinese_letters_works() {
    let sandbox = set(Sandbox::named("with space 目录"));
    sandbox.go(["version"]).names("1.22.3");
    sandbox.file("项 目/.go-version", "1.21");
    let run = sandbox.at("项 目").without("GV_HOME").go(["x", "a b"]);
    run.succeeds().prints("go=1.21.13").prints("arg=a b");
    sandbox.file("项 目/.go-version", "1.99");
    sandbox.at("项 目").go(["x"]).fails_with(5).says("gv install 1.99");
}

#[test]
#[cfg(unix)]
fn a_project_reached_through_a_link_keeps_the_files_above_the_link() {
    let sandbox = stage();
    sandbox.file("real/deep/.keep", "");
    sandbox.file("real/.go-version", "1.21.13");
    sandbox.file("project/.go-version", "1.23.1");
    let link = sandbox.work().join("project/link");
    std::os::unix::fs::symlink(sandbox.work().join("real/deep"), &link).unwrap();
    sandbox.at("project/link").with("PWD", &link).names("1.23.1");
    sandbox.at("project/link").names("1.21.13");
    // A PWD that names another folder, as `make -C` leaves it, is not believed.
    sandbox.at("project/link").with("PWD", sandbox.work()).names("1.21.13");
}

#[test]
fn a_pin_that_is_no_version_is_named_with_line_and_column() {
    let sandbox = stage();
    for (name, content, place, en, zh) in [
        (".go-version", "# x\r\n  1.x.y\r\n", "2:3", "is not a Go version", "不是 Go 版本"),
        (".tool-versions", "golang ref:main\n", "1:8", "is not a Go version", "不是 Go 版本"),
    ] {
        let path = sandbox.file(format!("p/{name}"), content);
        let place = format!("{name}:{place}");
        sandbox.at("p").go(["version"]).fails_with(1).says(&place).says(en).says("try:");
        let run = sandbox.at("p").with("GV_LANG", "zh").go(["version"]);
        run.fails_with(1).says(&place).says(zh).says("可尝试");
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn a_go_mod_that_go_would_refuse_is_left_to_go() {
    let sandbox = stage();
    for (name, content, version) in [
        ("go.mod", "module m\n\n<<<<<<< HEAD\ngo 1.22.5\n=======\ngo 1.23.1\n>>>>>>> topic\n", "1.22.5"),
        ("go.mod", "module m\n\ngo v1.22\n", "1.22.3"),
        ("go.mod", "module m\nrequire (\n a v1\n", "1.22.3"),
        ("go.mod", "module m\n\ngo 1.22.0rc1\n", "1.22.3"),
        ("go.mod", "module m\n\ngo 1.22\n\ntoolchain local\n", "1.22.3"),
        ("go.work", "go 1.22\ntoolchain 1.22.3\n", "1.22.3"),
    ] {
        let path = sandbox.file(format!("p/{name}"), content);
        sandbox.at("p").names(version);
        sandbox.at("p").shim("gofmt", ["-l"]).succeeds().prints(&format!("gofmt={version}\n"));
        sandbox.at("p").gv(["current"]).succeeds().prints(version);
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn what_is_named_outright_works_beside_a_broken_file() {
    let sandbox = stage();
    sandbox.file("go.mod", "go go go\n");
    sandbox.with("GV_VERSION", "1.21.13").names("1.21.13");
    sandbox.file(".go-version", "1.23.1\n");
    sandbox.at("").names("1.23.1");
    sandbox.at("").shim("go1.21.13", ["version"]).names("1.21.13");
}

#[test]
fn a_toolchain_that_lacks_a_program_is_named() {
    let sandbox = stage();
    fs::remove_file(sandbox.gv_home().join("versions/go1.22.3/bin").join(file("gofmt"))).unwrap();
    sandbox.at("").shim("gofmt", ["x"]).fails_with(1).says("cannot start").says(&file("gofmt"));
}

#[test]
fn any_other_name_is_refused() {
    let sandbox = stage();
    let shim = sandbox.gv_home().join("bin").join(file("gv-shim"));
    sandbox.at("").run(shim, ["version"]).fails_with(2).says("gv-shim").says("gofmt");
}

#[cfg(unix)]
fn place_script(sandbox: &Sandbox, version: &str, body: &str) {
    let go = sandbox.gv_home().join(format!("versions/go{version}/bin/go"));
    write_script(&go, body);
}

#[cfg(unix)]
fn write_script(path: &Path, body: &str) {
    crate::support::executable::write(path, format!("#!/bin/sh\n{body}\n").as_bytes());
}
