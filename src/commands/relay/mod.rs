//! `gv relay run|on|off|status|log|login|env`

mod env;
mod log;
mod login;
pub(super) mod off;
mod on;
mod run;
mod status;

use super::Done;
use super::args::{arguments, subcommands};
use crate::context::Context;
use crate::net::relay::Session;
use crate::relay;

arguments! {
    /// What `gv relay` takes.
    pub struct Args = [
        "Run a local proxy that logs in to your proxies and switches between them, for go and git",
        "运行本地代理：为 go 与 git 登录上游代理，并在代理之间自动切换"
    ] {
        #[command(subcommand)]
        command: Command = {Command},
    }
    examples {
        "gv relay on" = ["start it; go uses it from now on", "启动，此后 go 使用它"],
        "gv relay status" = ["show the proxies and their state", "显示各代理的状态"],
        "gv relay off" = ["stop it and go back to the proxies of the environment", "停止，恢复使用环境变量中的代理"],
    }
}

subcommands! {
    enum Command {
        On(on::Args) = "on",
        Off(off::Args) = "off",
        Status(status::Args) = "status",
        Log(log::Args) = "log",
        Login(login::Args) = "login",
        Env(env::Args) = "env",
        Run(run::Args) = "run",
    }
}

/// The relay: switched on and off, run, looked at.
pub fn run(args: &Args, context: &Context) -> Done {
    match &args.command {
        Command::On(args) => on::run(args, context),
        Command::Off(args) => off::run(args, context),
        Command::Status(args) => status::run(args, context),
        Command::Log(args) => {
            log::run(args, context);
            Ok(0)
        }
        Command::Login(args) => login::run(args, context),
        Command::Env(args) => env::run(args, context),
        Command::Run(args) => run::run(args, context),
    }
}

/// The relay that runs.
fn running(context: &Context) -> Result<Session, relay::Error> {
    Session::running(&context.home).ok_or(relay::Error::NotRunning)
}
