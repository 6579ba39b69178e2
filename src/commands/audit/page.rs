//! What `gv audit` found, for people.

use super::subject::Subject;
use crate::advisories::vulnerabilities;
use crate::advisories::{Basis, Judgement, Open, Outlook, Support};
use crate::context::Context;
use crate::env::paths::place;
use crate::lang::{Lang, between, date, say, try_word};
use crate::store::Store;
use crate::ui::{Tone, table};
use std::time::{Duration, SystemTime};

/// So many reports of a toolchain are shown beside others.
const SHOWN: usize = 5;

pub(super) fn show(subjects: &[Subject], outlook: &Outlook, context: &Context, is_single: bool) {
    for subject in subjects {
        show_one(subject, outlook, context, if is_single { usize::MAX } else { SHOWN });
    }
    let ui = &context.ui;
    ui.say(&basis(outlook, ui.lang));
    ui.say(&say!(
        ui.lang,
        "the modules of your programs are not checked here: go run golang.org/x/vuln/cmd/govulncheck@latest ./...",
        "此处不检查您的程序所用的模块，请使用：go run golang.org/x/vuln/cmd/govulncheck@latest ./..."
    ));
}

fn show_one(subject: &Subject, outlook: &Outlook, context: &Context, most: usize) {
    let ui = &context.ui;
    let judgement = outlook.judge(&subject.version);
    let (tone, mark) = if judgement.is_good() { (Tone::Good, "✓") } else { (Tone::Bad, "✗") };
    let mut notes = whose(subject, context);
    notes.push(support(&judgement.support, ui.lang));
    notes.push(counted(&judgement, ui.lang));
    let between = if ui.lang == Lang::En { ", " } else { "，" };
    let name = subject.version.toolchain_name();
    ui.data(&format!("{} {name}  {}", ui.tinted(tone, mark), notes.join(between)));
    let newest_first = judgement.open.iter().rev();
    let rows: Vec<_> = newest_first.take(most).map(|open| row(open, ui.lang)).collect();
    for line in table::columns(&rows) {
        ui.data(&format!("    {line}"));
    }
    let more = judgement.open.len() - rows.len();
    if more > 0 {
        let version = &subject.version;
        ui.data(&say!(
            ui.lang,
            "    and {more} more: gv audit {version}",
            "    另有 {more} 个：gv audit {version}"
        ));
    }
    tell_elsewhere(&judgement, context);
    if judgement.is_good() {
        return;
    }
    match subject.command(outlook, &Store::of(&context.home)) {
        Some(command) => ui.data(&format!("  {}{command}", try_word(ui.lang))),
        None => ui.data(&say!(ui.lang, "  no release known here is better", "  此处所知的版本中没有更好的")),
    }
}

/// Whose toolchain it is: the default's, a file's.
fn whose(subject: &Subject, context: &Context) -> Vec<String> {
    let lang = context.ui.lang;
    let mut notes = Vec::new();
    if subject.is_system {
        notes.push(say!(lang, "the system's", "系统自带"));
    } else if subject.path.is_none() {
        notes.push(say!(lang, "not installed", "未安装"));
    }
    if subject.is_default {
        notes.push(say!(lang, "default", "默认"));
    }
    if let Some((file, line)) = subject.place() {
        let place = place(file, line, &context.env);
        notes.push(say!(lang, "here: {place}", "当前目录：{place}"));
    }
    notes
}

/// Whether it is supported, in words.
fn support(support: &Support, lang: Lang) -> String {
    match support {
        Support::Supported => say!(lang, "supported", "受支持"),
        Support::Prerelease => say!(lang, "a pre-release", "预发布版本"),
        Support::Ended { .. } => support.message(lang),
    }
}

fn counted(judgement: &Judgement<'_>, lang: Lang) -> String {
    match judgement.open.len() {
        0 => say!(lang, "no known vulnerability", "没有已知漏洞"),
        count => vulnerabilities(count, lang),
    }
}

fn row(open: &Open<'_>, lang: Lang) -> Vec<String> {
    let packages = &open.affected.packages;
    let package = match packages.len() {
        0 => open.affected.module.id().to_owned(),
        1 => packages[0].clone(),
        count => format!("{} +{}", packages[0], count - 1),
    };
    let fixed = match &open.fixed {
        Some(version) => say!(lang, "fixed in go{version}", "已在 go{version} 中修复"),
        None => say!(lang, "not fixed yet", "尚未修复"),
    };
    let aliases = &open.report.aliases;
    let alias = aliases.iter().find(|alias| alias.starts_with("CVE-")).or(aliases.first());
    vec![open.report.id.clone(), alias.cloned().unwrap_or_default(), package, fixed]
}

/// Reports about programs for other systems only are told, and not counted.
fn tell_elsewhere(judgement: &Judgement<'_>, context: &Context) {
    let count = judgement.elsewhere.len();
    if count == 0 {
        return;
    }
    let targets = judgement.elsewhere.iter().flat_map(|open| &open.affected.targets);
    let words = targets.flat_map(|target| if target.os.is_empty() { &target.arch } else { &target.os });
    let mut systems: Vec<_> = words.map(String::as_str).collect();
    systems.sort_unstable();
    systems.dedup();
    let ui = &context.ui;
    let systems = systems.join(&between(ui.lang));
    ui.data(&say!(
        ui.lang,
        "    not counted: {count} that concern only programs for {systems}",
        "    未计入：仅涉及 {systems} 程序的 {count} 个报告"
    ));
}

/// What the judgement rests on, and how old that is.
fn basis(outlook: &Outlook, lang: Lang) -> String {
    let (database, day) = (&outlook.database, outlook.database.day());
    match &database.basis {
        Basis::BuiltIn => {
            let age = since(day).and_then(|age| told_age(age, lang));
            let age = age.map(|age| say!(lang, " ({age})", "（{age}）")).unwrap_or_default();
            say!(
                lang,
                "by the reports built into gv, as of {day}{age}",
                "依据 gv 内置的漏洞报告，截至 {day}{age}"
            )
        }
        Basis::Asked { name, age } => match told_age(*age, lang) {
            None => say!(
                lang,
                "by {name}, queried just now (last changed on {day})",
                "依据刚刚查询的 {name}（最近更新于 {day}）"
            ),
            Some(age) => say!(
                lang,
                "by {name}, queried {age} (last changed on {day})",
                "依据 {age}查询的 {name}（最近更新于 {day}）"
            ),
        },
    }
}

/// `3 days ago`
fn told_age(age: Duration, lang: Lang) -> Option<String> {
    let span = date::span(age, lang)?;
    Some(say!(lang, "{span} ago", "{span}前"))
}

/// The time since a day, by this machine's clock.
fn since(day: &str) -> Option<Duration> {
    let mut parts = day.split('-').map(|part| part.parse::<u64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    // March is the first month, so that a leap day is the last day of a year.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1;
    let then = Duration::from_hours(24 * days.checked_sub(719_468)?);
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?.checked_sub(then)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_as_far_away_as_the_calendar_says() {
        let days = |day| since(day).unwrap().as_secs() / 86_400;
        assert_eq!(days("2024-02-29") - days("2024-03-01"), 1);
        assert_eq!(days("2000-01-01") - days("2000-12-31"), 365);
        assert_eq!(since("9999-01-01"), None);
        assert_eq!(since("soon"), None);
    }
}
