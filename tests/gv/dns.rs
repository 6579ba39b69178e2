//! `gv dns` through the program: what asks nobody.

use crate::support::Sandbox;

#[test]
fn hosts_that_a_proxy_is_gone_through_for_need_nothing() {
    let sandbox = Sandbox::new();
    let run = sandbox.gv(["dns", "fix", "--hosts", "go.dev", "proxy.golang.org"]).succeeds();
    run.says("go.dev: go goes through the proxy of HTTPS_PROXY").says("nothing is needed").prints_exactly("");
}

#[test]
fn mistakes_are_told() {
    let sandbox = Sandbox::new();
    sandbox.gv(["dns", "fix", "go.dev"]).fails_with(2).says("--hosts");
    sandbox.gv(["dns", "fix", "--hosts", "--dnsmasq"]).fails_with(2);
    for host in ["1.2.3.4", "http://go.dev", "go.dev 1.2.3.4"] {
        sandbox.gv(["dns", "fix", "--hosts", host]).fails_with(2).says("is no host with a name and TLS");
    }
    let offline = sandbox.with("GV_OFFLINE", "1").gv(["dns", "fix", "--hosts"]).succeeds();
    offline.says("nobody was asked").prints_exactly("");
}
