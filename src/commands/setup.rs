//! `gv setup`

use super::{Done, is_on, r#use};
use crate::context::Context;
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
    if !is_on(args, "no-modify-path") {
        for change in rc::write(&context.home, &context.env)? {
            worst = worst.max(tell_change(context, &change));
        }
    }
    tell_other_shell(context);
    r#use::tell_path(context);
    Ok(worst)
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
