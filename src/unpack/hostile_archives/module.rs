//! Module zips no honest packer makes, each of them refused, and honest ones, taken.

use super::super::{Damage, Error, MODULE_LIMIT, Refusal, module};
use super::Place;
use super::packer::{PREFIX, Piece, VERSION, end, zip};
use crate::golang::toolchain::{self, ModuleVersion};
use crate::verify::{Digest, H1, Sha256};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;

/// A small toolchain.
fn honest() -> Vec<Piece> {
    let script = b"#!/bin/sh\n".repeat(100);
    vec![
        Piece::stored("VERSION", b"go1.22.3\n"),
        Piece::deflated("bin/go", &script),
        Piece::deflated("src/_go.mod", b"module std\n"),
        Piece::stored("src/cmd/_go.mod", b"module cmd\n"),
        Piece::stored("src/make.bash", b"").with(|piece| piece.extra = vec![7; 300]),
        Piece::deflated("src/empty.go", b""),
        // Larger than any block.
        Piece::deflated("pkg/tool/linux_amd64/compile", &noise(600_000)),
        Piece::stored("pkg/tool/linux_amd64/link", &noise(300_001)),
    ]
}

fn with(piece: Piece) -> Vec<u8> {
    let mut pieces = honest();
    pieces.push(piece);
    zip(&pieces)
}

/// Bytes that compress a little.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let mut step = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8 & 0x3f
    };
    (0..length).map(|_| step()).collect()
}

/// What became of a zip.
struct Unzipped {
    place: Place,
    result: Result<H1, Error>,
}

impl Unzipped {
    fn of(archive: &[u8]) -> Self {
        let place = Place::new();
        let name = ModuleVersion::parse(VERSION).unwrap();
        let result = place.fill_from(archive, |archive, into| module(archive, into, &name));
        Self { place, result }
    }
}

fn sum(bytes: &[u8]) -> Sha256 {
    let mut digest = Digest::new();
    digest.update(bytes);
    digest.finish()
}

/// Refused by what the directory says, so that not even a folder is made.
#[track_caller]
fn refused(archive: &[u8], expected: &Refusal) {
    let unzipped = Unzipped::of(archive);
    match &unzipped.result {
        Err(Error::Refused { refusal, .. }) => assert_eq!(refusal, expected),
        other => panic!("{expected:?} expected, got {other:?}"),
    }
    assert!(unzipped.place.is_empty(), "nothing is made");
}

fn damage(archive: &[u8]) -> Damage {
    match Unzipped::of(archive).result {
        Err(Error::Damaged(damage)) => damage,
        other => panic!("not told as damaged: {other:?}"),
    }
}

#[test]
fn an_honest_zip_becomes_a_tree_and_its_hash() {
    let unzipped = Unzipped::of(&zip(&honest()));
    let expected = [
        ("VERSION", b"go1.22.3\n".to_vec()),
        ("bin/go", b"#!/bin/sh\n".repeat(100)),
        ("pkg/tool/linux_amd64/compile", noise(600_000)),
        ("pkg/tool/linux_amd64/link", noise(300_001)),
        ("src/cmd/go.mod", b"module cmd\n".to_vec()),
        ("src/empty.go", Vec::new()),
        ("src/go.mod", b"module std\n".to_vec()),
        ("src/make.bash", Vec::new()),
    ];
    let hashes =
        expected.iter().map(|(path, bytes)| (format!("{PREFIX}{}", toolchain::renamed(path)), sum(bytes)));
    assert_eq!(unzipped.result.as_ref().unwrap(), &H1::of(hashes).unwrap());
    assert_eq!(unzipped.place.files(), expected.map(|(path, bytes)| (path.to_owned(), bytes)).into());
}

#[cfg(unix)]
#[test]
fn the_path_says_the_mode() {
    use std::os::unix::fs::PermissionsExt;
    let mut pieces = honest();
    pieces.push(Piece::stored("x", b"").with(|piece| piece.mode = 0o104_777));
    let unzipped = Unzipped::of(&zip(&pieces));
    let mode =
        |name: &str| fs::metadata(unzipped.place.tree().join(name)).unwrap().permissions().mode() & 0o7777;
    assert_eq!([mode("bin/go"), mode("src/make.bash"), mode("pkg/tool"), mode("src")], [0o755; 4]);
    assert_eq!([mode("VERSION"), mode("src/go.mod"), mode("x")], [0o644; 3]);
}

