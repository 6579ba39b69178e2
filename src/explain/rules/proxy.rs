//! The network proxy: `go` says `proxyconnect`, or the bare words of its answer to CONNECT; curl has its own.

use super::Rule;
use crate::explain::Id;
use crate::explain::id::Proxy::{
    Auth, Certificate, Denied, Down, Name, NotProxy, Reset, Scheme, Socks, Timeout, Upstream,
};
use crate::explain::id::Settings::Proxy as Setting;
use crate::explain::id::Tcp::Refused;

const DOWN: Id = Id::Proxy(Down);
const UPSTREAM: Id = Id::Proxy(Upstream);

pub(super) const RULES: &[Rule] = &[
    Rule::sure(DOWN, "proxyconnect tcp: dial tcp {addr}: connect: connection refused"),
    Rule::sure(DOWN, "proxyconnect tcp: dial tcp {addr}: connectex: No connection could be made"),
    Rule::sure(DOWN, "proxyconnect tcp: dial tcp {addr}: connectex: 由于目标计算机积极拒绝"),
    Rule::sure(DOWN, "proxyconnect tcp: dial tcp {addr}: connect: no route to host"),
    Rule::sure(DOWN, "proxyconnect tcp: dial tcp {addr}: connect: network is unreachable"),
    Rule::sure(Id::Proxy(Timeout), "proxyconnect tcp: dial tcp {addr}: i/o timeout"),
    Rule::sure(Id::Proxy(Timeout), "proxyconnect tcp: dial tcp {addr}: connect: connection timed out"),
    Rule::sure(Id::Proxy(Timeout), "proxyconnect tcp: dial tcp {addr}: connect: operation timed out"),
    Rule::sure(
        Id::Proxy(Timeout),
        "proxyconnect tcp: dial tcp {addr}: connectex: A connection attempt failed",
    ),
    Rule::sure(Id::Proxy(Timeout), "proxyconnect tcp: net/http: TLS handshake timeout"),
    // What go cannot read as an address it puts http:// before, and then takes the scheme for a host.
    Rule::sure(Id::Settings(Setting), "proxyconnect tcp: dial tcp: lookup http on "),
    Rule::sure(Id::Settings(Setting), "proxyconnect tcp: dial tcp: lookup http: "),
    Rule::sure(Id::Settings(Setting), "proxyconnect tcp: dial tcp: lookup https on "),
    Rule::sure(Id::Settings(Setting), "proxyconnect tcp: dial tcp: lookup https: "),
    Rule::sure(Id::Settings(Setting), "proxyconnect tcp: dial tcp: lookup socks{n} on "),
    Rule::sure(Id::Settings(Setting), "proxyconnect tcp: dial tcp: lookup socks{n}: "),
    Rule::sure(Id::Settings(Setting), "proxyconnect tcp: dial tcp: lookup socks{host}: "),
    Rule::sure(Id::Proxy(Name), "proxyconnect tcp: dial tcp: lookup {host}"),
    Rule::sure(Id::Proxy(Scheme), "proxyconnect tcp: tls: first record does not look like a TLS handshake"),
    Rule::sure(Id::Proxy(Scheme), "proxyconnect tcp: http: server gave HTTP response to HTTPS client"),
    Rule::sure(Id::Proxy(Certificate), "proxyconnect tcp: x509: {*}"),
    Rule::sure(Id::Proxy(Certificate), "proxyconnect tcp: tls: failed to verify certificate"),
    Rule::likely(Id::Proxy(Reset), "proxyconnect tcp: read tcp {addr}->{addr}: {*}", &[UPSTREAM]),
    Rule::likely(Id::Proxy(Reset), "proxyconnect tcp: EOF", &[UPSTREAM]),
    Rule::likely(Id::Proxy(Reset), "proxyconnect tcp: unexpected EOF", &[UPSTREAM]),
    Rule::perhaps(DOWN, "proxyconnect tcp: {*}", &[UPSTREAM]),
    // The words of an answer to CONNECT, without its number: only a proxy's are told so.
    Rule::sure(Id::Proxy(Auth), "Get {*}: Proxy Authentication Required"),
    Rule::sure(Id::Proxy(Auth), "Get {*}: authenticationrequired"),
    Rule::sure(Id::Proxy(Denied), "Get {*}: Forbidden$"),
    Rule::sure(Id::Proxy(Denied), "Get {*}: Unauthorized$"),
    Rule::sure(Id::Proxy(Denied), "Get {*}: Method Not Allowed$"),
    Rule::sure(Id::Proxy(Denied), "Get {*}: Not Found$"),
    Rule::sure(Id::Proxy(Denied), "Get {*}: Bad Request$"),
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
    Rule::sure(Id::Proxy(Timeout), "socks connect tcp {addr}->{addr}: dial tcp {addr}: i/o timeout"),
    Rule::sure(Id::Proxy(Name), "socks connect tcp {addr}->{addr}: dial tcp: lookup {host}"),
    Rule::sure(UPSTREAM, "socks connect tcp {addr}->{addr}: unknown error {*}"),
    Rule::sure(Id::Proxy(Auth), "socks connect tcp {addr}->{addr}: no acceptable authentication methods"),
    Rule::sure(Id::Proxy(Auth), "socks connect tcp {addr}->{addr}: username/password authentication failed"),
    Rule::sure(Id::Proxy(NotProxy), "socks connect tcp {addr}->{addr}: unexpected protocol version {*}"),
    Rule::sure(Id::Proxy(Socks), "socks connect tcp {addr}->{addr}: {*}"),
    // curl, for git.
    Rule::sure(Id::Proxy(Auth), "Received HTTP code 407 from proxy after CONNECT"),
    Rule::sure(Id::Proxy(Denied), "Received HTTP code 403 from proxy after CONNECT"),
    Rule::sure(UPSTREAM, "Received HTTP code {n} from proxy after CONNECT"),
    Rule::sure(Id::Proxy(Auth), "CONNECT tunnel failed, response 407"),
    Rule::sure(Id::Proxy(Denied), "CONNECT tunnel failed, response 403"),
    Rule::sure(UPSTREAM, "CONNECT tunnel failed, response {n}"),
    Rule::sure(Id::Proxy(Name), "Could not resolve proxy: {host}"),
    Rule::sure(Id::Proxy(Reset), "Proxy CONNECT aborted"),
    Rule::likely(DOWN, "ailed to connect to 127.0.0.1 port {n}", &[Id::Tcp(Refused)]),
    Rule::likely(DOWN, "ailed to connect to localhost port {n}", &[Id::Tcp(Refused)]),
];
