//! An origin's index, a folder listing, and the form in which gv keeps both: nothing in them names another place, and
//! what is kept is read back as it was.
#![no_main]

use gv::release::{Release, index, listing, table};
use gv_fuzz::told;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    match index::parse(body) {
        Ok(releases) => {
            assert!(!releases.is_empty());
            sound(&releases);
        }
        Err(fault) => told::printable(&fault),
    }
    if let Ok(text) = std::str::from_utf8(body) {
        sound(&listing::parse(text).unwrap_or_default());
        if let Ok(releases) = table::read(text) {
            assert_eq!(table::read(&table::write(&releases)).as_ref(), Ok(&releases));
        }
    }
});

fn sound(releases: &[Release]) {
    assert!(releases.windows(2).all(|pair| pair[0].version > pair[1].version), "newest first, each once");
    for release in releases {
        for (at, archive) in release.archives.iter().enumerate() {
            let name = &archive.file_name;
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b);
            assert!(name.bytes().all(plain) && !name.contains("..") && name.starts_with("go"), "{name:?}");
            assert!(!release.archives[..at].iter().any(|other| other.file_name == *name), "{name} twice");
        }
    }
    assert_eq!(table::read(&table::write(releases)).as_deref(), Ok(releases));
}
