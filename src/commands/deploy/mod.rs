//! `gv deploy compose|systemd|kubernetes DIR`, `gv deploy check URL`

mod check;
mod common;
mod files;

pub(super) use check::asker;

use super::Done;
use super::args::{arguments, subcommands};
use crate::context::Context;
use crate::deploy::Kind;

arguments! {
    /// What `gv deploy` takes.
    pub struct Args = [
        "Write the files of a team proxy (Athens and nginx), and check a deployed one",
        "生成团队模块代理（Athens 与 nginx）的部署文件，并检查已部署的代理"
    ] {
        #[command(subcommand)]
        command: Command = {Command},
    }
    examples {
        "gv deploy compose goproxy --host goproxy.example.com" = ["files for docker compose", "生成 docker compose 的文件"],
        "gv deploy check https://goproxy.example.com" = ["check a proxy", "检查代理"],
    }
}

subcommands! {
    enum Command {
        Compose(files::Compose) = "compose",
        Systemd(files::Systemd) = "systemd",
        Kubernetes(files::Kubernetes) = "kubernetes" ["k8s"],
        Check(check::Args) = "check",
    }
}

/// A team proxy: its files, and the checks that it has to pass.
pub fn run(args: &Args, context: &Context) -> Done {
    match &args.command {
        Command::Compose(args) => files::run(Kind::Compose, &args.dir, &args.common, context),
        Command::Systemd(args) => files::run(Kind::Systemd, &args.dir, &args.common, context),
        Command::Kubernetes(args) => files::run(Kind::Kubernetes, &args.dir, &args.common, context),
        Command::Check(args) => check::run(args, context),
    }
}
