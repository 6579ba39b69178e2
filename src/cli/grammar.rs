//! What can be typed, word for word. The texts stand in `help`; what a command does stands in `commands`.

use crate::diagnose;
use crate::foreign::Manager;
use crate::system::registry;
use crate::ui::Lang;
use clap::builder::{PossibleValuesParser, Styles};
use clap::{Arg, ArgAction, ArgGroup, Command};
use std::ffi::OsString;
use std::time::Duration;

/// The shells gv has something to say to.
const SHELLS: [&str; 8] = ["bash", "zsh", "fish", "sh", "powershell", "cmd", "nushell", "elvish"];
/// The shells that can be told something at every prompt.
const HOOKED_SHELLS: [&str; 4] = ["bash", "zsh", "fish", "powershell"];
/// The shells completions can be written for.
const COMPLETED_SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

/// The whole command line in a language.
pub fn command(lang: Lang) -> Command {
    let name = Arg::new("name").required(true).value_parser(clap::value_parser!(OsString));
    public(lang).subcommand(
        Command::new("__run")
            .hide(true)
            .arg(Arg::new("notice").long("notice").action(ArgAction::SetTrue))
            .arg(name)
            .arg(rest("args")),
    )
}

/// The same without what only gv-shim types. Completions and man pages are made from it.
pub fn public(lang: Lang) -> Command {
    // Named so whatever file it was started from, `gv.exe` say.
    let gv = Command::new("gv")
        .bin_name("gv")
        .version(env!("CARGO_PKG_VERSION"))
        .about(lang.about_gv())
        .after_help(lang.about_environment())
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .arg(switch("quiet", lang.help_quiet()).short('q').global(true))
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .help(lang.help_version())
                .action(ArgAction::Version),
        )
        .subcommands(choosing(lang))
        .subcommands(looking(lang))
        .subcommands(keeping(lang))
        .subcommands(setting_up(lang))
        .subcommand(
            Command::new("help")
                .about(lang.about_help())
                .arg(Arg::new("command").help(lang.help_help()).num_args(0..)),
        );
    localise(gv, lang)
}

fn choosing(lang: Lang) -> Vec<Command> {
    vec![
        Command::new("install")
            .visible_aliases(["i", "add"])
            .about(lang.about_install())
            .arg(specs(lang).help(lang.help_install_specs()))
            .arg(Arg::new("from").long("from").value_name("SOURCE").help(lang.help_from()))
            .arg(refresh(lang)),
        Command::new("use").about(lang.about_use()).arg(spec(lang)).arg(refresh(lang)),
        Command::new("pin")
            .about(lang.about_pin())
            .arg(spec(lang))
            .arg(switch("mod", lang.help_pin_mod()))
            .arg(refresh(lang)),
        Command::new("uninstall")
            .visible_aliases(["rm", "remove"])
            .about(lang.about_uninstall())
            .arg(specs(lang).required(true).num_args(1..))
            .arg(switch("force", lang.help_uninstall_force()).short('f')),
        Command::new("exec")
            .visible_aliases(["x", "run"])
            .about(lang.about_exec())
            .arg(spec(lang))
            .arg(switch("clean", lang.help_exec_clean()))
            .arg(rest("command").required(true).value_name("CMD").help(lang.help_exec_command())),
    ]
}

