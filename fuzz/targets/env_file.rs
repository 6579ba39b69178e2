//! Go's env file: read as a plain loop over its lines reads it, and changed in one key only. The first line of the
//! input is the key that is changed, the second its value, and the rest is the file.
#![no_main]

use gv::golang::env_file::EnvFile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut parts = data.splitn(3, |&byte| byte == b'\n');
    let (Some(key), Some(value), Some(bytes)) = (parts.next(), parts.next(), parts.next()) else { return };
    let (Ok(key), Ok(value)) = (std::str::from_utf8(key), std::str::from_utf8(value)) else { return };
    let file = EnvFile::parse(bytes);
    assert_eq!(file.bytes(), bytes);
    let lines: Vec<_> = file.lines().map(|line| (line.number, line.key, line.value)).collect();
    assert_eq!(lines, pairs(bytes));
    if key.starts_with(|c: char| c.is_ascii_uppercase()) && !key.contains('=') {
        changes_one_key(&file, key, value);
    }
});

/// What `go` reads, with the number of the line.
fn pairs(bytes: &[u8]) -> Vec<(usize, &[u8], &[u8])> {
    let mut pairs = Vec::new();
    for (index, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        let equals = line.iter().position(|&byte| byte == b'=');
        if let Some(equals) = equals.filter(|_| line[0].is_ascii_uppercase()) {
            pairs.push((index + 1, &line[..equals], &line[equals + 1..]));
        }
    }
    pairs
}

fn changes_one_key(file: &EnvFile, key: &str, value: &str) {
    let mut set = file.clone();
    set.set(key, value);
    assert_eq!(set.get(key), Some(value.as_bytes()));
    assert_eq!(set.lines().filter(|line| line.key == key.as_bytes()).count(), 1);
    assert_eq!(others(&set, key), others(file, key));
    let mut again = set.clone();
    again.set(key, value);
    assert_eq!(again, set, "a second time changes nothing");

    let mut unset = file.clone();
    assert_eq!(unset.unset(key), file.get(key).is_some());
    assert_eq!(unset.get(key), None);
    assert_eq!(others(&unset, key), others(file, key));
    assert!(!unset.unset(key));
    assert!(set.unset(key));
    assert_eq!(others(&set, key), others(&unset, key));
}

/// All lines but those of a key, what means nothing among them; whether the last one ends is left out.
fn others<'a>(file: &'a EnvFile, key: &str) -> Vec<&'a [u8]> {
    let head = format!("{key}=");
    let lines = file.bytes().split(|&byte| byte == b'\n');
    let mut lines: Vec<_> = lines.filter(|line| !line.starts_with(head.as_bytes())).collect();
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    lines
}
