//! Requests without an answer, and answers that are none.

use super::Rule;
use crate::explain::Id;
use crate::fault::Fault::{Http, Protocol, Proxy, Tcp, Tls};
use crate::fault::Http::{Captive, Cut, Downgrade, Garbage, Http2, RedirectLoop, Stalled, Timeout};
use crate::fault::Protocol::Nonconforming;
use crate::fault::Proxy::Reset as ProxyReset;
use crate::fault::Proxy::Timeout as ProxyTimeout;
use crate::fault::Tcp::Reset as TcpReset;
use crate::fault::Tls::{NotTls, Reset, SniBlocked};

const CAPTIVE_OR: &[Id] = &[Id::Net(Protocol(Nonconforming))];
const CUT: Id = Id::Net(Http(Cut));
const CUT_OR: &[Id] =
    &[Id::Net(Tls(Reset)), Id::Net(Tls(SniBlocked)), Id::Net(Tcp(TcpReset)), Id::Net(Proxy(ProxyReset))];
const HTTP2_OR: &[Id] = &[Id::Net(Http(Cut))];

/// The same words end a wait for a proxy that does not answer CONNECT.
const DEADLINE_OR: &[Id] = &[Id::Net(Http(Stalled)), Id::Net(Proxy(ProxyTimeout))];

pub(super) const RULES: &[Rule] = &[
    Rule::likely(Id::Net(Http(Http2)), "HTTP/2 stream {n} was not closed cleanly", HTTP2_OR),
    Rule::likely(Id::Net(Http(Http2)), "HTTP/2 stream {n} was reset", HTTP2_OR),
    Rule::likely(Id::Net(Http(Http2)), "HTTP/2 stream {n} reset by", HTTP2_OR),
    Rule::likely(Id::Net(Http(Http2)), "HTTP/2 framing layer", HTTP2_OR),
    Rule::likely(Id::Net(Http(Http2)), "Error in the HTTP2 framing layer", HTTP2_OR),
    Rule::likely(Id::Net(Http(Http2)), "nghttp2 ", HTTP2_OR),
    Rule::likely(Id::Net(Http(Captive)), "invalid character '<' looking for beginning of value", CAPTIVE_OR),
    Rule::likely(Id::Net(Http(Captive)), "unexpected response: <html", CAPTIVE_OR),
    Rule::sure(Id::Net(Http(RedirectLoop)), "stopped after 10 redirects"),
    Rule::sure(Id::Net(Http(RedirectLoop)), "stopped after 10 redirect"),
    Rule::sure(Id::Net(Http(Downgrade)), "redirected from secure URL {url} to insecure URL"),
    Rule::sure(Id::Net(Http(Downgrade)), "redirected {*} to insecure URL"),
    Rule::likely(Id::Net(Http(Http2)), "http2: server sent GOAWAY", HTTP2_OR),
    Rule::likely(Id::Net(Http(Http2)), "http2: client connection lost", HTTP2_OR),
    Rule::likely(Id::Net(Http(Http2)), "http2: timeout awaiting response headers", HTTP2_OR),
    Rule::likely(Id::Net(Http(Http2)), "stream error: stream ID {n}; ", HTTP2_OR),
    Rule::likely(Id::Net(Http(Http2)), "connection error: PROTOCOL_ERROR", HTTP2_OR),
    Rule::likely(
        Id::Net(Http(Timeout)),
        "Client.Timeout exceeded while awaiting headers",
        &[Id::Net(Http(Stalled))],
    ),
    Rule::likely(
        Id::Net(Http(Timeout)),
        "net/http: timeout awaiting response headers",
        &[Id::Net(Http(Stalled))],
    ),
    Rule::likely(
        Id::Net(Http(Stalled)),
        "Client.Timeout or context cancellation while reading body",
        &[Id::Net(Http(Timeout))],
    ),
    Rule::perhaps(Id::Net(Http(Timeout)), "Get {*}: context deadline exceeded", DEADLINE_OR),
    Rule::likely(Id::Net(Http(Stalled)), "Operation too slow. Less than ", &[Id::Net(Http(Timeout))]),
    Rule::likely(
        Id::Net(Http(Timeout)),
        "Operation timed out after {n} milliseconds with 0 ",
        &[Id::Net(Http(Stalled))],
    ),
    Rule::likely(
        Id::Net(Http(Stalled)),
        "Operation timed out after {n} milliseconds with ",
        &[Id::Net(Http(Timeout))],
    ),
    Rule::likely(
        Id::Net(Http(Garbage)),
        "malformed HTTP response ",
        &[Id::Net(Tls(NotTls)), Id::Net(Http(Captive))],
    ),
    Rule::likely(Id::Net(Http(Garbage)), "malformed HTTP status code ", &[Id::Net(Http(Captive))]),
    Rule::likely(Id::Net(Http(Garbage)), "malformed HTTP version ", &[Id::Net(Http(Captive))]),
    Rule::likely(
        Id::Net(Http(Garbage)),
        "net/http: server response headers exceeded",
        &[Id::Net(Http(Captive))],
    ),
    Rule::likely(Id::Net(Http(Garbage)), "malformed MIME header", &[Id::Net(Http(Captive))]),
    Rule::likely(CUT, "Get {*}: EOF$", CUT_OR),
    Rule::likely(CUT, "Get {*}: unexpected EOF$", CUT_OR),
    Rule::likely(CUT, "http: server closed idle connection", CUT_OR),
    Rule::likely(CUT, "net/http: HTTP/1.x transport connection broken: {*}EOF", CUT_OR),
    Rule::likely(CUT, "transport connection broken: ", CUT_OR),
];
