//! The authority on releases: Go's own hosts, or one the user configured.

use super::{Error, Pattern, Place};
use crate::config::Config;
use std::path::PathBuf;
use url::Url;

/// An authority, and the places its archives lie at.
#[derive(Debug, Clone)]
pub struct Origin {
    name: String,
    kind: OriginKind,
    sources: Vec<Place>,
}

#[derive(Debug, Clone)]
pub(super) enum OriginKind {
    /// Go's own: the manifest speaks for it, and any of these addresses has its index.
    Go { indexes: Vec<Url> },
    /// One of the user's own, in place of the manifest.
    Own(Place),
}

const INDEXES: [&str; 2] =
    ["https://go.dev/dl/?mode=json&include=all", "https://golang.google.cn/dl/?mode=json&include=all"];
const HOSTS: [&str; 2] = ["https://dl.google.com/go", "https://golang.google.cn/dl"];
/// Of others; asked for bytes that are proven afterwards, and for nothing else.
const MIRRORS: [&str; 3] = [
    "https://mirrors.aliyun.com/golang",
    "https://mirrors.hust.edu.cn/golang",
    "https://mirrors.nju.edu.cn/golang",
];

impl Origin {
    /// The name of Go's own.
    pub const GO: &str = "go.dev";

    /// The one the settings name, or Go's own, with the mirrors they name.
    pub fn configured(config: &Config) -> Result<Self, Error> {
        let mirrors = config.release.mirrors.iter().map(|text| Place::parse(text).map_err(Error::Mirror));
        let mirrors = mirrors.collect::<Result<Vec<_>, _>>()?;
        match &config.release.origin {
            Some(text) => {
                let place = Place::parse_authority(text).map_err(Error::Origin)?;
                let pattern = config.release.pattern.as_deref().map(|text| Pattern::parse(text, place.url()));
                let pattern = pattern.transpose().map_err(Error::Pattern)?;
                Ok(Self::own(place.laid_out(pattern), mirrors))
            }
            None => Ok(Self::go(mirrors)),
        }
    }

    /// Go's own. Mirrors, where given, are asked before Go's hosts; where not, gv's own list after them.
    pub fn go(mirrors: Vec<Place>) -> Self {
        let indexes = INDEXES.iter().filter_map(|url| Url::parse(url).ok()).collect();
        let places = |list: &[&str]| list.iter().filter_map(|url| Place::parse(url).ok()).collect::<Vec<_>>();
        let sources = if mirrors.is_empty() {
            [places(&HOSTS), places(&MIRRORS)].concat()
        } else {
            [mirrors, places(&HOSTS)].concat()
        };
        Self::go_at(indexes, sources)
    }

    /// Go's own release list, for who has the archives from elsewhere: those places are only looked at to tell whether
    /// it is Go's hosts that do not answer.
    pub(super) fn go_beside(sources: Vec<Place>) -> Self {
        Self::go_at(INDEXES.iter().filter_map(|url| Url::parse(url).ok()).collect(), sources)
    }

    /// Go's own release list, had at other addresses: for tests.
    pub fn go_at(indexes: Vec<Url>, sources: Vec<Place>) -> Self {
        Self { name: Self::GO.to_owned(), kind: OriginKind::Go { indexes }, sources }
    }

    /// An authority of the user's own. It may serve the bytes too, after the mirrors named beside it.
    pub fn own(base: Place, mut mirrors: Vec<Place>) -> Self {
        mirrors.push(base.clone());
        Self { name: base.name(), kind: OriginKind::Own(base), sources: mirrors }
    }

    /// How it is shown: `go.dev`, the host, or the folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is Go's own, for which the built-in manifest speaks.
    pub fn is_go(&self) -> bool {
        matches!(self.kind, OriginKind::Go { .. })
    }

    /// The sources of bytes, the most likely first.
    pub fn sources(&self) -> &[Place] {
        &self.sources
    }

    /// Where a short list of the newest releases is asked for.
    pub fn index_urls(&self) -> Vec<Url> {
        match &self.kind {
            OriginKind::Own(base) if base.folder().is_some() => Vec::new(),
            OriginKind::Own(base) => vec![base.file("")],
            OriginKind::Go { indexes } => indexes
                .iter()
                .cloned()
                .map(|mut url| {
                    url.set_query(Some("mode=json"));
                    url
                })
                .collect(),
        }
    }

    /// Where its index is asked for first; empty for a folder.
    pub(super) fn asked_urls(&self) -> Vec<Url> {
        match &self.kind {
            OriginKind::Own(base) if base.folder().is_some() => Vec::new(),
            OriginKind::Own(base) => vec![base.file("")],
            OriginKind::Go { indexes } => indexes.clone(),
        }
    }

    /// The address of one of the user's own, credentials and all: to tell it from another.
    pub(super) fn own_address(&self) -> Option<&str> {
        match &self.kind {
            OriginKind::Go { .. } => None,
            OriginKind::Own(base) => Some(base.url().as_str()),
        }
    }

    /// The folder, when it is one of this machine.
    pub(super) fn folder(&self) -> Option<PathBuf> {
        match &self.kind {
            OriginKind::Go { .. } => None,
            OriginKind::Own(base) => base.folder(),
        }
    }

    pub(super) fn kind(&self) -> &OriginKind {
        &self.kind
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(origin: &Origin) -> Vec<String> {
        origin.sources().iter().map(Place::name).collect()
    }

    #[test]
    fn own_mirrors_come_first_and_replace_those_of_others() {
        let mirror = || vec![Place::parse("m.example/go").unwrap()];
        assert_eq!(names(&Origin::go(mirror())), ["m.example", "dl.google.com", "golang.google.cn"]);
        let all = Origin::go(Vec::new());
        assert_eq!(names(&all).len(), HOSTS.len() + MIRRORS.len());
        assert!(matches!(all.kind(), OriginKind::Go { indexes } if indexes.len() == INDEXES.len()));
        let own = Origin::own(Place::parse("https://o.example/dl").unwrap(), mirror());
        assert_eq!(names(&own), ["m.example", "o.example"]);
        assert!(!own.is_go());
    }
}
