//! A TLS handshake, with the chain as it was sent. A chain that is not trusted is recorded, and the handshake fails
//! as it does elsewhere.

use super::certificate::Certificate;
use super::{Budget, Network, Stream, tcp};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::time_provider::TimeProvider;
use rustls::{
    AlertDescription, CertificateError, ClientConfig, DigitallySignedStruct, Error, PeerIncompatible,
    ProtocolVersion, SignatureScheme,
};
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, Instant, UNIX_EPOCH};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

/// What came of a handshake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handshake {
    /// How long it took.
    pub took: Duration,
    /// The certificates as they were sent, the server's own first; empty where it did not come to that.
    pub chain: Vec<Certificate>,
    /// The version that was agreed on.
    pub version: Option<&'static str>,
    /// Whether it came to be.
    pub result: Result<(), Fault>,
    /// How the system itself would have trusted the chain, where variables keep its authorities away.
    pub by_system: Option<BySystem>,
}

/// How a chain leads to an authority of the system's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BySystem {
    /// The authority itself has signed the server's certificate, as public ones never do: it is a company's, or a program's.
    Directly,
    /// By a certificate in between, or in a way that cannot be known.
    Between,
}

/// Why a handshake did not come to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The connection was cut after the first message.
    Reset,
    /// The other side hung up without a word.
    Closed,
    /// No answer in time.
    Stall,
    /// The other side speaks something else; http, where that can be seen.
    NotTls {
        /// Whether it is http.
        http: bool,
    },
    /// The other side knows only versions that are too old to be safe.
    Version,
    /// The certificate is not trusted.
    Certificate(Doubt),
    /// Anything else, in the library's words.
    Other(String),
}

/// Why a certificate is not trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// No authority that this machine trusts has issued it.
    Issuer,
    /// It is no longer valid.
    Expired,
    /// It is not valid yet.
    NotYet,
    /// It is for other names.
    Name,
    /// Anything else, in the library's words.
    Other(String),
}

impl Handshake {
    /// Whether the server itself is the right one.
    pub fn is_valid(&self) -> bool {
        self.result.is_ok()
    }

    /// Why its certificate is not.
    pub fn doubt(&self) -> Option<&Doubt> {
        match &self.result {
            Err(Fault::Certificate(doubt)) => Some(doubt),
            _ => None,
        }
    }

    /// Whether the other side answered the first message at all.
    pub fn was_answered(&self) -> bool {
        !matches!(self.result, Err(Fault::Reset | Fault::Closed | Fault::Stall))
    }
}

/// How long the first message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hello {
    /// As long as that of `go` from 1.24 on, whose post-quantum key makes it two packets.
    OfGo,
    /// As short as it can be.
    Short,
}

/// Shakes hands over a stream as `go` does. `name` is the host that the certificate has to be for, and what is sent in
/// the clear.
pub async fn shake(
    network: &Network,
    stream: impl Stream,
    name: ServerName<'static>,
    budget: Budget,
) -> (Handshake, Option<Box<dyn Stream>>) {
    shake_with(Hello::OfGo, network, stream, name, budget).await
}

/// The same with a first message of another length.
pub async fn shake_with(
    hello: Hello,
    network: &Network,
    stream: impl Stream,
    name: ServerName<'static>,
    budget: Budget,
) -> (Handshake, Option<Box<dyn Stream>>) {
    let started = Instant::now();
    let seen = Arc::new(Mutex::new(Seen::default()));
    let head = Arc::new(Mutex::new(Vec::new()));
    let tapped = Tapped { stream, head: Arc::clone(&head) };
    let made = match config(network, hello, &seen) {
        Ok(config) => {
            let connecting = TlsConnector::from(Arc::new(config)).connect(name, tapped);
            match timeout(budget.for_step(network.timeouts.tls), connecting).await {
                Ok(made) => made.map_err(|error| fault(&error, &locked(&head))),
                Err(_) => Err(Fault::Stall),
            }
        }
        Err(error) => Err(Fault::Other(error.to_string())),
    };
    let Seen { chain, by_system } = locked(&seen);
    let chain: Vec<_> = chain.iter().filter_map(|der| Certificate::parse(der)).collect();
    let own = network.own_trust.as_ref().filter(|_| by_system);
    let by_system = own.map(|own| match chain.first() {
        Some(leaf) if own.names.iter().any(|name| leaf.is_issued_in(name)) => BySystem::Directly,
        _ => BySystem::Between,
    });
    let (result, version, stream) = match made {
        Ok(stream) => {
            let version = stream.get_ref().1.protocol_version().and_then(shown);
            (Ok(()), version, Some(Box::new(stream) as Box<dyn Stream>))
        }
        Err(fault) => (Err(fault), None, None),
    };
    (Handshake { took: started.elapsed(), chain, version, result, by_system }, stream)
}

fn locked<T: Clone>(mutex: &Mutex<T>) -> T {
    // Whoever held it before cannot have left half a value: it is only ever pushed to.
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
}

