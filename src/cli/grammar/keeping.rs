//! The commands that keep a machine in order: toolchains, settings, mirrors, names, rules of git, the cache.

use super::arg::{host, json, refresh, specs, switch};
use super::{dns, env, mirror};
use crate::foreign::Manager;
use crate::ui::Lang;
use clap::{Arg, Command};
use std::ffi::OsString;

pub(super) fn commands(lang: Lang) -> Vec<Command> {
    vec![
        Command::new("upgrade")
            .about(lang.about_upgrade())
            .arg(specs(lang).help(lang.help_upgrade_specs()))
            .arg(refresh(lang)),
        Command::new("prune")
            .about(lang.about_prune())
            .arg(switch("dry-run", lang.help_dry_run()).short('n'))
            .arg(switch("yes", lang.help_yes()).short('y')),
        Command::new("import")
            .about(lang.about_import())
            .arg(
                Arg::new("source")
                    .value_name("MANAGER|PATH")
                    .num_args(0..)
                    .help(lang.help_import_source(&managers()))
                    .value_parser(clap::value_parser!(OsString)),
            )
            .arg(switch("link", lang.help_import_link()))
            .arg(switch("dry-run", lang.help_dry_run()).short('n'))
            .arg(json(lang)),
        Command::new("verify")
            .about(lang.about_verify())
            .arg(specs(lang).help(lang.help_verify_specs()))
            .arg(switch("full", lang.help_verify_full()))
            .arg(json(lang)),
        env::command(lang),
        mirror::command(lang),
        dns::command(lang),
        Command::new("git")
            .about(lang.about_git())
            .subcommand_required(true)
            .arg_required_else_help(true)
            .disable_help_subcommand(true)
            .subcommand(Command::new("ls").visible_alias("list").about(lang.about_git_ls()).arg(json(lang)))
            .subcommand(Command::new("https").about(lang.about_git_https()).arg(host(lang)))
            .subcommand(Command::new("ssh").about(lang.about_git_ssh()).arg(host(lang)))
            .subcommand(
                Command::new("rm").visible_alias("remove").about(lang.about_git_rm()).arg(host(lang)),
            ),
        Command::new("cache")
            .about(lang.about_cache())
            .subcommand_required(true)
            .arg_required_else_help(true)
            .disable_help_subcommand(true)
            .subcommand(Command::new("ls").visible_alias("list").about(lang.about_cache_ls()).arg(json(lang)))
            .subcommand(Command::new("clean").about(lang.about_cache_clean())),
    ]
}

fn managers() -> String {
    Manager::ALL.map(Manager::id).join(", ")
}
