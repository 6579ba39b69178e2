//! What can be typed, and the way from there to the command.

mod dispatch;
pub mod grammar;
mod help;
mod usage;

use crate::commands;
use crate::config::Config;
use crate::context::Context;
use crate::env::Env;
use crate::home::Home;
use crate::shim;
use crate::ui::{Lang, Report, Ui};
use clap::error::ErrorKind;
use std::ffi::OsString;

/// Runs one command line and returns the exit code. Every error is shown here, once.
pub fn run(arguments: impl IntoIterator<Item = OsString>, env: Env) -> u8 {
    let lang = Lang::detect(&env, None);
    let home = Home::locate(&env);
    // A file that cannot be read is told by the command, in the language of the locale.
    let config = home.as_ref().ok().map(|home| Config::load(home, &env));
    let lang =
        config.as_ref().and_then(|config| config.as_ref().ok()).map_or(lang, |c| Lang::detect(&env, Some(c)));
    let matches = match grammar::command(lang).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return not_a_command(&error, &Ui::new(&env, lang, false)),
    };
    let ui = Ui::new(&env, lang, matches.get_flag("quiet"));
    if let Some(("help", help)) = matches.subcommand() {
        return show_help(help.get_many::<String>("command").into_iter().flatten(), &ui);
    }
    let context = || -> Result<Context, commands::Error> {
        let home = home?;
        let config = config.transpose()?.map_or_else(|| Config::load(&home, &env), Ok)?;
        let env = shim::proxy::behind(env, &config);
        Ok(Context { env, home, config, ui: ui.clone() })
    };
    let done = context().and_then(|context| dispatch::run(&matches, &context));
    done.unwrap_or_else(|error| {
        let report = Report::of(&error, lang);
        ui.error(&report);
        report.code
    })
}

/// Help and version are asked for through clap's errors; the rest are mistakes.
fn not_a_command(error: &clap::Error, ui: &Ui) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            ui.data(&help::page(&error.render().to_string(), ui.lang));
            0
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            ui.page(&help::page(&error.render().to_string(), ui.lang));
            crate::ui::report::code::USAGE
        }
        _ => {
            let report = usage::report(error, ui.lang);
            ui.error(&report);
            report.code
        }
    }
}

fn show_help<'a>(path: impl Iterator<Item = &'a String>, ui: &Ui) -> u8 {
    let mut command = grammar::command(ui.lang);
    command.build();
    let mut shown = &mut command;
    for name in path {
        if shown.find_subcommand(name).is_none() {
            ui.error(&usage::unknown_command(name, ui.lang));
            return crate::ui::report::code::USAGE;
        }
        shown = shown.find_subcommand_mut(name).expect("it was found a line above");
    }
    ui.data(&help::page(&shown.render_help().to_string(), ui.lang));
    0
}
