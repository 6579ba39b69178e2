//! What can be typed after `gv`.

use super::topic;
use crate::commands::args::{Localised, OneOf, arguments};
use crate::commands::{
    audit, cache, candidates, completions, current, deploy, dns, doctor, env, exec, explain, git, home, ide,
    import, init, install, itself, link, ls, ls_remote, man, mirror, outdated, pin, prune, relay, route, run,
    setup, shell, tools, undo, uninstall, upgrade, r#use, verify, version, which,
};
use crate::lang::Lang;
use crate::ui::{Colour, Form, Ui};

/// The whole command line.
#[derive(Debug, clap::Parser)]
#[command(name = "gv", bin_name = "gv", version, disable_version_flag = true)]
pub struct Args {
    #[command(flatten)]
    pub(super) general: General,
    #[command(subcommand)]
    pub(super) command: Option<Typed>,
}

impl Localised for Args {
    fn localised(command: clap::Command, lang: Lang) -> clap::Command {
        Typed::localised(General::localised(command, lang), lang)
    }
}

arguments! {
    /// What every command takes.
    pub(super) struct General = [
        "Install Go toolchains side by side, verify them, and switch between them",
        "并行安装多个 Go 工具链，校验并随时切换"
    ] {
        #[arg(long, short, global = true)]
        pub(super) quiet: bool = ["Print nothing but results and errors", "只输出结果与错误"],
        #[arg(long, global = true)]
        pub(super) offline: bool = ["Do not use the network, as with GV_OFFLINE=1", "不使用网络，与 GV_OFFLINE=1 相同"],
        #[arg(long, global = true, value_name = "WHEN", value_parser = OneOf::new(Colour::WORDS, Colour::read))]
        pub(super) color: Option<Colour> = ["Colours: auto (on a terminal), always, never", "颜色：auto（在终端中）、always、never"],
        #[arg(long, global = true, value_name = "FORM", value_parser = OneOf::new(Form::WORDS, Form::read))]
        pub(super) progress: Option<Form> = [
            "Progress: auto, lines (as in a log), json (one object a line on stderr, for programs)",
            "进度：auto、lines（日志行）、json（在标准错误输出中每行一个对象，供程序读取）"
        ],
        #[arg(long, global = true, conflicts_with = "progress")]
        pub(super) no_progress: bool = ["Show lines instead of progress bars, as in a log", "以日志行代替进度条"],
        #[arg(long, short, global = true)]
        pub(super) verbose: bool = [
            "Show requests, redirects, retries and choices, with times, as with GV_LOG=1",
            "显示请求、重定向、重试与选择及其时间，与 GV_LOG=1 相同"
        ],
        #[arg(long, short = 'V', action = clap::ArgAction::Version)]
        version: Option<bool> = ["Show gv's own version", "显示 gv 自身的版本"],
    }
}

impl General {
    /// The terminal as these switches want it.
    pub(super) fn shown_by(&self, ui: Ui) -> Ui {
        let ui = self.color.map_or(ui.clone(), |colour| ui.coloured(colour));
        let form = if self.no_progress { Some(Form::Lines) } else { self.progress };
        ui.in_form(form.unwrap_or(Form::Auto)).telling_more(self.verbose)
    }
}

/// Declares the commands in groups, as the help shows them.
macro_rules! groups {
    ($($heading:tt { $($variant:ident($type:ty) = $word:literal $([$($alias:literal),+])?),+ $(,)? })+) => {
        crate::commands::args::subcommands! {
            /// A command that does something on this machine.
            pub(super) enum Command {
                $($($variant($type) = $word $([$($alias),+])?,)+)+
            }
        }

        /// The headings of the help, and the commands below each.
        pub(super) fn groups(lang: Lang) -> Vec<(String, Vec<&'static str>)> {
            vec![$((arguments!(@text lang, $heading), vec![$($word),+])),+]
        }
    };
}

