//! A toolchain as a module of `golang.org/toolchain` (<https://go.dev/ref/mod#goproxy-protocol>): who can hand the zip
//! over, by this user's own GOPROXY, and whose log vouches for it. A project's settings have no say in it. Where one place
//! is named for the bytes, the log is asked by the user's settings all the same.

use super::database::{self, Database, Service};
use super::{Error, Place, Platform, Reach, Source};
use crate::env::Env;
use crate::fetch::{self, Client, DocumentState, Fault, document_heard};
use crate::goenv::GoEnv;
use crate::golang::database::Database as Setting;
use crate::golang::goproxy::{self, HopKind, List, NextOn};
use crate::golang::toolchain::{self, ModuleVersion};
use crate::home::Home;
use crate::net::Credentials;
use crate::urls;
use crate::verify::sumdb::Hashes;
use crate::verify::{Authority, Expected};
use crate::version::Version;
use std::path::Path;
use url::Url;

/// One toolchain of a GOPROXY.
#[derive(Debug, Clone)]
pub struct Module {
    /// What it is the toolchain of.
    pub version: Version,
    /// Who is asked for the zip, in this order. Never empty.
    pub hops: Vec<Hop>,
    name: ModuleVersion,
    service: Service,
    modules: Modules,
}

/// One proxy that is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// Where the zip is.
    pub source: Source,
    /// After what the next one is asked.
    pub next_on: NextOn,
}

/// This user's settings for modules.
#[derive(Debug, Clone)]
pub struct Modules {
    /// Who is asked for the bytes.
    list: List,
    /// By whose rules the checksum database is asked, the first first; never empty.
    witnesses: Vec<List>,
    database: Setting,
    credentials: Credentials,
}

/// Where `go` finds toolchains when its list says `direct`: the origin's own proxies.
const DIRECT: [&str; 2] = ["https://go.dev/dl/mod", "https://golang.google.cn/dl/mod"];
/// Lists of all toolchains there are have some hundred kilobytes.
const LIST_LIMIT: u64 = 8 << 20;

impl Modules {
    /// GOPROXY, GOSUMDB and GOAUTH of the process, of the user's own file or of `$GOROOT/go.env`, as `go` reads them.
    pub fn of(env: &Env, goroot: Option<&Path>) -> Result<Self, Error> {
        let go = GoEnv::read(env, goroot);
        let list = go.goproxy().map_err(Error::GoProxy)?;
        let database = go.database().map_err(Error::GoSumDb)?;
        let credentials = Credentials::read(env, go.text("GOAUTH"));
        Ok(Self { witnesses: vec![list.clone()], list, database, credentials })
    }

    /// The same with the bytes from one proxy only, whatever GOPROXY says. The checksum database is asked by GOPROXY; only
    /// where that reaches no answer, by way of this proxy: what counts is the signature.
    #[must_use]
    pub fn only(mut self, place: &Place) -> Self {
        let hop = goproxy::Hop { kind: HopKind::Proxy(place.url().clone()), next_on: NextOn::Never };
        self.list = List { hops: vec![hop] };
        self.witnesses.push(self.list.clone());
        self
    }

    /// The module of a version for a platform.
    pub fn module(self, version: &Version, platform: &Platform) -> Result<Module, Error> {
        let Some(name) = ModuleVersion::of(version, &platform.os, &platform.arch) else {
            return Err(Error::NoModule { version: version.clone() });
        };
        let Setting::Service(setting) = &self.database else {
            return Err(Error::Unvouched { version: version.clone() });
        };
        let service = Service::of(setting)?;
        let zip = |base: &Url| goproxy::version_file(base, toolchain::MODULE, &name.to_string(), "zip").ok();
        let hops = self.places().filter_map(|(place, next_on)| {
            let source = Source { name: place.name(), url: zip(place.url())? };
            Some(Hop { source, next_on })
        });
        let hops: Vec<Hop> = hops.collect();
        if hops.is_empty() {
            return Err(Error::NoProxy { list: self.list.to_string() });
        }
        Ok(Module { version: version.clone(), hops, name, service, modules: self })
    }

    /// The client to ask with: it knows the user's passwords for hosts.
    pub fn client(&self, client: &Client) -> Client {
        client.with_credentials(&self.credentials)
    }

    /// Who is asked for the bytes, as text without credentials.
    pub(super) fn list_text(&self) -> String {
        self.list.to_string()
    }

