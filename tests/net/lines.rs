//! `gv dns` through an installed gv, in networks where DNS lies: what is shown, written, and taken out again. Without
//! `GV_LAB` there is no such program, and nothing is looked at.

use crate::lab::namespace::Inside;
use crate::lab::{Lab, Made, OTHER, PROXY, Says, Server};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::Command;

/// An address of somebody else's.
const WRONG: [u8; 4] = [203, 0, 113, 66];
/// The hosts file, which does not end a line.
const HOSTS: &str = "127.0.0.1 localhost\n# mine";
const LINE: &str = "203.0.113.10 proxy.golang.org";
/// A user without rights.
const NOBODY: u32 = 65534;

/// A network where the resolver gives a stranger's address for a host.
fn poisoned() -> Lab {
    let mut lab = Lab::healthy();
    lab.serve(WRONG, Server::tls(Made::by_itself(&["stranger.example"])));
    lab.resolver.say(PROXY.0, Says::Addresses(vec![WRONG.into()]));
    HOSTS.clone_into(&mut lab.hosts);
    lab
}

struct Ran {
    code: Option<i32>,
    printed: String,
    said: String,
}

impl Ran {
    fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), printed: text(output.stdout), said: text(output.stderr) }
    }

    #[track_caller]
    fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}\n{}", self.printed, self.said);
        self
    }

    #[track_caller]
    fn says(self, text: &str) -> Self {
        assert!(self.said.contains(text), "{text:?} is not in:\n{}", self.said);
        self
    }

    #[track_caller]
    fn prints(self, text: &str) -> Self {
        assert!(self.printed.contains(text), "{text:?} is not in:\n{}", self.printed);
        self
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.printed).unwrap()
    }

    /// The lines of the block that was printed, without its comments.
    fn lines(&self) -> Vec<&str> {
        self.printed.lines().filter(|line| !line.starts_with('#')).collect()
    }
}

/// `gv dns` and so on, with the rights of root.
fn dns(inside: &Inside, words: &[&str]) -> Ran {
    Ran::of(inside.gv().arg("dns").args(words))
}

/// The same without rights.
fn dns_of_nobody(inside: &Inside, words: &[&str]) -> Ran {
    Ran::of(inside.gv().arg("dns").args(words).uid(NOBODY).gid(NOBODY))
}

fn hosts() -> String {
    fs::read_to_string("/etc/hosts").unwrap()
}

#[test]
fn a_check_shows_who_lies() {
    let Some(inside) = poisoned().inside() else { return };
    let ran = dns(&inside, &["check", PROXY.0, OTHER.0]).ends_with(1).says("gv dns fix --hosts");
    ran.prints("✗ proxy.golang.org")
        .prints("203.0.113.66 ✗")
        .prints("203.0.113.10 ✓")
        .prints("✓ sum.golang.org");
    let json = dns(&inside, &["check", "--json", PROXY.0, OTHER.0]).ends_with(1).json();
    assert_eq!(json["schema_version"], 1);
    let [proxy, other] = [0, 1].map(|index| &json["hosts"][index]);
    assert_eq!((&proxy["host"], &proxy["ok"], &other["ok"]), (&PROXY.0.into(), &false.into(), &true.into()));
    assert_eq!(proxy["good"], json!(["203.0.113.10"]));
    let system = &proxy["asked"][0];
    assert_eq!((&system["how"], &system["addresses"]), (&"system".into(), &json!(["203.0.113.66"])));
    let tried = &proxy["tried"][0];
    assert_eq!((&tried["address"], &tried["error"]), (&"203.0.113.66".into(), &"cert_untrusted".into()));
}

