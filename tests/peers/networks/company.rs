//! A company's own servers, by nginx: a proxy of modules, mirrors of releases.

use crate::network::{Network, fails, works};

const NETRC: &str = "machine goproxy.corp.example login ann password secret\n";

pub fn all() -> Vec<Network> {
    let outside = "http://PROXY:3140";
    vec![
        works("goproxy").with("GOPROXY", "http://goproxy.corp.example:8081").sampled(),
        works("goproxy-beside-a-dead-proxy")
            .with("GOPROXY", "http://goproxy.corp.example:8081")
            .proxy("http://PROXY:3999")
            .with("NO_PROXY", ".corp.example"),
        works("goproxy-and-a-proxy")
            .with("GOPROXY", "http://goproxy.corp.example:8081")
            .proxy(outside)
            .with("NO_PROXY", ".corp.example"),
        works("goproxy-tls").with("GOPROXY", "https://goproxy.corp.example:8443").trusting(),
        fails(
            "goproxy-tls-untrusted",
            &["cert_untrusted", "cert_self_signed", "inconclusive", "cert_missing_intermediate"],
        )
        .with("GOPROXY", "https://goproxy.corp.example:8443")
        .sampled(),
        fails("goproxy-without-database", &["sumdb_unreachable", "dns_nxdomain"])
            .with("GOPROXY", "http://goproxy.corp.example:8082")
            .sampled(),
        works("goproxy-without-database-and-a-proxy")
            .with("GOPROXY", "http://goproxy.corp.example:8082")
            .proxy(outside)
            .with("NO_PROXY", ".corp.example"),
        works("goproxy-without-database-switched-off")
            .with("GOPROXY", "http://goproxy.corp.example:8082")
            .with("GONOSUMDB", "rsc.io/*"),
        fails("goproxy-upstream-down", &["mirror_http_502"])
            .with("GOPROXY", "http://goproxy.corp.example:8083")
            .sampled(),
        works("goproxy-login").with("GOPROXY", "https://goproxy.corp.example").trusting().with_netrc(NETRC),
        // `go` shows no password without TLS.
        fails("goproxy-login-without-tls", &["mirror_http_401"])
            .with("GOPROXY", "http://goproxy.corp.example:8084")
            .with_netrc(NETRC),
        fails("goproxy-no-login", &["mirror_http_401"])
            .with("GOPROXY", "http://goproxy.corp.example:8084")
            .sampled(),
        works("goproxy-curated").with("GOPROXY", "http://goproxy.corp.example:8085"),
        fails("goproxy-curated-not-approved", &["mirror_http_403"])
            .with("GOPROXY", "http://goproxy.corp.example:8086"),
        fails("goproxy-database-broken", &["sumdb_proxy_broken"])
            .with("GOPROXY", "http://goproxy.corp.example:8087"),
        fails("goproxy-gone", &["not_found"]).with("GOPROXY", "http://goproxy.corp.example:8088"),
        fails("goproxy-is-a-web-page", &["nonconforming", "captive_portal"])
            .with("GOPROXY", "http://goproxy.corp.example:8089")
            .sampled(),
        fails("goproxy-zip-too-large", &["mirror_http_413"])
            .with("GOPROXY", "http://goproxy.corp.example:8090"),
        fails("goproxy-wrong-port", &["tcp_refused"]).with("GOPROXY", "http://goproxy.corp.example:8099"),
        fails("goproxy-unknown-name", &["dns_nxdomain"]).with("GOPROXY", "http://goproxy.gone.example"),
        works("goproxy-gone-then-one-that-has-it")
            .with("GOPROXY", "http://goproxy.corp.example:8088,http://goproxy.corp.example:8081"),
        works("goproxy-down-and-passed-over")
            .warned()
            .with("GOPROXY", "http://goproxy.corp.example:8083|http://goproxy.corp.example:8081"),
        fails("goproxy-down-and-not-passed-over", &["mirror_http_502"])
            .with("GOPROXY", "http://goproxy.corp.example:8083,http://goproxy.corp.example:8081"),
        works("release-mirror")
            .with("GOPROXY", "http://goproxy.corp.example:8081")
            .with("GV_MIRRORS", "http://releases.corp.example:8091"),
        works("release-mirror-without-list")
            .with("GOPROXY", "http://goproxy.corp.example:8081")
            .with("GV_MIRRORS", "http://releases.corp.example:8092"),
        works("release-origin")
            .with("GOPROXY", "http://goproxy.corp.example:8081")
            .with("GV_ORIGIN", "https://goproxy.corp.example:8445")
            .trusting(),
        works("everything-direct").open().resolved_by("10.77.0.2").sampled(),
    ]
}
