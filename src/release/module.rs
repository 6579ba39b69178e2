//! A toolchain as a module of `golang.org/toolchain` (<https://go.dev/ref/mod#goproxy-protocol>): who can hand the zip
//! over, by this user's own GOPROXY, and whose log vouches for it. A project's settings have no say in it.

use super::database::{Database, Service};
use super::{Error, Place, Platform, Source};
use crate::env::Env;
use crate::fetch::{self, Answer, Client, Fault, Logins, document};
use crate::goenv::GoEnv;
use crate::golang::database::Database as Setting;
use crate::golang::goproxy::{self, Kind, List, NextOn};
use crate::golang::toolchain::{self, ModuleVersion};
use crate::home::Home;
use crate::verify::{Authority, Expected};
use crate::version::Version;
use url::Url;

/// One toolchain of a GOPROXY.
#[derive(Debug)]
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
    list: List,
    database: Setting,
    logins: Logins,
}

/// Where `go` finds toolchains when its list says `direct`: the origin's own proxies.
const DIRECT: [&str; 2] = ["https://go.dev/dl/mod", "https://golang.google.cn/dl/mod"];
/// Lists of all toolchains there are have some hundred kilobytes.
const LIST_LIMIT: u64 = 8 << 20;

impl Modules {
    /// GOPROXY, GOSUMDB and GOAUTH of the process or of the user's own file, as `go` reads them.
    pub fn of(env: &Env) -> Result<Self, Error> {
        let go = GoEnv::read(env, None);
        let list = go.goproxy().map_err(Error::GoProxy)?;
        let database = go.database().map_err(Error::GoSumDb)?;
        Ok(Self { list, database, logins: Logins::read(env, go.text("GOAUTH")) })
    }

    /// The same with one proxy only, whatever GOPROXY says.
    #[must_use]
    pub fn only(self, place: &Place) -> Self {
        let hop = goproxy::Hop { kind: Kind::Proxy(place.url().clone()), next_on: NextOn::Never };
        Self { list: List { hops: vec![hop] }, ..self }
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

    /// The toolchains that the first proxy with a list has for a platform, and how that proxy is shown.
    pub fn listed(&self, client: &Client, platform: &Platform) -> Result<(String, Vec<Version>), Error> {
        let client = client.with_logins(&self.logins);
        let mut failure = Error::NoProxy { list: self.list.to_string() };
        for (place, next_on) in self.places() {
            let Ok(url) = goproxy::module_file(place.url(), toolchain::MODULE, "@v/list") else { continue };
            match fetch::run(document(&client, &url, None, LIST_LIMIT)) {
                Ok(Answer::Changed(document)) => {
                    return Ok((place.name(), versions(&document.body, platform)));
                }
                Ok(Answer::Unchanged) => {}
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
            Kind::Proxy(url) => vec![(Place::of(url.clone()), hop.next_on)],
            Kind::Direct => {
                let urls = DIRECT.iter().filter_map(|url| Url::parse(url).ok());
                urls.map(|url| (Place::of(url), NextOn::AnyError)).collect()
            }
            Kind::Off => Vec::new(),
        })
    }
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
        client.with_logins(&self.modules.logins)
    }

    /// Asks the checksum database for the hash of the files.
    pub fn expected(&self, client: &Client, home: &Home) -> Result<Expected, Error> {
        let client = self.client(client);
        let database = Database::open(&self.service, &self.modules.list, &client, home);
        let proven = database.lookup(toolchain::MODULE, &self.name.to_string())?;
        let authority = Authority::Database { name: self.service.name().to_owned() };
        Ok(Expected { hash: proven.zip.into(), authority })
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

/// The versions of a list that are toolchains for a platform. A list of something else has none.
fn versions(list: &[u8], platform: &Platform) -> Vec<Version> {
    let lines = std::str::from_utf8(list).unwrap_or_default().lines();
    let names = lines.filter_map(|line| ModuleVersion::parse(line.trim()));
    names
        .filter(|name| name.is_for(&platform.os, &platform.arch))
        .map(|name| name.version().clone())
        .collect()
}
