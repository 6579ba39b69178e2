//! Behind tinyproxy, privoxy, haproxy and stunnel.

use crate::network::{Network, fails, works};

pub fn all() -> Vec<Network> {
    [tinyproxy(), privoxy(), haproxy(), encrypted()].into_iter().flatten().collect()
}

fn tinyproxy() -> Vec<Network> {
    let auth = &["proxy_auth"];
    vec![
        works("tinyproxy-open").proxy("http://PROXY:3170").sampled(),
        fails("tinyproxy-other-ports-only", &["proxy_denied"]).proxy("http://PROXY:3171"),
        fails("tinyproxy-filter", &["proxy_denied"]).proxy("http://PROXY:3172").sampled(),
        fails("tinyproxy-before-squid-no-login", auth).proxy("http://PROXY:3173"),
        works("tinyproxy-before-squid").proxy("http://PROXY:3174"),
        works("tinyproxy-basic").proxy("http://ann:secret@PROXY:3175"),
        fails("tinyproxy-basic-wrong-password", auth).proxy("http://ann:wrong@PROXY:3175"),
        fails("tinyproxy-basic-no-login", auth).proxy("http://PROXY:3175").sampled(),
        fails("tinyproxy-not-for-this-machine", &["proxy_denied"]).proxy("http://PROXY:3176"),
        fails("tinyproxy-upstream-down", &["proxy_upstream"]).proxy("http://PROXY:3177").sampled(),
    ]
}

fn privoxy() -> Vec<Network> {
    vec![
        fails("privoxy-blocks", &["proxy_denied"]).proxy("http://PROXY:3180").sampled(),
        works("privoxy-open").proxy("http://PROXY:3181").sampled(),
        fails("privoxy-other-ports-only", &["proxy_denied"]).proxy("http://PROXY:3182"),
    ]
}

fn haproxy() -> Vec<Network> {
    vec![
        works("haproxy-tcp").proxy("http://PROXY:3190"),
        fails("haproxy-tcp-down", &["proxy_down"]).proxy("http://PROXY:3191"),
        fails("haproxy-http-down", &["proxy_upstream"]).proxy("http://PROXY:3192").sampled(),
        fails("haproxy-impatient", &["proxy_down", "proxy_upstream"]).proxy("http://PROXY:3197"),
        works("haproxy-localhost-with-ipv6-first")
            .proxy("http://localhost:7890")
            .with_hosts("127.0.0.1 localhost\n::1 localhost ip6-localhost\n")
            .running(&[&["haproxy", "-f", "FILES/conf/haproxy-client.cfg"]])
            .sampled(),
    ]
}

/// Proxies that are spoken to over TLS.
fn encrypted() -> Vec<Network> {
    let company = "FILES/company.pem";
    vec![
        works("stunnel-trusted")
            .proxy("https://proxy.corp.example:3195")
            .with("SSL_CERT_FILE", company)
            .sampled(),
        works("stunnel-trusted-by-store").proxy("https://proxy.corp.example:3195").trusting(),
        fails("stunnel-by-address", &["proxy_unproven"])
            .proxy("https://PROXY:3195")
            .with("SSL_CERT_FILE", company),
        fails("stunnel-untrusted", &["proxy_unproven"]).proxy("https://proxy.corp.example:3195").sampled(),
        fails("stunnel-spoken-to-in-http", &["proxy_scheme"]).proxy("http://PROXY:3195").sampled(),
        works("haproxy-tls").proxy("https://proxy.corp.example:3196").with("SSL_CERT_FILE", company),
        fails("haproxy-tls-spoken-to-in-http", &["proxy_scheme"]).proxy("http://PROXY:3196"),
        fails("squid-spoken-to-in-tls", &["proxy_scheme"]).proxy("https://PROXY:3140"),
        fails("socks-spoken-to-in-tls", &["proxy_not_proxy"]).proxy("https://PROXY:3200"),
    ]
}
