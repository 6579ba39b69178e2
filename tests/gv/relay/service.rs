//! The relay as a unit of the user's systemd: a `systemctl` of the test's own starts what the unit says, with no more of
//! the environment than a user's manager has.

use super::proxy::{Proxy, Script};
use super::stage::{ANSWER, Relay, target};
use crate::support::executable;
use crate::support::sandbox::Sandbox;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

const RULE: &str = "[[relay.rule]]\nhosts = '127.0.0.1'\nvia = ['direct']\n";

/// Notes what it is told, and does what systemd would do with the unit.
const SYSTEMCTL: &str = r#"#!/bin/sh
echo "$*" >> "$HOME/systemctl.log"
shift
folder="$HOME/.config/systemd/user"
for unit; do :; done
case "$1" in
enable)
    mkdir -p "$folder/default.target.wants"
    ln -sf "$folder/$unit" "$folder/default.target.wants/$unit" ;;
disable)
    rm -f "$folder/default.target.wants/$unit"
    rmdir "$folder/default.target.wants" 2>/dev/null ;;
start)
    [ -e "$HOME/broken" ] && exit 1
    line="$(sed -n 's/^Environment=//p' "$folder/$unit" | tr '\n' ' ')$(sed -n 's/^ExecStart=//p' "$folder/$unit")"
    (
        exec < /dev/null > /dev/null 2>&1
        eval "exec setsid env -i HOME=\"\$HOME\" $line"
    ) & ;;
esac
exit 0
"#;

struct Stage {
    sandbox: Sandbox,
}

impl Stage {
    fn new() -> Self {
        let mut sandbox = Sandbox::new();
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "GV_RELAY_SERVICE"] {
            sandbox.unset(name);
        }
        let (bin, runtime) = (sandbox.root().join("systemd"), sandbox.root().join("run"));
        fs::create_dir_all(&bin).unwrap();
        fs::create_dir_all(runtime.join("systemd")).unwrap();
        fs::write(runtime.join("systemd/private"), "").unwrap();
        executable::write(&bin.join("systemctl"), SYSTEMCTL.as_bytes());
        sandbox.set("XDG_RUNTIME_DIR", runtime);
        sandbox.path([bin]);
        Self { sandbox }
    }

    /// The only unit.
    fn unit(&self) -> Option<PathBuf> {
        let folder = fs::read_dir(self.sandbox.home().join(".config/systemd/user")).ok()?;
        folder
            .flatten()
            .map(|entry| entry.path())
            .find(|path| path.extension().is_some_and(|it| it == "service"))
    }

    /// What systemd was told since the last time.
    fn told(&self) -> Vec<String> {
        let path = self.sandbox.home().join("systemctl.log");
        let text = fs::read_to_string(&path).unwrap_or_default();
        let _ = fs::remove_file(path);
        let words = text.lines().map(|line| line.split(' ').nth(1).unwrap().to_owned());
        words.collect()
    }

    fn systemd_folder(&self) -> PathBuf {
        self.sandbox.home().join(".config/systemd")
    }
}

#[test]
fn on_writes_a_unit_and_off_takes_all_of_it_back() {
    let stage = Stage::new();
    // What was there before stays.
    fs::create_dir_all(stage.sandbox.home().join(".config")).unwrap();
    fs::create_dir_all(stage.sandbox.gv_home()).unwrap();
    fs::write(stage.sandbox.gv_home().join("config.toml"), RULE).unwrap();
    let run = stage.sandbox.gv(["relay", "on"]).succeeds();
    run.says_all(&[
        "the relay is on",
        "it also starts with your session, as gv-relay",
        "gv relay off removes that",
    ]);
    assert_eq!(stage.told(), ["daemon-reload", "enable", "start"]);
    let unit = stage.unit().unwrap();
    if let Ok(checked) = Command::new("systemd-analyze").args(["verify", "--user"]).arg(&unit).output() {
        let said = String::from_utf8_lossy(&checked.stderr);
        // Where no manager can be asked it says nothing of the unit.
        let about = said.lines().filter(|line| line.contains("gv-relay")).collect::<Vec<_>>();
        assert!(about.is_empty(), "{about:?}");
    }
    let relay = Relay::running(stage.sandbox);
    assert_eq!(relay.spoken(target()), Ok(ANSWER.to_vec()));
    let sandbox = &relay.sandbox;
    sandbox.gv(["relay", "on"]).succeeds().says("is already on");
    assert_eq!(
        sandbox.gv(["relay", "on", "--json"]).succeeds().json()["service"],
        unit.file_name().unwrap().to_str().unwrap()
    );
    sandbox.gv(["undo"]).succeeds().prints("the service of gv relay");
    let log = sandbox.home().join("systemctl.log");
    assert!(!log.exists(), "nothing is told twice");
    sandbox.gv(["relay", "off"]).succeeds().says("the relay is off").says("gv-relay");
    assert!(!sandbox.home().join(".config/systemd").exists() && sandbox.home().join(".config").exists());
    assert!(fs::read_to_string(&log).unwrap().contains("--user disable --quiet gv-relay"));
    sandbox.gv(["undo"]).does_not_print("the service of gv relay");
}

