//! Text of others, as it is shown and as a word of a command: nothing of it takes effect or is hidden, and the word can
//! be read back.
#![no_main]

use gv::hidden::{is_hidden, shown};
use gv::shell::Shell;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let line = shown(&text);
    assert!(!line.contains(|letter: char| letter != '\t' && is_hidden(letter)), "{line:?}");
    assert_eq!(shown(&line), line);
    if !text.contains(|letter: char| letter != '\t' && is_hidden(letter)) {
        assert_eq!(line, text);
    }
    for shell in [Shell::Bash, Shell::Fish, Shell::PowerShell, Shell::Nushell, Shell::Elvish] {
        let word = shell.word(&*text);
        assert!(!word.contains(is_hidden), "{shell}: {word:?}");
    }
    assert_eq!(read(&Shell::Posix.word(&*text)), text.as_bytes());
});

/// What a shell makes of a word: bare, in `'…'`, or in `$'…'` with octal bytes.
fn read(word: &str) -> Vec<u8> {
    if let Some(inner) = word.strip_prefix("$'") {
        return read_escaped(inner.strip_suffix('\'').expect("it is closed"));
    }
    match word.strip_prefix('\'') {
        Some(inner) => {
            let inner = inner.strip_suffix('\'').expect("it is closed").replace(r"'\''", "\0");
            assert!(!inner.contains('\''), "{word:?}");
            inner.replace('\0', "'").into_bytes()
        }
        None => {
            assert!(!word.contains(['\'', '"', '\\', '$', '`', ' ', ';', '&', '|']), "{word:?}");
            word.as_bytes().to_vec()
        }
    }
}

fn read_escaped(inner: &str) -> Vec<u8> {
    let (mut bytes, mut rest) = (Vec::new(), inner.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        assert_ne!(*first, b'\'', "{inner:?}");
        if *first != b'\\' {
            bytes.push(*first);
        } else if let Some(digits) = rest.get(..3).filter(|digits| digits.iter().all(u8::is_ascii_digit)) {
            let digits = std::str::from_utf8(digits).expect("digits are text");
            bytes.push(u8::from_str_radix(digits, 8).expect("a byte"));
            rest = &rest[3..];
        } else {
            bytes.push(rest[0]);
            rest = &rest[1..];
        }
    }
    bytes
}
