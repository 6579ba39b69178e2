//! Tar streams no honest packer makes, and honest ones in every dialect.

use super::super::{Damage, Error, Found, Limits, Refusal, check, tar_gz};
use super::Place;
use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use std::fs;
use std::io::Write;
use tar::{EntryType, Header};

/// A tar stream in the making.
#[derive(Default)]
struct Tar(Vec<u8>);

impl Tar {
    /// A small toolchain.
    fn honest() -> Self {
        let mut tar = Self::default();
        tar.file("go/VERSION", b"go1.22.3\ntime 2024-05-01T00:00:00Z\n")
            .executable("go/bin/go", b"#!/bin/sh\n");
        tar.file("go/src/cmd/go/main.go", &[b'x'; 1500]);
        tar
    }

    fn file(&mut self, name: &str, content: &[u8]) -> &mut Self {
        self.entry(EntryType::Regular, name, 0o600, b"", content)
    }

    fn executable(&mut self, name: &str, content: &[u8]) -> &mut Self {
        self.entry(EntryType::Regular, name, 0o777, b"", content)
    }

    fn special(&mut self, kind: EntryType, name: &str, target: &str) -> &mut Self {
        self.entry(kind, name, 0o777, target.as_bytes(), b"")
    }

    /// The name is put into the header as it is: the library would refuse to.
    fn entry(&mut self, kind: EntryType, name: &str, mode: u32, target: &[u8], content: &[u8]) -> &mut Self {
        let mut header = Header::new_ustar();
        header.set_size(content.len() as u64);
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.as_old_mut().linkname[..target.len()].copy_from_slice(target);
        header.set_entry_type(kind);
        header.set_mode(mode);
        header.set_mtime(1_700_000_000);
        header.set_cksum();
        self.raw(&header, content)
    }

    fn raw(&mut self, header: &Header, content: &[u8]) -> &mut Self {
        self.0.extend(header.as_bytes());
        self.0.extend(content);
        self.0.resize(self.0.len().next_multiple_of(512), 0);
        self
    }

    fn ended(&self) -> Vec<u8> {
        [&self.0[..], &[0; 1024]].concat()
    }

    fn gz(&self) -> Vec<u8> {
        gzip(&self.ended())
    }
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}

fn take(place: &Place, archive: &[u8], limits: Limits) -> Result<(), Error> {
    place.fill(|into| tar_gz(archive, into, limits))
}

fn unpacked(archive: &[u8]) -> Result<Place, Error> {
    let place = Place::new();
    take(&place, archive, Limits::default()).map(|()| place)
}

#[track_caller]
fn refused(archive: &[u8], expected: &Refusal) {
    match unpacked(archive).err() {
        Some(Error::Refused { refusal, .. }) => assert_eq!(refusal, *expected),
        other => panic!("{expected:?} expected, got {other:?}"),
    }
}

fn damage(archive: &[u8]) -> Damage {
    match unpacked(archive).err() {
        Some(Error::Damaged(damage)) => damage,
        other => panic!("not told as damaged: {other:?}"),
    }
}

#[test]
fn an_honest_archive_becomes_a_tree() {
    let place = unpacked(&Tar::honest().gz()).unwrap();
    let tree = place.tree();
    assert_eq!(fs::read(tree.join("src/cmd/go/main.go")).unwrap(), [b'x'; 1500]);
    let modified = fs::metadata(tree.join("VERSION")).unwrap().modified().unwrap();
    assert_eq!(modified.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs(), 1_700_000_000);
    check(&tree, &"1.22.3".parse().unwrap()).unwrap();
    assert_eq!(fs::read_dir(&tree).unwrap().count(), 3, "nothing but what was packed");
}

#[cfg(unix)]
#[test]
fn modes_say_only_whether_it_can_be_run() {
    use std::os::unix::fs::PermissionsExt;
    let mut tar = Tar::honest();
    tar.entry(EntryType::Regular, "go/setuid", 0o4711, b"", b"").entry(
        EntryType::Regular,
        "go/open",
        0o666,
        b"",
        b"",
    );
    let place = unpacked(&tar.gz()).unwrap();
    let mode = |name: &str| fs::metadata(place.tree().join(name)).unwrap().permissions().mode() & 0o7777;
    assert_eq!([mode("bin/go"), mode("setuid"), mode("bin")], [0o755; 3]);
    assert_eq!([mode("VERSION"), mode("open")], [0o644; 2]);
}

