//! The network proxy: `go` says `proxyconnect`, or the bare words of its answer to CONNECT; curl has its own.

use super::Rule;
use crate::explain::Id;
use crate::fault::Fault::{Proxy, Settings, Tcp};
use crate::fault::Proxy::{
    Auth, Certificate, Denied, Down, Name, NotProxy, RelayUpstream, Reset, Scheme, Socks, Timeout, Upstream,
};
use crate::fault::Settings::ProxyMalformed;
use crate::fault::Tcp::Refused;

const DOWN: Id = Id::Net(Proxy(Down));
const UPSTREAM: Id = Id::Net(Proxy(Upstream));

const DENIED: Id = Id::Net(Proxy(Denied));
const DENIED_OR: &[Id] = &[UPSTREAM, Id::Net(Proxy(NotProxy))];

pub(super) const RULES: &[Rule] = &[
    // gv's own relay says who it is; which of its answers it is tells `fault::relay`.
    Rule::sure(Id::Net(Proxy(RelayUpstream)), "gv relay: {*}"),
    Rule::sure(DOWN, "proxyconnect tcp: dial tcp {addr}: connect: connection refused"),
    Rule::sure(DOWN, "proxyconnect tcp: dial tcp {addr}: connectex: No connection could be made"),
    Rule::sure(DOWN, "proxyconnect tcp: dial tcp {addr}: connect: no route to host"),
    Rule::sure(DOWN, "proxyconnect tcp: dial tcp {addr}: connect: network is unreachable"),
    Rule::sure(Id::Net(Proxy(Timeout)), "proxyconnect tcp: dial tcp {addr}: i/o timeout"),
    Rule::sure(Id::Net(Proxy(Timeout)), "proxyconnect tcp: dial tcp {addr}: connect: connection timed out"),
    Rule::sure(Id::Net(Proxy(Timeout)), "proxyconnect tcp: dial tcp {addr}: connect: operation timed out"),
    Rule::sure(
        Id::Net(Proxy(Timeout)),
        "proxyconnect tcp: dial tcp {addr}: connectex: A connection attempt failed",
    ),
    Rule::sure(Id::Net(Proxy(Timeout)), "proxyconnect tcp: net/http: TLS handshake timeout"),
    // What go cannot read as an address it puts http:// before, and then takes the scheme for a host.
    Rule::sure(Id::Net(Settings(ProxyMalformed)), "proxyconnect tcp: dial tcp: lookup http on "),
    Rule::sure(Id::Net(Settings(ProxyMalformed)), "proxyconnect tcp: dial tcp: lookup http: "),
    Rule::sure(Id::Net(Settings(ProxyMalformed)), "proxyconnect tcp: dial tcp: lookup https on "),
    Rule::sure(Id::Net(Settings(ProxyMalformed)), "proxyconnect tcp: dial tcp: lookup https: "),
    Rule::sure(Id::Net(Settings(ProxyMalformed)), "proxyconnect tcp: dial tcp: lookup socks{n} on "),
    Rule::sure(Id::Net(Settings(ProxyMalformed)), "proxyconnect tcp: dial tcp: lookup socks{n}: "),
    Rule::sure(Id::Net(Settings(ProxyMalformed)), "proxyconnect tcp: dial tcp: lookup socks{host}: "),
    Rule::sure(Id::Net(Settings(ProxyMalformed)), "proxyconnect tcp: dial tcp: lookup \"{*}: no such host"),
    Rule::sure(Id::Net(Proxy(Name)), "proxyconnect tcp: dial tcp: lookup {host}"),
    Rule::sure(
        Id::Net(Proxy(Scheme)),
        "proxyconnect tcp: tls: first record does not look like a TLS handshake",
    ),
    Rule::sure(Id::Net(Proxy(Name)), "proxyconnect tcp: lookup {host}"),
    Rule::sure(Id::Net(Proxy(Certificate)), "proxyconnect tcp: tls: {*}certificate{*}"),
    Rule::sure(Id::Net(Proxy(Scheme)), "proxyconnect tcp: http: server gave HTTP response to HTTPS client"),
    Rule::sure(Id::Net(Proxy(Certificate)), "proxyconnect tcp: x509: {*}"),
    Rule::sure(Id::Net(Proxy(Certificate)), "proxyconnect tcp: tls: failed to verify certificate"),
    Rule::likely(Id::Net(Proxy(Reset)), "proxyconnect tcp: read tcp {addr}->{addr}: {*}", &[UPSTREAM]),
    Rule::likely(Id::Net(Proxy(Reset)), "proxyconnect tcp: EOF", &[UPSTREAM]),
    Rule::likely(Id::Net(Proxy(Reset)), "proxyconnect tcp: unexpected EOF", &[UPSTREAM]),
    Rule::perhaps(DOWN, "proxyconnect tcp: {*}", &[UPSTREAM]),
    // The words of an answer to CONNECT, without its number: only a proxy's are told so.
    Rule::sure(Id::Net(Proxy(Auth)), "Get {*}: Proxy Authentication Required"),
    Rule::sure(Id::Net(Proxy(Auth)), "Get {*}: authenticationrequired"),
    Rule::sure(DENIED, "Get {*}: Forbidden$"),
    Rule::likely(Id::Net(Proxy(Auth)), "Get {*}: Unauthorized$", &[DENIED]),
    Rule::sure(DENIED, "Get {*}: Method Not Allowed$"),
    Rule::sure(DENIED, "Get {*}: Not Found$"),
    Rule::perhaps(Id::Net(Proxy(NotProxy)), "Get {*}: Bad Request$", &[DENIED, UPSTREAM]),
    Rule::sure(UPSTREAM, "Get {*}: Bad Gateway$"),
    Rule::sure(UPSTREAM, "Get {*}: Service Unavailable$"),
    Rule::sure(UPSTREAM, "Get {*}: Gateway Timeout$"),
    Rule::sure(UPSTREAM, "Get {*}: Gateway Time-out$"),
    Rule::sure(UPSTREAM, "Get {*}: Internal Server Error$"),
    // SOCKS.
    Rule::sure(DOWN, "socks connect tcp {addr}->{addr}: dial tcp {addr}: connect: connection refused"),
    Rule::sure(
        DOWN,
        "socks connect tcp {addr}->{addr}: dial tcp {addr}: connectex: No connection could be made",
    ),
    Rule::sure(Id::Net(Proxy(Timeout)), "socks connect tcp {addr}->{addr}: dial tcp {addr}: i/o timeout"),
    Rule::sure(Id::Net(Proxy(Name)), "socks connect tcp {addr}->{addr}: dial tcp: lookup {host}"),
    Rule::sure(DENIED, "socks connect tcp {addr}->{addr}: {*}not allowed by ruleset"),
    Rule::sure(UPSTREAM, "socks connect tcp {addr}->{addr}: unknown error {*}"),
    Rule::sure(
        Id::Net(Proxy(Auth)),
        "socks connect tcp {addr}->{addr}: no acceptable authentication methods",
    ),
    Rule::sure(
        Id::Net(Proxy(Auth)),
        "socks connect tcp {addr}->{addr}: username/password authentication failed",
    ),
    Rule::sure(Id::Net(Proxy(NotProxy)), "socks connect tcp {addr}->{addr}: unexpected protocol version {*}"),
    Rule::sure(Id::Net(Proxy(Socks)), "socks connect tcp {addr}->{addr}: {*}"),
    // A port that speaks SOCKS or TLS, asked in HTTP.
    Rule::likely(Id::Net(Proxy(NotProxy)), "malformed HTTP response \"\\x05", &[UPSTREAM]),
    Rule::likely(Id::Net(Proxy(NotProxy)), "malformed HTTP response \"\\x00[", &[UPSTREAM]),
    Rule::likely(Id::Net(Proxy(Scheme)), "malformed HTTP response \"\\x15\\x03", &[Id::Net(Proxy(NotProxy))]),
    // curl, for git.
    Rule::sure(Id::Net(Proxy(Auth)), "User was rejected by the SOCKS5 server"),
    Rule::sure(Id::Net(Proxy(Auth)), "No authentication method was acceptable"),
    Rule::sure(UPSTREAM, "cannot complete SOCKS5 connection to "),
    Rule::sure(UPSTREAM, "Can't complete SOCKS5 connection to "),
    Rule::sure(UPSTREAM, "Can't complete SOCKS4 connection to "),
    Rule::sure(UPSTREAM, "Unable to receive initial SOCKS5 response"),
    Rule::sure(Id::Net(Proxy(NotProxy)), "Received invalid version in initial SOCKS5 response"),
    Rule::sure(Id::Net(Proxy(NotProxy)), "SOCKS4 reply has wrong version"),
    Rule::sure(Id::Net(Proxy(Timeout)), "Proxy CONNECT aborted due to timeout"),
    Rule::sure(Id::Net(Proxy(Reset)), "Failed sending CONNECT to proxy"),
    Rule::sure(Id::Net(Proxy(Name)), "Could not resolve proxy name"),
    Rule::sure(Id::Net(Proxy(Name)), "Resolving proxy timed out"),
    Rule::sure(Id::Net(Proxy(Name)), "Failed to resolve \"{host}\" for SOCKS5 connect"),
    Rule::likely(DOWN, "ailed to connect to {host} port {n} over proxy ", &[Id::Net(Tcp(Refused))]),
    Rule::likely(DOWN, "ailed to connect to {host} port {n} via 127.0.0.1", &[Id::Net(Tcp(Refused))]),
    Rule::likely(DOWN, "ailed to connect to {host} port {n} via localhost", &[Id::Net(Tcp(Refused))]),
    Rule::sure(Id::Net(Proxy(Auth)), "Received HTTP code 407 from proxy after CONNECT"),
    Rule::sure(DENIED, "Received HTTP code 403 from proxy after CONNECT"),
    Rule::sure(UPSTREAM, "Received HTTP code {n} from proxy after CONNECT"),
    Rule::sure(Id::Net(Proxy(Auth)), "CONNECT tunnel failed, response 407"),
    Rule::sure(DENIED, "CONNECT tunnel failed, response 403"),
    Rule::sure(UPSTREAM, "CONNECT tunnel failed, response {n}"),
    Rule::sure(Id::Net(Proxy(Name)), "Could not resolve proxy: {host}"),
    Rule::sure(Id::Net(Proxy(Reset)), "Proxy CONNECT aborted"),
    Rule::likely(DOWN, "ailed to connect to 127.0.0.1 port {n}", &[Id::Net(Tcp(Refused))]),
    Rule::likely(DOWN, "ailed to connect to localhost port {n}", &[Id::Net(Tcp(Refused))]),
];

/// After all others: the reason phrase of an answer to CONNECT is free text, and `go` prints it alone.
pub(super) const REASONS: &[Rule] = &[
    Rule::perhaps(Id::Net(Proxy(NotProxy)), "Get \"https://{*}\": Unsupported method {words}$", &[DENIED]),
    Rule::perhaps(DENIED, "Get \"https://{*}\": {words}$", DENIED_OR),
    Rule::perhaps(DENIED, "Get https://{*}: {words}$", DENIED_OR),
];
