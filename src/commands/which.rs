//! `gv which [TOOL]`

use super::{Done, Error};
use crate::context::Context;
use crate::shim::{self, Wanted};
use crate::store::Store;
use clap::ArgMatches;

/// Prints the path of a toolchain's program, as the shims would start it here.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let tool = args.get_one::<String>("tool").map_or("go", String::as_str);
    let choice = shim::choose(context.env.cwd(), &context.env, &Store::of(&context.home))?;
    if let Wanted::Missing(spec) = choice.wanted {
        return Err(Error::NoneInstalled { spec });
    }
    let path = choice.tool(tool)?;
    if !path.is_file() {
        let folder = path.parent().unwrap_or(&path);
        let goroot = folder.parent().unwrap_or(folder).to_owned();
        return Err(Error::NoTool { tool: tool.to_owned(), goroot });
    }
    context.ui.data(&path.display().to_string());
    Ok(0)
}
