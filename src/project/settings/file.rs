//! A go.env as it lies there: read with care, for it may have come with a clone.

use super::{ALLOWED, InvalidLine, LineError, Refusal};
use crate::goenv::{Scope, Source};
use crate::golang::env_file::EnvFile;
use crate::hidden::{self, is_unseen};
use crate::system::{Action, FileError};
use crate::system::{file, private};
use crate::urls;
use crate::verify::{Digest, Sha256};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The content of a go.env that may be trusted: each key is allowed, no value holds what it must not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    path: PathBuf,
    bytes: Vec<u8>,
    entries: Vec<Entry>,
}

/// A setting that a go.env makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// One of [`ALLOWED`].
    pub key: &'static str,
    /// Its value, without the carriage return of a file with CRLF line ends. It may be empty, which sets nothing.
    pub value: String,
    /// The line, counted from 1.
    pub line: usize,
}

/// No go.env is larger.
const LIMIT: u64 = 64 << 10;

/// The longest piece of a key that is shown.
const KEY_SHOWN: usize = 64;

impl File {
    /// Reads a go.env, and refuses what others may change or what holds more than it may.
    pub fn read(path: &Path) -> Result<Self, Refusal> {
        let failed =
            |source| Refusal::Read(FileError { action: Action::Read, path: path.to_owned(), source });
        let seen = path.symlink_metadata().map_err(failed)?;
        if seen.is_symlink() {
            return Err(Refusal::Link { path: path.to_owned() });
        }
        if !seen.is_file() {
            return Err(Refusal::NotFile { path: path.to_owned() });
        }
        let file = file::open_itself(path).map_err(failed)?;
        let meta = file.metadata().map_err(failed)?;
        if !private::is_same(&seen, &meta) {
            // Changed hands between the two looks.
            return Err(failed(io::Error::from(io::ErrorKind::ResourceBusy)));
        }
        if private::is_writable_by_all(&meta) {
            return Err(Refusal::WritableByAll { path: path.to_owned() });
        }
        // What the owner of a project writes into it is for a user to refuse, and not for root, who builds it for them.
        let project = path.parent().filter(|_| private::is_root());
        if private::is_of_another(&meta, project) {
            return Err(Refusal::OfAnother { path: path.to_owned() });
        }
        let mut bytes = Vec::new();
        file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(failed)?;
        Self::parse(path.to_owned(), bytes)
    }

    /// Reads the content of a go.env.
    pub fn parse(path: PathBuf, bytes: Vec<u8>) -> Result<Self, Refusal> {
        if bytes.len() as u64 > LIMIT {
            return Err(Refusal::TooLarge { path, limit: LIMIT });
        }
        let file = EnvFile::parse(bytes);
        let mut faults: Vec<InvalidLine> = encoding(file.bytes()).into_iter().collect();
        let mut entries: Vec<Entry> = Vec::new();
        for line in file.lines() {
            match entry(line.key, line.value, line.number) {
                Ok(entry) => {
                    entries.retain(|other| other.key != entry.key);
                    entries.push(entry);
                }
                Err(problem) => faults.push(InvalidLine { line: line.number, key: shown(line.key), problem }),
            }
        }
        if !faults.is_empty() {
            return Err(Refusal::Content { path, faults });
        }
        Ok(Self { path, bytes: file.bytes().to_owned(), entries })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The bytes that were read.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What it sets, in the order of the lines.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The value of a key, where it sets one.
    pub fn value(&self, key: &str) -> Option<&str> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| entry.value.as_str())
    }

    /// The hash of the bytes that were read.
    pub fn hash(&self) -> Sha256 {
        Digest::of(&self.bytes)
    }

    /// Whether lines end with CRLF: plain `go` takes the CR for a part of the value.
    pub fn has_crlf(&self) -> bool {
        self.bytes.windows(2).any(|pair| pair == b"\r\n")
    }

    /// As a source of Go's settings.
    pub fn source(&self) -> Source {
        let values = self.entries.iter().map(|entry| (entry.key.to_owned(), entry.value.clone()));
        Source { scope: Scope::Project, file: Some(self.path.clone()), values: values.collect() }
    }
}

fn entry(key: &[u8], value: &[u8], line: usize) -> Result<Entry, LineError> {
    let key = ALLOWED.into_iter().find(|allowed| allowed.as_bytes() == key).ok_or(LineError::Key)?;
    // A checkout on Windows may have turned LF into CRLF.
    let value = value.strip_suffix(b"\r").unwrap_or(value);
    let value = std::str::from_utf8(value).map_err(|_| LineError::Text)?;
    // What is trusted has to be what is read.
    if value.chars().any(is_unseen) {
        return Err(LineError::Text);
    }
    if urls::holds(key, value) {
        return Err(LineError::Credentials);
    }
    Ok(Entry { key, value: value.to_owned(), line })
}

