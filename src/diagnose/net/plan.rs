//! The hosts that this machine's `go` and gv would use, by the settings. No request is sent yet.

use super::endpoint::{Endpoint, Module, Role};
use super::samples::{known, needed};
use super::setting::{self, Setting};
use super::sources::{Sources, route_settings};
use crate::env::Env;
use crate::git::Remote;
use crate::golang::database::{Database, Service};
use crate::golang::goproxy::{HopKind, List, NextOn};
use crate::golang::proxy::{Proxies, Proxy};
use crate::golang::route::{self, Direct, Route, Wanted};
use crate::golang::{escape, goproxy};
use crate::net::Credentials;
use crate::net::root_certs;
use crate::probe::Target;
use crate::project::Replacement;
use crate::shell::Shell;
use crate::urls::loopback::is_loopback_url;
use std::sync::Arc;
use url::Url;

/// All that is looked at.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Endpoints in the order they are asked.
    pub endpoints: Vec<Endpoint>,
    /// The proxies that `go` goes through: those of the environment, by its rules.
    pub proxies: Arc<Proxies>,
    /// The relay.
    pub relay: Relay,
    /// A proxy that is set where `go` does not look for one.
    pub unadopted: Option<Proxy>,
    /// GOPROXY, where it can be understood.
    pub list: List,
    /// The entries of GOPROXY that are written without a scheme, by their place.
    pub bare: Vec<usize>,
    /// The checksum database that is asked.
    pub database: Option<Service>,
    /// What module proxies are asked for.
    pub modules: Vec<Module>,
    /// Whether `go` switches toolchains, which it has from them.
    pub switches: bool,
    /// Whether `go` would fetch a toolchain for the project here.
    pub floor: bool,
    /// Whether they are asked which toolchains they have.
    pub asks_toolchains: bool,
    /// What is wrong with what is set.
    pub settings: Vec<Setting>,
    /// Names and passwords for hosts.
    pub credentials: Credentials,
    /// The shell that commands are written for.
    pub shell: Option<Shell>,
    /// Settings of Go that stand in the environment.
    pub process: Vec<&'static str>,
    /// The variables that name authorities.
    pub root_variables: Vec<&'static str>,
    /// `NO_PROXY`, where a proxy is set that it may keep `go` from.
    pub no_proxy: Option<String>,
    /// Hosts of modules that git reaches by ssh, which are not asked.
    pub by_ssh: Vec<String>,
    /// Proxy variables whose values hold a password: they are not written down.
    pub has_login: Vec<&'static str>,
}

/// The relay, as far as it changes what helps.
#[derive(Debug, Clone, Default)]
pub enum Relay {
    /// It is not in use, and has proxies of its own.
    #[default]
    Apart,
    /// It is not in use, and `gv relay on` would use the proxy of the environment.
    Ready,
    /// It is in use: the proxies of `go` without it.
    InUse(Arc<Proxies>),
}

impl Relay {
    fn of(from: &Sources<'_>) -> Self {
        match from.without_relay {
            Some(env) => Self::InUse(Arc::new(Proxies::of_go(env).0)),
            None if from.relay_takes => Self::Ready,
            None => Self::Apart,
        }
    }
}

/// More hosts of modules are not looked at.
const MOST_HOSTS: usize = 6;
/// More modules of the project are not asked for.
const MOST_MODULES: usize = 2;

impl Plan {
    /// Everything that `go` and gv would ask.
    pub fn of(from: &Sources<'_>) -> Self {
        let mut plan = Self::of_settings(from);
        plan.add_hops();
        plan.switches = setting::switches_toolchains(from.go);
        plan.asks_toolchains = true;
        plan.floor = plan.switches && from.floor.is_some();
        plan.add_database();
        plan.add_project(from);
        if plan.modules.is_empty() {
            plan.modules.push(known(from));
        }
        plan.add_releases(from);
        plan.leave_out_what_is_not_asked();
        plan
    }

