//! Releases as Go modules: `MODULE/linux-amd64@v0.2.0` holds the archive of the release, its signed list and the signature.
//! The user's GOPROXY serves it. Two things prove it: Go's checksum database lists its hash, and one of gv's keys signed
//! the archive in it. GOSUMDB can change where the database is queried, never which key counts.

use super::Error;
use super::signed_list::{self, SignedList};
use super::updater::{ARCHIVE_LIMIT, Proven, Updater, version_of};
use crate::fetch::{self, Client, DocumentState, Download, Fetched, Trouble, document};
use crate::goenv::GoEnv;
use crate::golang::database;
use crate::golang::goproxy::{self, List, NextOn};
use crate::net::Credentials;
use crate::release::database::{Database, Fault, Service};
use crate::release::{self, Source};
use crate::unpack;
use crate::urls::shown;
use crate::verify::{Digest, H1};
use semver::Version;
use std::path::Path;
use std::slice;
use url::Url;

/// More bytes than a list of gv's versions has.
const LIST_LIMIT: u64 = 1 << 20;
const ZIP: &[u8] = b"PK\x03\x04";

/// The user's settings for modules, and the module that has the releases for this machine.
struct Modules {
    path: String,
    list: List,
    service: Service,
    client: Client,
}

/// The newest version that the first proxy with a list has. A pre-release counts only if no final release is listed.
pub(super) fn newest(updater: &Updater<'_>) -> Result<Version, Error> {
    let modules = Modules::of(updater)?;
    let mut failure = None;
    for (proxy, next_on) in modules.proxies() {
        let Ok(url) = goproxy::module_file(proxy, &modules.path, "@v/list") else { continue };
        updater.progress.asking(&host(proxy));
        match fetch::run(document(&modules.client, &url, None, LIST_LIMIT)) {
            Ok(DocumentState::Changed(list)) => {
                let text = String::from_utf8_lossy(&list.body).into_owned();
                let mut versions: Vec<_> = text.lines().filter_map(version_of).collect();
                // A final release is newer than any pre-release for who asks for neither.
                versions.sort_by_key(|version| (version.pre.is_empty(), version.clone()));
                if let Some(newest) = versions.pop() {
                    return Ok(newest);
                }
                failure = failure.or(Some(Error::NothingListed { url: shown(&url) }));
            }
            Ok(DocumentState::Unchanged) => {}
            Err(error) => {
                let go_on = matches!(&error, fetch::Error::Failed { fault, .. } if goes_on(next_on, fault));
                failure = failure.or(Some(Error::Fetch(error)));
                if !go_on {
                    break;
                }
            }
        }
    }
    Err(failure.unwrap_or_else(|| Error::NoProxy { list: modules.list.to_string() }))
}

/// The programs of a version, proven.
pub(super) fn obtain(updater: &Updater<'_>, version: &Version) -> Result<Proven, Error> {
    let modules = Modules::of(updater)?;
    let name = format!("v{version}");
    let database = Database::open(&modules.service, &modules.list, &modules.client, updater.home);
    updater.progress.asking(modules.service.name());
    let expected = database.lookup(&modules.path, &name).map_err(|error| {
        if is_unknown_to_one(&error) {
            Error::NoRelease { version: version.clone(), place: modules.service.name().to_owned() }
        } else {
            Error::Database(error)
        }
    })?;
    let file = format!("gv-{version}-module.zip");
    let partial = updater.partial(&file, &crate::verify::Hash::H1(expected.zip).hex());
    let sources = modules.download(updater, &name, expected.zip, &partial)?;
    let programs = modules.programs(updater, version, &partial)?;
    let database = Some(modules.service.name().to_owned());
    Ok(Proven { version: version.clone(), programs, sources, database, partial })
}

impl Modules {
    fn of(updater: &Updater<'_>) -> Result<Self, Error> {
        let identity = updater.identity;
        let platform = identity.platform().zip(identity.module.as_deref());
        let path =
            platform.map(|(platform, module)| format!("{module}/{platform}")).ok_or(Error::NoModule)?;
        let go = GoEnv::read(updater.env, None);
        let list = go.goproxy().map_err(Error::GoProxy)?;
        let service = service(&go, &identity.database)?;
        let client = updater.client.with_credentials(&Credentials::read(updater.env, go.text("GOAUTH")));
        let modules = Self { path, list, service, client };
        if modules.proxies().next().is_none() {
            return Err(Error::NoProxy { list: modules.list.to_string() });
        }
        Ok(modules)
    }

    /// The proxies in their order. gv has no repository's address, so `direct` leads to nothing.
    fn proxies(&self) -> impl Iterator<Item = (&Url, NextOn)> {
        self.list.hops.iter().filter_map(|hop| match &hop.kind {
            goproxy::HopKind::Proxy(url) => Some((url, hop.next_on)),
            goproxy::HopKind::Direct | goproxy::HopKind::Off => None,
        })
    }

