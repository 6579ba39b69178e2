//! Handshakes and certificates, as Go, macOS, Windows and curl with its libraries tell them.

use super::Rule;
use crate::explain::Id;
use crate::explain::id::Dns::{HostsOverride, Poisoned};
use crate::explain::id::Settings::Goproxy;
use crate::explain::id::Tcp::Reset as TcpReset;
use crate::explain::id::Tls::{
    Alert, ClientCertificate, Clock, Corrupted, Expired, Form, Incomplete, Inspection, Name, NoRoots, NotTls,
    NotYet, Reset, SelfSigned, SniBlocked, Stall, Untrusted, Version,
};

const UNTRUSTED: Id = Id::Tls(Untrusted);
const EXPIRED: Id = Id::Tls(Expired);
const NAME: Id = Id::Tls(Name);
const RESET: Id = Id::Tls(Reset);
const UNTRUSTED_OR: &[Id] = &[
    Id::Tls(Inspection),
    Id::Dns(Poisoned),
    Id::Dns(HostsOverride),
    Id::Tls(Incomplete),
    Id::Tls(SelfSigned),
    Id::Tls(NoRoots),
];
const SELF_SIGNED_OR: &[Id] = &[Id::Dns(Poisoned), Id::Dns(HostsOverride), Id::Tls(Inspection)];
/// `GnuTLS`, which git uses on Debian, says the same of every certificate that does not hold.
const GNUTLS_OR: &[Id] = &[
    Id::Tls(Inspection),
    Id::Tls(Expired),
    Id::Tls(Name),
    Id::Tls(Clock),
    Id::Dns(Poisoned),
    Id::Dns(HostsOverride),
    Id::Tls(Incomplete),
    Id::Tls(SelfSigned),
    Id::Tls(NoRoots),
];
const NAME_OR: &[Id] = &[Id::Dns(Poisoned), Id::Dns(HostsOverride), Id::Tls(Inspection)];
const RESET_OR: &[Id] = &[Id::Tls(SniBlocked), Id::Tcp(TcpReset)];
const VERSION: Id = Id::Tls(Version);
const NOT_TLS: Id = Id::Tls(NotTls);
/// What `go` asks a module proxy for: to an entry of GOPROXY without a scheme it speaks https.
const NOT_TLS_AT_PROXY: &[Id] = &[Id::Settings(Goproxy), Id::Dns(Poisoned)];

