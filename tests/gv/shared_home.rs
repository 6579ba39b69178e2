//! A gv home that root has set up for other users of the machine, and what root leaves behind in a user's own home.

use crate::support::Sandbox;
use crate::support::machine::program_or_skip;
use crate::support::run::Run;
use serde_json::Value;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

/// A user of the machine who is not root.
const USER: u32 = 65534;

struct Shared {
    sandbox: Sandbox,
    gv_home: PathBuf,
}

impl Shared {
    /// A home that root has made in a folder of its own, or below the user's directory; `None` where this is not root.
    fn made(below_user: bool) -> Option<Self> {
        program_or_skip("setpriv")?;
        if Path::new("/proc/self").metadata().is_ok_and(|meta| meta.uid() != 0) {
            crate::support::skipped("only root can act as another user");
            return None;
        }
        let mut sandbox = Sandbox::with_origin(&["1.21.13", "1.22.3", "1.20.14"]);
        let gv_home = if below_user { sandbox.gv_home() } else { sandbox.root().join("opt/gv") };
        sandbox.set("GV_HOME", &gv_home).set("SHELL", "/bin/bash").unset("ALL_PROXY");
        sandbox.path([gv_home.join("shims")]);
        for folder in [sandbox.root().parent().unwrap(), sandbox.root()] {
            fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
        }
        for folder in [sandbox.home(), sandbox.work(), sandbox.root().join("tmp")] {
            chown(folder, Some(USER), Some(USER)).unwrap();
        }
        sandbox.gv(["setup", "--no-modify-path"]).succeeds();
        sandbox.gv(["install", "1.21.13"]).succeeds();
        sandbox.gv(["use", "1.22.3"]).succeeds();
        Some(Self { sandbox, gv_home })
    }

    fn user(&self, program: impl AsRef<OsStr>, args: &[&str]) -> Run {
        let ids = ["--reuid=65534", "--regid=65534", "--clear-groups"].map(OsStr::new);
        let args = ids.into_iter().chain([program.as_ref()]).chain(args.iter().map(OsStr::new));
        self.sandbox.at("").run("setpriv", args)
    }

    fn gv(&self, args: &[&str]) -> Run {
        self.user(self.gv_home.join("bin/gv"), args)
    }

    fn ids(&self, args: &[&str]) -> Vec<Value> {
        let json = self.gv(&[&["doctor", "--json"], args].concat()).json();
        json["findings"].as_array().unwrap().iter().map(|finding| finding["id"].clone()).collect()
    }
}

#[test]
fn a_shared_home_is_told_as_that_and_nothing_in_it_is_to_be_chowned() {
    let Some(shared) = Shared::made(false) else { return };
    assert_eq!(shared.ids(&["disk", "setup", "shims", "toolchains", "current"]), ["home_read_only"]);
    let run = shared.gv(&["doctor", "disk"]).succeeds().prints("shared, read-only").does_not_print("chown");
    run.prints("GV_HOME");
    shared.user(shared.gv_home.join("shims/go"), &["version"]).succeeds();
    shared.gv(&["ls"]).succeeds().prints("1.22.3");
}

#[test]
fn what_only_reads_works_in_a_shared_home() {
    let Some(shared) = Shared::made(false) else { return };
    let run = shared.gv(&["verify", "1.22.3"]).succeeds().says("as released");
    run.does_not_say("lock");
    assert_eq!(fs::read_dir(shared.sandbox.root().join("tmp")).unwrap().count(), 0);
    shared.gv(&["use", "1.22.3"]).succeeds().does_not_say("denied").does_not_say("could not be created");
    shared.gv(&["install", "1.21.13"]).succeeds().does_not_say("could not be created");
    shared.gv(&["current"]).succeeds().prints("1.22.3");
}

#[test]
fn what_would_write_is_refused_without_wrong_advice() {
    let Some(shared) = Shared::made(false) else { return };
    for args in [&["install", "1.20.14"][..], &["use", "1.21.13"], &["uninstall", "1.21.13"]] {
        let run = shared.gv(args).fails_with(1).does_not_say("owner of").does_not_say("close the programs");
        run.says("gv doctor disk");
    }
    let run = shared.gv(&["self", "uninstall", "--yes"]).fails_with(1);
    assert_eq!(run.says("belongs to another user").stderr.lines().count(), 2);
    let run = shared.gv(&["pin", "1.20.14"]).succeeds();
    run.says("no write access").does_not_say("the first go command");
    let run = shared.gv(&["doctor", "directory", "--json"]).fails_with(1);
    assert_eq!(run.json()["findings"][0]["id"], "not_installed", "{run}");
    assert!(run.json()["findings"][0]["fix"]["command"].is_null(), "{run}");
    let run = shared.user(shared.gv_home.join("shims/go"), &["version"]).fails_with(5);
    run.says("no write access").does_not_say("owner of");
    assert_eq!(shared.sandbox.gv(["ls"]).stdout.matches("1.21.13").count(), 1);
}

