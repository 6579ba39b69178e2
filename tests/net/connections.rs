//! Rows 9 to 18: connections and handshakes.

use crate::lab::{
    Asked, Authority, BOTH, CONTROLS, Lab, Made, Manners, OTHER, PROXY, Place, Says, Server, config, sure,
};
use gv::diagnose::Confidence;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

fn at_proxy(manners: Manners) -> Lab {
    let mut lab = Lab::healthy();
    lab.serve(PROXY.1, Server::with(manners));
    lab
}

fn showing(certificate: impl Fn(&Lab) -> Made) -> Lab {
    let mut lab = Lab::healthy();
    let made = certificate(&lab);
    lab.serve(PROXY.1, Server::tls(made));
    lab
}

#[test]
fn row_9_nobody_listens() {
    let mut lab = Lab::healthy();
    lab.place(PROXY.1, Place::Refused);
    lab.finds("tcp_refused");
}

#[test]
fn row_10_nobody_answers() {
    let mut lab = Lab::healthy();
    lab.place(PROXY.1, Place::Silent);
    lab.impatient().finds("tcp_timeout");
}

#[test]
fn row_11_connections_are_cut_at_once() {
    at_proxy(Manners::ResetsAtOnce).finds("tcp_reset");
}

#[test]
fn row_12_connections_are_cut_in_the_handshake() {
    let lab = Lab::healthy();
    let made = config(lab.authority.issue(&[PROXY.0]));
    at_proxy(Manners::ResetsAfterHello(None, made)).finds("tls_reset");
}

#[test]
fn row_12_connections_are_cut_for_their_name() {
    let mut lab = Lab::healthy();
    let made = config(lab.authority.issue(&[PROXY.0]));
    lab.serve(PROXY.1, Server::with(Manners::ResetsAfterHello(Some(PROXY.0), made)));
    assert_eq!(sure(&lab.finds("sni_blocked")), Confidence::High);
}

#[test]
fn connections_are_cut_now_and_then_whatever_name_is_in_them() {
    let lab = Lab::healthy();
    let made = config(lab.authority.issue(&[PROXY.0]));
    let found =
        at_proxy(Manners::ResetsEveryOther(made, Arc::default())).diagnose(&["https://proxy.golang.org/x"]);
    assert_eq!(found.findings[0].id, "tls_reset", "{found:#?}");
}

#[test]
fn long_messages_are_lost_and_short_ones_pass() {
    let lab = Lab::healthy();
    let made = config(lab.authority.issue(&[PROXY.0]));
    let found = at_proxy(Manners::ResetsAfterLongHello(made)).finds("tls_reset");
    assert!(found.findings[0].command.as_deref().is_some_and(|it| it.contains("tlsmlkem=0")), "{found:#?}");
}

#[test]
fn an_address_without_a_route_is_evidence_of_nothing() {
    let v6: IpAddr = "2001:db8::10".parse().unwrap();
    let mut lab = Lab::healthy();
    for host in [PROXY, OTHER] {
        lab.resolver.say(host.0, Says::Addresses(vec![v6, host.1.into()]));
    }
    lab.place(v6, Place::Unreachable);
    lab.is_well();
    lab.place(PROXY.1, Place::Silent);
    lab.impatient().finds("tcp_timeout");
    lab.place(PROXY.1, Place::Refused);
    lab.finds("tcp_refused");
    // Where there is a route to no address, that is what is told.
    lab.place(PROXY.1, Place::Unreachable);
    lab.finds("tcp_unreachable");
}

#[test]
fn the_systems_own_authorities_are_asked_before_anybody_is_called_an_interceptor() {
    let mut lab = Lab::healthy();
    let public = Authority::new("Public Root");
    let between = public.below("Public Issuing");
    let everybody = [PROXY, OTHER].into_iter().chain(CONTROLS);
    for (host, address) in everybody.clone() {
        lab.serve(address, Server::tls(between.issue(&[host]).and(between.root())));
    }
    lab.finds("tls_inspection");
    if Lab::is_real() {
        return;
    }
    lab.of_system = vec![public.root()];
    let found =
        lab.ask(&Asked { variables: &[("SSL_CERT_FILE", "/corp.pem")], targets: &BOTH, ..Asked::default() });
    assert_eq!(found.findings[0].id, "own_roots", "{found:#?}");
    assert!(
        found.findings[0].command.as_deref().is_some_and(|it| it.contains("SSL_CERT_FILE")),
        "{found:#?}"
    );
    // No public authority signs a server's certificate itself.
    for (host, address) in everybody {
        lab.serve(address, Server::tls(public.issue(&[host])));
    }
    let found =
        lab.ask(&Asked { variables: &[("SSL_CERT_FILE", "/corp.pem")], targets: &BOTH, ..Asked::default() });
    assert_eq!(found.findings[0].id, "tls_inspection", "{found:#?}");
    assert!(
        found.findings[0].command.as_deref().is_some_and(|it| it.contains("SSL_CERT_FILE")),
        "{found:#?}"
    );
}

