//! Only what gv has put there is deleted.

use super::{set_mode, stage};
use std::fs;
use std::os::unix::fs::symlink;

#[test]
fn a_cache_that_is_a_link_keeps_what_lies_behind_it() {
    let sandbox = stage();
    let (cache, other) = (sandbox.gv_home().join("cache"), sandbox.home().join(".cache"));
    let _ = fs::remove_dir_all(&cache);
    fs::create_dir_all(other.join("other")).unwrap();
    fs::write(other.join("other/f"), "mine").unwrap();
    symlink(&other, &cache).unwrap();
    sandbox.gv(["cache", "clean"]).succeeds().says("is a link to").says(".cache");
    assert!(other.join("other/f").exists() && cache.is_symlink());
    sandbox.gv(["cache", "ls"]).succeeds().says("is a link to").does_not_print("other");
}

#[test]
fn what_somebody_else_has_put_into_the_cache_stays() {
    let sandbox = stage();
    let cache = sandbox.gv_home().join("cache");
    fs::create_dir_all(cache.join("pip")).unwrap();
    fs::write(cache.join("pip/wheel"), "mine").unwrap();
    fs::write(cache.join("go1.23.1.linux-amd64.tar.gz.0123456789abcdef.part"), "x").unwrap();
    sandbox.gv(["cache", "clean"]).succeeds().says("files removed: 1");
    assert_eq!(sandbox.names_in("cache"), ["pip"]);
    sandbox.gv(["self", "uninstall", "--yes"]);
    assert!(cache.join("pip/wheel").exists());
}

#[test]
fn an_import_takes_no_file_from_outside() {
    let sandbox = stage();
    let goroot = sandbox.work().join("sdk/go1.23.1");
    crate::support::archive::Toolchain::new("1.23.1").write_to(&goroot);
    fs::create_dir(sandbox.home().join(".ssh")).unwrap();
    let secret = sandbox.home().join(".ssh/id");
    fs::write(&secret, "KEY").unwrap();
    set_mode(&secret, 0o600);
    for to in [secret.clone(), sandbox.home().join(".ssh")] {
        symlink(&to, goroot.join("src/x")).unwrap();
        let run = sandbox.gv(["import".as_ref(), goroot.as_os_str()]).fails_with(1);
        assert!(format!("{run}").contains("leaves the toolchain"), "{run}");
        assert_eq!(sandbox.installed(), ["go1.21.13", "go1.22.3"]);
        fs::remove_file(goroot.join("src/x")).unwrap();
    }
    sandbox.gv(["import".as_ref(), goroot.as_os_str()]).succeeds();
}

#[test]
fn doctor_names_a_home_that_others_may_write_to() {
    let sandbox = stage();
    sandbox.gv(["doctor", "disk", "--json"]).succeeds();
    for folder in ["", "shims", "bin"] {
        let path = sandbox.gv_home().join(folder);
        fs::create_dir_all(&path).unwrap();
        set_mode(&path, 0o777);
        let json = sandbox.gv(["doctor", "disk", "--json"]).json().to_string();
        assert!(json.contains("home_writable_by_all") && json.contains("chmod o-w"), "{folder}: {json}");
        set_mode(&path, 0o755);
    }
}
