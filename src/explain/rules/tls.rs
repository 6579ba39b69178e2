//! Handshakes and certificates, as Go, macOS, Windows and curl with its libraries tell them.

use super::Rule;
use crate::explain::Id;
use crate::fault::Dns::{HostsOverride, Poisoned};
use crate::fault::Fault::{Dns, Settings, Tcp, Tls};
use crate::fault::Settings::Goproxy;
use crate::fault::Tcp::Reset as TcpReset;
use crate::fault::Tls::{
    Alert, ClientCertificate, Clock, Corrupted, Expired, Form, Incomplete, Inspection, Name, NoRoots, NotTls,
    NotYet, Reset, SelfSigned, SniBlocked, Stall, Untrusted, Version,
};

const UNTRUSTED: Id = Id::Net(Tls(Untrusted));
const EXPIRED: Id = Id::Net(Tls(Expired));
const NAME: Id = Id::Net(Tls(Name));
const RESET: Id = Id::Net(Tls(Reset));
const UNTRUSTED_OR: &[Id] = &[
    Id::Net(Tls(Inspection)),
    Id::Net(Dns(Poisoned)),
    Id::Net(Dns(HostsOverride)),
    Id::Net(Tls(Incomplete)),
    Id::Net(Tls(SelfSigned)),
    Id::Net(Tls(NoRoots)),
];
const SELF_SIGNED_OR: &[Id] =
    &[Id::Net(Dns(Poisoned)), Id::Net(Dns(HostsOverride)), Id::Net(Tls(Inspection))];
/// `GnuTLS`, which git uses on Debian, says the same of every certificate that does not hold.
const GNUTLS_OR: &[Id] = &[
    Id::Net(Tls(Inspection)),
    Id::Net(Tls(Expired)),
    Id::Net(Tls(Name)),
    Id::Net(Tls(Clock)),
    Id::Net(Dns(Poisoned)),
    Id::Net(Dns(HostsOverride)),
    Id::Net(Tls(Incomplete)),
    Id::Net(Tls(SelfSigned)),
    Id::Net(Tls(NoRoots)),
];
const NAME_OR: &[Id] = &[Id::Net(Dns(Poisoned)), Id::Net(Dns(HostsOverride)), Id::Net(Tls(Inspection))];
const RESET_OR: &[Id] = &[Id::Net(Tls(SniBlocked)), Id::Net(Tcp(TcpReset))];
const VERSION: Id = Id::Net(Tls(Version));
const NOT_TLS: Id = Id::Net(Tls(NotTls));
/// What `go` asks a module proxy for: to an entry of GOPROXY without a scheme it speaks https.
const NOT_TLS_AT_PROXY: &[Id] = &[Id::Net(Settings(Goproxy)), Id::Net(Dns(Poisoned))];