#[test]
fn entries_for_folders_count_in_the_hash_as_they_do_for_go() {
    let folder = |name: &str| Piece::stored(name, b"").with(|piece| piece.mode = 0o040_755);
    let unzipped = Unzipped::of(&zip(&[folder(""), folder("a/b/"), Piece::stored("a/x", b"1")]));
    let names = [("", &b""[..]), ("a/b/", b""), ("a/x", b"1")];
    let hashes = names.map(|(name, bytes)| (format!("{PREFIX}{name}"), sum(bytes)));
    assert_eq!(unzipped.result.as_ref().unwrap(), &H1::of(hashes).unwrap());
    assert!(unzipped.place.tree().join("a/b").is_dir());
    refused(&zip(&[folder("a/"), folder("a/")]), &Refusal::Twice);
    refused(&zip(&[Piece::stored("a/", b"content")]), &Refusal::Kind);
    refused(&zip(&[Piece::deflated("a/", b"")]), &Refusal::Kind);
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for name in
        ["../neighbour", "a/../../neighbour", "/etc/passwd", "a\\b", "a\0b", "C:/x", "nul", "a//b", "x."]
    {
        refused(&with(Piece::stored(name, b"!")), &Refusal::Name);
        refused(&with(Piece::stored(&format!("{name}/"), b"")), &Refusal::Name);
    }
    refused(&with(Piece::stored("", b"!").named(&[PREFIX.as_bytes(), b"\xff"].concat())), &Refusal::Name);
    refused(&with(Piece::stored(&"x/".repeat(600), b"")), &Refusal::Name);
    let other = PREFIX.replace("1.22.3", "1.22.4");
    for name in ["neighbour", "go/x", &other, "golang.org/toolchain/x", &PREFIX.to_uppercase()] {
        refused(&with(Piece::stored("", b"!").named(name.as_bytes())), &Refusal::Elsewhere);
    }
    refused(&with(Piece::stored("", b"!").named(PREFIX.trim_end_matches('/').as_bytes())), &Refusal::Kind);
}

#[test]
fn a_go_mod_under_its_own_name_is_refused() {
    for name in ["Go.mod", "src/go.mod", "src/x/Go.Mod"] {
        refused(&with(Piece::stored(name, b"module x\n")), &Refusal::GoMod);
    }
}

#[test]
fn names_that_come_twice_are_refused() {
    for name in ["VERSION", "version", "BIN/x", "bin/GO", "VERSION/x", "bin", "Bin"] {
        refused(&with(Piece::stored(name, b"!")), &Refusal::Twice);
    }
    refused(&zip(&[Piece::stored("Äa", b""), Piece::stored("äA", b"")]), &Refusal::Twice);
    refused(&zip(&[Piece::stored("a/b/c", b""), Piece::stored("a/b", b"")]), &Refusal::Twice);
}

#[test]
fn what_is_no_file_is_refused() {
    for mode in [0o120_777, 0o060_644, 0o010_644, 0o040_755] {
        refused(&with(Piece::stored("x", b"VERSION").with(|piece| piece.mode = mode)), &Refusal::Kind);
    }
    refused(&with(Piece::stored("x/", b"").with(|piece| piece.mode = 0o100_644)), &Refusal::Kind);
}

#[test]
fn what_is_packed_otherwise_is_refused() {
    for method in [1, 9, 12, 14, 93, 99] {
        refused(&with(Piece::stored("x", b"!").with(|piece| piece.method = method)), &Refusal::Packing);
    }
    for flag in [1, 1 << 6, 1 << 13] {
        refused(&with(Piece::stored("x", b"!").with(|piece| piece.flags |= flag)), &Refusal::Packing);
    }
}

#[test]
fn more_than_a_module_may_hold_is_refused_by_what_it_claims() {
    let huge = |name: &str, size: u64| {
        Piece::deflated(name, b"").with(|piece| piece.size = u32::try_from(size).unwrap())
    };
    refused(&with(huge("x", MODULE_LIMIT + 1)), &Refusal::TooLarge);
    refused(&zip(&[huge("x", MODULE_LIMIT), huge("y", 1)]), &Refusal::TooLarge);
    refused(&with(huge("x", u32::MAX.into())), &Refusal::TooLarge);
    let many: Vec<_> = (0..40_001).map(|index| Piece::stored(&format!("{index}"), b"")).collect();
    refused(&zip(&many), &Refusal::TooMany);
    let deep: Vec<_> =
        (0..300).map(|index| Piece::stored(&format!("{index}/{}x", "a/".repeat(200)), b"")).collect();
    refused(&zip(&deep), &Refusal::TooMany);
}

