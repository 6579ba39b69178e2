//! Files of hashes as people make them: `sha256sum` and `shasum -a 256` write `HASH  NAME`, the BSDs and `sha256sum --tag`
//! `SHA256 (NAME) = HASH`, and some write the hash alone.

use crate::verify::Sha256;

/// A list of the hashes of all releases has some hundred kilobytes.
pub(super) const LIMIT: u64 = 1 << 20;

/// The hash of a file in the `.sha256` file beside it, where the name may be left out.
pub(super) fn hash_of(text: &str, file: &str) -> Option<Sha256> {
    let lines: Vec<_> = lines(text).collect();
    match lines.as_slice() {
        [(sha256, None)] => Some(*sha256),
        _ => lines
            .into_iter()
            .find(|(_, name)| name.is_some_and(|name| is_of(name, file)))
            .map(|(sha256, _)| sha256),
    }
}

/// The hash of a file in a list of many.
pub(super) fn named(text: &str, file: &str) -> Option<Sha256> {
    lines(text).find(|(_, name)| name.is_some_and(|name| is_of(name, file))).map(|(sha256, _)| sha256)
}

fn lines(text: &str) -> impl Iterator<Item = (Sha256, Option<&str>)> {
    text.trim_start_matches('\u{feff}')
        .lines()
        .filter_map(|line| line_of_bsd(line).or_else(|| line_of_gnu(line)))
}

/// `HASH`, `HASH  NAME`, `HASH *NAME`.
fn line_of_gnu(line: &str) -> Option<(Sha256, Option<&str>)> {
    let line = line.trim();
    match line.split_once(char::is_whitespace) {
        None => Some((line.parse().ok()?, None)),
        Some((hash, name)) => Some((hash.parse().ok()?, Some(name.trim_start().trim_start_matches('*')))),
    }
}

/// `SHA256 (NAME) = HASH`, also as openssl writes it: `SHA2-256(NAME)= HASH`.
fn line_of_bsd(line: &str) -> Option<(Sha256, Option<&str>)> {
    let line = line.trim();
    let rest = ["SHA256", "SHA2-256"].iter().find_map(|kind| line.strip_prefix(kind))?;
    let (name, hash) = rest.trim_start().strip_prefix('(')?.rsplit_once(')')?;
    let hash = hash.trim_start().strip_prefix('=')?.trim();
    Some((hash.parse().ok()?, Some(name)))
}

/// Whether a name in such a file, which may have folders before it, is that of this file.
fn is_of(name: &str, file: &str) -> bool {
    name.rsplit(['/', '\\']).next() == Some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "go1.22.3.linux-amd64.tar.gz";

    #[test]
    fn a_hash_file_is_read_as_every_tool_writes_it() {
        let hash = "ab".repeat(32);
        for text in [
            hash.clone(),
            format!("{hash}\r\n"),
            hash.to_uppercase(),
            format!("\u{feff}{hash}  {FILE}\n"),
            format!("{hash}  {FILE}\n"),
            format!("{hash} *{FILE}\n"),
            format!("{hash}  dist/{FILE}\n"),
            format!("{hash}  ./{FILE}\n"),
            format!("{hash}  dist\\{FILE}\r\n"),
            format!("SHA256 ({FILE}) = {hash}\n"),
            format!("SHA256 (dist/{FILE}) = {hash}\n"),
            format!("SHA2-256({FILE})= {hash}\n"),
            format!("{}  other.tar.gz\n{hash}  {FILE}\n", "cd".repeat(32)),
        ] {
            assert_eq!(hash_of(&text, FILE).map(|sha256| sha256.to_string()), Some(hash.clone()), "{text}");
        }
    }

    #[test]
    fn it_speaks_for_its_own_archive_only() {
        let hash = "ab".repeat(32);
        for text in [
            String::new(),
            hash[1..].to_owned(),
            format!("{hash}  other.tar.gz"),
            format!("{hash}  {FILE}.sig"),
            format!("SHA512 ({FILE}) = {hash}"),
            format!("{hash}\n{hash}\n"),
        ] {
            assert_eq!(hash_of(&text, FILE), None, "{text}");
        }
        assert_eq!(named(&hash, FILE), None, "a list names its files");
    }
}
