//! Releases as text, a line an archive: `go1.22.3.linux-amd64.tar.gz SHA256 SIZE`, with `-` for what is unknown.
//! The form of the manifest's source and of a cached index.

use super::name::ArchiveName;
use super::{Archive, Release};
use crate::lang::{Lang, displayed, say};
use std::fmt::Write;

/// A line that is not an archive with its SHA-256 and size; counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub struct BadLine {
    /// Where it stands.
    pub line: usize,
}

/// Reads the lines; those of one release stand together.
pub fn read(text: &str) -> Result<Vec<Release>, BadLine> {
    let mut releases: Vec<Release> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let (name, archive) = read_line(line).ok_or(BadLine { line: index + 1 })?;
        match releases.last_mut() {
            Some(last) if last.version == name => last.archives.push(archive),
            _ => releases.push(Release { version: name, archives: vec![archive] }),
        }
    }
    Ok(releases)
}

/// Writes releases in the order given.
pub fn write(releases: &[Release]) -> String {
    let mut text = String::new();
    for archive in releases.iter().flat_map(|release| &release.archives) {
        let sha256 = archive.sha256.map_or_else(|| "-".to_owned(), |sha256| sha256.to_string());
        let size = archive.size.map_or_else(|| "-".to_owned(), |size| size.to_string());
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{} {sha256} {size}", archive.file_name);
    }
    text
}

fn read_line(line: &str) -> Option<(crate::version::Version, Archive)> {
    let mut columns = line.split(' ');
    let name = ArchiveName::parse(columns.next()?)?;
    let (sha256, size) = (columns.next()?, columns.next()?);
    let sha256 = if sha256 == "-" { None } else { Some(sha256.parse().ok()?) };
    let size = if size == "-" { None } else { Some(size.parse().ok()?) };
    let version = name.version.clone();
    columns.next().is_none().then(|| (version, name.archive(sha256, size)))
}

displayed!(BadLine);

impl BadLine {
    fn message(self, lang: Lang) -> String {
        let line = self.line;
        say!(
            lang,
            "line {line} is not an archive with its SHA-256 and size",
            "第 {line} 行不是带有 SHA-256 和大小的归档"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
        go1.22.3.linux-amd64.tar.gz 8920ea521bad8f6b7bc377b4824982e011c19af27df88a815e3586ea895f1b36 68958123\n\
        go1.22.3.windows-amd64.zip 00000000000000000000000000000000000000000000000000000000000000ff -\n\
        go1.4.2.darwin-amd64-osx10.8.tar.gz - -\n";

    #[test]
    fn is_read_as_it_was_written() {
        let releases = read(TEXT).unwrap();
        assert_eq!(releases.iter().map(|r| r.archives.len()).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(write(&releases), TEXT);
        assert_eq!(read(&TEXT.replace('\n', "\r\n")).unwrap(), releases);
    }

    #[test]
    fn says_which_line_is_wrong() {
        for wrong in ["go1.22.3.linux-amd64.tar.gz - x", "go1.22.3.linux-amd64.tar.gz ab -", "", "x - -"] {
            assert_eq!(read(&format!("{TEXT}{wrong}\n")), Err(BadLine { line: 4 }), "{wrong:?}");
        }
    }
}
