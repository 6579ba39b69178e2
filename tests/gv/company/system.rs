//! A store that root provisions for all users, and the settings that it lays down, each in a mount namespace of its own:
//! they lie at fixed places.

use crate::safety::asking;
use crate::support::Sandbox;
use crate::support::archive::toolchain;
use crate::support::machine::program_or_skip;
use crate::support::run::Run;
use crate::support::skipped;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

/// A user of the machine who is not root.
const USER: u32 = 65534;

struct Machine {
    sandbox: Sandbox,
}

impl Machine {
    /// A machine whose `/etc` and `/opt` are the sandbox's; `None`, said aloud, where that cannot be made.
    fn new() -> Option<Self> {
        Self::publishing(&["1.21.13", "1.22.3", "1.22.4", "1.20.14"])
    }

    /// The same where these versions are published.
    fn publishing(versions: &[&str]) -> Option<Self> {
        for program in ["setpriv", "unshare"] {
            program_or_skip(program)?;
        }
        if Path::new("/proc/self").metadata().is_ok_and(|meta| meta.uid() != 0) {
            skipped("only root can act as another user");
            return None;
        }
        let mut sandbox = Sandbox::with_origin(versions);
        sandbox.set("SHELL", "/bin/bash").unset("ALL_PROXY");
        for folder in [sandbox.root().parent().unwrap(), sandbox.root()] {
            fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
        }
        let machine = Self { sandbox };
        fs::create_dir_all(machine.etc().join("gv")).unwrap();
        fs::create_dir_all(machine.root().join("opt")).unwrap();
        let mounted = machine.as_root("true", &[]);
        if mounted.code != Some(0) {
            skipped("no mount namespace can be made");
            return None;
        }
        machine.give();
        Some(machine)
    }

    fn root(&self) -> &Path {
        self.sandbox.root()
    }

    fn etc(&self) -> PathBuf {
        self.root().join("etc")
    }

    /// Gives the user what is the user's.
    fn give(&self) {
        for folder in [self.sandbox.home(), self.sandbox.work(), self.root().join("tmp")] {
            let folder = folder.to_str().unwrap().to_owned();
            self.sandbox.at("").run("chown", ["-hR", "65534:65534", &folder]).succeeds();
        }
    }

    fn policy(&self, text: &str) -> &Self {
        fs::write(self.etc().join("gv/config.toml"), text).unwrap();
        self
    }

    fn within(&self, who: &[&str], program: &OsStr, args: &[&str]) -> Run {
        let script = "mount --bind \"$1/etc\" /etc && mount --bind \"$1/opt\" /opt && shift && exec \"$@\"";
        let root = self.root().to_str().unwrap();
        let all = ["-m", "--propagation", "private", "sh", "-c", script, "sh", root];
        let all = all.iter().chain(who).map(OsStr::new).chain([program]).chain(args.iter().map(OsStr::new));
        self.sandbox.at("").run("unshare", all)
    }

    fn as_root(&self, program: &str, args: &[&str]) -> Run {
        let home = self.root().join("root");
        let with =
            ["env", &format!("GV_HOME={}", home.join(".gv").display()), &format!("HOME={}", home.display())];
        self.within(&with, OsStr::new(program), args)
    }

    fn user(&self, program: impl AsRef<OsStr>, args: &[&str]) -> Run {
        let user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
        self.within(&user, program.as_ref(), args)
    }

    fn gv(&self, args: &[&str]) -> Run {
        self.user(env!("CARGO_BIN_EXE_gv"), args)
    }

    fn go(&self, args: &[&str]) -> Run {
        self.user(self.sandbox.gv_home().join("shims/go"), args)
    }

    /// Root installs into the store for all.
    fn provision(&self, versions: &[&str]) {
        let args: Vec<_> = ["install", "--shared"].iter().chain(versions).copied().collect();
        self.as_root(env!("CARGO_BIN_EXE_gv"), &args).succeeds();
    }

    fn shared(&self) -> Vec<(PathBuf, i64)> {
        let mut all = Vec::new();
        list(&self.root().join("opt"), &mut all);
        all.sort();
        all
    }
}

fn list(folder: &Path, all: &mut Vec<(PathBuf, i64)>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let meta = entry.path().symlink_metadata().unwrap();
        all.push((entry.path(), meta.mtime_nsec() ^ meta.ctime_nsec()));
        if meta.is_dir() {
            list(&entry.path(), all);
        }
    }
}

