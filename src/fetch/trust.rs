//! Which authorities a client trusts.

use super::Error;
use crate::env::Env;
use crate::net::root_certs::roots;
use reqwest::Certificate;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;

/// What is built by a builder that trusts whom this environment trusts, and these.
pub(super) fn trusting<T>(
    env: &Env,
    more: &[CertificateDer<'static>],
    builder: impl Fn() -> reqwest::ClientBuilder,
    build: impl Fn(reqwest::ClientBuilder) -> Result<T, reqwest::Error>,
) -> Result<T, Error> {
    // An earlier client of this process may have done so; every one installs the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let outcome = if let Some(roots) = roots(env) {
        // One that the library cannot read would keep the client from being made; `go` passes over it.
        let sound = |der: &&CertificateDer<'static>| RootCertStore::empty().add((*der).clone()).is_ok();
        let roots = roots.iter().chain(more).filter(sound).filter_map(|der| Certificate::from_der(der).ok());
        build(builder().tls_certs_only(roots))
    } else {
        // A machine without any (a bare container) can still fetch over http: then nothing at all is trusted.
        let more = || more.iter().filter_map(|der| Certificate::from_der(der).ok());
        build(builder().tls_certs_merge(more())).or_else(|_| build(builder().tls_certs_only(more())))
    };
    outcome.map_err(|error| Error::Client { reason: error.to_string() })
}
