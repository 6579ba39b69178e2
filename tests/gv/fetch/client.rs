//! Redirects, TLS and proxies.

use crate::support::reply::Reply;
use crate::support::server::Server;
use gv::env::Env;
use gv::fetch::{DocumentState, Error, Fault, Tls, client, document, run};
use std::ffi::OsString;
use std::io::Write;

fn ask(url: &str, vars: &[(&str, &str)]) -> Result<DocumentState, Error> {
    let vars = vars.iter().map(|(name, value)| (OsString::from(name), OsString::from(value)));
    let client = client(&Env::from_vars(vars))?;
    run(document(&client, &url.parse().unwrap(), None, 1000))
}

fn fault(answer: Result<DocumentState, Error>) -> Fault {
    let Err(Error::Failed { fault, .. }) = answer else { panic!("{answer:?}") };
    fault
}

/// A TLS server, and the file that holds its certificate.
fn trusted(serve: impl FnOnce(Server) -> Server) -> (Server, tempfile::NamedTempFile) {
    let server = serve(Server::start_tls());
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), server.certificate()).unwrap();
    (server, file)
}

#[test]
fn a_redirect_is_followed_and_a_loop_is_left() {
    let end = Server::start().serve("/end", Reply::bytes("there"));
    let server = Server::start()
        .serve("/start", Reply::redirect_to(end.url("/end")))
        .serve("/loop", Reply::redirect_to("/loop"));
    assert!(
        matches!(ask(&server.url("/start"), &[]), Ok(DocumentState::Changed(found)) if found.url == end.url("/end"))
    );
    assert_eq!(fault(ask(&server.url("/loop"), &[])), Fault::Redirects);
    assert_eq!(server.requests().len(), 1 + 11);
}

#[test]
fn a_redirect_to_something_weaker_is_not_followed() {
    let weak = Server::start().serve("/", Reply::bytes("never"));
    let (server, roots) = trusted(|server| server.serve("/", Reply::redirect_to(weak.url("/?token=s3cret"))));
    let roots = roots.path().to_str().unwrap();
    let fault = fault(ask(&server.url("/"), &[("SSL_CERT_FILE", roots)]));
    assert_eq!(fault, Fault::Downgrade { to: weak.url("") });
    assert!(weak.requests().is_empty());
}

#[test]
fn certificates_are_verified() {
    let (server, roots) = trusted(|server| server.serve("/", Reply::bytes("safe")));
    let named = server.url("/").replace("127.0.0.1", "localhost");
    let vars = [("SSL_CERT_FILE", roots.path().to_str().unwrap())];
    for url in [server.url("/"), named] {
        assert!(ask(&url, &vars).is_ok());
    }
    assert_eq!(fault(ask(&server.url("/"), &[])), Fault::Tls(Tls::Untrusted));
}

#[test]
fn a_port_without_tls_is_told() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
        // Read to the end, so that closing does not reset.
        drop(std::io::copy(&mut stream, &mut std::io::sink()));
    });
    assert_eq!(fault(ask(&url, &[])), Fault::Tls(Tls::NotTls));
    server.join().unwrap();
}

#[test]
fn a_folder_of_certificates_serves_too() {
    let (server, roots) = trusted(|server| server.serve("/", Reply::bytes("safe")));
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(roots.path(), folder.path().join("root.pem")).unwrap();
    std::fs::write(folder.path().join("README"), "no certificate").unwrap();
    assert!(ask(&server.url("/"), &[("SSL_CERT_DIR", folder.path().to_str().unwrap())]).is_ok());
}

#[test]
fn a_certificate_file_that_holds_none_is_passed_over() {
    let (server, roots) = trusted(|server| server.serve("/", Reply::bytes("safe")));
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(roots.path(), folder.path().join("root.pem")).unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    let folder = ("SSL_CERT_DIR", folder.path().to_str().unwrap());
    for path in [file.path().to_str().unwrap(), "/no/such/file.pem"] {
        assert!(ask(&server.url("/"), &[("SSL_CERT_FILE", path), folder]).is_ok(), "{path}");
    }
}

#[test]
fn a_proxy_is_used_with_its_credentials() {
    let proxy = Server::start().serve("http://mirror.example/x", Reply::bytes("by proxy"));
    let address = proxy.url("").replace("http://", "http://me:p%40ss@");
    assert!(ask("http://mirror.example/x", &[("http_proxy", &address)]).is_ok());
    let request = &proxy.requests()[0];
    assert_eq!(request.header("proxy-authorization"), Some("Basic bWU6cEBzcw=="));
    let origin = Server::start().serve("/x", Reply::bytes("directly"));
    assert!(ask(&origin.url("/x"), &[("HTTP_PROXY", &address)]).is_ok());
    assert_eq!(proxy.requests().len(), 1, "loopback is reached directly");
}

#[test]
fn a_proxy_that_fails_is_named_without_its_password() {
    let closed = Server::closed();
    let address = closed.replace("http://", "http://me:s3cret@");
    for (variable, url) in
        [("HTTPS_PROXY", "https://mirror.example/"), ("ALL_PROXY", "http://mirror.example/")]
    {
        let fault = fault(ask(url, &[(variable, &address)]));
        assert_eq!(fault, Fault::Proxy { proxy: closed.clone(), fault: Box::new(Fault::Refused) });
    }
    let socks = closed.replace("http://", "socks5://");
    let fault = fault(ask("https://mirror.example/", &[("HTTPS_PROXY", &socks)]));
    assert_eq!(fault, Fault::Proxy { proxy: socks, fault: Box::new(Fault::Unreachable) });
}

#[test]
fn a_proxy_that_refuses_is_told_from_one_that_wants_a_password() {
    for (status, expected) in [(407, Fault::ProxyAuth), (403, Fault::ProxyRefused)] {
        let proxy = Server::start().serve("mirror.example:443", Reply::status(status));
        let fault = fault(ask("https://mirror.example/", &[("HTTPS_PROXY", &proxy.url(""))]));
        assert_eq!(fault, Fault::Proxy { proxy: proxy.url(""), fault: Box::new(expected) });
        assert_eq!(proxy.requests()[0].method, "CONNECT");
    }
}

#[test]
fn a_malformed_proxy_is_an_error_of_its_variable() {
    let error = ask("http://127.0.0.1:1/", &[("HTTPS_PROXY", "http://me:s3cret@h:port")]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "HTTPS_PROXY is not a proxy address as go reads them: its port is not a number"
    );
}
