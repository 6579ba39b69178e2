//! A proxy that hands over something else, and claims that it is right.

use super::stage::{Stage, VERSION};
use crate::support::database::{Database, NAME};
use crate::support::module::{MODULE, Module};
use crate::support::reply::Reply;
use crate::support::server::Server;
use gv::verify::H1;

/// What an attacker puts into a toolchain.
fn evil(stage: &Stage) -> Module {
    stage.module.clone().altered("src/fmt/print.go")
}

#[test]
fn an_altered_zip_is_thrown_away_and_the_next_proxy_asked() {
    let mut stage = Stage::new();
    let evil = evil(&stage);
    let liar = stage.log.passed_on_by(evil.served_by(Server::start()));
    let liar = liar.serve(&stage.module.path("ziphash"), Reply::bytes(evil.h1().to_string()));
    let honest = stage.proxy();
    let run = stage.install_from(&format!("{},{}", liar.url(""), honest.url(""))).succeeds();
    let name = liar.url("").replace("http://", "");
    run.says_all(&[&name, &evil.h1().to_string(), &stage.module.h1().to_string()]);
    assert_eq!(liar.asked_for(&stage.module.path("zip")), (1, 0));
    stage.is_whole();
}

#[test]
fn an_altered_zip_alone_installs_nothing() {
    let mut stage = Stage::new();
    let evil = evil(&stage);
    let liar = stage.log.passed_on_by(evil.served_by(Server::start()));
    let run = stage.install_from(&liar.url("")).fails_with(4);
    run.says_all(&[&evil.h1().to_string(), &stage.module.h1().to_string(), "try:"]);
    stage.is_empty();
    assert_eq!(liar.asked_for(&stage.module.path("zip")), (1, 0), "it is asked once in a run");
}

#[test]
fn an_altered_zip_with_a_lookup_to_match() {
    let stage = Stage::new();
    let evil = evil(&stage);
    let lookup = format!("/sumdb/{NAME}/lookup/{MODULE}@{}", evil.version);
    let claim = format!("{MODULE} {} {}\n", evil.version, evil.h1());
    let log = &stage.log;
    let (id, text) = (log.id(MODULE, &evil.version), log.text(MODULE, &evil.version));
    let mine = Database::new(9).with_others(20, "a").with_module(&evil).with_others(300, "b");
    // What somebody made up is a failed proof; what is no answer at all is a network that does not work.
    for (answer, code) in [
        (mine.answer(MODULE, &evil.version), 4),
        (
            format!(
                "{id}\n{}\n{}",
                text.replace(&stage.module.h1().to_string(), &evil.h1().to_string()),
                log.note()
            ),
            4,
        ),
        (format!("{id}\n{claim}{text}\n{}", log.note()), 4),
        (format!("{id}\n{text}{claim}\n{}", log.note()), 4),
        (log.answer("example.com/a/m3", "v1.0.0"), 4),
        (format!("{}{claim}", log.answer("example.com/a/m3", "v1.0.0")), 3),
        (String::new(), 3),
        (claim.clone(), 3),
    ] {
        let mut stage = Stage::new();
        let liar =
            stage.log.passed_on_by(evil.served_by(Server::start())).serve(&lookup, Reply::bytes(&*answer));
        stage.install_from(&liar.url("")).fails_with(code).says(NAME);
        stage.is_empty();
        assert_eq!(liar.asked_for(&evil.path("zip")), (0, 0), "nothing is fetched that cannot be proven");
    }
}

#[test]
fn a_log_that_was_forked_installs_nothing_more() {
    let mut stage = Stage::new();
    stage.install_from(&stage.proxy().url("")).succeeds();
    let evil = Module::of(&super::stage::full("1.22.4"), "1.22.4");
    let forked = Database::new(1).with_others(3, "forked").with_module(&evil).with_others(400, "c");
    let liar = forked.passed_on_by(evil.served_by(Server::start()));
    stage.use_proxies(&liar.url(""));
    let run = stage.sandbox.gv(["install", "1.22.4", "--from", "goproxy"]).fails_with(4);
    run.says("sum.test.example");
    assert_eq!(stage.sandbox.installed(), ["go1.22.3"]);
}

