//! Which ways to a release may be gone, and in which order.

use super::{ArchiveName, BadPlace, Error, Place};
use crate::config::Config;

/// Where bytes may come from. Whoever hands them over: the proof is the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Preference {
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

impl Preference {
    /// What `[release] prefer` says: `mirror`, `goproxy`, or `only-goproxy`.
    pub fn configured(config: &Config) -> Result<Self, Error> {
        match config.release.prefer.as_deref() {
            None | Some("mirror") => Ok(Preference::MirrorsFirst),
            Some("goproxy") => Ok(Preference::ModulesFirst),
            Some("only-goproxy") => Ok(Preference::Modules),
            Some(text) => Err(Error::Preference { text: text.to_owned() }),
        }
    }

    /// Reads what was typed after `--from`. The address of an archive itself stands for the place it lies in.
    pub fn parse(text: &str) -> Result<Self, BadPlace> {
        match text {
            "mirror" => Ok(Preference::Mirrors),
            "goproxy" => Ok(Preference::Modules),
            place => Place::parse(place.rsplit_once(['/', '\\']).map_or(place, |(folder, file)| {
                if ArchiveName::parse(file).is_some() { folder } else { place }
            }))
            .map(Preference::Place),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Option<String> {
        match Preference::parse(text).ok()? {
            Preference::Place(place) => Some(place.url().to_string()),
            _ => None,
        }
    }

    #[test]
    fn is_a_word_or_a_place() {
        assert_eq!(Preference::parse("mirror"), Ok(Preference::Mirrors));
        assert_eq!(Preference::parse("goproxy"), Ok(Preference::Modules));
        assert_eq!(named("goproxy.cn").as_deref(), Some("https://goproxy.cn/"));
        assert_eq!(named("http://m.example/golang").as_deref(), Some("http://m.example/golang"));
        assert!(Preference::parse("ftp://m.example").is_err());
    }

    #[test]
    fn an_archive_stands_for_where_it_lies() {
        let url = named("https://m.example/dl/go1.22.3.linux-amd64.tar.gz");
        assert_eq!(url.as_deref(), Some("https://m.example/dl"));
    }
}
