//! What `gv dns` has found as scripts read it: `docs/json.md`.

use crate::dns::{AddressResult, Host, HostReport, Lookup, Remedy, Syntax};
use crate::probe::address::Tag;
use crate::probe::dns::{Code, NoAnswer, Query, Server};
use serde::Serialize;
use std::borrow::Cow;
use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

#[derive(Serialize)]
pub(super) struct Seen {
    schema_version: u32,
    hosts: Vec<HostSeen>,
    left_out: Vec<LeftOut>,
}

#[derive(Serialize)]
struct HostSeen {
    host: String,
    port: u16,
    ok: bool,
    /// What `gv dns fix` would write down.
    good: Vec<IpAddr>,
    hosts_line: Option<HostsLine>,
    asked: Vec<Answered>,
    tried: Vec<Attempt>,
}

#[derive(Serialize)]
struct HostsLine {
    line: usize,
    address: IpAddr,
}

#[derive(Serialize)]
struct Answered {
    how: &'static str,
    server: Option<String>,
    status: Cow<'static, str>,
    addresses: Vec<IpAddr>,
    millis: f64,
}

#[derive(Serialize)]
struct Attempt {
    address: IpAddr,
    ok: bool,
    error: Option<&'static str>,
    fake_ip: bool,
    millis: f64,
}

#[derive(Serialize)]
struct LeftOut {
    host: String,
    reason: &'static str,
    variable: &'static str,
}

#[derive(Serialize)]
pub(super) struct Proposed {
    schema_version: u32,
    kind: &'static str,
    file: String,
    /// All that belongs into the file; null where nothing does.
    block: Option<String>,
    lines: Vec<Line>,
    failed: Vec<Failed>,
    shadows: Vec<Shadow>,
    left_out: Vec<LeftOut>,
}

#[derive(Serialize)]
struct Line {
    host: String,
    address: IpAddr,
}

#[derive(Serialize)]
struct Failed {
    host: String,
    layer: &'static str,
}

#[derive(Serialize)]
struct Shadow {
    host: String,
    line: usize,
}

/// Where lines belong, and how they are written there.
pub(super) struct Place<'a> {
    pub syntax: Syntax,
    pub path: &'a Path,
    pub block: &'a str,
}

/// What was seen.
pub(super) fn seen(lookup: &Lookup) -> Seen {
    Seen {
        schema_version: 1,
        hosts: lookup.reports.iter().map(host).collect(),
        left_out: left_out(&lookup.left_out),
    }
}

/// What is to be written down.
pub(super) fn lines(lookup: &Lookup, remedy: &Remedy, place: &Place<'_>) -> Proposed {
    let line = |line: &crate::dns::Line| Line { host: line.name.clone(), address: line.address };
    let failed = |index: &usize| {
        let looked = &lookup.reports[*index];
        Failed { host: looked.host.name.clone(), layer: looked.layer().id() }
    };
    Proposed {
        schema_version: 1,
        kind: place.syntax.id(),
        file: place.path.display().to_string(),
        block: (!remedy.lines.is_empty()).then(|| place.block.to_owned()),
        lines: remedy.lines.iter().map(line).collect(),
        failed: remedy.failed.iter().map(failed).collect(),
        shadows: remedy
            .shadows
            .iter()
            .map(|(line, host)| Shadow { host: host.clone(), line: *line })
            .collect(),
        left_out: left_out(&lookup.left_out),
    }
}

