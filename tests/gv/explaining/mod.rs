//! `gv explain`: outputs read from files and pipes, and commands that are run.

mod advice;
mod corpus;
mod pages;
mod running;

use crate::support::Sandbox;

const REFUSED: &str = "go: downloading golang.org/x/text v0.3.0\n\
    go: golang.org/x/text@v0.3.0: Get \"https://me:s3cret@goproxy.example/golang.org/x/text/@v/v0.3.0.info\": \
    dial tcp 127.0.0.1:8081: connect: connection refused\n";

#[test]
fn a_file_is_explained_in_both_languages() {
    let sandbox = Sandbox::new();
    sandbox.file("out.txt", REFUSED);
    let run = sandbox.gv(["explain", "out.txt"]).succeeds();
    run.prints("https://goproxy.example refused the connection [tcp_refused]")
        .prints("line 2: go: golang.org/x/text@v0.3.0")
        .prints("next: gv doctor net https://goproxy.example\n")
        .does_not_print("s3cret");
    sandbox
        .with("GV_LANG", "zh")
        .gv(["explain", "out.txt"])
        .succeeds()
        .prints("可排除：")
        .does_not_print("s3cret");
    sandbox.gv(["explain", "nowhere.txt"]).fails_with(1).says("nowhere.txt");
}

#[test]
fn scripts_get_every_key() {
    let sandbox = Sandbox::new();
    sandbox.file("out.txt", REFUSED);
    let json = sandbox.gv(["explain", "--json", "out.txt"]).succeeds().json();
    assert_eq!(json["schema_version"], 1);
    let cause = &json["causes"][0];
    for (key, value) in [("id", "tcp_refused"), ("layer", "tcp"), ("confidence", "medium")] {
        assert_eq!(cause[key], value, "{json}");
    }
    assert_eq!((&cause["line"], &cause["count"]), (&2.into(), &1.into()));
    assert_eq!(cause["targets"][0], "https://goproxy.example");
    assert_eq!(cause["modules"][0], "golang.org/x/text@v0.3.0");
    assert_eq!(cause["fix"]["command"], "gv doctor net https://goproxy.example");
    assert!(!json.to_string().contains("s3cret"), "{json}");
    for key in ["text", "summary", "meaning", "rules_out"] {
        assert!(cause[key].is_string(), "{key}");
    }
}

#[test]
fn what_nobody_knows_is_said_so_and_fails() {
    let sandbox = Sandbox::new();
    sandbox.file("odd.txt", "go: downloading x v1\ngo: the flux capacitor is empty\n");
    let run = sandbox.gv(["explain", "odd.txt"]).fails_with(1);
    run.prints("[unrecognised]").prints("line 2: go: the flux capacitor is empty").prints("next: gv doctor");
    sandbox.file("fine.txt", "go: downloading golang.org/x/text v0.3.0\n");
    sandbox.gv(["explain", "fine.txt"]).succeeds().says("no failure in this output").prints("");
    let json = sandbox.gv(["explain", "--json", "fine.txt"]).succeeds().json();
    assert_eq!(json["causes"], serde_json::json!([]));
}

#[test]
fn an_empty_input_is_no_failure() {
    let sandbox = Sandbox::new();
    sandbox.gv(["explain"]).succeeds().says("no failure");
    sandbox.gv(["explain", "-"]).succeeds().says("no failure");
    sandbox.gv(["explain", "a", "b"]).fails_with(2);
    sandbox.gv(["explain", "--"]).succeeds();
}

#[test]
fn a_port_without_tls_may_be_an_entry_of_goproxy_without_a_scheme() {
    let sandbox = Sandbox::new();
    let explained = |asked: &str, said: &str| {
        let line =
            format!("go: example.com/m@v1.0.0: Get \"https://proxy.corp.example:8080/{asked}\": {said}\n");
        sandbox.file("out.txt", line);
        let json = sandbox.gv(["explain", "--json", "out.txt"]).succeeds().json();
        let cause = &json["causes"][0];
        assert_eq!((&cause["id"], &cause["confidence"]), (&"tls_not_tls".into(), &"medium".into()), "{json}");
        assert_eq!(cause["fix"]["command"], "gv doctor net https://proxy.corp.example:8080");
        cause["could_be"].clone()
    };
    for said in [
        "tls: first record does not look like a TLS handshake",
        "http: server gave HTTP response to HTTPS client",
    ] {
        // What go asks a module proxy for, and what it asks anybody else for.
        for asked in ["example.com/m/@v/v1.0.0.info", "example.com/m/@latest"] {
            assert_eq!(explained(asked, said), serde_json::json!(["env_goproxy", "dns_poisoned"]));
        }
        assert_eq!(explained("m?go-get=1", said), serde_json::json!(["dns_poisoned"]));
    }
}

#[test]
fn a_failed_step_never_passes_for_a_success() {
    let sandbox = Sandbox::new();
    for failed in [
        "ERROR: process \"/bin/sh -c ./prepare.sh\" did not complete successfully: exit code: 1\n",
        "The command '/bin/sh -c ./prepare.sh' returned a non-zero code: 2\n",
        "make: *** [Makefile:12: gen] Error 3\n",
        "./gen.sh\nexit status 4\n",
        "FAIL\texample.com/x\t0.010s\n",
        "prepare.sh: line 3: jq: command not found\n",
        "Segmentation fault (core dumped)\n",
    ] {
        sandbox.file("failed.txt", failed);
        let run = sandbox.gv(["explain", "failed.txt"]);
        assert!(!run.stderr.contains("no failure"), "{failed}");
        assert!(run.stdout.contains("how sure"), "{failed}: {}", run.stdout);
    }
}

#[test]
fn words_that_tests_and_programs_log_are_not_gos() {
    let sandbox = Sandbox::new();
    for logged in [
        "2026/01/02 10:00:00 client.go:88: Get \"http://127.0.0.1:33763/x\": dial tcp 127.0.0.1:33763: connect: connection refused\nok  \texample.com/app\t0.120s\n",
        "http: proxy error: dial tcp [::1]:3001: connectex: No connection could be made\n",
        "worker: no queue: dial tcp 127.0.0.1:5672: connect: connection refused\n",
    ] {
        sandbox.file("log.txt", logged);
        let json = sandbox.gv(["explain", "--json", "log.txt"]).json();
        let layers: Vec<_> =
            json["causes"].as_array().unwrap().iter().map(|cause| cause["id"].clone()).collect();
        assert!(layers.iter().all(|id| id == "unrecognised"), "{logged}: {layers:?}");
    }
}
