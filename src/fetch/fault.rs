//! What one source did wrong, read from what the libraries report.

use super::client::Refused;
use std::error::Error as StdError;
use std::io;
use std::time::Duration;

/// What went wrong with one source.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// An HTTP status other than the one wanted.
    #[error("answered {0}")]
    Status(u16),
    /// The same, and it wants to be left alone for a while (`Retry-After`).
    #[error("answered {status}, to be asked again in {seconds} s")]
    Busy {
        /// The HTTP status.
        status: u16,
        /// How long, in seconds.
        seconds: u64,
    },
    /// Nobody listens there.
    #[error("connection refused")]
    Refused,
    /// The name has no address.
    #[error("cannot resolve the name")]
    Dns,
    /// No connection or no answer in time.
    #[error("timed out")]
    Timeout,
    /// The connection was cut.
    #[error("connection reset")]
    Reset,
    /// The network or the host cannot be reached.
    #[error("cannot be reached")]
    Unreachable,
    /// TLS did not come to be.
    #[error("TLS: {0}")]
    Tls(Tls),
    /// The proxy, not the source, is the trouble.
    #[error("proxy {proxy}: {fault}")]
    Proxy {
        /// Without credentials.
        proxy: String,
        /// What it did.
        fault: Box<Fault>,
    },
    /// The proxy wants a name and a password.
    #[error("wants a user and a password")]
    ProxyAuth,
    /// The proxy would not make the connection.
    #[error("refused to connect")]
    ProxyRefused,
    /// More than ten redirects.
    #[error("more than 10 redirects")]
    Redirects,
    /// A redirect from https to something weaker; never followed.
    #[error("redirected from https to {to}, which is not secure")]
    Downgrade {
        /// Where to, without credentials.
        to: String,
    },
    /// A web page where a file was wanted: a captive portal, or an error page with status 200.
    #[error("answered with a web page")]
    Html,
    /// The first bytes are not those of such a file.
    #[error("answered with something else than the file")]
    Magic,
    /// Another length than expected.
    #[error("has {actual} bytes, expected {expected}")]
    Length {
        /// What was expected.
        expected: u64,
        /// What the source said, or the least it sent.
        actual: u64,
    },
    /// More bytes than allowed.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// How many are allowed.
        limit: u64,
    },
    /// Asked to continue at an offset, it answered with another part, or not at all.
    #[error("cannot continue at byte {offset}")]
    Range {
        /// Where it should have gone on.
        offset: u64,
    },
    /// The body ended early.
    #[error("ended early, at byte {at}")]
    Truncated {
        /// The position in the file.
        at: u64,
    },
    /// Bytes ceased to come, or came too slowly.
    #[error("stalled at byte {at}")]
    Stalled {
        /// The position in the file.
        at: u64,
    },
    /// Neither http, https nor file.
    #[error("{0} is no scheme to fetch from")]
    Scheme(String),
    /// Nobody may be asked.
    #[error("not asked: GV_OFFLINE is set")]
    Offline,
    /// No such file on this machine.
    #[error("there is no such file")]
    NoFile,
    /// A file or folder of this machine that cannot be read.
    #[error("cannot be read: {0}")]
    File(String),
    /// Anything else, in the words of the library.
    #[error("{0}")]
    Other(String),
}

/// Why TLS did not come to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Tls {
    /// Signed by nobody this machine trusts.
    #[error("the certificate is not trusted")]
    Untrusted,
    /// Expired or not yet valid.
    #[error("the certificate is expired or not yet valid; is the clock right?")]
    Expired,
    /// For another name.
    #[error("the certificate is for another name")]
    Name,
    /// The other side does not speak TLS.
    #[error("the other side does not speak TLS")]
    NotTls,
    /// Anything else, in the words of the library.
    #[error("{0}")]
    Other(String),
}

