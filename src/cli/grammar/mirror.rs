//! `gv mirror`: mirrors of releases and of modules.

use super::arg::{duration, json, switch};
use crate::ui::Lang;
use clap::{Arg, Command};

/// Mirrors of releases and of modules.
pub(super) fn command(lang: Lang) -> Command {
    let kinds = |command: Command| {
        command
            .arg(switch("release", lang.help_mirror_release()).conflicts_with("goproxy"))
            .arg(switch("goproxy", lang.help_mirror_goproxy()))
    };
    let rounds = Arg::new("rounds")
        .long("rounds")
        .value_name("N")
        .default_value("3")
        .hide_default_value(true)
        .value_parser(clap::value_parser!(u32).range(1..=50))
        .help(lang.help_mirror_rounds());
    let ls = Command::new("ls").visible_alias("list").about(lang.about_mirror_ls());
    let test = Command::new("test")
        .about(lang.about_mirror_test())
        .arg(Arg::new("mirror").value_name("NAME|URL").num_args(0..).help(lang.help_mirror_named()))
        .arg(rounds.clone());
    let dry_run = || switch("dry-run", lang.help_dry_run()).short('n');
    let yes = || switch("yes", lang.help_yes()).short('y');
    let chosen = Command::new("use")
        .about(lang.about_mirror_use())
        .arg(Arg::new("mirror").value_name("best|NAME|URL").required(true).help(lang.help_mirror_use()))
        .arg(switch("user", lang.help_env_user()).conflicts_with("project"))
        .arg(switch("project", lang.help_env_project()).conflicts_with("release"))
        .arg(switch("replace", lang.help_mirror_replace()))
        .arg(rounds)
        .arg(dry_run())
        .arg(yes());
    let undo = Command::new("undo").about(lang.about_mirror_undo()).arg(dry_run()).arg(yes());
    let time = |name: &'static str, usual: &'static str, help: String| {
        let time = Arg::new(name).long(name).value_name("TIME").default_value(usual).hide_default_value(true);
        time.value_parser(duration).help(help)
    };
    let watch = Command::new("watch")
        .about(lang.about_mirror_watch())
        .arg(time("interval", "1m", lang.help_watch_interval()))
        .arg(time("stay", "10m", lang.help_watch_stay()))
        .arg(switch("once", lang.help_watch_once()));
    Command::new("mirror")
        .about(lang.about_mirror())
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand(kinds(ls).arg(json(lang)))
        .subcommand(kinds(test).arg(json(lang)))
        .subcommand(kinds(chosen))
        .subcommand(undo)
        .subcommand(kinds(watch))
}
