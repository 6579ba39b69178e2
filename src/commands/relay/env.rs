//! `gv relay env SHELL`

use crate::commands::Done;
use crate::commands::args::{OneOf, arguments};
use crate::context::Context;
use crate::shell::Shell;
use crate::shim;

arguments! {
    /// What `gv relay env` takes.
    pub struct Args = [
        "Print the lines that make other programs of a shell use the relay",
        "输出让 shell 中其他程序也使用 relay 的配置"
    ] {
        #[arg(value_name = "SHELL", value_parser = OneOf::new(Shell::names(), read))]
        shell: Shell = (crate::commands::init::help_shell),
        #[arg(long)]
        unset: bool = ["Print the lines that undo it", "输出撤销的配置"],
    }
    examples {
        "eval \"$(gv relay env bash)\"" = ["in the current bash", "在当前 bash 中生效"],
        "eval \"$(gv relay env bash --unset)\"" = ["undo that", "撤销"],
    }
}

fn read(name: &str) -> Option<Shell> {
    name.parse().ok()
}

/// Prints the lines. They hold the secret of the relay that runs now.
pub fn run(args: &Args, context: &Context) -> Done {
    let changes = if args.unset {
        shim::relay::back(&context.env)
    } else {
        let session = super::running(context)?;
        shim::relay::variables(&session, &context.env)
    };
    for (name, value) in changes {
        let value = value.as_ref().map(|value| value.to_string_lossy());
        context.ui.exact(args.shell.change(name, value.as_deref()));
    }
    Ok(0)
}
