//! What `go` means in the working directory, for a command that says so.

use crate::context::Context;
use crate::lang::{Lang, say};
use crate::shim::{self, Choice};
use crate::store::Store;

/// Chooses, and tells of each pin that does not count.
pub fn choose(context: &Context) -> Result<Choice, shim::Error> {
    let choice = shim::choose(context.env.cwd(), &context.env, &Store::of(&context.home))?;
    tell_passed_over(&choice, context);
    Ok(choice)
}

/// Tells of each pin that does not count, and the log of the choice.
pub fn tell_passed_over(choice: &Choice, context: &Context) {
    log::debug!("{}", choice.summary());
    let ui = &context.ui;
    for passed in &choice.passed_over {
        ui.warn(&passed.message(&context.env, ui.lang));
    }
}

/// GOTOOLCHAIN makes `go` run another version.
pub fn gotoolchain_decides(other: &str, value: &str, command: &str, lang: Lang) -> String {
    say!(
        lang,
        "GOTOOLCHAIN={value} makes `go` run {other} here      {command}",
        "GOTOOLCHAIN={value} 使 go 在此运行 {other}      {command}"
    )
}

/// Another `go` comes first on PATH.
pub fn shadowed(by: &str, command: &str, lang: Lang) -> String {
    say!(
        lang,
        "{by} comes before gv's shims on PATH      {command}",
        "{by} 在 PATH 中位于 gv 的 shim 之前      {command}"
    )
}
