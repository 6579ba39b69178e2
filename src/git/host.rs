//! The name of a host as it stands in a rule: no scheme, no path, no credential.

use std::fmt;
use std::str::FromStr;

/// `git.corp.example`, perhaps with a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host(String);

/// Text that names no host.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadHost {
    /// A name or password stands before the host.
    #[error(
        "a rule holds no credential: name the host alone (git's own helpers keep passwords: gitcredentials(7))"
    )]
    Credential,
    /// Anything else.
    #[error("{text:?} is no host; it has to look like git.example.com")]
    Malformed {
        /// As it was typed.
        text: String,
    },
}

impl Host {
    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Without the port.
    pub(super) fn name(&self) -> &str {
        self.0.split(':').next().unwrap_or_default()
    }
}

impl FromStr for Host {
    type Err = BadHost;

    /// Takes an address too, of which only the host counts.
    fn from_str(text: &str) -> Result<Self, BadHost> {
        let after = text.trim().split_once("://").map_or(text.trim(), |(_, rest)| rest);
        let host = after.split('/').next().unwrap_or_default();
        if host.contains('@') {
            return Err(BadHost::Credential);
        }
        let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
        let label = |label: &str| {
            !label.is_empty()
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        };
        let sound = name.split('.').all(label)
            && !name.starts_with('-')
            && port.is_none_or(|port| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()));
        if sound {
            Ok(Self(host.to_ascii_lowercase()))
        } else {
            Err(BadHost::Malformed { text: text.to_owned() })
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_a_host_and_nothing_more() {
        for (text, host) in [
            ("git.corp.example", "git.corp.example"),
            ("GitHub.com", "github.com"),
            ("https://git.corp.example/team/x", "git.corp.example"),
            ("git.corp.example:8443", "git.corp.example:8443"),
            ("intranet", "intranet"),
        ] {
            assert_eq!(text.parse::<Host>().unwrap().as_str(), host);
        }
        for text in ["", "a b", "-oProxyCommand=x", "a..b", "a:b", "https://", "a\nb", "*.corp.example"] {
            assert!(matches!(text.parse::<Host>(), Err(BadHost::Malformed { .. })), "{text}");
        }
        for text in ["https://user:secret@h.example", "git@h.example"] {
            let error = text.parse::<Host>().unwrap_err();
            assert_eq!(error, BadHost::Credential);
            assert!(!error.to_string().contains("secret"));
        }
    }
}
