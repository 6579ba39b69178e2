//! `gv dns`: addresses that are believed are found, and no others.

use crate::lab::{Lab, Made, OTHER, PROXY, Place, Says, Server};
use gv::dns::block::MARKS;
use gv::dns::{FailedAt, Host, HostReport, Line, Remedy, Syntax, look};
use gv::fetch::run;
use gv::probe::{Budget, HostsFile};
use std::net::IpAddr;

/// An address of somebody else's.
const WRONG: [u8; 4] = [203, 0, 113, 66];

/// A healthy network where the resolver gives a stranger's address for a host.
fn poisoned() -> Lab {
    let mut lab = Lab::healthy();
    lab.serve(WRONG, Server::tls(Made::by_itself(&["stranger.example"])));
    lab.resolver.say(PROXY.0, Says::Addresses(vec![WRONG.into()]));
    lab
}

fn looked(lab: &mut Lab) -> Vec<HostReport> {
    let network = lab.network();
    let hosts = [PROXY.0, OTHER.0].map(|host| Host::parse(host).unwrap());
    run(look(&network, &hosts, Budget::of(network.timeouts.whole)))
}

fn line(host: (&str, [u8; 4])) -> Line {
    Line { address: host.1.into(), name: host.0.to_owned() }
}

#[test]
fn where_all_is_well_nothing_is_needed() {
    let seen = looked(&mut Lab::healthy());
    assert_eq!(Remedy::of(&seen, &[], false), Remedy::default());
    // What a block of gv's names is its own word: it is well, and that is enough.
    assert_eq!(Remedy::of(&seen, &[PROXY.0.to_owned()], false), Remedy::default());
    assert_eq!(Remedy::of(&seen, &[], true).lines, [line(PROXY), line(OTHER)]);
}

#[test]
fn only_what_passes_tls_is_written_down() {
    let seen = looked(&mut poisoned());
    assert!(seen[0].passes(PROXY.1.into()) && !seen[0].passes(WRONG.into()));
    let remedy = Remedy::of(&seen, &[], false);
    assert_eq!((remedy.lines, remedy.failed), (vec![line(PROXY)], vec![]));
    // A block that is renewed keeps the hosts that are well because of it.
    assert_eq!(Remedy::of(&seen, &[OTHER.0.to_owned()], false).lines, [line(PROXY), line(OTHER)]);
}

#[test]
fn an_address_that_answers_for_another_host_is_not_believed() {
    let mut lab = poisoned();
    lab.controls.insert(PROXY.0.to_owned(), vec![OTHER.1.into()]);
    let seen = looked(&mut lab);
    let remedy = Remedy::of(&seen, &[], false);
    assert_eq!((remedy.lines, remedy.failed), (vec![], vec![0]));
    assert_eq!(seen[0].layer(), FailedAt::Tls);
}

#[test]
fn where_nothing_passes_the_layer_is_named() {
    assert_eq!(looked(poisoned().without_controls())[0].layer(), FailedAt::Tls);
    let mut lab = Lab::healthy();
    lab.place(PROXY.1, Place::Refused);
    assert_eq!(looked(&mut lab)[0].layer(), FailedAt::Tcp);
    let mut lab = Lab::healthy();
    lab.resolver.say(PROXY.0, Says::Code(3));
    let seen = looked(lab.without_controls());
    assert_eq!(seen[0].layer(), FailedAt::Names);
    assert_eq!(Remedy::of(&seen, &[], false).failed, [0]);
}

#[test]
fn an_address_that_a_proxy_of_this_machine_made_up_is_never_written_down() {
    let fake: IpAddr = [198, 18, 0, 5].into();
    let mut lab = Lab::healthy();
    lab.resolver.say(PROXY.0, Says::Addresses(vec![fake]));
    let made = lab.authority.issue(&[PROXY.0]);
    lab.serve(fake, Server::tls(made));
    let seen = looked(&mut lab);
    assert!(seen[0].is_well());
    assert_eq!(Remedy::of(&seen, &[], true).lines, [line(PROXY), line(OTHER)]);
}

#[test]
fn a_line_of_somebody_elses_that_counts_first_is_named() {
    let mut lab = poisoned();
    let own = Syntax::Hosts.lines(&[line(PROXY)], "then");
    let text = String::from_utf8(MARKS.put(Some(b"# mine\n"), &own).unwrap()).unwrap();
    let file = |text: &str| HostsFile { path: "/etc/hosts".into(), text: text.to_owned() };
    let remedy = || Remedy::of(&looked(&mut poisoned()), &[], false);
    assert_eq!(remedy().in_hosts(&file(&text)).shadows, []);
    lab.hosts = format!("{text}203.0.113.66 proxy.golang.org\n");
    let at = lab.hosts.lines().count();
    assert_eq!(remedy().in_hosts(&file(&lab.hosts)).shadows, [(at, PROXY.0.to_owned())]);
}
