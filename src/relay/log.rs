//! The log of a relay: one line of JSON a request, in a private file that does not grow without end.

use super::fault::Fault;
use crate::home::Home;
use crate::system::{file, private};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A file of this size is set aside; the one that was set aside before goes.
const LARGEST: u64 = 1 << 20;

/// One request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When it ended, in seconds since 1970.
    pub time: u64,
    /// How it came: `connect`, `http`, `socks`, or `mod` for a file of the module proxy.
    pub kind: String,
    /// Where it wanted to go, as `host:port`; the path of a file of the module proxy.
    pub target: String,
    /// The pattern of the rule.
    pub rule: String,
    /// Whether GOPRIVATE covers the host.
    pub private: bool,
    /// The upstream that carried it.
    pub upstream: Option<String>,
    /// The upstreams that did not, each with the fault's name.
    pub passed_over: Vec<(String, String)>,
    /// How long it took until the connection was there, in milliseconds.
    pub open_ms: u64,
    /// How long it took from there to the first byte of the target, in milliseconds.
    pub first_byte_ms: Option<u64>,
    /// How long all of it took, in milliseconds.
    pub total_ms: u64,
    /// Bytes to the target.
    pub up: u64,
    /// Bytes from the target.
    pub down: u64,
    /// How often the rest of a file of the module proxy was taken up.
    #[serde(default)]
    pub resumed: u64,
    /// `ok`, `failed` or `refused`.
    pub outcome: String,
}

impl Entry {
    /// Notes an upstream that did not carry it.
    pub fn pass_over(&mut self, upstream: &str, fault: &Fault) {
        self.passed_over.push((upstream.to_owned(), fault.id().to_owned()));
    }
}

/// Where entries are written.
#[derive(Debug)]
pub struct Log {
    /// `None` where nothing is written.
    path: Option<PathBuf>,
    open: Mutex<Option<(File, u64)>>,
}

impl Log {
    /// The log of a home. Nothing is written yet.
    pub fn of(home: &Home) -> Self {
        Self { path: Some(Self::files(home)[0].clone()), open: Mutex::default() }
    }

    /// One that is written nowhere.
    pub fn none() -> Self {
        Self { path: None, open: Mutex::default() }
    }

    /// The file, and the one that was set aside.
    pub fn files(home: &Home) -> [PathBuf; 2] {
        let path = home.relay().join("log.jsonl");
        let aside = aside(&path);
        [path, aside]
    }

    /// Writes one entry. A full disk costs the entry, and not the connection.
    pub fn write(&self, entry: &Entry) {
        let (Some(path), Ok(mut line)) = (&self.path, serde_json::to_vec(entry)) else { return };
        line.push(b'\n');
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if append(path, &mut open, &line).is_err() {
            *open = None;
        }
    }
}

/// The file that was set aside.
fn aside(path: &Path) -> PathBuf {
    path.with_file_name("log.1.jsonl")
}

fn append(path: &Path, open: &mut Option<(File, u64)>, line: &[u8]) -> io::Result<()> {
    if open.as_ref().is_some_and(|(_, size)| *size >= LARGEST) {
        *open = None;
        std::fs::rename(path, aside(path))?;
    }
    let (file, size) = match open {
        Some(open) => open,
        none => none.insert(opened(path)?),
    };
    file.write_all(line)?;
    *size += line.len() as u64;
    Ok(())
}

fn opened(path: &Path) -> io::Result<(File, u64)> {
    use std::io::Seek;
    private::create_folder(path.parent().unwrap_or(Path::new(".")))?;
    let mut file = file::open_own(path, 0o600)?;
    let size = file.seek(io::SeekFrom::End(0))?;
    Ok((file, size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_does_not_grow_without_end_and_loses_no_whole_file() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        let log = Log::of(&home);
        let entry = Entry { target: "a".repeat(100_000), ..Entry::default() };
        for _ in 0..25 {
            log.write(&entry);
        }
        let [now, aside] = Log::files(&home).map(|path| std::fs::read_to_string(path).unwrap());
        assert!(now.len() as u64 <= LARGEST + 200_000 && aside.len() as u64 >= LARGEST);
        let read: Entry = serde_json::from_str(now.lines().next().unwrap()).unwrap();
        assert_eq!(read, entry);
        Log::of(&home).write(&entry);
        assert_eq!(
            std::fs::read_to_string(&Log::files(&home)[0]).unwrap().lines().count(),
            now.lines().count() + 1
        );
    }
}
