//! The user's names and passwords for hosts, as `go` reads them for its proxies: `~/.netrc`, unless GOAUTH says
//! otherwise (<https://pkg.go.dev/cmd/go#hdr-GOAUTH_environment_variable>). They are sent over https only.

use crate::env::Env;
use crate::golang::netrc::{self, Netrc};
use std::fs;
use std::sync::Arc;
use url::Url;

/// Whom to log in to. Cheap to clone; shows nothing.
#[derive(Debug, Clone, Default)]
pub struct Logins {
    netrc: Option<Arc<Netrc>>,
}

impl Logins {
    /// Reads the netrc, where GOAUTH asks for it. Commands that GOAUTH may name are not run.
    pub fn read(env: &Env, goauth: &str) -> Self {
        let asked = goauth.is_empty() || goauth.split(';').any(|one| one.trim() == "netrc");
        // One that cannot be read is none: whoever needs it is told so by the proxy.
        let places = if asked { netrc::places(env, cfg!(windows)) } else { Vec::new() };
        let text = places.iter().find_map(|path| fs::read(path).ok());
        Self { netrc: text.map(|text| Arc::new(Netrc::parse(&String::from_utf8_lossy(&text)))) }
    }

    /// Name and password for an address.
    pub fn of(&self, url: &Url) -> Option<(&str, &str)> {
        let login = self.netrc.as_ref()?.lookup(url)?;
        let own = !url.username().is_empty() || url.password().is_some();
        (url.scheme() == "https" && !own).then_some((&login.user, &login.password))
    }
}
