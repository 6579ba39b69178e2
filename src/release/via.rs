//! Which ways to a release may be gone, and in which order.

use super::{ArchiveName, BadPlace, Error, Place};
use crate::config::Config;

/// Where bytes may come from. Whoever hands them over: the proof is the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Via {
    /// The release mirrors; the user's GOPROXY where those fail.
    MirrorsFirst,
    /// The user's GOPROXY; the release mirrors where that fails.
    ModulesFirst,
    /// The release mirrors only.
    Mirrors,
    /// The user's GOPROXY only.
    Modules,
    /// One place only: a mirror, or a GOPROXY.
    Place(Place),
}

impl Via {
    /// What `[release] prefer` says: `mirror`, or `goproxy`.
    pub fn configured(config: &Config) -> Result<Self, Error> {
        match config.release.prefer.as_deref() {
            None | Some("mirror") => Ok(Via::MirrorsFirst),
            Some("goproxy") => Ok(Via::ModulesFirst),
            Some(text) => Err(Error::Preference { text: text.to_owned() }),
        }
    }

    /// Reads what was typed after `--from`. The address of an archive itself stands for the place it lies in.
    pub fn parse(text: &str) -> Result<Self, BadPlace> {
        match text {
            "mirror" => Ok(Via::Mirrors),
            "goproxy" => Ok(Via::Modules),
            place => Place::parse(place.rsplit_once(['/', '\\']).map_or(place, |(folder, file)| {
                if ArchiveName::parse(file).is_some() { folder } else { place }
            }))
            .map(Via::Place),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Option<String> {
        match Via::parse(text).ok()? {
            Via::Place(place) => Some(place.url().to_string()),
            _ => None,
        }
    }

    #[test]
    fn is_a_word_or_a_place() {
        assert_eq!(Via::parse("mirror"), Ok(Via::Mirrors));
        assert_eq!(Via::parse("goproxy"), Ok(Via::Modules));
        assert_eq!(named("goproxy.cn").as_deref(), Some("https://goproxy.cn/"));
        assert_eq!(named("http://m.example/golang").as_deref(), Some("http://m.example/golang"));
        assert!(Via::parse("ftp://m.example").is_err());
    }

    #[test]
    fn an_archive_stands_for_where_it_lies() {
        let url = named("https://m.example/dl/go1.22.3.linux-amd64.tar.gz");
        assert_eq!(url.as_deref(), Some("https://m.example/dl"));
    }
}
