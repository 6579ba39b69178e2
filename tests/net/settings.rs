//! Rows 35, 36 and 38: what is set.

use crate::lab::{Asked, Lab, Manners, PROXY, Server, has_only};
use std::net::SocketAddr;

#[test]
fn row_35_goproxy_has_no_scheme() {
    let mut lab = Lab::healthy();
    lab.serve_at(SocketAddr::new(PROXY.1.into(), 8080), Server::with(Manners::Plain));
    lab.go_finds("env_goproxy", &[("GOPROXY", "proxy.golang.org:8080")]);
    // With one it is the port that is wrong.
    lab.go_finds("tls_not_tls", &[("GOPROXY", "https://proxy.golang.org:8080")]);
    lab.go_is_well(&[("GOPROXY", "proxy.golang.org")]);
}

#[test]
fn row_36_goproxy_has_quotes() {
    let mut lab = Lab::healthy();
    let separated = ["https://goproxy.cn;direct", "https://goproxy.cn，direct", "https:/goproxy.cn,direct"];
    let values = ["\"https://proxy.golang.org,direct\"", "proxy", "https://", "/srv/proxy"];
    for value in values.into_iter().chain(separated) {
        let found = lab.go_finds("env_goproxy", &[("GOPROXY", value)]);
        assert_eq!(found.findings[0].command.as_deref(), Some("gv env why GOPROXY"));
    }
}

#[test]
fn goproxy_is_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let url = url::Url::from_directory_path(folder.path()).unwrap();
    let mut lab = Lab::healthy();
    lab.go_is_well(&[("GOPROXY", url.as_str()), ("GOSUMDB", "off"), ("GOTOOLCHAIN", "local")]);
    let gone = url.join("gone").unwrap();
    lab.go_finds("env_goproxy", &[("GOPROXY", gone.as_str())]);
    // To go it is a proxy that answers 404.
    let found = lab.go(&[("GOPROXY", &format!("{gone},https://proxy.golang.org"))]);
    assert!(!found.is_wrong(), "{found:#?}");
}

#[test]
fn row_38_there_is_no_git() {
    let mut lab = Lab::healthy();
    let without = |variables| Asked { variables, no_git: true, ..Asked::default() };
    has_only(&lab.ask(&without(&[("GOPROXY", "direct")])), "missing_vcs");
    assert!(!lab.ask(&without(&[])).is_wrong());
}

#[test]
fn a_proxy_variable_makes_no_sense() {
    let mut lab = Lab::healthy();
    lab.go_finds("proxy_malformed", &[("HTTPS_PROXY", "\"http://127.0.0.1:1\"")]);
}

#[test]
fn go_refuses_http_proxy_in_the_program_of_a_web_server() {
    let mut lab = Lab::healthy();
    let proxy = ("HTTP_PROXY", "http://203.0.113.80:3128");
    let cgi = ("REQUEST_METHOD", "GET");
    lab.go_finds("env_proxy_cgi", &[proxy, cgi, ("GOPROXY", "http://proxy.golang.org")]);
    let found = lab.go(&[cgi]);
    assert!(found.findings.is_empty(), "{found:#?}");
}

#[test]
fn nobody_is_trusted() {
    if Lab::is_real() {
        return;
    }
    let mut lab = Lab::healthy();
    lab.trusts_nobody = true;
    let found = lab.go_finds("no_roots", &[]);
    assert_eq!(found.findings.len(), 1, "{found:#?}");
}

#[test]
fn other_authorities_than_the_systems_are_told() {
    if Lab::is_real() {
        return;
    }
    let found = Lab::healthy().go(&[("SSL_CERT_FILE", "/etc/corp.pem")]);
    assert!(!found.is_wrong());
    assert_eq!(found.findings[0].id, "own_roots");
}
