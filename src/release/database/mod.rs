//! The checksum database, asked over the network: through the user's GOPROXY where that passes it on, else directly.
//! [`crate::verify::sumdb`] describes what is accepted, and why.

mod error;
mod memory;
mod seam;

pub use error::{Attempt, Error, Fault};

use crate::fetch::{self, Client, Document, DocumentState, document};
use crate::golang::database::{ProxySupport, Reach, Service as Setting};
use crate::golang::escape;
use crate::golang::goproxy::List;
use crate::home::Home;
use crate::urls;
use crate::verify::sumdb::{self, Escaped, Failure, Hashes, Key};
use memory::Memory;
use seam::Remote;
use url::Url;

/// A database whose key has been read.
#[derive(Debug, Clone)]
pub struct Service {
    setting: Setting,
    key: Key,
}

/// A database, ready to be asked.
#[derive(Debug)]
pub struct Database<'a> {
    service: &'a Service,
    list: &'a List,
    client: &'a Client,
    memory: Memory,
}

/// What is asked: a version of a module, as it is and as it stands in addresses.
#[derive(Debug, Clone, Copy)]
struct Question<'a> {
    module: &'a str,
    version: &'a str,
    path: &'a str,
    escaped: &'a str,
}

/// Go's own database under its other address: the same log, signed with the same key.
const GO: (&str, &str) = ("sum.golang.org", "https://sum.golang.google.cn");
/// The answer of a proxy that forwards a database; its content does not matter.
const SUPPORTED_LIMIT: u64 = 64 << 10;

impl Service {
    /// Reads the key of a setting.
    pub fn of(setting: &Setting) -> Result<Self, Error> {
        match setting.key.parse() {
            Ok(key) => Ok(Self { setting: setting.clone(), key }),
            Err(bad) => Err(Error::Key { name: setting.name.clone(), bad }),
        }
    }

    /// Its key, as GOSUMDB has it.
    pub fn key(&self) -> String {
        self.key.to_string()
    }

    /// Its name, which stands in its signatures.
    pub fn name(&self) -> &str {
        &self.setting.name
    }
}

impl<'a> Database<'a> {
    /// The database, to be asked by the rules of a GOPROXY list. No request is sent yet.
    pub fn open(service: &'a Service, list: &'a List, client: &'a Client, home: &Home) -> Self {
        Self { service, list, client, memory: Memory::of(&service.key, home) }
    }

    /// The hashes that the log has for a version of a module. Whoever passes them on is not believed: one that cannot
    /// answer, or whose answer does not hold, is left for the next. A fork of the log ends it.
    ///
    /// All of it is one run of the network, so that the connections of the first question serve the next.
    pub fn lookup(&self, module: &str, version: &str) -> Result<Hashes, Error> {
        fetch::run(self.ask(module, version))
    }

    async fn ask(&self, module: &str, version: &str) -> Result<Hashes, Error> {
        let name = || self.service.name().to_owned();
        let unaskable = |_| Error::Unaskable { module: module.to_owned(), version: version.to_owned() };
        let (path, escaped) =
            (escape::path(module).map_err(unaskable)?, escape::version(version).map_err(unaskable)?);
        let mut attempts = Vec::new();
        let asked = Question { module, version, path: &path, escaped: &escaped };
        for base in self.ways().await? {
            match self.at(&base, asked).await? {
                Ok(hashes) => return Ok(hashes),
                Err(fault) => attempts.push(Attempt { via: urls::shown(&base), fault }),
            }
        }
        let (module, version) = (module.to_owned(), version.to_owned());
        Err(Error::Failed { name: name(), module, version, attempts })
    }

    /// The same through one proxy only, which is not asked whether it passes questions on: see
    /// [`Database::passed_on_by`].
    pub async fn lookup_through(&self, proxy: &Url, module: &str, version: &str) -> Result<Hashes, Error> {
        self.lookup_below(&self.service.setting.below(proxy), module, version).await
    }

    /// The same at the database itself, by whichever of its addresses answers.
    pub async fn lookup_directly(&self, module: &str, version: &str) -> Result<Hashes, Error> {
        let mut last = None;
        for base in self.own_addresses() {
            match self.lookup_below(&base, module, version).await {
                Err(error) => last = Some(error),
                hashes => return hashes,
            }
        }
        Err(last
            .unwrap_or_else(|| Error::NoWay { name: self.service.name().to_owned(), attempts: Vec::new() }))
    }