groups! {
    ["Install and switch", "安装与切换"] {
        Install(install::Args) = "install" ["i", "add"],
        Use(r#use::Args) = "use",
        Uninstall(uninstall::Args) = "uninstall" ["rm", "remove"],
        Ls(ls::Args) = "ls" ["list"],
        LsRemote(ls_remote::Args) = "ls-remote" ["lsr", "search"],
        Outdated(outdated::Args) = "outdated",
        Upgrade(upgrade::Args) = "upgrade",
        Import(import::Args) = "import",
        Link(link::Args) = "link",
    }
    ["Project", "项目"] {
        Pin(pin::Args) = "pin",
        Current(current::Args) = "current",
        Which(which::Args) = "which",
        Exec(exec::Args) = "exec" ["x", "run"],
        Shell(shell::Args) = "shell",
        Env(env::Args) = "env",
        Ide(ide::Args) = "ide",
    }
    ["Problems and the network", "问题与网络"] {
        Doctor(doctor::Args) = "doctor",
        Explain(explain::Args) = "explain",
        Route(route::Args) = "route",
        Mirror(mirror::Args) = "mirror",
        Deploy(Box<deploy::Args>) = "deploy",
        Dns(dns::Args) = "dns",
        Relay(relay::Args) = "relay",
        Git(git::Args) = "git",
    }
    ["Maintenance", "维护"] {
        Audit(audit::Args) = "audit",
        Verify(verify::Args) = "verify",
        Tools(tools::Args) = "tools",
        Prune(prune::Args) = "prune",
        Cache(cache::Args) = "cache",
        Setup(setup::Args) = "setup",
        Init(init::Args) = "init",
        Completions(completions::Args) = "completions",
        Man(man::Args) = "man",
        Home(home::Args) = "home" ["dir"],
        Undo(undo::Args) = "undo",
        Version(version::Args) = "version",
        Itself(itself::Args) = "self",
    }
}

impl Command {
    /// Whether it asks others over the network.
    pub(super) fn uses_network(&self) -> bool {
        match self {
            Self::Install(_)
            | Self::Use(_)
            | Self::LsRemote(_)
            | Self::Outdated(_)
            | Self::Upgrade(_)
            | Self::Import(_)
            | Self::Pin(_)
            | Self::Exec(_)
            | Self::Shell(_)
            | Self::Doctor(_)
            | Self::Explain(_)
            | Self::Route(_)
            | Self::Mirror(_)
            | Self::Deploy(_)
            | Self::Audit(_)
            | Self::Verify(_)
            | Self::Tools(_)
            | Self::Itself(_)
            | Self::Setup(_) => true,
            Self::Uninstall(_)
            | Self::Ls(_)
            | Self::Current(_)
            | Self::Which(_)
            | Self::Env(_)
            | Self::Ide(_)
            | Self::Dns(_)
            | Self::Relay(_)
            | Self::Git(_)
            | Self::Prune(_)
            | Self::Cache(_)
            | Self::Init(_)
            | Self::Completions(_)
            | Self::Man(_)
            | Self::Home(_)
            | Self::Version(_)
            | Self::Link(_)
            | Self::Undo(_) => false,
        }
    }
}

/// A command as it is typed: one that does something, one that only looks at the command line itself, or gv-shim's.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Typed {
    /// One that does something.
    #[command(flatten)]
    Command(Command),
    /// The help, which needs neither a home nor settings.
    #[command(name = "help")]
    Help(topic::Args),
    /// What gv-shim types.
    #[command(name = "__run", hide = true)]
    Run(run::Args),
    /// What the scripts of completions type.
    #[command(name = "__complete", hide = true)]
    Complete(candidates::Args),
}

impl Localised for Typed {
    fn localised(command: clap::Command, lang: Lang) -> clap::Command {
        Command::localised(command, lang).mut_subcommand("help", |help| topic::Args::localised(help, lang))
    }
}
