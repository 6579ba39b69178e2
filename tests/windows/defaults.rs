//! The default toolchain, linked where a junction can be made and remembered where not (exFAT, a share, Wine).

use crate::support::Sandbox;
use crate::{home_with, support};
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

fn tells(sandbox: &Sandbox, version: &str) {
    sandbox.gv(["current"]).succeeds().prints_exactly(format!("{version}\n"));
    let list = sandbox.gv(["ls", "--json"]).succeeds().json();
    let toolchains = list["toolchains"].as_array().unwrap();
    let defaults: Vec<_> = toolchains.iter().filter(|toolchain| toolchain["default"] == true).collect();
    assert!(defaults.len() == 1 && defaults[0]["version"] == version, "{list}");
    let go = sandbox.gv_home().join(format!("versions/go{version}/bin/go.exe"));
    let which = sandbox.gv(["which"]).succeeds();
    assert_eq!(which.stdout.trim().replace('\\', "/"), go.to_string_lossy().replace('\\', "/"));
    sandbox.go(["version"]).succeeds().prints(&format!("go{version} "));
}

#[test]
fn the_default_is_told_truly_whether_it_is_a_link_or_not() {
    let sandbox = home_with(&["1.22.3", "1.21.13"]);
    let current = sandbox.gv_home().join("current");
    tells(&sandbox, "1.22.3");
    let run = sandbox.gv(["use", "1.21.13"]).succeeds().says("was go1.22.3");
    // Said the first time, which was before, and no more.
    let _ = run.does_not_say("cannot create a link");
    tells(&sandbox, "1.21.13");
    assert!(current.join("VERSION").exists() || !current.exists());
    if current.exists() {
        assert!(fs::read_to_string(current.join("VERSION")).unwrap().starts_with("go1.21.13"));
    }
    sandbox.gv(["uninstall", "1.21.13", "--force"]).succeeds();
    assert!(!current.is_symlink() && !sandbox.gv_home().join("state/default").exists());
    sandbox.gv(["current"]).fails_with(5);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    tells(&sandbox, "1.22.3");
}

#[test]
fn without_links_that_is_said_once() {
    let mut sandbox = Sandbox::new();
    sandbox.set("GV_OFFLINE", "1");
    sandbox.place_toolchain("1.22.3");
    let run = sandbox.gv(["use", "1.22.3"]).succeeds();
    if sandbox.gv_home().join("current").exists() {
        let _ = run.does_not_say("cannot create a link");
        support::skipped("links can be made here");
        return;
    }
    let _ = run.says("cannot create a link at ");
    sandbox.gv(["use", "1.22.3"]).succeeds().does_not_say("cannot create a link");
    assert!(sandbox.names_in("").iter().all(|name| !name.contains("current")), "{:?}", sandbox.names_in(""));
}

#[test]
fn a_reader_never_finds_no_default_while_it_is_swapped() {
    let sandbox = home_with(&["1.22.3", "1.21.13"]);
    let done = AtomicBool::new(false);
    let store = gv::store::Store::of(&gv::home::Home::at(sandbox.gv_home()));
    let seen = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut seen = 0_u32;
            while !done.load(Ordering::Relaxed) {
                let began = Instant::now();
                let version = store.default_version().unwrap().expect("there always is one");
                assert!(["1.22.3", "1.21.13"].contains(&version.to_string().as_str()), "{version}");
                seen += 1;
                // Wine replaces no file that somebody reads just now: the writer needs its turn, however slow the
                // machine reads.
                std::thread::sleep(Duration::from_millis(1) + began.elapsed() * 4);
            }
            seen
        });
        let written = (0..60).try_for_each(|round| {
            let version = ["1.21.13", "1.22.3"][round % 2].parse().unwrap();
            store.set_default(&store.find(&version).unwrap()).map(|_| ())
        });
        // Whatever became of it: the reader has to end.
        done.store(true, Ordering::Relaxed);
        written.unwrap();
        reader.join().unwrap()
    });
    assert!(seen > 0);
}

#[test]
fn nothing_is_deleted_through_a_link() {
    let sandbox = home_with(&["1.22.3"]);
    let mine = sandbox.dir("mine");
    sandbox.file("mine/precious", "x");
    for place in ["versions/go1.21.13", "cache/way", "state/way"] {
        if !support::folder_link(&mine, &sandbox.gv_home().join(place)) {
            return;
        }
    }
    sandbox.gv(["uninstall", "1.21.13"]).succeeds();
    assert!(!sandbox.gv_home().join("versions/go1.21.13").is_symlink());
    sandbox.gv(["self", "uninstall", "--yes"]).succeeds();
    assert!(!sandbox.gv_home().exists() && mine.join("precious").is_file());
}
