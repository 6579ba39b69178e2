//! How the variables are written, and where.

use crate::network::{Network, SILENT, fails, works};

pub fn all() -> Vec<Network> {
    [written(), named(), elsewhere()].into_iter().flatten().collect()
}

fn written() -> Vec<Network> {
    let bad = &["proxy_malformed"];
    vec![
        works("value-slash").proxy("http://PROXY:3140/"),
        works("value-path").proxy("http://PROXY:3140/proxy.pac"),
        works("value-capitals").proxy("HTTP://PROXY:3140"),
        works("value-no-scheme").proxy("PROXY:3140"),
        works("value-unknown-scheme").proxy("tcp://PROXY:3140").sampled(),
        works("value-lower-case").with("https_proxy", "http://PROXY:3140"),
        works("value-empty-upper-case").proxy("").with("https_proxy", "http://PROXY:3140"),
        fails("value-quotes", bad).proxy("\"http://PROXY:3140\"").sampled(),
        fails("value-blank-behind", bad).proxy("http://PROXY:3140 ").sampled(),
        fails("value-blank-before", bad).proxy(" http://PROXY:3140"),
        fails("value-caret-in-password", bad).proxy("http://ann:se^cret@PROXY:3129"),
        fails("value-percent-in-password", bad).proxy("http://ann:50%off@PROXY:3129"),
    ]
}

fn named() -> Vec<Network> {
    vec![
        works("name-of-proxy").proxy("http://proxy.corp.example:3140"),
        fails("name-unknown", &["proxy_down"]).proxy("http://proxy.gone.example:3140").sampled(),
        works("name-second-address-dead").proxy("http://multi.corp.example:3140"),
        works("name-first-address-refuses").proxy("http://refuse.corp.example:3140").sampled(),
        works("name-with-aaaa").proxy("http://dual.corp.example:3140"),
    ]
}

/// Where `go` does not look, or does not go through it.
fn elsewhere() -> Vec<Network> {
    let other = &["proxy_not_adopted"];
    let open = "http://PROXY:3140";
    vec![
        fails("no-proxy-names-the-host", other)
            .proxy(open)
            .with("NO_PROXY", "localhost,.golang.org")
            .sampled(),
        fails("no-proxy-names-the-domain", other).proxy(open).with("NO_PROXY", "golang.org"),
        fails("no-proxy-star", other).proxy(open).with("NO_PROXY", "*"),
        works("no-proxy-of-others")
            .proxy(open)
            .with("NO_PROXY", "localhost,127.0.0.1,10.0.0.0/8,.corp.example"),
        fails("http-proxy-only", other).with("http_proxy", open),
        fails("all-proxy", other).with("ALL_PROXY", open).sampled(),
        fails("all-proxy-socks", other).with("all_proxy", "socks5h://PROXY:3200"),
        fails("all-proxy-with-login", other).with("ALL_PROXY", "http://ann:secret@PROXY:3129"),
        fails("no-variable", &["dns_nxdomain"]),
        fails("no-variable-dns-silent", &["offline", "dns_timeout"]).resolved_by(SILENT),
        works("dns-silent-behind-proxy").proxy(open).resolved_by(SILENT).sampled(),
    ]
}
