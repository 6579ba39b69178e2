//! `gv dns unfix --hosts|--dnsmasq [--file PATH] [--yes]`

use super::{change, path, syntax};
use crate::commands::Done;
use crate::context::Context;
use crate::resolve::Change;
use clap::ArgMatches;

/// Takes the block out of its file, which is then as it was before, byte for byte.
pub(super) fn run(args: &ArgMatches, context: &Context) -> Done {
    let (ui, path) = (&context.ui, path(args, context));
    let Some(taken) = Change::take(&path)? else {
        ui.done(&ui.lang.dns_no_block(&path.display().to_string()));
        return Ok(0);
    };
    let command = change::command("unfix", args, &[]);
    if change::made(&taken, args, context, &command)? {
        ui.done(&ui.lang.dns_undone(&path.display().to_string()));
        change::tell_to_restart(syntax(args), context);
    }
    Ok(0)
}
