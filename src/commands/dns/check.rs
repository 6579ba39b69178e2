//! `gv dns [check [HOST…] [--json]]`

use super::document;
use super::sight::Sight;
use crate::commands::{Done, is_on};
use crate::context::Context;
use crate::probe::dns::{Asked, Code, Server, Silence};
use crate::resolve::Looked;
use crate::ui::report::code;
use crate::ui::{Tone, table};
use clap::ArgMatches;

/// Shows what everybody says the addresses of hosts are, and which of them pass TLS.
pub(super) fn run(args: &ArgMatches, context: &Context) -> Done {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let sight = Sight::of(args, context, &[])?;
    let looked = &sight.looked;
    if is_on(args, "json") {
        ui.json(&document::seen(&sight));
        return Ok(if looked.iter().all(Looked::is_well) { 0 } else { code::FAILED });
    }
    for (at, looked) in looked.iter().enumerate() {
        if at > 0 {
            ui.data("");
        }
        show(looked, context);
    }
    let bad: Vec<_> = looked.iter().filter(|looked| !looked.is_well()).collect();
    if bad.is_empty() {
        if !looked.is_empty() {
            ui.done(&lang.dns_well_checked());
        }
        return Ok(0);
    }
    let names: Vec<_> = bad.iter().map(|looked| looked.host.name.as_str()).collect();
    ui.warn(&lang.dns_bad(&names.join(", ")));
    let curable = bad.iter().any(|looked| !looked.good().is_empty());
    let command =
        if curable { "gv dns fix --hosts".to_owned() } else { format!("gv doctor net {}", names.join(" ")) };
    ui.say(&lang.dns_next(&command));
    Ok(code::FAILED)
}

/// A line for the host, and one for each who was asked.
fn show(looked: &Looked, context: &Context) {
    let (ui, well) = (&context.ui, looked.is_well());
    let mark = if well { ui.tinted(Tone::Good, "✓") } else { ui.tinted(Tone::Bad, "✗") };
    ui.data(&format!("{mark} {}", looked.host.shown()));
    let hosts_line = looked.names.hosts_line.map(|(line, address)| {
        vec![format!("  {}", ui.lang.dns_hosts_line(line)), marked(&[address], looked)]
    });
    let row = |asked: &Asked| vec![format!("  {}", who(asked, context)), said(asked, looked, context)];
    let rows: Vec<_> = hosts_line.into_iter().chain(looked.names.asked.iter().map(row)).collect();
    for line in table::columns(&rows) {
        ui.data(&line);
    }
}

fn who(asked: &Asked, context: &Context) -> String {
    match &asked.server {
        Server::System => context.ui.lang.dns_system(),
        Server::Udp(server) => format!("{} UDP", server.ip()),
        Server::Tcp(server) => format!("{} TCP", server.ip()),
        Server::Control(host) => host.clone(),
    }
}

fn said(asked: &Asked, looked: &Looked, context: &Context) -> String {
    let lang = context.ui.lang;
    let answers = match &asked.said {
        Ok(answers) => answers,
        Err(Silence::Timeout) => return lang.dns_silent(),
        Err(Silence::Tcp(_) | Silence::Tls(_)) => return lang.dns_unreached(),
        Err(Silence::Failed(why)) => return why.clone(),
    };
    let mut addresses = Vec::new();
    for address in answers.iter().flat_map(|answer| &answer.addresses) {
        if !addresses.contains(address) {
            addresses.push(*address);
        }
    }
    if !addresses.is_empty() {
        return marked(&addresses, looked);
    }
    match answers.iter().map(|answer| answer.code).find(|code| *code != Code::NoError) {
        Some(Code::NxDomain) => lang.dns_no_name(),
        Some(Code::ServFail) => "SERVFAIL".to_owned(),
        Some(Code::Refused) => "REFUSED".to_owned(),
        Some(Code::Other(number)) => format!("RCODE {number}"),
        Some(Code::NoError) | None => lang.dns_empty(),
    }
}

/// Addresses, each with whether it passed; nothing behind one that was not tried.
fn marked(addresses: &[std::net::IpAddr], looked: &Looked) -> String {
    let mark = |address| match looked.tried.iter().find(|tried| tried.address == address) {
        Some(tried) if tried.result.is_ok() => " ✓",
        Some(_) => " ✗",
        None => "",
    };
    let marked = addresses.iter().map(|address| format!("{address}{}", mark(*address)));
    marked.collect::<Vec<_>>().join(", ")
}
