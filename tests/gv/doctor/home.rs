//! gv's home: the disk, gv's own installation, the store.

use super::stage::Stage;
use crate::support::folder_link;
use std::fs::{self, File};
use std::time::{Duration, SystemTime};

#[test]
fn a_healthy_machine_has_nothing_to_find() {
    let stage = Stage::healthy();
    stage.is_well();
    stage.sandbox.file("go.mod", "module example.com/m\n\ngo 1.21\n");
    stage.is_well();
    stage.sandbox.gv(["pin", "1.21.13"]).succeeds();
    stage.is_well();
}

#[test]
fn gv_was_never_set_up() {
    let stage = Stage::healthy();
    fs::remove_dir_all(stage.gv("")).unwrap();
    assert_eq!(stage.ids(), ["not_set_up", "nothing_installed"]);
    let run = stage.sandbox.gv(["doctor", "setup", "--json"]).fails_with(1);
    assert_eq!(run.json()["findings"][0]["fix"]["command"], "gv setup");
    stage.sandbox.gv(["doctor", "--fix"]).fails_with(1);
    assert!(!stage.gv("").exists(), "a home is made by setup only");
}

#[test]
fn a_program_is_missing() {
    let stage = Stage::healthy();
    let gv = stage.gv("bin").join(format!("gv{}", std::env::consts::EXE_SUFFIX));
    fs::remove_file(&gv).unwrap();
    stage.has_only("program_missing", "error");
    stage.is_repaired();
    assert!(gv.is_file());
}

#[test]
#[cfg(unix)]
fn a_block_in_a_startup_file_lost_its_end() {
    let stage = Stage::healthy();
    let text = fs::read_to_string(stage.home(".bashrc")).unwrap();
    stage.write(".bashrc", text.replace("# <<< gv <<<\n", ""));
    let finding = stage.has_only("startup_damaged", "warning");
    assert!(finding["target"].as_str().unwrap().ends_with(".bashrc:1"), "{finding}");
}

#[test]
#[cfg(unix)]
fn a_block_in_a_startup_file_is_an_earlier_gvs() {
    let stage = Stage::healthy();
    let text = fs::read_to_string(stage.home(".bashrc")).unwrap();
    stage.write(".bashrc", format!("alias a=b\n{}", text.replace("# <<< gv", "export OLD=1\n# <<< gv")));
    fs::remove_file(stage.home(".profile")).unwrap();
    stage.has_only("startup_outdated", "warning");
    stage.is_repaired();
    assert_eq!(fs::read_to_string(stage.home(".bashrc")).unwrap(), format!("alias a=b\n{text}"));
    assert!(!stage.home(".profile").exists(), "what the user took out stays out");
}

#[test]
#[cfg(unix)]
fn the_block_of_another_home_is_nobodys_fault() {
    let stage = Stage::healthy();
    for file in [".bashrc", ".profile"] {
        let text = fs::read_to_string(stage.home(file)).unwrap();
        stage.write(file, text.replace(".gv/", ".other/"));
    }
    stage.is_well();
}

#[test]
fn shims_are_missing() {
    let stage = Stage::healthy();
    for name in ["go", "go1.21.13"] {
        fs::remove_file(stage.gv("shims").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))).unwrap();
    }
    let finding = stage.has_only("shims_missing", "error");
    assert!(finding["evidence"].as_str().unwrap().contains("go1.21.13"), "{finding}");
    stage.is_repaired();
}

#[test]
fn a_shim_is_left_of_a_toolchain_that_is_gone() {
    let stage = Stage::healthy();
    let shim = |name: &str| stage.gv("shims").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if cfg!(unix) {
        #[cfg(unix)]
        std::os::unix::fs::symlink(fs::read_link(shim("go")).unwrap(), shim("go1.18.1")).unwrap();
    } else {
        fs::copy(shim("go"), shim("go1.18.1")).unwrap();
    }
    stage.has_only("shims_outdated", "warning");
    stage.is_repaired();
    assert!(shim("go1.18.1").symlink_metadata().is_err());
}