fn shown(version: ProtocolVersion) -> Option<&'static str> {
    match version {
        ProtocolVersion::TLSv1_2 => Some("TLS 1.2"),
        ProtocolVersion::TLSv1_3 => Some("TLS 1.3"),
        _ => None,
    }
}

fn config(network: &Network, hello: Hello, seen: &Arc<Mutex<Seen>>) -> Result<ClientConfig, Error> {
    let own = network.own_trust.as_ref().map(|own| Arc::clone(&own.verifier));
    let recorder = Recorder { trust: Arc::clone(&network.trust), own, seen: Arc::clone(seen) };
    let now = network.now.duration_since(UNIX_EPOCH).unwrap_or_default();
    let clock = Arc::new(Clock(UnixTime::since_unix_epoch(now)));
    // "Dangerous" is a verifier of one's own. This one writes down what it sees and asks the real one.
    let mut config = ClientConfig::builder_with_details(Arc::clone(&network.crypto), clock)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(recorder))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    if hello == Hello::OfGo {
        config.alpn_protocols.extend(vec![vec![b'-'; PADDING]; PADDINGS]);
    }
    Ok(config)
}

/// Protocols that do not exist stand in for the key that makes the first message of `go` long: servers pass over those that
/// they do not know (RFC 7301, 3.2).
const PADDING: usize = 250;
const PADDINGS: usize = 5;

fn fault(error: &io::Error, head: &[u8]) -> Fault {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
    match inner {
        None => match tcp::Fault::of(error) {
            _ if error.kind() == io::ErrorKind::UnexpectedEof && head.is_empty() => Fault::Closed,
            tcp::Fault::Reset => Fault::Reset,
            tcp::Fault::Timeout => Fault::Stall,
            _ => Fault::Other(error.to_string()),
        },
        Some(Error::InvalidMessage(_)) => {
            // What a handshake begins with, or an alert.
            let tls = matches!(head, [0x15 | 0x16, 3, ..]);
            if tls {
                Fault::Other(error.to_string())
            } else {
                Fault::NotTls { http: head.starts_with(b"HTTP/") }
            }
        }
        Some(
            Error::AlertReceived(AlertDescription::ProtocolVersion)
            | Error::PeerIncompatible(
                PeerIncompatible::ServerDoesNotSupportTls12Or13
                | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
            ),
        ) => Fault::Version,
        Some(Error::InvalidCertificate(error)) => Fault::Certificate(doubt(error)),
        Some(error) => Fault::Other(error.to_string()),
    }
}

fn doubt(error: &CertificateError) -> Doubt {
    match error {
        CertificateError::UnknownIssuer | CertificateError::BadSignature => Doubt::Issuer,
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => Doubt::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => Doubt::NotYet,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => Doubt::Name,
        // A certificate of an authority presented as a server's own: one made by hand.
        CertificateError::Other(other) if other.to_string().contains("CaUsedAsEndEntity") => Doubt::Issuer,
        other => Doubt::Other(other.to_string()),
    }
}

#[derive(Debug)]
struct Clock(UnixTime);

impl TimeProvider for Clock {
    fn current_time(&self) -> Option<UnixTime> {
        Some(self.0)
    }
}

/// Writes down the chain, and leaves every decision to the real verifier.
#[derive(Debug)]
struct Recorder {
    trust: Arc<dyn ServerCertVerifier>,
    /// The system's own verifier, where it differs.
    own: Option<Arc<dyn ServerCertVerifier>>,
    seen: Arc<Mutex<Seen>>,
}

/// What was shown.
#[derive(Debug, Clone, Default)]
struct Seen {
    chain: Vec<Vec<u8>>,
    /// Whether the system itself trusts what was not trusted.
    by_system: bool,
}

impl ServerCertVerifier for Recorder {
    fn verify_server_cert(
        &self,
        own: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verified = self.trust.verify_server_cert(own, others, name, ocsp, now);
        let by_system = |system: &Arc<dyn ServerCertVerifier>| {
            system.verify_server_cert(own, others, name, ocsp, now).is_ok()
        };
        if let Ok(mut seen) = self.seen.lock() {
            seen.chain = std::iter::once(own).chain(others).map(|der| der.to_vec()).collect();
            seen.by_system = verified.is_err() && self.own.as_ref().is_some_and(by_system);
        }
        verified
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.trust.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.trust.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.trust.supported_verify_schemes()
    }
}

/// A stream whose first bytes are remembered: they tell what is spoken there.
struct Tapped<S> {
    stream: S,
    head: Arc<Mutex<Vec<u8>>>,
}

const HEAD: usize = 16;

impl<S: Stream> AsyncRead for Tapped<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        if let Ok(mut head) = self.head.lock() {
            let room = HEAD.saturating_sub(head.len());
            head.extend(buffer.filled()[before..].iter().take(room));
        }
        polled
    }
}

impl<S: Stream> AsyncWrite for Tapped<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
