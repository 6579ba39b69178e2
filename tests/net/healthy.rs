//! Networks that look strange and are healthy: nothing is wrong with any of them.

use crate::lab::modules::{self, path, version_path};
use crate::lab::{
    Asked, Authority, CONTROLS, Files, Lab, Manners, OTHER, PROXY, Place, Reply, Says, Server, Temper,
};
use gv::probe::Timeouts;
use std::fs;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::time::Duration;

#[test]
fn a_network_for_everybody_has_other_addresses_elsewhere() {
    let mut lab = Lab::healthy();
    let elsewhere = [203, 0, 113, 20];
    lab.answering((PROXY.0, elsewhere), Files::of_proxy_with_database());
    lab.controls.insert(PROXY.0.to_owned(), vec![elsewhere.into()]);
    lab.go_is_well(&[]);
    // Even where it cannot be reached from here.
    lab.place(elsewhere, Place::Refused);
    lab.go_is_well(&[]);
}

#[test]
fn a_proxy_of_this_machine_carries_everything() {
    let mut lab = Lab::healthy();
    let fake: IpAddr = [198, 18, 3, 1].into();
    for (host, files) in [(PROXY.0, Files::of_proxy()), (OTHER.0, Files::of_database())] {
        let made = lab.authority.issue(&[host]);
        let address = if host == PROXY.0 { fake } else { [198, 18, 3, 2].into() };
        lab.resolver.say(host, Says::Addresses(vec![address]));
        lab.serving(address, made, files);
    }
    // It answers for names that cannot be, too.
    lab.resolver.say_otherwise(Says::Addresses(vec![[198, 18, 3, 3].into()]));
    let found = lab.go(&[]);
    assert!(!found.is_wrong(), "{found:#?}");
    let ids: Vec<_> = found.findings.iter().map(|finding| finding.id.as_str()).collect();
    assert_eq!(ids, ["proxy_tun"]);
}

#[test]
fn a_company_opens_connections_and_is_trusted() {
    let corp = Authority::new("Corp Inspection CA");
    let mut lab = Lab::healthy();
    lab.trusted.push(corp.root());
    lab.serving(PROXY.1, corp.issue(&[PROXY.0]), Files::of_proxy_with_database());
    lab.serving(OTHER.1, corp.issue(&[OTHER.0]), Files::of_database());
    for (host, address) in CONTROLS {
        lab.serve(address, Server::tls(corp.issue(&[host])));
    }
    lab.go_is_well(&[]);
}

#[test]
fn resolvers_of_others_are_blocked() {
    let mut lab = Lab::healthy();
    lab.without_controls().go_is_well(&[]);
    for (_, address) in CONTROLS {
        lab.place(address, Place::Silent);
    }
    lab.impatient().go_is_well(&[]);
    // Or they say that there is no such name: it is known inside of a company only.
    let mut lab = Lab::healthy();
    lab.controls.clear();
    lab.go_is_well(&[]);
}

#[test]
fn a_host_of_the_company_has_a_private_address() {
    let mut lab = Lab::healthy();
    let (host, address) = ("goproxy.corp.example", [10, 1, 2, 3]);
    lab.resolver.say(host, Says::Addresses(vec![address.into()]));
    lab.answering((host, address), Files::of_proxy_with_database());
    lab.go_is_well(&[("GOPROXY", "https://goproxy.corp.example")]);
}

#[test]
fn there_is_no_ipv6() {
    // All hosts of the lab have an address of that kind, and no machine of it has a way there.
    let found = Lab::healthy().go_is_well(&[]);
    assert!(found.rows.iter().any(|row| row.layer.as_str() == "dns"));
    // Or they have none.
    let mut lab = Lab::healthy();
    for (host, address) in [PROXY, OTHER] {
        lab.resolver.say(host, Says::Addresses(vec![address.into()]));
        lab.controls.insert(host.to_owned(), vec![address.into()]);
    }
    lab.go_is_well(&[]);
}

/// A company's proxy of modules, which everybody there uses.
const CORP: (&str, [u8; 4]) = ("goproxy.corp.example", [203, 0, 113, 60]);