#[test]
fn another_program_stands_in_the_place_of_a_shim() {
    let stage = Stage::healthy();
    let gofmt = stage.gv("shims/gofmt");
    let gofmt = gofmt.with_file_name(format!("gofmt{}", std::env::consts::EXE_SUFFIX));
    fs::remove_file(&gofmt).unwrap();
    super::stage::program(&stage.gv("shims/gofmt"));
    stage.has_only("shim_replaced", "error");
    stage.sandbox.gv(["doctor", "--fix"]).fails_with(1).says("need your decision");
    assert!(fs::read_to_string(&gofmt).unwrap().contains("99"), "it is not gv's to remove");
}

#[test]
fn the_default_was_deleted_by_hand() {
    let stage = Stage::healthy();
    fs::remove_dir_all(stage.gv("versions/go1.22.3")).unwrap();
    assert_eq!(stage.ids(), ["current_broken", "shims_outdated", "left_over"], "the cause comes first");
    stage.is_repaired();
    stage.sandbox.go(["version"]).succeeds().prints("go1.21.13");
}

#[test]
fn the_default_leads_to_a_toolchain_that_is_not_there() {
    let stage = Stage::healthy();
    fs::rename(stage.gv("versions/go1.22.3"), stage.gv("versions/go1.22.1")).unwrap();
    stage.write(".gv/versions/go1.22.1/VERSION", "go1.22.1\n");
    fs::rename(stage.gv("versions/go1.22.3.json"), stage.gv("versions/go1.22.1.json")).unwrap();
    assert_eq!(stage.ids()[0], "current_broken");
    stage.sandbox.gv(["doctor", "--fix"]).succeeds().says("default is now go1.22.1");
    stage.is_well();
}

#[test]
fn the_default_leads_to_what_never_was_there() {
    let stage = Stage::healthy();
    let gone = stage.gv("versions/go1.22.9");
    fs::create_dir(&gone).unwrap();
    if gv::system::link::replace(&gone, &stage.gv("current")).is_err() {
        // Where no link can be made, the default is a name.
        stage.write(".gv/state/default", "go1.22.9\n");
    }
    fs::remove_dir(gone).unwrap();
    let finding = stage.has_only("current_broken", "error");
    assert_eq!(finding["fix"]["command"], "gv use 1.22.3");
    stage.is_repaired();
}

#[test]
fn nothing_is_left_that_could_be_the_default() {
    let stage = Stage::healthy();
    for version in ["1.21.13", "1.22.3"] {
        stage.sandbox.gv(["uninstall", "--force", version]).succeeds();
    }
    let finding = stage.has_only("nothing_installed", "info");
    assert_eq!(finding["fix"]["command"], "gv use latest");
}

#[test]
fn toolchains_without_a_default() {
    let stage = Stage::healthy();
    stage.without_default();
    let finding = stage.has_only("no_default", "warning");
    assert_eq!(finding["fix"]["command"], "gv use 1.22.3");
    let system = stage.place("1.19.1", "usr");
    stage.with_path_behind(&[system]).is_well();
}

#[test]
fn the_default_leads_into_a_home_that_was_moved() {
    let stage = Stage::healthy();
    stage.place("1.22.3", "old/versions/go1.22.3");
    if !folder_link(&stage.home("old/versions/go1.22.3"), &stage.gv("current")) {
        return;
    }
    stage.has_only("current_elsewhere", "warning");
    stage.is_repaired();
}

#[test]
fn the_default_leads_to_no_toolchain_of_gvs() {
    let stage = Stage::healthy();
    stage.place("1.22.3", "usr");
    if !folder_link(&stage.home("usr"), &stage.gv("current")) {
        return;
    }
    stage.has_only("current_strange", "warning");
}

#[test]
fn a_folder_stands_in_the_place_of_the_default() {
    let stage = Stage::healthy();
    stage.without_default();
    fs::create_dir(stage.gv("current")).unwrap();
    stage.has_only("current_occupied", "error");
}

