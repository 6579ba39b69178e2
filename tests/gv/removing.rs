//! `gv uninstall` and `gv cache`.

use crate::support::Sandbox;

fn with_installed(versions: &[&str]) -> Sandbox {
    let sandbox = Sandbox::with_origin(versions);
    sandbox.gv(std::iter::once("install").chain(versions.iter().copied())).succeeds();
    sandbox
}

#[test]
fn the_default_goes_only_by_force() {
    let sandbox = with_installed(&["1.21.13", "1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox.gv(["uninstall", "1.21.13", "1.22.3"]).fails_with(1).says("gv uninstall --force 1.22.3");
    sandbox.go(["version"]).succeeds();
    assert!(sandbox.installed().contains(&"go1.21.13".to_owned()), "all or nothing");
    sandbox.gv(["rm", "--force", "1.22.3"]).succeeds().says("go1.22.3 removed").says("no default");
    sandbox.gv(["current"]).fails_with(5);
    assert!(!sandbox.names_in("shims").contains(&"go1.22.3".to_owned()));
}

#[test]
fn what_still_asks_for_it_is_named() {
    let sandbox = with_installed(&["1.21.13", "1.22.3"]);
    sandbox.file(".go-version", "1.21\n");
    sandbox.gv(["remove", "1.21.13"]).succeeds().says(".go-version:1 still asks for go1.21.13");
}

#[test]
fn what_is_not_there_cannot_be_removed() {
    let sandbox = with_installed(&["1.22.3", "1.22.4"]);
    sandbox.gv(["uninstall", "1.21.13"]).fails_with(5).says("go1.21.13 is not installed\n  try: gv ls\n");
    sandbox.gv(["uninstall", "1.22"]).fails_with(2).says("go1.22.4, go1.22.3");
    sandbox.gv(["uninstall"]).fails_with(2);
    sandbox.gv(["uninstall", "1.22.4"]).succeeds();
    sandbox.gv(["uninstall", "1.22"]).succeeds().says("go1.22.3 removed");
    assert_eq!(sandbox.names_in("versions"), [] as [&str; 0], "no receipt, no trash");
}

/// A receipt beside a toolchain was once taken for somebody else's file, and stayed.
#[test]
fn gv_itself_goes_with_all_it_installed_and_nothing_else() {
    let sandbox = with_installed(&["1.21.13", "1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    let notes = sandbox.gv_home().join("versions/notes.json");
    std::fs::write(&notes, "mine").unwrap();
    sandbox.gv(["self", "uninstall"]).fails_with(2).says("gv self uninstall --yes");
    sandbox.gv(["self", "uninstall", "--yes"]).succeeds().says("notes.json is not gv's and stays");
    assert_eq!(sandbox.names_in(""), ["versions"]);
    assert_eq!(sandbox.names_in("versions"), ["notes.json"]);
    std::fs::remove_dir_all(sandbox.gv_home()).unwrap();

    let sandbox = with_installed(&["1.22.3"]);
    sandbox.gv(["self", "uninstall", "--yes"]).succeeds();
    assert!(!sandbox.gv_home().exists());
}

#[test]
fn a_home_that_only_holds_records_goes_too() {
    let sandbox = Sandbox::new();
    sandbox.gv(["env", "preset", "cn", "--user", "--yes"]).succeeds();
    assert_eq!(sandbox.names_in(""), ["state"]);
    let refused = sandbox.gv(["self", "uninstall"]).fails_with(2);
    refused.says("undo them first").says("gv env unset --user GOPROXY GOSUMDB").says("gv undo");
    assert_eq!(sandbox.names_in(""), ["state"]);
    // Nothing that needs gv is advised where gv goes at once.
    let run =
        sandbox.gv(["self", "uninstall", "--yes"]).succeeds().says("Go's settings GOPROXY, GOSUMDB in ");
    run.does_not_say("gv env unset").does_not_say("gv undo").says("delete them if you do not want them");
    assert!(!sandbox.gv_home().exists());
    // A folder of another program's that happens to have such names stays.
    for (name, code) in [("state/shims.txt", 1), ("state/other/default", 1), ("state/empty/x/y", 1)] {
        let other = Sandbox::new();
        let file = other.gv_home().join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, "mine").unwrap();
        other.gv(["self", "uninstall", "--yes"]).fails_with(code).says("does not look like a gv home");
        assert!(file.is_file());
    }
}

#[test]
fn a_file_of_the_users_among_gvs_records_stays() {
    let sandbox = with_installed(&["1.22.3"]);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    for name in ["notes.txt", "locks/notes.txt", "mine/deep.txt"] {
        let file = sandbox.gv_home().join("state").join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, "mine").unwrap();
    }
    let run = sandbox.gv(["self", "uninstall", "--yes"]).succeeds();
    run.says("deep.txt is not gv's and stays").says("locks/notes.txt is not gv's and stays");
    assert_eq!(sandbox.names_in("state"), ["locks", "mine", "notes.txt"]);
    assert_eq!(sandbox.names_in("state/locks"), ["notes.txt"]);
    assert_eq!(sandbox.names_in(""), ["state"]);
}

#[test]
fn what_a_killed_verification_left_is_found_and_removed() {
    let sandbox = Sandbox::new();
    let at = |name: &str| sandbox.root().join("tmp").join(name);
    // No system gives out the first number; the second is this test's own.
    let running = format!("gv-verify-{}-00ff", std::process::id());
    for name in ["gv-verify-2147483600-00ff", running.as_str(), "gv-verifying"] {
        std::fs::create_dir_all(at(name).join("versions")).unwrap();
    }
    sandbox.gv(["cache", "ls"]).succeeds().prints("gv-verify-2147483600-00ff").does_not_print(&running);
    sandbox.gv(["cache", "clean"]).succeeds();
    assert!(
        !at("gv-verify-2147483600-00ff").exists() && at(&running).exists() && at("gv-verifying").exists()
    );
}

#[test]
fn the_cache_is_listed_and_emptied() {
    let sandbox = with_installed(&["1.22.3"]);
    let partial = sandbox.gv_home().join("cache/go1.21.13.linux-amd64.tar.gz.0123456789abcdef.part");
    std::fs::create_dir_all(partial.parent().unwrap()).unwrap();
    std::fs::write(&partial, [7; 2048]).unwrap();
    let json = sandbox.gv(["cache", "ls", "--json"]).succeeds().json();
    let files = json["files"].as_array().unwrap();
    assert!(files.iter().any(|file| file["kind"] == "partial" && file["bytes"] == 2048), "{files:?}");
    sandbox.gv(["cache", "clean"]).succeeds().says("removed");
    assert!(!partial.exists());
    sandbox.gv(["cache", "ls"]).succeeds().says("the cache is empty");
}

#[test]
fn cleaning_knows_what_interrupted_runs_left_in_the_store() {
    let sandbox = with_installed(&["1.22.3"]);
    let versions = sandbox.gv_home().join("versions");
    let leave = || {
        for folder in [".staging-go1.21.13", ".trash-go1.20.1-77"] {
            std::fs::create_dir_all(versions.join(folder).join("src")).unwrap();
            std::fs::write(versions.join(folder).join("src/large"), vec![0; 1_500_000]).unwrap();
        }
    };
    leave();
    let listed =
        sandbox.gv(["cache", "ls"]).succeeds().prints(".staging-go1.21.13").prints(".trash-go1.20.1-77");
    assert!(listed.stdout.contains("1.5 MB"), "{listed}");
    let json = sandbox.gv(["cache", "ls", "--json"]).succeeds().json();
    let kinds: Vec<_> = json["files"].as_array().unwrap().iter().map(|file| &file["kind"]).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "left_over").count(), 2);
    sandbox.gv(["cache", "clean"]).succeeds();
    assert_eq!(sandbox.names_in("versions"), ["go1.22.3", "go1.22.3.json"]);
    leave();
    sandbox.gv(["prune", "--dry-run"]).succeeds().says("would remove what interrupted runs left, 3.0 MB");
    assert_eq!(sandbox.names_in("versions").len(), 4);
    sandbox.gv(["prune", "--yes"]).succeeds().says("removed what interrupted runs left, 3.0 MB");
    assert_eq!(sandbox.names_in("versions"), ["go1.22.3", "go1.22.3.json"]);
    sandbox.gv(["prune"]).succeeds().says("nothing to prune").does_not_say("interrupted");
}

