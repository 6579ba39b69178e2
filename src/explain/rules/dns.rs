//! Lookups that fail, as Go, the C library, Windows, curl and ssh tell them.

use super::Rule;
use crate::explain::Id;
use crate::fault::Dns::{
    Blocked, Malformed, NoAddress, NoSuchName, Poisoned, Refused, ResolverDown, ServerFailed, Temporary,
    Timeout,
};
use crate::fault::Fault::{Dns, Tcp};
use crate::fault::Tcp::{Forbidden, Offline};

const NONE: Id = Id::Net(Dns(NoSuchName));
const SILENT: Id = Id::Net(Dns(Timeout));
const SILENT_OR: &[Id] = &[Id::Net(Dns(Blocked)), Id::Net(Tcp(Offline))];

pub(super) const RULES: &[Rule] = &[
    // This machine forbids the question itself.
    Rule::sure(Id::Net(Tcp(Forbidden)), "lookup {host} on {addr}: {*}operation not permitted"),
    Rule::sure(Id::Net(Tcp(Forbidden)), "lookup {host} on {addr}: {*}: permission denied"),
    Rule::sure(Id::Net(Tcp(Forbidden)), "lookup {host} on {addr}: {*}forbidden by its access permissions"),
    Rule::sure(Id::Net(Tcp(Offline)), "lookup {host} on {addr}: {*}: no route to host"),
    Rule::sure(Id::Net(Tcp(Offline)), "lookup {host} on {addr}: {*}: network is unreachable"),
    Rule::sure(Id::Net(Tcp(Offline)), "lookup {host} on {addr}: {*}: network is down"),
    Rule::sure(Id::Net(Dns(ResolverDown)), "lookup {host} on {addr}: {*}: connection refused"),
    Rule::sure(Id::Net(Dns(ResolverDown)), "lookup {host} on {addr}: {*}: connection reset by peer"),
    Rule::likely(SILENT, "lookup {host} on {addr}: {*}: connection timed out", SILENT_OR),
    Rule::likely(SILENT, "lookup {host} on {addr}: {*}: operation timed out", SILENT_OR),
    Rule::likely(SILENT, "lookup {host} on {addr}: {*}did not properly respond after", SILENT_OR),
    Rule::likely(SILENT, "dial tcp: i/o timeout", SILENT_OR),
    Rule::likely(SILENT, "Resolving timed out after ", SILENT_OR),
    Rule::likely(SILENT, "Resolving host timed out: {host}", SILENT_OR),
    // The resolver itself cannot be reached.
    Rule::sure(Id::Net(Dns(ResolverDown)), "lookup {host} on {addr}: read udp {*}: connection refused"),
    Rule::sure(
        Id::Net(Dns(ResolverDown)),
        "lookup {host} on {addr}: read udp {*}: An existing connection was forcibly closed",
    ),
    Rule::sure(
        Id::Net(Dns(ResolverDown)),
        "lookup {host} on {addr}: read udp {*}forcibly closed by the remote host",
    ),
    Rule::sure(Id::Net(Dns(ResolverDown)), "lookup {host} on {addr}: dial {*}: connect: connection refused"),
    Rule::sure(Id::Net(Tcp(Offline)), "lookup {host} on {addr}: {*}: connect: network is unreachable"),
    Rule::sure(Id::Net(Tcp(Offline)), "lookup {host} on {addr}: {*}: connect: no route to host"),
    Rule::sure(Id::Net(Tcp(Offline)), "lookup {host} on {addr}: {*}unreachable network"),
    // It answers, or does not.
    Rule::likely(
        NONE,
        "lookup {host} on {addr}: no such host",
        &[Id::Net(Dns(Blocked)), Id::Net(Dns(Poisoned))],
    ),
    Rule::likely(NONE, "lookup {host}: no such host", &[Id::Net(Dns(Blocked)), Id::Net(Dns(Poisoned))]),
    Rule::likely(
        NONE,
        "lookup {host}: getaddrinfow: No such host is known",
        &[Id::Net(Dns(Blocked)), Id::Net(Dns(Poisoned))],
    ),
    Rule::perhaps(
        Id::Net(Dns(ServerFailed)),
        "lookup {host} on {addr}: server misbehaving",
        &[Id::Net(Dns(Refused)), Id::Net(Dns(Blocked))],
    ),
    Rule::perhaps(
        Id::Net(Dns(ServerFailed)),
        "lookup {host}: getaddrinfow: A non-recoverable error",
        &[Id::Net(Dns(Refused))],
    ),
    Rule::perhaps(
        Id::Net(Dns(ServerFailed)),
        "lookup {host}: server misbehaving",
        &[Id::Net(Dns(Refused)), Id::Net(Dns(Blocked))],
    ),
    Rule::sure(Id::Net(Dns(NoAddress)), "lookup {host} on {addr}: no answer from DNS server"),
    Rule::sure(Id::Net(Dns(NoAddress)), "lookup {host}: no address associated with {*}"),
    Rule::sure(
        Id::Net(Dns(NoAddress)),
        "lookup {host}: getaddrinfow: The requested name is valid, but no data",
    ),
    Rule::sure(Id::Net(Dns(NoAddress)), "lookup {host}: No address associated with hostname"),
    Rule::sure(Id::Net(Dns(NoAddress)), "lookup {host}: no suitable address"),
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
        Id::Net(Dns(Temporary)),
        "lookup {host}: Temporary failure in name resolution",
        &[SILENT, Id::Net(Dns(ServerFailed)), Id::Net(Tcp(Offline))],
    ),
    Rule::perhaps(
        Id::Net(Dns(Temporary)),
        "lookup {host}: Try again",
        &[SILENT, Id::Net(Dns(ServerFailed)), Id::Net(Tcp(Offline))],
    ),
    Rule::perhaps(
        Id::Net(Dns(Temporary)),
        "lookup {host}: A temporary error occurred",
        &[SILENT, Id::Net(Dns(ServerFailed))],
    ),
    Rule::perhaps(
        Id::Net(Dns(Temporary)),
        "lookup {host}: device or resource busy",
        &[SILENT, Id::Net(Dns(ServerFailed))],
    ),
    Rule::likely(
        Id::Net(Dns(Malformed)),
        "lookup {host}{*}: cannot unmarshal DNS message",
        &[Id::Net(Dns(Poisoned))],
    ),
    Rule::likely(
        Id::Net(Dns(Malformed)),
        "lookup {host}{*}: invalid DNS response",
        &[Id::Net(Dns(Poisoned))],
    ),
    Rule::likely(Id::Net(Dns(Malformed)), "lookup {host}{*}: no DNS servers", &[Id::Net(Tcp(Offline))]),
    // git through curl, which says the same of every failure of a lookup.
    Rule::perhaps(
        NONE,
        "Could not resolve host: {host}",
        &[SILENT, Id::Net(Dns(ServerFailed)), Id::Net(Dns(Blocked))],
    ),
    Rule::perhaps(
        NONE,
        "Couldn't resolve host '{host}'",
        &[SILENT, Id::Net(Dns(ServerFailed)), Id::Net(Dns(Blocked))],
    ),
    // ssh, git and others through the C library.
    Rule::perhaps(
        Id::Net(Dns(Temporary)),
        "Could not resolve hostname {host}: Temporary failure in name resolution",
        &[SILENT, Id::Net(Dns(ServerFailed)), Id::Net(Tcp(Offline))],
    ),
    Rule::perhaps(
        Id::Net(Dns(Temporary)),
        "Could not resolve hostname {host}: Try again",
        &[SILENT, Id::Net(Dns(ServerFailed)), Id::Net(Tcp(Offline))],
    ),
    Rule::perhaps(
        Id::Net(Dns(ServerFailed)),
        "Could not resolve hostname {host}: Non-recoverable failure in name resolution",
        &[Id::Net(Dns(Refused))],
    ),
    Rule::sure(
        Id::Net(Dns(NoAddress)),
        "Could not resolve hostname {host}: No address associated with hostname",
    ),
    Rule::likely(NONE, "Could not resolve hostname {host}: ", &[Id::Net(Dns(Blocked))]),
    Rule::likely(
        NONE,
        "unable to look up {host} (port {n}) (Name or service not known)",
        &[Id::Net(Dns(Blocked))],
    ),
    Rule::likely(NONE, "Unable to look up {host} (port {n}) (", &[Id::Net(Dns(Blocked))]),
    Rule::likely(NONE, "unable to look up {host} (", &[Id::Net(Dns(Blocked))]),
];