#[test]
fn lines_are_written_and_taken_out_again() {
    let Some(inside) = poisoned().inside() else { return };
    let hosts_asked = [PROXY.0, OTHER.0];
    let fix = |more: &[&str]| dns(&inside, &[&["fix", "--hosts"], more, &hosts_asked].concat());
    assert_eq!(fix(&[]).ends_with(0).lines(), [LINE], "what passed TLS, and nothing else");
    let json = fix(&["--json"]).ends_with(0).json();
    assert_eq!(json["lines"], json!([{ "host": PROXY.0, "address": "203.0.113.10" }]));
    assert!(json["block"].as_str().unwrap().contains(&format!("\n{LINE}\n")), "{json}");
    // The change is shown, and nobody agreed.
    fix(&["--apply"]).ends_with(2).says("/etc/hosts").says(&format!("+ {LINE}"));
    assert_eq!(hosts(), HOSTS);
    let ran = fix(&["--apply", "--yes"]).ends_with(0);
    ran.says(&format!("+ {LINE}")).says("written into /etc/hosts").says("gv dns unfix --hosts");
    let written = hosts();
    let (before, block) = written.split_once("# >>> gv dns >>>\n").unwrap();
    assert_eq!(before, format!("{HOSTS}\n"));
    let lines: Vec<_> = block.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!((lines, block.ends_with("# <<< gv dns <<<\n")), (vec![LINE], true), "{written}");
    // What programs are told now is right.
    dns(&inside, &["check", PROXY.0, OTHER.0]).ends_with(0);
    let asked = ["doctor", "net", "https://proxy.golang.org/x"];
    Ran::of(inside.gv().args(asked)).ends_with(0);
    dns(&inside, &["unfix", "--hosts", "--yes"]).ends_with(0).says(&format!("- {LINE}"));
    assert_eq!(hosts(), HOSTS, "byte for byte");
}

#[test]
fn a_file_of_dnsmasq_is_made_and_goes_again() {
    let Some(inside) = poisoned().inside() else { return };
    let file = inside.folder().join("gv.conf");
    let named = file.to_str().unwrap();
    let fix = ["fix", "--dnsmasq", "--apply", "--yes", "--file", named, PROXY.0];
    dns(&inside, &fix).ends_with(0).says("+ host-record=proxy.golang.org,203.0.113.10");
    assert!(!fs::read_to_string(&file).unwrap().contains("203.0.113.66"));
    dns(&inside, &["unfix", "--dnsmasq", "--yes", "--file", named]).ends_with(0);
    assert!(!file.exists());
}

#[test]
fn where_nothing_passes_nothing_is_written() {
    let mut lab = poisoned();
    lab.controls.insert(PROXY.0.to_owned(), vec![OTHER.1.into()]);
    let Some(inside) = lab.inside() else { return };
    dns(&inside, &["fix", "--hosts", "--apply", "--yes", PROXY.0])
        .ends_with(3)
        .says("gv doctor net proxy.golang.org");
    assert_eq!(hosts(), HOSTS);
    let json = dns(&inside, &["fix", "--hosts", "--json", PROXY.0]).ends_with(3).json();
    assert_eq!(json["failed"], json!([{ "host": PROXY.0, "layer": "tls" }]));
    assert_eq!((&json["lines"], &json["block"]), (&json!([]), &Value::Null));
}

#[test]
fn without_rights_the_command_that_has_them_is_told() {
    let Some(inside) = poisoned().inside() else { return };
    let words = ["fix", "--hosts", "--apply", "--yes", PROXY.0];
    let ran = dns_of_nobody(&inside, &words).ends_with(1).says("only an administrator can change");
    ran.says(&format!("+ {LINE}")).says("sudo /").says("gv dns fix --hosts --apply proxy.golang.org");
    assert_eq!(hosts(), HOSTS);
    // A file that is everybody's, in a folder that is not; and one that is not there yet.
    let folder = inside.folder().join("closed");
    fs::create_dir(&folder).unwrap();
    let (open, new) = (folder.join("open"), folder.join("new"));
    fs::write(&open, HOSTS).unwrap();
    fs::set_permissions(&open, fs::Permissions::from_mode(0o666)).unwrap();
    for file in [&open, &new] {
        let named = ["--file", file.to_str().unwrap()];
        let ran = dns_of_nobody(&inside, &[&words[..], &named].concat()).ends_with(1);
        ran.says("only an administrator can change").says(&format!("--apply --file {}", file.display()));
    }
    assert_eq!(fs::read_to_string(&open).unwrap(), HOSTS);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left lying about");
}

#[test]
fn a_disk_that_cannot_be_written_to_is_said_so() {
    let Some(inside) = poisoned().inside() else { return };
    let mount = Command::new("mount").args(["-o", "remount,bind,ro", "/etc/hosts"]).status().unwrap();
    assert!(mount.success());
    let ran = dns(&inside, &["fix", "--hosts", "--apply", "--yes", PROXY.0]).ends_with(1);
    assert!(!ran.said.contains("GV_HOME"), "{}", ran.said);
    ran.says("/etc/hosts");
    assert_eq!(hosts(), HOSTS);
}
