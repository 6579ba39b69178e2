//! Answers to a lookup, taken apart and put together again; the hashes of a record are those of whole lines of it.
#![no_main]

use gv::verify::sumdb::record::{self, LookupResponse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let Some(answer) = LookupResponse::parse(body) else { return };
    let again = [answer.id.to_string().as_bytes(), b"\n", answer.record, b"\n", answer.note].concat();
    assert_eq!(again, body);
    let record = std::str::from_utf8(answer.record).unwrap();
    assert!(record.ends_with('\n') && !record.contains("\n\n"), "{record:?}");
    for line in record.lines().take(5) {
        let mut words = line.split(' ');
        let (module, version) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let asked = version.strip_suffix("/go.mod").unwrap_or(version);
        let Some(hashes) = record::hashes(answer.record, module, asked) else { continue };
        for (version, hash) in [(asked.to_owned(), hashes.zip), (format!("{asked}/go.mod"), hashes.go_mod)] {
            let start = format!("{module} {version} ");
            let lines: Vec<_> = record.lines().filter(|line| line.starts_with(&start)).collect();
            assert!(lines.contains(&format!("{start}{hash}").as_str()), "{lines:?}");
        }
    }
});
