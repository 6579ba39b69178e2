//! `gv tools [ls|rebuild|outdated]`

mod ls;
mod newest;
mod outdated;
mod rebuild;

use super::args::{arguments, help, subcommands};
use super::{Done, Error, choice};
use crate::context::Context;
use crate::effective::EffectiveEnv;
use crate::env::paths::shown;
use crate::lang::say;
use crate::shim::{Choice, Wanted};
use crate::tools::{self, Tool};
use crate::ui::Report;
use crate::version::Version;
use std::path::PathBuf;

arguments! {
    /// What `gv tools` takes.
    #[command(args_conflicts_with_subcommands = true)]
    pub struct Args = [
        "List the programs that go install built, and the Go they were built with",
        "列出 go install 安装的程序，以及构建它们的 Go 版本"
    ] {
        #[arg(long)]
        json: bool = (help::json),
        #[command(subcommand)]
        command: Option<Command> = {Command},
    }
    examples {
        "gv tools" = ["the programs, and which are older than the Go here", "列出程序，并标出早于当前 Go 的程序"],
        "gv tools rebuild --outdated" = ["build those again with the Go here", "用当前的 Go 重新构建这些程序"],
        "gv tools outdated" = ["those of which a newer version is published", "有新版本发布的程序"],
    }
}

subcommands! {
    enum Command {
        Ls(ls::Args) = "ls" ["list"],
        Rebuild(rebuild::Args) = "rebuild",
        Outdated(outdated::Args) = "outdated",
    }
}

/// Lists the programs, builds them again, or asks for newer ones.
pub fn run(args: &Args, context: &Context) -> Done {
    let bench = Bench::of(context)?;
    match &args.command {
        None => ls::run(args.json, &bench, context),
        Some(Command::Ls(args)) => ls::run(args.json, &bench, context),
        Some(Command::Rebuild(args)) => return rebuild::run(args, &bench, context),
        Some(Command::Outdated(args)) => return outdated::run(args, &bench, context),
    }
    Ok(0)
}

/// The programs, and the Go that runs here.
struct Bench {
    folder: PathBuf,
    tools: Vec<Tool>,
    /// `None` where no Go is chosen, or its version is not known.
    go: Option<Version>,
}

impl Bench {
    fn of(context: &Context) -> Result<Self, Error> {
        // A directory whose files cannot be read does not keep anyone from a list.
        let choice = match choice::choose(context) {
            Ok(choice) => Some(choice),
            Err(error) => {
                context.ui.caution(&Report::of(&error, context.ui.lang));
                None
            }
        };
        let root = choice.as_ref().and_then(|choice| choice.wanted.goroot());
        let EffectiveEnv { go, .. } = EffectiveEnv::read(&context.env, &context.home);
        let folder = tools::folder(&go, &context.env, root.as_deref()).ok_or(Error::NoToolFolder)?;
        let go = choice.as_ref().and_then(running);
        Ok(Self { tools: tools::list(&folder), folder, go })
    }

    /// Whether a program was built with an older Go than the one here.
    fn is_older(&self, tool: &Tool) -> bool {
        matches!((tool.info.version(), &self.go), (Some(built), Some(go)) if built < *go)
    }

    fn tell_empty(&self, context: &Context) {
        let ui = &context.ui;
        let folder = shown(&self.folder, &context.env);
        ui.say(&say!(ui.lang, "{folder} has no program that Go built", "{folder} 中没有由 Go 构建的程序"));
    }
}

/// The version that runs here, as far as it is one release.
fn running(choice: &Choice) -> Option<Version> {
    match &choice.wanted {
        Wanted::Missing(spec) => spec.exact().cloned(),
        wanted => wanted.version(),
    }
}
