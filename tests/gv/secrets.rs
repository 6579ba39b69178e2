//! What may be a password or a token is shown by no command.

use crate::support::Sandbox;

const SETTINGS: [(&str, &str); 9] = [
    ("GOPROXY", "https://u:S3CRET@r.example/go/a,https://u:S3CRET@r.example/go/b"),
    ("GOPROXY", "https://u:S3CRET@goproxy.cn,direct"),
    ("GOPROXY", "https:/jane:S3CRET@h.example"),
    ("GOPROXY", "https://jane:S3CRET#@h.example"),
    ("GOPROXY", "https://u:S3CRET/@h.example"),
    ("GOPROXY", "https://h.example/p?access_token=S3CRET|'https://h.example/q#S3CRET"),
    ("GOPROXY", "u:S3CRET@h.example:8080"),
    ("GOSUMDB", "sum.golang.org https://h.example/?token=S3CRET"),
    ("GV_MIRRORS", "https://u:S3CRET@h.example/a,https://u:S3CRET@h.example/b"),
];

const COMMANDS: [&[&str]; 12] = [
    &["env"],
    &["env", "show", "--json"],
    &["env", "why", "GOPROXY"],
    &["env", "why", "GOSUMDB", "--json"],
    &["doctor"],
    &["doctor", "--json"],
    &["mirror", "ls"],
    &["mirror", "ls", "--json"],
    &["mirror", "use", "https://u:S3CRET@h.example/?x", "--dry-run"],
    &["route", "example.com/m"],
    &["route", "jane:S3CRET@host"],
    &["git", "https", "jane:S3CRET"],
];

#[test]
fn no_command_shows_a_secret_of_a_setting() {
    let sandbox = Sandbox::new();
    for (key, value) in SETTINGS {
        for command in COMMANDS {
            let at = sandbox.with(key, value).with("GV_OFFLINE", "1");
            at.gv(command).does_not_say("S3CRET").does_not_print("S3CRET");
        }
    }
}

#[test]
fn two_repositories_of_one_host_are_told_apart_by_their_paths() {
    let sandbox = Sandbox::new();
    let run = sandbox.with("GOPROXY", SETTINGS[0].1).gv(["mirror", "ls"]).succeeds();
    run.prints("r.example/b ").prints("https://r.example/go/b");
}

#[test]
fn a_project_may_hold_no_token_of_any_form() {
    let sandbox = Sandbox::new();
    sandbox.file("go.mod", "module x\n\ngo 1.22.3\n");
    for value in
        ["https://h.example/p?token=S3CRET", "https://h.example/p#S3CRET", "https:/u:S3CRET@h.example"]
    {
        let setting = format!("GOPROXY={value}");
        sandbox.gv(["env", "set", &setting]).fails_with(2).does_not_say("S3CRET");
        sandbox.file("go.env", format!("{setting}\n"));
        sandbox.gv(["env", "trust"]).fails_with(1).says("a password or token").does_not_say("S3CRET");
        std::fs::remove_file(sandbox.work().join("go.env")).unwrap();
    }
}