#[test]
fn row_13_the_handshake_is_not_answered() {
    at_proxy(Manners::Silent).impatient().finds("tls_stall");
}

#[test]
fn row_14_no_tls_is_spoken() {
    at_proxy(Manners::Plain).finds("tls_not_tls");
    at_proxy(Manners::Says(b"SSH-2.0-Lab\r\n")).finds("tls_not_tls");
}

#[test]
fn row_15_the_server_vouches_for_itself() {
    showing(|_| Made::by_itself(&[PROXY.0])).finds("cert_self_signed");
}

#[test]
fn row_15_the_certificate_between_is_not_sent() {
    showing(|lab| lab.authority.below("Lab Issuing").issue(&[PROXY.0])).finds("cert_missing_intermediate");
    let mut lab = Lab::healthy();
    let between = lab.authority.below("Lab Issuing");
    lab.serve(PROXY.1, Server::tls(between.issue(&[PROXY.0]).and(between.root())));
    lab.is_well();
}

#[test]
fn row_15_the_same_stranger_vouches_for_everybody() {
    let corp = Authority::new("Corp Inspection CA");
    let mut lab = Lab::healthy();
    let everybody = [PROXY, OTHER].into_iter().chain(CONTROLS);
    for (host, address) in everybody {
        lab.serve(address, Server::tls(corp.issue(&[host])));
    }
    let found = lab.finds("tls_inspection");
    assert_eq!(found.findings[0].targets.len(), 2, "one cause, told once");
}

#[test]
fn row_15_an_unknown_authority_vouches_for_one() {
    let corp = Authority::new("Corp CA");
    showing(|_| corp.issue(&[PROXY.0]).and(corp.root())).finds("cert_untrusted");
}

#[test]
fn row_16_a_certificate_has_expired() {
    showing(|lab| lab.authority.issue_for(&[PROXY.0], (2001, 2002))).finds("cert_expired");
}

#[test]
fn row_16_the_clock_is_wrong() {
    if Lab::is_real() {
        return;
    }
    let day = Duration::from_hours(24);
    let mut lab = Lab::healthy();
    for now in [SystemTime::UNIX_EPOCH + 365 * day, SystemTime::UNIX_EPOCH + 365 * 150 * day] {
        lab.now = now;
        let found = lab.finds("clock");
        assert_eq!(found.findings[0].targets.len(), 2, "one cause, told once");
    }
}

#[test]
fn row_16_everybodys_certificate_is_out_of_date() {
    for years in [(2001, 2002), (2085, 2086)] {
        let mut lab = Lab::healthy();
        for (host, address) in [PROXY, OTHER].into_iter().chain(CONTROLS) {
            let made = lab.authority.issue_for(&[host], years);
            lab.serve(address, Server::tls(made));
        }
        lab.finds("clock");
    }
}

#[test]
fn row_17_the_certificate_is_for_another_name() {
    showing(|lab| lab.authority.issue(&["other.example"])).finds("cert_name");
}

#[test]
fn row_18_only_old_versions_are_spoken() {
    // A fatal alert: protocol_version.
    at_proxy(Manners::Says(&[0x15, 3, 2, 0, 2, 2, 70])).finds("tls_version");
    at_proxy(Manners::Says(&[0x15, 3, 1, 0, 2, 2, 70])).finds("tls_version");
}

#[test]
fn no_address_of_a_host_can_be_reached_and_others_can() {
    let mut lab = Lab::healthy();
    let elsewhere = [203, 0, 113, 99];
    lab.controls.insert(PROXY.0.to_owned(), vec![elsewhere.into()]);
    lab.place(PROXY.1, Place::Silent);
    lab.place(elsewhere, Place::Silent);
    lab.impatient().finds("ip_blocked");
}

#[test]
fn nothing_answers_at_all() {
    let mut lab = Lab::healthy();
    for (_, address) in [PROXY, OTHER].into_iter().chain(CONTROLS) {
        lab.place(address, Place::Unreachable);
    }
    lab.resolver.say_always(crate::lab::Says::Silence);
    lab.impatient().finds("offline");
}
