//! install.sh on servers, honest and not, through curl and through wget.

use super::stage::{ARCHIVE, SET_UP, Stage, each_shell, release, serving, sh};
use crate::support::origin::sha256;
use crate::support::reply::Reply;
use crate::support::server::Server;
use std::fs;
use std::process::{Command, Stdio};

#[test]
fn each_downloader_takes_a_release_from_loopback() {
    each_shell(|shell| {
        for tool in ["curl", "wget"] {
            // busybox takes its own wget before PATH's, and that one is for pinned archives.
            if tool == "wget" && shell[0].ends_with("busybox") {
                continue;
            }
            let server = serving(Server::start(), "", &Reply::html());
            let Some(mut stage) = Stage::downloading_by(shell, tool, &server.url("/gv/")) else {
                continue;
            };
            // A proxy has no business on loopback.
            stage.sandbox.set("http_proxy", "http://127.0.0.1:1").unset("NO_PROXY");
            stage.run(&[]).succeeds();
            assert_eq!(stage.called().as_deref(), SET_UP, "{tool}");
            let asked: Vec<_> = server.requests().into_iter().map(|request| request.path).collect();
            let expected = ["VERSION", &format!("{ARCHIVE}.sha256"), ARCHIVE];
            assert_eq!(asked, expected.map(|name| format!("/gv/{name}")), "{tool}");
        }
    });
}

#[test]
fn what_a_server_does_wrong_is_named() {
    let archive = release();
    let sum = format!("{ARCHIVE}.sha256");
    let cut = Reply::bytes(archive.clone()).truncated_at(archive.len() / 2);
    for (replaced, reply, code, message) in [
        ("VERSION", Reply::status(404), 3, "cannot get "),
        ("VERSION", Reply::html(), 1, "VERSION has to be a version of gv, such as 0.1.0, not <!DOCTYPE"),
        (&sum, Reply::status(404), 4, "nothing else proves the archive"),
        (&sum, Reply::html(), 4, "holds no SHA-256"),
        (ARCHIVE, Reply::status(404), 3, "cannot get "),
        (ARCHIVE, Reply::html(), 4, "has SHA-256"),
        (ARCHIVE, Reply::bytes(archive.clone()).flipped_bit(40), 4, "has SHA-256"),
        (ARCHIVE, cut, 3, "cannot get "),
    ] {
        for tool in ["curl", "wget"] {
            let server = serving(Server::start(), replaced, &reply);
            let Some(stage) = Stage::downloading_by(&sh(), tool, &server.url("/gv")) else { continue };
            stage.run(&[]).fails_with(code).says(message);
            assert_eq!(stage.called(), None, "{tool}: {replaced}");
        }
    }
}

#[test]
fn plain_http_is_for_loopback() {
    each_shell(|shell| {
        let stage = Stage::new(shell);
        for tool in ["curl", "wget"] {
            stage.program(tool, &format!("echo {tool} >>\"$HOME/called\"\nexit 1\n"));
        }
        for host in [
            "gv.example",
            "192.0.2.1",
            "127.0.0.1@gv.example",
            "127.0.0.1:80@gv.example",
            "localhost:x@gv.example",
            "127.0.0.1.gv.example",
            "localhost.gv.example:80",
            "[::1]@gv.example",
            "[::1].gv.example",
            "127.0.0.1\\@gv.example",
            "127.0.0.1?@gv.example",
        ] {
            let base = format!("http://{host}/gv");
            stage
                .run_with(&[("GV_DOWNLOAD_BASE", &base)], &[])
                .fails_with(2)
                .says("plain http proves nothing");
            assert_eq!(stage.called(), None, "{host}");
        }
        for base in ["ftp://127.0.0.1/gv", "HTTP://gv.example/gv", "file://gv.example/gv"] {
            stage.run_with(&[("GV_DOWNLOAD_BASE", base)], &[]).fails_with(2).says("has to be https://");
        }
        assert_eq!(stage.called(), None);
        for host in ["127.0.0.1", "localhost:8080", "[::1]", "[::1]:8080"] {
            let base = format!("http://{host}/gv");
            stage.run_with(&[("GV_DOWNLOAD_BASE", &base)], &[]).fails_with(3);
            assert_eq!(stage.called().unwrap(), "curl\n", "{host}");
        }
        let pinned = [("GV_DOWNLOAD_BASE", "http://gv.example/gv"), ("GV_SHA256", &*"a".repeat(64))];
        stage.run_with(&pinned, &[]).fails_with(3);
        assert_eq!(stage.called().unwrap(), "curl\n");
    });
}