#[test]
fn what_root_provides_is_installed_for_all_and_never_changed() {
    let Some(machine) = Machine::new() else { return };
    machine.provision(&["1.22.3", "1.21.13"]);
    let before = machine.shared();
    machine.gv(&["install", "1.22.3"]).succeeds().says("already installed in a shared store");
    machine.gv(&["use", "1.22.3"]).succeeds().says("default is now go1.22.3");
    machine.go(&["version"]).succeeds().prints("go1.22.3");
    let json = machine.gv(&["ls", "--json"]).succeeds().json();
    assert_eq!(json["toolchains"][0]["shared"], true, "{json}");
    assert_eq!(json["toolchains"][0]["proof"], "index", "{json}");
    machine.gv(&["ls"]).prints("shared: /opt/gv");
    machine.gv(&["verify", "1.21.13"]).succeeds().says("as released");
    machine.gv(&["uninstall", "1.21.13"]).fails_with(1).says("in a shared store");
    machine.gv(&["prune", "--yes"]).succeeds();
    // A version of the user's own goes into the user's own home.
    machine.gv(&["use", "1.22.4"]).succeeds();
    assert_eq!(machine.sandbox.installed(), ["go1.22.4"]);
    machine.sandbox.file(".go-version", "1.21.13\n");
    machine.go(&["version"]).succeeds().prints("go1.21.13");
    let doctor = machine.gv(&["doctor", "disk", "setup", "shims", "toolchains", "current", "--json"]).json();
    let ids: Vec<_> = doctor["findings"].as_array().unwrap().iter().map(|it| it["id"].clone()).collect();
    assert!(!ids.contains(&"home_of_another_user".into()), "{doctor}");
    assert_eq!(machine.shared(), before);
    machine.gv(&["install", "--shared", "1.20.14"]).fails_with(1).says("/opt/gv");
}

#[test]
fn a_store_that_others_can_write_does_not_count_unless_it_is_named() {
    let Some(machine) = Machine::new() else { return };
    machine.provision(&["1.22.3"]);
    let store = machine.root().join("opt/gv");
    fs::set_permissions(&store, fs::Permissions::from_mode(0o777)).unwrap();
    machine.gv(&["ls"]).succeeds().does_not_print("1.22.3");
    machine.policy("[store]\nshared = ['/opt/gv']");
    machine.gv(&["ls"]).succeeds().prints("1.22.3");
    fs::set_permissions(&store, fs::Permissions::from_mode(0o755)).unwrap();
    chown(&store, Some(USER), None).unwrap();
    fs::remove_file(machine.etc().join("gv/config.toml")).unwrap();
    machine.gv(&["ls"]).succeeds().does_not_print("1.22.3");
    let named = machine.user("env", &["GV_SHARED=/opt/gv", env!("CARGO_BIN_EXE_gv"), "ls"]);
    named.succeeds().prints("1.22.3");
    machine.user("env", &["GV_SHARED=", env!("CARGO_BIN_EXE_gv"), "ls"]).succeeds().does_not_print("1.22.3");
}

#[test]
fn a_denied_version_is_refused_by_every_command_and_by_the_shim() {
    let Some(machine) = Machine::new() else { return };
    machine.gv(&["use", "1.22.3"]).succeeds();
    machine.gv(&["install", "1.21.13"]).succeeds();
    machine.policy("[policy]\ndenied = ['1.22.3']\nallowed = ['>=1.21']");
    let told = "go1.22.3 is not allowed on this machine: /etc/gv/config.toml denies 1.22.3";
    for args in [
        &["install", "1.22.3"][..],
        &["use", "1.22.3"],
        &["pin", "1.22.3"],
        &["exec", "1.22.3", "--", "go", "version"],
        &["which", "go"],
        &["current"],
        &["shell", "1.22.3"],
    ] {
        machine.gv(args).fails_with(1).says(told);
    }
    machine.go(&["version"]).fails_with(1).says(told);
    let launcher = machine.sandbox.gv_home().join("shims/go1.22.3");
    machine.user(launcher, &["version"]).fails_with(1).says(told);
    for variable in ["GV_VERSION=1.22.3", "GV_AUTO_INSTALL=1"] {
        let go = machine.sandbox.gv_home().join("shims/go");
        machine.user("env", &[variable, go.to_str().unwrap(), "version"]).fails_with(1).says(told);
    }
    machine.gv(&["install", "1.20.14"]).fails_with(1).says("allows >=1.21");
    machine.gv(&["use", "1.22.4"]).succeeds();
    machine.go(&["version"]).succeeds().prints("go1.22.4");
    machine.policy("[policy]\nleast_patch = ['1.22.5']");
    machine.go(&["version"]).fails_with(1).says("requires at least go1.22.5");
}

