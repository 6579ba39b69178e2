//! The PATH of the registry before and after `gv setup` and `gv self uninstall`, byte for byte.

use crate::support::Sandbox;
use gv::env::Env;
use gv::home::Home;
use gv::setup::{environment, uninstall};
use gv::system::registry::{self, EXPANDABLE, Hive, Key, NUMBER, TEXT, Value};
use std::fs;

/// What `gv setup` makes of a value.
enum Expected {
    /// Our folders, `;`, and this.
    Front(String),
    /// Our folders alone.
    Alone,
    /// The same bytes.
    Same,
    /// The same bytes, and exit code 1.
    Refused,
}

use Expected::{Alone, Front, Refused, Same};

fn read(sandbox: &Sandbox, name: &str) -> Option<Value> {
    let path = sandbox.environment_key();
    registry::read(Key { hive: Hive::User, path: &path }, name).unwrap()
}

fn write(sandbox: &Sandbox, name: &str, value: Option<&Value>) {
    let path = sandbox.environment_key();
    let key = Key { hive: Hive::User, path: &path };
    match value {
        Some(value) => registry::write(key, name, value).unwrap(),
        None => registry::remove(key, name).unwrap(),
    }
}

fn text(text: &str) -> Value {
    Value::text(TEXT, text)
}

fn expandable(text: &str) -> Value {
    Value::text(EXPANDABLE, text)
}

fn bytes(kind: u32, bytes: &[u8]) -> Value {
    Value { kind, bytes: bytes.to_vec() }
}

fn front(text: &str) -> Expected {
    Front(text.to_owned())
}

