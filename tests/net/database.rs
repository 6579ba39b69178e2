//! Rows 30 to 34: the checksum database, and toolchains.

use crate::lab::modules::{go_mod_hash, version_path, zip_hash, zip_with};
use crate::lab::{Asked, Files, Found, Lab, OTHER, PROXY, Place, Reply, has_only};
use gv::diagnose::net::KNOWN;
use gv::verify::H1;
use std::fs;

/// The database's address in China.
const CHINA: (&str, [u8; 4]) = ("sum.golang.google.cn", [203, 0, 113, 40]);
const LOOKUP: &str = "/lookup/rsc.io/quote@v1.5.2";

fn passing_on(files: Files) -> Lab {
    let mut lab = Lab::healthy();
    lab.answering(PROXY, files);
    lab
}

#[test]
fn the_database_is_asked_past_a_proxy_that_lacks_it() {
    passing_on(Files::of_proxy()).go_is_well(&[]);
}

#[test]
fn row_30_the_database_cannot_be_reached() {
    let mut lab = passing_on(Files::of_proxy());
    lab.place(OTHER.1, Place::Refused);
    let found = lab.go_finds("sumdb_unreachable", &[]);
    // Nor does it answer at its other address.
    assert_eq!(found.findings[0].command, None, "{found:#?}");
    lab.publish(CHINA.0, CHINA.1);
    lab.answering(CHINA, Files::of_database());
    let found = lab.go_finds("sumdb_unreachable", &[]);
    // The lab's GOSUMDB stands in the environment, where another one would win.
    let command = found.findings[0].command.as_deref().unwrap_or_default();
    assert!(command.contains("GOSUMDB") && command.contains("sum.golang.google.cn"), "{found:#?}");
    lab.place(OTHER.1, Place::Silent);
    lab.impatient().go_finds("sumdb_unreachable", &[]);
    let mut lab = passing_on(Files::of_proxy());
    lab.answering(OTHER, Files::always(Reply::status(503)));
    lab.go_finds("sumdb_unreachable", &[]);
}

#[test]
fn a_database_that_nobody_asks_may_be_down() {
    let mut lab = Lab::healthy();
    lab.place(OTHER.1, Place::Refused);
    lab.go_is_well(&[]);
}

#[test]
fn row_31_the_proxy_fails_to_pass_it_on() {
    let supported = "/sumdb/sum.golang.org/supported";
    passing_on(Files::of_proxy().with(supported, Reply::status(500))).go_finds("sumdb_proxy_broken", &[]);
    let mut lab = passing_on(Files::of_proxy().with(supported, Reply::bytes("")));
    lab.go_finds("sumdb_proxy_broken", &[]);
    lab.go_is_well(&[("GONOSUMDB", "rsc.io")]);
    let lookup = format!("/sumdb/sum.golang.org{LOOKUP}");
    let broken = Files::of_proxy_with_database().with(&lookup, Reply::status(502));
    passing_on(broken).go_finds("sumdb_proxy_broken", &[]);
}

#[test]
fn row_32_a_web_page_comes_in_place_of_a_record() {
    let lookup = format!("/sumdb/sum.golang.org{LOOKUP}");
    let files = Files::of_proxy_with_database().with(&lookup, Reply::html());
    passing_on(files).go_finds("sumdb_nonconforming", &[]);
}

#[test]
fn a_forged_record_is_told_as_one() {
    let lookup = format!("/sumdb/sum.golang.org{LOOKUP}");
    let tile = "/sumdb/sum.golang.org/tile/8/0/000.p/1";
    passing_on(Files::of_proxy_with_database().with(tile, Reply::bytes([9; 32])))
        .go_finds("sumdb_forged", &[]);
    let note = "0\nx v1 h1:a\n\ngo.sum database tree\n1\nAAAA\n\n\u{2014} sum.golang.org AAAA\n";
    let found = passing_on(Files::of_proxy_with_database().with(&lookup, Reply::bytes(note))).go(&[]);
    assert!(found.findings[0].id.starts_with("sumdb_"), "{found:#?}");
}

/// A project whose go.sum holds these hashes of the known module.
fn named(lab: &mut Lab, zip: H1, go_mod: H1) -> Found {
    let folder = tempfile::tempdir().unwrap();
    let (module, version) = KNOWN;
    fs::write(folder.path().join("go.mod"), format!("module a.example\n\nrequire {module} {version}\n"))
        .unwrap();
    let sums = format!("{module} {version} {zip}\n{module} {version}/go.mod {go_mod}\n");
    fs::write(folder.path().join("go.sum"), sums).unwrap();
    lab.ask(&Asked { targets: &[module], folder: Some(folder.path()), ..Asked::default() })
}

#[test]
fn row_33_a_line_of_go_sum_is_wrong() {
    let mut lab = Lab::healthy();
    let found = named(&mut lab, zip_hash(), go_mod_hash());
    assert!(found.findings.is_empty(), "{found:#?}");
    for (zip, go_mod) in [(H1([1; 32]), go_mod_hash()), (zip_hash(), H1([1; 32]))] {
        let found = named(&mut lab, zip, go_mod);
        has_only(&found, "checksum_mismatch");
        assert!(!found.told.contains("=off"), "{found:?}");
    }
}

#[test]
fn row_33_a_proxy_serves_another_go_mod() {
    let other = Reply::bytes("module \"rsc.io/quote\"\n");
    let files = Files::of_proxy_with_database().with(&version_path("mod"), other);
    passing_on(files).go_finds("checksum_mismatch", &[]);
}

#[test]
fn row_33_a_proxy_serves_another_zip() {
    let other = Reply::bytes(zip_with("package other\n"));
    let files = Files::of_proxy_with_database().with(&version_path("zip"), other);
    passing_on(files).go_finds("checksum_mismatch", &[]);
}

#[test]
fn what_is_set_already_is_not_proposed() {
    let mut lab = passing_on(Files::of_proxy());
    let other = ("sum.golang.google.cn", [203, 0, 113, 40]);
    lab.publish(other.0, other.1);
    lab.place(other.1, Place::Refused);
    let set = format!("{} https://sum.golang.google.cn", crate::lab::modules::key());
    let found = lab.go_finds("sumdb_unreachable", &[("GOSUMDB", &set)]);
    assert_eq!(found.findings[0].command, None, "{found:#?}");
}

#[test]
fn row_34_no_proxy_has_the_toolchains() {
    let lacking = Files::of_proxy_with_database().without("/golang.org/toolchain");
    passing_on(lacking.clone()).go_finds("toolchain_missing", &[]);
    passing_on(lacking.clone()).go_is_well(&[("GOPROXY", "https://proxy.golang.org,direct")]);
    passing_on(lacking).go_is_well(&[("GOTOOLCHAIN", "local")]);
}

#[test]
fn row_34_toolchains_want_the_database() {
    let mut lab = Lab::healthy();
    lab.go_finds("toolchain_needs_sumdb", &[("GOSUMDB", "off")]);
    lab.go_is_well(&[("GOSUMDB", "off"), ("GOTOOLCHAIN", "local")]);
}
