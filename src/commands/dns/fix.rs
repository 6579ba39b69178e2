//! `gv dns fix --hosts|--dnsmasq [HOST…] [--force] [--json] [--apply] [--file PATH] [--yes]`

use super::sight::Sight;
use super::{change, document, path, syntax};
use crate::commands::{self, Done, is_on};
use crate::context::Context;
use crate::resolve::block::MARKS;
use crate::resolve::{Change, Error, Looked, Remedy, content};
use crate::ui::date::moment;
use crate::ui::report::code;
use clap::ArgMatches;
use std::time::UNIX_EPOCH;

/// Looks for addresses that pass TLS now, and hands over the lines that name them, or writes them.
pub(super) fn run(args: &ArgMatches, context: &Context) -> Done {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let (syntax, path) = (syntax(args), path(args, context));
    let before = content(&path)?;
    let held = syntax.names(before.as_deref().unwrap_or_default());
    let sight = Sight::of(args, context, &held)?;
    let Sight { world, looked, .. } = &sight;
    let remedy = Remedy::of(looked, &held, is_on(args, "force")).in_hosts(&world.hosts);
    let failed: Vec<&Looked> = remedy.failed.iter().map(|index| &looked[*index]).collect();
    let now = world.now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let lines = syntax.lines(&remedy.lines, &moment(now));
    let block = MARKS.around(&lines);
    let ending = if failed.is_empty() { 0 } else { code::FAILED };
    if is_on(args, "json") {
        ui.json(&document::lines(&sight, &remedy, &document::Place { syntax, path: &path, block: &block }));
        return Ok(if remedy.lines.is_empty() && ending != 0 { code::NETWORK } else { ending });
    }
    if looked.is_empty() {
        return Ok(0);
    }
    if remedy.lines.is_empty() && failed.is_empty() {
        ui.done(&lang.dns_well());
        return Ok(0);
    }
    let ends = failed.iter().map(|looked| (looked.host.name.clone(), looked.layer()));
    if remedy.lines.is_empty() {
        return Err(Error::Nothing { hosts: ends.collect() }.into());
    }
    for (host, layer) in ends {
        ui.warn(&lang.dns_failed(&host, &lang.dns_layer(layer)));
    }
    for (line, host) in &remedy.shadows {
        ui.warn(&lang.dns_shadow(*line, &world.hosts.path.display().to_string(), host));
    }
    if is_on(args, "apply") {
        apply(&lines, looked, args, context)?;
    } else {
        ui.data(block.trim_end());
        ui.say(&lang.dns_put_it(&path.display().to_string()));
    }
    Ok(ending)
}

/// Writes the lines, if the user agrees.
fn apply(
    lines: &str,
    looked: &[Looked],
    args: &ArgMatches,
    context: &Context,
) -> Result<(), commands::Error> {
    let (ui, lang, path) = (&context.ui, context.ui.lang, path(args, context));
    // Named, since another user's environment may name other proxies.
    let written = looked.iter().map(|looked| looked.host.shown());
    let command = change::command("fix", args, &written.collect::<Vec<_>>());
    if change::made(&Change::put(&path, lines)?, args, context, &command)? {
        ui.done(&lang.dns_written(&path.display().to_string()));
        ui.say(&lang.dns_undo_with(&format!("gv {}", change::command("unfix", args, &[]))));
        change::tell_to_restart(syntax(args), context);
    }
    Ok(())
}
