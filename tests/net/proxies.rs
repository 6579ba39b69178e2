//! Rows 19 to 21 and 37: proxies.

use crate::lab::{Lab, Made, Manners, OTHER, PROXY, Place, Says, Server, Temper, config, sure};
use gv::diagnose::{Confidence, Level};
use std::net::IpAddr;
use std::time::Duration;

/// The proxy as a variable names it.
fn http(place: &str) -> String {
    format!("http://{place}")
}

/// A network that nobody leaves but by a proxy.
fn walled(temper: Temper) -> (Lab, String) {
    let mut lab = Lab::healthy();
    let proxy = lab.proxy(temper);
    for (_, address) in [PROXY, OTHER] {
        lab.place(address, Place::Refused);
    }
    lab.without_controls();
    (lab, proxy)
}

#[test]
fn a_proxy_is_gone_through() {
    let (mut lab, proxy) = walled(Temper::Honest);
    lab.go_is_well(&[("HTTPS_PROXY", &http(&proxy))]);
    let (mut lab, proxy) = walled(Temper::WantsLogin("Proxy-Authorization: Basic bWU6YUBi"));
    lab.go_is_well(&[("HTTPS_PROXY", &format!("http://me:a%40b@{proxy}"))]);
    let (mut lab, proxy) = walled(Temper::Socks);
    lab.go_is_well(&[("HTTPS_PROXY", &format!("socks5://{proxy}"))]);
}

#[test]
fn row_19_the_proxy_is_down() {
    let mut lab = Lab::healthy();
    let found = lab.go_finds("proxy_down", &[("HTTPS_PROXY", "http://203.0.113.80:1")]);
    assert_eq!(found.findings[0].targets, [PROXY.0]);
    let command = found.findings[0].command.as_deref().unwrap();
    assert!(command.contains("HTTPS_PROXY"), "{command}");
    lab.go_finds("proxy_down", &[("HTTPS_PROXY", "http://no.such.host:1")]);
}

#[test]
fn row_20_the_proxy_wants_a_login() {
    let (mut lab, proxy) = walled(Temper::Answers(407));
    lab.go_finds("proxy_auth", &[("HTTPS_PROXY", &http(&proxy))]);
    let (mut lab, proxy) = walled(Temper::WantsLogin("Basic bWU6cmlnaHQ="));
    let found = lab.go_finds("proxy_auth", &[("HTTPS_PROXY", &format!("http://me:wrong@{proxy}"))]);
    assert!(!found.told.contains("wrong"), "{found:?}");
}

#[test]
fn row_20_a_proxy_wants_a_login_that_go_cannot_do() {
    let says = |offer: &str| -> &'static str {
        let head = format!("HTTP/1.1 407 No\r\n{offer}\r\nContent-Length: 0\r\n\r\n");
        Box::leak(head.into_boxed_str())
    };
    let logs_in = Some("gv relay on; gv relay login");
    for (offer, login, command) in [
        ("Proxy-Authenticate: NTLM", "", logs_in),
        ("Proxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM", "ann@", logs_in),
        ("Proxy-Authenticate: Digest realm=\"x\", nonce=\"n\"", "ann:secret@", Some("gv relay on")),
        ("Proxy-Authenticate: Kerberos", "", None),
        ("Proxy-Authenticate: Basic realm=\"x\"\r\nProxy-Authenticate: NTLM", "", None),
    ] {
        let (mut lab, proxy) = walled(Temper::Says(says(offer)));
        let value = format!("http://{login}{proxy}");
        let found = lab.go_finds("proxy_auth", &[("HTTPS_PROXY", &value), ("SHELL", "/bin/bash")]);
        assert_eq!(found.findings[0].command.as_deref(), command, "{offer}");
        assert!(!found.told.contains("secret"), "{found:?}");
    }
}

#[test]
fn row_20_what_the_relay_says_is_told() {
    for (words, id, command) in [
        ("502 gv relay: office: it requires a login (NTLM)", "relay_login", "gv relay login"),
        ("502 gv relay: office: it closed the connection", "relay_upstream", "gv relay status"),
        ("407 gv relay: the secret is missing or old", "relay_secret", "gv relay status"),
        ("503 gv relay: too many connections", "relay_full", "gv relay status"),
        (
            "403 gv relay: GOPRIVATE covers the host, and no upstream has private = true",
            "relay_refused",
            "gv relay log",
        ),
    ] {
        let head = format!("HTTP/1.1 {words}\r\nContent-Length: 0\r\n\r\n");
        let (mut lab, proxy) = walled(Temper::Says(Box::leak(head.into_boxed_str())));
        let found = lab.go_finds(id, &[("HTTPS_PROXY", &http(&proxy))]);
        assert_eq!(found.findings[0].command.as_deref(), Some(command), "{words}");
        assert!(found.told.contains(&words[4..]), "{found:?}");
    }
}

