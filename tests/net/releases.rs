//! The hosts that gv has releases from. They are Go's own, so this is looked at inside of this process only.

use crate::lab::modules::release;
use crate::lab::{Asked, Busy, CONTROLS, Files, Found, Lab, PROXY, Place, Reply, Temper};
use gv::diagnose::Level;
use gv::release::{Origin, Place as Source};
use std::sync::Arc;
use url::Url;

fn serving() -> Files {
    Files::of_proxy_with_database()
        .with("/dl/?mode=json", Reply::bytes("[]"))
        .with(&format!("/go/go{}.linux-amd64.tar.gz", release()), Reply::bytes([0x1f, 0x8b, 8, 0]))
}

fn diagnose(lab: &mut Lab) -> Found {
    let index = |host: &str| Url::parse(&format!("https://{host}/dl/?mode=json&include=all")).unwrap();
    let place = |host: &str| Source::parse(&format!("https://{host}/go")).unwrap();
    let origin = Origin::go_at(
        vec![index(PROXY.0), index("index.example")],
        vec![place(PROXY.0), place("mirror.example")],
    );
    lab.ask(&Asked { origin: Some(&origin), ..Asked::default() })
}

fn lab() -> Lab {
    let mut lab = Lab::healthy();
    lab.answering(PROXY, serving());
    for (host, last) in [("index.example", 31), ("mirror.example", 32)] {
        let address = [203, 0, 113, last];
        lab.publish(host, address);
        lab.answering((host, address), serving());
    }
    lab
}

#[test]
fn all_is_well() {
    if Lab::is_real() {
        return;
    }
    let found = diagnose(&mut lab());
    assert!(found.findings.is_empty(), "{found:#?}");
}

fn only(found: &Found) -> (&str, Level) {
    assert_eq!(found.findings.len(), 1, "{found:#?}");
    (&found.findings[0].id, found.findings[0].level)
}

#[test]
fn one_of_several_is_no_loss() {
    if Lab::is_real() {
        return;
    }
    let mut lab = lab();
    lab.place([203, 0, 113, 31], Place::Refused);
    lab.place([203, 0, 113, 32], Place::Refused);
    let found = diagnose(&mut lab);
    assert_eq!(only(&found), ("releases_unreachable", Level::Info));
    assert_eq!(found.findings[0].targets.len(), 2, "{found:#?}");
}

#[test]
fn where_goproxy_has_toolchains_the_loss_of_all_is_no_fault() {
    if Lab::is_real() {
        return;
    }
    let mut lab = lab();
    let broken = Files::of_proxy_with_database().with("/dl/?mode=json", Reply::html());
    lab.answering(PROXY, broken.clone());
    lab.place([203, 0, 113, 31], Place::Refused);
    lab.place([203, 0, 113, 32], Place::Refused);
    let found = diagnose(&mut lab);
    assert_eq!(only(&found), ("releases_unreachable", Level::Info));
    assert!(
        found.findings[0].command.as_deref().is_some_and(|it| it.contains("--from goproxy")),
        "{found:#?}"
    );
    // Without them gv may have nowhere to go to, and go works all the same.
    lab.answering(PROXY, broken.without("/golang.org/toolchain"));
    let found = diagnose(&mut lab);
    assert!(found.findings.iter().all(|it| it.level == Level::Info), "{found:#?}");
    assert!(found.findings.iter().any(|it| it.id == "releases_unreachable"), "{found:#?}");
}

#[test]
fn a_mirror_that_is_not_as_new_is_no_problem() {
    if Lab::is_real() {
        return;
    }
    let mut lab = lab();
    lab.answering(("mirror.example", [203, 0, 113, 32]), Files::default());
    let found = diagnose(&mut lab);
    assert!(found.findings.is_empty(), "{found:#?}");
}

#[test]
fn no_more_than_six_connections_lead_to_a_proxy_at_once() {
    if Lab::is_real() {
        return;
    }
    let mut lab = lab();
    let names: Vec<_> = (0..9).map(|at| format!("mirror{at}.example")).collect();
    for (name, last) in names.iter().zip(60..) {
        let address = [203, 0, 113, last];
        lab.publish(name, address);
        lab.answering((name, address), serving());
    }
    let busy = Arc::new(Busy::default());
    let proxy = format!("http://{}", lab.proxy(Temper::Counts(Arc::clone(&busy))));
    let places = names.iter().map(|name| Source::parse(&format!("https://{name}/go")).unwrap());
    let index = Url::parse("https://index.example/dl/?mode=json&include=all").unwrap();
    let origin = Origin::go_at(vec![index], places.collect());
    let variables = &[("HTTPS_PROXY", proxy.as_str())];
    // All of them get their turn, and what was asked before makes room.
    let found = lab.ask(&Asked { origin: Some(&origin), variables, ..Asked::default() });
    assert!(found.findings.is_empty() && found.rows.iter().all(|row| row.status == "ok"), "{found:#?}");
    assert!((2..=6).contains(&busy.most()), "{} at once", busy.most());
}

#[test]
fn hosts_that_drop_all_packets_are_not_waited_for_where_go_works() {
    if Lab::is_real() {
        return;
    }
    let mut lab = lab();
    for last in [31, 32] {
        lab.place([203, 0, 113, last], Place::Silent);
    }
    for (_, address) in CONTROLS {
        lab.place(address, Place::Silent);
    }
    let found = diagnose(&mut lab);
    assert_eq!(only(&found), ("releases_unreachable", Level::Info));
    // One connection alone would take 8 seconds.
    assert!(found.millis < 5_000.0, "{found:#?}");
}
