//! What the numbers and names of a line say beyond its words: ports, schemes, milliseconds.

use super::id::{Code, Command, Environment, Id, Project, Toolchain};
use super::pattern::{Capture, Captured};
use super::std;
use crate::fault::{Fault, Proxy, Sumdb, Tcp, Tls, relay};

/// How long curl tries before it gives up on an address that does not answer, at the least, in milliseconds.
const GIVES_UP: u64 = 3000;

/// The fault that a line really shows, where its words alone mean another; `None` where it shows no fault of the kind.
pub(super) fn refined(id: Id, line: &str, captured: &Captured<'_>) -> Option<Id> {
    Some(match id {
        Id::Code(Code::Compile) if is_remark(line) => return None,
        Id::Net(Fault::Tls(Tls::Reset)) => Id::Net(reset(line, captured)),
        Id::Net(Fault::Proxy(Proxy::RelayUpstream)) => Id::Net(relay::told(line)?.into()),
        Id::Net(Fault::Tcp(Tcp::Timeout)) => match waited(captured) {
            Some(waited) if waited < GIVES_UP => Id::Net(Tcp::Refused.into()),
            _ => id,
        },
        Id::Project(Project::NotStd) => absent(id, line, captured),
        // Without a host it could be of the standard library only.
        Id::Environment(Environment::Modules) if hostless(captured) => Project::NotStd.into(),
        Id::Command(Command::Tool) if is_tool_of_go(captured) => Toolchain::Goroot.into(),
        Id::Code(Code::Compile) => broken_code(line),
        id => id,
    })
}

/// The fault that an earlier line has shown, where this one, which belongs to it, says that it is another.
pub(super) fn followed(id: Id, line: &str) -> Option<Id> {
    match id {
        Id::Net(Fault::Sumdb(Sumdb::Private)) if OUT_OF_REACH.iter().any(|words| line.contains(words)) => {
            Some(Id::Net(Sumdb::Upstream.into()))
        }
        Id::Project(Project::NoGoFiles) if line.starts_with('\t') && line.contains("/vendor/") => {
            Some(Project::Vendor.into())
        }
        _ => None,
    }
}

/// What a server says that could not reach a module's host itself.
const OUT_OF_REACH: [&str; 8] = [
    "Failed to connect to ",
    "Could not resolve host",
    "Connection refused",
    "timed out",
    "i/o timeout",
    "Connection reset",
    "context deadline exceeded",
    "The requested URL returned error: 5",
];

/// Remarks of linters: `(U1000)`, `(SA4006)`.
fn is_remark(line: &str) -> bool {
    let Some((_, code)) = line.trim_end().strip_suffix(')').and_then(|line| line.rsplit_once(" (")) else {
        return false;
    };
    let digits = code.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
    digits.len() == 4 && digits.len() < code.len() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// What is wrong where a package is not in the standard library. A Go that is too old lacks only what came later than
/// itself, and its own words tell how old it is at the most.
fn absent(id: Id, line: &str, captured: &Captured<'_>) -> Id {
    let Some((_, package)) = captured.iter().find(|(kind, _)| *kind == Capture::Name) else { return id };
    let Some(since) = std::since(package) else { return id };
    // "is not in GOROOT" was said from Go 1.13 on, "is not in std" from 1.21 on.
    let at_least = if line.contains(" is not in std") { 21 } else { 13 };
    if since <= at_least { Toolchain::Goroot.into() } else { Toolchain::OldStd.into() }
}

/// Tools that every Go brings along: what lacks one of them is incomplete.
const TOOLS: [&str; 9] = ["asm", "buildid", "cgo", "compile", "cover", "covdata", "link", "pack", "vet"];

fn is_tool_of_go(captured: &Captured<'_>) -> bool {
    captured.iter().any(|(kind, tool)| *kind == Capture::Name && TOOLS.contains(tool))
}

fn hostless(captured: &Captured<'_>) -> bool {
    let host = |path: &str| path.split('/').next().is_some_and(|host| host.contains('.'));
    captured.iter().any(|(kind, path)| *kind == Capture::Module && !host(path))
}

/// A file of the standard library that does not compile is not the user's: the Go is put together from two.
fn broken_code(line: &str) -> Id {
    let file = line.split(".go:").next().unwrap_or_default();
    let in_library = file.rsplit_once("/src/").is_some_and(|(root, file)| {
        let package = file.rsplit_once('/').map_or("", |(package, _)| package);
        std::has(package) && !root.contains("/pkg/mod/")
    });
    if in_library { Toolchain::Mixed.into() } else { Code::Compile.into() }
}

/// A connection that was cut off while data was awaited: to a proxy, where its port is none of the URL's; before any
/// TLS, where the URL has none.
fn reset(line: &str, captured: &Captured<'_>) -> Fault {
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
        explain(line).causes[0].id.id().to_owned()
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