/// What would keep `go` from reading the lines it holds.
fn encoding(bytes: &[u8]) -> Option<InvalidLine> {
    let fault = |line, problem| Some(InvalidLine { line, key: String::new(), problem });
    if bytes.starts_with(b"\xef\xbb\xbf") || bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")
    {
        return fault(1, LineError::Encoding);
    }
    let nul = bytes.iter().position(|byte| *byte == 0)?;
    let line = bytes[..nul].split(|byte| *byte == b'\n').count();
    fault(line, LineError::Text)
}

fn shown(key: &[u8]) -> String {
    let key: String = String::from_utf8_lossy(key).chars().take(KEY_SHOWN).collect();
    hidden::shown(&key).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::fs;

    type Faults = Vec<(usize, String, LineError)>;

    fn parsed(bytes: &[u8]) -> Result<Vec<(&'static str, String)>, Faults> {
        match File::parse("/p/go.env".into(), bytes.to_vec()) {
            Ok(file) => Ok(file.entries.into_iter().map(|entry| (entry.key, entry.value)).collect()),
            Err(Refusal::Content { faults, .. }) => {
                Err(faults.into_iter().map(|fault| (fault.line, fault.key, fault.problem)).collect())
            }
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn the_last_of_a_key_counts_and_what_go_ignores_is_ignored() {
        let found = parsed(b"# mine\nGOPROXY=a.example\ngosumdb=off\nGOPRIVATE=\r\nGOPROXY=direct\r\n");
        assert_eq!(found.unwrap(), [("GOPRIVATE", String::new()), ("GOPROXY", "direct".into())]);
        assert_eq!(parsed(b"").unwrap(), []);
    }

    #[test]
    fn each_line_that_may_not_stand_there_is_named() {
        let bytes =
            b"HTTPS_PROXY=http://x\nGOPROXY=https://me:pw@x.example\nGOVCS=a\tb\nGOFLAGS=-x\nGOPROXY =x\n";
        let key = |line, key: &str| (line, key.to_owned(), LineError::Key);
        let expected = [
            key(1, "HTTPS_PROXY"),
            (2, "GOPROXY".to_owned(), LineError::Credentials),
            (3, "GOVCS".to_owned(), LineError::Text),
            key(4, "GOFLAGS"),
            key(5, "GOPROXY "),
        ];
        assert_eq!(parsed(bytes).unwrap_err(), expected);
        assert_eq!(parsed(b"# x\n#\0\n").unwrap_err(), [(2, String::new(), LineError::Text)]);
        for bytes in [&b"\xef\xbb\xbfGOPROXY=off\n"[..], b"\xff\xfeG\0O\0"] {
            assert_eq!(parsed(bytes).unwrap_err()[0].2, LineError::Encoding);
        }
        for value in [&b"\xff"[..], "\u{202e}nc.yxorpog".as_bytes(), "a\u{200b}b".as_bytes()] {
            assert_eq!(parsed(&[b"GOPROXY=", value].concat()).unwrap_err()[0].2, LineError::Text);
        }
        for letter in "\u{ad}\u{34f}\u{61c}\u{115f}\u{180e}\u{2800}\u{3164}\u{fe0f}\u{e0041}\u{a0}".chars() {
            let line = format!("GOPRIVATE=*.co{letter}rp.example\n");
            assert_eq!(parsed(line.as_bytes()).unwrap_err()[0].2, LineError::Text, "{letter:?}");
        }
        assert!(parsed("GOPROXY=file:///目录".as_bytes()).is_ok());
    }

    #[test]
    fn a_password_is_not_shown_with_what_is_refused() {
        let refusal = File::parse("/p/go.env".into(), b"GOPROXY=https://me:s3cret@x\n".to_vec()).unwrap_err();
        assert!(!refusal.to_string().contains("s3cret"), "{refusal}");
    }

    #[test]
    fn a_file_without_end_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("go.env");
        fs::write(&path, vec![b'#'; 1 << 20]).unwrap();
        assert!(matches!(File::read(&path), Err(Refusal::TooLarge { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn links_pipes_and_what_everybody_may_change_are_refused() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::write(at("file"), "GOPROXY=off\n").unwrap();
        std::os::unix::fs::symlink("file", at("link")).unwrap();
        let read = |name: &str| File::read(&at(name));
        assert!(matches!(read("link"), Err(Refusal::Link { .. })));
        assert!(matches!(read("."), Err(Refusal::NotFile { .. })));
        assert!(matches!(read("absent"), Err(Refusal::Read { .. })));
        assert!(read("file").is_ok());
        fs::set_permissions(at("file"), fs::Permissions::from_mode(0o666)).unwrap();
        assert!(matches!(read("file"), Err(Refusal::WritableByAll { .. })));
        fs::set_permissions(at("file"), fs::Permissions::from_mode(0o664)).unwrap();
        assert!(read("file").is_ok());
    }

    proptest! {
        #[test]
        fn whatever_is_taken_holds_only_what_may_stand_there(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let text = [b"GOPROXY=".as_slice(), &bytes].concat();
            if let Ok(file) = File::parse("/p/go.env".into(), text) {
                for entry in file.entries() {
                    prop_assert!(ALLOWED.contains(&entry.key));
                    prop_assert!(!entry.value.chars().any(char::is_control));
                }
            }
        }
    }
}