fn left_out(hosts: &[(Host, &'static str)]) -> Vec<LeftOut> {
    let one =
        |(host, variable): &(Host, &'static str)| LeftOut { host: host.shown(), reason: "proxy", variable };
    hosts.iter().map(one).collect()
}

fn host(looked: &HostReport) -> HostSeen {
    HostSeen {
        host: looked.host.name.clone(),
        port: looked.host.port,
        ok: looked.is_well(),
        good: looked.good(),
        hosts_line: looked.names.hosts_line.map(|(line, address)| HostsLine { line, address }),
        asked: looked.names.asked.iter().map(answered).collect(),
        tried: looked.tried.iter().map(attempt).collect(),
    }
}

fn answered(asked: &Query) -> Answered {
    let (how, server) = match &asked.server {
        Server::System => ("system", None),
        Server::Udp(server) => ("udp", Some(server.ip().to_string())),
        Server::Tcp(server) => ("tcp", Some(server.ip().to_string())),
        Server::Control(host) => ("https", Some(host.clone())),
    };
    let mut addresses = Vec::new();
    for address in asked.said.iter().flatten().flat_map(|answer| &answer.addresses) {
        if !addresses.contains(address) {
            addresses.push(*address);
        }
    }
    let status = if addresses.is_empty() { without_address(asked) } else { Cow::Borrowed("ok") };
    Answered { how, server, status, addresses, millis: millis(asked.took) }
}

fn without_address(asked: &Query) -> Cow<'static, str> {
    Cow::Borrowed(match &asked.said {
        Err(NoAnswer::Timeout) => "timeout",
        Err(NoAnswer::Tcp(_) | NoAnswer::Tls(_)) => "unreachable",
        Err(NoAnswer::Failed(_)) => "failed",
        Ok(answers) => match answers.iter().map(|answer| answer.code).find(|code| *code != Code::NoError) {
            Some(Code::NxDomain) => "nxdomain",
            Some(Code::ServFail) => "servfail",
            Some(Code::Refused) => "refused",
            Some(Code::Other(number)) => return Cow::Owned(format!("rcode_{number}")),
            Some(Code::NoError) | None => "empty",
        },
    })
}

fn attempt(tried: &AddressResult) -> Attempt {
    Attempt {
        address: tried.address,
        ok: tried.result.is_ok(),
        error: tried.result.as_ref().err().map(crate::dns::AddressFault::id),
        fake_ip: Tag::of(tried.address) == Tag::FakeIp,
        millis: millis(tried.took),
    }
}

fn millis(took: Duration) -> f64 {
    (took.as_secs_f64() * 1_000_000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::AddressFault;
    use crate::probe::dns::{Answer, Names, RecordType};
    use crate::probe::{tcp, tls};

    fn asked(server: Server, said: Result<(Code, &[IpAddr]), NoAnswer>) -> Query {
        let took = Duration::from_micros(1500);
        let answer = |(code, addresses): (Code, &[IpAddr])| {
            vec![Answer { question: (1, RecordType::A), code, addresses: addresses.to_vec(), after: took }]
        };
        Query { server, took, said: said.map(answer) }
    }

    #[test]
    fn every_answer_and_every_address_has_its_word() {
        let address = |last: u8| IpAddr::from([203, 0, 113, last]);
        let (udp, doh) = (Server::Udp(([10, 0, 0, 1], 53).into()), Server::Control("dns.example".into()));
        let names = Names {
            hosts_line: Some((3, address(1))),
            completed: None,
            asked: vec![
                asked(Server::System, Ok((Code::NoError, &[address(1)]))),
                asked(udp.clone(), Ok((Code::NxDomain, &[]))),
                asked(udp.clone(), Ok((Code::Other(9), &[]))),
                asked(udp.clone(), Ok((Code::NoError, &[]))),
                asked(Server::Tcp(([10, 0, 0, 1], 53).into()), Err(NoAnswer::Timeout)),
                asked(doh.clone(), Err(NoAnswer::Tcp(tcp::Fault::Refused))),
                asked(doh, Err(NoAnswer::Failed("no".into()))),
            ],
        };
        let tried = |address, result| AddressResult { address, took: Duration::ZERO, result };
        let untrusted = AddressFault::Tls(tls::Fault::Certificate(tls::Doubt::Issuer));
        let host = Host { name: "go.dev".into(), port: 443 };
        let fake: IpAddr = [198, 18, 0, 1].into();
        let tried = vec![tried(address(1), Err(untrusted)), tried(address(2), Ok(())), tried(fake, Ok(()))];
        let looked = [HostReport { host, names, tried }];
        let json = serde_json::to_value(super::host(&looked[0])).unwrap();
        assert_eq!((&json["ok"], &json["good"]), (&false.into(), &serde_json::json!(["203.0.113.2"])));
        assert_eq!(json["hosts_line"], serde_json::json!({ "line": 3, "address": "203.0.113.1" }));
        let words = |list: &str, key: &str| -> Vec<String> {
            let rows = json[list].as_array().unwrap().iter();
            rows.map(|row| row[key].as_str().unwrap_or("-").to_owned()).collect()
        };
        let statuses = ["ok", "nxdomain", "rcode_9", "empty", "timeout", "unreachable", "failed"];
        assert_eq!(words("asked", "status"), statuses);
        assert_eq!(words("asked", "how"), ["system", "udp", "udp", "udp", "tcp", "https", "https"]);
        assert_eq!(words("asked", "server")[4..6], ["10.0.0.1", "dns.example"]);
        assert_eq!(words("tried", "error"), ["cert_untrusted", "-", "-"]);
        assert_eq!((&json["asked"][0]["millis"], &json["tried"][2]["fake_ip"]), (&1.5.into(), &true.into()));
    }
}