#[test]
fn a_file_too_large_is_not_even_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.zip");
    fs::File::create(&path).unwrap().set_len(MODULE_LIMIT + 1).unwrap();
    let result = module(&path, folder.path(), &ModuleVersion::parse(VERSION).unwrap());
    assert!(matches!(result, Err(Error::Damaged(Damage::Oversized))));
}

/// The same bytes for many files: a small zip that would fill a disk.
#[test]
fn entries_that_share_bytes_are_refused() {
    let bomb = Piece::deflated("bomb", &vec![0; 1 << 20]);
    let again = |name: &str, place| {
        Piece::stored(name, b"").with(|piece| {
            (piece.method, piece.size, piece.packed, piece.crc) = (8, bomb.size, bomb.packed, bomb.crc);
            piece.place = Some(place);
        })
    };
    refused(&zip(&[bomb.clone(), again("twin", 0)]), &Refusal::Overlap);
    refused(&zip(&[bomb.clone(), again("twin", 1)]), &Refusal::Overlap);
    // Up to the directory and beyond.
    refused(
        &with(Piece::stored("x", b"!").with(|piece| (piece.size, piece.packed) = (400, 400))),
        &Refusal::Overlap,
    );
    refused(&with(Piece::stored("x", b"!").with(|piece| piece.place = Some(u32::MAX))), &Refusal::Overlap);
    refused(&with(Piece::deflated("x", b"!").with(|piece| piece.packed = u32::MAX)), &Refusal::Overlap);
    // An extra field that reaches into the next entry is seen when the file is read.
    let reaching = Piece::deflated("a", b"text").with(|piece| piece.extra = vec![0; 500]);
    let mut archive = zip(&[reaching, Piece::stored("b", b"text")]);
    archive[28..30].copy_from_slice(&0xffff_u16.to_le_bytes());
    assert_eq!(damage(&archive), Damage::Headers);
}

#[test]
fn sizes_that_lie_are_damage() {
    let text = b"some text, some text, some text";
    for by in [-31_i32, -1, 1, 1000] {
        let lying = Piece::deflated("x", text).with(|piece| piece.size = piece.size.wrapping_add_signed(by));
        assert_eq!(damage(&with(lying)), Damage::Length, "{by}");
    }
    let lying = Piece::stored("x", text).with(|piece| piece.size += 1);
    assert_eq!(damage(&with(lying)), Damage::Length);
    // Bytes behind the end of the stream, and a stream without its end.
    let longer = Piece::deflated("x", text).with(|piece| {
        piece.bytes.push(0);
        piece.packed += 1;
    });
    assert_eq!(damage(&with(longer)), Damage::Length);
    let shorter = Piece::deflated("x", text).with(|piece| piece.packed -= 1);
    assert_eq!(damage(&with(shorter)), Damage::Length);
    for size in [256 << 10, (256 << 10) + 1, 512 << 10] {
        let content = noise(size);
        let unzipped = Unzipped::of(&zip(&[Piece::deflated("x", &content), Piece::stored("y", &content)]));
        unzipped.result.as_ref().unwrap();
        assert!(unzipped.place.files().into_values().all(|bytes| bytes == content));
        let lying = Piece::deflated("x", &content).with(|piece| piece.size -= 1);
        assert_eq!(damage(&with(lying)), Damage::Length, "{size}");
    }
}

/// However much it would be, no more than was said comes of it.
#[test]
fn a_bomb_that_lies_is_stopped() {
    let bomb = Piece::deflated("bomb", &vec![0; 50 << 20]).with(|piece| piece.size = 10);
    let unzipped = Unzipped::of(&with(bomb));
    assert!(matches!(unzipped.result, Err(Error::Damaged(Damage::Length))));
    assert!(!fs::metadata(unzipped.place.tree().join("bomb")).is_ok_and(|meta| meta.len() > 0));
}

#[test]
fn headers_that_disagree_are_damage() {
    let piece = || Piece::deflated("x", b"text");
    for lying in [
        piece().with(|piece| piece.local_name = [PREFIX, "y"].concat().into()),
        piece().with(|piece| piece.local_name.push(b'y')),
        piece().with(|piece| piece.local_method = 0),
        piece().with(|piece| piece.local_flags |= 1),
        piece().with(|piece| piece.place = Some(1)),
        piece().with(|piece| piece.local_numbers = [piece.crc ^ 1, piece.packed, piece.size]),
        piece().with(|piece| piece.local_numbers = [0, piece.packed + 1, 0]),
        piece().with(|piece| piece.local_numbers = [0, 0, piece.size + 1]),
        // Nothing follows the content, and so these have to stand before it.
        piece().with(|piece| piece.local_flags = 0),
    ] {
        assert_eq!(damage(&zip(&[lying])), Damage::Headers);
    }
    let sizes_before = piece().with(|piece| {
        (piece.local_flags, piece.local_numbers) = (0, [piece.crc, piece.packed, piece.size]);
    });
    assert!(Unzipped::of(&with(sizes_before)).result.is_ok());
}

