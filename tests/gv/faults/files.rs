//! Files of a project, and gv's settings, that say nothing gv could obey: named with line and column, whoever reads
//! them. And those that only look odd.

use crate::support::Sandbox;
use crate::support::origin::Origin;

/// A sandbox with one default toolchain, and another one to be had.
fn sandbox() -> Sandbox {
    let mut sandbox = Sandbox::new();
    let address = Origin::of(&["1.21.13", "1.22.3"]).write_to(&sandbox.root().join("origin/dl"));
    sandbox.set("GV_ORIGIN", address);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox
}

/// The file is named with this place by everything that has to read it, and `go` is not started.
#[track_caller]
fn is_refused(sandbox: &Sandbox, name: &str, content: impl AsRef<[u8]>, place: &str, words: &str) {
    let file = sandbox.file(format!("project/{name}"), content);
    let named = format!("{}{place}", sandbox.shown(&file));
    let here = sandbox.at("project");
    for run in [here.go(["version"]), here.gv(["current"]), here.gv(["install"]), here.gv(["which"])] {
        run.fails_with(1).says(&named).says(words).says("try: ").does_not_print("go version");
    }
    // The default is changed all the same; that this place has its own mind cannot be told.
    here.gv(["use", "1.22.3"]).succeeds().says("default is go1.22.3").says(&named).says("try: ");
    let here = here.with("GV_LANG", "zh");
    here.go(["version"]).fails_with(1).says(&sandbox.shown(&file)).says("可尝试");
    std::fs::remove_file(file).unwrap();
}

#[test]
fn pins() {
    let sandbox = sandbox();
    for (content, place, words) in [
        ("one.two\n", ":1:1", "\"one.two\" is not a Go version"),
        ("# why\n\n  1.22.x.y # no\n", ":3:3", "\"1.22.x.y\" is not a Go version"),
        ("\u{feff}# why\r\n\tfoo\r\n", ":2:2", "\"foo\" is not a Go version"),
        (">=1.x\n", ":1:1", "is not a Go version"),
        ("../../etc\n", ":1:1", "is not a Go version"),
        ("", "", "contains no version"),
        ("# nothing yet\n", "", "contains no version"),
    ] {
        is_refused(&sandbox, ".go-version", content, place, words);
    }
    is_refused(&sandbox, ".go-version", b"1.2\xff2\n", ":1:1", "is not a Go version");
    is_refused(&sandbox, ".go-version", vec![b'1'; 2 << 20], "", "is larger than");
    is_refused(&sandbox, ".tool-versions", "node 20\ngolang ref:master\n", ":2:8", "is not a Go version");
    is_refused(&sandbox, ".tool-versions", "golang\n", ":1:7", "is not a Go version");
}

#[test]
fn floors() {
    let sandbox = sandbox();
    for name in ["go.mod", "go.work"] {
        for (content, place, words) in [
            ("go 1.22\ngo 1.21\n", ":2:1", "a second go line"),
            ("go one\n", ":1:4", "is not a Go version"),
            ("go 1.22 1.23\n", ":1:1", "takes exactly one word"),
            ("go 1.21\n\ntoolchain 1.22.3\n", ":3:11", "is not a toolchain"),
            ("/* no */\ngo 1.22\n", ":1:1", "is not a comment here"),
            ("go 1.21\nuse (\n\t./a\n", ":2:1", "this block does not end"),
            ("go 1.21\nuse \"./a\n", ":2:5", "does not end on its line"),
        ] {
            is_gos_to_refuse(&sandbox, name, content, place, words);
        }
    }
}

/// Such a file is `go`'s to complain about: its shim starts the default, and doctor names the place.
#[track_caller]
fn is_gos_to_refuse(sandbox: &Sandbox, name: &str, content: &str, place: &str, words: &str) {
    let file = sandbox.file(format!("project/{name}"), content);
    let here = sandbox.at("project");
    here.go(["version"]).succeeds().prints("go1.22.3");
    here.gv(["current"]).succeeds().prints("1.22.3");
    let named = format!("{}{place}", sandbox.shown(&file));
    here.gv(["doctor", "directory"]).fails_with(1).prints(&named).prints(words).prints("fix: ");
    std::fs::remove_file(file).unwrap();
}

#[test]
fn settings() {
    let sandbox = sandbox();
    let file = sandbox.gv_home().join("config.toml");
    for (content, place, words) in [
        ("lang = \"zh\n", ":1:", "error: "),
        ("auto_install = 3\n", ":1:16", "boolean"),
        ("\u{feff}# mine\r\n[release]\r\nmirors = []\r\n", ":3:1", "mirors"),
        ("[release\n", ":1:", "error: "),
        ("<html>\n", ":1:", "error: "),
        ("[network]\nstall_seconds = -1\n", ":2:17", "integer `-1`"),
    ] {
        std::fs::write(&file, content).unwrap();
        let named = format!("{}{place}", sandbox.shown(&file));
        for args in
            [&["current"][..], &["install", "1.21.13"], &["use", "1.21.13"], &["ls"], &["cache", "clean"]]
        {
            sandbox.gv(args).fails_with(1).says(&named).says("\n  correct that line; ");
        }
        let run = sandbox.gv(["current"]);
        assert!(words == "error: " || run.stderr.contains(words), "no {words:?} in {run}");
        // A toolchain that is there needs no settings.
        sandbox.go(["version"]).succeeds().prints("go1.22.3");
    }
    std::fs::write(&file, b"lang = '\xff'\n").unwrap();
    sandbox.gv(["current"]).fails_with(1).says(":1:").says("not UTF-8 text");
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    sandbox.gv(["current"]).fails_with(1).says(&sandbox.shown(&file));
}

#[test]
fn odd_but_right() {
    let sandbox = sandbox();
    let utf16 = |text: &str| -> Vec<u8> {
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    };
    for (name, content) in [
        (".go-version", "\u{feff}1.21.13\r\n".into()),
        (".go-version", "# why\r\n\r\n  go1.21.13   # because\r\n".into()),
        (".go-version", utf16("1.21.13\r\n")),
        (".tool-versions", "\u{feff}node 20\r\ngolang 1.21.13 system\r\n".into()),
        ("go.mod", "\u{feff}module a\r\n\r\ngo 1.20\r\n".into()),
        ("go.work", "\u{feff}go 1.20 // why\r\nuse (\r\n\t./a\r\n)\r\n".into()),
    ] {
        let file = sandbox.file(format!("odd/{name}"), Vec::<u8>::clone(&content));
        // A floor below the default leaves the default.
        let expected = if name.starts_with('.') { "go1.21.13" } else { "go1.22.3" };
        sandbox.at("odd").go(["version"]).succeeds().prints(expected);
        sandbox.at("odd").gv(["current"]).succeeds().prints(&expected[2..]);
        std::fs::remove_file(file).unwrap();
    }
    let settings = "\u{feff}# mine\r\nlang = \"zh\"\r\n[network]\r\nstall_seconds = 5\r\n";
    std::fs::write(sandbox.gv_home().join("config.toml"), settings).unwrap();
    sandbox.at("").without("GV_LANG").gv(["use", "1.22.3"]).succeeds().says("默认");
}
