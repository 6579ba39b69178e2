//! Rows 1 to 8: names, and the answers about them.

use crate::lab::{Lab, Made, OTHER, PROXY, Place, Says, Server, sure};
use gv::diagnose::Confidence;
use std::net::IpAddr;
use std::time::Duration;

/// An address of somebody else's, who vouches for himself.
const WRONG: [u8; 4] = [203, 0, 113, 66];

fn stranger(lab: &mut Lab) -> IpAddr {
    lab.serve(WRONG, Server::tls(Made::by_itself(&["stranger.example"])));
    WRONG.into()
}

#[test]
fn a_healthy_network_is_healthy() {
    Lab::healthy().is_well();
}

#[test]
fn row_1_there_is_no_such_name() {
    let mut lab = Lab::healthy();
    lab.resolver.say(PROXY.0, Says::Code(3));
    lab.controls.remove(PROXY.0);
    let found = lab.finds("dns_nxdomain");
    assert_eq!(found.findings[0].targets, [PROXY.0]);
    lab.without_controls().finds("dns_nxdomain");
}

#[test]
fn row_2_the_resolver_fails() {
    let mut lab = Lab::healthy();
    lab.resolver.say_always(Says::Code(2));
    let found = lab.finds("dns_servfail");
    assert_eq!(found.findings[0].targets, [PROXY.0, OTHER.0], "one cause, told once");
}

#[test]
fn row_3_the_resolver_refuses() {
    let mut lab = Lab::healthy();
    lab.resolver.say_always(Says::Code(5));
    lab.finds("dns_refused");
}

#[test]
fn row_4_the_resolver_is_silent() {
    let mut lab = Lab::healthy();
    lab.resolver.say_always(Says::Silence);
    let found = lab.impatient().finds("dns_timeout");
    assert_eq!(found.findings[0].targets.len(), 2);
}

#[test]
fn row_5_the_address_is_somebody_elses() {
    let mut lab = Lab::healthy();
    let wrong = stranger(&mut lab);
    lab.resolver.say(PROXY.0, Says::Addresses(vec![wrong]));
    assert_eq!(sure(&lab.finds("dns_poisoned")), Confidence::High);
}

#[test]
fn an_address_that_does_not_answer_is_not_called_a_lie() {
    let mut lab = Lab::healthy();
    lab.resolver.say(PROXY.0, Says::Addresses(vec![[203, 0, 113, 67].into()]));
    lab.place([203, 0, 113, 67], Place::Silent);
    let found = lab.impatient().finds("tcp_timeout");
    let cure = found.findings[0].command.as_deref().unwrap_or_default();
    assert!(cure.starts_with("gv dns fix"), "{found:#?}");
    // Forgers answer with addresses of Facebook, Twitter and the like, and with 2001::/32.
    for forged in ["31.13.94.37", "2001::1f0d:5e25"] {
        let forged: IpAddr = forged.parse().unwrap();
        lab.resolver.say(PROXY.0, Says::Addresses(vec![forged]));
        lab.place(forged, Place::Silent);
        lab.finds("dns_poisoned");
    }
}

#[test]
fn row_6_a_false_answer_comes_before_the_true_one() {
    let mut lab = Lab::healthy();
    let wrong = stranger(&mut lab);
    lab.timeouts.second_answer = std::time::Duration::from_secs(2);
    lab.resolver.say(PROXY.0, Says::Injected(wrong, PROXY.1.into()));
    assert_eq!(sure(&lab.finds("dns_injected")), Confidence::High);
}

#[test]
fn row_7_the_address_is_nobodys() {
    let mut lab = Lab::healthy();
    lab.place([0, 0, 0, 0], Place::Refused);
    lab.resolver.say(PROXY.0, Says::Addresses(vec![[0, 0, 0, 0].into()]));
    lab.finds("dns_bogon");
    lab.without_controls().finds("dns_bogon");
}

#[test]
fn row_8_a_line_of_the_hosts_file_is_stale() {
    let mut lab = Lab::healthy();
    stranger(&mut lab);
    lab.hosts = "203.0.113.66 proxy.golang.org # once\n".to_owned();
    lab.finds("hosts_override");
}

#[test]
fn a_name_is_blocked_and_the_resolver_works() {
    for says in [Says::Code(3), Says::Code(2), Says::Silence, Says::Addresses(Vec::new())] {
        let mut lab = Lab::healthy();
        lab.resolver.say(PROXY.0, says);
        lab.impatient().finds("dns_blocked");
    }
}

#[test]
fn without_a_control_nobody_is_accused() {
    let mut lab = Lab::healthy();
    let wrong = stranger(&mut lab);
    lab.resolver.say(PROXY.0, Says::Addresses(vec![wrong]));
    lab.without_controls();
    assert_eq!(sure(&lab.finds("inconclusive")), Confidence::Low);
}

#[test]
fn names_that_do_not_exist_lead_somewhere() {
    let mut lab = Lab::healthy();
    let wrong = stranger(&mut lab);
    lab.resolver.say_otherwise(Says::Addresses(vec![wrong]));
    lab.is_well();
    lab.resolver.say(PROXY.0, Says::Addresses(vec![wrong]));
    lab.finds("nxdomain_rewrite");
    lab.resolver.say(OTHER.0, Says::Addresses(vec![wrong]));
    lab.without_controls().finds("captive_portal");
}

#[test]
fn a_proxy_of_this_machine_has_addresses_of_its_own() {
    let fake: IpAddr = [198, 18, 0, 5].into();
    let mut lab = Lab::healthy();
    lab.resolver.say(PROXY.0, Says::Addresses(vec![fake]));
    lab.resolver.say_otherwise(Says::Addresses(vec![[198, 18, 0, 9].into()]));
    lab.place(fake, Place::Refused);
    lab.finds("proxy_tun_broken");
    let made = lab.authority.issue(&[PROXY.0]);
    lab.serve(fake, Server::tls(made));
    assert_eq!(lab.is_well().findings[0].id, "proxy_tun");
}

#[test]
fn answers_that_do_not_fit_are_none_where_tcp_is_dropped() {
    let mut lab = Lab::healthy();
    lab.resolver.say_always(Says::Cut);
    lab.timeouts.dns = Duration::from_secs(1);
    lab.finds("dns_timeout");
}
