//! Nothing is opened that may be a pipe or stdin.

use super::{make_pipe, stage};
use crate::support::Sandbox;
use crate::support::run::Run;
use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;
use std::process::Stdio;

/// Runs gv, ended after a while if it waits, with `1234567890` coming through a pipe.
fn piped(sandbox: &Sandbox, folder: &str, args: &[&str]) -> Run {
    let mut command = sandbox.at(folder).command("timeout");
    command.arg("20").arg(env!("CARGO_BIN_EXE_gv")).args(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let _ = child.stdin.take().unwrap().write_all(b"1234567890");
    Run::new(format!("{command:?}"), sandbox.root(), &child.wait_with_output().unwrap())
}

#[test]
fn a_version_file_beside_a_go_env_neither_hangs_nor_eats_stdin() {
    let sandbox = stage();
    for kind in ["pipe", "stdin"] {
        sandbox.file(format!("{kind}/go.env"), "GOPROXY=off\n");
        sandbox.file(format!("{kind}/sub/main.go"), "");
        let version = sandbox.work().join(kind).join("VERSION");
        if kind == "pipe" {
            make_pipe(&version);
        } else {
            symlink("/dev/stdin", &version).unwrap();
        }
        let folder = format!("{kind}/sub");
        piped(&sandbox, &folder, &["exec", "1.22.3", "--", "cat"]).succeeds().prints("1234567890");
        piped(&sandbox, &folder, &["env", "export", "--shell", "bash"]).succeeds();
        piped(&sandbox, &folder, &["env"]).succeeds();
    }
}

#[test]
fn pipes_in_place_of_what_gv_reads_do_not_hang_it() {
    let sandbox = stage();
    let home = sandbox.gv_home();
    let goroot = sandbox.dir("goroot");
    fs::create_dir(goroot.join("bin")).unwrap();
    fs::write(goroot.join("bin/go"), "").unwrap();
    make_pipe(&goroot.join("VERSION"));
    let run = piped(&sandbox, "", &["import", &goroot.display().to_string()]);
    assert!(run.code.is_some_and(|code| code != 124 && code != 0), "{run}");
    for name in ["go.mod", "go.work", ".go-version", "go.env"] {
        make_pipe(&sandbox.dir(format!("p-{name}")).join(name));
        for args in [&["current"][..], &["doctor", "directory"], &["env"]] {
            let run = piped(&sandbox, &format!("p-{name}"), args);
            assert_ne!(run.code, Some(124), "{run}");
        }
    }
    make_pipe(&sandbox.home().join(".netrc"));
    make_pipe(&home.join("versions/go1.21.13.json"));
    for args in [&["ls", "--proof"][..], &["current"], &["doctor", "home"]] {
        assert_ne!(piped(&sandbox, "", args).code, Some(124), "{args:?}");
    }
    make_pipe(&home.join("config.toml"));
    piped(&sandbox, "", &["current"]).fails_with(1).says("config.toml");
}

#[test]
fn an_origin_folder_with_a_pipe_for_its_index_is_an_error() {
    let mut sandbox = stage();
    sandbox.unset("GV_OFFLINE");
    let folder = sandbox.dir("dl");
    make_pipe(&folder.join("index.json"));
    sandbox.set("GV_ORIGIN", format!("file://{}", folder.display()));
    let run = piped(&sandbox, "", &["ls-remote"]);
    assert!(run.code.is_some_and(|code| code != 124 && code != 0), "{run}");
}