    /// Whether a proxy says that it passes questions to the database on.
    pub async fn passed_on_by(&self, proxy: &Url) -> Result<(), fetch::Error> {
        self.supports(&self.service.setting.supported(proxy)).await
    }

    async fn lookup_below(&self, base: &Url, module: &str, version: &str) -> Result<Hashes, Error> {
        let unaskable = |_| Error::Unaskable { module: module.to_owned(), version: version.to_owned() };
        let (path, escaped) =
            (escape::path(module).map_err(unaskable)?, escape::version(version).map_err(unaskable)?);
        let asked = Question { module, version, path: &path, escaped: &escaped };
        self.at(base, asked).await?.map_err(|fault| Error::Failed {
            name: self.service.name().to_owned(),
            module: module.to_owned(),
            version: version.to_owned(),
            attempts: vec![Attempt { via: urls::shown(base), fault }],
        })
    }

    /// Asks below one address. What ends the whole question is the outer error.
    async fn at(&self, base: &Url, asked: Question<'_>) -> Result<Result<Hashes, Fault>, Error> {
        let seam = Remote { client: self.client, base, memory: &self.memory };
        let client = sumdb::Client { key: &self.service.key, seam: &seam };
        let module = Escaped { text: asked.module, escaped: asked.path };
        let version = Escaped { text: asked.version, escaped: asked.escaped };
        Ok(Err(match client.lookup(module, version).await {
            Ok(hashes) => return Ok(Ok(hashes)),
            Err(Failure::Refused(sumdb::Error::Fork { older, newer })) => {
                let name = self.service.name().to_owned();
                return Err(Error::Fork { name, older, newer, kept: self.memory.folder() });
            }
            Err(Failure::Refused(sumdb::Error::Remembered)) => {
                return Err(Error::Remembered { path: self.memory.latest_path() });
            }
            Err(Failure::Refused(error)) => Fault::Refused(error),
            Err(Failure::Seam(seam::Error::Disk(error))) => return Err(error),
            Err(Failure::Seam(seam::Error::Network(error))) => Fault::Network(error),
        }))
    }

    /// The addresses of the database itself.
    fn own_addresses(&self) -> Vec<Url> {
        let setting = &self.service.setting;
        let (name, other) = GO;
        let other = Url::parse(other).ok().filter(|other| setting.name == name && *other != setting.url);
        std::iter::once(setting.url.clone()).chain(other).collect()
    }

    /// The addresses below which the database can be asked, the one that `go` would take first.
    async fn ways(&self) -> Result<Vec<Url>, Error> {
        let setting = &self.service.setting;
        let mut answers = Vec::new();
        let mut troubles = Vec::new();
        let mut ways = loop {
            match setting.reach(self.list, &answers) {
                Reach::Ask(proxy) => match self.supports(&setting.supported(&proxy)).await {
                    Ok(()) => answers.push(ProxySupport::Supported),
                    Err(error) => {
                        answers.push(if is_not_found(&error) {
                            ProxySupport::NotFound
                        } else {
                            ProxySupport::Failed
                        });
                        let via = urls::shown(&proxy);
                        troubles.push(Attempt { via, fault: Fault::Network(error) });
                    }
                },
                Reach::Proxy(base) => break vec![base],
                Reach::Direct => break Vec::new(),
                Reach::Unavailable => {
                    return Err(Error::NoWay { name: self.service.name().to_owned(), attempts: troubles });
                }
            }
        };
        ways.extend(self.own_addresses());
        Ok(ways)
    }

    async fn supports(&self, url: &Url) -> Result<(), fetch::Error> {
        document(self.client, url, None, SUPPORTED_LIMIT).await.map(drop)
    }
}

/// Whether the other side answered that it has no such thing.
fn is_not_found(error: &fetch::Error) -> bool {
    matches!(error, fetch::Error::Failed { fault, .. } if fault.is_not_found())
}

/// The body of an answer to a question without an ETag.
fn body(answer: DocumentState) -> Vec<u8> {
    match answer {
        DocumentState::Changed(Document { body, .. }) => body,
        DocumentState::Unchanged => Vec::new(),
    }
}
