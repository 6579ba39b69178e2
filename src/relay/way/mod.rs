//! One way to a target: through one upstream, or directly.

mod direct;
mod http;
mod socks;

pub use http::{Asked, Prefixed, Talk, begin, offers};

use super::fault::Fault;
use super::plan::port;
use super::upstream::Upstream;
use super::{Shared, Target};
use crate::probe::Stream;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use url::Url;

/// A connection to a target.
pub type Connection = Box<dyn Stream>;

/// For a connection to a proxy, its name included.
const CONNECT: Duration = Duration::from_secs(10);
/// For a TLS handshake with a proxy.
const TLS: Duration = Duration::from_secs(10);
/// For a proxy's answer: it may have to look the name up, to ask others whether it may, and to connect.
const ANSWER: Duration = Duration::from_secs(30);

/// Opens a connection to a target. `inner` says whether places of this machine may be reached.
pub async fn open(
    shared: &Arc<Shared>,
    upstream: &Upstream,
    target: &Target,
    inner: bool,
) -> Result<Connection, Fault> {
    let Some(proxy) = &upstream.settings.proxy else {
        return Ok(Box::new(direct::connect(shared, target, inner).await?));
    };
    if proxy.scheme().starts_with("socks5") {
        return socks::connect(shared, upstream, proxy, target, inner).await;
    }
    http::connect(shared, upstream, proxy, target).await
}

/// A connection to a proxy itself.
async fn dial(shared: &Shared, proxy: &Url) -> Result<Connection, Fault> {
    let host = proxy.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    let of_target = false;
    let connecting = async {
        let addresses = match host.parse() {
            Ok(address) => Ok(vec![address]),
            Err(_) => shared.network.lookup.lookup(&host).await,
        };
        let addresses = addresses.ok().filter(|it| !it.is_empty()).ok_or(Fault::NoAddress { of_target })?;
        direct::race(&addresses, port(proxy)).await.map_err(|why| Fault::Connect { of_target, why })
    };
    let stream: TcpStream = timeout(CONNECT, connecting).await.unwrap_or(Err(Fault::Timeout))?;
    if proxy.scheme() != "https" {
        return Ok(Box::new(stream));
    }
    let name = ServerName::try_from(host).map_err(|error| Fault::Tls(error.to_string()))?;
    let shaking = TlsConnector::from(Arc::clone(&shared.tls)).connect(name, stream);
    match timeout(TLS, shaking).await {
        Ok(Ok(stream)) => Ok(Box::new(stream)),
        Ok(Err(error)) => Err(Fault::Tls(error.to_string())),
        Err(_) => Err(Fault::Timeout),
    }
}

/// Looks whether an upstream is well: by the target that it reached last, else by a connection to it alone.
pub async fn probe(shared: &Arc<Shared>, upstream: &Upstream) -> Result<(), Fault> {
    let last = upstream.last_target();
    match (&upstream.settings.proxy, last) {
        (_, Some(target)) => open(shared, upstream, &target, true).await.map(drop),
        (Some(proxy), None) => dial(shared, proxy).await.map(drop),
        (None, None) => Ok(()),
    }
}

/// The TLS that is spoken to proxies: it trusts whom `go` trusts here.
pub fn tls(network: &crate::probe::Network) -> Result<Arc<ClientConfig>, rustls::Error> {
    let builder = ClientConfig::builder_with_provider(Arc::clone(&network.crypto));
    let config = builder
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::clone(&network.trust))
        .with_no_client_auth();
    Ok(Arc::new(config))
}
