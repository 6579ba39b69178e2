//! The records of the checksum database that a mirror's modules are proven by, as files: `go` and gv verify them with
//! nothing but the mirror. Each record is served with the same signed tree, and for each earlier tree of the mirror there
//! are the tiles that show that the log has only grown.

use super::folder::Folder;
use super::memory::Memory;
use crate::fetch::{self, Client, DocumentState, document};
use crate::golang::database::{ProxySupport, Reach, Service as Setting};
use crate::golang::goproxy::{self, List};
use crate::golang::toolchain::{self, ModuleVersion};
use crate::mirror::Error;
use crate::release;
use crate::release::database::{Attempt, Error as DatabaseError, Fault};
use crate::system::file;
use crate::verify::sumdb::record::LookupResponse as Record;
use crate::verify::sumdb::tree::Tree;
use crate::verify::sumdb::{self, Escaped, Failure, Hashes, Key, Seam, Tile, note};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::convert::Infallible;
use url::Url;

/// The database, and how it is reached.
#[derive(Debug)]
pub struct Records {
    /// Its address and key.
    pub setting: Setting,
    /// The proxies that may pass it on.
    pub list: List,
    /// Whom to ask with; it knows the user's passwords.
    pub client: Client,
}

/// A record and a signed tree have less than a thousand bytes.
const ANSWER_LIMIT: u64 = 64 << 10;

impl Records {
    /// Writes what proves these modules, and says of how many. If all of it is there, no request is sent.
    pub fn write(
        &self,
        folder: &Folder,
        modules: &[ModuleVersion],
        memory: &mut Memory,
    ) -> Result<usize, Error> {
        let key = self.key()?;
        let place = Place { folder, below: format!("sumdb/{}", self.setting.name) };
        let mut answers = BTreeMap::new();
        let mut missing = Vec::new();
        for module in modules {
            match place.read(&lookup(module)).filter(|body| opened(body, &key).is_some()) {
                Some(body) => drop(answers.insert(module.to_string(), body)),
                None => missing.push(module),
            }
        }
        let latest = memory.notes.last().cloned();
        if missing.is_empty()
            && place.read("latest").map(String::into_bytes) == latest.map(String::into_bytes)
        {
            return Ok(modules.len());
        }
        fetch::run(async {
            let base = self.base().await?;
            for module in missing {
                let body = self.ask(&base, module).await?;
                answers.insert(module.to_string(), body);
            }
            self.serve(&base, &key, &place, &answers, memory).await
        })
    }

    fn key(&self) -> Result<Key, Error> {
        let bad = |bad| DatabaseError::Key { name: self.setting.name.clone(), bad };
        self.setting.key.parse().map_err(bad).map_err(release::Error::from).map_err(Error::from)
    }

    /// The address below which the database answers, as `go` finds it.
    async fn base(&self) -> Result<Url, Error> {
        let mut answers = Vec::new();
        let mut attempts = Vec::new();
        loop {
            match self.setting.reach(&self.list, &answers) {
                Reach::Ask(proxy) => {
                    let url = self.setting.supported(&proxy);
                    match document(&self.client, &url, None, ANSWER_LIMIT).await {
                        Ok(_) => answers.push(ProxySupport::Supported),
                        Err(error) => {
                            let absent =
                                matches!(&error, fetch::Error::Failed { fault, .. } if fault.is_not_found());
                            answers.push(if absent { ProxySupport::NotFound } else { ProxySupport::Failed });
                            attempts.push(Attempt {
                                via: crate::urls::shown(&proxy),
                                fault: Fault::Network(error),
                            });
                        }
                    }
                }
                Reach::Proxy(base) => return Ok(base),
                Reach::Direct => return Ok(self.setting.url.clone()),
                Reach::Unavailable => {
                    let name = self.setting.name.clone();
                    return Err(release::Error::from(DatabaseError::NoWay { name, attempts }).into());
                }
            }
        }
    }

    async fn ask(&self, base: &Url, module: &ModuleVersion) -> Result<String, Error> {
        let path = lookup(module);
        let url = goproxy::file(base, &path.split('/').collect::<Vec<_>>());
        let answer = document(&self.client, &url, None, ANSWER_LIMIT).await;
        let body = answer.map_err(|error| self.failed(base, module, Fault::Network(error)))?;
        Ok(String::from_utf8_lossy(&bytes_of(body)).into_owned())
    }

