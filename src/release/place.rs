//! An address under which archives lie: an https, http or file address, or a folder written as an absolute path.

use crate::fetch::{Source, shown};
use std::path::{Path, PathBuf};
use url::{Host, Url};

/// The base address of archives. Its text never shows credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    url: Url,
}

/// Text that names no place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadPlace {
    /// It cannot be read as an address.
    #[error("{text} is no address; it has to look like https://go.example.com/dl or file:///srv/go")]
    Malformed {
        /// The text, without credentials.
        text: String,
    },
    /// The scheme is not one gv fetches from.
    #[error("{text} has the scheme {scheme}; it has to be https, http or file")]
    Scheme {
        /// The text, without credentials.
        text: String,
        /// The scheme.
        scheme: String,
    },
    /// An authority over plain http: anybody on the way could speak in its name.
    #[error("{text} is plain http; an authority has to be https, a file:// folder, or http on this machine")]
    Insecure {
        /// The text, without credentials.
        text: String,
    },
}

impl Place {
    /// Reads a setting. Text without a scheme is an absolute path, or gets `https://`.
    pub fn parse(text: &str) -> Result<Self, BadPlace> {
        let malformed = || BadPlace::Malformed { text: redacted(text) };
        let path = Path::new(text);
        let url = if path.is_absolute() {
            Url::from_directory_path(path).map_err(|()| malformed())?
        } else if text.contains('\\') || text.contains(char::is_whitespace) {
            return Err(malformed());
        } else if text.contains("://") {
            Url::parse(text).map_err(|_| malformed())?
        } else {
            Url::parse(&format!("https://{text}")).map_err(|_| malformed())?
        };
        Self::check(url, text)
    }

    /// The same for an authority: https, a folder, or http on loopback.
    pub fn parse_authority(text: &str) -> Result<Self, BadPlace> {
        let place = Self::parse(text)?;
        let insecure = place.url.scheme() == "http" && !is_loopback(&place.url);
        if insecure { Err(BadPlace::Insecure { text: redacted(text) }) } else { Ok(place) }
    }

    fn check(url: Url, text: &str) -> Result<Self, BadPlace> {
        let usable = match url.scheme() {
            "http" | "https" => url.has_host(),
            "file" => url.to_file_path().is_ok(),
            scheme => {
                return Err(BadPlace::Scheme { text: redacted(text), scheme: scheme.to_owned() });
            }
        };
        // A query would be lost where a file name is added.
        if usable && url.query().is_none() && url.fragment().is_none() {
            Ok(Self { url })
        } else {
            Err(BadPlace::Malformed { text: redacted(text) })
        }
    }

    /// An address that was read elsewhere.
    pub(super) fn of(url: Url) -> Self {
        Self { url }
    }

    /// The address itself.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// The folder, when it is one.
    pub fn folder(&self) -> Option<PathBuf> {
        let path = (self.url.scheme() == "file").then(|| self.url.to_file_path().ok()).flatten()?;
        // Without a slash at the end.
        Some(path.components().collect())
    }

    /// How it is shown: the host, with its port where that is not the usual one; or the folder.
    pub fn name(&self) -> String {
        match (self.folder(), self.url.host_str(), self.url.port()) {
            (Some(folder), ..) => folder.display().to_string(),
            (None, Some(host), Some(port)) => format!("{host}:{port}"),
            (None, Some(host), None) => host.to_owned(),
            (None, None, _) => shown(&self.url),
        }
    }

    /// The address of a file in it; an empty name is the folder itself.
    pub fn file(&self, name: &str) -> Url {
        let mut url = self.url.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().push(name);
        }
        url
    }

    /// This place as a source of a file.
    pub fn source(&self, file: &str) -> Source {
        Source { name: self.name(), url: self.file(file) }
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// The text without what may be a password, for messages.
fn redacted(text: &str) -> String {
    let start = text.find("://").map_or(0, |at| at + 3);
    let text = match text[start..].rfind('@') {
        Some(at) => format!("{}{}", &text[..start], &text[start + at + 1..]),
        None => text.to_owned(),
    };
    text.escape_debug().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> Place {
        Place::parse(text).unwrap()
    }

    #[test]
    fn is_read_as_people_write_it() {
        for (text, name, file) in [
            ("https://go.example.com/dl/", "go.example.com", "https://go.example.com/dl/x"),
            ("https://go.example.com/dl", "go.example.com", "https://go.example.com/dl/x"),
            ("mirrors.aliyun.com/golang", "mirrors.aliyun.com", "https://mirrors.aliyun.com/golang/x"),
            ("localhost:8080/go", "localhost:8080", "https://localhost:8080/go/x"),
            ("http://user:secret@m.example:81", "m.example:81", "http://user:secret@m.example:81/x"),
        ] {
            assert_eq!((place(text).name().as_str(), place(text).file("x").as_str()), (name, file));
        }
    }

    #[test]
    fn can_be_a_folder() {
        let folder = std::env::temp_dir().join("ein Spiegel ü");
        let by_path = place(folder.to_str().unwrap());
        assert_eq!(by_path.folder().unwrap(), folder);
        assert_eq!(by_path.file("a").to_file_path().unwrap(), folder.join("a"));
        assert_eq!(place(by_path.url().as_str()).folder().unwrap(), folder);
    }

    #[test]
    fn an_authority_cannot_be_overheard() {
        for text in ["https://a.example", "http://127.0.0.1:8000", "http://localhost/dl", "http://[::1]:8/"] {
            assert!(Place::parse_authority(text).is_ok(), "{text}");
        }
        for text in ["http://a.example", "http://localhost.example", "http://10.0.0.1/dl"] {
            assert!(matches!(Place::parse_authority(text), Err(BadPlace::Insecure { .. })), "{text}");
        }
    }

    #[test]
    fn what_is_no_place_is_shown_without_its_password() {
        for text in [
            "",
            "https://",
            "ftp://u:pw@h/dl",
            "a b",
            "dir\\go",
            "file://host\\x",
            "https://u:pw@h/?q",
            "u:pw@",
        ] {
            let error = Place::parse(text).unwrap_err().to_string();
            assert!(!error.contains("pw"), "{error}");
        }
    }
}
