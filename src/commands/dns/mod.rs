//! `gv dns [check|fix|unfix]`

mod change;
mod check;
mod document;
mod fix;
mod unfix;

use super::args::{arguments, subcommands};
use super::warn_offline;
use super::{Done, Error};
use crate::context::Context;
use crate::dns::{Hosts, Lookup, Syntax};
use crate::lang::{Lang, say};
use crate::system::{resolver, services};
use std::path::PathBuf;

arguments! {
    /// What `gv dns` takes; alone it checks.
    pub struct Args = [
        "Find working IP addresses where DNS is unreliable",
        "在 DNS 不可靠时查找可用的 IP 地址"
    ] {
        #[command(subcommand)]
        command: Option<Command> = {Command},
    }
    examples {
        "gv dns" = ["what each DNS server answers, and which addresses work", "各 DNS 服务器的应答，以及哪些地址可用"],
        "gv dns fix --hosts" = ["lines for the hosts file", "用于 hosts 文件的地址行"],
        "gv dns fix --hosts --apply" = ["write them, after showing the change", "显示改动后写入"],
        "gv dns unfix --hosts" = ["remove them again", "再次移除"],
    }
}

subcommands! {
    enum Command {
        Check(check::Args) = "check",
        Fix(fix::Args) = "fix",
        Unfix(unfix::Args) = "unfix",
    }
}

arguments! {
    /// The file that is written to, and how its lines look.
    struct File {
        #[command(flatten)]
        kind: Kind = {Kind},
        #[arg(long, value_name = "PATH")]
        file: Option<PathBuf> = ["Another file instead of the system's", "改用其他文件，而不是系统的文件"],
    }
}

arguments! {
    /// One of the two kinds of lines.
    #[group(required = true, multiple = false)]
    struct Kind {
        #[arg(long)]
        hosts: bool = ["For the hosts file", "用于 hosts 文件"],
        #[arg(long)]
        dnsmasq: bool = [
            "For dnsmasq (/etc/dnsmasq.d/gv.conf)",
            "用于 dnsmasq（/etc/dnsmasq.d/gv.conf）"
        ],
    }
}

/// Verified addresses, where the system's are wrong.
pub fn run(args: &Args, context: &Context) -> Done {
    match &args.command {
        Some(Command::Unfix(args)) => unfix::run(args, context),
        _ if context.config.offline => {
            warn_offline(context);
            Ok(0)
        }
        Some(Command::Fix(args)) => fix::run(args, context),
        Some(Command::Check(args)) => check::run(args, context),
        None => check::run(&check::Args::default(), context),
    }
}

impl File {
    fn syntax(&self) -> Syntax {
        if self.kind.dnsmasq { Syntax::Dnsmasq } else { Syntax::Hosts }
    }

    fn path(&self, context: &Context) -> PathBuf {
        match (&self.file, self.syntax()) {
            (Some(file), _) => context.env.cwd().join(file),
            (None, Syntax::Hosts) => resolver::hosts_file(context.env.get("SYSTEMROOT")),
            (None, Syntax::Dnsmasq) => services::DNSMASQ_FILE.into(),
        }
    }
}

fn help_hosts(lang: Lang) -> String {
    say!(
        lang,
        "Only these hosts; those that go and gv use on this machine if left out",
        "只处理这些主机；省略时为本机 go 和 gv 要访问的主机"
    )
}

/// Looks up the hosts that were typed, or those that are asked on this machine, and these too.
fn look_up(typed: &[String], context: &Context, more: &[String]) -> Result<Lookup, Error> {
    let Context { env, home, config, ui, .. } = context;
    let hosts = if typed.is_empty() {
        Hosts::here(env, home, config, more)?
    } else {
        Hosts::typed(typed, more, env)?
    };
    for (host, variable) in &hosts.left_out {
        ui.say(&say!(
            ui.lang,
            "{host}: go goes through the proxy of {variable}, which looks the name up: nothing to do here",
            "{host}：go 会通过 {variable} 指定的代理访问，由代理解析名称，此处无需处理",
            host = host.name
        ));
    }
    Ok(hosts.look_up(env, config)?)
}
