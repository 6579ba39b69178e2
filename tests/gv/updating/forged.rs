//! Updates that are not from gv's makers, or not the one that was asked for. Each is refused with 4, and nothing changes.

use super::stage::{Release, Stage, archive};
use crate::support::signer::Signer;

/// Runs an update to what a forger made of an honest release.
#[track_caller]
fn refused(forge: impl FnOnce(Release) -> Release, told: &str) {
    let Some(stage) = Stage::new() else { return };
    let forged = forge(Release::new("0.2.0"));
    stage.update_to(&forged).fails_with(4).says(told).says("nothing was installed");
    assert_eq!(stage.version(), "gv 0.1.0");
    assert_eq!(stage.sandbox.names_in("bin"), ["gv", "gv-shim"]);
    assert!(!stage.sandbox.gv_home().join("previous").exists());
}

#[test]
fn another_archive_than_the_signed_one() {
    refused(|release| Release { archive: archive("0.2.0-evil"), ..release }, "the signed list has");
}

#[test]
fn a_truncated_archive() {
    let cut = |release: Release| {
        let half = release.archive.len() / 2;
        Release { archive: release.archive[..half].to_vec(), ..release }
    };
    refused(cut, "the signed list has");
}

#[test]
fn a_list_that_was_changed() {
    let changed = |release: Release| {
        let evil = Release::of("0.2.0", archive("0.2.0-evil"), &Signer::new(1));
        Release { signature: release.signature, ..evil }
    };
    refused(changed, "the signature is false");
}

#[test]
fn a_signature_that_was_changed() {
    let flip = |release: Release| {
        let line = release.signature.lines().nth(1).unwrap();
        let changed =
            format!("{}{}", &line[..40], line[40..].replacen(|c: char| c.is_ascii_lowercase(), "Z", 1));
        Release { signature: release.signature.replace(line, &changed), ..release }
    };
    refused(flip, "the signature is false");
}

#[test]
fn a_key_that_is_not_known() {
    refused(|release| release.signed_by(&Signer::new(2)), "which this gv does not know");
}

#[test]
fn another_key_with_the_number_of_a_known_one() {
    let posing = Signer::new(2).posing_as(&Signer::new(1));
    refused(|release| release.signed_by(&posing), "the signature is false");
}

#[test]
fn a_missing_signature() {
    let Some(stage) = Stage::new() else { return };
    let base = stage.publish(&Release::new("0.2.0"));
    std::fs::remove_file(stage.sandbox.work().join("releases/gv-0.2.0.sums.minisig")).unwrap();
    stage.gv(&["self", "update", "--from", &base]).fails_with(4).says("has no signature");
    assert_eq!(stage.version(), "gv 0.1.0");
}

#[test]
fn a_signature_that_is_a_web_page() {
    refused(
        |release| Release { signature: "<html>Log in</html>".to_owned(), ..release },
        "not a minisign signature",
    );
}

#[test]
fn an_old_signed_release_under_the_name_of_a_new_one() {
    let replayed = |_| Release { version: "0.2.0".to_owned(), ..Release::new("0.0.8") };
    refused(replayed, "signed list of another release");
}

#[test]
fn an_old_signed_release_as_the_newest() {
    let Some(stage) = Stage::new() else { return };
    stage.update_to(&Release::new("0.0.8")).fails_with(4).says("older than this gv 0.1.0");
    assert_eq!(stage.version(), "gv 0.1.0");
}

#[test]
fn the_signed_hash_of_another_platform_under_the_name_of_this_one() {
    let swapped = |release: Release| {
        let other = archive("0.2.0-other");
        let hash = crate::support::origin::sha256(&other);
        let list = format!("{}{hash}  gv-0.2.0-aarch64-apple-darwin.tar.gz\n", release.list);
        Release { list, archive: other, ..release }.signed_by(&Signer::new(1))
    };
    refused(swapped, "the signed list has");
}

#[test]
fn a_name_that_is_listed_twice() {
    let twice = |release: Release| {
        let list = format!("{}{}", release.list, release.list);
        Release { list, ..release }.signed_by(&Signer::new(1))
    };
    refused(twice, "is not a hash and a name");
}

#[test]
fn one_honest_mirror_is_enough() {
    let Some(stage) = Stage::new() else { return };
    let lying = Release { archive: archive("0.2.0-evil"), ..Release::new("0.2.0") };
    let lying = stage.publish(&lying);
    let moved = format!("{lying}-lying");
    std::fs::rename(&lying, &moved).unwrap();
    let honest = stage.publish(&Release::new("0.2.0"));
    stage.gv(&["self", "update", "--from", &moved, "--from", &honest]).succeeds();
    assert_eq!(stage.version(), "gv 0.2.0");
}
