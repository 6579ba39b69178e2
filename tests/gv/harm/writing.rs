//! Nothing is written through a link that somebody has prepared.

use super::{mode, set_mode, stage};
use std::fs;
use std::os::unix::fs::symlink;

#[test]
fn a_pin_that_is_a_link_is_not_written_through() {
    let sandbox = stage();
    let victim = sandbox.home().join("keys");
    for name in [".go-version", ".tool-versions"] {
        for content in ["KEY\n", "golang 1.20\n"] {
            let folder = sandbox.dir(format!("{name}-{}", content.len()));
            fs::write(&victim, content).unwrap();
            symlink("../../home/keys", folder.join(name)).unwrap();
            let run = sandbox.at(&folder).gv(["pin", "1.22.3"]);
            assert_eq!(fs::read_to_string(&victim).unwrap(), content);
            assert!(folder.join(name).is_symlink());
            if name == ".go-version" || content.starts_with("golang") {
                let run = run.fails_with(1).says(&format!("{name} is a link to ../../home/keys"));
                run.says("try: rm ").does_not_say("KEY");
            } else {
                run.succeeds();
                assert_eq!(fs::read_to_string(folder.join(".go-version")).unwrap(), "1.22.3\n");
            }
        }
    }
}

#[test]
fn a_dangling_pin_makes_no_file() {
    let sandbox = stage();
    let made = sandbox.home().join("made");
    symlink(&made, sandbox.work().join(".go-version")).unwrap();
    sandbox.gv(["pin", "1.22.3"]).fails_with(1).says("is a link to").says("try: rm ");
    assert!(!made.exists());
    fs::remove_file(sandbox.work().join(".go-version")).unwrap();
    sandbox.gv(["pin", "1.22.3"]).succeeds();
}

#[test]
fn a_module_file_that_is_a_link_is_not_written_through() {
    let sandbox = stage();
    for name in ["go.mod", "go.work"] {
        let folder = sandbox.dir(format!("{name}.d"));
        let real = sandbox.file(format!("real-{name}"), "go 1.20\n");
        symlink(&real, folder.join(name)).unwrap();
        let run = sandbox.at(&folder).gv(["pin", "--mod", "1.22.3"]).fails_with(1);
        run.says(&format!("{name} is a link to")).says(&real.display().to_string());
        assert_eq!(fs::read_to_string(&real).unwrap(), "go 1.20\n");
    }
}

#[test]
fn drafts_that_were_prepared_for_every_process_stay_without_effect() {
    let sandbox = stage();
    let victim = sandbox.home().join(".bashrc");
    fs::write(&victim, "mine\n").unwrap();
    sandbox.file(".tool-versions", "go 1.21\ntouch PWNED\n");
    sandbox.file("go.mod", "module m\n\ngo 1.20\n");
    let next = std::process::id();
    for number in next..next + 3000 {
        for name in [".tool-versions", "go.mod"] {
            symlink(&victim, sandbox.work().join(format!(".{name}.{number}.new"))).unwrap();
        }
    }
    sandbox.gv(["pin", "1.22.3"]).succeeds();
    sandbox.gv(["pin", "--mod", "1.22.3"]).succeeds();
    assert_eq!(fs::read_to_string(&victim).unwrap(), "mine\n");
    let written = fs::read_to_string(sandbox.work().join(".tool-versions")).unwrap();
    assert_eq!(written, "go 1.22.3\ntouch PWNED\n");
    assert!(!sandbox.work().join(".tool-versions").is_symlink());
}

#[test]
fn links_in_the_home_are_not_followed_by_what_is_written_there() {
    let mut sandbox = stage();
    sandbox.unset("GV_OFFLINE");
    let origin = crate::support::origin::Origin::of(&["1.23.1"]).write_to(&sandbox.root().join("dl"));
    sandbox.set("GV_ORIGIN", origin);
    let victim = sandbox.home().join("victim");
    let locks = sandbox.gv_home().join("state/locks");
    fs::create_dir_all(&locks).unwrap();
    symlink(&victim, locks.join("go1.23.1.lock")).unwrap();
    sandbox.gv(["install", "1.23.1"]).fails_with(1).says("go1.23.1.lock");
    assert!(!victim.exists());
    fs::remove_file(locks.join("go1.23.1.lock")).unwrap();
    sandbox.gv(["install", "1.23.1"]).succeeds();
}

#[test]
fn a_link_in_place_of_a_download_is_not_written_through() {
    use crate::support::archive::toolchain;
    use crate::support::origin::{Origin, sha256};
    let mut sandbox = stage();
    sandbox.unset("GV_OFFLINE");
    sandbox.set("GV_ORIGIN", Origin::of(&["1.23.1"]).write_to(&sandbox.root().join("dl")));
    let archive = toolchain("1.23.1");
    let (name, hash) = (archive.file_name("1.23.1"), sha256(&archive.packed()));
    let cache = sandbox.gv_home().join("cache");
    fs::create_dir_all(&cache).unwrap();
    let victim = sandbox.home().join("victim");
    for dangling in [false, true] {
        let _ = fs::remove_file(&victim);
        if !dangling {
            fs::write(&victim, "mine").unwrap();
        }
        let part = cache.join(format!("{name}.{}.part", &hash[..16]));
        symlink(&victim, &part).unwrap();
        let run = sandbox.gv(["install", "1.23.1"]);
        assert_eq!(fs::read_to_string(&victim).ok(), (!dangling).then(|| "mine".to_owned()), "{run}");
        let _ = fs::remove_file(&part);
        let _ = sandbox.gv(["uninstall", "1.23.1"]);
    }
}

#[test]
fn man_pages_replace_links_and_do_not_follow_them() {
    let sandbox = stage();
    let (pages, victim) = (sandbox.dir("man"), sandbox.file("victim", "mine"));
    symlink(&victim, pages.join("gv.1")).unwrap();
    sandbox.gv(["man".as_ref(), pages.as_os_str()]).succeeds();
    assert_eq!(fs::read_to_string(&victim).unwrap(), "mine");
    assert!(!pages.join("gv.1").is_symlink());
}

#[test]
fn locks_are_private_and_nothing_is_for_others_to_write() {
    let sandbox = stage();
    let home = sandbox.gv_home();
    fs::remove_dir_all(home.join("state")).unwrap();
    let gv = format!("umask 000; exec '{}' use 1.21.13", env!("CARGO_BIN_EXE_gv"));
    sandbox.at("").run("sh", ["-c", &gv]).succeeds();
    for entry in fs::read_dir(home.join("state/locks")).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{path:?}");
    }
    for folder in ["state", "state/locks"] {
        assert_eq!(mode(&home.join(folder)) & 0o022, 0, "{folder}");
    }
    let pin = format!("umask 000; exec '{}' pin 1.21.13", env!("CARGO_BIN_EXE_gv"));
    sandbox.at("").run("sh", ["-c", &pin]).succeeds();
    assert_eq!(mode(&sandbox.work().join(".go-version")), 0o644);
}

#[test]
fn a_store_that_a_group_shares_has_locks_for_the_group() {
    let sandbox = stage();
    let locks = sandbox.gv_home().join("state/locks");
    set_mode(&locks, 0o2775);
    sandbox.gv(["use", "1.21.13"]).succeeds();
    assert_eq!(mode(&locks.join("current.lock")), 0o660);
}
