//! Faults of the network, and of what answers there.

use super::super::lab::{Name, always, archive, module, module_but};
use super::super::server::{Answer, Wire};
use super::{Case, PROXY, case};
use crate::outputs::lab::Lab;
use std::sync::Arc;

pub fn all() -> Vec<Case> {
    let families = [names(), connections(), certificates(), proxies(), answers(), checksums(), git()];
    families.into_iter().flatten().collect()
}

fn names() -> Vec<Case> {
    let says = |name, expect, is| case(name, expect).when(move |lab| lab.name("proxy.golang.org", is));
    let nowhere = "nameserver 198.51.100.1\noptions timeout:1 attempts:1\n";
    vec![
        says("dns-nxdomain", "dns_nxdomain", Name::Code(3)),
        says("dns-servfail", "dns_servfail", Name::Code(2)),
        says("dns-refused", "dns_servfail", Name::Code(5)),
        says("dns-silent", "dns_timeout", Name::Silent),
        says("dns-no-address", "dns_nxdomain", Name::NoAddress),
        says("dns-zero", "dns_bogon", Name::At([0, 0, 0, 0])),
        says("dns-loopback", "dns_bogon", Name::At([127, 0, 0, 1])),
        case("dns-resolver-down", "dns_resolver_down")
            .when(|lab| lab.resolver("nameserver 192.0.2.11\noptions timeout:1 attempts:1\n")),
        case("dns-offline", "offline").when(move |lab| lab.resolver(nowhere)),
        says("dns-cgo-nxdomain", "dns_nxdomain", Name::Code(3)).with("GODEBUG", "netdns=cgo"),
        says("dns-cgo-servfail", "dns_temporary", Name::Code(2)).with("GODEBUG", "netdns=cgo").on(16, 16),
    ]
}

fn connections() -> Vec<Case> {
    let leads =
        |name, expect, to| case(name, expect).when(move |lab| lab.name("proxy.golang.org", Name::At(to)));
    let does = |name, expect, wire: Wire| case(name, expect).when(move |lab| lab.mirror.does(wire.clone()));
    vec![
        leads("tcp-refused", "tcp_refused", [192, 0, 2, 11]),
        leads("tcp-timeout", "tcp_timeout", [192, 0, 2, 14]),
        leads("tcp-offline", "offline", [198, 51, 100, 7]),
        leads("tcp-fake-ip", "proxy_tun_broken", [198, 18, 0, 9]),
        does("tcp-reset", "tls_reset", Wire::Reset).or("tcp_reset"),
        does("tls-reset", "tls_reset", Wire::ResetAfterHello),
        does("tls-closed", "http_closed", Wire::CloseAfterHello),
        does("tls-stall", "tls_stall", Wire::Silent),
        does(
            "tls-not-tls",
            "tls_not_tls",
            Wire::Says("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"),
        ),
        does("tls-garbage", "tls_not_tls", Wire::Says("SSH-2.0-OpenSSH_9.2p1\r\n")),
        does("tls-version", "tls_version", Wire::Alert(70)),
        does("tls-handshake-failure", "tls_failed", Wire::Alert(40)),
        does("tls-unrecognized-name", "tls_failed", Wire::Alert(112)),
        case("tcp-refused-plain", "tcp_refused").with("GOPROXY", "http://192.0.2.11:8081"),
        case("http-garbage", "http_garbage")
            .with("GOPROXY", "http://192.0.2.10:443")
            .when(|lab| lab.mirror.does(Wire::Says("SSH-2.0-OpenSSH_9.2p1\r\n"))),
        case("http-eof", "http_closed")
            .with("GOPROXY", "http://192.0.2.10:443")
            .when(|lab| lab.mirror.does(Wire::CloseAfterHello)),
        case("http-reset", "tcp_reset")
            .with("GOPROXY", "http://192.0.2.10:443")
            .when(|lab| lab.mirror.does(Wire::ResetAfterHello)),
    ]
}

