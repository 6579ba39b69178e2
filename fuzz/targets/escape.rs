//! Module paths and versions, a line each: what is escaped is unescaped as it was, is one name on every system, and
//! nothing else unescapes to it.
#![no_main]

use gv::golang::escape;
use gv_fuzz::told;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for line in text.split('\n').take(4) {
        both_ways(line, escape::path, escape::unescape_path);
        both_ways(line, escape::version, escape::unescape_version);
        if let Some((prefix, suffix)) = escape::split_major(line) {
            assert_eq!(format!("{prefix}{suffix}"), line);
        }
    }
});

type Turn = fn(&str) -> Result<String, escape::Error>;

fn both_ways(text: &str, there: Turn, back: Turn) {
    match there(text) {
        Ok(escaped) => {
            assert!(!escaped.contains(|c: char| c.is_ascii_uppercase() || c.is_control() || c == '\\'));
            assert!(escaped.split('/').all(|part| !["", ".", ".."].contains(&part)));
            assert_eq!(back(&escaped).as_deref(), Ok(text));
        }
        Err(error) => told::printable(&error),
    }
    match back(text) {
        Ok(plain) => assert_eq!(there(&plain).as_deref(), Ok(text)),
        Err(error) => told::printable(&error),
    }
}
