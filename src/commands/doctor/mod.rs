//! `gv doctor [CHECK…]`

mod document;
mod net;
mod page;

use super::{Done, is_on};
use crate::context::Context;
use crate::diagnose::{self, Check, Machine};
use crate::project::settings::Held;
use crate::ui::report::code;
use crate::ui::{Report, table};
use clap::ArgMatches;
use document::{Fixed, List};

/// Makes the checks that were named, or all, and says what is wrong; repairs before that what can be, if asked to.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    if let Some(("net", args)) = args.subcommand() {
        return net::run(args, context);
    }
    let words: Vec<_> = args.get_many::<String>("check").into_iter().flatten().collect();
    let mut checks: Vec<_> = words.iter().flat_map(|word| Check::named(word)).collect();
    if checks.is_empty() {
        checks = Check::ALL.to_vec();
    }
    let json = is_on(args, "json");
    if is_on(args, "list") {
        list(context, &checks, json);
        return Ok(0);
    }
    // What gv has exported for a project is not the user's doing.
    let env = Held::read(&context.env).taken_from(&context.env);
    let machine = || Machine::new(&env, &context.home, &context.config);
    let fixed = if is_on(args, "fix") { fix(context, &checks, &machine()) } else { Vec::new() };
    let machine = machine();
    let diagnosis = diagnose::run(&checks, &machine);
    if json {
        context.ui.json(&document::of(context, &machine, &diagnosis, fixed));
    } else {
        page::show(context, &machine, &diagnosis, !words.is_empty());
    }
    if is_on(args, "fix") && diagnosis.is_wrong() && diagnosis.findings.iter().all(|it| it.repair.is_none()) {
        context.ui.say(&context.ui.lang.nothing_repairable());
    }
    Ok(if diagnosis.is_wrong() { code::FAILED } else { 0 })
}

/// Makes every repair that a finding offers, and says what it changed. The answer is for scripts.
fn fix(context: &Context, checks: &[Check], machine: &Machine<'_>) -> Vec<Fixed> {
    let ui = &context.ui;
    let mut fixed = Vec::new();
    let mut made = Vec::new();
    for finding in diagnose::run(checks, machine).findings {
        let Some(repair) = finding.repair.as_ref().filter(|repair| !made.contains(*repair)) else { continue };
        match diagnose::repair(repair, machine) {
            Ok(changes) => {
                let lines: Vec<_> = changes.iter().map(|c| ui.lang.repaired(c, &context.env)).collect();
                for line in &lines {
                    ui.done(line);
                }
                fixed.push(Fixed { id: finding.id(), target: finding.target.clone(), changes: lines });
            }
            Err(error) => ui.caution(&Report::of(&error, ui.lang)),
        }
        made.push(repair.clone());
    }
    fixed
}

fn list(context: &Context, checks: &[Check], json: bool) {
    let ui = &context.ui;
    let checks: Vec<_> = Check::ALL.into_iter().filter(|check| checks.contains(check)).collect();
    if json {
        return ui.json(&List::of(&checks, ui.lang));
    }
    let row = |check: &Check| vec![check.id().into(), check.layer().id().into(), ui.lang.check(*check)];
    for line in table::columns(&checks.iter().map(row).collect::<Vec<_>>()) {
        ui.data(&line);
    }
}
