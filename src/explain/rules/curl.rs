//! What stands behind git's `unable to access '…': ` in the words of curl and of the libraries that it does TLS with:
//! OpenSSL, `GnuTLS`, NSS, schannel and Apple's, old and new.

use super::Rule;
use crate::explain::Id;
use crate::explain::id::Vcs::Cut;
use crate::fault::Dns::Poisoned;
use crate::fault::Fault::{Dns, Http, Proxy, Tls};
use crate::fault::Http::{Captive, Garbage, Truncated};
use crate::fault::Proxy::Name as ProxyName;
use crate::fault::Tls::{
    Alert, ClientCertificate, Clock, Expired, Inspection, Name, NoRoots, NotYet, Reset, SniBlocked,
    Untrusted, Version,
};

const RESET: Id = Id::Net(Tls(Reset));
const RESET_OR: &[Id] = &[Id::Net(Tls(SniBlocked)), Id::Vcs(Cut)];
const ALERT: Id = Id::Net(Tls(Alert));
const ALERT_OR: &[Id] = &[Id::Net(Tls(Version)), Id::Net(Dns(Poisoned))];
const VERSION: Id = Id::Net(Tls(Version));
const VERSION_OR: &[Id] = &[ALERT];
const UNTRUSTED: Id = Id::Net(Tls(Untrusted));
const UNTRUSTED_OR: &[Id] = &[Id::Net(Tls(Inspection)), Id::Net(Dns(Poisoned))];
const EXPIRED: Id = Id::Net(Tls(Expired));
const EXPIRED_OR: &[Id] = &[Id::Net(Tls(Clock))];
const NAME: Id = Id::Net(Tls(Name));
const NAME_OR: &[Id] = &[Id::Net(Dns(Poisoned)), Id::Net(Tls(Inspection))];
const NO_ROOTS: Id = Id::Net(Tls(NoRoots));
const INSPECTION: Id = Id::Net(Tls(Inspection));
/// A list of revoked certificates is out of reach mostly where the certificate is a company's own.
const INSPECTION_OR: &[Id] = &[UNTRUSTED, ALERT];

pub(super) const RULES: &[Rule] = &[
    Rule::sure(Id::Net(Proxy(ProxyName)), "Couldn't resolve proxy '{host}'"),
    Rule::likely(Id::Net(Http(Garbage)), "Received HTTP/0.9 when not allowed", &[Id::Net(Http(Captive))]),
    Rule::likely(Id::Vcs(Cut), "transfer closed with ", &[Id::Net(Http(Truncated))]),
    // OpenSSL. What a server answers is an alert; which one tells the cause.
    Rule::sure(Id::Net(Tls(ClientCertificate)), "SSL routines:{*}:tlsv13 alert certificate required"),
    Rule::likely(VERSION, "SSL routines:{*}alert protocol version", VERSION_OR),
    Rule::likely(VERSION, "SSL routines:{*}:unsupported protocol", VERSION_OR),
    Rule::likely(VERSION, "SSL routines:{*}:unsafe legacy renegotiation disabled", VERSION_OR),
    Rule::likely(VERSION, "SSL routines:{*}:dh key too small", VERSION_OR),
    Rule::likely(ALERT, "SSL routines:{*}:tlsv1 alert ", ALERT_OR),
    Rule::likely(ALERT, "SSL routines:{*}:tlsv13 alert ", ALERT_OR),
    Rule::likely(ALERT, "SSL routines:{*}:sslv3 alert ", ALERT_OR),
    Rule::likely(RESET, "SSL routines:{*}:unexpected eof while reading", RESET_OR),
    Rule::likely(RESET, "Unknown SSL protocol error in connection to {host}", RESET_OR),
    Rule::likely(UNTRUSTED, "SSL certificate problem, verify that the CA cert is OK", UNTRUSTED_OR),
    Rule::likely(NAME, "SSL: certificate verification failed (hostname mismatch)", NAME_OR),
    Rule::sure(NO_ROOTS, "Problem with the SSL CA cert (path? access rights?)"),
    Rule::sure(NO_ROOTS, "error adding trust anchors from file: "),
    // GnuTLS.
    Rule::likely(
        RESET,
        "unable to access '{url}': GnuTLS recv error ({*}): The TLS connection was non-properly",
        RESET_OR,
    ),
    Rule::likely(
        RESET,
        "unable to access '{url}': GnuTLS recv error ({*}): Error in the pull function",
        RESET_OR,
    ),
    // NSS.
    Rule::likely(RESET, "unable to access '{url}': TCP connection reset by peer", RESET_OR),
    Rule::likely(RESET, "unable to access '{url}': Encountered end of file", RESET_OR),
    Rule::likely(VERSION, "Peer reports incompatible or unsupported protocol version", VERSION_OR),
    Rule::likely(ALERT, "Cannot communicate securely with peer: no common encryption", ALERT_OR),
    Rule::likely(EXPIRED, "Peer's Certificate has expired", EXPIRED_OR),
    Rule::likely(NAME, "requested domain name does not match the server's certificate", NAME_OR),
    // schannel.
    Rule::perhaps(INSPECTION, "unable to check revocation for the certificate", INSPECTION_OR),
    Rule::perhaps(
        INSPECTION,
        "unable to check revocation because the revocation server was offline",
        INSPECTION_OR,
    ),
    Rule::likely(RESET, "schannel: server closed abruptly", RESET_OR),
    // Apple's, by their numbers.
    Rule::likely(UNTRUSTED, "SSL certificate problem: Invalid certificate chain", UNTRUSTED_OR),
    Rule::likely(UNTRUSTED, "SSL certificate problem: Untrusted root certificate", UNTRUSTED_OR),
    Rule::likely(RESET, "return error -9805", RESET_OR),
    Rule::likely(RESET, "return error -9806", RESET_OR),
    Rule::likely(UNTRUSTED, "return error -9807", UNTRUSTED_OR),
    Rule::likely(UNTRUSTED, "return error -9812", UNTRUSTED_OR),
    Rule::likely(UNTRUSTED, "return error -9813", UNTRUSTED_OR),
    Rule::likely(EXPIRED, "return error -9814", EXPIRED_OR),
    Rule::likely(Id::Net(Tls(Clock)), "return error -9815", &[Id::Net(Tls(NotYet))]),
    Rule::likely(ALERT, "return error -9824", ALERT_OR),
    Rule::likely(VERSION, "return error -9836", VERSION_OR),
];
