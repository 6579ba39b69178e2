//! The mirrors that can be chosen from: gv's own table, those of the settings, those in force, those that were typed.

use super::known::{ALL, Note};
use super::{Error, Kind};
use crate::config::Config;
use crate::golang::goproxy::List;
use crate::lang::{Lang, say};
use crate::release::{self, Origin, Place};
use crate::urls::{masked, shown};
use url::Url;

/// Where a candidate was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedIn {
    /// In gv's own table.
    BuiltIn,
    /// In config.toml, or the origin of the user's own.
    Settings,
    /// In the setting in force.
    InForce,
    /// On the command line.
    Typed,
}

/// A mirror.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What it mirrors.
    pub kind: Kind,
    /// How it is called: a short name, or the host.
    pub name: String,
    /// Where it is. It may hold credentials.
    pub url: Url,
    /// Where it was named.
    pub came: NamedIn,
    /// What is known of it, and since when.
    pub note: Option<(Note, &'static str)>,
    /// Its place in the setting in force, from 0.
    pub in_force: Option<usize>,
}

/// All that can be chosen from.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    /// The mirrors of releases first, each kind in the order of its naming.
    pub all: Vec<Candidate>,
}

impl NamedIn {
    /// The word for scripts.
    pub fn id(self) -> &'static str {
        match self {
            NamedIn::BuiltIn => "built_in",
            NamedIn::Settings => "settings",
            NamedIn::InForce => "in_force",
            NamedIn::Typed => "typed",
        }
    }
}

impl Candidate {
    /// The address as it may be shown: no credentials, no slash at the end.
    pub fn shown(&self) -> String {
        shown(&self.url)
    }

    /// The address as it stands in a setting.
    pub fn text(&self) -> String {
        text(&self.url)
    }

    /// As the place of archives.
    pub fn place(&self) -> Option<Place> {
        Place::parse(self.url.as_str()).ok()
    }
}

impl Candidates {
    /// Reads the settings. `list` is the GOPROXY in force.
    pub fn of(config: &Config, list: Option<&List>) -> Result<Self, release::Error> {
        let mut found = Self::default();
        found.add_releases(config)?;
        let table = || ALL.iter().filter(|known| known.kind == Kind::Goproxy && !config.mirror.only);
        for known in table() {
            found.add_known(known);
        }
        for text in &config.mirror.goproxy {
            let url = Place::parse(text).map_err(release::Error::Mirror)?.url().clone();
            found.add(Kind::Goproxy, &url, NamedIn::Settings);
        }
        for (at, url) in list.map(List::proxies).into_iter().flatten().enumerate() {
            let index = found.add(Kind::Goproxy, url, NamedIn::InForce);
            found.all[index].in_force.get_or_insert(at);
        }
        Ok(found)
    }

    /// Beside an authority of the user's own only those count that the user named.
    fn add_releases(&mut self, config: &Config) -> Result<(), release::Error> {
        let origin = Origin::configured(config)?;
        for known in ALL.iter().filter(|it| it.kind == Kind::Release && origin.is_go() && !config.mirror.only)
        {
            self.add_known(known);
        }
        for text in &config.mirror.release {
            let place = Place::parse(text).map_err(release::Error::Mirror)?;
            self.add(Kind::Release, place.url(), NamedIn::Settings);
        }
        let named = config.release.mirrors.len();
        for (at, place) in origin.sources().iter().enumerate() {
            // Go's own hosts stay behind the mirrors that were named, and are not among the named.
            let known = origin.is_go() && at >= named;
            if known && config.mirror.only {
                continue;
            }
            let index = self.add(Kind::Release, place.url(), NamedIn::Settings);
            self.all[index].in_force.get_or_insert(at);
        }
        Ok(())
    }

    /// Adds one, unless it is there; where it stands.
    pub fn add(&mut self, kind: Kind, url: &Url, came: NamedIn) -> usize {
        if let Some(at) = self.position(kind, url) {
            return at;
        }
        let name = self.free_name(kind, url);
        self.all.push(Candidate { kind, name, url: url.clone(), came, note: None, in_force: None });
        self.all.len() - 1
    }