#[test]
fn what_may_not_be_read_is_not_told_as_gone() {
    let Some(shared) = Shared::made(false) else { return };
    fs::set_permissions(shared.gv_home.join("versions"), fs::Permissions::from_mode(0o700)).unwrap();
    let run = shared.user(shared.gv_home.join("shims/go"), &["version"]).fails_with(1);
    run.says("permission denied").does_not_say("no longer there");
    assert!(shared.ids(&["toolchains"]).contains(&"toolchains_unreadable".into()));
}

#[test]
fn what_root_left_in_the_users_own_home_is_named_path_by_path() {
    let Some(shared) = Shared::made(true) else { return };
    let everything = shared.sandbox.home();
    let run = shared.sandbox.at("").run("chown", ["-hR", "65534:65534", everything.to_str().unwrap()]);
    run.succeeds();
    assert_eq!(shared.ids(&["disk"]), [] as [Value; 0]);
    // Root again, in the home of the user: it is warned, and leaves files that are its own.
    shared.sandbox.gv(["install", "1.20.14"]).succeeds().says("gv runs as root").says("65534");
    let finding = shared.gv(&["doctor", "disk", "--json"]).fails_with(1).json()["findings"][0].clone();
    assert_eq!(finding["id"], "home_of_another_user", "{finding}");
    let command = finding["fix"]["command"].as_str().unwrap();
    for path in
        ["versions/go1.20.14", "versions/go1.20.14.json", "state/locks/go1.20.14.lock", "shims/go1.20.14"]
    {
        let path = shared.gv_home.join(path).display().to_string();
        assert!(command.contains(&path), "{path} in {command}");
    }
    assert!(!command.contains("go1.22.3"), "{command}");
    let fixed = shared
        .sandbox
        .at("")
        .run("sh", ["-c", &command.replace("sudo ", "").replace("$(id -u):$(id -g)", "65534:65534")]);
    fixed.succeeds();
    assert_eq!(shared.ids(&["disk"]), [] as [Value; 0]);
    shared.gv(&["uninstall", "1.20.14"]).succeeds();
}

#[test]
fn a_toolchain_of_another_user_is_not_half_removed() {
    let Some(shared) = Shared::made(false) else { return };
    // A store that a group shares.
    let open = |path: &Path, mode| {
        chown(path, None, Some(USER)).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    for folder in ["versions", "state/locks", "shims"] {
        open(&shared.gv_home.join(folder), 0o2775);
    }
    for lock in fs::read_dir(shared.gv_home.join("state/locks")).unwrap() {
        open(&lock.unwrap().path(), 0o664);
    }
    let run = shared.gv(&["uninstall", "1.21.13"]).fails_with(1);
    let run = run.says("belongs to another user (number 0)").does_not_say("close the programs");
    run.says("\n  as that user: gv uninstall go1.21.13\n").does_not_say("try:");
    assert!(shared.gv_home.join("versions/go1.21.13/bin/go").is_file());
}

#[test]
fn a_link_to_the_shim_in_another_folder_of_path_is_enough() {
    let Some(mut shared) = Shared::made(false) else { return };
    let bin = shared.sandbox.root().join("usr-local-bin");
    fs::create_dir(&bin).unwrap();
    for (name, end) in [("go", "shims/go"), ("gofmt", "shims/gofmt"), ("gv", "bin/gv")] {
        std::os::unix::fs::symlink(shared.gv_home.join(end), bin.join(name)).unwrap();
    }
    shared.sandbox.path([bin.clone()]);
    assert_eq!(shared.ids(&["go"]), [] as [Value; 0]);
    shared.user(bin.join("gv"), &[]).succeeds().does_not_say("not on PATH");
    shared.user(bin.join("go"), &["version"]).succeeds().prints("go1.22.3");
}
