//! Connections that do not come about, or break.

use super::Rule;
use crate::explain::Id;
use crate::fault::Dns::{Bogon, Poisoned};
use crate::fault::Fault::{Dns, Proxy, Tcp, Tls};
use crate::fault::Proxy::TunBroken;
use crate::fault::Tcp::{Forbidden, IpBlocked, Ipv6, NoPorts, Offline, Refused, Reset, Timeout, Unreachable};
use crate::fault::Tls::Reset as TlsReset;
use crate::fault::Tls::SniBlocked;

const REFUSED: Id = Id::Net(Tcp(Refused));
const TIMEOUT: Id = Id::Net(Tcp(Timeout));
const RESET: Id = Id::Net(Tcp(Reset));
const REFUSED_OR: &[Id] = &[Id::Net(Tcp(IpBlocked)), Id::Net(Dns(Poisoned))];
const TIMEOUT_OR: &[Id] = &[Id::Net(Tcp(IpBlocked)), Id::Net(Tcp(Offline)), Id::Net(Dns(Poisoned))];
const RESET_OR: &[Id] = &[Id::Net(Tls(TlsReset)), Id::Net(Tls(SniBlocked))];

pub(super) const RULES: &[Rule] = &[
    Rule::likely(
        Id::Net(Tcp(Unreachable)),
        "ailed to connect to {host} port {n}{*}: No route to host",
        &[Id::Net(Tcp(Offline))],
    ),
    Rule::likely(
        Id::Net(Tcp(Unreachable)),
        "ailed to connect to {host} port {n}{*}: Network is unreachable",
        &[Id::Net(Tcp(Offline))],
    ),
    Rule::likely(
        Id::Net(Tcp(Unreachable)),
        "ailed to connect to {host} port {n}{*}: Host is down",
        &[Id::Net(Tcp(Offline))],
    ),
    Rule::likely(
        Id::Net(Tcp(Unreachable)),
        "ailed connect to {host}:{n}; No route to host",
        &[Id::Net(Tcp(Offline))],
    ),
    Rule::likely(
        Id::Net(Tcp(Unreachable)),
        "ailed connect to {host}:{n}; Network is unreachable",
        &[Id::Net(Tcp(Offline))],
    ),
    Rule::sure(Id::Net(Tcp(Forbidden)), "ailed to connect to {host} port {n}{*}: Permission denied"),
    Rule::sure(Id::Net(Tcp(Forbidden)), "ailed to connect to {host} port {n}{*}: Bad access"),
    Rule::sure(Id::Net(Tcp(Forbidden)), "ailed to connect to {host} port {n}{*}: Operation not permitted"),
    Rule::sure(Id::Net(Tcp(Forbidden)), "ailed connect to {host}:{n}; Permission denied"),
    Rule::likely(REFUSED, "ailed connect to {host}:{n}; Connection refused", REFUSED_OR),
    Rule::likely(TIMEOUT, "ailed to connect to {host} port {n}{*}: Operation timed out", TIMEOUT_OR),
    Rule::likely(TIMEOUT, "ailed connect to {host}:{n}; Connection timed out", TIMEOUT_OR),
    Rule::likely(TIMEOUT, "ailed connect to {host}:{n}; Operation now in progress", TIMEOUT_OR),
    Rule::likely(TIMEOUT, "ailed connect to {host}:{n}; Operation timed out", TIMEOUT_OR),
    Rule::likely(TIMEOUT, "Connection timed out after {n} ms", TIMEOUT_OR),
    Rule::likely(TIMEOUT, "Connection timed out after {n} milliseconds", TIMEOUT_OR),
    Rule::likely(TIMEOUT, "Connection timeout after {n} ms", TIMEOUT_OR),
    Rule::likely(TIMEOUT, "ailed to connect to {host} port {n}{*}: Operation now in progress", TIMEOUT_OR),
    Rule::likely(TIMEOUT, "ailed to connect to {host} port {n} via {addr} after {n} ms: ", TIMEOUT_OR),
    Rule::likely(TIMEOUT, "ailed to connect to {host}:{n}{*} after {n} ms: ", TIMEOUT_OR),
    Rule::likely(TIMEOUT, "connect to {host} port {n} timed out", TIMEOUT_OR),
    // The address itself says something.
    Rule::likely(Id::Net(Dns(Bogon)), "dial tcp 0.0.0.0:{n}: {*}", &[Id::Net(Dns(Poisoned))]),
    Rule::likely(Id::Net(Dns(Bogon)), "dial tcp [::]:{n}: {*}", &[Id::Net(Dns(Poisoned))]),
    Rule::likely(Id::Net(Dns(Bogon)), "dial tcp 127.0.0.1:443: {*}", &[REFUSED]),
    Rule::likely(Id::Net(Dns(Bogon)), "dial tcp [::1]:443: {*}", &[REFUSED]),
    Rule::likely(Id::Net(Proxy(TunBroken)), "dial tcp 198.18.{addr}: {*}", &[TIMEOUT]),
    Rule::likely(Id::Net(Proxy(TunBroken)), "dial tcp 198.19.{addr}: {*}", &[TIMEOUT]),
    // No way there.
    Rule::likely(
        Id::Net(Tcp(Ipv6)),
        "dial tcp [{addr}: connect: network is unreachable",
        &[Id::Net(Tcp(Offline))],
    ),
    Rule::likely(
        Id::Net(Tcp(Ipv6)),
        "dial tcp [{addr}: connect: cannot assign requested address",
        &[Id::Net(Tcp(Offline))],
    ),
    Rule::likely(Id::Net(Tcp(Ipv6)), "dial tcp [{addr}: connect: no route to host", &[Id::Net(Tcp(Offline))]),
    Rule::likely(
        Id::Net(Tcp(Ipv6)),
        "dial tcp [{addr}: connectex: A socket operation was attempted to an unreachable",
        &[Id::Net(Tcp(Offline))],
    ),
    Rule::likely(
        Id::Net(Tcp(Offline)),
        "dial tcp {addr}: connect: network is unreachable",
        &[Id::Net(Tcp(Unreachable))],
    ),
    Rule::likely(
        Id::Net(Tcp(Offline)),
        "dial tcp {addr}: connect: network is down",
        &[Id::Net(Tcp(Unreachable))],
    ),
    Rule::likely(
        Id::Net(Tcp(Unreachable)),
        "dial tcp {addr}: connect: no route to host",
        &[Id::Net(Tcp(Offline)), Id::Net(Tcp(IpBlocked))],
    ),
    Rule::likely(
        Id::Net(Tcp(Unreachable)),
        "dial tcp {addr}: connect: host is down",
        &[Id::Net(Tcp(Offline))],
    ),
    Rule::likely(
        Id::Net(Tcp(Unreachable)),
        "dial tcp {addr}: connectex: A socket operation was attempted to an unreachable host",
        &[Id::Net(Tcp(Offline)), Id::Net(Tcp(IpBlocked))],
    ),
    Rule::likely(
        Id::Net(Tcp(Offline)),
        "dial tcp {addr}: connectex: A socket operation was attempted to an unreachable",
        &[Id::Net(Tcp(Unreachable))],
    ),
    Rule::likely(
        Id::Net(Tcp(Offline)),
        "dial tcp {addr}: connectex: A socket operation encountered a dead network",
        &[Id::Net(Tcp(Unreachable))],
    ),
    // Nobody listens.
    Rule::likely(REFUSED, "dial tcp {addr}: connect: connection refused", REFUSED_OR),
    Rule::likely(REFUSED, "dial tcp {addr}: getsockopt: connection refused", REFUSED_OR),
    Rule::likely(
        REFUSED,
        "dial tcp {addr}: connectex: No connection could be made because the target machine actively refused it",
        REFUSED_OR,
    ),
    Rule::likely(REFUSED, "ailed to connect to {host} port {n}{*}: Connection refused", REFUSED_OR),
    Rule::likely(REFUSED, "connect to host {host} port {n}: Connection refused", REFUSED_OR),
    // No answer.
    Rule::likely(TIMEOUT, "dial tcp {addr}: i/o timeout", TIMEOUT_OR),
    Rule::likely(TIMEOUT, "dial tcp {addr}: connect: connection timed out", TIMEOUT_OR),
    Rule::likely(TIMEOUT, "dial tcp {addr}: connect: operation timed out", TIMEOUT_OR),
    Rule::likely(
        TIMEOUT,
        "dial tcp {addr}: connectex: A connection attempt failed because the connected party did not properly respond",
        TIMEOUT_OR,
    ),
    Rule::likely(TIMEOUT, "ailed to connect to {host} port {n}{*}: Connection timed out", TIMEOUT_OR),
    Rule::likely(TIMEOUT, "ailed to connect to {host} port {n}{*}: Timed out", TIMEOUT_OR),
    Rule::likely(TIMEOUT, "ailed to connect to {host} port {n} after {n} ms: ", TIMEOUT_OR),
    Rule::likely(TIMEOUT, "connect to host {host} port {n}: Connection timed out", TIMEOUT_OR),
    Rule::likely(TIMEOUT, "connect to host {host} port {n}: Operation timed out", TIMEOUT_OR),
    Rule::likely(
        Id::Net(Tcp(Offline)),
        "connect to host {host} port {n}: Network is unreachable",
        &[Id::Net(Tcp(Unreachable))],
    ),
    Rule::likely(
        Id::Net(Tcp(Unreachable)),
        "connect to host {host} port {n}: No route to host",
        &[Id::Net(Tcp(Offline))],
    ),
    // This machine does not let it out.
    Rule::sure(Id::Net(Tcp(Forbidden)), "dial tcp{*}: socket: operation not permitted"),
    Rule::sure(Id::Net(Tcp(Forbidden)), "dial tcp{*}: socket: permission denied"),
    Rule::sure(Id::Net(Tcp(Forbidden)), "dial tcp {addr}: connect: operation not permitted"),
    Rule::sure(Id::Net(Tcp(Forbidden)), "dial tcp {addr}: connect: permission denied"),
    Rule::sure(
        Id::Net(Tcp(Forbidden)),
        "dial tcp {addr}: connectex: An attempt was made to access a socket in a way forbidden by its access permissions",
    ),
    Rule::sure(Id::Net(Tcp(NoPorts)), "dial tcp {addr}: connect: cannot assign requested address"),
    Rule::sure(Id::Net(Tcp(NoPorts)), "connectex: Only one usage of each socket address"),
    Rule::sure(
        Id::Net(Tcp(NoPorts)),
        "connectex: An operation on a socket could not be performed because the system lacked sufficient buffer space",
    ),
    // It breaks.
    Rule::perhaps(RESET, "dial tcp {addr}: connect: connection reset by peer", RESET_OR),
];
