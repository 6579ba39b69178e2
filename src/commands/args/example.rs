//! An example in the help of a command.

use crate::lang::{Lang, say};
use clap::Command;

/// A command to type, and what it does.
pub struct Example {
    /// The whole line.
    pub command: &'static str,
    /// What it does, in the language of the help.
    pub why: String,
}

impl Example {
    /// The definition with examples below its help.
    pub fn show(examples: &[Self], command: Command, lang: Lang) -> Command {
        let width = examples.iter().map(|example| example.command.len()).max().unwrap_or_default();
        let mut lines = vec![say!(lang, "Examples:", "示例：")];
        for Example { command, why } in examples {
            lines.push(format!("  {command:width$}  {why}"));
        }
        command.after_help(lines.join("\n"))
    }
}