    /// What the user named: addresses, hosts, and modules, each with a version or without.
    pub fn named(from: &Sources<'_>, targets: &[String]) -> Result<Self, escape::Error> {
        let mut plan = Self::of_settings(from);
        for target in targets {
            let host = !target.contains(['/', '@']) && target.contains('.');
            let address = if host { format!("https://{target}") } else { target.clone() };
            match Url::parse(&address) {
                Ok(url) if url.has_host() => plan.add_address(url, from),
                _ => plan.add_module(target, from)?,
            }
        }
        plan.leave_out_what_is_not_asked();
        Ok(plan)
    }

    /// The settings alone, understood.
    pub(super) fn of_settings(from: &Sources<'_>) -> Self {
        let mut plan = Self {
            credentials: Credentials::read(from.env, from.go.text("GOAUTH")),
            bare: bare(from.go.text("GOPROXY")),
            shell: Some(Shell::detect(from.env)),
            no_proxy: from.env.text("NO_PROXY").or_else(|| from.env.text("no_proxy")).map(ToOwned::to_owned),
            root_variables: root_certs::VARIABLES
                .into_iter()
                .filter(|key| from.env.get(key).is_some())
                .collect(),
            relay: Relay::of(from),
            process: ["GOPROXY", "GOSUMDB"].into_iter().filter(|key| from.env.get(key).is_some()).collect(),
            ..Self::default()
        };
        plan.read_proxies(from);
        match from.go.goproxy() {
            Ok(list) => plan.list = list,
            Err(error) => {
                plan.list = List { hops: Vec::new() };
                plan.settings.push(Setting::Goproxy(error));
            }
        }
        match from.go.database() {
            Ok(Database::Service(service)) => plan.database = Some(service),
            Ok(Database::Off) if setting::switches_toolchains(from.go) => {
                plan.settings.push(Setting::ToolchainNeedsDatabase);
            }
            Ok(Database::Off) => {}
            Err(error) => plan.settings.push(Setting::Gosumdb(error)),
        }
        if plan.list.hops.first().is_some_and(|hop| hop.kind == HopKind::Direct) && !from.has_git {
            plan.settings.push(Setting::NoGit);
        }
        plan.settings.extend(setting::bad_entries(from.go.text("GOPROXY")));
        plan.settings.extend(plan.list.proxies().filter_map(setting::folder));
        plan.settings.extend(setting::authorities(from.env));
        plan
    }

    fn read_proxies(&mut self, from: &Sources<'_>) {
        let (proxies, bad) = Proxies::of_go(from.env);
        self.proxies = Arc::new(proxies);
        self.settings.extend(bad.into_iter().map(Setting::ProxyMalformed));
        let Ok(somewhere) = Url::parse("https://host.invalid/") else { return };
        let named = self.proxies.for_url(&somewhere).filter(|proxy| !proxy.url.username().is_empty());
        self.has_login.extend(named.map(|proxy| proxy.variable));
        if self.proxies.for_url(&somewhere).is_none() && !names_https(from.env) {
            let all = Proxies::from_env(from.env).ok();
            let all = all.as_ref().and_then(|all| all.for_url(&somewhere)).cloned();
            self.unadopted =
                all.or_else(|| setting::of_http(from.env)).or_else(|| from.system_proxy.cloned());
        }
    }

    /// Where `go` takes something else for the proxy or for the host of an entry, or refuses the proxy, no request is sent.
    pub(super) fn leave_out_what_is_not_asked(&mut self) {
        let (proxies, settings) = (Arc::clone(&self.proxies), self.settings.clone());
        let misread =
            |url: &Url| settings.iter().any(|setting| setting.misleads(url)) && !is_loopback_url(url);
        let bad_entry = settings.iter().any(|setting| matches!(setting, Setting::BadEntry { .. }));
        let refused = self.endpoints.iter().any(|endpoint| proxies.is_refused(&endpoint.url));
        let of_goproxy = |endpoint: &Endpoint| matches!(endpoint.role, Role::Hop(_) | Role::Database);
        self.endpoints.retain(|endpoint| {
            let unasked = of_goproxy(endpoint) && (bad_entry || refused);
            !unasked && !misread(&endpoint.url) && !proxies.is_refused(&endpoint.url)
        });
        self.settings.extend(refused.then_some(Setting::Cgi));
    }

