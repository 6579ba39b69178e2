//! A home, and a log that holds one version of one module among others.

use crate::support::database::Database;
use crate::support::server::Server;
use gv::env::Env;
use gv::fetch::{Client, client};
use gv::golang::database::Database as Setting;
use gv::golang::goproxy::List;
use gv::home::Home;
use gv::release::database::{self, Error, Service};
use gv::ui::{Explain, Lang, Report};
use gv::verify::H1;
use gv::verify::sumdb::Hashes;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

pub const MODULE: &str = "example.com/Tool";
pub const VERSION: &str = "v1.2.3";
/// Its address has an escaped letter.
pub const LOOKUP: &str = "/lookup/example.com/!tool@v1.2.3";

/// Where questions are asked from.
pub struct Stage {
    folder: TempDir,
    client: Client,
}

/// The hash that the log has for it.
pub fn zip() -> H1 {
    H1([7; 32])
}

/// A log of so many records; the one that is asked for stands at a place of its own.
pub fn log(size: usize, place: usize) -> Database {
    let log = Database::new(1).with_others(place, "before").with(MODULE, VERSION, zip());
    log.with_others(size - place - 1, "after")
}

impl Stage {
    pub fn new() -> Self {
        // The database itself would be `https://sum.test.example`: no question may get that far.
        let env = Env::from_vars([("HTTPS_PROXY".into(), "http://127.0.0.1:1".into())]);
        Self { folder: tempfile::tempdir().unwrap(), client: client(&env).unwrap() }
    }

    pub fn home(&self) -> Home {
        Home::at(self.folder.path().join("home"))
    }

    /// Asks a server directly.
    pub fn ask(&self, key: &str, server: &Server) -> Result<Hashes, Error> {
        self.ask_by(&format!("{key} {}", server.url("")), "off")
    }

    /// Asks with these settings.
    pub fn ask_by(&self, gosumdb: &str, goproxy: &str) -> Result<Hashes, Error> {
        let Ok(Setting::Service(setting)) = Setting::parse(gosumdb) else { panic!("{gosumdb}") };
        let service = Service::of(&setting)?;
        let list = List::parse(goproxy).unwrap();
        database::Database::open(&service, &list, &self.client, &self.home()).lookup(MODULE, VERSION)
    }

    /// Asks, and expects the right answer.
    #[track_caller]
    pub fn proves(&self, log: &Database, server: &Server) {
        assert_eq!(self.ask(&log.key(), server).unwrap().zip, zip());
    }

    /// Asks, and expects that somebody is caught; gives what is said of it.
    #[track_caller]
    pub fn refuses(&self, key: &str, server: &Server) -> String {
        self.fails_with(4, key, server)
    }

    /// Asks, and expects something that is no answer, which is no lie; gives what is said of it.
    #[track_caller]
    pub fn cannot_use(&self, key: &str, server: &Server) -> String {
        self.fails_with(3, key, server)
    }

    #[track_caller]
    fn fails_with(&self, code: u8, key: &str, server: &Server) -> String {
        let error = self.ask(key, server).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        assert!(error.message(Lang::Zh).chars().any(|c| c > '\u{2e80}'), "{}", error.message(Lang::Zh));
        Report::of(&error, Lang::En).text()
    }

    /// The folder of what is remembered of the one database of these tests.
    pub fn state(&self) -> PathBuf {
        let folders = fs::read_dir(self.home().state().join("sumdb"));
        folders.unwrap().next().unwrap().unwrap().path()
    }

    /// The note that is remembered.
    pub fn latest(&self) -> String {
        fs::read_to_string(self.state().join("latest")).unwrap()
    }
}
