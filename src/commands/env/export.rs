//! `gv env export --shell SHELL`: what the hook of `gv init SHELL --env` evaluates at every prompt. It prints nothing
//! where nothing changes.

use super::notice;
use crate::commands::Done;
use crate::context::Context;
use crate::project::Survey;
use crate::project::settings::{Settings, in_force};
use crate::shell::Shell;
use clap::ArgMatches;

/// Prints the changes to the environment that put the project's go.env in force, and take away what another had set.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let shell: Shell = args.get_one::<String>("shell").map_or("sh", String::as_str).parse()?;
    let survey = Survey::of(context.env.cwd(), &context.env);
    let settings = Settings::of(&survey, &context.env, &context.home);
    if let Some(settings) = &settings {
        notice::tell_once(settings, context);
    }
    for (name, value) in in_force(settings.as_ref().and_then(Settings::trusted), false, &context.env) {
        let line = match value {
            Some(value) => shell.set(name, &value.to_string_lossy()),
            None => shell.unset(name),
        };
        context.ui.data(&line);
    }
    Ok(0)
}