pub(super) const RULES: &[Rule] = &[
    // Nobody trusted vouches for it. The text is one and the same for six faults.
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
    Rule::perhaps(Id::Tls(SelfSigned), "SSL certificate problem: self signed certificate$", SELF_SIGNED_OR),
    Rule::perhaps(Id::Tls(SelfSigned), "SSL certificate problem: self-signed certificate$", SELF_SIGNED_OR),
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
    Rule::sure(Id::Tls(NoRoots), "x509: failed to load system roots and no roots provided"),
    Rule::sure(Id::Tls(NoRoots), "x509: system root pool is not available"),
    Rule::sure(Id::Tls(NoRoots), "error setting certificate verify locations"),
    Rule::sure(Id::Tls(NoRoots), "error setting certificate file: "),
    // Its time.
    Rule::likely(
        Id::Tls(Clock),
        "x509: certificate has expired or is not yet valid: current time {*} is before ",
        &[Id::Tls(NotYet)],
    ),
    Rule::likely(
        EXPIRED,
        "x509: certificate has expired or is not yet valid",
        &[Id::Tls(Clock), Id::Dns(Poisoned)],
    ),
    Rule::likely(EXPIRED, "x509: “{*}” certificate is expired", &[Id::Tls(Clock)]),
    Rule::likely(EXPIRED, "SSL certificate problem: certificate has expired", &[Id::Tls(Clock)]),
    Rule::likely(Id::Tls(Clock), "SSL certificate problem: certificate is not yet valid", &[Id::Tls(NotYet)]),
    Rule::likely(EXPIRED, "SEC_E_CERT_EXPIRED", &[Id::Tls(Clock)]),
    Rule::likely(
        EXPIRED,
        "x509: A required certificate is not within its validity period",
        &[Id::Tls(Clock)],
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
    Rule::sure(Id::Tls(Form), "x509: certificate relies on legacy Common Name field"),
    Rule::sure(Id::Tls(Form), "x509: negative serial number"),
    Rule::sure(Id::Tls(Form), "certificate is not standards compliant"),
    Rule::sure(Id::Tls(Form), "x509: cannot verify signature: insecure algorithm"),
    Rule::sure(Id::Tls(Form), "x509: cannot verify signature: algorithm unimplemented"),
    Rule::sure(Id::Tls(Form), "x509: unhandled critical extension"),
    Rule::sure(Id::Tls(Form), "x509: invalid RSA"),
    Rule::sure(Id::Tls(Form), "x509: malformed "),
    Rule::sure(Id::Tls(Form), "failed to parse certificate from server: "),
    Rule::sure(Id::Tls(Form), "x509: certificate specifies an incompatible key usage"),
    Rule::sure(Id::Tls(Form), "SSL certificate problem: EE certificate key too weak"),
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
    Rule::likely(NOT_TLS, "http: server gave HTTP response to HTTPS client", &[Id::Dns(Poisoned)]),
    Rule::likely(NOT_TLS, "tls: first record does not look like a TLS handshake", &[Id::Dns(Poisoned)]),
    Rule::likely(NOT_TLS, "SSL routines:{*}:wrong version number", &[Id::Dns(Poisoned)]),
    Rule::likely(
        Id::Tls(Stall),
        "net/http: TLS handshake timeout",
        &[Id::Tls(SniBlocked), Id::Dns(Poisoned)],
    ),
    Rule::likely(Id::Tls(Alert), "remote error: tls: unrecognized name", &[Id::Dns(Poisoned)]),
    Rule::likely(Id::Tls(Alert), "remote error: tls: handshake failure", &[Id::Dns(Poisoned)]),
    Rule::likely(Id::Tls(Alert), "remote error: tls: internal error", &[Id::Dns(Poisoned)]),
    Rule::likely(Id::Tls(Alert), "remote error: tls: access denied", &[Id::Tls(SniBlocked)]),
    Rule::likely(Id::Tls(Alert), "tlsv1 unrecognized name", &[Id::Dns(Poisoned)]),
    Rule::likely(Id::Tls(Alert), "sslv3 alert handshake failure", &[Id::Dns(Poisoned)]),
    Rule::sure(Id::Tls(ClientCertificate), "remote error: tls: certificate required"),
    Rule::sure(Id::Tls(ClientCertificate), "remote error: tls: bad certificate"),
    Rule::sure(Id::Tls(ClientCertificate), "remote error: tls: unknown certificate authority"),
    Rule::sure(Id::Tls(Corrupted), "local error: tls: bad record MAC"),
    Rule::sure(Id::Tls(Corrupted), "tls: invalid signature by the server certificate"),
    Rule::sure(Id::Tls(Corrupted), "remote error: tls: error decrypting message"),
    Rule::sure(Id::Tls(Corrupted), "decryption failed or bad record mac"),
    // Cut off. The connection stood, so the first thing that said the host's name ended it.
    Rule::likely(RESET, "read tcp {addr}->{addr}: read: connection reset by peer", RESET_OR),
    Rule::likely(
        RESET,
        "read tcp {addr}->{addr}: wsarecv: An existing connection was forcibly closed by the remote host",
        RESET_OR,
    ),
    Rule::likely(RESET, "read tcp {addr}->{addr}: wsarecv: 远程主机强迫关闭了一个现有的连接", RESET_OR),
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
    Rule::likely(RESET, "gnutls_handshake() failed: ", RESET_OR),
    Rule::likely(RESET, "LibreSSL SSL_connect: SSL_ERROR_SYSCALL in connection to {host}", RESET_OR),
    Rule::likely(RESET, "schannel: failed to receive handshake", RESET_OR),
    Rule::likely(RESET, "Recv failure: Connection was reset", RESET_OR),
    Rule::likely(RESET, "Recv failure: Connection reset by peer", RESET_OR),
];
