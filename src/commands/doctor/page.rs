//! The diagnosis as a person reads it.

use crate::context::Context;
use crate::diagnose::{Description, Diagnosis, Group, Level, Machine, OnPath, Outcome, Owner, Status};
use crate::env::paths::shown;
use crate::lang::say;
use crate::shim::Wanted;
use crate::ui::{Tone, table};
use std::time::Duration;

/// A line a group, the Go programs of PATH, and then what is wrong.
pub(super) fn show(context: &Context, machine: &Machine<'_>, diagnosis: &Diagnosis, named: bool) {
    let ui = &context.ui;
    let groups =
        Group::ALL.into_iter().filter_map(|group| Some((group, group_line(context, diagnosis, group)?)));
    let (groups, rows): (Vec<_>, Vec<_>) = groups.unzip();
    for (group, (line, row)) in groups.into_iter().zip(table::columns(&rows).into_iter().zip(&rows)) {
        ui.data(&coloured(context, &line, row));
        if group == Group::Path && diagnosis.looked_at("go") && (named || machine.gos().len() > 1) {
            show_gos(context, machine);
        }
    }
    for (_, finding) in diagnosis.findings() {
        ui.data("");
        let head = Head { level: finding.level, id: finding.id };
        show_described(context, head, &finding.description, finding.command.as_deref());
    }
    if diagnosis.findings().next().is_some() {
        ui.page("");
    }
    tell_count(context, diagnosis);
}

/// `✓ PATH`, `go managers bin`
fn group_line(context: &Context, diagnosis: &Diagnosis, group: Group) -> Option<Vec<String>> {
    let outcomes: Vec<_> = diagnosis.0.iter().filter(|o| o.check.group == group).collect();
    let worst = outcomes.iter().map(|outcome| outcome.status).max_by_key(|status| severity(*status))?;
    let word = |outcome: &&Outcome| match outcome.status {
        Status::Ok | Status::Skipped => outcome.check.id.to_owned(),
        status => format!("{}{}", mark(status), outcome.check.id),
    };
    let words: Vec<_> = outcomes.iter().map(word).collect();
    Some(vec![format!("{} {}", mark(worst), group.title(context.ui.lang)), words.join(" ")])
}

/// The worse, the more.
pub(super) fn severity(status: Status) -> u8 {
    match status {
        Status::Skipped => 0,
        Status::Ok => 1,
        Status::Warning => 2,
        Status::Error => 3,
    }
}

fn mark(status: Status) -> &'static str {
    match status {
        Status::Ok => "✓",
        Status::Warning => "!",
        Status::Error => "✗",
        Status::Skipped => "-",
    }
}

/// The mark in its colour, the words of the checks faint. The columns are laid out before, as colours have no width.
fn coloured(context: &Context, line: &str, row: &[String]) -> String {
    let mark: String = line.chars().take(1).collect();
    let tone = match mark.as_str() {
        "✓" => Tone::Good,
        "!" => Tone::Notice,
        "✗" => Tone::Bad,
        _ => Tone::Faint,
    };
    let words = row.last().map(String::as_str).unwrap_or_default();
    let middle = &line[mark.len()..line.len() - words.len()];
    let word = |word: &str| {
        let tone = match word.chars().next() {
            Some('!') => Tone::Notice,
            Some('✗') => Tone::Bad,
            _ => Tone::Faint,
        };
        context.ui.tinted(tone, word)
    };
    let words: Vec<_> = words.split(' ').map(word).collect();
    format!("{}{middle}{}", context.ui.tinted(tone, &mark), words.join(" "))
}

fn show_gos(context: &Context, machine: &Machine<'_>) {
    let lang = context.ui.lang;
    let row = |go: &OnPath| {
        let of_shim = if go.owner == Owner::Shim { chosen(machine) } else { None };
        let what = go.owner.with_version(of_shim.or_else(|| go.version.clone()).as_deref(), lang);
        vec![format!("    {}", shown(&go.path, &context.env)), what]
    };
    let rows: Vec<_> = machine.gos().iter().map(row).collect();
    for line in table::columns(&rows) {
        context.ui.data(&line);
    }
}

/// What gv's shim runs here.
pub(super) fn chosen(machine: &Machine<'_>) -> Option<String> {
    match &machine.choice().ok()?.wanted {
        Wanted::Toolchain(toolchain) => Some(toolchain.version.toolchain_name()),
        Wanted::Missing(_) | Wanted::System(_) | Wanted::Program { .. } | Wanted::Nothing => None,
    }
}

/// What stands before and behind a summary.
#[derive(Clone, Copy)]
pub(super) struct Head<'a> {
    pub level: Level,
    pub id: &'a str,
}

/// A finding in words, with the commands that help.
pub(super) fn show_described<'a>(
    context: &Context,
    head: Head<'_>,
    described: &Description,
    commands: impl IntoIterator<Item = &'a str>,
) {
    let ui = &context.ui;
    let (mark, tone) = match head.level {
        Level::Error => ("✗", Tone::Bad),
        Level::Warning => ("!", Tone::Notice),
        Level::Info => ("i", Tone::Faint),
    };
    let summary = format!("{} [{}]", described.summary, head.id);
    for (index, line) in ui.broken(&summary, 2).into_iter().enumerate() {
        let mark = if index == 0 { ui.tinted(tone, mark) } else { " ".to_owned() };
        ui.data(&format!("{mark} {line}"));
    }
    for line in described.evidence.iter().flat_map(|line| ui.broken(line, 4)) {
        ui.data(&format!("    {}", ui.tinted(Tone::Faint, &line)));
    }
    let mut label = say!(ui.lang, "fix: ", "解决：");
    let indent = label.chars().map(|c| if c >= '\u{2e80}' { 2 } else { 1 }).sum::<usize>() + 2;
    let text = described.fix.iter().flat_map(|text| ui.broken(text, indent));
    // A command is never broken: it has to be copied.
    for line in text.chain(commands.into_iter().map(ToOwned::to_owned)) {
        ui.data(&format!("  {label}{line}"));
        label = " ".repeat(indent - 2);
    }
}

fn tell_count(context: &Context, diagnosis: &Diagnosis) {
    let ui = &context.ui;
    let millis = diagnosis.0.iter().map(|outcome| outcome.took).sum::<Duration>().as_millis();
    let wrong = diagnosis.findings().filter(|(_, finding)| finding.level != Level::Info).count();
    if wrong == 0 {
        return ui.done(&say!(
            ui.lang,
            "no problem found (checks: {checks}, {millis} ms)",
            "未发现问题（{checks} 项检查，{millis} 毫秒）",
            checks = diagnosis.0.len()
        ));
    }
    ui.warn(&say!(ui.lang, "problems: {wrong}", "发现 {wrong} 个问题"));
    let repairable = diagnosis.findings().filter(|(_, finding)| finding.repair.is_some()).count();
    if repairable > 0 {
        ui.say(&say!(
            ui.lang,
            "gv doctor --fix repairs {repairable} of these",
            "gv doctor --fix 可修复其中 {repairable} 个"
        ));
    }
}