    /// Verifies each record under the newest tree that was seen, writes the tiles that show it, then the records.
    async fn serve(
        &self,
        base: &Url,
        key: &Key,
        place: &Place<'_>,
        answers: &BTreeMap<String, String>,
        memory: &mut Memory,
    ) -> Result<usize, Error> {
        let notes = answers.values().filter_map(|body| Some(Record::parse(body.as_bytes())?.note));
        let known = memory.notes.iter().map(String::as_bytes);
        let sized = notes.chain(known).filter_map(|note| Some((size(note, key)?, note.to_vec())));
        let Some((_, newest)) = sized.max_by_key(|(size, _)| *size) else { return Ok(0) };
        let newest = String::from_utf8_lossy(&newest).into_owned();
        let mut records = Vec::new();
        for (version, body) in answers {
            let Some(record) = Record::parse(body.as_bytes()) else { continue };
            let text = String::from_utf8_lossy(record.record);
            let answer = format!("{}\n{text}\n{newest}", record.id);
            let earlier = if records.is_empty() { memory.notes.clone() } else { Vec::new() };
            let trees = std::iter::once(None).chain(earlier.into_iter().map(Some));
            for latest in trees {
                let seam = Recorder {
                    records: self,
                    base,
                    place,
                    answer: &answer,
                    latest,
                    trouble: RefCell::default(),
                };
                let client = sumdb::Client { key, seam: &seam };
                let module = Escaped { text: toolchain::MODULE, escaped: toolchain::MODULE };
                let name = Escaped { text: version, escaped: version };
                let looked = client.lookup(module, name).await;
                if let Some(error) = seam.trouble.into_inner() {
                    return Err(error);
                }
                if let Err(failure) = looked {
                    let Some(module) = ModuleVersion::parse(version) else { continue };
                    return Err(self.failed(
                        base,
                        &module,
                        match failure {
                            Failure::Seam(error) => Fault::Network(error),
                            Failure::Refused(error) => Fault::Refused(error),
                        },
                    ));
                }
            }
            records.push((version, answer));
        }
        for (version, answer) in &records {
            place.write(&format!("lookup/{}@{version}", toolchain::MODULE), answer.as_bytes())?;
        }
        place.write("latest", newest.as_bytes())?;
        place.write("supported", b"")?;
        memory.note(&newest);
        Ok(records.len())
    }

    fn failed(&self, base: &Url, module: &ModuleVersion, fault: Fault) -> Error {
        let attempts = vec![Attempt { via: crate::urls::shown(base), fault }];
        let (name, version) = (self.setting.name.clone(), module.to_string());
        let module = toolchain::MODULE.to_owned();
        release::Error::from(DatabaseError::Failed { name, module, version, attempts }).into()
    }
}

/// The database's files in the mirror.
struct Place<'a> {
    folder: &'a Folder,
    below: String,
}

impl Place<'_> {
    fn read(&self, path: &str) -> Option<String> {
        let path = self.folder.file(&format!("{}/{path}", self.below));
        String::from_utf8(file::read_regular(&path, ANSWER_LIMIT).ok()?).ok()
    }

    fn tile(&self, tile: Tile) -> Option<Vec<u8>> {
        let read = |tile: Tile| {
            let path = self.folder.file(&format!("{}/{}", self.below, tile.path()));
            file::read_regular(&path, ANSWER_LIMIT).ok()
        };
        let bytes = read(tile).or_else(|| read(tile.whole()))?;
        bytes.get(..tile.length()).map(<[u8]>::to_vec)
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<bool, Error> {
        self.folder.write(&format!("{}/{path}", self.below), bytes)
    }
}

/// The world of one lookup: the record and the tree are there, tiles are fetched unless the mirror has them, and those that
/// were found to belong to the tree are written.
struct Recorder<'a> {
    records: &'a Records,
    base: &'a Url,
    place: &'a Place<'a>,
    answer: &'a str,
    /// The tree that a client has seen before.
    latest: Option<String>,
    /// A file that could not be written.
    trouble: RefCell<Option<Error>>,
}

impl Seam for Recorder<'_> {
    type Error = fetch::Error;

    async fn lookup(&self, _: &str) -> Result<Vec<u8>, fetch::Error> {
        Ok(self.answer.as_bytes().to_vec())
    }

    async fn tiles(&self, tiles: &[Tile], fresh: bool) -> Result<Vec<Vec<u8>>, fetch::Error> {
        let mut all = Vec::new();
        for tile in tiles {
            let kept = if fresh { None } else { self.place.tile(*tile) };
            all.push(match kept {
                Some(bytes) => bytes,
                None => self.fetch(*tile).await?,
            });
        }
        Ok(all)
    }

    fn keep(&self, tiles: &BTreeMap<Tile, Vec<u8>>) {
        for (tile, bytes) in tiles {
            if let Err(error) = self.place.write(&tile.path(), bytes) {
                self.trouble.borrow_mut().get_or_insert(error);
            }
        }
    }

    fn latest(&self) -> Result<Option<Vec<u8>>, fetch::Error> {
        Ok(self.latest.clone().map(String::into_bytes))
    }

    fn replace(&self, _: Option<&[u8]>, _: &[u8]) -> Result<bool, fetch::Error> {
        Ok(true)
    }

    /// The lookup that proved the module has kept the evidence already.
    fn fork(&self, _: &[u8], _: &[u8]) {}
}

