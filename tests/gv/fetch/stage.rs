//! A download set up: a client, a place for the partial file, short timeouts, and a watcher that remembers.

use crate::support::sandbox::loopback_env;
use gv::fetch::{Client, Download, Error, Fault, Fetched, Progress, Source, Stopped, Timeouts, client};
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;
use tempfile::TempDir;

/// How the files of these tests begin.
pub const MAGIC: &[u8] = &[0x1f, 0x8b];

/// What looks like an archive of so many bytes; no two places in it are alike.
pub fn archive(length: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let mut bytes: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    })
    .take(length)
    .collect();
    bytes[..MAGIC.len()].copy_from_slice(MAGIC);
    bytes
}

/// Where downloads happen.
pub struct Stage {
    folder: TempDir,
    pub client: Client,
    pub size: Option<u64>,
    pub timeouts: Timeouts,
    several: bool,
    pub watcher: Watcher,
}

impl Stage {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            client: client(&loopback_env()).unwrap(),
            size: None,
            timeouts: Timeouts {
                stagger: Duration::from_millis(50),
                // So long that a wait for a dead one would be noticed, and that a busy machine is not too slow.
                answer: Duration::from_mins(5),
                stall: Duration::from_millis(500),
                // These files are small; no other source is tried only because one is slow.
                alone: Duration::from_mins(5),
                soon: Duration::from_mins(5),
                rounds: 3,
                backoff: Duration::from_millis(2),
            },
            several: true,
            watcher: Watcher::default(),
        }
    }

    /// Nobody is asked only because another one takes long: it may be this machine that is slow.
    pub fn in_turn(mut self) -> Self {
        self.timeouts.stagger = Duration::from_mins(5);
        self
    }

    /// Others are tried beside a source from its first bytes on.
    pub fn sharing(mut self) -> Self {
        (self.timeouts.alone, self.timeouts.soon) = (Duration::from_millis(20), Duration::ZERO);
        self
    }

    /// A GOPROXY's zip: on one connection.
    pub fn on_one_connection(mut self) -> Self {
        self.several = false;
        self
    }

    /// The length is known beforehand.
    pub fn sized(mut self, size: usize) -> Self {
        self.size = Some(size as u64);
        self
    }

    pub fn partial(&self) -> PathBuf {
        self.folder.path().join("cache").join("part")
    }

    /// What the partial file holds; nothing when there is none.
    pub fn kept(&self) -> Vec<u8> {
        std::fs::read(self.partial()).unwrap_or_default()
    }

    /// As if an earlier run had kept these bytes.
    pub fn keep(&self, bytes: &[u8]) {
        std::fs::create_dir_all(self.partial().parent().unwrap()).unwrap();
        std::fs::write(self.partial(), bytes).unwrap();
    }

    /// A file of its own, and its address.
    pub fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        url::Url::from_file_path(path).unwrap().to_string()
    }

    /// Downloads from these addresses, named `a`, `b`, …; also gives what the sink got.
    pub fn fetch(&self, urls: &[String]) -> (Result<Fetched, Error>, Vec<u8>) {
        let mut got = Vec::new();
        let fetched = self.fetch_into(urls, &mut |bytes| {
            got.extend_from_slice(&bytes);
            Ok(())
        });
        (fetched, got)
    }

    pub fn fetch_into(
        &self,
        urls: &[String],
        sink: &mut dyn FnMut(gv::fetch::Bytes) -> Result<(), Stopped>,
    ) -> Result<Fetched, Error> {
        let named = urls.iter().zip('a'..);
        let sources: Vec<Source> =
            named.map(|(url, name)| Source { name: name.into(), url: url.parse().unwrap() }).collect();
        let download = Download {
            client: &self.client,
            sources: &sources,
            partial: &self.partial(),
            keep_all: false,
            several: self.several,
            ahead: None,
            size: self.size,
            longest: 2 << 30,
            magic: MAGIC,
            overtaken: None,
            timeouts: self.timeouts,
            progress: &self.watcher,
        };
        download.run(sink)
    }

    /// Downloads and expects exactly these bytes, in the sink and in the partial file.
    pub fn fetch_all(&self, urls: &[String], expected: &[u8]) -> Fetched {
        let (fetched, got) = self.fetch(urls);
        let fetched = fetched.unwrap();
        assert!(got == expected, "the sink got {} bytes, of {}", got.len(), expected.len());
        assert_eq!(fetched.length, expected.len() as u64);
        assert!(expected.starts_with(&self.kept()), "the partial file is no beginning of the file");
        fetched
    }

    /// Downloads and expects all to fail; gives the last fault of each source.
    pub fn fetch_none(&self, urls: &[String]) -> Vec<Fault> {
        let (fetched, got) = self.fetch(urls);
        let Err(Error::AllFailed { attempts, .. }) = fetched else { panic!("{fetched:?}") };
        assert!(got.is_empty() || got.starts_with(MAGIC), "bytes of something else were passed on");
        attempts.into_iter().map(|trouble| trouble.fault).collect()
    }
}

/// Remembers what it was told.
#[derive(Default)]
pub struct Watcher {
    said: Mutex<Vec<String>>,
    advanced: Mutex<u64>,
}

impl Watcher {
    pub fn said(&self) -> Vec<String> {
        self.said.lock().unwrap().clone()
    }

    pub fn troubles(&self) -> usize {
        self.said().iter().filter(|said| said.starts_with("trouble")).count()
    }

    pub fn advanced(&self) -> u64 {
        *self.advanced.lock().unwrap()
    }

    fn hear(&self, said: String) {
        self.said.lock().unwrap().push(said);
    }
}

impl Progress for Watcher {
    fn begin(&self, total: Option<u64>, already: u64) {
        self.hear(format!("begin {total:?} {already}"));
    }

    fn source(&self, name: &str) {
        self.hear(format!("source {name}"));
    }

    fn trouble(&self, source: &str, what: &Error) {
        self.hear(format!("trouble {source} {what}"));
    }

    fn advance(&self, bytes: u64) {
        *self.advanced.lock().unwrap() += bytes;
    }

    fn finish(&self) {
        self.hear("finish".to_owned());
    }
}
