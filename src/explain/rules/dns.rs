//! Lookups that fail, as Go, the C library, Windows, curl and ssh tell them.

use super::Rule;
use crate::explain::Id;
use crate::explain::id::Dns::{
    Blocked, Malformed, NoAddress, NoSuchName, Poisoned, Refused, ResolverDown, ServerFailed, Temporary,
    Timeout,
};
use crate::explain::id::Tcp::Offline;

const NONE: Id = Id::Dns(NoSuchName);
const SILENT: Id = Id::Dns(Timeout);
const SILENT_OR: &[Id] = &[Id::Dns(Blocked), Id::Tcp(Offline)];

pub(super) const RULES: &[Rule] = &[
    // The resolver itself cannot be reached.
    Rule::sure(Id::Dns(ResolverDown), "lookup {host} on {addr}: read udp {*}: connection refused"),
    Rule::sure(
        Id::Dns(ResolverDown),
        "lookup {host} on {addr}: read udp {*}: An existing connection was forcibly closed",
    ),
    Rule::sure(
        Id::Dns(ResolverDown),
        "lookup {host} on {addr}: read udp {*}forcibly closed by the remote host",
    ),
    Rule::sure(Id::Dns(ResolverDown), "lookup {host} on {addr}: dial {*}: connect: connection refused"),
    Rule::sure(Id::Tcp(Offline), "lookup {host} on {addr}: {*}: connect: network is unreachable"),
    Rule::sure(Id::Tcp(Offline), "lookup {host} on {addr}: {*}: connect: no route to host"),
    Rule::sure(Id::Tcp(Offline), "lookup {host} on {addr}: {*}unreachable network"),
    // It answers, or does not.
    Rule::likely(NONE, "lookup {host} on {addr}: no such host", &[Id::Dns(Blocked), Id::Dns(Poisoned)]),
    Rule::likely(NONE, "lookup {host}: no such host", &[Id::Dns(Blocked), Id::Dns(Poisoned)]),
    Rule::likely(
        NONE,
        "lookup {host}: getaddrinfow: No such host is known",
        &[Id::Dns(Blocked), Id::Dns(Poisoned)],
    ),
    Rule::likely(
        NONE,
        "lookup {host}: getaddrinfow: 不知道这样的主机",
        &[Id::Dns(Blocked), Id::Dns(Poisoned)],
    ),
    Rule::perhaps(
        Id::Dns(ServerFailed),
        "lookup {host} on {addr}: server misbehaving",
        &[Id::Dns(Refused), Id::Dns(Blocked)],
    ),
    Rule::perhaps(
        Id::Dns(ServerFailed),
        "lookup {host}: server misbehaving",
        &[Id::Dns(Refused), Id::Dns(Blocked)],
    ),
    Rule::sure(Id::Dns(NoAddress), "lookup {host} on {addr}: no answer from DNS server"),
    Rule::sure(Id::Dns(NoAddress), "lookup {host}: no address associated with {*}"),
    Rule::sure(Id::Dns(NoAddress), "lookup {host}: getaddrinfow: The requested name is valid, but no data"),
    Rule::sure(Id::Dns(NoAddress), "lookup {host}: No address associated with hostname"),
    Rule::sure(Id::Dns(NoAddress), "lookup {host}: no suitable address"),
    Rule::likely(SILENT, "lookup {host} on {addr}: {*}i/o timeout", SILENT_OR),
    Rule::likely(SILENT, "lookup {host}: i/o timeout", SILENT_OR),
    Rule::likely(SILENT, "lookup {host} on {addr}: dial {*}: connect: connection timed out", SILENT_OR),
    Rule::likely(
        SILENT,
        "lookup {host}: getaddrinfow: This is usually a temporary error during hostname resolution",
        SILENT_OR,
    ),
    Rule::likely(SILENT, "lookup {host}{*}: operation was canceled", SILENT_OR),
    Rule::likely(SILENT, "lookup {host}{*}: context deadline exceeded", SILENT_OR),
    Rule::perhaps(
        Id::Dns(Temporary),
        "lookup {host}: Temporary failure in name resolution",
        &[SILENT, Id::Dns(ServerFailed), Id::Tcp(Offline)],
    ),
    Rule::perhaps(
        Id::Dns(Temporary),
        "lookup {host}: Try again",
        &[SILENT, Id::Dns(ServerFailed), Id::Tcp(Offline)],
    ),
    Rule::perhaps(
        Id::Dns(Temporary),
        "lookup {host}: A temporary error occurred",
        &[SILENT, Id::Dns(ServerFailed)],
    ),
    Rule::perhaps(
        Id::Dns(Temporary),
        "lookup {host}: device or resource busy",
        &[SILENT, Id::Dns(ServerFailed)],
    ),
    Rule::likely(Id::Dns(Malformed), "lookup {host}{*}: cannot unmarshal DNS message", &[Id::Dns(Poisoned)]),
    Rule::likely(Id::Dns(Malformed), "lookup {host}{*}: invalid DNS response", &[Id::Dns(Poisoned)]),
    Rule::likely(Id::Dns(Malformed), "lookup {host}{*}: no DNS servers", &[Id::Tcp(Offline)]),
    // git through curl, which says the same of every failure of a lookup.
    Rule::perhaps(NONE, "Could not resolve host: {host}", &[SILENT, Id::Dns(ServerFailed), Id::Dns(Blocked)]),
    Rule::perhaps(NONE, "Couldn't resolve host '{host}'", &[SILENT, Id::Dns(ServerFailed), Id::Dns(Blocked)]),
    // ssh, git and others through the C library.
    Rule::perhaps(
        Id::Dns(Temporary),
        "Could not resolve hostname {host}: Temporary failure in name resolution",
        &[SILENT, Id::Dns(ServerFailed), Id::Tcp(Offline)],
    ),
    Rule::likely(NONE, "Could not resolve hostname {host}: ", &[Id::Dns(Blocked)]),
    Rule::likely(
        NONE,
        "unable to look up {host} (port {n}) (Name or service not known)",
        &[Id::Dns(Blocked)],
    ),
    Rule::likely(NONE, "Unable to look up {host} (port {n}) (", &[Id::Dns(Blocked)]),
    Rule::likely(NONE, "unable to look up {host} (", &[Id::Dns(Blocked)]),
];
