//! The user's settings for modules, which the relay follows where it is a module proxy too.

use crate::env::Env;
use crate::env::relayed::GOPROXY;
use crate::goenv::{GoEnv, Scope};
use crate::golang::goproxy::{HopKind, List};
use crate::net::credentials;
use crate::net::relay::{Session, hex};
use ring::digest;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::Path;

/// The path below the secret of the relay at which modules are.
pub const FOLDER: &str = "mod";

/// The settings, as they stand. An address may hold a password; it shows nothing.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModuleSettings {
    /// GOPROXY
    pub goproxy: String,
    /// GOPRIVATE
    pub goprivate: String,
    /// GONOPROXY, or GOPRIVATE where it is empty.
    pub gonoproxy: String,
    /// GONOSUMDB, or GOPRIVATE where it is empty.
    pub gonosumdb: String,
    /// GOAUTH
    pub goauth: String,
    /// The hosts that are reached without a proxy.
    pub no_proxy: String,
}

impl fmt::Debug for ModuleSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ModuleSettings")
    }
}

impl ModuleSettings {
    /// Those of this user.
    pub fn of(env: &Env) -> Self {
        Self::read(&GoEnv::read(env, None), env)
    }

    /// Those of a `go` that runs from this folder in this environment. Where the folder is not known, what its own
    /// `go.env` says is not known either: `None` unless the user has set GOPROXY.
    pub fn of_go(env: &Env, goroot: Option<&Path>) -> Option<Self> {
        let go = GoEnv::read(env, goroot);
        let is_set = go.value(GOPROXY).is_some_and(|setting| setting.scope != Scope::Builtin);
        (goroot.is_some() || is_set).then(|| Self::read(&go, env))
    }

    fn read(go: &GoEnv, env: &Env) -> Self {
        let text = |key| go.text(key).to_owned();
        let no_proxy = env.text("NO_PROXY").or_else(|| env.text("no_proxy")).unwrap_or_default();
        Self {
            goproxy: text(GOPROXY),
            goprivate: text("GOPRIVATE"),
            gonoproxy: text("GONOPROXY"),
            gonosumdb: text("GONOSUMDB"),
            goauth: text("GOAUTH"),
            no_proxy: no_proxy.to_owned(),
        }
    }

    /// Names the way that requests take by these settings: another hash means that it may be another way.
    pub fn hash(&self) -> String {
        let Self { goproxy, goprivate, gonoproxy, gonosumdb, goauth, no_proxy: _ } = self;
        let text = [goproxy, goprivate, gonoproxy, gonosumdb, goauth].map(String::as_str).join("\0");
        hex(digest::digest(&digest::SHA256, text.as_bytes()).as_ref())
    }

    /// The list that the relay follows. `None` where it has no proxy, and where one is a folder: `go` reads it itself.
    pub fn list(&self) -> Option<List> {
        let list = List::parse(&self.goproxy).ok()?;
        let is_web = list.proxies().all(|url| matches!(url.scheme(), "http" | "https"));
        (is_web && list.proxies().next().is_some()).then_some(list)
    }

    /// Whether an address of the list holds a login.
    pub fn has_login(&self) -> bool {
        List::parse(&self.goproxy)
            .is_ok_and(|list| list.proxies().any(|url| credentials::of_url(url).is_some()))
    }

    /// The GOPROXY that leads to the relay, and behind it to what the list ends with. The relay answers 404 where `go`
    /// has to go on by the rules of the list, and so a comma is right whatever the list has.
    pub fn handed(&self, session: &Session) -> Option<String> {
        let list = self.list()?;
        let end = match list.hops.last().map(|hop| &hop.kind) {
            Some(HopKind::Direct) => ",direct",
            Some(HopKind::Off) => ",off",
            Some(HopKind::Proxy(_)) | None => "",
        };
        Some(format!("{}/{}/{FOLDER}{end}", session.shown(), session.secret.text()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::relay::Secret;

    fn settings(goproxy: &str) -> ModuleSettings {
        ModuleSettings { goproxy: goproxy.to_owned(), ..ModuleSettings::default() }
    }

    #[test]
    fn the_relay_takes_the_place_of_the_proxies_and_of_nothing_else() {
        let secret = Secret::new().unwrap();
        let session = Session { port: 7, secret, process: 1, started: 0, settings: String::new() };
        let own = format!("http://127.0.0.1:7/{}/mod", session.secret.text());
        for (list, end) in [
            ("https://a.example|https://b.example", Some("")),
            ("https://a.example|direct", Some(",direct")),
            ("https://a.example,off", Some(",off")),
            ("direct", None),
            ("off", None),
            ("file:///srv/p,direct", None),
            ("nonsense", None),
        ] {
            assert_eq!(settings(list).handed(&session), end.map(|end| format!("{own}{end}")), "{list}");
        }
    }

    #[test]
    fn a_login_is_seen_and_not_shown() {
        let settings = settings("https://a.example,https://u:secret@b.example,direct");
        assert!(settings.has_login() && !format!("{settings:?}").contains("secret"));
    }

    #[test]
    fn without_a_folder_only_what_the_user_has_set_counts() {
        let env =
            |value: &str| Env::from_vars([("GOPROXY".into(), value.into()), ("GOENV".into(), "off".into())]);
        assert!(ModuleSettings::of_go(&env(""), None).is_none());
        assert_eq!(
            ModuleSettings::of_go(&env("https://a.example"), None).unwrap().goproxy,
            "https://a.example"
        );
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("go.env"), "GOPROXY=direct\n").unwrap();
        assert_eq!(ModuleSettings::of_go(&env(""), Some(folder.path())).unwrap().goproxy, "direct");
    }
}
