//! How gv logs in at a company's hosts, and to whom it never shows a secret.

use crate::support::Sandbox;
use crate::support::archive::toolchain;
use crate::support::origin::sha256;
use crate::support::reply::Reply;
use crate::support::server::Server;
use std::fs;
use std::path::{Path, PathBuf};

const VERSION: &str = "1.99.1";
const TOKEN: &str = "s3cret-t0ken";

fn serving(server: Server) -> Server {
    let made = toolchain(VERSION);
    let (name, bytes) = (made.file_name(VERSION), made.packed());
    server
        .serve(&format!("/go/{name}.sha256"), Reply::bytes(sha256(&bytes)))
        .serve(&format!("/go/{name}"), Reply::bytes(bytes))
}

fn host(server: &Server) -> String {
    server.url("").split_once("://").unwrap().1.to_owned()
}

/// A sandbox with this origin, and its settings for the network.
fn sandbox(server: &Server, network: &str) -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.set("GV_ORIGIN", server.url("/go")).set("GOPROXY", "off").set("GOSUMDB", "off");
    fs::create_dir_all(sandbox.gv_home()).unwrap();
    fs::write(sandbox.gv_home().join("config.toml"), network).unwrap();
    sandbox
}

fn private(path: &Path, content: &str) -> PathBuf {
    fs::write(path, content).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    }
    path.to_owned()
}

fn sent(server: &Server, header: &str) -> Vec<Option<String>> {
    server.requests().iter().map(|request| request.header(header).map(str::to_owned)).collect()
}

#[test]
fn a_token_is_read_by_the_name_of_its_variable() {
    let server = serving(Server::start());
    let network = format!("[network.hosts.'{}']\ntoken_variable = 'CORP_TOKEN'", host(&server));
    let sandbox = sandbox(&server, &network);
    let run = sandbox.with("CORP_TOKEN", TOKEN).gv(["install", VERSION]).succeeds();
    run.does_not_say(TOKEN);
    let sent = sent(&server, "authorization");
    assert!(
        !sent.is_empty() && sent.iter().all(|sent| sent.as_deref() == Some("Bearer s3cret-t0ken")),
        "{sent:?}"
    );
    let run = sandbox.gv(["install", "1.99.2"]).fails_with(3);
    run.says("cannot log in: CORP_TOKEN is not set");
}

#[test]
fn a_token_is_read_from_a_private_file_and_goes_into_the_header_named() {
    let server = serving(Server::start());
    let sandbox = sandbox(&server, "");
    let file = private(&sandbox.home().join("token"), &format!("{TOKEN}\n"));
    let network =
        format!("[network.hosts.'{}']\ntoken_file = '~/token'\nheader = 'X-JFrog-Art-Api'", host(&server));
    fs::write(sandbox.gv_home().join("config.toml"), network).unwrap();
    sandbox.gv(["install", VERSION]).succeeds();
    assert!(sent(&server, "x-jfrog-art-api").iter().all(|sent| sent.as_deref() == Some(TOKEN)));
    assert!(sent(&server, "authorization").iter().all(Option::is_none));
    fs::write(&file, "two\nlines").unwrap();
    sandbox.gv(["install", "1.99.2"]).fails_with(3).says("does not hold a token").does_not_say("two");
}

#[test]
#[cfg(unix)]
fn a_file_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let server = serving(Server::start());
    let sandbox = sandbox(&server, "");
    let file = private(&sandbox.home().join("token"), TOKEN);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let network = format!("[network.hosts.'{}']\ntoken_file = '~/token'", host(&server));
    fs::write(sandbox.gv_home().join("config.toml"), network).unwrap();
    let run = sandbox.gv(["install", VERSION]).fails_with(3);
    run.says("other users can read").says("chmod 600").does_not_say(TOKEN);
    assert!(server.requests().is_empty());
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    sandbox.gv(["install", VERSION]).succeeds();
}