#[test]
fn pruning_says_what_stays_and_why_and_what_it_frees() {
    let sandbox = with_installed(&["1.21.11", "1.21.12", "1.21.13", "1.22.2", "1.22.3"]);
    sandbox.gv(["use", "1.22.2"]).succeeds();
    sandbox.file(".go-version", "1.21.12\n");
    let run = sandbox.gv(["prune", "--yes"]).succeeds();
    run.says("go1.22.2 stays: it is the default")
        .says("go1.21.12 stays: this directory asks for it")
        .says("go1.21.11 removed, ");
    assert_eq!(sandbox.installed(), ["go1.21.12", "go1.21.13", "go1.22.2", "go1.22.3"]);
}

#[test]
#[cfg(unix)]
fn what_gv_leaves_outside_its_home_is_named_before_it_goes() {
    let sandbox = with_installed(&["1.22.3"]);
    sandbox.gv(["setup"]).succeeds();
    sandbox.gv(["self", "uninstall"]).fails_with(2).does_not_say("outside gv's home");
    sandbox.gv(["env", "set", "--user", "GOPROXY=https://goproxy.cn,direct"]).succeeds();
    let run = sandbox.gv(["self", "uninstall"]).fails_with(2);
    run.says("outside gv's home stay").says("gv env unset --user GOPROXY");
    sandbox.gv(["env", "unset", "--user", "GOPROXY"]).succeeds();
    sandbox.gv(["self", "uninstall", "--yes"]).succeeds().does_not_say("outside gv's home");
}
