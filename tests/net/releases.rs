//! The hosts that gv has releases from. They are Go's own, so this is looked at inside of this process only.

use crate::lab::modules::release;
use crate::lab::{Asked, Files, Found, Lab, PROXY, Place, Reply};
use gv::diagnose::Level;
use gv::release::{Origin, Place as Source};
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

#[test]
fn one_of_several_is_no_loss() {
    if Lab::is_real() {
        return;
    }
    let mut lab = lab();
    lab.place([203, 0, 113, 31], Place::Refused);
    lab.place([203, 0, 113, 32], Place::Refused);
    let found = diagnose(&mut lab);
    assert!(!found.is_wrong(), "{found:#?}");
    assert!(found.findings.iter().all(|it| it.level == Level::Info && it.id == "tcp_refused"), "{found:#?}");
}

#[test]
fn none_is_an_error() {
    if Lab::is_real() {
        return;
    }
    let mut lab = lab();
    lab.answering(PROXY, Files::of_proxy_with_database().with("/dl/?mode=json", Reply::html()));
    lab.place([203, 0, 113, 31], Place::Refused);
    lab.place([203, 0, 113, 32], Place::Refused);
    let found = diagnose(&mut lab);
    let errors: Vec<_> = found.findings.iter().filter(|it| it.level == Level::Error).collect();
    assert!(errors.iter().any(|it| it.id == "nonconforming"), "{found:#?}");
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
