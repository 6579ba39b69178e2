//! The world as this machine has it.

use super::hosts::HostsFile;
use super::nobody::Nobody;
use super::world::{Control, Patience, System, World, controls};
use crate::config::Config;
use crate::env::Env;
use crate::fetch::{self, named_roots};
use crate::system::resolver;
use rustls::RootCertStore;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use rustls_platform_verifier::Verifier;
use std::sync::Arc;
use std::time::SystemTime;

impl World {
    /// What a program of this environment meets: the system's resolvers and hosts file, its authorities or those that
    /// `SSL_CERT_FILE` and `SSL_CERT_DIR` name, and the controls that the settings name, or gv's own.
    pub fn of(env: &Env, config: &Config) -> Result<Self, fetch::Error> {
        let crypto = Arc::new(rustls::crypto::ring::default_provider());
        let path = resolver::hosts_file(env);
        let text = std::fs::read(&path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let own = config.network.doh.as_ref().map(|list| {
            let control = |it: &crate::config::Resolver| Control { url: it.url.clone(), address: it.address };
            list.iter().map(control).collect()
        });
        let trust = trust(env, &crypto)?;
        Ok(Self {
            resolvers: resolver::servers(),
            lookup: Arc::new(System),
            dial: Arc::new(System),
            controls: own.unwrap_or_else(controls),
            hosts: HostsFile { path, text: text.unwrap_or_default() },
            has_authorities: trust.is_some(),
            trust: trust.unwrap_or_else(|| Arc::new(Nobody(Arc::clone(&crypto)))),
            crypto,
            now: SystemTime::now(),
            patience: Patience::default(),
        })
    }
}

/// The verifier of this environment; `None` where there is nobody to be trusted.
fn trust(
    env: &Env,
    crypto: &Arc<CryptoProvider>,
) -> Result<Option<Arc<dyn ServerCertVerifier>>, fetch::Error> {
    let Some(named) = named_roots(env)? else {
        let system = Verifier::new(Arc::clone(crypto)).ok();
        return Ok(system.map(|system| Arc::new(system) as Arc<dyn ServerCertVerifier>));
    };
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(named);
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(crypto)).build();
    Ok(verifier.ok().map(|verifier| verifier as Arc<dyn ServerCertVerifier>))
}
