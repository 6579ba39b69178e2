//! `[network.hosts]` and `[network.client]`: how gv logs in at the hosts of a company. The secrets themselves never stand
//! in the settings, only where they are.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// How gv logs in at one host, and whom it trusts there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Login {
    /// The host, in small letters; with a port where it counts for that one only.
    pub host: String,
    /// Where the token is.
    pub token: Option<Secret>,
    /// The header that carries the token; without it `Authorization: Bearer`.
    pub header: Option<String>,
    /// Files with more root certificates to trust there, in PEM.
    pub roots: Vec<PathBuf>,
    /// The certificate of this client, and its key.
    pub client: Option<Certificate>,
}

/// Where a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Secret {
    /// A file that only its owner may read.
    File(PathBuf),
    /// An environment variable, by its name.
    Variable(String),
}

/// A client certificate, in PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The certificate, with the ones between it and the root.
    pub cert: PathBuf,
    /// Its key, in a file that only its owner may read.
    pub key: PathBuf,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Table {
    token_file: Option<PathBuf>,
    token_variable: Option<String>,
    header: Option<String>,
    roots: Vec<PathBuf>,
    cert: Option<PathBuf>,
    key: Option<PathBuf>,
}

/// `[network.hosts."NAME"]`
#[derive(Deserialize, Default)]
#[serde(try_from = "BTreeMap<String, Table>")]
pub(super) struct Hosts(Vec<Login>);

/// `[network.client]`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Client {
    cert: PathBuf,
    key: PathBuf,
    hosts: Vec<String>,
}

impl TryFrom<BTreeMap<String, Table>> for Hosts {
    type Error = String;

    fn try_from(tables: BTreeMap<String, Table>) -> Result<Self, String> {
        tables.into_iter().map(|(host, table)| table.read(&host)).collect::<Result<_, _>>().map(Self)
    }
}

impl Table {
    fn read(self, host: &str) -> Result<Login, String> {
        let host = host_name(host)?;
        let token = match (self.token_file, self.token_variable) {
            (Some(_), Some(_)) => {
                return Err(format!("{host}: set token_file or token_variable, not both"));
            }
            (Some(path), None) => Some(Secret::File(path)),
            // A token that was written here by mistake is not repeated.
            (None, Some(name)) if !is_variable(&name) => {
                return Err(format!(
                    "{host}: token_variable is the name of an environment variable, not its value"
                ));
            }
            (None, name) => name.map(Secret::Variable),
        };
        if self.header.is_some() && token.is_none() {
            return Err(format!("{host}: header needs token_file or token_variable"));
        }
        if self.header.as_deref().is_some_and(|name| !is_header(name)) {
            return Err(format!("{host}: header is the name of a header, such as X-JFrog-Art-Api"));
        }
        let client = match (self.cert, self.key) {
            (Some(cert), Some(key)) => Some(Certificate { cert, key }),
            (None, None) => None,
            _ => return Err(format!("{host}: set both cert and key")),
        };
        Ok(Login { host, token, header: self.header, roots: self.roots, client })
    }
}

impl Hosts {
    /// All logins; the client certificate counts for the hosts that are named beside it.
    pub fn with(self, client: Option<Client>) -> Vec<Login> {
        let mut logins = self.0;
        let Some(Client { cert, key, hosts }) = client else { return logins };
        for host in hosts {
            let host = host.to_ascii_lowercase();
            let certificate = Certificate { cert: cert.clone(), key: key.clone() };
            match logins.iter_mut().find(|login| login.host == host) {
                Some(login) => login.client = login.client.take().or(Some(certificate)),
                None => logins.push(Login { host, client: Some(certificate), ..Login::default() }),
            }
        }
        logins
    }
}

/// A host, with a port or without; no address and no pattern, so that a login is for one host and no other.
fn host_name(text: &str) -> Result<String, String> {
    let sound = !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']'));
    let wrong = || {
        "the name of a login must be a host, such as artifacts.corp.example or artifacts.corp.example:8443"
            .to_owned()
    };
    if sound { Ok(text.to_ascii_lowercase()) } else { Err(wrong()) }
}

fn is_variable(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.len() <= 64
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn is_header(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}