fn certificates() -> Vec<Case> {
    let shows = |name, expect, names: &'static [&'static str], years| {
        case(name, expect)
            .when(move |lab| lab.mirror.does(Wire::Tls(lab.authority.issue(names, years), module())))
    };
    vec![
        case("cert-inspection", "cert_untrusted").when(|lab| {
            lab.mirror.does(Wire::Tls(lab.stranger.issue(&["proxy.golang.org"], (2020, 2090)), module()));
        }),
        shows("cert-expired", "cert_expired", &["proxy.golang.org"], (2020, 2021)),
        shows("cert-future", "clock", &["proxy.golang.org"], (2080, 2090)),
        shows("cert-name", "cert_name", &["www.example.com"], (2020, 2090)),
        case("cert-ip", "cert_name").with("GOPROXY", "https://192.0.2.10"),
        case("cert-no-roots", "cert_untrusted")
            .with("SSL_CERT_FILE", "/dev/null")
            .with("SSL_CERT_DIR", "/none"),
    ]
}

fn proxies() -> Vec<Case> {
    let answers = |name, expect, status| {
        case(name, expect).with("HTTPS_PROXY", PROXY).when(move |lab| lab.proxy.does(Wire::Connect(status)))
    };
    let set = |name, expect, to: &str| case(name, expect).with("HTTPS_PROXY", to);
    vec![
        set("proxy-down", "proxy_down", "http://192.0.2.11:7890"),
        set("proxy-dns", "proxy_dns", "http://gone.corp.example:3128"),
        set("proxy-timeout", "proxy_timeout", "http://192.0.2.14:443"),
        answers("proxy-407", "proxy_auth", "407 Proxy Authentication Required"),
        answers("proxy-403", "proxy_denied", "403 Forbidden"),
        answers("proxy-502", "proxy_upstream", "502 Bad Gateway"),
        answers("proxy-503", "proxy_upstream", "503 Service Unavailable"),
        answers("proxy-504", "proxy_upstream", "504 Gateway Timeout"),
        set("proxy-scheme", "proxy_scheme", "https://192.0.2.20:3128")
            .when(|lab| lab.proxy.does(Wire::Says("HTTP/1.1 400 Bad Request\r\n\r\n"))),
        set("proxy-reset", "proxy_reset", PROXY).when(|lab| lab.proxy.does(Wire::ResetAfterHello)),
        set("proxy-closed", "http_closed", PROXY).when(|lab| lab.proxy.does(Wire::CloseAfterHello)),
        set("proxy-socks-down", "proxy_down", "socks5://192.0.2.11:1080"),
        set("proxy-socks-http", "proxy_not_proxy", "socks5://192.0.2.20:3128")
            .when(|lab| lab.proxy.does(Wire::Says("HTTP/1.1 400 Bad Request\r\n\r\n"))),
        set("proxy-unknown-scheme", "proxy_upstream", "socks4://192.0.2.20:3128")
            .before(23, "proxy_malformed"),
        set("proxy-malformed", "proxy_malformed", "http://user:pass word@192.0.2.20:3128"),
        case("proxy-cgi", "env_proxy_cgi")
            .with("HTTP_PROXY", PROXY)
            .with("REQUEST_METHOD", "GET")
            .with("GOPROXY", "http://mirror.example"),
    ]
}

