//! An address under which archives lie: an https, http or file address, or a folder written as an absolute path.

use super::Pattern;
use crate::fetch::Source;
use crate::hidden;
use crate::lang::{Lang, displayed, say};
use crate::urls::loopback::is_loopback_url;
use crate::urls::{masked_address, shown};
use std::path::{Path, PathBuf};
use url::Url;

/// The base address of archives. Its text never shows credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    url: Url,
    /// How the archives lie in it, where not all in the folder itself.
    pattern: Option<Pattern>,
}

/// Text that names no place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadPlace {
    /// It cannot be read as an address.
    Malformed {
        /// The text, without credentials.
        text: String,
    },
    /// The scheme is not one gv fetches from.
    Scheme {
        /// The text, without credentials.
        text: String,
        /// The scheme.
        scheme: String,
    },
    /// A path that means another folder in each working folder, or that only a shell can read.
    Relative {
        /// The text, without credentials.
        text: String,
    },
    /// An authority over plain http: any device on the route could answer in its name.
    Insecure {
        /// The text, without credentials.
        text: String,
    },
}

/// Whether it is a single word: no address, but a name that was taken for one. An intranet's host has a scheme in front.
fn is_word(text: &str) -> bool {
    !text.contains(['.', ':', '/', '\\', '~']) && text != "localhost"
}

impl Place {
    /// Reads a setting. Text without a scheme is an absolute path, or gets `https://`.
    pub fn parse(text: &str) -> Result<Self, BadPlace> {
        let malformed = || BadPlace::Malformed { text: redacted(text) };
        let path = Path::new(text);
        let url = if path.is_absolute() {
            Url::from_directory_path(path).map_err(|()| malformed())?
        } else if is_word(text) || text.contains('\\') || text.contains(char::is_whitespace) {
            return Err(malformed());
        } else if is_relative(text) {
            return Err(BadPlace::Relative { text: redacted(text) });
        } else if text.contains("://") || text.starts_with("file:") {
            Url::parse(text).map_err(|_| malformed())?
        } else {
            Url::parse(&format!("https://{text}")).map_err(|_| malformed())?
        };
        Self::check(url, text)
    }

    /// The same for an authority: https, a folder, or http on loopback.
    pub fn parse_authority(text: &str) -> Result<Self, BadPlace> {
        let place = Self::parse(text)?;
        let insecure = place.url.scheme() == "http" && !is_loopback_url(&place.url);
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
            Ok(Self { url, pattern: None })
        } else {
            Err(BadPlace::Malformed { text: redacted(text) })
        }
    }

    /// An address that was read elsewhere.
    pub(super) fn of(url: Url) -> Self {
        Self { url, pattern: None }
    }

    /// The same with its archives where a pattern says.
    #[must_use]
    pub fn laid_out(self, pattern: Option<Pattern>) -> Self {
        Self { pattern, ..self }
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
        if let Some(url) = self.pattern.as_ref().and_then(|pattern| pattern.address(&self.url, name)) {
            return url;
        }
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

/// `.`, `./dl`, `../dl`, `~/dl`: no host begins so.
fn is_relative(text: &str) -> bool {
    matches!(text.split('/').next(), Some("." | "..")) || text.starts_with('~')
}

/// The text without what may be a password, for messages.
fn redacted(text: &str) -> String {
    let text: String = masked_address(text).chars().take(200).collect();
    hidden::shown(&text).into_owned()
}

displayed!(BadPlace);

impl BadPlace {
    /// What is wrong with the text.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Malformed { text } => say!(
                lang,
                "{text} is not a valid address; it has to look like https://go.example.com/dl or file:///srv/go",
                "{text} 不是有效的地址，应形如 https://go.example.com/dl 或 file:///srv/go"
            ),
            Self::Scheme { text, scheme } => say!(
                lang,
                "{text} has the scheme {scheme}; it has to be https, http or file",
                "{text} 的协议是 {scheme}，应为 https、http 或 file"
            ),
            Self::Relative { text } => say!(
                lang,
                "{text} is not an absolute path; a directory has to be written in full, such as /srv/go",
                "{text} 不是绝对路径；目录须写成完整路径，例如 /srv/go"
            ),
            Self::Insecure { text } => say!(
                lang,
                "{text} is plain http; it has to be https, a file:// directory, or http on this machine",
                "{text} 是明文 http；须为 https、file:// 目录或本机 http"
            ),
        }
    }
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
        let short = by_path.url().as_str().replacen("file:///", "file:/", 1);
        assert_eq!(place(&short).folder().unwrap(), folder);
    }

    #[test]
    fn a_folder_is_written_in_full() {
        for text in [".", "./dl", "../dl", "..", "~", "~/dl", "~me/dl"] {
            assert!(matches!(Place::parse(text), Err(BadPlace::Relative { .. })), "{text}");
        }
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