#[test]
fn a_password_in_the_base_is_not_shown() {
    let stage = Stage::new(&sh());
    stage.program("curl", "exit 22\n");
    let base = [("GV_DOWNLOAD_BASE", "https://me:secret@gv.example/gv")];
    stage.run_with(&base, &[]).fails_with(3).says("https://gv.example/gv/VERSION").does_not_say("secret");
}

/// A redirect to plain http would hand the authority to whoever is on the way.
#[test]
fn no_redirect_leads_to_plain_http() {
    let plain = serving(Server::start(), "", &Reply::html());
    let sum = format!("{ARCHIVE}.sha256");
    for secure in [true, false] {
        for tool in ["curl", "wget"] {
            let server = if secure { Server::start_tls() } else { Server::start() };
            let server = serving(server, &sum, &Reply::redirect_to(plain.url(&format!("/gv/{sum}"))));
            let Some(stage) = Stage::downloading_by(&sh(), tool, &server.url("/gv")) else { continue };
            let run = if secure { trusting(stage, &server) } else { stage };
            run.run(&[]).fails_with(4).says("nothing else proves the archive");
            assert_eq!(run.called(), None, "{tool}");
            assert_eq!(server.requests().len(), 2, "{tool} got as far as the redirect");
        }
    }
    assert_eq!(plain.requests().len(), 0);
}

#[test]
fn each_downloader_takes_a_release_over_tls_from_a_server_it_trusts() {
    for tool in ["curl", "wget"] {
        let server = serving(Server::start_tls(), "", &Reply::html());
        let Some(stage) = Stage::downloading_by(&sh(), tool, &server.url("/gv")) else { continue };
        stage.run(&[]).fails_with(3);
        assert_eq!(stage.called(), None, "{tool}");
        let stage = trusting(stage, &server);
        stage.run(&[]).succeeds();
        assert_eq!(stage.called().as_deref(), SET_UP, "{tool}");
    }
}

/// curl and wget each have a place for certificates.
fn trusting(mut stage: Stage, server: &Server) -> Stage {
    let certificate = stage.sandbox.root().join("certificate.pem");
    fs::write(&certificate, server.certificate()).unwrap();
    let setting = format!("ca_certificate = {}\n", certificate.display());
    fs::write(stage.sandbox.home().join(".wgetrc"), setting).unwrap();
    stage.sandbox.set("CURL_CA_BUNDLE", certificate);
    stage
}

#[test]
fn a_wget_that_may_follow_anything_is_for_pinned_archives() {
    let mut stage = Stage::new(&sh());
    if stage.only(&["tar", "sha256sum"]).is_none() {
        return;
    }
    stage.program(
        "wget",
        "case $1 in --help) exit ;; esac\nwhile [ $# -gt 2 ]; do shift; done\ncp \"$REAL/${2##*/}\" \"$1\"\n",
    );
    let real = stage.base();
    stage.sandbox.set("GV_DOWNLOAD_BASE", "https://gv.example/gv").set("REAL", real);
    stage.run(&[]).fails_with(3).says("cannot be kept from redirects");
    assert_eq!(stage.called(), None);
    stage.run_with(&[("GV_SHA256", &sha256(&release()))], &[]).succeeds();
    assert_eq!(stage.called().as_deref(), SET_UP);
}

#[test]
fn a_signal_leaves_nothing_behind() {
    each_shell(|shell| {
        let server = serving(Server::start(), ARCHIVE, &Reply::silent());
        let Some(stage) = Stage::downloading_by(shell, "curl", &server.url("/gv")) else { return };
        let mut command = stage.sandbox.at("").command(&shell[0]);
        command.args(&shell[1..]).arg("download/install.sh").stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        while server.requests().len() < 3 {
            std::thread::yield_now();
        }
        let id = child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(143));
        stage.nothing_is_left();
        assert_eq!(stage.called(), None);
    });
}
