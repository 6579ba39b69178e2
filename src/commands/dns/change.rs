//! A change of a system's file: shown, asked for, made.

use super::syntax;
use crate::commands::{Error, is_on};
use crate::context::Context;
use crate::resolve::{Change, Edit, Syntax};
use crate::system::dnsmasq;
use crate::ui::Tone;
use clap::ArgMatches;
use std::path::{Path, PathBuf};

/// Shows a change, and makes it if the user agrees. Whether it was made.
pub(super) fn made(
    change: &Change,
    args: &ArgMatches,
    context: &Context,
    command: &str,
) -> Result<bool, Error> {
    let ui = &context.ui;
    ui.say(&change.path.display().to_string());
    for edit in change.edits() {
        let (tone, line) = match edit {
            Edit::Goes(line) => (Tone::Bad, format!("- {line}")),
            Edit::Comes(line) => (Tone::Good, format!("+ {line}")),
        };
        ui.say(&ui.tinted_aside(tone, &line));
    }
    // The program's own place: `sudo` has a PATH of its own.
    let program = context.env.exe().map_or("gv".into(), Path::to_string_lossy);
    let elevated = format!("{program} {command}");
    change.may(&elevated)?;
    if !is_on(args, "yes") {
        let agreed = ui.confirm(&ui.lang.dns_ask());
        if !agreed.ok_or_else(|| Error::Unconfirmed { command: format!("gv {command}") })? {
            return Ok(false);
        }
    }
    change.make(&elevated)?;
    Ok(true)
}

/// What is typed for it, after `gv`.
pub(super) fn command(verb: &str, args: &ArgMatches, hosts: &[String]) -> String {
    let mut words = vec![format!("dns {verb} {}", syntax(args).switch())];
    words.extend((verb == "fix").then(|| "--apply".to_owned()));
    let file = args.get_one::<PathBuf>("file");
    words.extend(file.map(|file| format!("--file {}", file.display())));
    words.extend(hosts.iter().cloned());
    words.join(" ")
}

/// Says how dnsmasq comes to read it.
pub(super) fn tell_to_restart(syntax: Syntax, context: &Context) {
    if syntax == Syntax::Dnsmasq {
        context.ui.say(&context.ui.lang.dns_restart(dnsmasq::RESTART));
    }
}