#[test]
fn every_dialect_of_long_names_is_read() {
    let long = format!("go/src/{}/file.go", "deep/".repeat(40).trim_end_matches('/'));
    let mut gnu = Tar::honest();
    gnu.entry(EntryType::GNULongName, "././@LongLink", 0, b"", format!("{long}\0").as_bytes())
        .file("cut", b"1");
    let mut pax = Tar::honest();
    let record = |key: &str, value: &str| {
        let rest = format!(" {key}={value}\n");
        let length =
            (1..5).find(|digits| format!("{}", digits + rest.len()).len() == *digits).unwrap() + rest.len();
        format!("{length}{rest}")
    };
    let records = [record("path", &long), record("mtime", "1600000000.5"), record("size", "1")].concat();
    pax.entry(EntryType::XGlobalHeader, "pax_global_header", 0, b"", record("comment", "0123").as_bytes());
    pax.entry(EntryType::XHeader, "PaxHeaders/x", 0, b"", records.as_bytes()).file("cut", b"1");
    let mut ustar = Tar::honest();
    let mut header = Header::new_ustar();
    header.set_path(&long).unwrap();
    header.set_size(1);
    header.set_mode(0o644);
    header.set_cksum();
    ustar.raw(&header, b"1");
    for tar in [gnu, pax, ustar] {
        let place = unpacked(&tar.gz()).unwrap();
        assert_eq!(fs::read(place.tree().join(&long[3..])).unwrap(), b"1");
    }
}

/// The tar library passes over such a header, other readers believe it.
#[test]
fn an_extension_header_of_an_old_stream_is_refused() {
    for kind in [EntryType::GNULongName, EntryType::GNULongLink, EntryType::XHeader, EntryType::XGlobalHeader]
    {
        let mut header = Header::new_old();
        header.as_old_mut().name[..13].copy_from_slice(b"././@LongLink");
        header.set_entry_type(kind);
        header.set_size(8);
        header.set_cksum();
        let mut tar = Tar::honest();
        tar.raw(&header, b"go/other").file("go/name", b"x");
        assert!(matches!(damage(&tar.gz()), Damage::Malformed(_)), "{kind:?}");
    }
}

#[test]
fn folders_may_be_named_or_implied() {
    let mut tar = Tar::honest();
    tar.special(EntryType::Directory, "go/", "").special(EntryType::Directory, "go/bin/", "");
    tar.special(EntryType::Directory, "go/empty", "").special(EntryType::Regular, "go/old/", "");
    let place = unpacked(&tar.gz()).unwrap();
    assert!(place.tree().join("empty").is_dir() && place.tree().join("old").is_dir());
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for name in [
        "/etc/passwd",
        "go/../neighbour",
        "../neighbour",
        "go/a/../../neighbour",
        "go//x",
        "go/C:\\x",
        "go/nul",
    ] {
        refused(&Tar::honest().file(name, b"!").gz(), &Refusal::Name);
        refused(&Tar::honest().special(EntryType::Directory, name, "").gz(), &Refusal::Name);
        refused(&Tar::honest().special(EntryType::Symlink, name, "VERSION").gz(), &Refusal::Name);
    }
    for name in ["neighbour", "gopher/x"] {
        refused(&Tar::honest().file(name, b"!").gz(), &Refusal::Outside);
    }
    refused(&Tar::honest().file("go", b"!").gz(), &Refusal::Kind);
}

#[test]
fn what_is_no_file_is_refused() {
    for kind in [EntryType::Link, EntryType::Char, EntryType::Block, EntryType::Fifo, EntryType::GNUSparse] {
        refused(&Tar::honest().special(kind, "go/x", "go/VERSION").gz(), &Refusal::Kind);
    }
}

#[test]
fn links_must_lead_to_something_unpacked() {
    for target in
        ["../neighbour", "/etc/passwd", "..", ".", "", "missing", "loop", "bin/../../neighbour", "other/x"]
    {
        let mut tar = Tar::honest();
        tar.special(EntryType::Symlink, "go/loop", target).special(EntryType::Symlink, "go/other", "src");
        refused(&tar.gz(), &Refusal::LinkLeaves);
    }
}

#[test]
fn nothing_is_written_through_a_link() {
    for target in ["..", "src"] {
        let mut tar = Tar::honest();
        tar.special(EntryType::Symlink, "go/way", target).file("go/way/neighbour", b"!");
        assert!(matches!(unpacked(&tar.gz()).err(), Some(Error::Refused { .. })));
    }
}

