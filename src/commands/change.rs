//! A change, before it is made: shown as old and new, and agreed to.

use super::Error;
use crate::context::Context;
use crate::lang::say;
use crate::urls::masked;

/// Whether the user agrees, by `--yes` or by an answer. Without a terminal, the answer is the command with `--yes`.
pub fn confirmed(yes: bool, question: &str, command: &str, context: &Context) -> Result<bool, Error> {
    if yes {
        return Ok(true);
    }
    context.ui.confirm(question).ok_or_else(|| Error::Unconfirmed { command: command.to_owned() })
}

/// The question whether what was shown is to be written.
pub fn write_question(context: &Context) -> String {
    say!(context.ui.lang, "Write this?", "要这样写入吗？")
}

/// Shows a setting as it is and as it would be. Credentials are masked as those of `like` are.
pub fn show_setting((key, like): (&str, &str), before: Option<&str>, after: Option<&str>, context: &Context) {
    let shown = |value: &str| format!("{key}={}", masked(like, value.trim_end()));
    if before == after {
        context.ui.say(&format!("  {}", shown(after.unwrap_or_default())));
        return;
    }
    for (sign, value) in [("-", before), ("+", after)] {
        if let Some(value) = value {
            context.ui.say(&format!("{sign} {}", shown(value)));
        }
    }
}
