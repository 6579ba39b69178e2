//! `gv dns fix --hosts|--dnsmasq [HOST…] [--force]`

use super::sight::Sight;
use super::syntax;
use crate::commands::{Done, is_on};
use crate::context::Context;
use crate::resolve::{Error, Looked, Remedy, Syntax};
use crate::system::{dnsmasq, resolver};
use crate::ui::date::moment;
use crate::ui::report::code;
use clap::ArgMatches;
use std::path::PathBuf;
use std::time::UNIX_EPOCH;
use std::{fs, io};

/// Looks for addresses that pass TLS now, and hands over the lines that name them.
pub(super) fn run(args: &ArgMatches, context: &Context) -> Done {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let (syntax, path) = (syntax(args), path(args, context));
    let before = content(&path)?;
    let held = syntax.names(before.as_deref().unwrap_or_default());
    let Sight { world, looked } = Sight::of(args, context, &held)?;
    let remedy = Remedy::of(&looked, &held, is_on(args, "force")).in_hosts(&world.hosts);
    let failed: Vec<&Looked> = remedy.failed.iter().map(|index| &looked[*index]).collect();
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
    let now = world.now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let block = syntax.block(&remedy.lines, &moment(now));
    ui.data(block.trim_end());
    ui.say(&lang.dns_put_it(&path.display().to_string()));
    Ok(if failed.is_empty() { 0 } else { code::FAILED })
}

/// The file that is meant.
pub(super) fn path(args: &ArgMatches, context: &Context) -> PathBuf {
    let named = args.try_get_one::<PathBuf>("file").ok().flatten();
    named.map_or_else(
        || match syntax(args) {
            Syntax::Hosts => resolver::hosts_file(&context.env),
            Syntax::Dnsmasq => dnsmasq::FILE.into(),
        },
        |path| context.env.cwd().join(path),
    )
}

/// What a file holds; `None` where there is none.
pub(super) fn content(path: &std::path::Path) -> Result<Option<Vec<u8>>, Error> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Io { action: "read", path: path.to_owned(), source }),
    }
}
