//! `gv __run TOOL ARGS…`: what gv-shim hands over when it cannot start a toolchain by itself.

use super::{Done, exec};
use crate::context::Context;
use crate::shim;
use clap::ArgMatches;
use std::ffi::OsString;

/// Chooses again, installs what is missing where that is allowed, and starts the tool.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let tool = args.get_one::<String>("tool").map_or("go", String::as_str);
    let rest: Vec<OsString> = args.get_many("args").into_iter().flatten().cloned().collect();
    let choice = exec::chosen(context)?;
    Ok(shim::launch(&choice, tool, &rest, &context.env)?)
}