fn answers() -> Vec<Case> {
    let code = |name, expect, status| case(name, expect).mirror(always(Answer::status(status)));
    let file = |name, expect, end: &'static str, answer: Answer| {
        case(name, expect).mirror(module_but(move |path| path.ends_with(end).then(|| answer.clone())))
    };
    let page = || Answer {
        headers: vec!["Content-Type: text/html".to_owned()],
        ..Answer::ok("<!DOCTYPE html><html><body>Please log in</body></html>")
    };
    let whole = archive("v1.0.0");
    let cut = Answer { claimed: Some(whole.len()), ..Answer::ok(&whole[..whole.len() / 2]) };
    let only = |name, expect, answer: fn(&str) -> Answer| case(name, expect).mirror(Arc::new(answer));
    vec![
        case("not-found-404", "not_found")
            .runs("go get example.com/absent@v1.0.0")
            .with("GOPROXY", "https://proxy.golang.org"),
        code("gone-410", "not_found", "410 Gone").with("GOPROXY", "https://proxy.golang.org"),
        code("http-401", "mirror_http_401", "401 Unauthorized"),
        code("http-403", "mirror_http_403", "403 Forbidden"),
        code("http-418", "mirror_http_418", "418 I'm a teapot"),
        code("http-429", "mirror_http_429", "429 Too Many Requests"),
        code("http-500", "mirror_http_500", "500 Internal Server Error"),
        code("http-502", "mirror_http_502", "502 Bad Gateway"),
        code("http-503", "mirror_http_503", "503 Service Unavailable"),
        code("http-504", "mirror_http_504", "504 Gateway Timeout"),
        code("http-451", "mirror_http", "451 Unavailable For Legal Reasons"),
        only("captive-html", "captive_portal", |_| Answer::ok("<html><body>Please log in</body></html>")),
        file("captive-info", "captive_portal", ".info", page()),
        file("captive-zip", "bad_zip", ".zip", page()),
        only("redirect-loop", "redirect_loop", Answer::redirect),
        only("redirect-downgrade", "downgrade", |path| {
            Answer::redirect(&format!("http://proxy.golang.org{path}"))
        }),
        file("zip-truncated", "truncated", ".zip", cut),
        file("zip-garbage", "bad_zip", ".zip", Answer::ok("PK\x03\x04 no zip at all")),
        file(
            "info-other-version",
            "nonconforming",
            ".info",
            Answer::ok("{\"Version\":\"v9.9.9\",\"Time\":\"2024-01-02T03:04:05Z\"}"),
        ),
        file("info-empty", "nonconforming", ".info", Answer::ok("")),
        file("info-not-json", "nonconforming", ".info", Answer::ok("hello\n")),
        file("mod-html", "nonconforming", ".mod", page()),
        case("goproxy-off", "goproxy_off").with("GOPROXY", "off"),
        case("file-proxy-absent", "not_found").with("GOPROXY", "file:///home/dev/none"),
        case("version-absent", "not_found")
            .runs("go get example.com/m@v1.9.0")
            .with("GOPROXY", "https://proxy.golang.org"),
        case("query-none", "version_none")
            .runs("go get example.com/m@v3")
            .with("GOPROXY", "https://proxy.golang.org"),
    ]
}

fn checksums() -> Vec<Case> {
    let on = |name, expect| {
        case(name, expect).with("GOSUMDB", "sum.golang.org").with("GOPROXY", "https://proxy.golang.org")
    };
    let asked = |name, expect, status: &'static str| {
        on(name, expect)
            .mirror(module_but(move |path| path.contains("/sumdb/").then(|| Answer::status(status))))
    };
    let database = |name, expect, answer: Answer| {
        on(name, expect).when(move |lab| lab.database.does(lab.tls("sum.golang.org", always(answer.clone()))))
    };
    let wrong = "example.com/m v1.0.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nexample.com/m v1.0.0/go.mod h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    vec![
        on("sumdb-dns", "sumdb_unreachable").when(|lab| lab.name("sum.golang.org", Name::Code(3))),
        on("sumdb-refused", "sumdb_unreachable")
            .when(|lab| lab.name("sum.golang.org", Name::At([192, 0, 2, 11]))),
        on("sumdb-untrusted", "sumdb_unreachable").when(|lab| {
            lab.database.does(Wire::Tls(lab.stranger.issue(&["sum.golang.org"], (2020, 2090)), module()));
        }),
        on("sumdb-reset", "sumdb_unreachable").when(|lab| lab.database.does(Wire::ResetAfterHello)),
        asked("sumdb-proxy-500", "sumdb_proxy_broken", "500 Internal Server Error"),
        asked("sumdb-proxy-403", "sumdb_proxy_broken", "403 Forbidden"),
        database("sumdb-html", "sumdb_nonconforming", Answer::ok("<html>Please log in</html>")),
        database("sumdb-404", "sumdb_private", Answer::status("404 Not Found")),
        database("sumdb-410", "sumdb_private", Answer::status("410 Gone")),
        database("sumdb-500", "sumdb_http", Answer::status("500 Internal Server Error")),
        case("gosum-mismatch", "checksum_mismatch").file("go.sum", wrong),
        case("gosum-malformed", "gosum_malformed")
            .on(22, 99)
            .file("go.sum", "<<<<<<< HEAD\n")
            .file("m.go", "package m\n"),
        case("gosum-missing", "gosum_missing")
            .with("GOFLAGS", "-mod=readonly")
            .runs("go build ./...")
            .file("go.mod", "module hello\n\ngo 1.16\n\nrequire example.com/m v1.0.0\n")
            .file("m.go", "package m\n\nimport _ \"example.com/m\"\n"),
        case("gosumdb-malformed", "env_gosumdb").with("GOSUMDB", "sum.example.com"),
    ]
}