pub(super) const RULES: &[Rule] = &[
    // No trusted authority has issued it. The text is one and the same for six faults.
    Rule::perhaps(UNTRUSTED, "x509: certificate signed by unknown authority", UNTRUSTED_OR),
    Rule::perhaps(UNTRUSTED, "certificate is not trusted", UNTRUSTED_OR),
    Rule::perhaps(UNTRUSTED, "x509: “{*}” certificate is not trusted", UNTRUSTED_OR),
    Rule::perhaps(UNTRUSTED, "SSL certificate problem: unable to get local issuer certificate", UNTRUSTED_OR),
    Rule::perhaps(
        UNTRUSTED,
        "SSL certificate problem: self signed certificate in certificate chain",
        UNTRUSTED_OR,
    ),
    Rule::perhaps(
        UNTRUSTED,
        "SSL certificate problem: self-signed certificate in certificate chain",
        UNTRUSTED_OR,
    ),
    // The server's own certificate, and not one above it.
    Rule::perhaps(
        Id::Net(Tls(SelfSigned)),
        "SSL certificate problem: self signed certificate$",
        SELF_SIGNED_OR,
    ),
    Rule::perhaps(
        Id::Net(Tls(SelfSigned)),
        "SSL certificate problem: self-signed certificate$",
        SELF_SIGNED_OR,
    ),
    Rule::perhaps(UNTRUSTED, "server certificate verification failed. CAfile: ", GNUTLS_OR),
    Rule::perhaps(
        UNTRUSTED,
        "schannel: CertGetCertificateChain trust error CERT_TRUST_IS_UNTRUSTED_ROOT",
        UNTRUSTED_OR,
    ),
    Rule::perhaps(UNTRUSTED, "SEC_E_UNTRUSTED_ROOT", UNTRUSTED_OR),
    Rule::perhaps(
        UNTRUSTED,
        "x509: A certificate chain processed, but terminated in a root certificate which is not trusted",
        UNTRUSTED_OR,
    ),
    Rule::sure(Id::Net(Tls(NoRoots)), "x509: failed to load system roots and no roots provided"),
    Rule::sure(Id::Net(Tls(NoRoots)), "x509: system root pool is not available"),
    Rule::sure(Id::Net(Tls(NoRoots)), "error setting certificate verify locations"),
    Rule::sure(Id::Net(Tls(NoRoots)), "error setting certificate file: "),
    // Its time.
    Rule::likely(
        Id::Net(Tls(Clock)),
        "x509: certificate has expired or is not yet valid: current time {*} is before ",
        &[Id::Net(Tls(NotYet))],
    ),
    Rule::likely(
        EXPIRED,
        "x509: certificate has expired or is not yet valid",
        &[Id::Net(Tls(Clock)), Id::Net(Dns(Poisoned))],
    ),
    Rule::likely(EXPIRED, "x509: “{*}” certificate is expired", &[Id::Net(Tls(Clock))]),
    Rule::likely(EXPIRED, "SSL certificate problem: certificate has expired", &[Id::Net(Tls(Clock))]),
    Rule::likely(
        Id::Net(Tls(Clock)),
        "SSL certificate problem: certificate is not yet valid",
        &[Id::Net(Tls(NotYet))],
    ),
    Rule::likely(EXPIRED, "SEC_E_CERT_EXPIRED", &[Id::Net(Tls(Clock))]),
    Rule::likely(
        EXPIRED,
        "x509: A required certificate is not within its validity period",
        &[Id::Net(Tls(Clock))],
    ),
    // Its name.
    Rule::likely(NAME, "x509: certificate is valid for {*}, not {host}", NAME_OR),
    Rule::likely(NAME, "x509: certificate is not valid for any names, but wanted to match {host}", NAME_OR),
    Rule::likely(
        NAME,
        "x509: cannot validate certificate for {host} because it doesn't contain any IP SANs",
        NAME_OR,
    ),
    Rule::likely(NAME, "x509: “{*}” certificate name does not match input", NAME_OR),
    Rule::likely(NAME, "x509: certificate's CN name does not match the passed value", NAME_OR),
    Rule::likely(
        NAME,
        "SSL: no alternative certificate subject name matches target host name '{host}'",
        NAME_OR,
    ),
    Rule::likely(
        NAME,
        "SSL: certificate subject name '{*}' does not match target host name '{host}'",
        NAME_OR,
    ),
    Rule::likely(
        NAME,
        "SSL: certificate subject name ({*}) does not match target host name '{host}'",
        NAME_OR,
    ),
    Rule::likely(NAME, "SEC_E_WRONG_PRINCIPAL", NAME_OR),
    // Its form.
    Rule::sure(Id::Net(Tls(Form)), "x509: certificate relies on legacy Common Name field"),
    Rule::sure(Id::Net(Tls(Form)), "x509: negative serial number"),
    Rule::sure(Id::Net(Tls(Form)), "certificate is not standards compliant"),
    Rule::sure(Id::Net(Tls(Form)), "x509: cannot verify signature: insecure algorithm"),
    Rule::sure(Id::Net(Tls(Form)), "x509: cannot verify signature: algorithm unimplemented"),
    Rule::sure(Id::Net(Tls(Form)), "x509: unhandled critical extension"),
    Rule::sure(Id::Net(Tls(Form)), "x509: invalid RSA"),
    Rule::sure(Id::Net(Tls(Form)), "x509: malformed "),
    Rule::sure(Id::Net(Tls(Form)), "failed to parse certificate from server: "),
    Rule::sure(Id::Net(Tls(Form)), "x509: certificate specifies an incompatible key usage"),
    Rule::sure(Id::Net(Tls(Form)), "SSL certificate problem: EE certificate key too weak"),
    // The handshake.
    Rule::sure(VERSION, "tls: protocol version not supported"),
    Rule::sure(VERSION, "tls: server selected unsupported protocol version"),
    Rule::sure(VERSION, "tls: no supported versions satisfy"),
    Rule::sure(VERSION, "tlsv1 alert protocol version"),
    Rule::sure(VERSION, "unsupported protocol version"),
    Rule::likely(NOT_TLS, "/@v/{*}: http: server gave HTTP response to HTTPS client", NOT_TLS_AT_PROXY),
    Rule::likely(NOT_TLS, "/@latest{*}: http: server gave HTTP response to HTTPS client", NOT_TLS_AT_PROXY),
    Rule::likely(NOT_TLS, "/@v/{*}: tls: first record does not look like a TLS handshake", NOT_TLS_AT_PROXY),
    Rule::likely(
        NOT_TLS,
        "/@latest{*}: tls: first record does not look like a TLS handshake",
        NOT_TLS_AT_PROXY,
    ),
    Rule::likely(NOT_TLS, "http: server gave HTTP response to HTTPS client", &[Id::Net(Dns(Poisoned))]),
    Rule::likely(NOT_TLS, "tls: first record does not look like a TLS handshake", &[Id::Net(Dns(Poisoned))]),
    Rule::likely(NOT_TLS, "SSL routines:{*}:wrong version number", &[Id::Net(Dns(Poisoned))]),
    Rule::likely(
        Id::Net(Tls(Stall)),
        "net/http: TLS handshake timeout",
        &[Id::Net(Tls(SniBlocked)), Id::Net(Dns(Poisoned))],
    ),
    Rule::likely(Id::Net(Tls(Alert)), "remote error: tls: unrecognized name", &[Id::Net(Dns(Poisoned))]),
    Rule::likely(Id::Net(Tls(Alert)), "remote error: tls: handshake failure", &[Id::Net(Dns(Poisoned))]),
    Rule::likely(Id::Net(Tls(Alert)), "remote error: tls: internal error", &[Id::Net(Dns(Poisoned))]),
    Rule::likely(Id::Net(Tls(Alert)), "remote error: tls: access denied", &[Id::Net(Tls(SniBlocked))]),
    Rule::likely(Id::Net(Tls(Alert)), "tlsv1 unrecognized name", &[Id::Net(Dns(Poisoned))]),
    Rule::likely(Id::Net(Tls(Alert)), "sslv3 alert handshake failure", &[Id::Net(Dns(Poisoned))]),
    Rule::sure(Id::Net(Tls(ClientCertificate)), "remote error: tls: certificate required"),
    Rule::sure(Id::Net(Tls(ClientCertificate)), "remote error: tls: bad certificate"),
    Rule::sure(Id::Net(Tls(ClientCertificate)), "remote error: tls: unknown certificate authority"),
    Rule::sure(Id::Net(Tls(Corrupted)), "local error: tls: bad record MAC"),
    Rule::sure(Id::Net(Tls(Corrupted)), "tls: invalid signature by the server certificate"),
    Rule::sure(Id::Net(Tls(Corrupted)), "remote error: tls: error decrypting message"),
    Rule::sure(Id::Net(Tls(Corrupted)), "decryption failed or bad record mac"),
    Rule::likely(
        Id::Net(Tls(Alert)),
        "gnutls_handshake() failed: Handshake failed",
        &[Id::Net(Tls(Version)), Id::Net(Dns(Poisoned))],
    ),
    Rule::likely(
        Id::Net(Tls(Alert)),
        "gnutls_handshake() failed: A TLS fatal alert has been received",
        &[Id::Net(Tls(Version)), Id::Net(Dns(Poisoned))],
    ),
    Rule::likely(
        Id::Net(Tls(Alert)),
        "GnuTLS, handshake failed: A TLS fatal alert",
        &[Id::Net(Tls(Version)), Id::Net(Dns(Poisoned))],
    ),
    Rule::likely(
        Id::Net(Tls(Alert)),
        "gnutls_handshake() failed: An unexpected TLS packet was received",
        &[Id::Net(Tls(Version)), Id::Net(Dns(Poisoned))],
    ),
    Rule::likely(
        Id::Net(Tls(Alert)),
        "TLS connect error: error:{*}alert",
        &[Id::Net(Tls(Version)), Id::Net(Dns(Poisoned))],
    ),
    Rule::likely(
        Id::Net(Tls(Alert)),
        "Server aborted the SSL handshake",
        &[Id::Net(Tls(Version)), Id::Net(Dns(Poisoned))],
    ),
    Rule::likely(
        Id::Net(Tls(Alert)),
        "SSL peer handshake failed",
        &[Id::Net(Tls(Version)), Id::Net(Dns(Poisoned))],
    ),
    Rule::likely(Id::Net(Tls(Alert)), "NSS error -12286", &[Id::Net(Tls(Version)), Id::Net(Dns(Poisoned))]),
    Rule::likely(Id::Net(Tls(Alert)), "NSS error -12190", &[Id::Net(Tls(Version)), Id::Net(Dns(Poisoned))]),
    Rule::likely(
        Id::Net(Tls(Alert)),
        "SEC_E_ILLEGAL_MESSAGE",
        &[Id::Net(Tls(Version)), Id::Net(Dns(Poisoned))],
    ),
    Rule::likely(
        Id::Net(Tls(Alert)),
        "schannel: next InitializeSecurityContext failed: SEC_E_INVALID_TOKEN",
        &[Id::Net(Tls(Version)), Id::Net(Dns(Poisoned))],
    ),
    Rule::likely(
        Id::Net(Tls(Version)),
        "gnutls_handshake() failed: A packet with illegal or unsupported version",
        &[Id::Net(Tls(Alert))],
    ),
    Rule::likely(Id::Net(Tls(Version)), "SSL_ERROR_UNSUPPORTED_VERSION", &[Id::Net(Tls(Alert))]),
    Rule::likely(Id::Net(Tls(Version)), "SEC_E_UNSUPPORTED_FUNCTION", &[Id::Net(Tls(Alert))]),
    Rule::likely(Id::Net(Tls(Version)), "SSL versions not supported", &[Id::Net(Tls(Alert))]),
    Rule::likely(UNTRUSTED, "Peer's Certificate issuer is not recognized", UNTRUSTED_OR),
    Rule::likely(UNTRUSTED, "Issuer certificate is invalid", UNTRUSTED_OR),
    Rule::likely(UNTRUSTED, "Peer's certificate issuer has been marked as not trusted", UNTRUSTED_OR),
    Rule::likely(UNTRUSTED, "SSL certificate problem: unable to get local issuer", UNTRUSTED_OR),
    Rule::likely(UNTRUSTED, "Apple SecTrust verification failed", UNTRUSTED_OR),
    Rule::likely(UNTRUSTED, "SSL certificate verification failed", UNTRUSTED_OR),
    Rule::likely(UNTRUSTED, "TLS cert problem: ", UNTRUSTED_OR),
    Rule::likely(UNTRUSTED, "mbedTLS: certificate verification error", UNTRUSTED_OR),
    Rule::likely(UNTRUSTED, "CERT_TRUST_IS_UNTRUSTED_ROOT", UNTRUSTED_OR),
    Rule::likely(UNTRUSTED, "based on an untrusted root", UNTRUSTED_OR),
    Rule::likely(UNTRUSTED, "SSLRead() return error -9841", UNTRUSTED_OR),
    Rule::likely(UNTRUSTED, "SSL: CA certificate set, but certificate verification", UNTRUSTED_OR),
    Rule::sure(Id::Net(Tls(Name)), "SEC_E_WRONG_PRINCIPAL"),
    Rule::sure(Id::Net(Tls(Name)), "SSL: certificate subject name"),
    Rule::likely(
        Id::Net(Tls(Reset)),
        "gnutls_handshake() failed: The TLS connection was non-properly terminated",
        RESET_OR,
    ),
    Rule::likely(Id::Net(Tls(Reset)), "gnutls_handshake() failed: Error in the pull function", RESET_OR),
    Rule::likely(
        Id::Net(Tls(Reset)),
        "GnuTLS, handshake failed: The TLS connection was non-properly",
        RESET_OR,
    ),
    Rule::likely(Id::Net(Tls(Reset)), "GnuTLS, handshake failed: Error in the pull function", RESET_OR),
    Rule::likely(Id::Net(Tls(Reset)), "TLS connect error: Connection closed abruptly", RESET_OR),
    Rule::likely(Id::Net(Tls(Reset)), "TLS connect error: error:00000000:lib(0)::reason(0)", RESET_OR),
    Rule::likely(Id::Net(Tls(Reset)), "TLS connect error: unexpected eof", RESET_OR),
    Rule::likely(Id::Net(Tls(Reset)), "SSL_ERROR_SYSCALL", RESET_OR),
    Rule::likely(Id::Net(Tls(Reset)), "schannel: server closed the connection", RESET_OR),
    Rule::likely(Id::Net(Tls(Reset)), "NSS error -5961", RESET_OR),
    Rule::likely(Id::Net(Tls(Reset)), "NSS error -5938", RESET_OR),
    Rule::likely(Id::Net(Tls(Reset)), "SSLHandshake() failed", RESET_OR),
    Rule::likely(Id::Net(Tls(Reset)), "SSL connect error", RESET_OR),
    Rule::likely(Id::Net(Tls(Reset)), "Recv failure: Connection was aborted", RESET_OR),
    Rule::likely(Id::Net(Tls(Stall)), "SSL connection timeout", &[Id::Net(Tls(SniBlocked))]),
    Rule::likely(Id::Net(Tls(Stall)), "GnuTLS, handshake timed out", &[Id::Net(Tls(SniBlocked))]),
    Rule::likely(
        Id::Net(Tls(Stall)),
        "gnutls_handshake() failed: The operation timed out",
        &[Id::Net(Tls(SniBlocked))],
    ),
    Rule::likely(Id::Net(Tls(Stall)), "SSL/TLS connection timeout", &[Id::Net(Tls(SniBlocked))]),
    Rule::likely(
        Id::Net(Tls(Alert)),
        "GnuTLS, handshake failed",
        &[Id::Net(Tls(Reset)), Id::Net(Tls(Version))],
    ),
    Rule::likely(
        Id::Net(Tls(Alert)),
        "gnutls_handshake() failed: ",
        &[Id::Net(Tls(Reset)), Id::Net(Tls(Version))],
    ),
    Rule::likely(Id::Net(Tls(Alert)), "TLS connect error: ", &[Id::Net(Tls(Reset)), Id::Net(Tls(Version))]),
    // Cut off. The connection stood, so the first thing that said the host's name ended it.
    Rule::likely(RESET, "read tcp {addr}->{addr}: read: connection reset by peer", RESET_OR),
    Rule::likely(
        RESET,
        "read tcp {addr}->{addr}: wsarecv: An existing connection was forcibly closed by the remote host",
        RESET_OR,
    ),
    Rule::likely(RESET, "write tcp {addr}->{addr}: write: connection reset by peer", RESET_OR),
    Rule::likely(RESET, "write tcp {addr}->{addr}: write: broken pipe", RESET_OR),
    Rule::likely(
        RESET,
        "write tcp {addr}->{addr}: wsasend: An existing connection was forcibly closed",
        RESET_OR,
    ),
    Rule::likely(RESET, "write tcp {addr}->{addr}: wsasend: An established connection was aborted", RESET_OR),
    Rule::likely(RESET, "read tcp {addr}->{addr}: wsarecv: An established connection was aborted", RESET_OR),
    Rule::likely(RESET, "OpenSSL SSL_connect: Connection was reset in connection to {host}", RESET_OR),
    Rule::likely(RESET, "OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to {host}", RESET_OR),
    Rule::likely(RESET, "OpenSSL SSL_connect: Connection reset by peer", RESET_OR),
    Rule::likely(RESET, "OpenSSL SSL_read: Connection was reset", RESET_OR),
    Rule::likely(RESET, "OpenSSL SSL_read: ", RESET_OR),
    Rule::likely(RESET, "OpenSSL/{*}: error:{*}:SSL routines::unexpected eof while reading", RESET_OR),
    Rule::likely(RESET, "SSL routines::unexpected eof while reading", RESET_OR),
    Rule::likely(RESET, "LibreSSL SSL_connect: SSL_ERROR_SYSCALL in connection to {host}", RESET_OR),
    Rule::likely(RESET, "schannel: failed to receive handshake", RESET_OR),
    Rule::likely(Id::Net(Tls(Stall)), "Recv failure: Operation timed out", &[Id::Net(Tls(SniBlocked))]),
    Rule::likely(Id::Net(Tls(Stall)), "Recv failure: Connection timed out", &[Id::Net(Tls(SniBlocked))]),
    Rule::likely(RESET, "Send failure: Connection was reset", RESET_OR),
    Rule::likely(RESET, "Send failure: Broken pipe", RESET_OR),
    Rule::likely(RESET, "Send failure: Connection reset by peer", RESET_OR),
    Rule::likely(RESET, "Recv failure: Connection was reset", RESET_OR),
    Rule::likely(RESET, "Recv failure: Connection reset by peer", RESET_OR),
];
