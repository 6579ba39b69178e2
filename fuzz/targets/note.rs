//! Signed notes. What nobody signed is not opened; what is signed is opened as it was written, whatever other
//! signatures stand below it, and no changed bit of it changes what is read. The first five bytes of the input say
//! which bits; the rest is a note, or a text and the lines below its signature.
#![no_main]

use gv::verify::sumdb::tree::Tree;
use gv::verify::sumdb::{Key, note};
use gv_fuzz::log::Signer;
use gv_fuzz::told;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static SIGNER: LazyLock<Signer> = LazyLock::new(Signer::new);

/// The key and the text of the note in the seeds, from the documentation of golang.org/x/mod/sumdb/note.
const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const SIGNED_BY_PETER: &str = "If you think cryptography is the answer to your problem,\n\
                               then you don't know what your problem is.\n";

fuzz_target!(|data: &[u8]| {
    let Some((change, rest)) = data.split_first_chunk::<5>() else { return };
    match note::open(rest, &PETER.parse().unwrap()) {
        Ok(text) => assert_eq!(text, SIGNED_BY_PETER),
        Err(error) => told::printable(&error),
    }
    assert!(note::open(rest, &SIGNER.key).is_err(), "nobody has signed that");
    if let Ok(text) = std::str::from_utf8(rest) {
        if let Ok(key) = text.parse::<Key>() {
            assert_eq!(key.to_string().parse::<Key>(), Ok(key));
        }
        let (text, others) = text.split_once('\0').unwrap_or((text, ""));
        signed(&format!("{text}\n"), others, *change);
    }
});

fn signed(text: &str, others: &str, [a, b, bit, c, d]: [u8; 5]) {
    let mut note = format!("{text}\n{}{others}", SIGNER.line(text)).into_bytes();
    let opened = note::open(&note, &SIGNER.key);
    if others.is_empty() && !text.contains(|c: char| c < ' ' && c != '\n' || c == char::REPLACEMENT_CHARACTER)
    {
        assert_eq!(opened, Ok(text));
    }
    let Ok(opened) = opened else { return };
    assert_eq!(opened, text);
    if let Some(tree) = Tree::parse(text) {
        assert!(text.starts_with(&format!("go.sum database tree\n{}\n", tree.size)), "{text:?}");
    }
    for (at, bit) in [([a, b], bit), ([c, d], bit >> 3)] {
        let at = usize::from(u16::from_be_bytes(at)) % note.len();
        note[at] ^= 1 << (bit % 8);
        if let Ok(opened) = note::open(&note, &SIGNER.key) {
            assert_eq!(opened, text);
        }
    }
}
