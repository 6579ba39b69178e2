//! `gv dns`: addresses that can be believed.

use super::arg::{json, switch};
use crate::ui::Lang;
use clap::{Arg, ArgGroup, Command};

/// `gv dns` alone checks.
pub(super) fn command(lang: Lang) -> Command {
    let kinds = |command: Command| {
        command
            .arg(switch("hosts", lang.help_dns_hosts()))
            .arg(switch("dnsmasq", lang.help_dns_dnsmasq()))
            .group(ArgGroup::new("kind").args(["hosts", "dnsmasq"]).required(true))
            .arg(
                Arg::new("file")
                    .long("file")
                    .value_name("PATH")
                    .help(lang.help_dns_file())
                    .value_parser(clap::value_parser!(std::path::PathBuf)),
            )
    };
    let hosts = || Arg::new("host").value_name("HOST").num_args(0..).help(lang.help_dns_host());
    let fix = Command::new("fix")
        .about(lang.about_dns_fix())
        .arg(hosts())
        .arg(switch("force", lang.help_dns_force()).short('f'))
        .arg(switch("apply", lang.help_dns_apply()))
        .arg(json(lang).conflicts_with("apply"))
        .arg(switch("yes", lang.help_yes()).short('y').requires("apply"));
    let unfix =
        Command::new("unfix").about(lang.about_dns_unfix()).arg(switch("yes", lang.help_yes()).short('y'));
    Command::new("dns")
        .about(lang.about_dns())
        .disable_help_subcommand(true)
        .subcommand(Command::new("check").about(lang.about_dns_check()).arg(hosts()).arg(json(lang)))
        .subcommand(kinds(fix))
        .subcommand(kinds(unfix))
}