fn looking(lang: Lang) -> Vec<Command> {
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

fn keeping(lang: Lang) -> Vec<Command> {
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
        env(lang),
        mirror(lang),
        dns(lang),
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

/// `gv env` alone shows.
fn env(lang: Lang) -> Command {
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

/// Mirrors of releases and of modules.
fn mirror(lang: Lang) -> Command {
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

/// `gv dns` alone checks.
fn dns(lang: Lang) -> Command {
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

/// `30s`, `5m`, `1h`, `250ms`; a bare number is one of seconds.
fn duration(text: &str) -> Result<Duration, String> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let unit = match unit {
        "ms" => 1,
        "" | "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return Err("30s, 5m, 1h".to_owned()),
    };
    let number: u64 = number.parse().map_err(|_| "30s, 5m, 1h".to_owned())?;
    number.checked_mul(unit).map(Duration::from_millis).ok_or_else(|| "30s, 5m, 1h".to_owned())
}

fn setting_up(lang: Lang) -> Vec<Command> {
    let shell = |shells: &'static [&'static str]| {
        Arg::new("shell").value_name("SHELL").required(true).value_parser(PossibleValuesParser::new(shells))
    };
    vec![
        setup(lang),
        Command::new("init")
            .about(lang.about_init())
            .arg(shell(&SHELLS).help(lang.help_shell(&SHELLS.join(", "))))
            .arg(switch("env", lang.help_init_env(&HOOKED_SHELLS.join(", ")))),
        Command::new("completions")
            .about(lang.about_completions())
            .arg(shell(&COMPLETED_SHELLS).help(lang.help_shell(&COMPLETED_SHELLS.join(", ")))),
        Command::new("man").about(lang.about_man()).arg(
            Arg::new("dir")
                .value_name("DIR")
                .help(lang.help_man_dir())
                .value_parser(clap::value_parser!(std::path::PathBuf)),
        ),
        Command::new("self")
            .about(lang.about_self())
            .subcommand_required(true)
            .arg_required_else_help(true)
            .disable_help_subcommand(true)
            .subcommand(
                Command::new("uninstall")
                    .about(lang.about_self_uninstall())
                    .arg(switch("yes", lang.help_yes()).short('y')),
            ),
    ]
}

fn managers() -> String {
    Manager::ALL.map(Manager::id).join(", ")
}

/// A registry is to be had on Windows only.
fn setup(lang: Lang) -> Command {
    let setup = Command::new("setup")
        .about(lang.about_setup())
        .arg(switch("print", lang.help_setup_print()))
        .arg(switch("no-modify-path", lang.help_no_modify_path()));
    if registry::IS_HERE { setup.arg(switch("goroot", lang.help_goroot())) } else { setup }
}

fn spec(lang: Lang) -> Arg {
    Arg::new("spec").value_name("SPEC").required(true).help(lang.help_spec())
}

fn host(lang: Lang) -> Arg {
    Arg::new("host").value_name("HOST").required(true).help(lang.help_git_host())
}

fn specs(lang: Lang) -> Arg {
    Arg::new("spec").value_name("SPEC").num_args(0..).help(lang.help_spec())
}

fn switch(name: &'static str, help: String) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

fn refresh(lang: Lang) -> Arg {
    switch("refresh", lang.help_refresh())
}

fn json(lang: Lang) -> Arg {
    switch("json", lang.help_json())
}

/// Everything to the end of the line, untouched.
fn rest(name: &'static str) -> Arg {
    Arg::new(name)
        .num_args(0..)
        .trailing_var_arg(true)
        .allow_hyphen_values(true)
        .value_parser(clap::value_parser!(OsString))
}

/// Replaces the words clap would put in by itself, in every command.
fn localise(command: Command, lang: Lang) -> Command {
    let help = Arg::new("help").short('h').long("help").help(lang.help_help_flag()).action(ArgAction::Help);
    let usage = lang.heading_usage();
    let command = command
        .disable_help_flag(true)
        .arg(help)
        .styles(Styles::plain())
        .subcommand_help_heading(lang.heading_commands())
        .subcommand_value_name("COMMAND")
        .help_template(format!("{{about}}\n\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"))
        .mut_args(|arg| {
            let heading = if arg.is_positional() { lang.heading_arguments() } else { lang.heading_options() };
            let takes_value = arg.get_action().takes_values();
            let arg = arg.help_heading(heading);
            if takes_value { arg.hide_possible_values(true) } else { arg }
        });
    command.mut_subcommands(|subcommand| localise(subcommand, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound_in_both_languages() {
        for lang in [Lang::En, Lang::Zh] {
            command(lang).debug_assert();
        }
    }

    #[test]
    fn times_have_units() {
        let millis = |text| duration(text).map(|time| time.as_millis());
        let read = ["250ms", "30", "30s", "5m", "2h"].map(|text| millis(text).unwrap());
        assert_eq!(read, [250, 30_000, 30_000, 300_000, 7_200_000]);
        for text in ["", "s", "5x", "-1", "1.5s", "99999999999999999999", "99999999999999999h"] {
            assert!(millis(text).is_err(), "{text}");
        }
    }

    #[test]
    fn everything_said_in_help_is_translated() {
        fn walk(command: &Command, path: &str, texts: &mut Vec<(String, String)>) {
            texts.push((path.to_owned(), command.get_about().map(ToString::to_string).unwrap_or_default()));
            for arg in command.get_arguments() {
                let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                texts.push((format!("{path} {}", arg.get_id()), help));
            }
            for subcommand in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
                walk(subcommand, &format!("{path} {}", subcommand.get_name()), texts);
            }
        }
        let (mut english, mut chinese) = (Vec::new(), Vec::new());
        walk(&command(Lang::En), "gv", &mut english);
        walk(&command(Lang::Zh), "gv", &mut chinese);
        for ((place, en), (_, zh)) in english.iter().zip(&chinese) {
            assert!(!en.is_empty() && en.is_ascii(), "{place}: {en:?}");
            assert!(zh.chars().any(|c| c > '\u{2e80}'), "{place}: {zh:?}");
        }
    }
}
