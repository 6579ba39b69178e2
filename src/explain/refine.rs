//! What the numbers and names of a line say beyond its words: ports, schemes, milliseconds.

use super::id::{Id, Proxy, Tcp, Tls};
use super::pattern::{Capture, Captured};

/// How long curl tries before it gives up on an address that does not answer, at the least, in milliseconds.
const GIVES_UP: u64 = 3000;

/// The fault that a line really shows, where its words alone mean another.
pub(super) fn refined(id: Id, line: &str, captured: &Captured<'_>) -> Id {
    match id {
        Id::Tls(Tls::Reset) => reset(line, captured),
        Id::Tcp(Tcp::Timeout) => {
            waited(captured).filter(|waited| *waited < GIVES_UP).map_or(id, |_| Tcp::Refused.into())
        }
        id => id,
    }
}

/// A connection that was cut off while data was awaited: to a proxy, where its port is none of the URL's; before any
/// TLS, where the URL has none.
fn reset(line: &str, captured: &Captured<'_>) -> Id {
    let Some(url) = line.find("http").map(|at| &line[at..]) else { return Tls::Reset.into() };
    let Some((scheme, rest)) = url.split_once("://") else { return Tls::Reset.into() };
    let asked = rest.split(['/', '"', ' ']).next().and_then(port);
    let default = if scheme == "http" { "80" } else { "443" };
    let reached = captured.iter().rfind(|(kind, _)| *kind == Capture::Address);
    match reached.and_then(|(_, address)| port(address)) {
        Some(reached) if reached != asked.unwrap_or(default) => Proxy::Reset.into(),
        _ if scheme == "http" => Tcp::Reset.into(),
        _ => Tls::Reset.into(),
    }
}

fn port(address: &str) -> Option<&str> {
    let (_, port) = address.rsplit_once(':')?;
    (!port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())).then_some(port)
}

/// `Failed to connect to HOST port 443 after 2 ms`: the last number is the time.
fn waited(captured: &Captured<'_>) -> Option<u64> {
    let mut numbers = captured.iter().filter(|(kind, _)| *kind == Capture::Number);
    numbers.nth(1)?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use crate::explain::explain;

    fn first(line: &str) -> String {
        explain(line).causes[0].id.id().into_owned()
    }

    #[test]
    fn a_port_tells_whose_connection_was_cut_off() {
        let line = |url: &str, port: u16| {
            format!(
                "go: m.example/x@v1: Get \"{url}\": read tcp 10.0.0.2:50000->10.0.0.9:{port}: read: connection reset by peer"
            )
        };
        assert_eq!(first(&line("https://proxy.golang.org/x", 443)), "tls_reset");
        assert_eq!(first(&line("https://proxy.golang.org/x", 7890)), "proxy_reset");
        assert_eq!(first(&line("https://mirror.example:8443/x", 8443)), "tls_reset");
        assert_eq!(first(&line("http://mirror.example/x", 80)), "tcp_reset");
        assert_eq!(first(&line("http://mirror.example/x", 3128)), "proxy_reset");
    }

    #[test]
    fn a_time_tells_a_refusal_from_silence() {
        let line = |millis: u32| {
            format!(
                "fatal: unable to access 'https://github.com/x/': Failed to connect to github.com port 443 after {millis} ms: Couldn't connect to server"
            )
        };
        assert_eq!(first(&line(2)), "tcp_refused");
        assert_eq!(first(&line(21_043)), "tcp_timeout");
        assert_eq!(first(&line(130_512)), "tcp_timeout");
    }
}
