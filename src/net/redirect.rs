//! Where a client lets itself be sent: never from https to anything else, only to http and https, ten times at most.

use crate::lang::{Lang, displayed, say};
use crate::urls::shown;
use url::Url;

/// So often in a row.
const MOST: usize = 10;

/// Why a redirect is not followed. Addresses are shown without credentials.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It was not the first, and not the tenth.
    TooMany,
    /// It leaves https.
    Downgrade {
        /// Where it leads.
        to: String,
    },
    /// It leads to what is neither http nor https.
    Scheme {
        /// Where it leads.
        to: String,
    },
}

/// Whether a redirect is followed, after so many that were.
pub fn check(from: &Url, to: &Url, followed: usize) -> Result<(), Refused> {
    match to.scheme() {
        "https" => {}
        "http" if from.scheme() != "https" => {}
        "http" => return Err(Refused::Downgrade { to: shown(to) }),
        _ => return Err(Refused::Scheme { to: shown(to) }),
    }
    if followed >= MOST { Err(Refused::TooMany) } else { Ok(()) }
}

displayed!(Refused);

impl Refused {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::TooMany => say!(lang, "too many redirects", "重定向过多"),
            Self::Downgrade { to } => say!(lang, "redirected from https to {to}", "从 https 重定向到 {to}"),
            Self::Scheme { to } => say!(lang, "redirected to {to}", "重定向到 {to}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(from: &str, to: &str, followed: usize) -> Result<(), Refused> {
        check(&Url::parse(from).unwrap(), &Url::parse(to).unwrap(), followed)
    }

    #[test]
    fn https_is_never_left() {
        assert_eq!(checked("https://a.example/", "https://b.example/", 0), Ok(()));
        assert_eq!(checked("http://a.example/", "http://b.example/", 0), Ok(()));
        assert_eq!(checked("http://a.example/", "https://b.example/", 0), Ok(()));
        let to = "http://b.example/x".to_owned();
        assert_eq!(
            checked("https://a.example/", "http://u:p@b.example/x", 0),
            Err(Refused::Downgrade { to })
        );
        let to = "ftp://b.example".to_owned();
        for from in ["https://a.example/", "http://a.example/"] {
            assert_eq!(checked(from, "ftp://b.example/", 0), Err(Refused::Scheme { to: to.clone() }));
        }
    }

    #[test]
    fn ten_redirects_are_followed_and_no_more() {
        assert_eq!(checked("https://a.example/", "https://a.example/", 9), Ok(()));
        assert_eq!(checked("https://a.example/", "https://a.example/", 10), Err(Refused::TooMany));
    }
}