#[cfg(unix)]
#[test]
fn a_link_within_the_tree_is_made() {
    let mut tar = Tar::honest();
    tar.special(EntryType::Symlink, "go/pkg/tool/go", "../../bin/go");
    let place = unpacked(&tar.gz()).unwrap();
    let link = place.tree().join("pkg/tool/go");
    assert_eq!(fs::read_link(&link).unwrap(), std::path::Path::new("../../bin/go"));
    assert_eq!(fs::canonicalize(link).unwrap(), fs::canonicalize(place.tree().join("bin/go")).unwrap());
}

#[test]
fn names_that_come_twice_are_refused() {
    refused(&Tar::honest().file("go/VERSION", b"go1.99").gz(), &Refusal::Twice);
    refused(&Tar::honest().file("go/bin", b"").gz(), &Refusal::Twice);
    refused(&Tar::honest().file("go/VERSION/x", b"").gz(), &Refusal::Twice);
    refused(&Tar::honest().special(EntryType::Symlink, "go/VERSION", "bin/go").gz(), &Refusal::Twice);
}

/// Also on a filesystem that tells case apart: what an archive is does not depend on where it is unpacked.
#[test]
fn names_that_differ_by_case_alone_are_refused_on_every_system() {
    refused(&Tar::honest().file("go/version", b"other").gz(), &Refusal::Twice);
    refused(&Tar::honest().file("go/SRC/x", b"").gz(), &Refusal::Twice);
    refused(&Tar::honest().special(EntryType::Directory, "go/Bin/", "").gz(), &Refusal::Twice);
    refused(&Tar::honest().special(EntryType::Symlink, "go/BIN/go", "../VERSION").gz(), &Refusal::Twice);
    refused(&Tar::honest().file("go/src/É", b"").file("go/src/é", b"").gz(), &Refusal::Twice);
    let twice = Tar::honest()
        .special(EntryType::Directory, "go/bin/", "")
        .special(EntryType::Directory, "go/bin/", "")
        .gz();
    assert!(unpacked(&twice).is_ok(), "a folder may be named again");
}

#[test]
fn more_than_a_toolchain_has_is_refused() {
    let place = Place::new();
    let few = Limits { entries: 2, ..Limits::default() };
    assert!(matches!(
        take(&place, &Tar::honest().gz(), few),
        Err(Error::Refused { refusal: Refusal::TooMany, .. })
    ));
    for small in [Limits { file: 1499, ..Limits::default() }, Limits { total: 1500, ..Limits::default() }] {
        let result = take(&Place::new(), &Tar::honest().gz(), small);
        assert!(matches!(result, Err(Error::Refused { refusal: Refusal::TooLarge, .. })));
    }
    // Refused by what it claims, before a byte of it is written.
    let mut header = Header::new_gnu();
    header.set_path("go/huge").unwrap();
    header.set_size(u64::MAX / 2);
    header.set_cksum();
    refused(&gzip(&Tar::honest().raw(&header, b"").ended()), &Refusal::TooLarge);
}

#[test]
fn an_extension_header_cannot_fill_the_memory() {
    let mut header = Header::new_gnu();
    header.set_entry_type(EntryType::XHeader);
    header.set_size(1 << 40);
    header.set_cksum();
    assert!(matches!(damage(&gzip(&Tar::default().raw(&header, b"").ended())), Damage::Malformed(_)));
}

#[test]
fn a_stream_must_end_as_tar_says() {
    let tar = Tar::honest();
    assert_eq!(damage(&gzip(&tar.0)), Damage::Truncated);
    assert_eq!(damage(&gzip(&[&tar.0[..], &[0; 512]].concat())), Damage::Truncated);
    assert_eq!(damage(&gzip(&[&tar.ended()[..], b"more"].concat())), Damage::Trailing);
    assert_eq!(damage(&[&tar.gz()[..], b"more"].concat()), Damage::Trailing);
    assert_eq!(damage(&[&tar.gz()[..], &tar.gz()].concat()), Damage::Trailing);
    assert_eq!(damage(b"<html>not found</html>"), Damage::Foreign);
    assert_eq!(damage(b""), Damage::Truncated);
    unpacked(&gzip(&[&tar.ended()[..], &[0; 9 * 512]].concat())).unwrap();
}

