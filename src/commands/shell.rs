//! `gv shell SPEC`: another version in one shell.

use super::args::{Offered, OneOf, arguments, help};
use super::{Done, Error, ensure, link};
use crate::context::Context;
use crate::lang::say;
use crate::shell::Shell;
use crate::shim;
use crate::version::Spec;
use std::io::{IsTerminal, stdout};

arguments! {
    /// What `gv shell` takes.
    pub struct Args = ["Use a version in this shell only", "仅在当前 shell 中使用某个版本"] {
        #[arg(value_name = "SPEC", required_unless_present = "unset", add = Offered::Runnable)]
        spec: Option<Spec> = (help::spec),
        #[arg(long, conflicts_with = "spec")]
        unset: bool = ["Use the version that files and the default determine", "恢复由文件与默认工具链决定"],
        #[arg(
            long = "for",
            value_name = "SHELL",
            value_parser = OneOf::new(Shell::ALL.iter().map(|shell| shell.name()), |name| name.parse::<Shell>().ok())
        )]
        shell: Option<Shell> = ["The shell to print the line for (default: the one that runs gv)", "为哪个 shell 输出（默认：运行 gv 的 shell）"],
    }
    examples {
        "gv shell 1.22" = ["in a shell that gv init has set up", "在已通过 gv init 配置的 shell 中"],
        "gv shell --unset" = ["use what the files say again", "恢复由文件决定"],
    }
}

/// Prints the line that sets `GV_VERSION`, or takes it away. A program cannot change the shell it was called from: the
/// function of `gv init` evaluates the line.
pub fn run(args: &Args, context: &Context) -> Done {
    let version = args.spec.as_ref().map(|spec| meant(spec, context)).transpose()?;
    print(version.as_deref(), args.shell, &command(args), context);
    Ok(0)
}

/// `gv use --shell SPEC`
pub(super) fn set(spec: &Spec, shell: Option<Shell>, context: &Context) -> Done {
    print(Some(&meant(spec, context)?), shell, &format!("gv shell {spec}"), context);
    Ok(0)
}

fn command(args: &Args) -> String {
    match &args.spec {
        Some(spec) => format!("gv shell {spec}"),
        None => "gv shell --unset".to_owned(),
    }
}

/// The value of `GV_VERSION`: one version, installed now if it was not, so that it stays the same in this shell.
fn meant(spec: &Spec, context: &Context) -> Result<String, Error> {
    if *spec == Spec::System {
        shim::system_go(&context.env, &context.home).ok_or(Error::NoSystemDefault)?;
        return Ok(spec.to_string());
    }
    if let Spec::Linked(name) = spec {
        link::find(name, context)?;
        return Ok(name.clone());
    }
    let toolchain = ensure::obtain(context, spec, false).map_err(|error| error.typed("shell"))?;
    Ok(toolchain.version.to_string())
}

fn print(version: Option<&str>, named: Option<Shell>, command: &str, context: &Context) {
    let ui = &context.ui;
    let shell = named.unwrap_or_else(|| Shell::detect(&context.env));
    ui.exact(shell.change("GV_VERSION", version));
    if !stdout().is_terminal() {
        return;
    }
    let line = shell.evaluating(command);
    ui.warn(&say!(
        ui.lang,
        "nothing has changed yet; in this shell: {line}",
        "尚未生效；请在此 shell 中执行：{line}"
    ));
}
