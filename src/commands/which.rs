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
    let (path, goroot) = match choice.wanted {
        Wanted::Toolchain(toolchain) => (toolchain.tool(tool), toolchain.path),
        Wanted::System(go) => {
            let folder = go.parent().map(ToOwned::to_owned).unwrap_or_default();
            (folder.join(tool).with_extension(std::env::consts::EXE_EXTENSION), folder)
        }
        Wanted::Missing(spec) => return Err(Error::NoneInstalled { spec }),
        Wanted::Nothing => return Err(Error::NothingChosen),
    };
    if !path.is_file() {
        return Err(Error::NoTool { tool: tool.to_owned(), goroot });
    }
    context.ui.data(&path.display().to_string());
    Ok(0)
}
