//! The commands that look, and change nothing.

use super::arg::{json, refresh, switch};
use crate::diagnose;
use crate::ui::Lang;
use clap::builder::PossibleValuesParser;
use clap::{Arg, Command};
use std::ffi::OsString;

pub(super) fn commands(lang: Lang) -> Vec<Command> {
    vec![
        Command::new("ls")
            .visible_alias("list")
            .about(lang.about_ls())
            .arg(switch("proof", lang.help_ls_proof()))
            .arg(json(lang)),
        Command::new("ls-remote")
            .visible_aliases(["lsr", "search"])
            .about(lang.about_ls_remote())
            .arg(Arg::new("filter").value_name("FILTER").help(lang.help_filter()))
            .arg(switch("all", lang.help_ls_remote_all()).short('a'))
            .arg(refresh(lang))
            .arg(json(lang)),
        Command::new("current")
            .about(lang.about_current())
            .arg(switch("why", lang.help_current_why()))
            .arg(json(lang)),
        Command::new("which").about(lang.about_which()).arg(
            Arg::new("tool")
                .value_name("TOOL")
                .default_value("go")
                .hide_default_value(true)
                .help(lang.help_tool()),
        ),
        Command::new("outdated").about(lang.about_outdated()).arg(refresh(lang)).arg(json(lang)),
        Command::new("doctor")
            .about(lang.about_doctor())
            .arg(
                Arg::new("check")
                    .value_name("CHECK")
                    .num_args(0..)
                    .help(lang.help_doctor_checks())
                    .value_parser(PossibleValuesParser::new(diagnose::words())),
            )
            .arg(switch("fix", lang.help_doctor_fix()).conflicts_with("list"))
            .arg(switch("list", lang.help_doctor_list()))
            .arg(json(lang))
            .args_conflicts_with_subcommands(true)
            .disable_help_subcommand(true)
            .subcommand(
                Command::new("net")
                    .about(lang.about_doctor_net())
                    .arg(
                        Arg::new("target")
                            .value_name("URL|MODULE[@V]")
                            .num_args(0..)
                            .help(lang.help_doctor_net_target()),
                    )
                    .arg(json(lang)),
            ),
        Command::new("explain")
            .about(lang.about_explain())
            .arg(
                Arg::new("file")
                    .value_name("FILE|-")
                    .help(lang.help_explain_file())
                    .value_parser(clap::value_parser!(std::path::PathBuf)),
            )
            .arg(
                Arg::new("command")
                    .value_name("CMD")
                    .num_args(1..)
                    .last(true)
                    .conflicts_with("file")
                    .help(lang.help_explain_command())
                    .value_parser(clap::value_parser!(OsString)),
            )
            .arg(json(lang)),
        Command::new("route")
            .about(lang.about_route())
            .arg(
                Arg::new("module")
                    .value_name("MODULE[@V]")
                    .num_args(0..)
                    .required_unless_present("all")
                    .help(lang.help_route_module()),
            )
            .arg(switch("all", lang.help_route_all()).short('a').conflicts_with("module"))
            .arg(switch("check", lang.help_route_check()))
            .arg(
                Arg::new("graph")
                    .long("graph")
                    .value_name("FORMAT")
                    .value_parser(PossibleValuesParser::new(["mermaid", "dot"]))
                    .conflicts_with_all(["json", "check"])
                    .help(lang.help_route_graph()),
            )
            .arg(json(lang)),
    ]
}