/// The values to start from, with what becomes of each; that there is none is one more.
fn table(shims: &str, bin: &str) -> Vec<(Value, Expected)> {
    let (upper, slashes) = (shims.to_uppercase(), shims.replace('\\', "/"));
    let long = (0..256).map(|n| format!(r"C:\folder number {n:012}\")).collect::<Vec<_>>().join(";");
    let ours = format!("{shims};{bin}");
    vec![
        (text(""), Alone),
        (expandable(""), Alone),
        (text(r"C:\a"), front(r"C:\a")),
        (expandable(r"C:\a"), front(r"C:\a")),
        (expandable(r"%SystemRoot%\x;%NOT_SET%;C:\a"), front(r"%SystemRoot%\x;%NOT_SET%;C:\a")),
        (text(r"%SystemRoot%\x"), front(r"%SystemRoot%\x")),
        (expandable(r"C:\a;"), front(r"C:\a;")),
        (expandable(r"C:\a;;"), front(r"C:\a;;")),
        (expandable(r";C:\a"), front(r";C:\a")),
        (expandable(";"), front(";")),
        (expandable(r"C:\a;;C:\b"), front(r"C:\a;;C:\b")),
        (expandable(r#""C:\a b";C:\c"#), front(r#""C:\a b";C:\c"#)),
        (expandable(r#""C:\a;b";C:\c"#), front(r#""C:\a;b";C:\c"#)),
        (expandable(r#"C:\a;"C:\open"#), front(r#"C:\a;"C:\open"#)),
        (expandable(r"C:\a;C:\a;C:\A"), front(r"C:\a;C:\a;C:\A")),
        (expandable(r" C:\a ; C:\b "), front(r" C:\a ; C:\b ")),
        (expandable(r"C:\目录;C:\😀"), front(r"C:\目录;C:\😀")),
        (expandable(r"C:/a;\\server\share\b"), front(r"C:/a;\\server\share\b")),
        (expandable(r".;relative;C:"), front(r".;relative;C:")),
        (expandable(&long), front(&long)),
        (text(&long), front(&long)),
        // Ours are there already.
        (expandable(&ours), Same),
        (text(&ours), Same),
        (expandable(&format!(r"{ours};C:\a")), Same),
        (expandable(&format!(r"{upper}\;{bin}\;C:\a")), Same),
        (expandable(&format!(r#""{shims}";{bin};C:\a"#)), Same),
        (expandable(&format!(r"C:\a;{ours}")), front(r"C:\a")),
        (expandable(&format!(r"C:\a;{shims};C:\b;{bin};C:\c")), front(r"C:\a;C:\b;C:\c")),
        (expandable(&format!(r"C:\a;{slashes}/;C:\b")), front(r"C:\a;C:\b")),
        (expandable(&format!(r"{shims};C:\a;{shims}")), front(r"C:\a")),
        (expandable(&format!(r"{bin};{shims}")), Alone),
        (expandable(&format!(r"{bin};C:\a")), front(r"C:\a")),
        (expandable(r"C:\a;%USERPROFILE%\.gv\shims"), front(r"C:\a")),
        // Not expanded in a plain text: it is another folder there.
        (text(r"C:\a;%USERPROFILE%\.gv\shims"), front(r"C:\a;%USERPROFILE%\.gv\shims")),
        // Ours as part of another entry.
        (
            expandable(&format!(r"{shims}-old;C:\x;{shims}\sub")),
            front(&format!(r"{shims}-old;C:\x;{shims}\sub")),
        ),
        (expandable(&format!(r"D:\copy\{}", &shims[3..])), front(&format!(r"D:\copy\{}", &shims[3..]))),
        // Written with several NULs at the end. (Of one without, Windows makes one with, where it likes.)
        (bytes(TEXT, b"C\0:\0\\\0a\0\0\0\0\0\0\0"), front(r"C:\a")),
        // Left alone.
        (bytes(NUMBER, &[1, 0, 0, 0]), Refused),
        (bytes(7, b"a\0\0\0b\0\0\0\0\0"), Refused),
        (bytes(3, b"a\0"), Refused),
        (bytes(TEXT, b"a\0b"), Refused),
        (bytes(EXPANDABLE, b"a\0\0\0b\0\0\0"), Refused),
        (bytes(EXPANDABLE, &[0, 0xd8, b'a', 0, 0, 0]), Refused),
        (expandable(&"x".repeat(32_760)), Refused),
    ]
}

#[test]
fn every_value_is_edited_as_it_should_be_and_found_again() {
    let sandbox = Sandbox::new();
    let home = Home::at(sandbox.gv_home());
    let vars = [
        ("GV_ENVIRONMENT_KEY".into(), sandbox.environment_key().into()),
        ("USERPROFILE".into(), sandbox.home().into()),
    ];
    let env = Env::from_vars(vars).with_home_dir(sandbox.home());
    let folder = |name| sandbox.gv_home().join(name).to_string_lossy().into_owned();
    let (shims, bin) = (folder("shims"), folder("bin"));
    let neighbour = Value::text(EXPANDABLE, r"%USERPROFILE%\Temp");
    write(&sandbox, "TEMP", Some(&neighbour));
    let values = table(&shims, &bin).into_iter().map(|(value, expected)| (Some(value), expected));
    let table: Vec<_> = std::iter::once((None, Alone)).chain(values).collect();
    assert!(table.len() >= 40);
    for (before, expected) in table {
        write(&sandbox, "PATH", before.as_ref());
        let kind = before.as_ref().map_or(EXPANDABLE, |value| value.kind);
        let refused = matches!(expected, Refused);
        let after = match expected {
            Front(rest) => Some(Value::text(kind, &format!("{shims};{bin};{rest}"))),
            Alone => Some(Value::text(kind, &format!("{shims};{bin}"))),
            Same | Refused => before.clone(),
        };
        fs::create_dir_all(sandbox.gv_home().join("versions")).unwrap();
        for turn in ["the first", "the second"] {
            assert_eq!(environment::put_path(&home, &env).is_err(), refused, "{before:?}");
            assert_eq!(read(&sandbox, "PATH"), after, "after {turn} gv setup on {before:?}");
        }
        uninstall::run(&home, &env).unwrap();
        assert_eq!(read(&sandbox, "PATH"), before, "after gv self uninstall");
        assert!(!sandbox.gv_home().exists(), "{:?}", sandbox.names_in(""));
    }
    assert_eq!(read(&sandbox, "TEMP"), Some(neighbour));
}

#[test]
fn a_value_that_cannot_be_edited_is_told_and_the_rest_is_done() {
    let sandbox = Sandbox::new();
    let number = bytes(NUMBER, &[1, 0, 0, 0]);
    write(&sandbox, "PATH", Some(&number));
    let run = sandbox.gv(["setup"]).fails_with(1).says("PATH in the registry is left as it is");
    run.says("shims go.exe").says("put gv's folders shims and bin in front of Path");
    assert_eq!(read(&sandbox, "PATH").as_ref(), Some(&number));
    sandbox.gv(["self", "uninstall", "--yes"]).succeeds();
    assert_eq!(read(&sandbox, "PATH").as_ref(), Some(&number));
}

#[test]
fn what_others_put_there_since_stays() {
    let sandbox = Sandbox::new();
    write(&sandbox, "PATH", Some(&expandable(r"C:\a")));
    sandbox.gv(["setup"]).succeeds().says("PATH set for every new terminal");
    let now = read(&sandbox, "PATH").unwrap().as_text().unwrap();
    write(&sandbox, "PATH", Some(&expandable(&format!(r"C:\new;{now};C:\b"))));
    sandbox.gv(["self", "uninstall", "--yes"]).succeeds();
    assert_eq!(read(&sandbox, "PATH"), Some(expandable(r"C:\new;C:\a;C:\b")));
}

#[test]
fn the_path_is_left_alone_where_that_is_asked_for() {
    let sandbox = Sandbox::new();
    sandbox.gv(["setup", "--no-modify-path"]).succeeds().says("gv");
    assert_eq!(read(&sandbox, "PATH"), None);
    sandbox.gv(["setup", "--print"]).succeeds().prints(r"HKCU\Environment\PATH=").prints("shims;");
    assert_eq!(read(&sandbox, "PATH"), None);
}

#[test]
fn goroot_is_set_only_where_that_is_asked_for_and_given_back() {
    let sandbox = Sandbox::new();
    for before in [None, Some(text(r"C:\Go"))] {
        write(&sandbox, "GOROOT", before.as_ref());
        sandbox.gv(["setup"]).succeeds();
        assert_eq!(read(&sandbox, "GOROOT"), before);
        sandbox.gv(["setup", "--goroot"]).succeeds().says("GOROOT set");
        sandbox.gv(["setup", "--goroot"]).succeeds().says("GOROOT is set already");
        let current = sandbox.gv_home().join("current");
        assert_eq!(read(&sandbox, "GOROOT"), Some(text(&current.to_string_lossy())));
        sandbox.gv(["self", "uninstall", "--yes"]).succeeds().says("GOROOT is as it was");
        assert_eq!(read(&sandbox, "GOROOT"), before);
        assert_eq!(read(&sandbox, "PATH"), None);
    }
}
