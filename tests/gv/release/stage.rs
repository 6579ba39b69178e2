//! A home, settings, and indexes to serve.

use crate::support::reply::Reply;
use crate::support::sandbox::{loopback_env, with_variables};
use crate::support::server::Server;
use gv::config::Config;
use gv::env::Env;
use gv::home::Home;
use gv::release::{Catalog, Error, Origin, Place};
use gv::ui::{Explain, Lang, Report};
use gv::version::Spec;
use std::path::PathBuf;

/// The SHA-256 that made-up archives have.
pub const SHA256: &str = "abababababababababababababababababababababababababababababababab";
/// What gv asks of Go's own hosts.
pub const INDEX: &str = "/dl/?mode=json&include=all";

/// A home of its own, and settings that a test changes.
pub struct Stage {
    pub folder: tempfile::TempDir,
    pub config: Config,
    pub refresh: bool,
    env: Env,
}

impl Stage {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let env = loopback_env();
        let mut config = Config::load(&Home::at(folder.path()), &env).unwrap();
        config.release.platform = Some("linux-amd64".to_owned());
        Self { folder, config, refresh: false, env }
    }

    /// With one more variable.
    pub fn with_variable(mut self, name: &str, value: &str) -> Self {
        self.env = with_variables(&[(name, value)]);
        self
    }

    /// With an origin of the user's own.
    pub fn with_origin(address: impl Into<String>) -> Self {
        let mut stage = Self::new();
        stage.config.release.origin = Some(address.into());
        stage
    }

    pub fn home(&self) -> Home {
        Home::at(self.folder.path())
    }

    /// The catalog that the settings name, as a new run of gv would open it.
    pub fn open(&self) -> Result<Catalog, Error> {
        Catalog::open(&self.config, &self.env, &self.home(), self.refresh)
    }

    /// The catalog of Go's own releases, its hosts played by these addresses.
    pub fn go(&self, hosts: &[String]) -> Catalog {
        let indexes = hosts.iter().map(|host| format!("{host}{INDEX}").parse().unwrap()).collect();
        let sources = hosts.iter().map(|host| Place::parse(&format!("{host}/dl")).unwrap()).collect();
        let origin = Origin::go_at(indexes, sources);
        let catalog = Catalog::of(origin, &self.config, &self.env, &self.home()).unwrap();
        if self.refresh { catalog.refreshed() } else { catalog }
    }

    /// The only file in the cache of indexes.
    pub fn cached(&self) -> PathBuf {
        let entries: Vec<_> = std::fs::read_dir(self.home().cache().join("index")).unwrap().collect();
        assert_eq!(entries.len(), 1);
        entries.into_iter().next().unwrap().unwrap().path()
    }

    /// Makes the cached index look so many seconds older.
    pub fn age_cache(&self, seconds: u64) {
        let text = std::fs::read_to_string(self.cached()).unwrap();
        let (head, rows) = text.split_once('\n').unwrap();
        let mut head: serde_json::Value = serde_json::from_str(head).unwrap();
        head["had"] = (head["had"].as_u64().unwrap() - seconds).into();
        std::fs::write(self.cached(), format!("{head}\n{rows}")).unwrap();
    }
}

/// An index of these versions, each with one archive for Linux.
pub fn index(versions: &[&str]) -> String {
    let release = |version: &&str| {
        let file = serde_json::json!({
            "filename": format!("go{version}.linux-amd64.tar.gz"), "os": "linux", "arch": "amd64",
            "version": format!("go{version}"), "sha256": SHA256, "size": 7, "kind": "archive",
        });
        serde_json::json!({ "version": format!("go{version}"), "stable": true, "files": [file] })
    };
    serde_json::Value::Array(versions.iter().map(release).collect()).to_string()
}

/// A server that answers as one of Go's hosts.
pub fn host(reply: Reply) -> Server {
    Server::start().serve(INDEX, reply)
}

pub fn resolve(catalog: &Catalog, spec: &str) -> Result<String, Error> {
    catalog.resolve(&spec.parse::<Spec>().unwrap()).map(|version| version.to_string())
}

/// An error must be told whole in both languages, without control characters.
pub fn told(error: &Error) -> String {
    let [text, zh] = [Lang::En, Lang::Zh].map(|lang| Report::of(error, lang).text());
    for text in [&text, &zh] {
        assert!(!text.is_empty() && !text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
    }
    let _ = (error.hints(Lang::En), error.hints(Lang::Zh));
    text
}
