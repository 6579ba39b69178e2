//! Where an origin of the user's own keeps its archives, when they do not lie side by side: `{version}/{file}`.

use super::ArchiveName;
use crate::hidden;
use crate::lang::{Lang, displayed, say};
use url::Url;

/// A pattern of addresses: an address of its own, or the rest of one below the origin's. `{file}` stands for the name of
/// the archive, `{version}`, `{os}` and `{arch}` for its parts; a file beside an archive has its ending added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(String);

/// Text that is no such pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadPattern {
    /// Two archives would have one address.
    Ambiguous {
        /// The text.
        text: String,
    },
    /// It holds a word in braces that stands for nothing.
    Word {
        /// The text.
        text: String,
        /// The word, braces included.
        word: String,
    },
    /// It points to a host other than than the origin's.
    OtherHost {
        /// The text.
        text: String,
    },
}

const WORDS: [&str; 4] = ["{file}", "{version}", "{os}", "{arch}"];
const EXAMPLE: &str = "go1.22.3.linux-amd64.tar.gz";

impl Pattern {
    /// Reads a setting, for an origin.
    pub fn parse(text: &str, origin: &Url) -> Result<Self, BadPattern> {
        let shown = || hidden::shown(&crate::urls::masked_address(text)).into_owned();
        if let Some(word) = unknown_word(text) {
            return Err(BadPattern::Word { text: shown(), word });
        }
        let has = |word: &str| text.contains(word);
        if !(has("{file}") || has("{version}") && has("{os}") && has("{arch}")) {
            return Err(BadPattern::Ambiguous { text: shown() });
        }
        let pattern = Self(text.to_owned());
        if text.contains("://") {
            let url = Url::parse(&pattern.filled(EXAMPLE).unwrap_or_default()).ok();
            // What is said of the origin, and what is sent to it, would hold for another host.
            if url.is_none_or(|url| url.origin() != origin.origin()) {
                return Err(BadPattern::OtherHost { text: shown() });
            }
        }
        match pattern.address(origin, EXAMPLE) {
            Some(_) => Ok(pattern),
            None => Err(BadPattern::Ambiguous { text: shown() }),
        }
    }

    /// The address of an archive, or of a file beside one; `None` for every other file.
    pub(super) fn address(&self, base: &Url, file: &str) -> Option<Url> {
        let filled = self.filled(file)?;
        if filled.contains("://") {
            let mut url = Url::parse(&filled).ok()?;
            // Neither can fail for an address with a host.
            let _ = (url.set_username(base.username()), url.set_password(base.password()));
            return Some(url);
        }
        let mut url = base.clone();
        let mut path = url.path_segments_mut().ok()?;
        path.pop_if_empty().extend(filled.split('/').filter(|part| !part.is_empty()));
        drop(path);
        Some(url)
    }

    fn filled(&self, file: &str) -> Option<String> {
        let archive = file.strip_suffix(BESIDE).unwrap_or(file);
        let ArchiveName { version, platform, .. } = ArchiveName::parse(archive)?;
        let filled = self.0.replace("{file}", archive).replace("{version}", &version.to_string());
        let filled = filled.replace("{os}", &platform.os).replace("{arch}", &platform.arch);
        Some(if archive == file { filled } else { format!("{filled}{BESIDE}") })
    }
}

/// How the name of the file of an archive's hash ends.
const BESIDE: &str = ".sha256";

/// A word in braces that stands for nothing.
fn unknown_word(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some(start) = rest.find(['{', '}']) {
        let word = &rest[start..];
        let known = WORDS.into_iter().find(|known| word.starts_with(known));
        let Some(known) = known else {
            let end = word.find('}').map_or(word.len(), |end| end + 1);
            return Some(hidden::shown(&word[..end]).into_owned());
        };
        rest = &word[known.len()..];
    }
    None
}

displayed!(BadPattern);

impl BadPattern {
    /// What is wrong with the text.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Ambiguous { text } => say!(
                lang,
                "{text} does not name one archive: it needs {{file}}, or {{version}}, {{os}} and {{arch}}",
                "{text} 不能确定一个安装包：须含 {{file}}，或同时含 {{version}}、{{os}} 与 {{arch}}"
            ),
            Self::Word { text, word } => say!(
                lang,
                "{text} has {word}, which is not a placeholder; {{file}}, {{version}}, {{os}} and {{arch}} are replaced",
                "{text} 中的 {word} 没有含义；会被替换的是 {{file}}、{{version}}、{{os}} 与 {{arch}}"
            ),
            Self::OtherHost { text } => say!(
                lang,
                "{text} points to a host other than the origin; name that host as the origin",
                "{text} 指向发布源以外的主机；请将该主机设为发布源"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Place;
    use super::*;
    use proptest::prelude::*;

    fn address(pattern: &str, file: &str) -> Result<String, String> {
        let origin = Place::parse("https://u:p@o.example/repo/").unwrap();
        let pattern = Pattern::parse(pattern, origin.url()).map_err(|bad| bad.to_string())?;
        Ok(origin.laid_out(Some(pattern)).file(file).to_string())
    }

    #[test]
    fn archives_and_what_lies_beside_them_are_found() {
        let file = EXAMPLE;
        for (pattern, url) in [
            ("{version}/{file}", "https://u:p@o.example/repo/1.22.3/go1.22.3.linux-amd64.tar.gz"),
            ("go/{version}/{os}/{arch}", "https://u:p@o.example/repo/go/1.22.3/linux/amd64"),
            ("https://o.example/x/{file}", "https://u:p@o.example/x/go1.22.3.linux-amd64.tar.gz"),
        ] {
            assert_eq!(address(pattern, file).as_deref(), Ok(url));
            assert_eq!(address(pattern, &format!("{file}.sha256")), Ok(format!("{url}.sha256")));
        }
        assert_eq!(
            address("{version}/{file}", "index.json").unwrap(),
            "https://u:p@o.example/repo/index.json"
        );
    }

    #[test]
    fn what_is_no_pattern_is_told() {
        for (pattern, told) in [
            ("go", "does not name one"),
            ("{version}", "does not name one"),
            ("{file}{x}", "{x}"),
            ("{file}/{", "{"),
            ("https://other.example/{file}", "a host other than"),
            ("http://o.example/{file}", "a host other than"),
            ("ftp://o.example/{file}", "a host other than"),
        ] {
            let error = address(pattern, EXAMPLE).unwrap_err();
            assert!(error.contains(told), "{pattern}: {error}");
        }
    }

    proptest! {
        #[test]
        fn no_pattern_leaves_the_host(pattern in "(https://)?[a-z.@/{}:?#]{0,12}(\\{file\\})?[a-z./@:]{0,8}") {
            if let Ok(url) = address(&pattern, EXAMPLE) {
                let url = Url::parse(&url).unwrap();
                prop_assert_eq!(url.host_str(), Some("o.example"));
            }
        }
    }
}