#[test]
fn a_zip_that_no_toolchain_is_packed_like() {
    let base = Stage::new().module;
    let other = "golang.org/toolchain@v0.0.1-go1.22.4.linux-amd64/VERSION";
    let hostile = [
        base.clone().with(base.name("src/go.mod"), "module std\n"),
        base.clone().with(base.name("go.mod"), "module x\n").with(base.name("_go.mod"), "module y\n"),
        base.clone().with(base.name("../../x"), "x"),
        base.clone().with(base.name("a\\b"), "x"),
        base.clone().with(base.name("a\0b"), "x"),
        base.clone().with(base.name("SRC/FMT/PRINT.GO"), "x"),
        base.clone().with(base.name("src/fmt/print.go/x"), "x"),
        base.clone().with(base.name("CON"), "x"),
        base.clone().with("/etc/passwd", "x"),
        base.clone().with(other, "x"),
        base.clone().with("go/VERSION", "x"),
        base.clone().with(base.name("bomb"), vec![0; 530 << 20]),
    ];
    for (number, module) in hostile.iter().enumerate() {
        // Even a log that vouches for it does not make it one.
        let log = Database::new(1).with_others(20, "a").with_module(module);
        let proxy = log.passed_on_by(module.served_by(Server::start()));
        let mut stage = Stage::new();
        stage.sandbox.set("GOPROXY", proxy.url("")).set("GOSUMDB", log.key());
        let run = stage.sandbox.gv(["install", VERSION, "--from", "goproxy"]);
        assert_eq!(run.code, Some(4), "{number}: {run}");
        stage.is_empty();
        let root = stage.sandbox.root();
        assert!(!root.join("x").exists() && !stage.sandbox.gv_home().join("x").exists());
    }
}

#[test]
fn another_release_in_the_zip_is_not_the_one_asked_for() {
    let mut stage = Stage::new();
    let older = super::stage::full("1.22.2");
    let mut module = Module::of(&older, VERSION);
    module.version.clone_from(&stage.module.version);
    stage.log = Database::new(1).with_module(&module);
    let proxy = stage.log.passed_on_by(module.served_by(Server::start()));
    stage.install_from(&proxy.url("")).says("VERSION");
    stage.is_empty();
}

#[test]
fn no_zip_at_all() {
    for reply in [Reply::html(), Reply::bytes(""), Reply::bytes("PK\x03\x04 and no more")] {
        let mut stage = Stage::new();
        let proxy = stage.log.passed_on_by(stage.module.served_as(Server::start(), reply));
        let run = stage.install_from(&proxy.url(""));
        assert!([Some(3), Some(4)].contains(&run.code), "{run}");
        stage.is_empty();
    }
}

#[test]
fn a_redirect_to_plain_http_is_not_followed() {
    let mut stage = Stage::new();
    let weak = stage.proxy();
    let path = stage.module.path("zip");
    let proxy = stage.log.passed_on_by(Server::start_tls()).serve(&path, Reply::redirect_to(weak.url(&path)));
    let roots = stage.sandbox.file("roots.pem", proxy.certificate());
    stage.sandbox.set("SSL_CERT_FILE", roots);
    stage.install_from(&proxy.url("")).fails_with(3).says("redirected from https");
    assert_eq!(weak.requests().len(), 0);
    stage.is_empty();
}

#[test]
fn the_manifest_s_word_counts_for_archives_whatever_the_log_says() {
    // A hash that fits no zip is no harm; it is what the log says that counts.
    let mut stage = Stage::new();
    stage.log = Database::new(1).with(MODULE, &stage.module.version, H1([1; 32]));
    let proxy = stage.log.passed_on_by(stage.module.served_by(Server::start()));
    stage.install_from(&proxy.url("")).fails_with(4).says(&stage.module.h1().to_string());
    stage.is_empty();
}
