//! The acceptance test of a team proxy: what `go` needs of one, asked as `go` asks, and what deployments of Athens were
//! measured to get wrong. By default it reads one small module; the rest is asked for by name.

mod absence;
mod access;
mod ask;
mod content;
mod database;
mod load;

pub use ask::{Asker, Got};
pub(super) use content::h1;

use absence::ServerKind;

use crate::goenv::GoEnv;
use crate::golang::goproxy::List;
use crate::home::Home;
use crate::lang::{Lang, say};
use crate::release::database::{Database, Service};
use crate::verify::sumdb::Hashes;
use crate::version::Version;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What a check came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// As it should be.
    Good,
    /// Neither good nor bad.
    Information,
    /// It works, and not well.
    Warning,
    /// It is wrong.
    Error,
    /// It was not checked.
    Skipped,
}

/// One check.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The word scripts read.
    pub id: &'static str,
    /// What it came to.
    pub status: Status,
    /// The same in words.
    pub text: String,
    /// What was seen, a line each.
    pub evidence: Vec<String>,
    /// How long it took.
    pub took: Duration,
}

/// What a check found, before it has its name and time.
#[derive(Debug, Clone)]
pub struct Found {
    status: Status,
    text: String,
    evidence: Vec<String>,
}

/// What is asked beyond the usual.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Modules that the proxy does not have yet, as `MODULE@VERSION`.
    pub cold: Vec<(String, String)>,
    /// Whether ten clients ask at once.
    pub load: bool,
    /// A toolchain that is read whole.
    pub toolchain: Option<Version>,
    /// For so long it is watched whether the proxy answers while one Athens is stopped.
    pub disrupt: Option<Duration>,
    /// The log of the upstream.
    pub upstream_log: Option<PathBuf>,
}

/// What all checks work with.
pub struct Checker<'a> {
    /// Asks the proxy.
    pub ask: Asker,
    /// The database of this user's GOSUMDB, and how it is asked; `None` where it is off.
    pub service: Option<&'a Service>,
    /// GOPROXY, which the database is not asked by: only through the proxy.
    pub list: &'a List,
    /// Whom the database is asked with.
    pub client: &'a crate::fetch::Client,
    /// Where what is known of the database is remembered.
    pub home: &'a Home,
    /// Go's settings here.
    pub go: &'a GoEnv,
    /// What is asked beyond the usual.
    pub options: Options,
    /// The language.
    pub lang: Lang,
}

impl Found {
    fn new(status: Status, text: String) -> Self {
        Self { status, text, evidence: Vec::new() }
    }

    fn good(text: String) -> Self {
        Self::new(Status::Good, text)
    }

    fn information(text: String) -> Self {
        Self::new(Status::Information, text)
    }

    fn warning(text: String) -> Self {
        Self::new(Status::Warning, text)
    }

    fn error(text: String) -> Self {
        Self::new(Status::Error, text)
    }

    fn skipped(text: String) -> Self {
        Self::new(Status::Skipped, text)
    }

    fn seen(mut self, line: impl Into<String>) -> Self {
        self.evidence.push(line.into());
        self
    }
}

/// The small module that is read whole.
pub const MODULE: (&str, &str) = ("github.com/pkg/errors", "v0.9.1");

impl Checker<'_> {
    /// Runs all checks, and says of each what it came to as soon as that is known. Where the proxy cannot be reached,
    /// nothing more is asked.
    pub async fn run(&self, mut told: impl FnMut(&Outcome)) -> Vec<Outcome> {
        let mut all = Vec::new();
        let mut add = |id, since: Instant, found: Found| {
            let Found { status, text, evidence } = found;
            let outcome = Outcome { id, status, text, evidence, took: since.elapsed() };
            told(&outcome);
            all.push(outcome);
        };
        macro_rules! check {
            ($id:literal, $found:expr) => {{
                let since = Instant::now();
                let found = $found;
                let status = found.status;
                add($id, since, found);
                status
            }};
        }
        // What keeps everything else from being asked is told once, by the check that it belongs to.
        if check!("connection", self.connection().await) == Status::Error {
            return all;
        }
        if check!("tls", self.tls().await) == Status::Error {
            return all;
        }
        if check!("redirects", self.redirects().await) == Status::Error {
            return all;
        }
        let answering = self.server().await;
        let serves = check!("files", self.files(answering).await) != Status::Error;
        macro_rules! content {
            ($id:literal, $check:ident) => {
                check!($id, if serves { self.$check().await } else { self.see_files() })
            };
        }
        content!("whole_zip", whole_zip);
        content!("same_zip", same_zip);
        let is_proxy = answering == ServerKind::Proxy;
        check!("sumdb", if is_proxy { self.sumdb().await } else { self.see_files() });
        content!("not_found", not_found);
        content!("not_found_kept", not_found_kept);
        content!("fresh_lists", fresh_lists);
        content!("escapes", escapes);
        check!("upstream", if is_proxy { self.upstream().await } else { self.see_files() });
        content!("cold", cold);
        content!("stored", stored);
        content!("load", load);
        content!("atomic", atomic);
        check!("open_pages", self.open_pages().await);
        check!("auth", self.auth().await);
        content!("private", private);
        content!("toolchains", toolchains);
        content!("warm", warm);
        content!("failover", failover);
        all
    }

    fn see_files(&self) -> Found {
        Found::skipped(say!(self.lang, "not tested: see files", "未测试，见 files"))
    }

    /// What the database has of a version, asked through the proxy alone. `None` where there is no database.
    async fn hashes(
        &self,
        module: &str,
        version: &str,
    ) -> Option<Result<Hashes, crate::release::database::Error>> {
        let database = Database::open(self.service?, self.list, self.client, self.home);
        Some(database.lookup_through(self.ask.base(), module, version).await)
    }
}
