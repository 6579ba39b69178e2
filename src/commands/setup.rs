//! `gv setup`

use super::{Done, is_on, r#use};
use crate::context::Context;
use crate::setup::environment;
use crate::setup::path::PathState;
use crate::setup::rc::{self, Change, Kind};
use crate::setup::{self, Placed};
use crate::shell::Shell;
use crate::ui::paths::shown;
use crate::ui::report::code;
use crate::ui::{Report, Ui};
use clap::ArgMatches;

/// Puts gv into its home and the shims on PATH, and says what was done to which file.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    if is_on(args, "print") {
        return print(context);
    }
    tell_placed(context, &setup::install(&context.home, &context.env)?);
    let mut worst = 0;
    let mut in_registry = false;
    if !is_on(args, "no-modify-path") {
        for change in rc::write(&context.home, &context.env)? {
            worst = worst.max(tell_change(context, &change));
        }
        if let Some(change) = on_path(context)? {
            in_registry = !matches!(change.kind, environment::Kind::Failed(_));
            worst = worst.max(tell_variable(context, &change));
        }
    }
    if args.try_contains_id("goroot").is_ok() && is_on(args, "goroot") {
        let change = environment::put_goroot(&context.home, &context.env)?;
        worst = worst.max(change.map_or(0, |change| tell_variable(context, &change)));
        if !context.home.current().exists() {
            context.ui.warn(&context.ui.lang.goroot_leads_nowhere());
        }
    }
    if in_registry {
        tell_open_terminals(context);
    } else {
        tell_other_shell(context);
        r#use::tell_path(context);
    }
    Ok(worst)
}

/// A PATH that cannot be edited is told, and keeps nobody from the programs that were placed.
fn on_path(context: &Context) -> Result<Option<environment::Change>, super::Error> {
    environment::put_path(&context.home, &context.env).or_else(|error| {
        let kind = environment::Kind::Failed(error);
        Ok(Some(environment::Change { variable: "PATH", kind, text: String::new() }))
    })
}

/// Who is open already has the variables of before.
fn tell_open_terminals(context: &Context) {
    let ui = &context.ui;
    match setup::path::state(&context.home, &context.env) {
        PathState::Ok => {}
        // A machine's PATH stands before a user's: then only what is typed helps.
        PathState::Shadowed { by, command } => {
            ui.warn(&ui.lang.shadowed(&shown(&by, &context.env), &command));
        }
        PathState::NotOnPath { command } => ui.say(&ui.lang.open_a_terminal(&command)),
    }
    if context.env.get("WSL_DISTRO_NAME").is_some() {
        ui.say(&ui.lang.wsl_is_linux());
    }
}

/// Tells one variable of the registry; the exit code is 1 where it could not be changed.
pub fn tell_variable(context: &Context, change: &environment::Change) -> u8 {
    let (ui, variable) = (&context.ui, change.variable);
    match &change.kind {
        environment::Kind::Put => ui.done(&ui.lang.variable_put(variable)),
        environment::Kind::Unchanged => ui.say(&ui.lang.variable_there(variable)),
        environment::Kind::Taken => ui.done(&ui.lang.variable_taken(variable)),
        environment::Kind::Left => ui.warn(&ui.lang.variable_left(variable)),
        environment::Kind::Failed(error) => {
            ui.error(&Report::of(error, ui.lang));
            return code::FAILED;
        }
    }
    0
}

/// What would be written where, as data: a comment line with the file before each block.
fn print(context: &Context) -> Done {
    let ui = &context.ui;
    for change in rc::plan(&context.home, &context.env)? {
        let file = shown(&change.file, &context.env);
        ui.data(&format!(
            "# {}",
            ui.lang.startup_file(&file, change.shell.name(), &happens(ui, &change.kind))
        ));
        ui.data(change.lines.trim_end());
        ui.data("");
    }
    if let Some(change) = environment::plan_path(&context.home, &context.env)? {
        ui.data(&format!(r"HKCU\Environment\{}={}", change.variable, change.text));
    }
    tell_other_shell(context);
    Ok(0)
}

fn tell_placed(context: &Context, placed: &Placed) {
    let ui = &context.ui;
    for program in &placed.programs {
        let path = shown(&program.path, &context.env);
        if program.written {
            ui.done(&ui.lang.program_placed(&path));
        } else {
            ui.say(&ui.lang.program_there(&path));
        }
    }
    let shims = shown(&context.home.shims(), &context.env);
    if placed.shims.written.is_empty() {
        ui.say(&ui.lang.shims_there(&shims));
    } else {
        ui.done(&ui.lang.shims_made(&placed.shims.written.join(", "), &shims));
    }
    for foreign in &placed.shims.foreign {
        ui.warn(&ui.lang.not_a_shim(&shown(foreign, &context.env)));
    }
}

/// Tells one startup file; the exit code is 1 where it could not be changed.
pub fn tell_change(context: &Context, change: &Change) -> u8 {
    let ui = &context.ui;
    let line = ui.lang.startup_file(
        &shown(&change.file, &context.env),
        change.shell.name(),
        &happens(ui, &change.kind),
    );
    match &change.kind {
        Kind::Unchanged | Kind::OtherHome => ui.say(&line),
        Kind::Failed(error) => {
            ui.error(&Report::of(error, ui.lang));
            return code::FAILED;
        }
        _ => ui.done(&line),
    }
    0
}

fn happens(ui: &Ui, kind: &Kind) -> String {
    match kind {
        Kind::Created => ui.lang.file_created(),
        Kind::Added => ui.lang.block_added(),
        Kind::Updated => ui.lang.block_updated(),
        Kind::Unchanged => ui.lang.block_unchanged(),
        Kind::Removed => ui.lang.block_removed(),
        Kind::Deleted => ui.lang.file_deleted(),
        Kind::OtherHome => ui.lang.other_home(),
        Kind::Failed(error) => Report::of(error, ui.lang).message,
    }
}

/// A shell whose startup files gv does not write gets its line to keep.
fn tell_other_shell(context: &Context) {
    let ui = &context.ui;
    let shell = Shell::detect(&context.env);
    if matches!(shell, Shell::Bash | Shell::Zsh | Shell::Fish | Shell::Posix) {
        return;
    }
    let Ok(hookup) = shell.hookup(&context.home, &context.env) else { return };
    match (&hookup.permanent, hookup.file) {
        (Some(command), _) => ui.warn(&ui.lang.run_once(shell.name(), command)),
        (None, Some(file)) => ui.warn(&ui.lang.line_to_keep(shell.name(), file, &hookup.line)),
        (None, None) => ui.warn(&ui.lang.run_once(shell.name(), &hookup.line)),
    }
}
