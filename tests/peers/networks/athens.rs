//! Athens behind nginx: a good pair, and a deployment for each way in which one goes wrong.

use crate::network::{Network, fails, works};

/// A line of the hosts file that is right: what is at fault is never that line.
const HOSTS: &str = "127.0.0.1 localhost\n10.77.0.1 goproxy.corp.example\n";
/// The company's authority, where it is in the system's store and its certificate is not the right one.
const NAME: &[&str] = &["cert_name"];

fn at(network: Network, port: &'static str) -> Network {
    network.with("GOPROXY", port)
}

pub fn all() -> Vec<Network> {
    [good(), certificates(), zips(), database(), paths(), upstream()].concat()
}

fn good() -> Vec<Network> {
    vec![
        at(works("athens"), "http://goproxy.corp.example:8100").sampled(),
        at(works("athens-tls"), "https://goproxy.corp.example:8500").trusting().with_hosts(HOSTS),
        at(works("athens-outside-a-project"), "http://goproxy.corp.example:8127")
            .outside("athens-outside")
            .sampled(),
        at(works("athens-capitals"), "http://goproxy.corp.example:8100")
            .of_module("github.com/BurntSushi/toml@v1.3.2")
            .with("GONOSUMDB", "github.com/*"),
        // There is no Go here that the project could do with.
        at(works("athens-without-toolchains"), "http://goproxy.corp.example:8125").warned(),
        // nginx sends what it has when Athens has stored it.
        at(works("athens-cold"), "http://goproxy.corp.example:8126").cold(&["too_slow"]).warned().sampled(),
    ]
}

fn certificates() -> Vec<Network> {
    let untrusted: &[&str] = &["cert_missing_intermediate"];
    vec![
        at(fails("athens-no-san", NAME), "https://goproxy.corp.example:8501")
            .trusting()
            .with_hosts(HOSTS)
            .explained_as(&["cert_form"]),
        at(fails("athens-other-name", NAME), "https://goproxy.corp.example:8502")
            .trusting()
            .with_hosts(HOSTS)
            .explained_as(NAME),
        at(fails("athens-no-chain", untrusted), "https://goproxy.corp.example:8503")
            .trusting()
            .with_hosts(HOSTS),
        at(fails("athens-no-chain-by-dns", untrusted), "https://goproxy.corp.example:8503").trusting(),
        at(fails("athens-no-chain-by-address", untrusted), "https://10.77.0.1:8503").trusting(),
    ]
}

fn zips() -> Vec<Network> {
    vec![
        at(fails("athens-half-a-zip", &["bad_zip"]), "http://goproxy.corp.example:8104")
            .explained_as(&["bad_zip"])
            .sampled(),
        at(fails("athens-zip-cut", &["truncated"]), "http://goproxy.corp.example:8105"),
        at(fails("athens-part-kept-as-whole", &["mirror_http_206"]), "http://goproxy.corp.example:8106"),
        at(fails("athens-zips-refused", &["mirror_http_403"]), "http://goproxy.corp.example:8121"),
        at(fails("athens-cannot-store", &["mirror_http_500"]), "http://goproxy.corp.example:8122"),
    ]
}

fn database() -> Vec<Network> {
    vec![
        at(fails("athens-database-502", &["sumdb_proxy_broken"]), "http://goproxy.corp.example:8107")
            .sampled(),
        at(fails("athens-database-403", &["sumdb_proxy_broken"]), "http://goproxy.corp.example:8108"),
        at(
            fails("athens-database-forged", &["sumdb_forged", "sumdb_nonconforming"]),
            "http://goproxy.corp.example:8109",
        ),
    ]
}

fn paths() -> Vec<Network> {
    let capitals = |network: Network| {
        network.of_module("github.com/BurntSushi/toml@v1.3.2").with("GONOSUMDB", "github.com/*")
    };
    vec![
        at(fails("athens-sends-to-https", &["redirect_unreachable"]), "http://goproxy.corp.example:8111")
            .saying(&["goproxy.corp.example:8111"]),
        at(fails("athens-sends-in-circles", &["redirect_loop"]), "https://goproxy.corp.example:8512")
            .trusting(),
        at(fails("athens-web-page", &["nonconforming"]), "http://goproxy.corp.example:8113"),
        capitals(at(fails("athens-capitals-lost", &["nonconforming"]), "http://goproxy.corp.example:8114"))
            .saying(&["github.com/burntsushi/toml"]),
        capitals(at(
            fails("athens-escapes-decoded", &["mirror_http_400"]),
            "http://goproxy.corp.example:8115",
        ))
        .saying(&["%21burnt%21sushi"]),
        at(
            fails("athens-404-as-500", &["mirror_http_500"]),
            "http://goproxy.corp.example:8116,http://goproxy.corp.example:8100",
        ),
        at(fails("athens-prefix-forgotten", &["nonconforming"]), "http://goproxy.corp.example:8117"),
    ]
}

fn upstream() -> Vec<Network> {
    vec![
        at(fails("athens-upstream-down", &["not_found"]), "http://goproxy.corp.example:8110")
            .saying(&["connection refused", "the checksum database knows this version"])
            .sampled(),
        at(fails("athens-nginx-does-not-wait", &["mirror_http_504"]), "http://goproxy.corp.example:8118")
            .saying(&["try again"]),
        at(fails("athens-404-kept", &["not_found"]), "http://goproxy.corp.example:8119").saying(&["4711"]),
    ]
}