#[test]
fn content_that_changed_is_damage() {
    assert_eq!(
        damage(&with(Piece::stored("x", b"!").with(|piece| piece.bytes = b"?".into()))),
        Damage::Checksum
    );
    let broken = Piece::deflated("x", b"text").with(|piece| piece.bytes[0] |= 6);
    assert!(matches!(damage(&with(broken)), Damage::Malformed(_)));
}

#[test]
fn a_zip_ends_where_it_says() {
    let good = zip(&honest());
    assert_eq!(damage(b""), Damage::Truncated);
    assert_eq!(damage(b"<html>not found</html>"), Damage::Foreign);
    assert_eq!(damage(&good[..good.len() / 2]), Damage::Truncated);
    assert_eq!(damage(&[&good[..], b"more"].concat()), Damage::Truncated);
    // Something before, so that the places are all wrong; and a directory that is not where it is said to be.
    assert!(matches!(damage(&[b"PK before", &good[..]].concat()), Damage::Malformed(_)));
    let entry = Piece::stored("x", b"");
    let (local, central) = (entry.local(), entry.central(0));
    let [start, length] = [local.len(), central.len()].map(|n| u32::try_from(n).unwrap());
    let ended = |end: Vec<u8>| [&local[..], &central, &end].concat();
    Unzipped::of(&ended(end(1, length, start, b"a comment"))).result.unwrap();
    for wrong in [
        end(1, length, start + 1, b""),
        end(1, length - 1, start + 1, b""),
        end(2, length, start, b""),
        end(0, length, start, b""),
        end(1, u32::MAX, u32::MAX, b""),
    ] {
        assert!(matches!(damage(&ended(wrong)), Damage::Malformed(_)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Whatever is packed is what is unpacked, and has the hash of it.
    #[test]
    fn what_was_packed_comes_out(
        files in proptest::collection::btree_map(
            "([a-c]{1,2}/){0,2}[d-f]{1,3}(\\.go)?",
            (any::<bool>(), proptest::collection::vec(any::<u8>(), 0..2000)),
            0..20,
        )
    ) {
        let pieces: Vec<_> = files
            .iter()
            .map(|(name, (deflated, content))| match deflated {
                true => Piece::deflated(name, content),
                false => Piece::stored(name, content),
            })
            .collect();
        let unzipped = Unzipped::of(&zip(&pieces));
        let hashes = files.iter().map(|(name, (_, content))| (format!("{PREFIX}{name}"), sum(content)));
        prop_assert_eq!(unzipped.result.as_ref().ok().copied(), H1::of(hashes));
        let files: BTreeMap<_, _> = files.into_iter().map(|(name, (_, content))| (name, content)).collect();
        prop_assert_eq!(unzipped.place.files(), files);
    }

    /// A flipped bit is told, or it changed nothing that counts (a date, a mode, a descriptor).
    #[test]
    fn no_flipped_bit_changes_a_tree(at in any::<prop::sample::Index>(), bit in 0..8) {
        let pieces = [Piece::deflated("bin/go", b"text text text"), Piece::stored("src/_go.mod", b"module std")];
        let mut archive = zip(&pieces);
        let good = Unzipped::of(&archive);
        let at = at.index(archive.len());
        archive[at] ^= 1_u8 << bit;
        let unzipped = Unzipped::of(&archive);
        if let Ok(h1) = &unzipped.result {
            prop_assert_eq!(Some(h1), good.result.as_ref().ok());
            prop_assert_eq!(unzipped.place.files(), good.place.files());
        }
    }
}

/// The mirrors of some companies pack toolchains themselves, as any module, with the go.mod it is served under.
#[test]
fn the_module_s_own_go_mod_may_be_there_and_no_other_beside_it() {
    let unzipped = Unzipped::of(&with(Piece::stored("go.mod", b"module golang.org/toolchain\n")));
    assert!(unzipped.result.is_ok() && unzipped.place.tree().join("go.mod").is_file());
    let mut both = honest();
    both.extend([Piece::stored("go.mod", b"module a\n"), Piece::stored("_go.mod", b"module b\n")]);
    refused(&zip(&both), &Refusal::Twice);
}