    /// Downloads the zip with this hash, from the first proxy that has it, by the rules of GOPROXY.
    fn download(
        &self,
        updater: &Updater<'_>,
        name: &str,
        expected: H1,
        partial: &Path,
    ) -> Result<Vec<String>, Error> {
        let mut attempts = Vec::new();
        let mut forged = None;
        for (proxy, next_on) in self.proxies() {
            let Ok(url) = goproxy::version_file(proxy, &self.path, name, "zip") else { continue };
            let source = Source { name: host(proxy), url };
            match self.proven_zip(updater, &source, name, expected, partial) {
                Ok(sources) => return Ok(sources),
                Err(Error::Fetch(fetch::Error::AllFailed { attempts: troubles, .. })) => {
                    let go_on = troubles.iter().all(|Trouble { fault, .. }| goes_on(next_on, fault));
                    attempts.extend(troubles);
                    if !go_on {
                        break;
                    }
                }
                Err(error) if error.is_forgery() => forged = forged.or(Some(error)),
                Err(error) => return Err(error),
            }
        }
        let file = format!("{}@{name}.zip", self.path);
        Err(forged.unwrap_or(Error::Fetch(fetch::Error::AllFailed { file, attempts })))
    }

    fn proven_zip(
        &self,
        updater: &Updater<'_>,
        source: &Source,
        name: &str,
        expected: H1,
        partial: &Path,
    ) -> Result<Vec<String>, Error> {
        loop {
            let Fetched { sources, resumed, .. } = self.fetch(updater, source, partial)?;
            let actual = unpack::module_hash(partial, &self.prefix(name), ARCHIVE_LIMIT);
            match actual {
                Ok(actual) if actual == expected => return Ok(sources),
                Err(error) if error.is_local() => return Err(Error::Unpack(error)),
                _ => Updater::discard(partial)?,
            }
            if resumed == 0 {
                let (file, database) = (format!("{}@{name}", self.path), self.service.name().to_owned());
                return Err(Error::NotAsListed { file, proxy: source.name.clone(), database });
            }
        }
    }

    fn fetch(&self, updater: &Updater<'_>, source: &Source, partial: &Path) -> Result<Fetched, Error> {
        let download = Download {
            client: &self.client,
            sources: slice::from_ref(source),
            partial,
            keep_all: true,
            // A part of it, asked for, can spoil a proxy's cache for good.
            several: false,
            ahead: None,
            size: None,
            longest: ARCHIVE_LIMIT,
            magic: ZIP,
            overtaken: None,
            timeouts: updater.timeouts,
            progress: updater.progress,
        };
        Ok(download.run(&mut |_| Ok(()))?)
    }

    /// Checks the signature in the module, and then the archive in it.
    fn programs(
        &self,
        updater: &Updater<'_>,
        version: &Version,
        zip: &Path,
    ) -> Result<super::Programs, Error> {
        let module = format!("{}@v{version}", self.path);
        let prefix = self.prefix(&format!("v{version}"));
        let file = |name: &str| -> Result<Option<Vec<u8>>, Error> {
            unpack::module_file(zip, &prefix, &format!("{prefix}{name}"), ARCHIVE_LIMIT)
                .map_err(Error::Unpack)
        };
        let list = file(&signed_list::file_name(version))?;
        let signature = file(&signed_list::signature_name(version))?;
        let (Some(list), Some(signature)) = (list, signature) else {
            return Err(Error::Unsigned { url: module });
        };
        let list = SignedList::open(&list, &signature, updater.keys(), version)
            .map_err(|why| Error::List { url: module.clone(), version: version.clone(), why })?;
        let (name, expected) = updater.archive(&list)?;
        let Some(bytes) = file(name)? else { return Err(Error::NoPrograms { file: module }) };
        let actual = Digest::of(&bytes);
        if actual != expected {
            return Err(Error::Mismatch { file: name.to_owned(), sources: vec![module], actual, expected });
        }
        Updater::programs(name, &bytes)
    }

    fn prefix(&self, name: &str) -> String {
        format!("{}@{name}/", self.path)
    }
}

/// The database with this key. GOSUMDB may name another address for it; if it names another database or none, that is not
/// about gv.
fn service(go: &GoEnv, key: &str) -> Result<Service, Error> {
    let value = if key == database::KEY { database::DEFAULT } else { key };
    let own = database::Database::parse(value).map_err(Error::GoSumDb)?;
    let mut own = own.service().cloned().ok_or(Error::NoModule)?;
    if let Ok(database::Database::Service(user)) = go.database()
        && user.name == own.name
    {
        (own.url, own.direct) = (user.url, user.direct);
    }
    Service::of(&own).map_err(Error::Database)
}

/// Whether a source answered that there is no such version. The database itself is often out of reach where
/// a proxy is.
fn is_unknown_to_one(error: &release::database::Error) -> bool {
    let release::database::Error::Failed { attempts, .. } = error else { return false };
    attempts.iter().any(|attempt| {
        let Fault::Network(fetch::Error::Failed { fault, .. }) = &attempt.fault else { return false };
        fault.is_not_found()
    })
}

fn host(proxy: &Url) -> String {
    let port = proxy.port().map(|port| format!(":{port}")).unwrap_or_default();
    proxy.host_str().map_or_else(|| shown(proxy), |host| format!("{host}{port}"))
}

fn goes_on(next_on: NextOn, fault: &fetch::Fault) -> bool {
    match next_on {
        NextOn::AnyError => true,
        NextOn::NotFound => fault.is_not_found(),
        NextOn::Never => false,
    }
}