#[test]
fn the_settings_of_a_company_are_no_fault() {
    let mut lab = Lab::healthy();
    lab.resolver.say(CORP.0, Says::Addresses(vec![CORP.1.into()]));
    lab.answering(CORP, Files::of_proxy_with_database());
    // Nothing outside is reached but by that.
    for (host, address) in [PROXY, OTHER] {
        lab.place(address, Place::Silent);
        lab.resolver.say(host, Says::Code(3));
    }
    lab.without_controls();
    let goproxy = ("GOPROXY", "https://goproxy.corp.example");
    let private = ("GOPRIVATE", "*.corp.example,github.com/corp");
    lab.go_is_well(&[goproxy, private]);
    // A proxy for web pages is gone past, whether it runs or not.
    let proxies = [("HTTPS_PROXY", "http://203.0.113.80:1"), ("HTTP_PROXY", "http://203.0.113.80:1")];
    lab.go_is_well(&[goproxy, private, proxies[0], proxies[1], ("NO_PROXY", "localhost,.corp.example")]);
    // What is private is not asked of anybody outside.
    lab.go_is_well(&[goproxy, private, ("GONOSUMDB", "*"), ("GOTOOLCHAIN", "local")]);
}

#[test]
fn a_proxy_is_found_by_its_name() {
    let mut lab = Lab::healthy();
    let place = lab.proxy(Temper::Honest);
    lab.resolver.say("proxy.corp.example", Says::Addresses(vec![place.parse::<SocketAddr>().unwrap().ip()]));
    for (_, address) in [PROXY, OTHER] {
        lab.place(address, Place::Refused);
    }
    let named = ("HTTPS_PROXY", "http://proxy.corp.example:3128");
    lab.without_controls().go_is_well(&[named, ("NO_PROXY", "localhost,127.0.0.1,::1,.corp.example")]);
}

#[test]
fn there_is_nothing_but_ipv6() {
    let mut lab = Lab::healthy();
    for (host, last, files) in [(PROXY.0, 1, Files::of_proxy()), (OTHER.0, 2, Files::of_database())] {
        let address = Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, last);
        let made = lab.authority.issue(&[host]);
        lab.publish(host, address);
        lab.serving(address, made, files);
    }
    for (_, address) in [PROXY, OTHER].into_iter().chain(CONTROLS) {
        lab.place(address, Place::Unreachable);
    }
    lab.go_is_well(&[]);
}

#[test]
fn one_address_of_two_is_dead() {
    let mut lab = Lab::healthy();
    let dead = [203, 0, 113, 77];
    lab.place(dead, Place::Refused);
    lab.resolver.say(PROXY.0, Says::Addresses(vec![dead.into(), PROXY.1.into()]));
    lab.go_is_well(&[]);
    // Nor is it waited for one that says nothing.
    lab.place(dead, Place::Silent);
    let found = lab.go_is_well(&[]);
    assert!(found.millis < 6_000.0, "{found:#?}");
}

#[test]
fn a_proxy_sends_on_to_where_the_bytes_are() {
    let mut lab = Lab::healthy();
    let cdn = ("cdn.example", [203, 0, 113, 30]);
    lab.publish(cdn.0, cdn.1);
    let zip = version_path("zip");
    lab.answering(cdn, Files::of_proxy());
    let moved = Reply::redirect_to(&format!("https://cdn.example{zip}"));
    lab.answering(PROXY, Files::of_proxy_with_database().with(&zip, moved));
    lab.go_is_well(&[]);
}

#[test]
fn no_proxy_keeps_hosts_from_a_proxy_that_denies_them() {
    let mut lab = Lab::healthy();
    let proxy = lab.proxy(Temper::Answers(403));
    let proxy = format!("http://{proxy}");
    lab.go_is_well(&[("HTTPS_PROXY", &proxy), ("NO_PROXY", "proxy.golang.org,.golang.org,10.0.0.0/8")]);
}

#[test]
fn a_proxy_wants_a_login_and_has_it() {
    let mut lab = Lab::healthy();
    let proxy = lab.proxy(Temper::WantsLogin("Proxy-Authorization: Basic bWU6c2VjcmV0"));
    for (_, address) in [PROXY, OTHER] {
        lab.place(address, Place::Silent);
    }
    lab.resolver.say_always(Says::Silence);
    lab.go_is_well(&[("HTTPS_PROXY", &format!("http://me:secret@{proxy}"))]);
}

#[test]
fn goproxy_is_a_folder_of_this_machine() {
    let folder = tempfile::tempdir().unwrap();
    let url = url::Url::from_directory_path(folder.path()).unwrap();
    // The database is asked directly then.
    Lab::healthy().go_is_well(&[("GOPROXY", url.as_str())]);
}

#[test]
fn the_database_has_another_address() {
    let mut lab = Lab::healthy();
    let other = ("sum.golang.google.cn", [203, 0, 113, 40]);
    lab.publish(other.0, other.1);
    lab.answering(other, Files::of_database());
    lab.place(OTHER.1, Place::Refused);
    lab.answering(PROXY, Files::of_proxy());
    lab.go_is_well(&[("GOSUMDB", &format!("{} https://sum.golang.google.cn", modules::key()))]);
}

