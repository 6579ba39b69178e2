//! Where DNS is at fault and an address was proven right, `gv dns fix` is named; where it would not help, it is not.

use crate::lab::{Files, Found, Lab, Made, OTHER, PROXY, Place, Says, Server, Temper};
use std::net::IpAddr;

/// An address of somebody else's, who vouches for himself.
const WRONG: [u8; 4] = [203, 0, 113, 66];
const CURE: &str = "gv dns fix --hosts proxy.golang.org";
/// The lab's settings stand in the environment, where they would win.
const MIRRORS: &str = "gv env preset cn --user";

/// A healthy network but for what the resolver says of one host.
fn told(says: Says) -> Lab {
    let mut lab = Lab::healthy();
    lab.serve(WRONG, Server::tls(Made::by_itself(&["stranger.example"])));
    lab.resolver.say(PROXY.0, says);
    lab
}

fn wrong() -> Says {
    Says::Addresses(vec![WRONG.into()])
}

/// The commands of the first finding.
fn commands(found: &Found) -> (Option<&str>, Option<&str>) {
    (found.findings[0].command.as_deref(), found.findings[0].other.as_deref().map(last))
}

/// The last of several commands.
fn last(command: &str) -> &str {
    command.rsplit("; ").next().unwrap_or_default()
}

/// Nothing that was found is said to be cured so.
#[track_caller]
fn is_not_cured(found: &Found) {
    assert!(!found.told.contains("gv dns fix"), "{found:#?}");
}

#[test]
fn false_answers_are_cured_by_addresses_or_mirrors() {
    let poisoned = told(wrong()).finds("dns_poisoned");
    assert_eq!(commands(&poisoned), (Some(CURE), Some(MIRRORS)));
    let mut lab = told(Says::Injected(WRONG.into(), PROXY.1.into()));
    lab.timeouts.second_answer = std::time::Duration::from_secs(2);
    assert_eq!(commands(&lab.finds("dns_injected")), (Some(CURE), Some(MIRRORS)));
    for says in [Says::Code(3), Says::Silence] {
        let blocked = told(says).impatient().finds("dns_blocked");
        assert_eq!(commands(&blocked), (Some(CURE), Some(MIRRORS)));
    }
    let mut lab = told(Says::Addresses(vec![[0, 0, 0, 0].into()]));
    lab.place([0, 0, 0, 0], Place::Refused);
    assert_eq!(commands(&lab.finds("dns_bogon")), (Some(CURE), Some(MIRRORS)));
    let mut lab = told(wrong());
    lab.resolver.say_otherwise(wrong());
    assert_eq!(commands(&lab.finds("nxdomain_rewrite")), (Some(CURE), None));
}

#[test]
fn a_line_of_gvs_own_that_went_stale_is_renewed_or_taken_out() {
    let mut lab = Lab::healthy();
    lab.serve(WRONG, Server::tls(Made::by_itself(&["stranger.example"])));
    lab.hosts = "# >>> gv dns >>>\n203.0.113.66 proxy.golang.org\n# <<< gv dns <<<\n".to_owned();
    let found = lab.finds("hosts_override");
    assert_eq!(commands(&found), (Some("gv dns fix --hosts --apply proxy.golang.org"), None));
    let found = lab.without_controls().finds("hosts_override");
    assert_eq!(commands(&found), (Some("gv dns unfix --hosts"), None));
    // A line of somebody else's is a person's to take out.
    lab.hosts = "203.0.113.66 proxy.golang.org\n".to_owned();
    // Where the host has proved itself nowhere else, its certificate is at fault and not the line.
    is_not_cured(&lab.finds("cert_self_signed"));
    let mut lab = Lab::healthy();
    lab.serve(WRONG, Server::tls(Made::by_itself(&["stranger.example"])));
    lab.hosts = "203.0.113.66 proxy.golang.org\n".to_owned();
    is_not_cured(&lab.finds("hosts_override"));
}

#[test]
fn a_resolver_that_fails_is_cured_for_every_host() {
    for (says, id) in
        [(Says::Code(2), "dns_servfail"), (Says::Code(5), "dns_refused"), (Says::Silence, "dns_timeout")]
    {
        let mut lab = Lab::healthy();
        lab.resolver.say_always(says);
        let found = lab.impatient().finds(id);
        assert_eq!(commands(&found), (Some("gv dns fix --hosts proxy.golang.org sum.golang.org"), None));
    }
}