impl Recorder<'_> {
    /// One tile. If a partial tile is gone, the full one has replaced it.
    async fn fetch(&self, tile: Tile) -> Result<Vec<u8>, fetch::Error> {
        let client = &self.records.client;
        let at = |tile: Tile| goproxy::file(self.base, &tile.path().split('/').collect::<Vec<_>>());
        let refused = match document(client, &at(tile), None, tile.length() as u64).await {
            Err(error) if !tile.is_whole() => error,
            answer => return answer.map(bytes_of),
        };
        let whole = document(client, &at(tile.whole()), None, tile.whole().length() as u64).await;
        let mut bytes = whole.map(bytes_of).map_err(|_| refused)?;
        bytes.truncate(tile.length());
        Ok(bytes)
    }
}

fn lookup(module: &ModuleVersion) -> String {
    format!("lookup/{}@{module}", toolchain::MODULE)
}

/// The tree of an answer that its database has signed.
fn opened(body: &str, key: &Key) -> Option<u64> {
    size(Record::parse(body.as_bytes())?.note, key)
}

fn size(note: &[u8], key: &Key) -> Option<u64> {
    Tree::parse(note::open(note, key).ok()?).map(|tree| tree.size)
}

fn bytes_of(answer: DocumentState) -> Vec<u8> {
    match answer {
        DocumentState::Changed(document) => document.body,
        DocumentState::Unchanged => Vec::new(),
    }
}

/// The hash that the records of a mirror have for a module, proven by nothing but the mirror and the database's key.
/// `None` where it has no record of it.
pub fn proven(
    folder: &Folder,
    setting: &Setting,
    module: &ModuleVersion,
) -> Option<Result<Hashes, sumdb::Error>> {
    fetch::run(recorded(folder, setting, module))
}

/// The same for who waits already.
pub async fn recorded(
    folder: &Folder,
    setting: &Setting,
    module: &ModuleVersion,
) -> Option<Result<Hashes, sumdb::Error>> {
    let key: Key = setting.key.parse().ok()?;
    let place = Place { folder, below: format!("sumdb/{}", setting.name) };
    let answer = place.read(&lookup(module))?;
    let seam = OnDisk { place: &place, answer: &answer };
    let client = sumdb::Client { key: &key, seam: &seam };
    let (path, version) = (toolchain::MODULE, module.to_string());
    let module = Escaped { text: path, escaped: path };
    match client.lookup(module, Escaped { text: &version, escaped: &version }).await {
        Ok(hashes) => Some(Ok(hashes)),
        Err(Failure::Refused(error)) => Some(Err(error)),
        Err(Failure::Seam(never)) => match never {},
    }
}

/// The signed tree that a mirror serves.
pub fn latest(folder: &Folder, setting: &Setting) -> Option<String> {
    Place { folder, below: format!("sumdb/{}", setting.name) }.read("latest")
}

/// A mirror's own records, and nothing beside them.
struct OnDisk<'a> {
    place: &'a Place<'a>,
    answer: &'a str,
}

impl Seam for OnDisk<'_> {
    type Error = Infallible;

    async fn lookup(&self, _: &str) -> Result<Vec<u8>, Infallible> {
        Ok(self.answer.as_bytes().to_vec())
    }

    /// A tile that is not there is one that does not fit.
    async fn tiles(&self, tiles: &[Tile], _: bool) -> Result<Vec<Vec<u8>>, Infallible> {
        Ok(tiles.iter().map(|tile| self.place.tile(*tile).unwrap_or_default()).collect())
    }

    fn keep(&self, _: &BTreeMap<Tile, Vec<u8>>) {}

    fn latest(&self) -> Result<Option<Vec<u8>>, Infallible> {
        Ok(None)
    }

    fn replace(&self, _: Option<&[u8]>, _: &[u8]) -> Result<bool, Infallible> {
        Ok(true)
    }

    fn fork(&self, _: &[u8], _: &[u8]) {}
}
