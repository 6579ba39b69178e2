//! `gv mirror ls|test|use|undo|watch|sync|check|pack|unpack`

mod check;
mod document;
mod ls;
mod pack;
mod page;
mod sync;
mod test;
mod undo;
mod r#use;
mod watch;

use super::args::{Expected, arguments, subcommands};
use super::{Done, Error};
use crate::context::Context;
use crate::lang::{Lang, say};
use crate::mirror::{Candidate, Kind, Progress, Session};
use crate::ui::Waiting;
use std::rc::Rc;

arguments! {
    /// What `gv mirror` takes.
    pub struct Args = [
        "Measure, compare and choose mirrors of releases and modules",
        "测量、比较并选用发布文件与模块的镜像"
    ] {
        #[command(subcommand)]
        command: Command = {Command},
    }
    examples {
        "gv mirror test" = ["measure all", "测量全部镜像"],
        "gv mirror use best" = ["use the fastest that pass all checks", "使用通过全部检查的最快镜像"],
        "gv mirror undo" = ["undo that", "撤销"],
    }
}

subcommands! {
    enum Command {
        Ls(ls::Args) = "ls" ["list"],
        Test(test::Args) = "test",
        Use(r#use::Args) = "use",
        Undo(undo::Args) = "undo",
        Watch(watch::Args) = "watch",
        Sync(sync::Args) = "sync",
        Check(check::Args) = "check",
        Pack(pack::PackArgs) = "pack",
        Unpack(pack::UnpackArgs) = "unpack",
    }
}

arguments! {
    /// The kind of mirrors that is meant.
    struct Kinds {
        #[arg(long, conflicts_with = "goproxy")]
        release: bool = ["Only mirrors of releases", "只涉及发布文件镜像"],
        #[arg(long)]
        goproxy: bool = ["Only module proxies (GOPROXY)", "只涉及模块代理（GOPROXY）"],
    }
}

/// Mirrors: shown, measured, chosen, watched.
pub fn run(args: &Args, context: &Context) -> Done {
    match &args.command {
        Command::Ls(args) => ls::run(args, context),
        Command::Test(args) => test::run(args, context),
        Command::Use(args) => r#use::run(args, context),
        Command::Undo(args) => undo::run(args, context),
        Command::Watch(args) => watch::run(args, context),
        Command::Sync(args) => sync::run(args, context),
        Command::Check(args) => check::run(args, context),
        Command::Pack(args) => pack::pack(args, context),
        Command::Unpack(args) => pack::unpack(args, context),
    }
}

impl Kinds {
    /// The one that was asked for.
    fn one(&self) -> Option<Kind> {
        if self.release {
            Some(Kind::Release)
        } else if self.goproxy {
            Some(Kind::Goproxy)
        } else {
            None
        }
    }

    /// Those that were asked for; all where none was.
    fn all(&self) -> Vec<Kind> {
        self.one().map_or_else(|| Kind::ALL.to_vec(), |kind| vec![kind])
    }
}

fn rounds(text: &str) -> Result<u32, Expected> {
    let rounds = text.parse().ok().filter(|rounds| (1..=50).contains(rounds));
    rounds.ok_or(Expected(|lang| say!(lang, "a number from 1 to 50", "1 到 50 的整数")))
}

fn help_rounds(lang: Lang) -> String {
    say!(lang, "How often each is measured: 1 to 50 (3)", "每个镜像测量的次数：1 到 50（默认 3）")
}

fn open(context: &Context) -> Result<Session<'_>, Error> {
    let waiting = Rc::new(Waiting::new(&context.ui));
    Ok(Session::open(&context.env, &context.home, context.config.clone(), waiting)?)
}

/// Tells how far it is, on stderr.
struct Told<'a> {
    context: &'a Context,
    count: usize,
}

impl<'a> Told<'a> {
    fn of(context: &'a Context, candidates: &[Candidate]) -> Self {
        Self { context, count: candidates.len() }
    }
}

impl Progress for Told<'_> {
    fn round(&self, round: u32, of: u32) {
        let ui = &self.context.ui;
        if round == 0 {
            let count = self.count;
            ui.say(&say!(ui.lang, "looking at {count} mirrors", "正在检查 {count} 个镜像"));
        } else {
            ui.say(&say!(ui.lang, "round {round} of {of}", "第 {round} 轮，共 {of} 轮"));
        }
    }
}