#[test]
#[cfg(unix)]
fn an_imported_toolchain_went_away() {
    let stage = Stage::healthy();
    stage.place("1.20.1", "sdk/go1.20.1");
    std::fs::create_dir_all(stage.home("sdk/go1.20.1/src")).unwrap();
    stage.sandbox.gv(["import", "--link", "sdk"]).succeeds();
    stage.is_well();
    fs::remove_dir_all(stage.home("sdk")).unwrap();
    assert_eq!(stage.ids()[0], "toolchain_gone");
    stage.sandbox.gv(["doctor", "--fix"]);
    let command = stage.sandbox.gv(["uninstall", "--force", "1.20.1"]);
    command.succeeds();
    stage.is_well();
}

#[test]
fn a_toolchain_lost_its_go() {
    let stage = Stage::healthy();
    let go = stage.gv("versions/go1.21.13/bin").join(format!("go{}", std::env::consts::EXE_SUFFIX));
    fs::remove_file(go).unwrap();
    stage.has_only("toolchain_incomplete", "error");
}

#[test]
fn a_toolchain_is_another_version_than_its_folder_says() {
    let stage = Stage::healthy();
    stage.write(".gv/versions/go1.21.13/VERSION", "go1.21.5\n");
    let finding = stage.has_only("toolchain_misnamed", "error");
    assert!(finding["summary"].as_str().unwrap().contains("go1.21.5"), "{finding}");
    stage.write(".gv/versions/go1.21.13/VERSION", "devel go1.21-abc\n");
    stage.is_well();
}

#[test]
fn killed_runs_left_something() {
    let stage = Stage::healthy();
    stage.write(".gv/versions/.staging-go1.20.1/src/x", "");
    stage.write(".gv/versions/.trash-go1.20.2-77/src/x", "");
    stage.has_only("left_over", "warning");
    stage.is_repaired();
}

#[test]
fn somebody_is_at_work() {
    let stage = Stage::healthy();
    stage.write(".gv/versions/.staging-go1.20.1/src/x", "");
    stage.write(".gv/state/locks/go1.20.1.lock", "");
    stage.write(".gv/state/locks/go1.20.0.lock", "");
    let lock = File::options().write(true).open(stage.gv("state/locks/go1.20.1.lock")).unwrap();
    lock.lock().unwrap();
    let finding = stage.has_only("lock_held", "info");
    assert!(finding["target"].as_str().unwrap().ends_with("go1.20.1.lock"));
    stage.sandbox.gv(["doctor", "--fix"]).succeeds();
    assert!(stage.gv("versions/.staging-go1.20.1").exists(), "it is another's");
}

#[test]
#[cfg(target_os = "linux")]
fn somebody_was_stopped_at_work() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};
    let Some(perl) = crate::support::machine::program_or_skip("perl") else { return };
    let stage = Stage::healthy();
    let lock = stage.write(".gv/state/locks/go1.20.1.lock", "");
    let script = "$| = 1; open F, '>', shift; flock F, 2; print \"held\\n\"; kill STOP => $$";
    let mut holder =
        Command::new(perl).args(["-e", script]).arg(lock).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(holder.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let stat = || fs::read_to_string(format!("/proc/{}/stat", holder.id())).unwrap();
    while !stat().contains(") T ") {
        std::thread::yield_now();
    }
    let finding = stage.has_only("lock_held_by_stopped", "warning");
    assert_eq!(finding["fix"]["command"], format!("kill -CONT {}", holder.id()));
    holder.kill().unwrap();
    holder.wait().unwrap();
    stage.is_well();
}

#[test]
#[cfg(unix)]
fn the_home_is_write_protected() {
    use std::os::unix::fs::PermissionsExt;
    let stage = Stage::healthy();
    let versions = stage.gv("versions");
    fs::set_permissions(&versions, fs::Permissions::from_mode(0o555)).unwrap();
    let finding = stage.has_only("home_protected", "error");
    assert!(finding["fix"]["command"].as_str().unwrap().starts_with("chmod u+w"), "{finding}");
    fs::set_permissions(&versions, fs::Permissions::from_mode(0o755)).unwrap();
    stage.is_well();
}

