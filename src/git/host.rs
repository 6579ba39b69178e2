//! What a rule of git's is for: a host, or one owner's repositories there. No scheme, no credential.

use crate::golang::shared;
use crate::lang::{Lang, displayed, say};
use crate::urls::masked_git_address;
use std::fmt;
use std::str::FromStr;

/// `git.corp.example`, perhaps with a port, or `github.com/OWNER`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    host: String,
    /// The owner's part of a path, without slashes at its ends; empty for the whole host.
    owner: String,
}

/// Text that names no host.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadHost {
    /// A name or password stands before the host.
    Credential,
    /// Anything else.
    Malformed {
        /// As it was typed.
        text: String,
    },
}

impl Host {
    /// The host, with its port.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Without the port.
    pub(super) fn name(&self) -> &str {
        self.host.split(':').next().unwrap_or_default()
    }

    /// What every path begins with: `OWNER/`, or nothing for the whole host.
    pub(super) fn path(&self) -> String {
        if self.owner.is_empty() { String::new() } else { format!("{}/", self.owner) }
    }

    /// Whether it includes the repositories of all owners of a shared host.
    pub fn is_whole_shared(&self) -> bool {
        self.owner.is_empty() && shared::is_shared(self.name())
    }
}

impl FromStr for Host {
    type Err = BadHost;

    /// Takes an address too, as a browser or a clone button gives it. A path stands for its owner: git's rules take
    /// prefixes, and one for a repository would hold for others whose names begin alike.
    fn from_str(text: &str) -> Result<Self, BadHost> {
        let malformed = || {
            // `jane:secret` is not an address of git's, and may be a login.
            let shown = match text.split_once(':') {
                Some((name, rest)) if !rest.contains('/') => format!("{name}:***"),
                _ => masked_git_address(text),
            };
            BadHost::Malformed { text: shown }
        };
        let (authority, path) = split(text.trim());
        let host = match authority.rsplit_once('@') {
            None => authority,
            Some(("git", host)) => host,
            Some(_) => return Err(BadHost::Credential),
        };
        let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
        let name = name.to_ascii_lowercase();
        let name = name.strip_prefix("www.").filter(|plain| shared::is_shared(plain)).unwrap_or(&name);
        let sound_port =
            port.is_none_or(|port| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()));
        if !name.split('.').all(is_label) || name.starts_with('-') || !sound_port {
            return Err(malformed());
        }
        let owner = owner(path, shared::owner_elements(name).unwrap_or(1)).ok_or_else(malformed)?;
        let host = port.map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"));
        Ok(Self { host, owner })
    }
}

/// The authority and the path of an address, with a scheme or without, or of ssh's `git@HOST:PATH`.
fn split(text: &str) -> (&str, &str) {
    if let Some((_, rest)) = text.split_once("://") {
        return rest.split_once('/').unwrap_or((rest, ""));
    }
    match text.split_once(':') {
        Some((before, path)) if before.starts_with("git@") && !before.contains('/') => (before, path),
        _ => text.split_once('/').unwrap_or((text, "")),
    }
}

fn is_label(label: &str) -> bool {
    !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// The first elements of a path; `None` where they hold what no forge has in a name, or are too few.
fn owner(path: &str, elements: usize) -> Option<String> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).take(elements).collect();
    let sound =
        |part: &&str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~+".contains(&byte));
    let complete = parts.is_empty() || parts.len() == elements;
    (complete && parts.iter().all(sound)).then(|| parts.join("/"))
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.host)?;
        if self.owner.is_empty() { Ok(()) } else { write!(f, "/{}", self.owner) }
    }
}

displayed!(BadHost);

impl BadHost {
    /// What is wrong with the text.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Credential => say!(
                lang,
                "a rule contains no credentials: name only the host (git's own helpers keep passwords: gitcredentials(7))",
                "规则中不保存凭据：只写主机名即可（密码由 git 的凭据助手保存，见 gitcredentials(7)）"
            ),
            Self::Malformed { text } => say!(
                lang,
                "{text:?} is not a host name; it has to look like git.example.com",
                "{text:?} 不是主机名，应形如 git.example.com"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_a_host_and_perhaps_an_owner() {
        for (text, host) in [
            ("git.corp.example", "git.corp.example"),
            ("GitHub.com", "github.com"),
            ("https://git.corp.example/team/x", "git.corp.example/team"),
            ("git.corp.example:8443", "git.corp.example:8443"),
            ("https://git.corp.example:8443/Team/x.git", "git.corp.example:8443/Team"),
            ("intranet", "intranet"),
            ("github.com/", "github.com"),
            ("github.com/Corp", "github.com/Corp"),
            ("github.com/corp/", "github.com/corp"),
            ("https://www.github.com/corp/repo/tree/main?tab=readme#x", "github.com/corp"),
            ("git@github.com:corp/repo.git", "github.com/corp"),
            ("ssh://git@github.com/corp/repo.git", "github.com/corp"),
            ("https://git.sr.ht/~me/x", "git.sr.ht/~me"),
            ("golang.org/x/text", "golang.org/x/text"),
        ] {
            assert_eq!(text.parse::<Host>().unwrap().to_string(), host);
        }
        for text in [
            "",
            "a b",
            "-oProxyCommand=x",
            "a..b",
            "a:b",
            "https://",
            "a\nb",
            "*.corp.example",
            "h.example/*",
            "h.example/a b",
            "golang.org/x",
        ] {
            assert!(matches!(text.parse::<Host>(), Err(BadHost::Malformed { .. })), "{text}");
        }
        for text in ["https://user:secret@h.example", "https://token@h.example/x", "git:secret@h.example"] {
            let error = text.parse::<Host>().unwrap_err();
            assert_eq!(error, BadHost::Credential);
            assert!(!error.to_string().contains("secret"));
        }
    }

    #[test]
    fn a_whole_host_of_many_owners_is_known() {
        let whole = |text: &str| text.parse::<Host>().unwrap().is_whole_shared();
        assert!(whole("github.com") && whole("https://GitLab.com/") && whole("github.com:443"));
        assert!(!whole("github.com/corp") && !whole("git.corp.example"));
    }
}
