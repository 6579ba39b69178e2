//! What can be seen to be wrong in what is set, before anybody is asked.

use crate::env::Env;
use crate::goenv::GoEnv;
use crate::golang::proxy::{BadProxy, Proxies, Proxy};
use crate::golang::{database, goproxy};
use std::path::PathBuf;
use url::Url;

/// A setting that cannot work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// GOPROXY cannot be understood: every `go` command that needs a module fails.
    Goproxy(goproxy::Error),
    /// GOPROXY names a folder that is not there.
    NoFolder(PathBuf),
    /// GOSUMDB cannot be understood.
    Gosumdb(database::Error),
    /// GOSUMDB is off, and toolchains are not believed without a database.
    ToolchainNeedsDatabase,
    /// A proxy variable cannot be understood, so that `go` passes over it.
    ProxyMalformed(BadProxy),
    /// Modules are fetched from their repositories, and there is no git.
    NoGit,
    /// This machine trusts no authority at all.
    NoAuthorities,
    /// The authorities are those of a file or folder, and not the system's.
    OwnAuthorities {
        /// The variable that says so.
        variable: &'static str,
        /// The file or folder.
        path: PathBuf,
    },
}

impl Setting {
    /// The id.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Goproxy(_) | Self::NoFolder(_) => "env_goproxy",
            Self::Gosumdb(_) => "env_gosumdb",
            Self::ToolchainNeedsDatabase => "toolchain_needs_sumdb",
            Self::ProxyMalformed(_) => "proxy_malformed",
            Self::NoGit => "missing_vcs",
            Self::NoAuthorities => "no_roots",
            Self::OwnAuthorities { .. } => "own_roots",
        }
    }
}

/// How the proxy is called that the system is set to, and that `go` does not read.
pub const SYSTEM: &str = "ProxyServer";

/// The authorities that the environment names.
pub(super) fn authorities(env: &Env) -> impl Iterator<Item = Setting> + '_ {
    ["SSL_CERT_FILE", "SSL_CERT_DIR"].into_iter().filter_map(|variable| {
        let path = env.get(variable)?.into();
        Some(Setting::OwnAuthorities { variable, path })
    })
}

/// A folder that is not there.
pub(super) fn folder(url: &Url) -> Option<Setting> {
    let path = (url.scheme() == "file").then(|| url.to_file_path().ok())??;
    (!path.is_dir()).then_some(Setting::NoFolder(path))
}

/// Whether `go` may fetch another toolchain.
pub(super) fn switches_toolchains(go: &GoEnv) -> bool {
    let value = go.text("GOTOOLCHAIN");
    value.is_empty() || value == "auto" || value.ends_with("+auto")
}

/// The proxy for http, where `go` asks for nothing over http.
pub(super) fn of_http(env: &Env) -> Option<Proxy> {
    let somewhere = Url::parse("http://host.invalid/").ok()?;
    Proxies::from_env(env).ok()?.for_url(&somewhere).cloned()
}
