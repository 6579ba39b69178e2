//! `gv env`: settings of Go.

use super::arg::{json, switch};
use super::setting_up::HOOKED_SHELLS;
use crate::ui::Lang;
use clap::builder::PossibleValuesParser;
use clap::{Arg, Command};

/// `gv env` alone shows.
pub(super) fn command(lang: Lang) -> Command {
    let user = || switch("user", lang.help_env_user());
    let all = || switch("all", lang.help_env_all()).short('a');
    let file = || {
        Arg::new("file")
            .value_name("FILE")
            .help(lang.help_env_file())
            .value_parser(clap::value_parser!(std::path::PathBuf))
    };
    let keys = |name, value| Arg::new(name).value_name(value).required(true).num_args(1..);
    Command::new("env")
        .about(lang.about_env())
        .args_conflicts_with_subcommands(true)
        .disable_help_subcommand(true)
        .arg(all())
        .arg(json(lang))
        .subcommand(Command::new("show").about(lang.about_env_show()).arg(all()).arg(json(lang)))
        .subcommand(
            Command::new("why")
                .about(lang.about_env_why())
                .arg(Arg::new("key").value_name("KEY").required(true).help(lang.help_env_key()))
                .arg(json(lang)),
        )
        .subcommand(
            Command::new("set")
                .about(lang.about_env_set())
                .arg(keys("setting", "KEY=VALUE").help(lang.help_env_setting()))
                .arg(user()),
        )
        .subcommand(
            Command::new("unset")
                .about(lang.about_env_unset())
                .arg(keys("key", "KEY").help(lang.help_env_key()))
                .arg(user()),
        )
        .subcommand(
            Command::new("trust")
                .about(lang.about_env_trust())
                .arg(file().conflicts_with("list"))
                .arg(switch("list", lang.help_env_list()))
                .arg(json(lang).requires("list")),
        )
        .subcommand(Command::new("untrust").about(lang.about_env_untrust()).arg(file()))
        .subcommand(
            Command::new("preset")
                .about(lang.about_env_preset())
                .arg(Arg::new("name").value_name("NAME").help(lang.help_env_preset()))
                .arg(Arg::new("host").value_name("HOST").num_args(0..).help(lang.help_env_host()))
                .arg(user().conflicts_with("project"))
                .arg(switch("project", lang.help_env_project()))
                .arg(switch("dry-run", lang.help_dry_run()).short('n'))
                .arg(switch("yes", lang.help_yes()).short('y')),
        )
        .subcommand(
            Command::new("export").hide(true).arg(
                Arg::new("shell")
                    .long("shell")
                    .required(true)
                    .value_parser(PossibleValuesParser::new(HOOKED_SHELLS)),
            ),
        )
}
