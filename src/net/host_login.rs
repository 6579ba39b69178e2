//! The secrets of a login: read when they are sent, from a file that only its owner may read or from a variable, and sent
//! to the login's host only. They are never kept, and never shown.

use crate::config::{Certificate, Login, Secret};
use crate::env::Env;
use crate::lang::{Hint, Lang, displayed, say};
use crate::shell::Shell;
use crate::system::{file, private, reason};
use crate::urls::loopback::is_loopback_url;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use std::io;
use std::path::{Path, PathBuf};
use url::Url;

/// Why gv cannot log in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadLogin {
    /// A file of it cannot be read.
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        kind: io::ErrorKind,
    },
    /// Others than its owner may read a file with a secret.
    NotPrivate {
        /// The file.
        path: PathBuf,
    },
    /// A variable is not set.
    NoVariable {
        /// Its name.
        name: String,
    },
    /// What is there is no token: it is empty, or has several lines.
    NotToken {
        /// Where it is.
        place: String,
    },
    /// A file holds no certificate, or no key, that can be used.
    NotPem {
        /// The file.
        path: PathBuf,
    },
}

/// Tokens and certificates are small.
const LIMIT: u64 = 1 << 20;

impl Login {
    /// Whether it is for an address: its host, and over TLS, or to this machine.
    pub fn is_for(&self, url: &Url) -> bool {
        let Some(host) = url.host_str() else { return false };
        let port = url.port_or_known_default().unwrap_or_default();
        let named = self.host == host || self.host == format!("{host}:{port}");
        named && (url.scheme() == "https" || is_loopback_url(url))
    }

    /// The header that logs in, and its value.
    pub fn header(&self, env: &Env) -> Result<Option<(String, String)>, BadLogin> {
        let Some(secret) = &self.token else { return Ok(None) };
        let token = secret.read(env)?;
        Ok(Some(match &self.header {
            Some(name) => (name.clone(), token),
            None => ("Authorization".to_owned(), format!("Bearer {token}")),
        }))
    }

    /// The root certificates that are trusted at this host besides the usual ones.
    pub fn more_roots(&self, env: &Env) -> Result<Vec<CertificateDer<'static>>, BadLogin> {
        let mut all = Vec::new();
        for path in &self.roots {
            let path = full(path, env);
            let bytes = read(&path)?;
            let found: Vec<_> = CertificateDer::pem_slice_iter(&bytes).filter_map(Result::ok).collect();
            if found.is_empty() {
                return Err(BadLogin::NotPem { path });
            }
            all.extend(found);
        }
        Ok(all)
    }
}

impl Certificate {
    /// The certificate and its key, one after the other, in PEM.
    pub fn pem(&self, env: &Env) -> Result<Vec<u8>, BadLogin> {
        let mut pem = read(&full(&self.cert, env))?;
        pem.push(b'\n');
        pem.extend(read_private(&full(&self.key, env))?);
        Ok(pem)
    }
}

impl Secret {
    fn read(&self, env: &Env) -> Result<String, BadLogin> {
        let (text, place) = match self {
            Self::File(path) => {
                let path = full(path, env);
                (String::from_utf8_lossy(&read_private(&path)?).into_owned(), path.display().to_string())
            }
            Self::Variable(name) => {
                let missing = || BadLogin::NoVariable { name: name.clone() };
                (env.text(name).ok_or_else(missing)?.to_owned(), name.clone())
            }
        };
        let token = text.trim_start_matches('\u{feff}').trim();
        let sound = !token.is_empty() && token.bytes().all(|byte| (0x20..0x7f).contains(&byte));
        if sound { Ok(token.to_owned()) } else { Err(BadLogin::NotToken { place }) }
    }
}

/// `~/` is the user's home directory.
fn full(path: &Path, env: &Env) -> PathBuf {
    match (path.strip_prefix("~"), env.home_dir()) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => path.to_owned(),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, BadLogin> {
    let unreadable = |error: io::Error| BadLogin::File { path: path.to_owned(), kind: error.kind() };
    file::read_regular(path, LIMIT).map_err(unreadable)
}

fn read_private(path: &Path) -> Result<Vec<u8>, BadLogin> {
    let bytes = read(path)?;
    match path.metadata() {
        Ok(meta) if private::is_readable_by_others(&meta) => {
            Err(BadLogin::NotPrivate { path: path.to_owned() })
        }
        _ => Ok(bytes),
    }
}

displayed!(BadLogin);

impl BadLogin {
    /// Why there is no login.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::File { path, kind } => say!(
                lang,
                "cannot log in: {path}: {reason}",
                "无法登录：{path}：{reason}",
                path = path.display(),
                reason = reason(&(*kind).into(), lang)
            ),
            Self::NotPrivate { path } => say!(
                lang,
                "cannot log in: other users can read {path}",
                "无法登录：其他用户可以读取 {path}",
                path = path.display()
            ),
            Self::NoVariable { name } => {
                say!(lang, "cannot log in: {name} is not set", "无法登录：未设置 {name}")
            }
            Self::NotToken { place } => {
                say!(lang, "cannot log in: {place} does not hold a token", "无法登录：{place} 中没有令牌")
            }
            Self::NotPem { path } => say!(
                lang,
                "cannot log in: {path} holds no usable certificate or key in PEM",
                "无法登录：{path} 中没有可用的 PEM 证书或密钥",
                path = path.display()
            ),
        }
    }

    /// What changes that.
    pub fn hint(&self) -> Option<Hint> {
        match self {
            Self::NotPrivate { path } => {
                Some(Hint::command(format!("chmod 600 {}", Shell::USUAL.path(path))))
            }
            Self::NoVariable { .. } | Self::File { .. } | Self::NotToken { .. } | Self::NotPem { .. } => None,
        }
    }
}
