//! `gv env export --shell SHELL`: what the hook of `gv init SHELL --env` evaluates at every prompt. It prints nothing
//! where nothing changes.

use super::notice;
use crate::commands::args::{OneOf, arguments};
use crate::commands::init::hooked;
use crate::context::Context;
use crate::project::Survey;
use crate::project::settings::{Settings, in_force};
use crate::shell::Shell;

arguments! {
    /// What `gv env export` takes.
    pub struct Args {
        #[arg(long, value_parser = OneOf::new(hooked(), read_hooked))]
        shell: Shell = _,
    }
}

/// Prints the changes to the environment that put the project's go.env in force, and take away what another had set.
pub fn run(args: &Args, context: &Context) {
    let shell = args.shell;
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
        context.ui.exact(line);
    }
}

fn read_hooked(name: &str) -> Option<Shell> {
    name.parse().ok().filter(|shell: &Shell| shell.has_hook())
}
