//! A change of a system's file: shown, asked for, made.

use super::File;
use crate::commands::Error;
use crate::commands::change::{confirmed, write_question};
use crate::context::Context;
use crate::dns::{Edit, PlannedChange, Syntax};
use crate::lang::say;
use crate::shell::Shell;
use crate::system::services;
use crate::ui::Tone;
use std::path::Path;

/// Shows a change, and makes it if the user agrees. Whether it was made.
pub(super) fn made(
    change: &PlannedChange,
    yes: bool,
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
    if !confirmed(yes, &write_question(context), &format!("gv {command}"), context)? {
        return Ok(false);
    }
    change.make(&elevated)?;
    Ok(true)
}

/// What is typed for it, after `gv`.
pub(super) fn command(verb: &str, file: &File, hosts: &[String]) -> String {
    let mut words = vec![format!("dns {verb} {}", file.syntax().switch())];
    words.extend((verb == "fix").then(|| "--apply".to_owned()));
    words.extend(file.file.as_ref().map(|file| format!("--file {}", Shell::USUAL.path(file))));
    words.extend(hosts.iter().map(|host| Shell::USUAL.word(host)));
    words.join(" ")
}

/// Says how dnsmasq comes to read it.
pub(super) fn tell_to_restart(syntax: Syntax, context: &Context) {
    if syntax == Syntax::Dnsmasq {
        context.ui.say(&say!(
            context.ui.lang,
            "dnsmasq reads it after: {command}",
            "执行 {command} 后 dnsmasq 才会读取",
            command = services::RESTART_DNSMASQ
        ));
    }
}
