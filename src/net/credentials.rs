//! The user's names and passwords for hosts, as `go` reads them for its proxies: `~/.netrc`, unless GOAUTH says
//! otherwise (<https://pkg.go.dev/cmd/go#hdr-GOAUTH_environment_variable>). They are sent over https only.

use crate::env::Env;
use crate::golang::netrc::{self, Netrc};
use crate::system::file;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use percent_encoding::percent_decode_str;
use std::sync::Arc;
use url::Url;

/// Whom to log in to. Cheap to clone; shows nothing.
#[derive(Debug, Clone, Default)]
pub struct Credentials {
    netrc: Option<Arc<Netrc>>,
}

/// No netrc is larger.
const LIMIT: u64 = 16 << 20;

impl Credentials {
    /// Reads the netrc, where GOAUTH asks for it. Commands that GOAUTH may name are not run.
    pub fn read(env: &Env, goauth: &str) -> Self {
        let asked = goauth.is_empty() || goauth.split(';').any(|one| one.trim() == "netrc");
        // One that cannot be read is none: whoever needs it is told so by the proxy.
        let places = if asked { netrc::places(env, cfg!(windows)) } else { Vec::new() };
        let text = places.iter().find_map(|path| file::read_regular(path, LIMIT).ok());
        Self { netrc: text.map(|text| Arc::new(Netrc::parse(&String::from_utf8_lossy(&text)))) }
    }

    /// Name and password for an address.
    pub fn of(&self, url: &Url) -> Option<(&str, &str)> {
        let login = self.netrc.as_ref()?.lookup(url)?;
        let own = !url.username().is_empty() || url.password().is_some();
        (url.scheme() == "https" && !own).then_some((&login.user, &login.password))
    }
}

/// The user and the password that stand in an address.
pub fn of_url(url: &Url) -> Option<(String, String)> {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let password = url.password();
    let named = !url.username().is_empty() || password.is_some();
    named.then(|| (decoded(url.username()), decoded(password.unwrap_or_default())))
}

/// What a proxy or a server sees of the user that an address names: `Basic …`.
pub fn authorization(url: &Url) -> Option<String> {
    let (user, password) = of_url(url)?;
    Some(basic(&user, &password))
}

/// The value of an `Authorization` header (RFC 7617).
pub fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{password}")))
}
