//! `gv which [TOOL]`

use super::args::{Offered, arguments};
use super::{Done, Error, choice};
use crate::context::Context;
use crate::effective::EffectiveEnv;
use crate::shim::{self, Choice, Wanted};
use crate::store::Store;
use crate::system::program::is_program;
use crate::tools;
use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};

arguments! {
    /// What `gv which` takes.
    pub struct Args = ["Print the path of the go command, or another tool, that is active here", "输出当前目录所用的 go 或其他工具的路径"] {
        #[arg(value_name = "TOOL", add = Offered::Programs, default_value = "go", hide_default_value = true)]
        tool: String = [
            "go, gofmt, another program of the toolchain, or one that go install built (default: go)",
            "go、gofmt、工具链中的其他程序，或 go install 安装的程序（默认 go）"
        ],
    }
    examples {
        "gv which gofmt" = ["the path of gofmt", "gofmt 的路径"],
    }
}

/// Prints the path of a toolchain's program, as the shims would start it here.
pub fn run(args: &Args, context: &Context) -> Done {
    let tool = args.tool.as_str();
    let choice = choice::choose(context)?;
    context.permit().choice(&choice).map_err(shim::Error::from)?;
    if let Some(path) = installed(tool, &choice, context) {
        context.ui.exact(&path);
        return Ok(0);
    }
    match choice.wanted {
        Wanted::Missing(spec) => return Err(shim::Error::NotThere { spec }.into()),
        Wanted::Nothing => return Err(choice.nothing_of(&Store::of(&context.home)).into()),
        Wanted::Toolchain(_) | Wanted::System(_) | Wanted::Program { .. } => {}
    }
    let path = choice.tool(tool)?;
    if !path.is_file() {
        let folder = path.parent().unwrap_or(&path);
        let goroot = folder.parent().unwrap_or(folder).to_owned();
        return Err(Error::NoTool { tool: tool.to_owned(), goroot });
    }
    context.ui.exact(&path);
    Ok(0)
}

/// A program that `go install` built, where the toolchain has none of that name.
fn installed(tool: &str, choice: &Choice, context: &Context) -> Option<PathBuf> {
    let is_plain = Path::new(tool).components().count() == 1;
    if !is_plain || choice.tool(tool).is_ok_and(|path| path.is_file()) {
        return None;
    }
    let EffectiveEnv { go, .. } = EffectiveEnv::read(&context.env, &context.home);
    let folder = tools::folder(&go, &context.env, choice.wanted.goroot().as_deref())?;
    Some(folder.join(format!("{tool}{EXE_SUFFIX}"))).filter(|path| is_program(path))
}
