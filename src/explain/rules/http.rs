//! Requests without an answer, and answers that are none.

use super::Rule;
use crate::explain::Id;
use crate::explain::id::Goproxy::{Nonconforming, Stalled};
use crate::explain::id::Http::{Captive, Cut, Downgrade, Garbage, Http2, RedirectLoop, Timeout};
use crate::explain::id::Proxy::Reset as ProxyReset;
use crate::explain::id::Tcp::Reset as TcpReset;
use crate::explain::id::Tls::{NotTls, Reset, SniBlocked};

const CAPTIVE_OR: &[Id] = &[Id::Goproxy(Nonconforming)];
const CUT: Id = Id::Http(Cut);
const CUT_OR: &[Id] = &[Id::Tls(Reset), Id::Tls(SniBlocked), Id::Tcp(TcpReset), Id::Proxy(ProxyReset)];
const HTTP2_OR: &[Id] = &[Id::Http(Cut)];

pub(super) const RULES: &[Rule] = &[
    Rule::likely(Id::Http(Captive), "invalid character '<' looking for beginning of value", CAPTIVE_OR),
    Rule::likely(Id::Http(Captive), "unexpected response: <html", CAPTIVE_OR),
    Rule::sure(Id::Http(RedirectLoop), "stopped after 10 redirects"),
    Rule::sure(Id::Http(RedirectLoop), "stopped after 10 redirect"),
    Rule::sure(Id::Http(Downgrade), "redirected from secure URL {url} to insecure URL"),
    Rule::sure(Id::Http(Downgrade), "redirected {*} to insecure URL"),
    Rule::likely(Id::Http(Http2), "http2: server sent GOAWAY", HTTP2_OR),
    Rule::likely(Id::Http(Http2), "http2: client connection lost", HTTP2_OR),
    Rule::likely(Id::Http(Http2), "http2: timeout awaiting response headers", HTTP2_OR),
    Rule::likely(Id::Http(Http2), "stream error: stream ID {n}; ", HTTP2_OR),
    Rule::likely(Id::Http(Http2), "connection error: PROTOCOL_ERROR", HTTP2_OR),
    Rule::likely(
        Id::Http(Timeout),
        "Client.Timeout exceeded while awaiting headers",
        &[Id::Goproxy(Stalled)],
    ),
    Rule::likely(Id::Http(Timeout), "net/http: timeout awaiting response headers", &[Id::Goproxy(Stalled)]),
    Rule::likely(
        Id::Goproxy(Stalled),
        "Client.Timeout or context cancellation while reading body",
        &[Id::Http(Timeout)],
    ),
    Rule::likely(Id::Http(Timeout), "Get {*}: context deadline exceeded", &[Id::Goproxy(Stalled)]),
    Rule::likely(Id::Http(Garbage), "malformed HTTP response ", &[Id::Tls(NotTls), Id::Http(Captive)]),
    Rule::likely(Id::Http(Garbage), "malformed HTTP status code ", &[Id::Http(Captive)]),
    Rule::likely(Id::Http(Garbage), "malformed HTTP version ", &[Id::Http(Captive)]),
    Rule::likely(Id::Http(Garbage), "net/http: server response headers exceeded", &[Id::Http(Captive)]),
    Rule::likely(Id::Http(Garbage), "malformed MIME header", &[Id::Http(Captive)]),
    Rule::likely(CUT, "Get {*}: EOF$", CUT_OR),
    Rule::likely(CUT, "Get {*}: unexpected EOF$", CUT_OR),
    Rule::likely(CUT, "http: server closed idle connection", CUT_OR),
    Rule::likely(CUT, "net/http: HTTP/1.x transport connection broken: {*}EOF", CUT_OR),
    Rule::likely(CUT, "transport connection broken: ", CUT_OR),
];