#[test]
fn a_version_with_vulnerabilities_that_others_fix_is_refused_everywhere() {
    let Some(mut machine) = Machine::publishing(&["1.25.3", "1.26.2", "1.26.7", "1.27.0"]) else { return };
    machine.gv(&["use", "1.26.2"]).succeeds();
    machine.policy("[policy]\nmin_fixed = true");
    let told =
        "go1.26.2 is not allowed on this machine: it has known vulnerabilities that other releases fix (";
    let file = "/etc/gv/config.toml sets min_fixed; go1.26.7 is allowed";
    for args in [
        &["install", "1.26.2"][..],
        &["use", "1.26.2"],
        &["pin", "1.26.2"],
        &["exec", "1.26.2", "--", "go", "version"],
        &["which", "go"],
        &["current"],
        &["shell", "1.26.2"],
    ] {
        machine.gv(args).fails_with(1).says(told).says(file);
    }
    machine.go(&["version"]).fails_with(1).says(told).says("try: gv use 1.26.7");
    let launcher = machine.sandbox.gv_home().join("shims/go1.26.2");
    machine.user(launcher, &["version"]).fails_with(1).says(told);
    // A minor without fixes leads to one that has them; neither a database nor a platform of the user's is a way past.
    machine.gv(&["install", "1.25.3"]).fails_with(1).says("go1.26.7 is allowed");
    let empty = machine.sandbox.dir("empty");
    let go = machine.sandbox.gv_home().join("shims/go").display().to_string();
    let own = format!("GV_VULNDB={}", empty.display());
    for variable in [own.as_str(), "GV_PLATFORM=plan9-386", "GV_VERSION=1.26.2"] {
        machine.user("env", &[variable, &go, "version"]).fails_with(1).says(told);
    }
    machine.user("env", &["GV_VERSION=1.26.2", &go, "version"]).says("try: export GV_VERSION='1.26.7'");
    machine.gv(&["use", "1.26.7"]).succeeds();
    machine.go(&["version"]).succeeds().prints("go1.26.7");
    machine.sandbox.file(".go-version", "1.26.2\n");
    machine.go(&["version"]).fails_with(1).says("try: gv pin 1.26.7");
    machine.gv(&["pin", "1.26.7"]).succeeds();
    machine.go(&["version"]).succeeds();
    // With the other rules: what they deny is not named as the one to take.
    machine.policy("[policy]\nmin_fixed = true\ndenied = ['1.26.7']");
    machine.gv(&["use", "1.26.2"]).fails_with(1).says("go1.27.0 is allowed");
    machine.policy("[policy]\nmin_fixed = true\nallowed = ['1.26']\ndenied = ['1.26.7']");
    let run = machine.gv(&["use", "1.26.2"]).fails_with(1).says(told);
    run.does_not_say("is allowed\n").does_not_say("try:");
    machine.policy("[policy]\nmin_fixed = 'yes'");
    machine.go(&["version"]).fails_with(1).says("/etc/gv/config.toml:2:");
    machine.policy("[policy]\nmin_fixed = false");
    machine.gv(&["use", "1.26.2"]).succeeds();
    machine.sandbox.set("GV_LANG", "zh");
    machine.policy("[policy]\nmin_fixed = true");
    machine.gv(&["use", "1.26.2"]).fails_with(1).says("设置了 min_fixed；可使用 go1.26.7");
}

#[test]
fn the_policy_goes_by_the_newest_answer_of_the_database_that_its_own_file_names() {
    let Some(machine) = Machine::publishing(&["1.27.0", "1.27.1"]) else { return };
    machine.gv(&["use", "1.27.0"]).succeeds();
    let database = machine.sandbox.dir("database");
    asking::write_to(&database, "2031-01-02T00:00:00Z", "1.27.1");
    let address = format!("file://{}", database.display());
    let policy = format!("[security]\ndatabase = '{address}'\n[policy]\nmin_fixed = true");
    machine.policy(&policy);
    // gv has not asked it yet, and the reports that are built in know nothing against it.
    machine.go(&["version"]).succeeds();
    machine.gv(&["audit"]).fails_with(1);
    machine.go(&["version"]).fails_with(1).says("(1)").says("try: gv use 1.27.1");
    machine.gv(&["use", "1.27.1"]).succeeds();
    machine.go(&["version"]).succeeds();
    // Where no release fixes it yet, there is nothing better to take.
    asking::write_to(&database, "2031-02-02T00:00:00Z", "");
    machine.gv(&["audit", "--refresh"]).fails_with(1);
    machine.go(&["version"]).succeeds();
}

