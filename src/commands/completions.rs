//! `gv completions SHELL`

use super::Done;
use super::args::{OneOf, arguments};
use crate::context::Context;
use crate::lang::{Lang, say};
use crate::shell::Shell;

arguments! {
    /// What `gv completions` takes.
    pub struct Args = [
        "Print a shell's completion script; gv setup and gv init install it",
        "输出 shell 的补全脚本；gv setup 与 gv init 会自动安装"
    ] {
        #[arg(value_name = "SHELL", value_parser = OneOf::new(names(), read))]
        shell: Shell = (help_shell),
    }
    examples {
        "gv completions bash > ~/.local/share/bash-completion/completions/gv" = ["for bash", "用于 bash"],
        "gv completions fish > ~/.config/fish/completions/gv.fish" = ["for fish", "用于 fish"],
    }
}

/// Prints the script by which a shell asks gv what may be typed.
pub fn run(args: &Args, context: &Context) -> Done {
    context.ui.exact(args.shell.completions().unwrap_or_default().trim_end());
    Ok(0)
}

fn read(name: &str) -> Option<Shell> {
    name.parse().ok().filter(|shell: &Shell| shell.completions().is_some())
}

fn names() -> impl Iterator<Item = &'static str> {
    Shell::ALL.iter().filter(|shell| shell.completions().is_some()).map(|shell| shell.name())
}

fn help_shell(lang: Lang) -> String {
    let shells = names().collect::<Vec<_>>().join(", ");
    say!(lang, "One of {shells}", "以下之一：{shells}")
}