#[test]
fn one_that_has_ended_is_started_again_by_systemd() {
    let mut stage = Stage::new();
    let proxy = Proxy::new(Script::Wants("Basic realm=x", "YW5uOnNlY3JldA=="));
    // The unit holds the proxy, and not its login: that is handed over.
    stage.sandbox.set("HTTPS_PROXY", format!("http://ann:secret@{}", proxy.address));
    stage.sandbox.gv(["relay", "on"]).succeeds();
    let unit = fs::read_to_string(stage.unit().unwrap()).unwrap();
    assert!(unit.contains(&proxy.address.to_string()) && !unit.contains("secret"), "{unit}");
    stage.told();
    let mut relay = Relay::running(stage.sandbox);
    let place = format!("go.invalid:{}", target().port());
    assert_eq!(relay.spoken(&place), Ok(ANSWER.to_vec()));
    let (port, process) = (relay.port, i32::try_from(relay.process()).unwrap());
    nix::sys::signal::kill(nix::unistd::Pid::from_raw(process), nix::sys::signal::Signal::SIGKILL).unwrap();
    relay.sandbox.gv(["relay", "on", "--again"]).succeeds();
    relay.look();
    assert_eq!(relay.port, port);
    assert_eq!(relay.spoken(&place), Ok(ANSWER.to_vec()));
    let log = fs::read_to_string(relay.sandbox.home().join("systemctl.log")).unwrap();
    assert!(log.starts_with("--user start") && log.lines().count() == 1, "{log}");
    // Another start finds the same login.
    relay.sandbox.gv(["relay", "on"]).succeeds().says("is already on");
}

#[test]
fn where_systemd_does_not_start_it_a_process_does() {
    let stage = Stage::new();
    fs::write(stage.sandbox.home().join("broken"), "").unwrap();
    stage
        .sandbox
        .gv(["relay", "on"])
        .succeeds()
        .says("the relay is on")
        .does_not_say("starts with your session");
    assert_eq!(stage.told(), ["daemon-reload", "enable", "start", "disable", "stop", "daemon-reload"]);
    assert!(!stage.systemd_folder().exists());
    let relay = Relay::running(stage.sandbox);
    assert!(relay.tunnel(target()).1.starts_with("HTTP/1.1 403"));
}

#[test]
fn a_unit_that_the_user_has_changed_stays() {
    let stage = Stage::new();
    stage.sandbox.gv(["relay", "on"]).succeeds();
    let unit = stage.unit().unwrap();
    fs::write(&unit, "# mine\n").unwrap();
    stage.told();
    stage.sandbox.gv(["relay", "off"]).succeeds().says("was changed since gv wrote it, and stays");
    assert_eq!(fs::read_to_string(&unit).unwrap(), "# mine\n");
    assert_eq!(stage.told(), Vec::<String>::new());
    // It is the user's now: the relay is a process.
    stage.sandbox.gv(["relay", "on"]).succeeds().does_not_say("starts with your session");
    assert_eq!(fs::read_to_string(&unit).unwrap(), "# mine\n");
    drop(Relay::running(stage.sandbox));
}

#[test]
fn the_settings_can_want_a_process() {
    let stage = Stage::new();
    fs::create_dir_all(stage.sandbox.gv_home()).unwrap();
    fs::write(stage.sandbox.gv_home().join("config.toml"), "[relay]\nservice = false\n").unwrap();
    stage.sandbox.gv(["relay", "on"]).succeeds();
    assert!(stage.told().is_empty() && stage.unit().is_none());
    drop(Relay::running(stage.sandbox));
}

#[test]
fn gv_that_goes_takes_its_service_along() {
    let stage = Stage::new();
    stage.sandbox.place_toolchain("1.22.3");
    stage.sandbox.gv(["relay", "on"]).succeeds();
    let unit = stage.unit().unwrap();
    let run = stage.sandbox.gv(["self", "uninstall", "--yes"]);
    run.succeeds().says("gv-relay");
    assert!(!unit.exists() && !stage.systemd_folder().exists());
}

#[test]
fn undo_takes_the_service_back() {
    let stage = Stage::new();
    stage.sandbox.gv(["relay", "on"]).succeeds();
    let unit = stage.unit().unwrap();
    stage.sandbox.gv(["undo", "--all", "--yes"]).succeeds();
    assert!(!unit.exists());
    drop(Relay { sandbox: stage.sandbox, port: 0, secret: String::new() });
}
