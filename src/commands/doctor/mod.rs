//! `gv doctor [CHECK…]`

mod document;
mod net;
mod page;

use super::Done;
use super::args::{OneOf, arguments, help, subcommands};
use crate::context::Context;
use crate::diagnose::{self, CHECKS, Check, Machine};
use crate::lang::code;
use crate::lang::say;
use crate::ui::{Report, table};
use document::{Fixed, List};

arguments! {
    /// What `gv doctor` takes.
    #[command(args_conflicts_with_subcommands = true)]
    pub struct Args = [
        "Diagnose problems on this machine and in this directory, and suggest fixes",
        "诊断本机与当前目录的问题，并给出解决办法"
    ] {
        #[arg(value_name = "CHECK", value_parser = OneOf::new(diagnose::words(), Named::read))]
        checks: Vec<Named> = [
            "Only these checks, or groups of checks (gv doctor --list)",
            "只做这些检查，或这些类别的检查（见 gv doctor --list）"
        ],
        #[arg(long, conflicts_with = "list")]
        fix: bool = ["Repair what can be repaired safely", "修复可以安全修复的问题"],
        #[arg(long)]
        list: bool = ["List the checks", "列出全部检查"],
        #[arg(long)]
        json: bool = (help::json),
        #[command(subcommand)]
        command: Option<Command> = {Command},
    }
    examples {
        "gv doctor" = ["everything but the network", "除网络外的全部检查"],
        "gv doctor path proxy" = ["only PATH and proxies", "仅检查 PATH 与代理"],
        "gv doctor --fix" = ["repair what can be repaired safely", "修复可以安全修复的问题"],
        "gv doctor net" = ["the network", "检查网络"],
    }
}

subcommands! {
    enum Command {
        Net(net::Args) = "net",
    }
}

/// The checks that one word means.
#[derive(Debug, Clone)]
struct Named(Vec<&'static Check>);

impl Named {
    fn read(word: &str) -> Option<Self> {
        let checks = Check::named(word);
        if checks.is_empty() { None } else { Some(Self(checks)) }
    }
}

/// Makes the checks that were named, or all, and says what is wrong; repairs before that what can be, if asked to.
pub fn run(args: &Args, context: &Context) -> Done {
    if let Some(Command::Net(args)) = &args.command {
        return net::run(args, context);
    }
    let mut checks: Vec<&Check> = args.checks.iter().flat_map(|Named(checks)| checks).copied().collect();
    if checks.is_empty() {
        checks = CHECKS.iter().collect();
    }
    if args.list {
        list(context, &checks, args.json);
        return Ok(0);
    }
    let machine = || Machine::new(&context.env, &context.home, &context.config, context.ui.lang);
    let fixed = if args.fix { fix(context, &checks, &machine()) } else { Vec::new() };
    let machine = machine();
    let diagnosis = diagnose::run(&checks, &machine);
    if args.json {
        context.ui.json(&document::of(&machine, &diagnosis, fixed));
    } else {
        page::show(context, &machine, &diagnosis, !args.checks.is_empty());
    }
    if args.fix && diagnosis.is_wrong() && diagnosis.findings().all(|(_, it)| it.repair.is_none()) {
        context.ui.say(&say!(
            context.ui.lang,
            "--fix does not change the remaining findings: they need your decision",
            "其余问题 --fix 不会处理，需由您决定"
        ));
    }
    Ok(if diagnosis.is_wrong() { code::FAILED } else { 0 })
}

/// Makes every repair that a finding offers, and says what it changed. The answer is for scripts.
fn fix(context: &Context, checks: &[&Check], machine: &Machine<'_>) -> Vec<Fixed> {
    let ui = &context.ui;
    let mut fixed = Vec::new();
    let mut made = Vec::new();
    for (_, finding) in diagnose::run(checks, machine).findings() {
        let Some(repair) = finding.repair.as_ref().filter(|repair| !made.contains(*repair)) else { continue };
        match diagnose::repair(repair, machine) {
            Ok(changes) => {
                let lines: Vec<_> = changes.iter().map(|c| c.message(&context.env, ui.lang)).collect();
                for line in &lines {
                    ui.done(line);
                }
                fixed.push(Fixed { id: finding.id, target: finding.target.clone(), changes: lines });
            }
            Err(error) => ui.caution(&Report::of(&error, ui.lang)),
        }
        made.push(repair.clone());
    }
    fixed
}

fn list(context: &Context, checks: &[&Check], json: bool) {
    let ui = &context.ui;
    let is_named = |check: &&Check| checks.iter().any(|named| named.id == check.id);
    let checks: Vec<_> = CHECKS.iter().filter(is_named).collect();
    if json {
        return ui.json(&List::of(&checks, ui.lang));
    }
    let row = |check: &&Check| vec![check.id.into(), check.group.id().into(), (check.about)(ui.lang)];
    for line in table::columns(&checks.iter().map(row).collect::<Vec<_>>()) {
        ui.data(&line);
    }
}
