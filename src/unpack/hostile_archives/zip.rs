//! Release zips no honest packer makes, and honest ones.

use super::super::{Damage, Error, Limits, Refusal, check, growing_file, zip, zip_as_it_comes};
use super::Place;
use super::packer::{self, Piece};
use proptest::prelude::*;
use std::fs;
use std::io::{Cursor, Write};
use std::thread;
use std::time::{Duration, Instant};

/// What the usual library packs.
fn packed() -> Vec<u8> {
    let mut zip = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = ::zip::write::SimpleFileOptions::default();
    for (name, content) in
        [("go/VERSION", &b"go1.22.3"[..]), ("go/bin/go.exe", b"MZ"), ("go/src/main.go", &[b'x'; 1500])]
    {
        zip.start_file(name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.add_directory("go/empty", options).unwrap();
    zip.finish().unwrap().into_inner()
}

fn file(name: &str, content: &[u8]) -> Piece {
    Piece::deflated("", content).named(name.as_bytes())
}

fn folder(name: &str) -> Piece {
    Piece::stored("", b"").named(name.as_bytes()).with(|piece| piece.mode = 0o040_700)
}

fn link(name: &str, target: &str) -> Piece {
    file(name, target.as_bytes()).with(|piece| piece.mode = 0o120_777)
}

/// A small toolchain.
fn honest() -> Vec<Piece> {
    vec![
        file("go/VERSION", b"go1.22.3\ntime 2024-05-01T00:00:00Z\n"),
        file("go/bin/go.exe", b"MZ"),
        file("go/src/main.go", &[b'x'; 1500]),
        // Larger than any block.
        file("go/pkg/tool/windows_amd64/compile.exe", &vec![b'y'; 600_000]),
    ]
}

fn with(pieces: impl IntoIterator<Item = Piece>) -> Vec<u8> {
    let mut all = honest();
    all.extend(pieces);
    packer::zip(&all)
}

fn unzipped(archive: &[u8]) -> Result<Place, Error> {
    let place = Place::new();
    place.fill_from(archive, |archive, into| zip(archive, into, Limits::default())).map(|()| place)
}

#[track_caller]
fn refusal(archive: &[u8], limits: Limits) -> (Refusal, Place) {
    let place = Place::new();
    match place.fill_from(archive, |archive, into| zip(archive, into, limits)) {
        Err(Error::Refused { refusal, .. }) => (refusal, place),
        other => panic!("not refused: {other:?}"),
    }
}

/// Refused by what the directory says, so that not even a folder is made.
#[track_caller]
fn refused(piece: Piece, expected: &Refusal) {
    let (refusal, place) = refusal(&with([piece]), Limits::default());
    assert_eq!(refusal, *expected);
    assert!(place.is_empty(), "nothing is made");
}

#[track_caller]
fn damage(archive: &[u8]) -> Damage {
    match unzipped(archive).err() {
        Some(Error::Damaged(damage)) => damage,
        other => panic!("not told as damaged: {other:?}"),
    }
}

#[test]
fn an_honest_zip_becomes_a_tree() {
    for archive in [packed(), with([folder("go/"), folder("go/empty/")])] {
        let place = unzipped(&archive).unwrap();
        assert_eq!(fs::read(place.tree().join("src/main.go")).unwrap(), [b'x'; 1500]);
        assert!(place.tree().join("empty").is_dir());
        check(&place.tree(), &"1.22.3".parse().unwrap()).unwrap();
    }
    let files = unzipped(&with([])).unwrap().files();
    assert_eq!(files["pkg/tool/windows_amd64/compile.exe"], vec![b'y'; 600_000]);
    assert_eq!(files.len(), 4, "nothing but what was packed");
}

#[test]
fn a_file_has_the_date_it_was_packed_with() {
    // 2023-11-14 22:13:20
    let dated = file("go/x", b"")
        .with(|piece| piece.dated = ((43 << 9) + (11 << 5) + 14, (22 << 11) + (13 << 5) + 10));
    let place = unzipped(&with([dated])).unwrap();
    let modified = |name: &str| fs::metadata(place.tree().join(name)).unwrap().modified().unwrap();
    let seconds = |name: &str| modified(name).duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    assert_eq!(seconds("x"), 1_700_000_000);
    assert!(seconds("VERSION") > 1_700_000_000, "no date is none");
}

#[cfg(unix)]
#[test]
fn modes_say_only_whether_it_can_be_run() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |mode| file("go/x", b"").with(|piece| piece.mode = mode);
    let without = |maker| mode(0o100_711).with(|piece| piece.maker = maker);
    for (piece, expected) in [
        (mode(0o104_711), 0o755),
        (mode(0o100_666), 0o644),
        (mode(0), 0o644),
        // Made on Windows, where these bits mean something else; made on macOS.
        (without(0), 0o644),
        (without(19), 0o755),
    ] {
        let place = unzipped(&with([piece, folder("go/empty/")])).unwrap();
        let mode = |name: &str| fs::metadata(place.tree().join(name)).unwrap().permissions().mode() & 0o7777;
        assert_eq!(mode("x"), expected);
        assert_eq!([mode("bin/go.exe"), mode("empty"), mode("bin")], [0o755; 3]);
        assert_eq!(mode("VERSION"), 0o644);
    }
}

#[cfg(unix)]
#[test]
fn a_link_within_the_tree_is_made() {
    let place = unzipped(&with([link("go/pkg/go", "../bin/go.exe")])).unwrap();
    let link = place.tree().join("pkg/go");
    assert_eq!(fs::read_link(&link).unwrap(), std::path::Path::new("../bin/go.exe"));
    assert_eq!(fs::read(link).unwrap(), b"MZ");
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for name in [
        "/etc/passwd",
        "../neighbour",
        "go/../neighbour",
        "go/a/../../neighbour",
        "go/a\\b",
        "go/a\0b",
        "go/C:/x",
        "go/nul",
        "go//x",
    ] {
        refused(file(name, b"!"), &Refusal::Name);
        refused(folder(&format!("{name}/")), &Refusal::Name);
        refused(link(name, "VERSION"), &Refusal::Name);
    }
    for name in ["neighbour", "gx/x", "Go/x"] {
        refused(file(name, b"!"), &Refusal::Outside);
    }
    refused(file("go", b"!"), &Refusal::Kind);
}

#[test]
fn links_must_lead_to_something_unpacked() {
    for target in
        ["../neighbour", "/etc/passwd", "..", ".", "", "missing", "loop", "bin/../../neighbour", "other/x"]
    {
        let archive = with([link("go/loop", target), link("go/other", "src")]);
        assert_eq!(refusal(&archive, Limits::default()).0, Refusal::LinkLeaves, "{target}");
    }
    refused(link("go/x", &"a".repeat(4097)), &Refusal::LinkLeaves);
}

#[test]
fn names_that_come_twice_are_refused() {
    for name in ["go/VERSION", "go/version", "go/BIN/x", "go/VERSION/x", "go/bin"] {
        refused(file(name, b"!"), &Refusal::Twice);
        refused(link(name, "VERSION"), &Refusal::Twice);
    }
    // Nothing is written through a link.
    for target in ["..", "src"] {
        let archive = with([link("go/way", target), file("go/way/neighbour", b"!")]);
        assert_eq!(refusal(&archive, Limits::default()).0, Refusal::Twice);
    }
    assert_eq!(refusal(&with([folder("go/a/"), folder("go/a/")]), Limits::default()).0, Refusal::Twice);
}

#[test]
fn what_is_no_file_is_refused() {
    for mode in [0o060_644, 0o010_644, 0o020_644, 0o140_644, 0o040_755] {
        refused(file("go/x", b"VERSION").with(|piece| piece.mode = mode), &Refusal::Kind);
    }
    refused(folder("go/x/").with(|piece| piece.mode = 0o100_644), &Refusal::Kind);
    refused(folder("go/x/").with(|piece| piece.mode = 0o120_777), &Refusal::Kind);
    // Content of a folder, which another reader skips or takes for entries.
    refused(file("go/x/", b"content"), &Refusal::Kind);
    refused(file("go/", b"content"), &Refusal::Kind);
}

#[test]
fn what_is_packed_otherwise_is_refused() {
    for method in [1, 9, 12, 14, 93, 99] {
        refused(file("go/x", b"!").with(|piece| piece.method = method), &Refusal::Packing);
    }
    refused(file("go/x", b"!").with(|piece| piece.flags |= 1), &Refusal::Packing);
}

#[test]
fn more_than_a_toolchain_has_is_refused_by_what_it_claims() {
    let archive = with([]);
    for (limits, expected) in [
        // Four files and five folders.
        (Limits { entries: 8, ..Limits::default() }, Refusal::TooMany),
        (Limits { file: 599_999, ..Limits::default() }, Refusal::TooLarge),
        (Limits { total: 601_000, ..Limits::default() }, Refusal::TooLarge),
    ] {
        let (refusal, place) = refusal(&archive, limits);
        assert_eq!(refusal, expected);
        assert!(place.is_empty());
    }
    let just = Limits { entries: 9, file: 600_000, total: 602_000, without: &[] };
    Place::new().fill_from(&archive, |archive, into| zip(archive, into, just)).unwrap();
    // A folder counts once, whether an entry stands for it or not.
    let named = with([folder("go/bin/")]);
    let one_more = Limits { entries: 10, ..just };
    Place::new().fill_from(&named, |archive, into| zip(archive, into, one_more)).unwrap();
    refused(file("go/x", b"").with(|piece| piece.size = u32::MAX), &Refusal::TooLarge);
}

#[test]
fn entries_that_share_bytes_are_refused() {
    refused(file("go/x", b"!").with(|piece| piece.place = Some(0)), &Refusal::Overlap);
    refused(link("go/x", "VERSION").with(|piece| piece.place = Some(0)), &Refusal::Overlap);
    refused(file("go/x", b"!").with(|piece| piece.packed = u32::MAX), &Refusal::Overlap);
}

#[test]
fn what_is_not_as_it_was_said_to_be_is_damage() {
    let bomb = file("go/bomb", &vec![0; 50 << 20]).with(|piece| piece.size = 10);
    assert_eq!(damage(&with([bomb])), Damage::Length);
    assert_eq!(damage(&with([file("go/x", b"text").with(|piece| piece.size += 1)])), Damage::Length);
    assert_eq!(damage(&with([file("go/x", b"text").with(|piece| piece.crc ^= 1)])), Damage::Checksum);
    assert_eq!(damage(&with([link("go/x", "VERSION").with(|piece| piece.crc ^= 1)])), Damage::Checksum);
    let other = file("go/x", b"text").with(|piece| piece.local_name = b"go/y".to_vec());
    assert_eq!(damage(&with([other])), Damage::Headers);
    assert_eq!(damage(b"<html>not found</html>"), Damage::Foreign);
    assert_eq!(damage(&[&with([])[..], b"more"].concat()), Damage::Truncated);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_cut_zip_goes_unnoticed(cut in any::<prop::sample::Index>()) {
        let archive = packed();
        let cut = cut.index(archive.len());
        prop_assert!(matches!(unzipped(&archive[..cut]).err(), Some(Error::Damaged(_))));
    }

    /// Zip keeps what it says of entries without a checksum; the contents are covered by one.
    #[test]
    fn no_flipped_bit_changes_a_zipped_file(at in any::<prop::sample::Index>(), bit in 0..8) {
        let mut archive = packed();
        let at = at.index(archive.len());
        archive[at] ^= 1u8 << bit;
        if let Ok(place) = unzipped(&archive) {
            for (name, content) in [("VERSION", &b"go1.22.3"[..]), ("src/main.go", &[b'x'; 1500])] {
                let there = fs::read(place.tree().join(name));
                prop_assert!(there.is_err() || there.unwrap() == content);
            }
        }
    }
}

/// Where the directory of an archive begins.
fn directory(archive: &[u8]) -> usize {
    let end = &archive[archive.len() - 22..];
    u32::from_le_bytes(end[16..20].try_into().unwrap()) as usize
}

#[test]
fn what_has_come_is_unpacked_before_the_rest_is_there() {
    let archive = packed();
    let place = Place::new();
    let file = tempfile::NamedTempFile::new().unwrap();
    let start = directory(&archive);
    let (arrival, growing_file) = growing_file(file.path());
    thread::scope(|scope| {
        let unpacking = scope.spawn(|| zip_as_it_comes(&growing_file, &place.tree(), Limits::default()));
        arrival.ends_with(start as u64, archive[start..].to_vec());
        // Where the second entry begins.
        let half = 4 + archive[4..].windows(4).position(|bytes| bytes == b"PK\x03\x04").unwrap();
        fs::write(file.path(), &archive[..half]).unwrap();
        arrival.came(half);
        let begun = Instant::now();
        let there = || fs::read(place.tree().join("VERSION")).is_ok_and(|content| content == b"go1.22.3");
        while !there() && begun.elapsed() < Duration::from_secs(20) {
            thread::yield_now();
        }
        let in_time = there() && !unpacking.is_finished();
        fs::write(file.path(), &archive).unwrap();
        arrival.came(archive.len() - half);
        drop(arrival);
        unpacking.join().unwrap().unwrap();
        assert!(in_time, "it waits for the whole");
    });
    assert_eq!(place.files(), unzipped(&archive).unwrap().files());
}

#[test]
fn an_end_that_is_not_that_of_the_file() {
    let archive = packed();
    let start = directory(&archive);
    let mut other = archive.clone();
    // The date of the first entry.
    other[start + 12] ^= 1;
    for (said, agrees) in [(&archive, true), (&other, false)] {
        let place = Place::new();
        let file = tempfile::NamedTempFile::new().unwrap();
        let (arrival, growing_file) = growing_file(file.path());
        arrival.ends_with(start as u64, said[start..].to_vec());
        fs::write(file.path(), &archive).unwrap();
        arrival.came(archive.len());
        drop(arrival);
        let result = zip_as_it_comes(&growing_file, &place.tree(), Limits::default());
        assert_eq!(matches!(result, Err(Error::Damaged(Damage::End))), !agrees, "{result:?}");
        assert_eq!(result.is_ok(), agrees);
    }
}
