//! The world as this machine has it.

use super::dns::AsGo;
use super::hosts::HostsFile;
use super::network::{Control, Network, OwnTrust, System, Timeouts, controls};
use super::no_roots::RejectAll;
use crate::config::Config;
use crate::env::Env;
use crate::fetch;
use crate::net::root_certs::{VARIABLES, roots};
use crate::system::resolver;
use rustls::RootCertStore;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use rustls_platform_verifier::Verifier;
use std::sync::Arc;
use std::time::SystemTime;

impl Network {
    /// What `go` meets in this environment: the system's resolvers and hosts file, the authorities that it trusts, and the controls that the settings name, or gv's own.
    pub fn of(env: &Env, config: &Config) -> Result<Self, fetch::Error> {
        let crypto = Arc::new(rustls::crypto::ring::default_provider());
        let path = resolver::hosts_file(env.get("SYSTEMROOT"));
        let text = std::fs::read(&path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let hosts = HostsFile { path, text: text.unwrap_or_default() };
        let own = config.network.doh.as_ref().map(|list| {
            let control = |it: &crate::config::Resolver| Control { url: it.url.clone(), address: it.address };
            list.iter().map(control).collect()
        });
        let trust = verifier(env, &crypto).map(|(verifier, _)| verifier);
        Ok(Self {
            resolvers: resolver::servers(),
            lookup: match resolver::conf() {
                Some(conf) => Arc::new(AsGo::new(conf, hosts.clone())),
                None => Arc::new(System),
            },
            dial: Arc::new(System),
            controls: own.unwrap_or_else(controls),
            hosts,
            has_authorities: trust.is_some(),
            own_trust: own_trust(env, &crypto).map(Arc::new),
            trust: trust.unwrap_or_else(|| Arc::new(RejectAll(Arc::clone(&crypto)))),
            crypto,
            now: SystemTime::now(),
            timeouts: Timeouts::default(),
            gates: Arc::default(),
        })
    }
}

/// A verifier, and the names of the authorities that it trusts, where they are known.
type Verifying = (Arc<dyn ServerCertVerifier>, Vec<Vec<u8>>);

/// The verifier of this environment; `None` where no authority is trusted.
fn verifier(env: &Env, crypto: &Arc<CryptoProvider>) -> Option<Verifying> {
    let Some(certificates) = roots(env) else {
        let system = Verifier::new(Arc::clone(crypto)).ok()?;
        return Some((Arc::new(system), Vec::new()));
    };
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(certificates);
    let names = roots.roots.iter().map(|root| root.subject.to_vec()).collect();
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(crypto)).build();
    Some((verifier.ok()?, names))
}

/// Whom the system trusts where the environment names others.
fn own_trust(env: &Env, crypto: &Arc<CryptoProvider>) -> Option<OwnTrust> {
    VARIABLES.iter().find(|name| env.get(name).is_some())?;
    let (verifier, names) = verifier(&env.clone().without(VARIABLES), crypto)?;
    Some(OwnTrust { verifier, names })
}