#[test]
fn a_port_stays_with_its_host() {
    let mut lab = told(wrong());
    let made = lab.authority.issue(&[PROXY.0]);
    lab.serve_at((PROXY.1, 8443).into(), Server::tls(made));
    lab.serve_at((WRONG, 8443).into(), Server::tls(Made::by_itself(&["stranger.example"])));
    let found = lab.diagnose(&["https://proxy.golang.org:8443/x"]);
    assert_eq!(found.findings[0].id, "dns_poisoned", "{found:#?}");
    assert_eq!(found.findings[0].command.as_deref(), Some("gv dns fix --hosts proxy.golang.org:8443"));
}

#[test]
fn the_database_is_asked_elsewhere_or_found_again() {
    let mut lab = Lab::healthy();
    lab.serve(WRONG, Server::tls(Made::by_itself(&["stranger.example"])));
    lab.resolver.say(OTHER.0, wrong());
    lab.answering(PROXY, Files::of_proxy());
    let china = ("sum.golang.google.cn", [203, 0, 113, 40]);
    lab.publish(china.0, china.1);
    lab.answering(china, Files::of_database());
    let found = lab.go_finds("sumdb_unreachable", &[]);
    let (elsewhere, cure) = commands(&found);
    // It stands in the environment here.
    let set = elsewhere.is_some_and(|it| it.contains("GOSUMDB") && it.contains("sum.golang.google.cn"));
    assert!(set && cure == Some("gv dns fix --hosts sum.golang.org"), "{found:#?}");
}

#[test]
fn without_a_proven_address_there_is_no_cure() {
    is_not_cured(&told(wrong()).without_controls().finds("inconclusive"));
    let mut lab = told(Says::Code(3));
    lab.controls.remove(PROXY.0);
    is_not_cured(&lab.finds("dns_nxdomain"));
    // What others name is somebody else's too.
    let mut lab = told(wrong());
    lab.controls.insert(PROXY.0.to_owned(), vec![OTHER.1.into()]);
    is_not_cured(&lab.diagnose(&["https://proxy.golang.org/x"]));
}

#[test]
fn where_lines_would_not_help_there_is_no_cure() {
    let mut lab = told(wrong());
    lab.hosts = "203.0.113.66 proxy.golang.org\n".to_owned();
    is_not_cured(&lab.finds("hosts_override"));
    let fake: IpAddr = [198, 18, 0, 5].into();
    let mut lab = told(Says::Addresses(vec![fake]));
    lab.place(fake, Place::Refused);
    is_not_cured(&lab.finds("proxy_tun_broken"));
    // Nothing proves itself without TLS.
    let mut lab = told(Says::Code(3));
    lab.serve_at((PROXY.1, 80).into(), Server::with(crate::lab::Manners::Plain));
    is_not_cured(&lab.diagnose(&["http://proxy.golang.org/x"]));
}

/// Its line of the hosts file is right, whatever listens there, and resolvers of others need not hear of it.
#[test]
fn a_name_of_this_machine_is_not_led_astray() {
    for name in ["localhost", "goproxy.localhost", "box"] {
        let mut lab = Lab::healthy();
        lab.hosts = "127.0.0.1 localhost\n127.0.0.1 box\n".to_owned();
        lab.serve([127, 0, 0, 1], Server::tls(Made::by_itself(&["stranger.example"])));
        let found = lab.diagnose(&[&format!("https://{name}/x")]);
        assert!(!found.findings.is_empty(), "{found:#?}");
        for finding in &found.findings {
            assert!(!finding.id.starts_with("dns_") && finding.id != "hosts_override", "{found:#?}");
            assert!(
                finding.command.as_deref().is_none_or(|command| !command.contains("hosts")),
                "{found:#?}"
            );
        }
        assert!(!lab.asked_elsewhere.lock().unwrap().contains(name), "{name}");
    }
}

#[test]
fn a_proxy_looks_names_up_by_itself() {
    let mut lab = told(wrong());
    let proxy = lab.proxy(Temper::Answers(502));
    is_not_cured(&lab.go_finds("proxy_upstream", &[("HTTPS_PROXY", &format!("http://{proxy}"))]));
}
