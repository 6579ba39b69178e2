//! What can be typed, and the way from there to the command.

mod command;
mod complete;
pub mod definition;
mod dispatch;
mod help;
mod suggest;
mod topic;
mod usage;

use crate::commands::candidates::Candidates;
use crate::commands::{self, overview};
use crate::config::{self, Config};
use crate::context::Context;
use crate::env::Env;
use crate::home::Home;
use crate::lang::{Hint, say};
use crate::relay::logged_in;
use crate::shell::Shell;
use crate::shim;
use crate::system::reason;
use crate::ui::{self, Lang, Report, Ui, language};
use crate::update::Identity;
use clap::FromArgMatches;
use clap::error::ErrorKind;
use command::{Args, Typed};
use std::ffi::OsString;

/// Runs one command line and returns the exit code. Every error is shown here, once.
pub fn run(arguments: impl IntoIterator<Item = OsString>, env: Env) -> u8 {
    run_as(&Identity::built_in(), arguments, env)
}

/// The same as another build of gv would: its version, its keys, its place of releases. For the tests of updates.
pub fn run_as(identity: &Identity, arguments: impl IntoIterator<Item = OsString>, env: Env) -> u8 {
    let lang = language::detect(&env, None);
    let home = Home::locate(&env);
    // A file that cannot be read is told by the command, in the language of the locale.
    let config = home.as_ref().ok().map(|home| Config::load(home, &env));
    let lang = config
        .as_ref()
        .and_then(|config| config.as_ref().ok())
        .map_or(lang, |c| language::detect(&env, Some(c)));
    let typed = spelled_out(arguments.into_iter().collect());
    let args = match read(&typed, lang) {
        Ok(args) => args,
        Err(error) if error.kind() == ErrorKind::DisplayVersion => {
            let ui = Ui::new(&env, lang, false);
            ui.data(&format!("gv {}", identity.version));
            return ended(&ui, 0);
        }
        Err(error) => return not_a_command(&error, &typed, &Ui::new(&env, lang, false)),
    };
    let by_flag = args.general.offline && !env.flag("GV_OFFLINE");
    // What gv starts is offline too, and its own client asks the environment.
    let env = if args.general.offline { env.with([("GV_OFFLINE", "1".to_owned())]) } else { env };
    let ui = args.general.shown_by(Ui::new(&env, lang, args.general.quiet));
    let ui = if ui.is_verbose() || env.flag("GV_LOG") { logging(ui, identity) } else { ui };
    let for_go = matches!(args.command, Some(Typed::Run(_)));
    let ui = if for_go { ui.within_another_command() } else { ui };
    let context = || -> Result<Context, commands::Error> {
        let home = home?;
        let config = match config.transpose() {
            // The shim has warned of it: `go` is not to fail for that.
            Err(config::Error::Variable { .. } | config::Error::Misspelt { .. }) if for_go => {
                Config::load_past_variables(&home, &env)?
            }
            read => read?.map_or_else(|| Config::load(&home, &env), Ok)?,
        };
        let config = Config { offline: env.flag("GV_OFFLINE"), ..config };
        let home = home.beside(&config.shared);
        let env = shim::proxy::behind(env, &config);
        // The relay is told what the user has set, and not itself.
        let bare = env.clone();
        let env = if uses_network(args.command.as_ref()) { shim::relay::behind(env, &home) } else { env };
        let env = logged_in(env, &config, &home);
        Ok(Context { env, bare, home, config, ui: ui.clone(), identity: identity.clone() })
    };
    let done = match &args.command {
        None => context().and_then(|context| overview::run(&context)),
        Some(Typed::Command(command)) => context().and_then(|context| dispatch::run(command, &context)),
        Some(Typed::Run(args)) => context().and_then(|context| commands::run::run(args, &context)),
        Some(Typed::Complete(args)) => {
            Ok(complete::run(args, &Candidates::within(context().ok(), lang), &ui))
        }
        Some(Typed::Help(args)) => Ok(help::show(args, &ui)),
    };
    let code = done.unwrap_or_else(|error| failed(&error, by_flag.then_some(&typed), &ui));
    ended(&ui, code)
}