#[test]
fn row_20_a_proxy_for_pages_wants_a_login() {
    let (mut lab, proxy) = walled(Temper::Answers(407));
    let variables = [("HTTP_PROXY", http(&proxy)), ("HTTPS_PROXY", http(&proxy))];
    let plain = ("GOPROXY", "http://proxy.golang.org");
    lab.go_finds(
        "proxy_auth",
        &[(variables[0].0, &variables[0].1), (variables[1].0, &variables[1].1), plain],
    );
}

#[test]
fn row_21_the_proxy_does_not_connect() {
    for (temper, id) in [
        (Temper::Answers(403), "proxy_denied"),
        (Temper::Answers(502), "proxy_upstream"),
        (Temper::Answers(504), "proxy_upstream"),
    ] {
        let (mut lab, proxy) = walled(temper);
        lab.go_finds(id, &[("HTTPS_PROXY", &http(&proxy))]);
    }
    for (code, id) in [(2, "proxy_denied"), (4, "proxy_upstream")] {
        let (mut lab, proxy) = walled(Temper::SocksRefuses(code));
        lab.go_finds(id, &[("HTTPS_PROXY", &format!("socks5://{proxy}"))]);
    }
}

#[test]
fn a_status_means_what_it_means_to_proxies_and_else_that_it_is_not_one() {
    let logs_in = "HTTP/1.1 407 No\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM";
    for (head, id) in [
        ("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"", "proxy_auth"),
        (logs_in, "proxy_auth"),
        ("HTTP/1.1 500 Unable to connect\r\nServer: tinyproxy/1.11.1", "proxy_upstream"),
        ("HTTP/1.0 503 Service Unavailable", "proxy_upstream"),
        ("HTTP/1.1 302 Found\r\nLocation: http://login.corp.example/", "captive_portal"),
        ("HTTP/1.1 400 Bad Request\r\nServer: nginx", "proxy_not_proxy"),
        ("HTTP/1.1 404 Not Found", "proxy_not_proxy"),
        ("HTTP/1.1 405 Not Allowed", "proxy_not_proxy"),
        ("HTTP/1.0 501 Unsupported method ('CONNECT')", "proxy_not_proxy"),
    ] {
        let (mut lab, proxy) = walled(Temper::Says(head));
        let found = lab.go_finds(id, &[("HTTPS_PROXY", &http(&proxy))]);
        // The way without it was tried, and leads nowhere; the relay can log in.
        let command = (head == logs_in).then_some("gv relay on; gv relay login");
        assert_eq!(found.findings[0].command.as_deref(), command, "{found:#?}");
    }
}

#[test]
fn a_proxy_that_says_nothing_is_told_once_and_not_blamed_for_its_upstream() {
    let (mut lab, proxy) = walled(Temper::Silent);
    let found = lab.impatient().go(&[("HTTPS_PROXY", &http(&proxy))]);
    assert_eq!(
        (found.findings[0].id.as_str(), found.findings[0].level),
        ("proxy_down", Level::Warning),
        "{found:#?}"
    );
    let (mut lab, proxy) = walled(Temper::HangsUp);
    lab.go_finds("proxy_down", &[("HTTPS_PROXY", &http(&proxy))]);
    let (mut lab, proxy) = walled(Temper::Cuts);
    lab.go_finds("proxy_upstream", &[("HTTPS_PROXY", &http(&proxy))]);
}

#[test]
fn a_proxy_that_takes_its_time_works() {
    let (mut lab, proxy) = walled(Temper::Slow(Duration::from_millis(3300)));
    let found = lab.go(&[("HTTPS_PROXY", &http(&proxy))]);
    assert!(found.findings.iter().all(|it| it.level != Level::Error), "{found:#?}");
    assert!(found.rows.iter().any(|row| row.layer == "proxy" && row.status == "ok"), "{found:#?}");
}

#[test]
fn all_addresses_of_a_proxy_are_tried() {
    let (mut lab, _) = walled(Temper::Honest);
    let dead: IpAddr = [203, 0, 113, 79].into();
    lab.resolver.say("proxy.example", Says::Addresses(vec![dead, [203, 0, 113, 80].into()]));
    lab.go_is_well(&[("HTTPS_PROXY", "http://proxy.example:3128")]);
}

#[test]
fn a_socks_proxy_that_takes_no_names_is_one() {
    let (mut lab, proxy) = walled(Temper::SocksRefuses(8));
    let found = lab.go_finds("proxy_upstream", &[("HTTPS_PROXY", &format!("socks5h://{proxy}"))]);
    assert!(found.findings[0].targets.contains(&PROXY.0.to_owned()));
}

#[test]
fn no_proxy_that_keeps_go_from_the_only_way_out_is_named() {
    for exempt in ["*", "golang.org", "localhost,.golang.org"] {
        let (mut lab, proxy) = walled(Temper::Honest);
        let found =
            lab.go_finds("proxy_not_adopted", &[("HTTPS_PROXY", &http(&proxy)), ("NO_PROXY", exempt)]);
        assert!(found.findings[0].command.as_deref().is_some_and(|it| it.contains("NO_PROXY")), "{found:#?}");
        assert!(found.findings[0].targets.iter().any(|target| target == PROXY.0), "{found:#?}");
    }
}

#[test]
fn a_value_that_go_misreads_is_the_only_finding() {
    for value in
        ["http://u:se^cret@203.0.113.80:3128", "http://203.0.113.80:3128 ", "'http://203.0.113.80:3128'"]
    {
        let (mut lab, _) = walled(Temper::Honest);
        let found = lab.go_finds("proxy_malformed", &[("HTTPS_PROXY", value)]);
        assert_eq!(found.findings.len(), 1, "{found:#?}");
        assert!(!found.told.contains("se^cret"), "{found:#?}");
    }
    // To `go` an unknown scheme is http.
    let (mut lab, proxy) = walled(Temper::Honest);
    lab.go_is_well(&[("HTTPS_PROXY", &format!("tcp://{proxy}"))]);
}

#[test]
fn the_proxy_is_spoken_to_in_the_wrong_way() {
    let (mut lab, proxy) = walled(Temper::Honest);
    let found = lab.go_finds("proxy_scheme", &[("HTTPS_PROXY", &format!("https://{proxy}"))]);
    assert!(found.findings[0].command.as_deref().unwrap().contains(&http(&proxy)));
    let made = config(lab.authority.issue(&["proxy.example"]));
    lab.serve_at(([203, 0, 113, 81], 3128).into(), Server::with(Manners::Tls(made)));
    lab.go_finds("proxy_scheme", &[("HTTPS_PROXY", "http://203.0.113.81:3128")]);
    let (mut lab, proxy) = walled(Temper::Socks);
    lab.go_finds("proxy_not_proxy", &[("HTTPS_PROXY", &http(&proxy))]);
}

#[test]
fn what_a_proxy_shows_is_judged_like_anything_else() {
    let (mut lab, _) = walled(Temper::Honest);
    lab.serve(PROXY.1, Server::tls(Made::by_itself(&[PROXY.0])));
    let proxy = lab.proxy(Temper::Honest);
    lab.go_finds("cert_self_signed", &[("HTTPS_PROXY", &http(&proxy))]);
}

#[test]
fn row_37_a_proxy_is_named_where_go_does_not_look() {
    for variable in ["ALL_PROXY", "all_proxy", "HTTP_PROXY"] {
        let (mut lab, proxy) = walled(Temper::Honest);
        let found = lab.go_finds("proxy_not_adopted", &[(variable, &http(&proxy))]);
        let finding = &found.findings[0];
        assert_eq!((finding.level, sure(&found)), (Level::Error, Confidence::High));
        assert!(finding.targets.iter().any(|target| target == PROXY.0), "{finding:?}");
        // To Windows the spellings are one name.
        let shown = if cfg!(windows) { variable.to_uppercase() } else { variable.to_owned() };
        assert!(finding.command.as_deref().unwrap().contains(&shown), "{finding:?}");
    }
}

#[test]
fn a_proxy_that_is_not_needed_is_no_error() {
    let mut lab = Lab::healthy();
    let proxy = lab.proxy(Temper::Honest);
    let found = lab.go(&[("ALL_PROXY", &http(&proxy))]);
    assert_eq!(
        (found.findings[0].id.as_str(), found.findings[0].level),
        ("proxy_not_adopted", Level::Warning)
    );
}

#[test]
fn no_proxy_is_obeyed() {
    let mut lab = Lab::healthy();
    let proxy = lab.proxy(Temper::Answers(403));
    lab.go_is_well(&[("HTTPS_PROXY", &http(&proxy)), ("NO_PROXY", ".golang.org")]);
}
