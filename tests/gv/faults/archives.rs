//! Archives that are exactly what their origin vouches for, and still not what gv unpacks.

use super::stage::{VERSION, is_clean, kept_file};
use crate::support::Sandbox;
use crate::support::archive::{Entry, Toolchain, tar_gz, toolchain};
use crate::support::origin::Origin;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use tar::EntryType;
use zip::write::SimpleFileOptions;

/// Publishes these bytes for a platform with a true hash, and expects a refusal that leaves nothing, inside the home
/// and out of it.
#[track_caller]
fn is_refused(name: &str, platform: &str, bytes: Vec<u8>, words: &str) {
    let mut sandbox = Sandbox::new();
    let origin = Origin::default().publish_bytes_for(platform, VERSION, bytes);
    let address = origin.write_to(&sandbox.root().join("origin/dl"));
    sandbox.set("GV_ORIGIN", address).set("GV_PLATFORM", platform);
    let before = tree(sandbox.root());
    let run = sandbox.gv(["install", VERSION]);
    assert_eq!(run.code, Some(1), "{name}: {run}");
    assert!(run.stderr.contains(words), "{name}: no {words:?} in {run}");
    run.says("\n  the archive is exactly what was published");
    is_clean(&sandbox, &[]);
    let home = sandbox.gv_home();
    let outside = |paths: Vec<PathBuf>| -> Vec<_> {
        paths.into_iter().filter(|path| !path.starts_with(&home)).collect()
    };
    assert_eq!(outside(tree(sandbox.root())), before, "{name}");
    assert_eq!(kept_file(&sandbox), None, "{name}");
    // An origin that was corrected is enough.
    let corrected = Origin::default().publish_toolchain(VERSION, &toolchain(VERSION).of_platform(platform));
    sandbox.set("GV_ORIGIN", corrected.write_to(&sandbox.root().join("corrected/dl")));
    if platform == crate::support::archive::host() {
        sandbox.gv(["install", VERSION]).succeeds();
        is_clean(&sandbox, &[VERSION]);
    }
}

fn tree(folder: &Path) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        paths.push(entry.path());
        if entry.file_type().unwrap().is_dir() {
            paths.extend(tree(&entry.path()));
        }
    }
    paths.sort();
    paths
}

fn with(entries: impl IntoIterator<Item = Entry>) -> Vec<u8> {
    let honest = [
        Entry::file("go/VERSION", "go1.22.3\n"),
        Entry { mode: 0o755, ..Entry::file("go/bin/go", "#!/bin/sh\n") },
    ];
    tar_gz(&honest.into_iter().chain(entries).collect::<Vec<_>>())
}

#[track_caller]
fn tar_is_refused(name: &str, bytes: Vec<u8>, words: &str) {
    is_refused(name, "linux-amd64", bytes, words);
}

#[test]
fn tar_entries_outside() {
    for path in ["escaped", "gone/escaped"] {
        tar_is_refused(path, with([Entry::file(path, "!")]), "is not below go/");
    }
    for path in [
        "/escaped",
        "../escaped",
        "go/../escaped",
        "go/../../escaped",
        "go//escaped",
        "go/C:escaped",
        "go/a/../../../escaped",
        "go/a\\..\\..\\escaped",
        "go/nul",
        "go/a\u{7}b",
        "go/ends.",
        "go/ends ",
    ] {
        tar_is_refused(path, with([Entry::file(path, "!")]), "is not a safe file name");
    }
}

#[test]
fn tar_links() {
    for target in ["/etc/passwd", "../../escaped", "../../../../../../etc", "absent"] {
        tar_is_refused(
            target,
            with([Entry::symlink("go/link", target)]),
            "is a link whose target is not in the archive",
        );
    }
    // Through a link that would be fine by itself.
    let steps = [Entry::symlink("go/out", ".."), Entry::file("go/out/escaped", "!")];
    tar_is_refused("a step", with(steps), "the archive contains");
    let steps = [
        Entry::file("go/a/b/c", ""),
        Entry::symlink("go/up", "a/b"),
        Entry::symlink("go/far", "up/../../../x"),
    ];
    tar_is_refused("two steps", with(steps), "is a link whose target is not in the archive");
    tar_is_refused(
        "hard",
        with([Entry::hard_link("go/hard", "/etc/passwd")]),
        "the archive contains \"go/hard\", which is neither",
    );
    tar_is_refused(
        "hard and honest",
        with([Entry::hard_link("go/hard", "go/VERSION")]),
        "the archive contains \"go/hard\", which is neither",
    );
}

#[test]
fn tar_devices() {
    for kind in [EntryType::Char, EntryType::Block, EntryType::Fifo, EntryType::new(b'Z')] {
        tar_is_refused(
            &format!("{kind:?}"),
            with([Entry::of_kind("go/x", kind)]),
            "is neither a file nor a directory",
        );
    }
}

#[test]
fn tar_duplicates() {
    tar_is_refused("file", with([Entry::file("go/bin/go", "another")]), "occurs twice");
    tar_is_refused("folder and file", with([Entry::file("go/bin", "another")]), "occurs twice");
}