    /// The toolchains that the first proxy with a list has for a platform. Lists that are too long for one are added to
    /// `passed`.
    pub(super) async fn listed(
        &self,
        client: &Client,
        platform: &Platform,
        reach: &Reach,
        passed: &mut Vec<String>,
    ) -> Result<Listed, Error> {
        let client = client.with_credentials(&self.credentials);
        let mut failure = Error::NoProxy { list: self.list.to_string() };
        for (place, next_on) in self.places() {
            let Ok(url) = goproxy::module_file(place.url(), toolchain::MODULE, "@v/list") else { continue };
            reach.asked(&url);
            match document_heard(&client, &url, None, LIST_LIMIT, || reach.heard(&url)).await {
                Ok(DocumentState::Changed(document)) => {
                    if let Some(versions) = versions(&document.body, platform) {
                        return Ok(Listed { proxy: place.name(), versions });
                    }
                    passed.push(urls::shown(&url));
                    let fault = Fault::TooMany { limit: toolchain::LISTED };
                    let go_on = goes_on(next_on, &fault);
                    failure = fetch::Error::Failed { url: urls::shown(&url), fault }.into();
                    if !go_on {
                        break;
                    }
                }
                Ok(DocumentState::Unchanged) => {}
                Err(error) => {
                    let go_on =
                        matches!(&error, fetch::Error::Failed { fault, .. } if goes_on(next_on, fault));
                    failure = error.into();
                    if !go_on {
                        break;
                    }
                }
            }
        }
        Err(failure)
    }

    /// Who is asked, in order.
    fn places(&self) -> impl Iterator<Item = (Place, NextOn)> {
        self.list.hops.iter().flat_map(|hop| match &hop.kind {
            HopKind::Proxy(url) => vec![(Place::of(url.clone()), hop.next_on)],
            HopKind::Direct => {
                let urls = DIRECT.iter().filter_map(|url| Url::parse(url).ok());
                urls.map(|url| (Place::of(url), NextOn::AnyError)).collect()
            }
            HopKind::Off => Vec::new(),
        })
    }
}

/// What a proxy lists.
pub struct Listed {
    /// How the proxy is shown.
    pub proxy: String,
    /// The toolchains.
    pub versions: Vec<Version>,
}

impl Module {
    /// The proxies that are asked for it, by their rules.
    pub fn proxies(&self) -> &List {
        &self.modules.list
    }

    /// `v0.0.1-go1.22.3.linux-amd64.zip`: how the zip is called.
    pub fn file_name(&self) -> String {
        format!("{}.zip", self.name)
    }

    /// Its version as a module, which says what the names in the zip begin with.
    pub fn name(&self) -> &ModuleVersion {
        &self.name
    }

    /// The client to ask with: it knows the user's passwords for proxies.
    pub fn client(&self, client: &Client) -> Client {
        self.modules.client(client)
    }

    /// The name of the checksum database that says what the files are.
    pub fn database_name(&self) -> &str {
        self.service.name()
    }

    /// Asks the checksum database for the hash of the files.
    pub fn expected(&self, client: &Client, home: &Home) -> Result<Expected, Error> {
        let client = self.client(client);
        let proven = self.proven(&client, home)?;
        let authority =
            Authority::Database { name: self.service.name().to_owned(), key: Some(self.service.key()) };
        Ok(Expected { hash: proven.zip.into(), authority })
    }

    /// The hashes, by the first rules that lead to an answer; where none do, the first failure is told.
    fn proven(&self, client: &Client, home: &Home) -> Result<Hashes, database::Error> {
        let name = self.name.to_string();
        let ask = |list| Database::open(&self.service, list, client, home).lookup(toolchain::MODULE, &name);
        let mut failure = None;
        for list in &self.modules.witnesses {
            match ask(list) {
                Err(error) if error.is_out_of_reach() => failure = failure.or(Some(error)),
                answer => return answer,
            }
        }
        Err(failure
            .unwrap_or(database::Error::NoWay { name: self.service.name().to_owned(), attempts: Vec::new() }))
    }
}

impl Hop {
    /// Whether the list goes on to the next proxy after this fault.
    pub fn goes_on_after(&self, fault: &Fault) -> bool {
        goes_on(self.next_on, fault)
    }
}

fn goes_on(next_on: NextOn, fault: &Fault) -> bool {
    match next_on {
        NextOn::AnyError => true,
        NextOn::NotFound => fault.is_not_found(),
        NextOn::Never => false,
    }
}

/// The versions of a list that are toolchains for a platform. A list of something else has none, and one that is longer
/// than can be is no list.
fn versions(list: &[u8], platform: &Platform) -> Option<Vec<Version>> {
    let names = toolchain::listed(list)?.into_iter();
    let fitting = names.filter(|name| name.is_for(&platform.os, &platform.arch));
    Some(fitting.map(|name| name.version().clone()).collect())
}