#[test]
fn a_login_does_not_follow_a_redirect() {
    let made = toolchain(VERSION);
    let (name, bytes) = (made.file_name(VERSION), made.packed());
    let elsewhere = Server::start().serve(&format!("/{name}"), Reply::bytes(bytes.clone()));
    let within = format!("/go/b/{name}");
    let server = Server::start()
        .serve(&format!("/go/{name}.sha256"), Reply::bytes(sha256(&bytes)))
        .serve(&format!("/go/{name}"), Reply::redirect_to(&within))
        .serve(&within, Reply::redirect_to(elsewhere.url(&format!("/{name}"))));
    let network = format!("[network.hosts.'{}']\ntoken_variable = 'CORP_TOKEN'", host(&server));
    sandbox(&server, &network).with("CORP_TOKEN", TOKEN).gv(["install", VERSION]).succeeds();
    assert!(sent(&server, "authorization").iter().all(Option::is_some));
    let sent = sent(&elsewhere, "authorization");
    assert!(!sent.is_empty() && sent.iter().all(Option::is_none), "{sent:?}");
}

#[test]
fn a_login_is_for_its_host_only() {
    let mirror = Server::start();
    let server = serving(Server::start());
    let network = format!("[network.hosts.'{}']\ntoken_variable = 'CORP_TOKEN'", host(&server));
    let mut sandbox = sandbox(&server, &network);
    sandbox.set("GV_MIRRORS", mirror.url("/go")).set("CORP_TOKEN", TOKEN);
    sandbox.gv(["install", VERSION]).succeeds();
    assert!(!mirror.requests().is_empty() && sent(&mirror, "authorization").iter().all(Option::is_none));
}

#[test]
fn a_secret_in_the_settings_is_refused_and_not_repeated() {
    let server = serving(Server::start());
    for (line, told) in [
        ("token_variable = 's3cret-t0ken'", "the name of an environment variable"),
        ("token_file = 'a'\ntoken_variable = 'B'", "not both"),
        ("header = 'X-A'", "header needs"),
        ("cert = '/a'", "set both cert and key"),
        ("token = 's3cret-t0ken'", "unknown field"),
    ] {
        let sandbox = sandbox(&server, &format!("[network.hosts.'a.example']\n{line}"));
        sandbox.gv(["ls"]).fails_with(1).says(told).does_not_say(TOKEN);
    }
    let sandbox = sandbox(&server, "[network.hosts.'https://a.example/x']\ntoken_variable = 'B'");
    sandbox.gv(["ls"]).fails_with(1).says("must be a host");
}

#[test]
fn the_netrc_logs_in_at_the_origin() {
    let server = serving(Server::start_tls());
    let mut sandbox = sandbox(&server, "");
    let roots = private(&sandbox.home().join("roots.pem"), server.certificate());
    let netrc = format!("machine {} login name password s3cret", host(&server));
    private(&sandbox.home().join(".netrc"), &netrc);
    private(&sandbox.home().join("_netrc"), &netrc);
    sandbox.set("SSL_CERT_FILE", &roots).set("HTTPS_PROXY", "");
    sandbox.gv(["install", VERSION]).succeeds();
    assert!(
        sent(&server, "authorization").iter().all(|sent| sent.as_deref() == Some("Basic bmFtZTpzM2NyZXQ="))
    );
}

#[test]
fn roots_and_client_certificates_count_for_their_host() {
    let client = rcgen::generate_simple_self_signed(["gv client".to_owned()]).unwrap();
    let server = serving(Server::start_tls_for(&client.cert.pem()));
    let sandbox = sandbox(&server, "");
    let at = |name: &str, content: &str| private(&sandbox.home().join(name), content).display().to_string();
    let (roots, cert) = (at("corp.pem", server.certificate()), at("client.pem", &client.cert.pem()));
    let key = at("client.key", &client.signing_key.serialize_pem());
    let named = host(&server);
    let set = |network: &str| fs::write(sandbox.gv_home().join("config.toml"), network).unwrap();
    set("");
    sandbox.gv(["install", VERSION]).fails_with(3).says("not trusted");
    set(&format!("[network.hosts.'{named}']\nroots = ['{roots}']"));
    sandbox.gv(["install", VERSION]).fails_with(3);
    set(&format!(
        "[network.hosts.'{named}']\nroots = ['{roots}']\n[network.client]\ncert = '{cert}'\nkey = '{key}'\nhosts = ['{named}']"
    ));
    sandbox.gv(["install", VERSION]).succeeds();
    set(&format!("[network.hosts.'{named}']\nroots = ['{roots}']\ncert = '{cert}'\nkey = '{roots}'"));
    sandbox.gv(["install", "1.99.2"]).fails_with(3).says("no usable certificate or key");
}
