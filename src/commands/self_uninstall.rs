//! `gv self uninstall`

use super::{Done, Error, is_on, setup};
use crate::context::Context;
use crate::setup::uninstall::{self, Why};
use crate::ui::paths::shown;
use crate::ui::report::code;
use clap::ArgMatches;

/// Takes gv away: the blocks in startup files, and what gv keeps. What it does not know it leaves.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let Some(("uninstall", args)) = args.subcommand() else { return Ok(0) };
    let (ui, home) = (&context.ui, shown(context.home.root(), &context.env));
    let plan = uninstall::plan(&context.home, &context.env)?;
    if plan.doomed.is_empty() && plan.startup_files.is_empty() && plan.variables.is_empty() {
        ui.done(&ui.lang.nothing_of_gv(&home));
        return Ok(0);
    }
    if !is_on(args, "yes") {
        match ui.confirm(&ui.lang.ask_self_uninstall(&home)) {
            Some(true) => {}
            Some(false) => return Ok(0),
            None => return Err(Error::Unconfirmed { command: "gv self uninstall".to_owned() }),
        }
    }
    let gone = uninstall::run(&context.home, &context.env)?;
    let mut worst = 0;
    for change in &gone.startup_files {
        worst = worst.max(setup::tell_change(context, change));
    }
    for change in &gone.variables {
        worst = worst.max(setup::tell_variable(context, change));
    }
    for path in &gone.removed {
        ui.done(&ui.lang.path_removed(&shown(path, &context.env)));
    }
    for left in &gone.left {
        let path = shown(&left.path, &context.env);
        match &left.why {
            Why::Unknown => ui.say(&ui.lang.left_unknown(&path)),
            Why::Running => ui.warn(&ui.lang.left_running(&path)),
            Why::Failed(error) => {
                ui.warn(&ui.lang.left_failed(&path, &error.to_string()));
                worst = code::FAILED;
            }
        }
    }
    Ok(worst)
}