    fn add_hops(&mut self) {
        for (index, hop) in self.list.hops.iter().enumerate() {
            if let HopKind::Proxy(url) = &hop.kind {
                self.endpoints.push(Endpoint::new(url.clone(), Role::Hop(index)));
            }
        }
    }

    fn add_database(&mut self) {
        let url = self.database.as_ref().map(|service| service.url.clone());
        self.endpoints.extend(url.map(|url| Endpoint::new(url, Role::Database)));
    }

    /// The hosts that a direct hop leads to for what the project requires, and the first modules that proxies are asked for.
    fn add_project(&mut self, from: &Sources<'_>) {
        let (Some(project), Some(settings)) = (from.project, route_settings(from)) else { return };
        for module in &project.modules {
            // What lies in the cache is not fetched again; but that it can be had tells whether a proxy serves this project.
            let fetched = !module.in_go_sum || is_private(&module.path, &settings);
            if !fetched && self.modules.len() >= MOST_MODULES {
                continue;
            }
            let path = match &module.replaced {
                Some(Replacement::Folder(_)) => continue,
                Some(Replacement::Module { path, .. }) => path,
                None => &module.path,
            };
            let wanted = Wanted { module: path, version: None, in_go_sum: false };
            let Ok(route) = Route::predict(&wanted, &settings) else { continue };
            // A direct hop after a proxy is gone for what that lacks only.
            if route.hops.first().is_some_and(|hop| hop.kind == HopKind::Direct) {
                if fetched {
                    self.add_direct(&route, from);
                }
            } else if self.modules.len() < MOST_MODULES {
                self.modules.extend(needed(module, &route));
            }
        }
    }

    pub(super) fn add_direct(&mut self, route: &Route, from: &Sources<'_>) {
        let hosts = self.endpoints.iter().filter(|endpoint| endpoint.role == Role::Module).count();
        let Some((url, proxy)) = self.direct_page(route, from).filter(|_| hosts < MOST_HOSTS) else { return };
        let target = Target::of(&url);
        let known = self.endpoints.iter().any(|it| it.role == Role::Module && it.target() == target);
        if !known {
            let private = route.private.is_some();
            self.endpoints.push(Endpoint { private, proxy, ..Endpoint::new(url, Role::Module) });
        }
        let missing = !from.has_git && !self.settings.iter().any(|known| matches!(known, Setting::NoGit));
        let by_git = matches!(&route.direct, Some(Direct::Repository(found)) if found.vcs == "git");
        if missing && by_git {
            self.settings.push(Setting::NoGit);
        }
    }

    /// The page that a direct hop asks for first, and the proxy of git's own: of a git repository, its references, at the
    /// address that git's rules make of it. What git reaches by ssh is not asked.
    fn direct_page(&mut self, route: &Route, from: &Sources<'_>) -> Option<(Url, Option<Proxy>)> {
        let url = route.hops.iter().find(|hop| hop.kind == HopKind::Direct)?.url.clone()?;
        if !matches!(&route.direct, Some(Direct::Repository(found)) if found.vcs == "git") {
            return Some((url, None));
        }
        let own = Remote { address: url.to_string(), proxy: None };
        let way = if from.has_git { Remote::to(url.as_str(), from.env).unwrap_or(own) } else { own };
        if !way.is_http() {
            self.by_ssh.push(url.host_str().unwrap_or_default().to_owned());
            return None;
        }
        let page = format!("{}/info/refs?service=git-upload-pack", way.address.trim_end_matches('/'));
        let proxy = way.proxy.and_then(|proxy| Proxy::named("http.proxy", &proxy));
        Some((Url::parse(&page).ok()?, proxy))
    }

    /// Where gv has releases from.
    fn add_releases(&mut self, from: &Sources<'_>) {
        let Some(origin) = from.origin else { return };
        for url in origin.index_urls() {
            self.endpoints.push(Endpoint::new(url, Role::Index));
        }
        for place in origin.sources().iter().filter(|place| place.folder().is_none()) {
            let name = format!("go{}.linux-amd64.tar.gz", from.release);
            self.endpoints.push(Endpoint::new(place.file(&name), Role::Source));
        }
    }

