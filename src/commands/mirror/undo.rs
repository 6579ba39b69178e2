//! `gv mirror undo [--dry-run] [--yes]`

use super::r#use::{confirmed, show, tell};
use crate::commands::{Done, Error, is_on};
use crate::context::Context;
use crate::mirror::{self, Switch};
use clap::ArgMatches;

/// Puts back what the last change of mirrors replaced.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let switch = Switch::of(&context.env, &context.home);
    let plan = switch.last()?.ok_or(Error::Mirror(mirror::Error::NothingToUndo))?;
    show(&plan, context);
    if plan.is_empty() {
        switch.undo()?;
        context.ui.done(&context.ui.lang.mirror_is_as_it_was());
        return Ok(0);
    }
    if is_on(args, "dry-run") || !confirmed(args, context, "gv mirror undo")? {
        return Ok(0);
    }
    let undone = switch.undo()?;
    tell(&undone, context);
    Ok(0)
}
