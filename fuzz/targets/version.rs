//! Versions and specs: what is read is shown and read again as the same, and the order is one. A line each.
#![no_main]

use gv::release::ArchiveName;
use gv::version::{Spec, Version};
use gv_fuzz::told;
use libfuzzer_sys::fuzz_target;
use std::cmp::Ordering;
use std::hash::{BuildHasher, RandomState};

fuzz_target!(|text: &str| {
    let mut versions = Vec::new();
    for line in text.split('\n').take(6) {
        match line.parse::<Version>() {
            Ok(version) => {
                assert_eq!(version.to_string(), line);
                let name = format!("{}-suffix", version.toolchain_name());
                assert_eq!(Version::from_toolchain_name(&name).as_ref(), Ok(&version));
                assert!(line.parse::<Spec>().is_ok(), "a version is a spec: {line}");
                versions.push(version);
            }
            Err(error) => told::printable(&error),
        }
        match line.parse::<Spec>() {
            Ok(spec) => assert_eq!(spec.to_string().parse::<Spec>(), Ok(spec)),
            Err(error) => told::printable(&error),
        }
        if let Some(name) = ArchiveName::parse(line) {
            assert_eq!(name.text, line);
            assert!(!line.contains(['/', '\\']) && !line.contains(char::is_whitespace));
        }
    }
    ordered(&versions);
});

fn ordered(versions: &[Version]) {
    let hashes = RandomState::new();
    for a in versions {
        for b in versions {
            let order = a.cmp(b);
            assert_eq!(order, b.cmp(a).reverse());
            assert_eq!(order == Ordering::Equal, a == b);
            assert!(a != b || hashes.hash_one(a) == hashes.hash_one(b));
            for c in versions {
                assert!(!(a <= b && b <= c) || a <= c, "{a} {b} {c}");
            }
        }
    }
}