    fn add_address(&mut self, url: Url, from: &Sources<'_>) {
        let same = |hop: &goproxy::Hop| match &hop.kind {
            HopKind::Proxy(proxy) => {
                Target::of(proxy) == Target::of(&url) && url.path().len() <= proxy.path().len()
            }
            HopKind::Direct | HopKind::Off => false,
        };
        match self.list.hops.iter().position(same) {
            Some(index) => {
                self.endpoints.push(Endpoint::new(url_of(&self.list, index, url), Role::Hop(index)));
                self.modules.push(known(from));
                if self.endpoints.iter().all(|endpoint| endpoint.role != Role::Database) {
                    self.add_database();
                }
            }
            None => self.endpoints.push(Endpoint::new(url, Role::Given)),
        }
    }

    pub(super) fn add_module(&mut self, text: &str, from: &Sources<'_>) -> Result<(), escape::Error> {
        let (path, version) =
            text.split_once('@').map_or((text, None), |(path, version)| (path, Some(version.to_owned())));
        let required = from.project.and_then(|project| project.find(path));
        let version = version.or_else(|| required.map(|module| module.version.clone()));
        let wanted = Wanted { module: path, version: version.as_deref(), in_go_sum: false };
        let Some(settings) = route_settings(from) else {
            return escape::check_path(path);
        };
        let route = Route::predict(&wanted, &settings)?;
        if route.hops.iter().any(|hop| matches!(hop.kind, HopKind::Proxy(_))) && self.modules.is_empty() {
            self.add_hops();
        }
        if route.hops.iter().all(|hop| !matches!(hop.kind, HopKind::Proxy(_))) {
            self.add_direct(&route, from);
        } else {
            let hash = |version: &str| from.project?.hash(path, version)?.parse().ok();
            let recorded = version.as_deref().map(|it| (hash(it), hash(&format!("{it}/go.mod"))));
            let recorded = recorded.unwrap_or_default();
            let path = route.module.clone();
            let verified = route.checksum.asked;
            self.modules.push(Module { path, version, named: true, needed: true, verified, recorded });
        }
        let known = self.endpoints.iter().any(|endpoint| endpoint.role == Role::Database);
        if route.checksum.asked && !known {
            self.add_database();
        }
        Ok(())
    }

    /// The proxy that https goes through.
    pub fn proxy(&self) -> Option<&Proxy> {
        self.proxies.for_url(&Url::parse("https://host.invalid/").ok()?)
    }

    /// Whether the name of any endpoint is looked up on this machine.
    pub(super) fn looks_names_up(&self) -> bool {
        self.endpoints.iter().any(|endpoint| {
            let named = endpoint.target().is_some_and(|target| target.address().is_none());
            named && self.proxies.for_url(&endpoint.url).is_none()
        })
    }

    /// The endpoints as they are shown, each once.
    pub fn targets(&self) -> Vec<String> {
        let mut targets = Vec::new();
        for target in self.endpoints.iter().filter_map(Endpoint::target).map(|target| target.shown()) {
            if !targets.contains(&target) {
                targets.push(target);
            }
        }
        targets
    }

    /// When the hop after this one is asked.
    pub fn next_on(&self, hop: usize) -> NextOn {
        self.list.hops.get(hop).map_or(NextOn::Never, |hop| hop.next_on)
    }
}

fn url_of(list: &List, index: usize, otherwise: Url) -> Url {
    match list.hops.get(index).map(|hop| &hop.kind) {
        Some(HopKind::Proxy(url)) => url.clone(),
        _ => otherwise,
    }
}

fn is_private(path: &str, settings: &route::Settings) -> bool {
    let wanted = Wanted { module: path, version: None, in_go_sum: true };
    Route::predict(&wanted, settings).is_ok_and(|route| route.private.is_some())
}

fn names_https(env: &Env) -> bool {
    ["HTTPS_PROXY", "https_proxy"].iter().any(|name| env.get(name).is_some())
}

/// The entries without a scheme, by their place.
fn bare(value: &str) -> Vec<usize> {
    let entries = value.split([',', '|']).map(str::trim).filter(|entry| !entry.is_empty());
    let without = |entry: &str| !entry.contains("://") && !matches!(entry, "direct" | "off");
    entries.enumerate().filter(|(_, entry)| without(entry)).map(|(index, _)| index).collect()
}
