//! `gv dns fix --hosts|--dnsmasq [HOST…] [--force] [--json] [--apply] [--file PATH] [--yes]`

use super::{File, change, document};
use crate::commands::args::{Offered, arguments, help};
use crate::commands::{self, Done};
use crate::context::Context;
use crate::dns::block::MARKS;
use crate::dns::{Error, HostReport, Lookup, PlannedChange, Remedy, content};
use crate::lang::code;
use crate::lang::date::{moment, now};
use crate::lang::say;
use crate::ledger::{self, Ledger};
use std::time::UNIX_EPOCH;

arguments! {
    /// What `gv dns fix` takes.
    pub struct Args = [
        "Print or write lines for the hosts file or dnsmasq: addresses that just passed TLS",
        "输出或写入 hosts 文件或 dnsmasq 的地址行：每个地址刚刚通过 TLS 验证"
    ] {
        #[arg(value_name = "HOST", add = Offered::GoHosts)]
        names: Vec<String> = (super::help_hosts),
        #[command(flatten)]
        file: File = {File},
        #[arg(long, short)]
        force: bool = ["Even where the system's addresses work", "即使系统给出的地址可用也输出"],
        #[arg(long)]
        apply: bool = ["Write them to the file, after showing the change", "显示改动后写入文件"],
        #[arg(long, conflicts_with = "apply")]
        json: bool = (help::json),
        #[arg(long, short, requires = "apply")]
        yes: bool = (help::yes),
    }
}

/// Looks for addresses that pass TLS now, and prints the lines that name them, or writes them.
pub(super) fn run(args: &Args, context: &Context) -> Done {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let (syntax, path) = (args.file.syntax(), args.file.path(context));
    let before = content(&path)?;
    let held = syntax.names(before.as_deref().unwrap_or_default());
    let lookup = super::look_up(&args.names, context, &held)?;
    let Lookup { network, reports: looked, .. } = &lookup;
    let remedy = Remedy::of(looked, &held, args.force).in_hosts(&network.hosts);
    let failed: Vec<&HostReport> = remedy.failed.iter().map(|index| &looked[*index]).collect();
    let now = network.now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let lines = syntax.lines(&remedy.lines, &moment(now));
    let block = MARKS.around(&lines);
    let ending = if failed.is_empty() { 0 } else { code::FAILED };
    if args.json {
        ui.json(&document::lines(&lookup, &remedy, &document::Place { syntax, path: &path, block: &block }));
        return Ok(if remedy.lines.is_empty() && ending != 0 { code::NETWORK } else { ending });
    }
    if looked.is_empty() {
        return Ok(0);
    }
    if remedy.lines.is_empty() && failed.is_empty() {
        ui.done(&say!(
            lang,
            "the system's addresses pass TLS: nothing is needed (--force prints lines all the same)",
            "系统给出的地址通过了 TLS 验证，无需修复（--force 仍会输出地址行）"
        ));
        return Ok(0);
    }
    let ends = failed.iter().map(|looked| (looked.host.name.clone(), looked.layer()));
    if remedy.lines.is_empty() {
        return Err(Error::Nothing { hosts: ends.collect() }.into());
    }
    for (host, layer) in ends {
        ui.warn(&say!(
            lang,
            "{host}: {layer}, so there is no line for it (gv doctor net {host} says more)",
            "{host}：{layer}，因此没有写入它（详情见 gv doctor net {host}）",
            layer = layer.message(lang)
        ));
    }
    for (line, host) in &remedy.shadows {
        ui.warn(&say!(
            lang,
            "line {line} of {file} names {host} too and counts first: take it out",
            "{file} 第 {line} 行也写有 {host}，并且优先生效：请删除该行",
            line = *line,
            file = network.hosts.path.display().to_string()
        ));
    }
    if args.apply {
        apply(&lines, looked, args, context)?;
    } else {
        ui.exact(block.trim_end());
        ui.say(&say!(lang, "these lines belong into {file} (--apply shows the change and makes it); addresses change, so take them out when DNS works again", "请将以上各行写入 {file}（--apply 会先显示改动再写入）；地址可能变化，DNS 恢复正常后请将其删除", file = path.display().to_string()));
    }
    Ok(ending)
}

/// Writes the lines, if the user agrees.
fn apply(lines: &str, looked: &[HostReport], args: &Args, context: &Context) -> Result<(), commands::Error> {
    let (ui, lang, path) = (&context.ui, context.ui.lang, args.file.path(context));
    // Named, since another user's environment may name other proxies.
    let written = looked.iter().map(|looked| looked.host.shown());
    let command = change::command("fix", &args.file, &written.collect::<Vec<_>>());
    if change::made(&PlannedChange::put(&path, lines)?, args.yes, context, &command)? {
        let made = ledger::Change::Addresses { file: context.env.cwd().join(&path) };
        Ledger::record(&context.home, now(), vec![made])?;
        ui.done(&say!(lang, "written into {file}", "已写入 {file}", file = path.display().to_string()));
        ui.say(&say!(
            lang,
            "addresses change: when DNS works again, {command} takes them out",
            "地址可能变化：DNS 恢复正常后，请用 {command} 将其删除",
            command = format!("gv {}", change::command("unfix", &args.file, &[]))
        ));
        change::tell_to_restart(args.file.syntax(), context);
    }
    Ok(())
}