    /// The host; where another has that name, with the part of the path that tells them apart. An address itself is never a
    /// name: it may hold a password.
    fn free_name(&self, kind: Kind, url: &Url) -> String {
        let mut plain = url.clone();
        plain.set_query(None);
        plain.set_fragment(None);
        let host = Place::parse(plain.as_str()).map_or_else(|_| shown(url), |place| place.name());
        let path = shown(&plain);
        let path =
            path.split("://").nth(1).and_then(|rest| rest.split_once('/')).map_or("", |(_, path)| path);
        let of_host = || self.of_kind(kind).filter(|other| other.url.host_str() == url.host_str());
        let is_of_another =
            |at: usize, part: &str| of_host().any(|it| it.url.path().split('/').nth(at + 1) == Some(part));
        let apart = path.split('/').enumerate().find(|(at, part)| !is_of_another(*at, part));
        let mut names = vec![host.clone()];
        if url.scheme() != "file" && !path.is_empty() {
            names.extend(apart.map(|(_, part)| format!("{host}/{part}")));
            names.push(format!("{host}/{path}"));
        }
        let is_free = |name: &String| self.of_kind(kind).all(|other| other.name != *name);
        let numbered = (2..).map(|number| format!("{host}-{number}"));
        names.into_iter().chain(numbered).find(is_free).unwrap_or(host)
    }

    fn add_known(&mut self, known: &super::known::Known) {
        let Ok(url) = Url::parse(known.url) else { return };
        let note = known.note.map(|note| (note, known.seen));
        let (kind, name) = (known.kind, known.name.to_owned());
        self.all.push(Candidate { kind, name, url, came: NamedIn::BuiltIn, note, in_force: None });
    }

    /// Those of one kind.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Candidate> {
        self.all.iter().filter(move |candidate| candidate.kind == kind)
    }

    /// Whether an address is that of a mirror that gv or the settings know, and not just what happens to be in force.
    pub fn is_mirror(&self, kind: Kind, url: &Url) -> bool {
        let in_table = ALL.iter().any(|known| known.kind == kind && known.url == text(url));
        in_table || self.position(kind, url).is_some_and(|at| self.all[at].came != NamedIn::InForce)
    }

    /// Those in force that neither gv nor the settings know.
    pub fn strangers(&self, kind: Kind) -> impl Iterator<Item = &Candidate> {
        let in_force = self.of_kind(kind).filter(|candidate| candidate.in_force.is_some());
        in_force.filter(move |candidate| !self.is_mirror(kind, &candidate.url))
    }

    /// Finds what was typed: a name, or an address of any mirror. An address that is none of the known is one of a
    /// kind only if that kind is said.
    pub fn find(&self, typed: &str, kind: Kind) -> Result<Candidate, Error> {
        let unknown = || Error::Unknown { name: masked("GOPROXY", typed), kind: Some(kind) };
        if let Some(found) = self.known(kind, typed) {
            return Ok(found.clone());
        }
        if !typed.contains("://") {
            return Err(unknown());
        }
        let url = Place::parse(typed).map_err(|_| unknown())?.url().clone();
        let mut all = self.clone();
        let at = all.add(kind, &url, NamedIn::Typed);
        Ok(all.all.swap_remove(at))
    }

    /// Those of some kinds that were typed. A name may be that of one of each kind; an address that is not known has
    /// to be of the one kind there is.
    pub fn named(&self, typed: &str, kinds: &[Kind]) -> Result<Vec<Candidate>, Error> {
        let found = kinds.iter().filter_map(|kind| self.known(*kind, typed).cloned()).collect::<Vec<_>>();
        match (&found[..], kinds) {
            ([], [kind]) => self.find(typed, *kind).map(|found| vec![found]),
            ([], [first, ..]) => match self.find(typed, *first) {
                Ok(one) => Err(Error::Ambiguous { url: one.shown() }),
                Err(Error::Unknown { name, .. }) => Err(Error::Unknown { name, kind: None }),
                Err(error) => Err(error),
            },
            _ => Ok(found),
        }
    }

    /// The known one of a name or an address.
    fn known(&self, kind: Kind, typed: &str) -> Option<&Candidate> {
        let by_address = || {
            let url = Place::parse(typed).ok().filter(|_| typed.contains("://"))?;
            self.position(kind, url.url()).map(|at| &self.all[at])
        };
        self.of_kind(kind).find(|candidate| candidate.name == typed).or_else(by_address)
    }

    fn position(&self, kind: Kind, url: &Url) -> Option<usize> {
        let same = |candidate: &Candidate| candidate.kind == kind && text(&candidate.url) == text(url);
        self.all.iter().position(same)
    }
}