#[test]
fn tar_too_much() {
    // The same folder again and again is no fault; so many entries are.
    let many = (0..40_001).map(|_| Entry::of_kind("go/src/", EntryType::Directory));
    tar_is_refused("many", with(many), "is one entry more than any toolchain has");
    tar_is_refused("large", claiming(513 << 20), "is larger than any toolchain");
    tar_is_refused("absurd", claiming(7 << 30), "is larger than any toolchain");
}

/// An archive with an entry of which only the head is there.
fn claiming(size: u64) -> Vec<u8> {
    let mut header = tar::Header::new_gnu();
    header.set_path("go/large").unwrap();
    header.set_entry_type(EntryType::Regular);
    header.set_mode(0o644);
    header.set_size(size);
    header.set_cksum();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(header.as_bytes()).unwrap();
    gzip.write_all(&[0; 4096]).unwrap();
    gzip.finish().unwrap()
}

#[test]
fn tar_of_something_else() {
    let version = |text: &str| tar_gz(&[Entry::file("go/VERSION", text), Entry::file("go/bin/go", "")]);
    tar_is_refused("other version", version("go1.22.2\n"), "its VERSION file says \"go1.22.2\"");
    for more in ["go1.22.3-evil\n", "go1.22.3 evil\n", "go1.22.3\u{1b}[2J\n", "go1.22.30\n", "\ngo1.22.3\n"] {
        tar_is_refused(more, version(more), "its VERSION file says \"");
    }
    tar_is_refused("no version", tar_gz(&[Entry::file("go/bin/go", "")]), "it has no VERSION file");
    tar_is_refused("no go", tar_gz(&[Entry::file("go/VERSION", "go1.22.3\n")]), "it has no bin/go");
    tar_is_refused("empty", tar_gz(&[]), "the archive");
    let whole = with([]);
    tar_is_refused("cut", whole[..whole.len() - 20].to_vec(), "the archive is damaged");
    tar_is_refused("more", [&whole[..], b"more"].concat(), "data follows its end");
    tar_is_refused("no gzip inside", b"\x1f\x8b this is none".to_vec(), "the archive is damaged");
    let mut flipped = whole.clone();
    let place = flipped.len() - 6;
    flipped[place] ^= 1;
    tar_is_refused("checksum", flipped, "the archive is damaged: a checksum in it does not match");
}

/// A zip with what every release has, and these entries: name, content, target of a link.
fn zip(entries: &[(&str, &str, bool)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    let honest = [("go/VERSION", "go1.22.3\n", false), ("go/bin/go.exe", "MZ", false)];
    for (name, content, link) in honest.iter().chain(entries) {
        if *link {
            zip.add_symlink(*name, *content, options).unwrap();
        } else {
            zip.start_file(*name, options).unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

/// The same bytes with one name in place of another of the same length.
fn renamed(mut bytes: Vec<u8>, from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<_> = bytes
        .windows(from.len())
        .enumerate()
        .filter(|(_, it)| *it == from.as_bytes())
        .map(|(at, _)| at)
        .collect();
    assert_eq!(places.len(), 2, "the local head and the directory");
    for place in places {
        bytes[place..place + to.len()].copy_from_slice(to.as_bytes());
    }
    bytes
}

#[track_caller]
fn zip_is_refused(name: &str, bytes: Vec<u8>, words: &str) {
    is_refused(name, "windows-amd64", bytes, words);
}

#[test]
fn zip_entries() {
    for path in ["/escaped", "../escaped", "go/../../escaped", "escaped"] {
        let placeholder = "p".repeat(path.len());
        let bytes = renamed(zip(&[(&placeholder, "!", false)]), &placeholder, path);
        zip_is_refused(path, bytes, "the archive contains");
    }
    for path in ["C:\\escaped", "go\\..\\..\\escaped"] {
        let placeholder = "p".repeat(path.len());
        let bytes = renamed(zip(&[(&placeholder, "!", false)]), &placeholder, path);
        zip_is_refused(path, bytes, "the archive contains");
    }
    zip_is_refused(
        "link",
        zip(&[("go/link", "../../escaped", true)]),
        "is a link whose target is not in the archive",
    );
    zip_is_refused(
        "link",
        zip(&[("go/link", "/etc/passwd", true)]),
        "is a link whose target is not in the archive",
    );
    let twice = renamed(zip(&[("go/VERSIO_", "go1.22.2\n", false)]), "go/VERSIO_", "go/VERSION");
    zip_is_refused("twice", twice, "occurs twice");
}

#[test]
fn zip_of_something_else() {
    let whole = zip(&[]);
    zip_is_refused("cut", whole[..whole.len() - 10].to_vec(), "the archive is damaged");
    let zipped = |toolchain: Toolchain| toolchain.of_platform("windows-amd64").zip();
    zip_is_refused("other version", zipped(toolchain("1.22.2")), "its VERSION file says \"go1.22.2\"");
}

#[test]
fn zip_that_says_it_is_small() {
    let megabyte = "0".repeat(1 << 20);
    let mut bytes = zip(&[("go/larger", &megabyte, false)]);
    // The uncompressed size, one megabyte, stands in the local head and in the directory.
    let size = u32::to_le_bytes(1 << 20);
    let places: Vec<_> =
        bytes.windows(4).enumerate().filter(|(_, it)| *it == size).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for place in places {
        bytes[place..place + 4].copy_from_slice(&u32::to_le_bytes(10));
    }
    zip_is_refused("small", bytes, "the archive");
}