#[test]
#[cfg(target_os = "linux")]
fn the_home_belongs_to_another_user() {
    let Some(setpriv) = crate::support::machine::program_or_skip("setpriv") else { return };
    let stage = Stage::healthy();
    let everything = stage.sandbox.root().parent().unwrap();
    let script = "chown -R 65534 \"$1\" && chown 0 \"$2\" && exec \"$3\" --reuid=65534 \"$4\" doctor --json";
    let place = stage.sandbox.with("PATH", format!("{}:/usr/bin:/bin", stage.gv("shims").display()));
    let mut command = place.command("/bin/sh");
    command
        .args(["-c", script, "sh"])
        .arg(everything)
        .arg(stage.gv("versions"))
        .arg(setpriv)
        .arg(stage.gv("bin/gv"));
    let output = command.output().unwrap();
    if output.stdout.is_empty() {
        return crate::support::skipped("only root may give a folder away");
    }
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["findings"][0]["id"], "home_of_another_user", "{json}");
    assert!(json["findings"][0]["target"].as_str().unwrap().ends_with("versions"), "{json}");
}

#[test]
#[cfg(target_os = "linux")]
fn the_disk_of_the_home_ignores_case() {
    let stage = Stage::healthy();
    // A folder that answers to its name in other letters, as it would there.
    std::os::unix::fs::symlink("versions", stage.gv("VERSIONS")).unwrap();
    stage.has_only("home_ignores_case", "warning");
}

#[test]
#[cfg(target_os = "linux")]
fn the_home_is_on_another_machine() {
    let stage = Stage::healthy();
    let table = format!(
        "1 1 0:1 / / rw - ext4 /dev/x rw\n2 1 0:2 / {} rw - nfs4 server:/h rw\n",
        stage.home("").display()
    );
    let table = stage.write("table", table);
    // The table of this one process is covered by another.
    let script =
        "PATH=/usr/bin:/bin; mount --bind \"$TABLE\" /proc/$$/mountinfo && exec \"$GV\" doctor --json disk";
    for unshare in ["unshare --mount", "unshare --map-root-user --mount"] {
        let place = stage.sandbox.with("GV", env!("CARGO_BIN_EXE_gv")).with("TABLE", &table);
        let place = place.with("PATH", "/usr/bin:/bin");
        let run = place.run("/bin/sh", ["-c", &format!("exec {unshare} /bin/sh -ec '{script}'")]);
        if run.stdout.starts_with('{') {
            let run = run.fails_with(1);
            assert_eq!(run.json()["findings"][0]["id"], "home_on_network", "{run}");
            assert!(run.json()["findings"][0]["evidence"].as_str().unwrap().contains("nfs4"));
            return;
        }
    }
    crate::support::skipped("this machine lets nobody cover a file of /proc");
}

#[test]
fn the_clock_is_behind() {
    let stage = Stage::healthy();
    let file =
        File::options().write(true).open(stage.sandbox.file("go.mod", "module m\n\ngo 1.21\n")).unwrap();
    file.set_modified(SystemTime::now() + Duration::from_hours(1)).unwrap();
    stage.is_well();
    file.set_modified(SystemTime::now() + Duration::from_hours(40 * 24)).unwrap();
    let finding = stage.has_only("clock", "warning");
    assert!(finding["evidence"].as_str().unwrap().contains("39 days"), "{finding}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_runs_no_programs_is_named() {
    const UNSHARE: &str = "/usr/bin/unshare";
    if !std::path::Path::new(UNSHARE).is_file() {
        return crate::support::skipped("no unshare to mount with");
    }
    let stage = Stage::healthy();
    let tmp = stage.sandbox.root().join("tmp");
    for (folder, id) in [(stage.gv(""), "home_noexec"), (tmp, "tmp_noexec")] {
        // Mounted over itself, in a namespace of its own: nothing of the machine changes.
        let script = "mount --bind \"$1\" \"$1\" && mount -o remount,bind,noexec \"$1\" || exit 99; shift; exec \"$@\"";
        let folder = folder.to_str().unwrap().to_owned();
        let gv = env!("CARGO_BIN_EXE_gv");
        let args = ["-rm", "/bin/sh", "-c", script, "sh", &folder, gv, "doctor", "disk", "--json"];
        let run = stage.sandbox.at("").run(UNSHARE, args);
        if run.stdout.is_empty() {
            return crate::support::skipped("no namespace to mount in");
        }
        let findings = run.json();
        assert_eq!(findings["findings"][0]["id"], id, "{run}");
    }
}