/// The address without a slash at its end, which tells nothing apart.
pub(super) fn text(url: &Url) -> String {
    let text = url.as_str();
    match text.trim_end_matches('/') {
        // `file:///`
        scheme if scheme.ends_with(':') => text.to_owned(),
        text => text.to_owned(),
    }
}

impl Kind {
    /// What is mirrored, as a heading.
    pub fn title(self, lang: Lang) -> String {
        match self {
            Self::Release => say!(lang, "release mirrors", "发布文件镜像"),
            Self::Goproxy => say!(lang, "module proxies (GOPROXY)", "模块代理（GOPROXY）"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::Env;
    use crate::home::Home;

    fn config(text: &str) -> Config {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("config.toml"), text).unwrap();
        Config::load(&Home::at(folder.path()), &Env::from_vars([])).unwrap()
    }

    fn names(candidates: &Candidates, kind: Kind) -> Vec<String> {
        candidates.of_kind(kind).map(|candidate| candidate.name.clone()).collect()
    }

    #[test]
    fn what_is_in_force_is_marked_and_stands_once() {
        let list = List::parse("https://goproxy.cn/|https://p.corp.example/go,direct").unwrap();
        let config = config("[mirror]\ngoproxy = ['https://m.example']");
        let found = Candidates::of(&config, Some(&list)).unwrap();
        let added: Vec<_> = names(&found, Kind::Goproxy).split_off(6);
        assert_eq!(added, ["m.example", "p.corp.example"]);
        let places: Vec<_> = found.of_kind(Kind::Goproxy).map(|it| it.in_force).collect();
        assert_eq!((places[1], places[7]), (Some(0), Some(1)));
        assert_eq!(found.of_kind(Kind::Release).filter(|it| it.in_force.is_some()).count(), 5);
    }

    #[test]
    fn an_origin_of_ones_own_has_no_mirrors_but_those_named_beside_it() {
        let config = config(
            "[release]\norigin='https://o.example/dl'\nmirrors=['https://a.example']\n[mirror]\nonly=true\nrelease=['https://b.example']",
        );
        let found = Candidates::of(&config, None).unwrap();
        assert_eq!(names(&found, Kind::Release), ["b.example", "a.example", "o.example"]);
        assert_eq!(names(&found, Kind::Goproxy), [""; 0]);
    }

    #[test]
    fn an_address_is_never_a_name() {
        let list = "https://u:S3CRET@r.example/go/a,https://u:S3CRET@r.example/go/b,https://u:S3CRET@goproxy.cn,\
                    https://t:S3CRET@goproxy.cn,https://r.example/go/a?S3CRET";
        let found = Candidates::of(&config(""), Some(&List::parse(list).unwrap())).unwrap();
        let in_force: Vec<_> = found.of_kind(Kind::Goproxy).filter(|it| it.in_force.is_some()).collect();
        let names: Vec<_> = in_force.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["r.example", "r.example/b", "goproxy.cn-2", "goproxy.cn-3", "r.example/go/a"]);
        for name in names {
            assert_eq!(found.find(name, Kind::Goproxy).unwrap().name, name);
        }
    }

    #[test]
    fn is_found_by_name_and_by_address() {
        let found = Candidates::of(&config(""), None).unwrap();
        assert_eq!(found.find("aliyun", Kind::Release).unwrap().shown(), "https://mirrors.aliyun.com/golang");
        assert_eq!(found.find("https://goproxy.cn/", Kind::Goproxy).unwrap().name, "goproxy.cn");
        let other = found.find("https://x.example/go", Kind::Goproxy).unwrap();
        assert_eq!((other.name.as_str(), other.came), ("x.example", NamedIn::Typed));
        assert!(
            matches!(found.find("nope", Kind::Goproxy), Err(Error::Unknown { name, .. }) if name == "nope")
        );
        assert!(found.find("ftp://x.example", Kind::Goproxy).is_err());
    }
}
