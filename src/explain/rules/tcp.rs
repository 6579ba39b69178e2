//! Connections that do not come about, or break.

use super::Rule;
use crate::explain::Id;
use crate::explain::id::Dns::{Bogon, Poisoned};
use crate::explain::id::Tcp::{
    FakeIp, Forbidden, IpBlocked, Ipv6, NoPorts, Offline, Refused, Reset, Timeout, Unreachable,
};
use crate::explain::id::Tls::{Reset as TlsReset, SniBlocked};

const REFUSED: Id = Id::Tcp(Refused);
const TIMEOUT: Id = Id::Tcp(Timeout);
const RESET: Id = Id::Tcp(Reset);
const REFUSED_OR: &[Id] = &[Id::Tcp(IpBlocked), Id::Dns(Poisoned)];
const TIMEOUT_OR: &[Id] = &[Id::Tcp(IpBlocked), Id::Tcp(Offline), Id::Dns(Poisoned)];
const RESET_OR: &[Id] = &[Id::Tls(TlsReset), Id::Tls(SniBlocked)];

pub(super) const RULES: &[Rule] = &[
    // The address itself says something.
    Rule::likely(Id::Dns(Bogon), "dial tcp 0.0.0.0:{n}: {*}", &[Id::Dns(Poisoned)]),
    Rule::likely(Id::Dns(Bogon), "dial tcp [::]:{n}: {*}", &[Id::Dns(Poisoned)]),
    Rule::likely(Id::Dns(Bogon), "dial tcp 127.0.0.1:443: {*}", &[REFUSED]),
    Rule::likely(Id::Dns(Bogon), "dial tcp [::1]:443: {*}", &[REFUSED]),
    Rule::likely(Id::Tcp(FakeIp), "dial tcp 198.18.{addr}: {*}", &[TIMEOUT]),
    Rule::likely(Id::Tcp(FakeIp), "dial tcp 198.19.{addr}: {*}", &[TIMEOUT]),
    // No way there.
    Rule::likely(Id::Tcp(Ipv6), "dial tcp [{addr}: connect: network is unreachable", &[Id::Tcp(Offline)]),
    Rule::likely(
        Id::Tcp(Ipv6),
        "dial tcp [{addr}: connect: cannot assign requested address",
        &[Id::Tcp(Offline)],
    ),
    Rule::likely(Id::Tcp(Ipv6), "dial tcp [{addr}: connect: no route to host", &[Id::Tcp(Offline)]),
    Rule::likely(
        Id::Tcp(Ipv6),
        "dial tcp [{addr}: connectex: A socket operation was attempted to an unreachable",
        &[Id::Tcp(Offline)],
    ),
    Rule::likely(
        Id::Tcp(Offline),
        "dial tcp {addr}: connect: network is unreachable",
        &[Id::Tcp(Unreachable)],
    ),
    Rule::likely(Id::Tcp(Offline), "dial tcp {addr}: connect: network is down", &[Id::Tcp(Unreachable)]),
    Rule::likely(
        Id::Tcp(Unreachable),
        "dial tcp {addr}: connect: no route to host",
        &[Id::Tcp(Offline), Id::Tcp(IpBlocked)],
    ),
    Rule::likely(Id::Tcp(Unreachable), "dial tcp {addr}: connect: host is down", &[Id::Tcp(Offline)]),
    Rule::likely(
        Id::Tcp(Offline),
        "dial tcp {addr}: connectex: A socket operation was attempted to an unreachable",
        &[Id::Tcp(Unreachable)],
    ),
    Rule::likely(
        Id::Tcp(Offline),
        "dial tcp {addr}: connectex: A socket operation encountered a dead network",
        &[Id::Tcp(Unreachable)],
    ),
    // Nobody listens.
    Rule::likely(REFUSED, "dial tcp {addr}: connect: connection refused", REFUSED_OR),
    Rule::likely(REFUSED, "dial tcp {addr}: getsockopt: connection refused", REFUSED_OR),
    Rule::likely(
        REFUSED,
        "dial tcp {addr}: connectex: No connection could be made because the target machine actively refused it",
        REFUSED_OR,
    ),
    Rule::likely(REFUSED, "dial tcp {addr}: connectex: 由于目标计算机积极拒绝", REFUSED_OR),
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
    Rule::likely(TIMEOUT, "dial tcp {addr}: connectex: 由于连接方在一段时间后没有正确答复", TIMEOUT_OR),
    Rule::likely(TIMEOUT, "ailed to connect to {host} port {n}{*}: Connection timed out", TIMEOUT_OR),
    Rule::likely(TIMEOUT, "ailed to connect to {host} port {n}{*}: Timed out", TIMEOUT_OR),
    Rule::likely(TIMEOUT, "ailed to connect to {host} port {n} after {n} ms: ", TIMEOUT_OR),
    Rule::likely(TIMEOUT, "connect to host {host} port {n}: Connection timed out", TIMEOUT_OR),
    Rule::likely(TIMEOUT, "connect to host {host} port {n}: Operation timed out", TIMEOUT_OR),
    Rule::likely(
        Id::Tcp(Offline),
        "connect to host {host} port {n}: Network is unreachable",
        &[Id::Tcp(Unreachable)],
    ),
    Rule::likely(
        Id::Tcp(Unreachable),
        "connect to host {host} port {n}: No route to host",
        &[Id::Tcp(Offline)],
    ),
    // This machine does not let it out.
    Rule::sure(Id::Tcp(Forbidden), "dial tcp {addr}: connect: operation not permitted"),
    Rule::sure(Id::Tcp(Forbidden), "dial tcp {addr}: connect: permission denied"),
    Rule::sure(
        Id::Tcp(Forbidden),
        "dial tcp {addr}: connectex: An attempt was made to access a socket in a way forbidden by its access permissions",
    ),
    Rule::sure(Id::Tcp(NoPorts), "dial tcp {addr}: connect: cannot assign requested address"),
    Rule::sure(Id::Tcp(NoPorts), "connectex: Only one usage of each socket address"),
    Rule::sure(
        Id::Tcp(NoPorts),
        "connectex: An operation on a socket could not be performed because the system lacked sufficient buffer space",
    ),
    // It breaks.
    Rule::perhaps(RESET, "dial tcp {addr}: connect: connection reset by peer", RESET_OR),
];