impl Fault {
    /// The HTTP status, when that is what went wrong.
    pub fn status(&self) -> Option<u16> {
        match self {
            Fault::Status(status) | Fault::Busy { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// Whether the source answered that it has no such file, in the terms of a GOPROXY (404 and 410).
    pub fn is_not_found(&self) -> bool {
        matches!(self.status(), Some(404 | 410)) || *self == Fault::NoFile
    }

    /// Whether asking again soon may help.
    pub(super) fn may_pass(&self) -> bool {
        match self {
            Fault::Status(status) | Fault::Busy { status, .. } => {
                matches!(status, 408 | 425 | 429) || *status >= 500
            }
            Fault::Refused
            | Fault::Dns
            | Fault::Timeout
            | Fault::Reset
            | Fault::Unreachable
            | Fault::Truncated { .. }
            | Fault::Stalled { .. }
            | Fault::Tls(Tls::Other(_))
            | Fault::Other(_) => true,
            Fault::Proxy { fault, .. } => fault.may_pass(),
            _ => false,
        }
    }

    /// What the system said of a connection.
    pub(super) fn of_io(error: &io::Error) -> Self {
        of_kind(error.kind()).unwrap_or_else(|| Fault::Other(error.to_string()))
    }

    /// The same, where a body ended early: at this position.
    pub(super) fn at(self, position: u64) -> Self {
        match self {
            Fault::Truncated { .. } => Fault::Truncated { at: position },
            fault => fault,
        }
    }

    /// How long the source wants to be left alone.
    pub(super) fn rest(&self) -> Option<Duration> {
        match self {
            Fault::Busy { seconds, .. } => Some(Duration::from_secs(*seconds)),
            _ => None,
        }
    }

    /// Reads a library's error to its cause. `proxy` is the one that was in between.
    pub(super) fn of(error: &reqwest::Error, proxy: Option<String>) -> Self {
        let fault = Self::cause(error);
        match proxy {
            // A connection that was made is the source's matter again, except for what only proxies say.
            Some(proxy) if error.is_connect() && !matches!(fault, Fault::Tls(_)) => {
                Fault::Proxy { proxy, fault: Box::new(fault) }
            }
            _ => fault,
        }
    }

    fn cause(error: &reqwest::Error) -> Self {
        let mut text = String::new();
        let mut next: Option<&(dyn StdError + 'static)> = error.source();
        while let Some(cause) = next {
            if let Some(known) = known(cause) {
                return known;
            }
            text = cause.to_string();
            if let Some(known) = told(&text) {
                return known;
            }
            // An `io::Error` that wraps another error hides it from `source`.
            let wrapped = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
            next = wrapped.map(|inner| inner as &(dyn StdError + 'static)).or_else(|| cause.source());
        }
        match () {
            () if error.is_timeout() => Fault::Timeout,
            () if error.is_dns() => Fault::Dns,
            () => Fault::Other(text),
        }
    }
}

fn known(cause: &(dyn StdError + 'static)) -> Option<Fault> {
    if let Some(refused) = cause.downcast_ref::<Refused>() {
        return Some(match refused {
            Refused::TooMany => Fault::Redirects,
            Refused::Downgrade { to } => Fault::Downgrade { to: to.clone() },
        });
    }
    if let Some(tls) = cause.downcast_ref::<rustls::Error>() {
        return Some(Fault::Tls(Tls::of(tls)));
    }
    if let Some(io) = cause.downcast_ref::<io::Error>() {
        return of_kind(io.kind());
    }
    None
}

fn of_kind(kind: io::ErrorKind) -> Option<Fault> {
    match kind {
        io::ErrorKind::ConnectionRefused => Some(Fault::Refused),
        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe => {
            Some(Fault::Reset)
        }
        io::ErrorKind::UnexpectedEof => Some(Fault::Truncated { at: 0 }),
        io::ErrorKind::TimedOut => Some(Fault::Timeout),
        io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::AddrNotAvailable => Some(Fault::Unreachable),
        _ => None,
    }
}

/// What the libraries say in words only.
fn told(text: &str) -> Option<Fault> {
    match text {
        "dns error" => Some(Fault::Dns),
        "tunnel error: proxy authorization required" => Some(Fault::ProxyAuth),
        "tunnel error: unsuccessful" => Some(Fault::ProxyRefused),
        "connection closed before message completed" | "tls handshake eof" => Some(Fault::Reset),
        _ => text.strip_prefix("SOCKS error: ").map(of_socks),
    }
}

fn of_socks(text: &str) -> Fault {
    match text {
        "failed to create underlying connection" => Fault::Unreachable,
        "io error during SOCKS handshake" => Fault::Reset,
        "credentials not accepted" | "server does not support user/pass authentication" => Fault::ProxyAuth,
        _ => Fault::ProxyRefused,
    }
}

impl Tls {
    fn of(error: &rustls::Error) -> Self {
        use rustls::CertificateError as Cert;
        match error {
            rustls::Error::InvalidCertificate(cert) => match cert {
                Cert::UnknownIssuer => Tls::Untrusted,
                Cert::Expired
                | Cert::ExpiredContext { .. }
                | Cert::NotValidYet
                | Cert::NotValidYetContext { .. } => Tls::Expired,
                Cert::NotValidForName | Cert::NotValidForNameContext { .. } => Tls::Name,
                _ => Tls::Other(error.to_string()),
            },
            rustls::Error::InvalidMessage(_) => Tls::NotTls,
            _ => Tls::Other(error.to_string()),
        }
    }
}
