//! `gv git ls|https HOST|ssh HOST|rm HOST`

use super::{Done, Error, is_on};
use crate::context::Context;
use crate::git::{By, Change, Host, Oddity, Rule, Rules, oddities};
use crate::ui::table;
use clap::ArgMatches;
use serde::Serialize;

#[derive(Serialize)]
struct Listing {
    schema_version: u32,
    rules: Vec<Row>,
    findings: Vec<Finding>,
}

#[derive(Serialize)]
struct Row {
    base: String,
    instead_of: String,
    push_only: bool,
    scope: &'static str,
    file: String,
}

#[derive(Serialize)]
struct Finding {
    id: &'static str,
    summary: String,
}

/// Looks at, or changes, the rules by which git fetches from one address in place of another.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let rules = Rules::read(&context.env)?;
    match args.subcommand() {
        Some(("https", args)) => reach(context, &rules, &host(args)?, By::Https),
        Some(("ssh", args)) => reach(context, &rules, &host(args)?, By::Ssh),
        Some(("rm", args)) => forget(context, &rules, &host(args)?),
        Some((_, args)) => {
            list(context, &rules, is_on(args, "json"));
            Ok(0)
        }
        None => Ok(0),
    }
}

fn host(args: &ArgMatches) -> Result<Host, Error> {
    let text = args.get_one::<String>("host").map_or("", String::as_str);
    Ok(text.parse().map_err(crate::git::Error::Host)?)
}

fn list(context: &Context, rules: &Rules, json: bool) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let oddities = oddities(&rules.rules);
    if json {
        let rows = rules.rules.iter().map(row).collect();
        let findings =
            oddities.iter().map(|odd| Finding { id: id(odd), summary: told(context, odd).0 }).collect();
        ui.json(&Listing { schema_version: 1, rules: rows, findings });
        return;
    }
    if rules.rules.is_empty() {
        ui.say(&lang.no_git_rules());
    }
    let lines: Vec<_> = rules
        .rules
        .iter()
        .map(|rule| {
            let (base, prefix) = rule.shown();
            let note = if rule.push_only { lang.for_pushing_only() } else { String::new() };
            vec![prefix, format!("→ {base}"), note]
        })
        .collect();
    for line in table::columns(&lines) {
        ui.data(&line);
    }
    let mut notes: Vec<_> = oddities.iter().map(|odd| told(context, odd)).collect();
    // The same credential may stand in several rules.
    notes.dedup();
    for (summary, fix) in notes {
        ui.warn(&format!("{summary}      {fix}"));
    }
}

fn reach(context: &Context, rules: &Rules, host: &Host, by: By) -> Done {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let change = rules.reach(host, by)?;
    show(context, &change);
    let base = by.base(host);
    if change == Change::default() {
        ui.done(&lang.git_reaches_already(host.as_str(), &base));
    } else {
        ui.done(&lang.git_reaches(host.as_str(), &base));
    }
    let now = Rules::read(&context.env)?;
    for rule in now.rules.iter().filter(|rule| !rule.push_only && rule.is_about(host) && rule.base != base) {
        let (other, prefix) = rule.shown();
        ui.warn(&lang.git_rule_stays(&prefix, &other));
    }
    Ok(0)
}

fn forget(context: &Context, rules: &Rules, host: &Host) -> Done {
    let change = rules.forget(host)?;
    show(context, &change);
    let (ui, lang) = (&context.ui, context.ui.lang);
    if change.removed.is_empty() {
        ui.say(&lang.no_git_rules_for(host.as_str()));
    } else {
        ui.done(&lang.git_rules_removed(host.as_str()));
    }
    for rule in rules.rules.iter().filter(|rule| rule.system && rule.is_about(host)) {
        let (base, prefix) = rule.shown();
        ui.warn(&lang.git_rule_of_the_system(&prefix, &base, rule.file.trim_start_matches("file:")));
    }
    Ok(0)
}

fn show(context: &Context, change: &Change) {
    let line = |sign: &str, rule: &Rule| {
        let (base, prefix) = rule.shown();
        format!("{sign} {prefix} → {base}")
    };
    for rule in &change.removed {
        context.ui.say(&line("-", rule));
    }
    for rule in &change.added {
        context.ui.say(&line("+", rule));
    }
}

fn row(rule: &Rule) -> Row {
    let (base, instead_of) = rule.shown();
    Row {
        base,
        instead_of,
        push_only: rule.push_only,
        scope: if rule.system { "system" } else { "user" },
        file: rule.file.trim_start_matches("file:").to_owned(),
    }
}

fn id(odd: &Oddity<'_>) -> &'static str {
    match odd {
        Oddity::Loop(..) => "git_rules_loop",
        Oddity::GitProtocol(_) => "git_protocol",
        Oddity::Credential(_) => "git_credential",
    }
}

/// What is odd, and the command that mends it.
fn told(context: &Context, odd: &Oddity<'_>) -> (String, String) {
    let lang = context.ui.lang;
    // What is not shown whole cannot be typed either.
    let remove = |rule: &Rule| match (rule.shown().0, rule.host()) {
        (base, Some(host)) if base != rule.base => format!("gv git rm {host}"),
        (base, _) => format!("git config --global --remove-section 'url.{base}'"),
    };
    match odd {
        Oddity::Loop(one, other) => (lang.git_rules_loop(&one.shown().1, &other.shown().1), remove(one)),
        Oddity::GitProtocol(rule) => (lang.git_protocol_rule(&rule.shown().1), remove(rule)),
        Oddity::Credential(rule) => {
            let file = rule.file.trim_start_matches("file:");
            (lang.git_credential_rule(file), lang.git_credential_helper())
        }
    }
}
