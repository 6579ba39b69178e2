//! What gv's relay says in place of a connection, and which fault each of its answers is. The relay writes these words
//! as the reason of its answer, which `go` prints, and as its page, which curl prints.

use super::Proxy;

/// The secret is not that of the relay that runs.
pub const SECRET: &str = "gv relay: the secret is missing or old";
/// A page in a browser has asked, through the relay.
pub const PAGES: &str = "gv relay: requests of web pages are refused";
/// A page in a browser has asked the relay itself.
pub const BROWSERS: &str = "gv relay: not for browsers";
/// The target is a place of this machine.
pub const INNER: &str = "gv relay: addresses of this machine and of its cloud need a rule";
/// The target is private, and no upstream may carry it.
pub const PRIVATE: &str = "gv relay: GOPRIVATE covers the host, and no upstream has private = true";
/// There are as many connections as there may be.
pub const FULL: &str = "gv relay: too many connections";
/// There is no such page.
pub const NOT_FOUND: &str = "gv relay: not found";
/// A question of gv came without its body.
pub const NO_BODY: &str = "gv relay: no body";
/// CONNECT does not name a target.
pub const NO_TARGET: &str = "gv relay: not a host and a port";
/// The whole address is not one of http.
pub const NOT_HTTP: &str = "gv relay: not an http address";
/// The body of a request cannot be kept.
pub const BODY: &str = "gv relay: the body is too large or too slow";

/// The relay is a module proxy, and was given no GOPROXY that it can follow.
pub const NO_MODULES: &str = "gv relay: no module proxies to ask";
/// Module proxies are asked with GET.
pub const ONLY_GET: &str = "gv relay: the module proxy answers GET only";
/// The path is not one of the protocol.
pub const NO_MODULE_PATH: &str = "gv relay: not a path of a module proxy";
/// The module is private: `go` does not ask proxies for it.
pub const MODULE_PRIVATE: &str = "gv relay: the module is private, and no proxy is asked for it";
/// The module is private, and the list has public proxies only.
pub const MODULE_NO_PROXY: &str = "gv relay: GOPRIVATE covers the module, and all module proxies are public";

/// What begins every answer of the relay.
const MARK: &str = "gv relay: ";

/// The answers, and the words of one fault of an upstream behind its name.
const ANSWERS: &[(&str, Proxy)] = &[
    (SECRET, Proxy::RelaySecret),
    (FULL, Proxy::RelayFull),
    (PAGES, Proxy::RelayRefused),
    (BROWSERS, Proxy::RelayRefused),
    (INNER, Proxy::RelayRefused),
    (PRIVATE, Proxy::RelayRefused),
    (MODULE_PRIVATE, Proxy::RelayRefused),
    (MODULE_NO_PROXY, Proxy::RelayRefused),
    (NO_MODULES, Proxy::RelayRequest),
    (ONLY_GET, Proxy::RelayRequest),
    (NO_MODULE_PATH, Proxy::RelayRequest),
    (NOT_FOUND, Proxy::RelayRequest),
    (NO_BODY, Proxy::RelayRequest),
    (NO_TARGET, Proxy::RelayRequest),
    (NOT_HTTP, Proxy::RelayRequest),
    (BODY, Proxy::RelayRequest),
    (": it requires a login (", Proxy::RelayLogin),
    (": it refused the login", Proxy::RelayLogin),
];

/// Which fault an answer of the relay is; `None` for a text without one.
pub fn told(text: &str) -> Option<Proxy> {
    let said = &text[text.find(MARK)?..];
    let is = |words: &str| said.starts_with(words) || words.starts_with(':') && said.contains(words);
    let known = ANSWERS.iter().find(|(words, _)| is(words));
    Some(known.map_or(Proxy::RelayUpstream, |(_, fault)| *fault))
}

/// The command that makes a fault of the relay right, or that says more.
pub fn command(fault: Proxy) -> Option<&'static str> {
    match fault {
        Proxy::RelayLogin => Some("gv relay login"),
        Proxy::RelaySecret | Proxy::RelayUpstream | Proxy::RelayFull => Some("gv relay status"),
        Proxy::RelayRefused | Proxy::RelayRequest => Some("gv relay log"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upstream_that_wants_a_login_counts_before_one_that_fails() {
        for (text, fault) in [
            ("gv relay: a: it closed the connection", Some(Proxy::RelayUpstream)),
            ("x gv relay: a: it answered 502 Bad; b: it requires a login (NTLM)", Some(Proxy::RelayLogin)),
            (
                "gv relay: a: it requires a login that gv does not support (Kerberos)",
                Some(Proxy::RelayUpstream),
            ),
            ("407 gv relay: the secret is missing or old", Some(Proxy::RelaySecret)),
            // An upstream may say anything.
            ("gv relay: a: it answered 503 too many connections", Some(Proxy::RelayUpstream)),
            ("gv: relay: x", None),
            ("", None),
        ] {
            assert_eq!(told(text), fault, "{text}");
        }
    }
}