#[test]
fn a_tree_must_be_the_version_ordered() {
    let found = |tar: &Tar| {
        let place = unpacked(&tar.gz()).unwrap();
        match check(&place.tree(), &"1.22.3".parse().unwrap()) {
            Err(Error::NotRelease { found, .. }) => Some(found),
            Err(error) => panic!("{error}"),
            Ok(()) => None,
        }
    };
    let with = |version: &[u8], go: &str| {
        let mut tar = Tar::default();
        tar.file("go/VERSION", version).file(go, b"");
        found(&tar)
    };
    assert_eq!(with(b"go1.22.3", "go/bin/go"), None);
    assert_eq!(with(b"go1.22.3\r\nmore", "go/bin/go.exe"), None);
    for other in ["go1.22.3-custom X:rangefunc", "go1.22.3-evil", "go1.22.3 ", "1.22.3", "go1.22.3+x"] {
        let said = other.trim_end().to_owned();
        let expected = (said != "go1.22.3").then_some(Found::Other(said));
        assert_eq!(with(other.as_bytes(), "go/bin/go"), expected, "{other}");
    }
    assert_eq!(with(b"go1.22.30\n", "go/bin/go"), Some(Found::Other("go1.22.30".to_owned())));
    assert_eq!(with(b"", "go/bin/go"), Some(Found::Other(String::new())));
    assert_eq!(with(b"go1.22.3", "go/go"), Some(Found::NoGo));
    assert_eq!(found(Tar::default().file("go/bin/go", b"")), Some(Found::NoVersion));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Wherever an archive is cut, it is told as damaged.
    #[test]
    fn no_cut_goes_unnoticed(cut in any::<prop::sample::Index>()) {
        let archive = Tar::honest().gz();
        prop_assert_eq!(damage(&archive[..cut.index(archive.len())]), Damage::Truncated);
    }

    /// A flipped bit is told, or it changed nothing (a date or a name in the gzip header).
    #[test]
    fn no_flipped_bit_changes_a_tree(at in any::<prop::sample::Index>(), bit in 0..8) {
        let mut archive = Tar::honest().gz();
        let at = at.index(archive.len());
        archive[at] ^= 1u8 << bit;
        if let Ok(place) = unpacked(&archive) {
            check(&place.tree(), &"1.22.3".parse().unwrap()).unwrap();
            prop_assert_eq!(fs::read(place.tree().join("src/cmd/go/main.go")).unwrap(), vec![b'x'; 1500]);
        }
    }

    /// The same below gzip, whose checksum would hide what the tar reader does.
    #[test]
    fn no_tar_stream_leads_out_of_the_folder(flips in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut tar = Tar::honest();
        tar.special(EntryType::Symlink, "go/link", "VERSION");
        let mut plain = tar.ended();
        for (at, byte) in flips {
            let at = at.index(plain.len());
            plain[at] = byte;
        }
        // Whatever comes of it, `Place` looks at the neighbour.
        drop(unpacked(&gzip(&plain)));
    }
}

/// The tar library quotes the entry's name in its own words, which went to the terminal as they were.
#[test]
fn nothing_of_an_archive_reaches_a_terminal_raw() {
    let mut header = Header::new_ustar();
    header.as_old_mut().name[..7].copy_from_slice(b"go/\x1b[2J");
    header.as_old_mut().size = [b'o'; 12];
    header.set_cksum();
    let told =
        unpacked(&gzip(&Tar::default().raw(&header, b"").ended())).err().map(|error| error.to_string());
    assert!(told.as_ref().is_some_and(|told| !told.contains(char::is_control)), "{told:?}");
}

/// Each entry was counted, but not the folders that its name made on the way.
#[test]
fn folders_that_only_names_speak_of_count() {
    let limits = Limits { entries: 40, ..Limits::default() };
    let deep = |depth: usize| Tar::default().file(&format!("go{}/x", "/a".repeat(depth)), b"").gz();
    assert!(take(&Place::new(), &deep(39), limits).is_ok());
    let refused = take(&Place::new(), &deep(40), limits);
    assert!(matches!(refused, Err(Error::Refused { refusal: Refusal::TooMany, .. })), "{refused:?}");
}

/// What `go/` claimed to hold was read as the entries after it; another reader skips it.
#[test]
fn the_top_folder_hides_no_entries() {
    let mut hidden = Tar::default();
    hidden.file("go/hidden", b"");
    let mut tar = Tar::default();
    tar.entry(EntryType::Directory, "go/", 0o755, b"", &hidden.0);
    refused(&tar.gz(), &Refusal::Kind);
}
