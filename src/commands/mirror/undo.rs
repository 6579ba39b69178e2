//! `gv mirror undo [--dry-run] [--yes]`

use super::r#use::{show, tell};
use crate::commands::args::{arguments, help};
use crate::commands::change::{confirmed, write_question};
use crate::commands::{Done, Error};
use crate::context::Context;
use crate::lang::say;
use crate::mirror::{self, Switch};

arguments! {
    /// What `gv mirror undo` takes.
    pub struct Args = ["Restore what gv mirror use has replaced", "恢复 gv mirror use 改动之前的设置"] {
        #[arg(long, short = 'n')]
        dry_run: bool = (help::dry_run),
        #[arg(long, short)]
        yes: bool = (help::yes),
    }
}

/// Puts back what the last change of mirrors replaced.
pub fn run(args: &Args, context: &Context) -> Done {
    let switch = Switch::of(&context.env, &context.home);
    let plan = switch.last()?.ok_or(Error::Mirror(mirror::Error::NothingToUndo))?;
    show(&plan, context);
    if plan.is_empty() {
        switch.undo()?;
        context.ui.done(&say!(
            context.ui.lang,
            "all is as it was before: nothing to undo",
            "设置已与改动前相同，无需撤销"
        ));
        return Ok(0);
    }
    if args.dry_run || !confirmed(args.yes, &write_question(context), "gv mirror undo", context)? {
        return Ok(0);
    }
    let undone = switch.undo()?;
    tell(&undone, context);
    Ok(0)
}