/// The same that shows the log. A moving line would be torn by it.
fn logging(ui: Ui, identity: &Identity) -> Ui {
    let ui = ui.without_bars();
    ui::begin_log(&ui);
    log::debug!("gv {}, {}", identity.version, identity.target);
    ui
}

/// Shows an error, and gives its code. `offline` is what was typed, where `--offline` was.
fn failed(error: &commands::Error, offline: Option<&Vec<OsString>>, ui: &Ui) -> u8 {
    let report = Report::of(error, ui.lang);
    let report = match offline {
        Some(typed) => told_of_flag(report, typed, ui.lang),
        None => report,
    };
    ui.error(&report);
    report.code
}

/// The report of an error where `--offline` was typed: it names the flag and not the variable, and to leave it out is what
/// helps.
fn told_of_flag(report: Report, typed: &[OsString], lang: Lang) -> Report {
    let is_set = say!(lang, "GV_OFFLINE is set", "已设置 GV_OFFLINE");
    let given = say!(lang, "--offline was given", "使用了 --offline");
    let named = |text: &str| text.replace(&is_set, &given).replace("GV_OFFLINE", "--offline");
    let words = typed.iter().skip(1).filter(|word| *word != "--offline").map(|word| Shell::USUAL.word(word));
    let again = Hint::command(format!("gv {}", words.collect::<Vec<_>>().join(" ")));
    let mut hints = Vec::new();
    for hint in report.hints {
        let hint = if hint.text().contains("GV_OFFLINE") { again.clone() } else { hint };
        if !hints.contains(&hint) {
            hints.push(hint);
        }
    }
    let details = report.details.iter().map(|line| named(line)).collect();
    Report { message: named(&report.message), details, hints, code: report.code }
}

/// Whether a command asks others over the network, and so uses the relay where it is on.
fn uses_network(command: Option<&Typed>) -> bool {
    match command {
        Some(Typed::Command(command)) => command.uses_network(),
        Some(Typed::Run(_)) => true,
        Some(Typed::Help(_) | Typed::Complete(_)) | None => false,
    }
}

/// `gv +1.22 build` is `gv exec 1.22 -- go build`, and `gv --version --verbose` is `gv version --verbose`.
fn spelled_out(typed: Vec<OsString>) -> Vec<OsString> {
    if let [gv, one, other] = &typed[..]
        && [one, other].iter().any(|word| *word == "--version" || *word == "-V")
        && [one, other].iter().any(|word| *word == "--verbose" || *word == "-v")
    {
        return vec![gv.clone(), "version".into(), "--verbose".into()];
    }
    let Some((spec, rest)) = shim::plus(typed.get(1..).unwrap_or_default()) else { return typed };
    let spec = spec.to_string();
    let words = ["exec", &spec, "--", "go"].map(OsString::from);
    typed.iter().take(1).chain(&words).chain(rest).cloned().collect()
}

/// The exit code of a run whose work ended so: what could not be written to stdout is a failure of its own.
fn ended(ui: &Ui, code: u8) -> u8 {
    let Some(error) = ui.lost_output() else { return code };
    let report = Report {
        message: say!(
            ui.lang,
            "cannot write to standard output: {why}",
            "无法写入标准输出：{why}",
            why = reason(error, ui.lang)
        ),
        details: Vec::new(),
        hints: Vec::new(),
        code: crate::lang::code::FAILED,
    };
    ui.error(&report);
    if code == 0 { report.code } else { code }
}

fn read(typed: &[OsString], lang: Lang) -> Result<Args, clap::Error> {
    let matches = definition::of(lang).try_get_matches_from(typed)?;
    Args::from_arg_matches(&matches)
}

/// Help is asked for through clap's errors; the rest are mistakes.
fn not_a_command(error: &clap::Error, typed: &[OsString], ui: &Ui) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp => {
            ui.lines(&help::page(&error.render().to_string(), ui.lang));
            ended(ui, 0)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            ui.page(&help::page(&error.render().to_string(), ui.lang));
            crate::lang::code::USAGE
        }
        _ => {
            let report = usage::report(error, typed, ui.lang);
            ui.error(&report);
            report.code
        }
    }
}
