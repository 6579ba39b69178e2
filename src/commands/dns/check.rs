//! `gv dns [check [HOST…] [--json]]`

use super::document;
use crate::commands::Done;
use crate::commands::args::{Offered, arguments, help};
use crate::context::Context;
use crate::dns::HostReport;
use crate::lang::code;
use crate::lang::{between, say};
use crate::probe::dns::{Code, NoAnswer, Query, Server};
use crate::ui::{Tone, table};

arguments! {
    /// What `gv dns check` takes.
    #[derive(Default)]
    pub struct Args = [
        "Show the addresses that each DNS server answers, and which pass TLS",
        "显示各 DNS 服务器给出的地址，以及哪些通过 TLS 验证"
    ] {
        #[arg(value_name = "HOST", add = Offered::GoHosts)]
        names: Vec<String> = (super::help_hosts),
        #[arg(long)]
        json: bool = (help::json),
    }
}

/// Shows the addresses of hosts by every resolver, and which of them pass TLS.
pub(super) fn run(args: &Args, context: &Context) -> Done {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let lookup = super::look_up(&args.names, context, &[])?;
    let looked = &lookup.reports;
    if args.json {
        ui.json(&document::seen(&lookup));
        return Ok(if looked.iter().all(HostReport::is_well) { 0 } else { code::FAILED });
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
            ui.done(&say!(lang, "the system's addresses pass TLS", "系统给出的地址通过了 TLS 验证"));
        }
        return Ok(0);
    }
    let names: Vec<_> = bad.iter().map(|looked| looked.host.name.as_str()).collect();
    ui.warn(&say!(
        lang,
        "no address of the system's passes TLS: {hosts}",
        "系统给出的地址都没有通过 TLS 验证：{hosts}",
        hosts = names.join(&between(lang))
    ));
    let curable = bad.iter().any(|looked| !looked.good().is_empty());
    let command =
        if curable { "gv dns fix --hosts".to_owned() } else { format!("gv doctor net {}", names.join(" ")) };
    ui.say(&say!(lang, "next: {command}", "下一步：{command}"));
    Ok(code::FAILED)
}

/// A line for the host, and one for each who was asked.
fn show(looked: &HostReport, context: &Context) {
    let (ui, well) = (&context.ui, looked.is_well());
    let mark = if well { ui.tinted(Tone::Good, "✓") } else { ui.tinted(Tone::Bad, "✗") };
    ui.data(&format!("{mark} {}", looked.host.shown()));
    let hosts_line = looked.names.hosts_line.map(|(line, address)| {
        vec![
            format!("  {}", say!(ui.lang, "hosts file, line {line}", "hosts 文件第 {line} 行")),
            marked(&[address], looked),
        ]
    });
    let row = |asked: &Query| vec![format!("  {}", who(asked, context)), said(asked, looked, context)];
    let rows: Vec<_> = hosts_line.into_iter().chain(looked.names.asked.iter().map(row)).collect();
    for line in table::columns(&rows) {
        ui.data(&line);
    }
}

fn who(asked: &Query, context: &Context) -> String {
    match &asked.server {
        Server::System => say!(context.ui.lang, "system", "系统"),
        Server::Udp(server) => format!("{} UDP", server.ip()),
        Server::Tcp(server) => format!("{} TCP", server.ip()),
        Server::Control(host) => host.clone(),
    }
}

fn said(asked: &Query, looked: &HostReport, context: &Context) -> String {
    let lang = context.ui.lang;
    let answers = match &asked.said {
        Ok(answers) => answers,
        Err(NoAnswer::Timeout) => return say!(lang, "no answer in time", "超时未应答"),
        Err(NoAnswer::Tcp(_) | NoAnswer::Tls(_)) => return say!(lang, "cannot be reached", "无法连接"),
        Err(NoAnswer::Failed(why)) => return why.clone(),
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
        Some(Code::NxDomain) => say!(lang, "no such name", "没有这个名称"),
        Some(Code::ServFail) => "SERVFAIL".to_owned(),
        Some(Code::Refused) => "REFUSED".to_owned(),
        Some(Code::Other(number)) => format!("RCODE {number}"),
        Some(Code::NoError) | None => say!(lang, "no address", "没有地址"),
    }
}

/// Addresses, each with whether it passed; nothing behind one that was not tried.
fn marked(addresses: &[std::net::IpAddr], looked: &HostReport) -> String {
    let mark = |address| match looked.tried.iter().find(|tried| tried.address == address) {
        Some(tried) if tried.result.is_ok() => " ✓",
        Some(_) => " ✗",
        None => "",
    };
    let marked = addresses.iter().map(|address| format!("{address}{}", mark(*address)));
    marked.collect::<Vec<_>>().join(", ")
}
