//! Whom a password is sent to, and whom not.

use crate::support::reply::Reply;
use crate::support::server::Server;
use gv::env::Env;
use gv::fetch::{client, document, run};
use gv::net::Credentials;
use std::ffi::OsString;
use std::fs;
use tempfile::TempDir;

/// `name:s3cret` in base64, as HTTP has it.
const BASIC: &str = "Basic bmFtZTpzM2NyZXQ=";

/// A netrc with a login for every host named, and certificates to trust.
struct Stage {
    folder: TempDir,
}

impl Stage {
    fn of(servers: &[&Server], netrc: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let roots: String = servers.iter().map(|server| server.certificate()).collect();
        fs::write(folder.path().join("roots.pem"), roots).unwrap();
        fs::write(folder.path().join("netrc"), netrc).unwrap();
        Self { folder }
    }

    /// Asks as for a GOPROXY.
    fn ask(&self, url: &str, goauth: &str) {
        let var = |name: &str, file: &str| (name.into(), OsString::from(self.folder.path().join(file)));
        let env = Env::from_vars([var("NETRC", "netrc"), var("SSL_CERT_FILE", "roots.pem")]);
        let client = client(&env).unwrap().with_credentials(&Credentials::read(&env, goauth));
        let _ = run(document(&client, &url.parse().unwrap(), None, 1000));
    }
}

fn sent_to(server: &Server) -> Vec<Option<String>> {
    let requests = server.requests();
    requests.iter().map(|request| request.header("authorization").map(str::to_owned)).collect()
}

fn host(server: &Server) -> String {
    server.url("").replace("https://", "").replace("http://", "")
}

#[test]
fn a_password_is_for_its_host_and_does_not_follow_a_redirect() {
    let target = Server::start_tls().serve("/b", Reply::bytes("there"));
    let named = target.url("/b").replace("127.0.0.1", "localhost");
    let proxy = Server::start_tls().serve("/a", Reply::redirect_to(&named));
    let netrc = format!("machine {} login name password s3cret", host(&proxy));
    let stage = Stage::of(&[&proxy, &target], &netrc);
    stage.ask(&proxy.url("/a"), "");
    assert_eq!(sent_to(&proxy), [Some(BASIC.to_owned())]);
    assert_eq!(sent_to(&target), [None]);
}

#[test]
fn another_port_is_another_host() {
    let target = Server::start_tls().serve("/b", Reply::bytes("there"));
    let proxy = Server::start_tls().serve("/a", Reply::redirect_to(target.url("/b")));
    let netrc = format!("machine {} login name password s3cret", host(&proxy));
    let stage = Stage::of(&[&proxy, &target], &netrc);
    stage.ask(&proxy.url("/a"), "");
    assert_eq!((sent_to(&proxy), sent_to(&target)), (vec![Some(BASIC.to_owned())], vec![None]));
}

#[test]
fn a_password_in_an_address_does_not_follow_a_redirect_either() {
    let target = Server::start_tls().serve("/b", Reply::bytes("there"));
    let proxy = Server::start_tls().serve("/a", Reply::redirect_to(target.url("/b")));
    let stage = Stage::of(&[&proxy, &target], "");
    stage.ask(&proxy.url("/a").replace("https://", "https://name:s3cret@"), "");
    assert_eq!((sent_to(&proxy), sent_to(&target)), (vec![Some(BASIC.to_owned())], vec![None]));
}

#[test]
fn plain_http_gets_no_password() {
    let tls = Server::start_tls();
    let plain = Server::start().serve("/a", Reply::bytes("there"));
    let netrc = format!("machine {} login name password s3cret", host(&plain));
    let stage = Stage::of(&[&tls], &(netrc + "\ndefault login name password s3cret"));
    stage.ask(&plain.url("/a"), "");
    assert_eq!(sent_to(&plain), [None]);
}

#[test]
fn goauth_may_leave_the_netrc_alone() {
    let proxy = Server::start_tls().serve("/a", Reply::bytes("there"));
    let netrc = format!("machine {} login name password s3cret", host(&proxy));
    let stage = Stage::of(&[&proxy], &netrc);
    for (goauth, sends) in [("off", false), ("git /srv", false), ("netrc", true), ("git /srv; netrc", true)] {
        stage.ask(&proxy.url("/a"), goauth);
        assert_eq!(sent_to(&proxy).pop().unwrap().is_some(), sends, "GOAUTH={goauth}");
    }
}