#[test]
fn what_the_policy_denies_is_not_taken_over() {
    let Some(machine) = Machine::new() else { return };
    machine.policy("[policy]\ndenied = ['1.22.3']");
    let (mut denied, mut allowed) = (String::new(), String::new());
    for (version, path) in [("1.22.3", &mut denied), ("1.22.4", &mut allowed)] {
        let folder = machine.sandbox.home().join(".goenv/versions").join(version);
        toolchain(version).write_to(&folder);
        *path = folder.display().to_string();
    }
    machine.give();
    let told = "go1.22.3 is not allowed on this machine: /etc/gv/config.toml denies 1.22.3";
    machine.gv(&["import", "goenv", "--dry-run"]).succeeds().prints(told).prints("would be copied");
    let json = machine.gv(&["import", "goenv", "--json"]).succeeds().json();
    let row = |version: &str| {
        json["toolchains"].as_array().unwrap().iter().find(|row| row["version"] == version).unwrap().clone()
    };
    assert_eq!(
        (&row("1.22.3")["status"], &row("1.22.4")["status"]),
        (&"skipped".into(), &"copied".into()),
        "{json}"
    );
    assert!(row("1.22.3")["reason"].as_str().unwrap().contains(told), "{json}");
    assert_eq!(machine.sandbox.installed(), ["go1.22.4"]);
    machine.gv(&["import", "--link", &denied]).fails_with(1).prints(told);
    machine.gv(&["link", "corp", &denied]).fails_with(1).says(told);
    machine.gv(&["link", "corp", &allowed]).succeeds();
}

#[test]
fn the_users_file_is_no_way_past_the_systems() {
    let Some(machine) = Machine::new() else { return };
    machine.gv(&["use", "1.22.3"]).succeeds();
    machine.policy("[policy]\ndenied = ['1.22']");
    let config = machine.sandbox.gv_home().join("config.toml");
    for text in ["[policy]\ndenied = []", "nonsense"] {
        fs::write(&config, text).unwrap();
        machine.go(&["version"]).fails_with(1);
    }
    machine.gv(&["ls"]).fails_with(1).says("config.toml:1:");
    fs::write(&config, "[policy]\ndenied = []").unwrap();
    machine.gv(&["ls"]).fails_with(1).says("[policy] takes effect only in /etc/gv/config.toml");
    fs::remove_file(&config).unwrap();
    machine.policy("[policy]\ndenied = 'all'");
    machine.go(&["version"]).fails_with(1).says("/etc/gv/config.toml:2:");
    // One that is not the administrators' says nothing.
    chown(machine.etc().join("gv/config.toml"), Some(USER), None).unwrap();
    machine.go(&["version"]).succeeds();
}

#[test]
fn the_origin_and_the_installing_are_fixed() {
    let Some(machine) = Machine::new() else { return };
    let origin = machine.sandbox.variable("GV_ORIGIN").unwrap().to_str().unwrap().to_owned();
    machine.policy(&format!("[policy]\norigin = '{origin}'\nauto_install = false"));
    let gv = env!("CARGO_BIN_EXE_gv");
    machine.user("env", &["GV_ORIGIN=http://127.0.0.1:1/dl", gv, "use", "1.22.3"]).succeeds();
    machine.sandbox.file(".go-version", "1.22.4\n");
    let go = machine.sandbox.gv_home().join("shims/go");
    let run = machine.user("env", &["GV_AUTO_INSTALL=1", go.to_str().unwrap(), "version"]).fails_with(5);
    run.says("/etc/gv/config.toml turns automatic installation off");
    machine.gv(&["install", "1.22.4", "--from", "goproxy"]).succeeds();
}

#[test]
fn the_users_settings_lie_over_the_systems() {
    let Some(machine) = Machine::new() else { return };
    machine.policy("auto_install = false\nlang = 'zh'");
    machine.sandbox.file(".go-version", "1.22.4\n");
    machine.gv(&["setup", "--no-modify-path"]).succeeds();
    machine.go(&["version"]).fails_with(5).says("automatic installation is off");
    fs::write(machine.sandbox.gv_home().join("config.toml"), "auto_install = true").unwrap();
    machine.go(&["version"]).succeeds();
}