#[test]
fn modules_come_from_their_repositories() {
    let mut lab = Lab::healthy();
    let host = ("github.com", [203, 0, 113, 50]);
    lab.publish(host.0, host.1);
    let refs = "/a/b/info/refs?service=git-upload-pack";
    lab.answering(host, Files::default().with(refs, Reply::bytes("001e# service=git-upload-pack\n")));
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("go.mod"), "module a.example\n\nrequire github.com/a/b v1.0.0\n").unwrap();
    let found = lab.ask(&Asked {
        variables: &[("GOPROXY", "direct"), ("GOTOOLCHAIN", "local")],
        folder: Some(folder.path()),
        ..Asked::default()
    });
    assert!(found.findings.is_empty(), "{found:#?}");
    assert!(found.rows.iter().any(|row| row.target == host.0), "{found:#?}");
}

#[test]
fn nobody_outside_hears_of_a_private_host() {
    let mut lab = Lab::healthy();
    let host = ("git.corp.example", [203, 0, 113, 51]);
    lab.resolver.say(host.0, Says::Addresses(vec![host.1.into()]));
    lab.answering(host, Files::default().with("/a/b?go-get=1", Reply::html()));
    // The controls of the lab would have its address from here on, and nobody else.
    lab.controls.insert("git.corp.example".to_owned(), vec![[203, 0, 113, 52].into()]);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("go.mod"), "module a.example\n\nrequire git.corp.example/a/b v1.0.0\n")
        .unwrap();
    let found = lab.ask(&Asked {
        variables: &[("GOPRIVATE", "*.corp.example"), ("GOTOOLCHAIN", "local")],
        folder: Some(folder.path()),
        ..Asked::default()
    });
    assert!(found.findings.is_empty(), "{found:#?}");
    assert!(found.rows.iter().any(|row| row.target == host.0), "{found:#?}");
    let asked = lab.asked_elsewhere.lock().unwrap();
    assert!(asked.contains(PROXY.0) || Lab::is_real(), "{asked:?}");
    assert!(!asked.contains(host.0), "{asked:?}");
}

#[test]
fn a_proxy_of_the_company_has_only_what_is_the_companys() {
    let mut lab = Lab::healthy();
    lab.publish(CORP.0, CORP.1);
    lab.answering(CORP, Files::default());
    lab.go_is_well(&[("GOPROXY", "https://goproxy.corp.example,https://proxy.golang.org")]);
    // `@latest` is optional.
    lab.answering(PROXY, Files::of_proxy_with_database().without(&path("@latest")));
    lab.go_is_well(&[]);
}

#[test]
fn a_module_proxy_wants_a_login_and_has_it() {
    let mut lab = Lab::healthy();
    let files = Files::of_proxy_with_database();
    let made = lab.authority.issue(&[PROXY.0]);
    lab.serve(
        PROXY.1,
        Server::tls(made).answering(move |request| match request.header("authorization") {
            Some("Basic bWU6YUBi") => files.answer(request),
            _ => Reply::status(401),
        }),
    );
    let found = lab.go_is_well(&[("GOPROXY", "https://me:a%40b@proxy.golang.org")]);
    assert!(!found.told.contains("a%40b"), "{found:?}");
}

/// A network in which one layer hangs for everybody.
fn hanging() -> Vec<Lab> {
    let mut labs: Vec<_> = (0..4).map(|_| Lab::healthy()).collect();
    labs[0].resolver.say_always(Says::Silence);
    for (_, address) in [PROXY, OTHER].into_iter().chain(CONTROLS) {
        labs[1].place(address, Place::Silent);
        labs[2].serve(address, Server::with(Manners::Silent));
    }
    for host in [PROXY, OTHER] {
        labs[3].answering(host, Files::always(Reply::bytes("{").stalling()));
    }
    labs
}

#[test]
fn a_run_ends_even_where_everything_hangs() {
    let hour = Duration::from_hours(1);
    for mut lab in hanging() {
        let second_answer = lab.timeouts.second_answer;
        let whole = Duration::from_millis(600);
        lab.timeouts = Timeouts {
            dns: hour,
            tcp: hour,
            tls: hour,
            proxy: hour,
            http: hour,
            stall: hour,
            second_answer,
            whole,
        };
        // The program has its own timeouts: every run of it is held against 15 seconds.
        let found = lab.go(&[]);
        assert!(found.millis < 15_000.0, "{found:#?}");
    }
}

#[test]
fn all_is_well_within_two_seconds() {
    let found = Lab::healthy().go_is_well(&[]);
    assert!(found.millis < 2_000.0 || !Lab::is_real(), "{found:#?}");
}
