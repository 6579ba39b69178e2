//! `.go-version` and `.tool-versions`: what is read has a place in the file, and after a pin is written the folder is
//! pinned to just that, with every other byte kept.
#![no_main]

use gv::env::Env;
use gv::project::{Error, Pin, Survey, write_pin};
use gv::version::Spec;
use gv_fuzz::told;
use gv_fuzz::yard::Yard;
use libfuzzer_sys::fuzz_target;
use std::fs;
use std::sync::LazyLock;

static YARD: LazyLock<Yard> = LazyLock::new(|| Yard::new("pin"));

fuzz_target!(|content: &[u8]| {
    for name in [".go-version", ".tool-versions"] {
        let folder = YARD.empty_tree();
        let file = folder.join(name);
        fs::write(&file, content).unwrap();
        match Pin::read(&file) {
            Ok(Some(pin)) => {
                assert_eq!(pin.text.parse::<Spec>().as_ref(), Ok(&pin.spec));
                assert!(pin.line >= 1 && pin.line <= content.len());
            }
            Ok(None) => assert_eq!(name, ".tool-versions"),
            Err(error) => {
                told::printable(&error);
                assert!(matches!(error, Error::NotVersion { .. } | Error::EmptyPin { .. }), "{error:?}");
            }
        }
        let spec: Spec = "1.22.3".parse().unwrap();
        let written = write_pin(&folder, &spec).unwrap();
        YARD.assert_untouched();
        let pin = Survey::of(&folder, &Env::default()).pin().unwrap().unwrap();
        assert_eq!((&pin.spec, &pin.file, pin.line), (&spec, &written.file, written.line));
        let after = fs::read(&file).unwrap();
        if written.file != file {
            assert_eq!(after, content, "the other file stays");
        } else if name == ".tool-versions" {
            let gap = if written.before.is_some() { "" } else { " " };
            assert!(one_word_changed(content, &after, format!("{gap}1.22.3").as_bytes()), "{after:?}");
        }
    }
});

/// Whether `after` is `before` with `added` in the place of a word, perhaps an empty one.
fn one_word_changed(before: &[u8], after: &[u8], added: &[u8]) -> bool {
    let places = after.windows(added.len()).enumerate().filter(|(_, window)| *window == added);
    places.into_iter().any(|(at, _)| {
        let (head, tail) = (&after[..at], &after[at + added.len()..]);
        let word = before.strip_prefix(head).and_then(|rest| rest.strip_suffix(tail));
        word.is_some_and(|word| !word.iter().any(u8::is_ascii_whitespace))
    })
}