fn git() -> Vec<Case> {
    let does = |name, expect, wire: fn(&Lab) -> Wire| {
        case(name, expect).direct().before(17, "version_unknown").when(move |lab| lab.host.does(wire(lab)))
    };
    let answers = |name, expect, answer: Answer| {
        case(name, expect)
            .direct()
            .before(17, "version_unknown")
            .when(move |lab| lab.host.does(lab.tls("github.com", always(answer.clone()))))
    };
    let login = || Answer {
        headers: vec!["WWW-Authenticate: Basic realm=\"GitHub\"".to_owned()],
        ..Answer::status("401 Unauthorized")
    };
    vec![
        case("git-missing", "missing_vcs").direct().bare(),
        case("git-dns", "dns_nxdomain").direct().before(17, "version_unknown").when(|lab| lab.name("github.com", Name::Code(3))),
        case("git-refused", "tcp_refused").direct().before(17, "version_unknown").when(|lab| lab.name("github.com", Name::At([192, 0, 2, 11]))),
        answers("git-login", "vcs_credentials", login()),
        answers("git-not-found", "repo_not_found", Answer::status("404 Not Found")),
        answers("git-403", "vcs_auth_failed", Answer::status("403 Forbidden")),
        does("git-untrusted", "cert_untrusted", |lab| Wire::Tls(lab.stranger.issue(&["github.com"], (2020, 2090)), module())),
        does("git-expired", "cert_untrusted", |lab| Wire::Tls(lab.authority.issue(&["github.com"], (2020, 2021)), module())),
        does("git-name", "cert_name", |lab| Wire::Tls(lab.authority.issue(&["example.com"], (2020, 2090)), module())),
        does("git-reset", "tls_reset", |_| Wire::ResetAfterHello),
        case("git-proxy-down", "tcp_refused").direct().before(17, "version_unknown").with("HTTPS_PROXY", "http://192.0.2.11:7890"),
        case("git-proxy-407", "proxy_auth").direct().before(17, "version_unknown").with("HTTPS_PROXY", PROXY).when(|lab| lab.proxy.does(Wire::Connect("407 Proxy Authentication Required"))),
        case("git-ssh-refused", "tcp_refused").direct().before(17, "version_unknown").with("GIT_CONFIG_COUNT", "1").with("GIT_CONFIG_KEY_0", "url.ssh://git@github.com/.insteadOf").with("GIT_CONFIG_VALUE_0", "https://github.com/"),
        case("govcs", "govcs").direct().with("GOVCS", "public:off"),
        case("go-get-404", "go_import_missing").with("GOPROXY", "direct").runs("go get code.example/x@v1.0.0").when(|lab| {
            lab.name("code.example", Name::At([192, 0, 2, 13]));
            lab.host.does(lab.tls("code.example", always(Answer::status("404 Not Found"))));
        }),
        case("go-get-no-meta", "go_import_missing").with("GOPROXY", "direct").runs("go get code.example/x@v1.0.0").when(|lab| {
            lab.name("code.example", Name::At([192, 0, 2, 13]));
            lab.host.does(lab.tls("code.example", always(Answer::ok("<html><body>hello</body></html>"))));
        }),
        case("go-get-dns", "dns_nxdomain").with("GOPROXY", "direct").runs("go get git.corp.example/x@v1.0.0"),
        case("vcs-stamp", "vcs_stamp").on(18, 99).runs("git init -q . && chown -R 12345 . 2>/dev/null; cp -r . /home/dev/other 2>/dev/null; go build ./...").file("main.go", "package main\n\nfunc main() {}\n").with("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1").with("GIT_CONFIG_COUNT", "1").with("GIT_CONFIG_KEY_0", "user.name").with("GIT_CONFIG_VALUE_0", "x"),
    ]
}
