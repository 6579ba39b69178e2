//! `gv git ls|https HOST|ssh HOST|rm HOST`

use super::args::{Offered, arguments, help, subcommands};
use super::whole_host::Widening;
use super::{Done, Error};
use crate::context::Context;
use crate::git::{By, Difference, Host, Rule, RuleProblem, Rules, problems};
use crate::golang::shared;
use crate::lang::date::now;
use crate::lang::{Lang, say};
use crate::ledger::Ledger;
use crate::shell::Shell;
use crate::ui::table;
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

arguments! {
    /// What `gv git` takes.
    pub struct Args = [
        "Choose https or ssh for the hosts that go downloads from with git",
        "go 直接通过 git 下载时，选择以 https 或 ssh 访问主机"
    ] {
        #[command(subcommand)]
        command: Command = {Command},
    }
    examples {
        "gv git ls" = ["the rules that are in force", "当前生效的规则"],
        "gv git ssh git.example.com" = ["use ssh for this host", "以 ssh 访问该主机"],
    }
}

subcommands! {
    enum Command {
        Ls(LsArgs) = "ls" ["list"],
        Https(HttpsArgs) = "https",
        Ssh(SshArgs) = "ssh",
        Rm(RmArgs) = "rm" ["remove"],
    }
}

arguments! {
    struct LsArgs = ["List the rules, and problems with them", "列出规则及其问题"] {
        #[arg(long)]
        json: bool = (help::json),
    }
}

arguments! {
    struct HttpsArgs = ["Use https for a host", "以 https 访问某个主机"] {
        #[arg(value_name = "HOST", add = Offered::CodeHosts)]
        host: Host = (help_host),
        #[arg(long)]
        whole_host: bool = (help::whole_host),
    }
}

arguments! {
    struct SshArgs = ["Use ssh for a host", "以 ssh 访问某个主机"] {
        #[arg(value_name = "HOST", add = Offered::CodeHosts)]
        host: Host = (help_host),
        #[arg(long)]
        whole_host: bool = (help::whole_host),
    }
}

arguments! {
    struct RmArgs = ["Remove the rules for a host", "删除某个主机的规则"] {
        #[arg(value_name = "HOST", add = Offered::CodeHosts)]
        host: Host = (help_host),
    }
}

fn help_host(lang: Lang) -> String {
    say!(
        lang,
        "A host (git.example.com), an owner there (github.com/OWNER), or the address of a repository",
        "主机（git.example.com）、其中的一个所有者（github.com/OWNER）或仓库地址"
    )
}

/// Looks at, or changes, the rules by which git fetches from one address in place of another.
pub fn run(args: &Args, context: &Context) -> Done {
    let rules = Rules::read(&context.env)?;
    match &args.command {
        Command::Ls(args) => {
            list(context, &rules, args.json);
            Ok(0)
        }
        Command::Https(args) => {
            narrow(&args.host, By::Https, args.whole_host, context)?;
            reach(context, &rules, &args.host, By::Https)
        }
        Command::Ssh(args) => {
            narrow(&args.host, By::Ssh, args.whole_host, context)?;
            reach(context, &rules, &args.host, By::Ssh)
        }
        Command::Rm(args) => forget(context, &rules, &args.host),
    }
}

/// Continues with a host that many owners share only if the user means the whole host.
fn narrow(host: &Host, by: By, whole_host: bool, context: &Context) -> Result<(), Error> {
    if !host.is_whole_shared() {
        return Ok(());
    }
    let way = match by {
        By::Https => "https",
        By::Ssh => "ssh",
    };
    let widening = Widening {
        host: host.host().to_owned(),
        narrow: format!("gv git {way} {}", shared::owner_form(host.host())),
        whole: format!("gv git {way} {host} --whole-host"),
    };
    widening.confirm(whole_host, context)
}

fn list(context: &Context, rules: &Rules, json: bool) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let problems = problems(&rules.rules);
    if json {
        let rows = rules.rules.iter().map(row).collect();
        let findings =
            problems.iter().map(|odd| Finding { id: id(odd), summary: told(context, odd).0 }).collect();
        ui.json(&Listing { schema_version: 1, rules: rows, findings });
        return;
    }
    if rules.rules.is_empty() {
        ui.say(&say!(lang, "git has no rules that rewrite addresses", "git 没有改写地址的规则"));
    }
    let lines: Vec<_> = rules
        .rules
        .iter()
        .map(|rule| {
            let (base, prefix) = rule.shown();
            let note = if rule.push_only {
                say!(lang, "(for pushing only: not for go)", "（仅用于推送，与 go 无关）")
            } else {
                String::new()
            };
            vec![prefix, format!("→ {base}"), note]
        })
        .collect();
    for line in table::columns(&lines) {
        ui.data(&line);
    }
    let mut notes: Vec<_> = problems.iter().map(|odd| told(context, odd)).collect();
    // The same credential may stand in several rules.
    notes.dedup();
    for (summary, fix) in notes {
        ui.warn(&format!("{summary}      {fix}"));
    }
}

fn reach(context: &Context, rules: &Rules, host: &Host, by: By) -> Done {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let change = rules.reach(host, by)?;
    record(host, &change, context)?;
    show(context, &change);
    let base = by.base(host);
    if change == Difference::default() {
        ui.done(&say!(
            lang,
            "git fetches from {host} by {base} already",
            "git 已经通过 {base} 获取 {host} 的内容",
            host = host.to_string()
        ));
    } else {
        ui.done(&say!(
            lang,
            "git now fetches from {host} by {base} (your git config)",
            "git 现在通过 {base} 获取 {host} 的内容（已写入您的 git 配置）",
            host = host.to_string()
        ));
    }
    let now = Rules::read(&context.env)?;
    for rule in now.rules.iter().filter(|rule| !rule.push_only && rule.is_about(host) && rule.base != base) {
        let (other, prefix) = rule.shown();
        ui.warn(&say!(
            lang,
            "a rule of its own stays: {prefix} → {other}      gv git ls",
            "另有一条规则仍然有效：{prefix} → {other}      gv git ls"
        ));
    }
    Ok(0)
}

/// Keeps what was changed, for `gv undo`.
fn record(host: &Host, change: &Difference, context: &Context) -> Result<(), Error> {
    if *change == Difference::default() {
        return Ok(());
    }
    let pairs = |rules: &[Rule]| {
        let kept = rules.iter().filter(|rule| !rule.push_only);
        kept.map(|rule| (rule.base.clone(), rule.prefix.clone())).collect()
    };
    let (added, removed) = (pairs(&change.added), pairs(&change.removed));
    let made = crate::ledger::Change::Git { host: host.to_string(), added, removed };
    Ok(Ledger::record(&context.home, now(), vec![made])?)
}

fn forget(context: &Context, rules: &Rules, host: &Host) -> Done {
    let change = rules.forget(host)?;
    show(context, &change);
    let (ui, lang) = (&context.ui, context.ui.lang);
    if change.removed.is_empty() {
        ui.say(&say!(
            lang,
            "git has no rule of yours for {host}",
            "git 没有您为 {host} 设置的规则",
            host = host.to_string()
        ));
    } else {
        ui.done(&say!(
            lang,
            "your git config no longer has rules for {host}",
            "您的 git 配置中已不再有 {host} 的规则",
            host = host.to_string()
        ));
    }
    for rule in rules.rules.iter().filter(|rule| rule.system && rule.is_about(host)) {
        let (base, prefix) = rule.shown();
        ui.warn(&say!(
            lang,
            "a rule of the system's stays: {prefix} → {base}   {file}",
            "系统配置中的规则仍然有效：{prefix} → {base}   {file}",
            file = rule.file.trim_start_matches("file:")
        ));
    }
    Ok(0)
}

fn show(context: &Context, change: &Difference) {
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

fn id(odd: &RuleProblem<'_>) -> &'static str {
    match odd {
        RuleProblem::Loop(..) => "git_rules_loop",
        RuleProblem::GitProtocol(_) => "git_protocol",
        RuleProblem::Credential(_) => "git_credential",
    }
}

/// What is wrong, and the command that corrects it.
fn told(context: &Context, odd: &RuleProblem<'_>) -> (String, String) {
    let lang = context.ui.lang;
    // What is not shown whole cannot be typed either.
    let remove = |rule: &Rule| match (rule.shown().0, rule.host()) {
        (base, Some(host)) if base != rule.base => format!("gv git rm {host}"),
        (base, _) => {
            let section = Shell::detect(&context.env).word(format!("url.{base}"));
            format!("git config --global --remove-section {section}")
        }
    };
    match odd {
        RuleProblem::Loop(one, other) => (
            say!(
                lang,
                "two rules undo each other: {one} and {other} lead to one another",
                "两条规则互相抵消：{one} 与 {other} 互相指向对方",
                one = one.shown().1,
                other = other.shown().1
            ),
            remove(one),
        ),
        RuleProblem::GitProtocol(rule) => (
            say!(
                lang,
                "{prefix} uses the git protocol, which is not authenticated and which most hosts have closed",
                "{prefix} 使用 git 协议获取，该协议无法验证对方身份，多数主机已停用",
                prefix = rule.shown().1
            ),
            remove(rule),
        ),
        RuleProblem::Credential(rule) => {
            let file = rule.file.trim_start_matches("file:");
            (
                say!(
                    lang,
                    "a rule in {file} contains a password or token, which everyone who can read that file can see",
                    "{file} 的一条规则中含有密码或令牌，任何能读取该文件的人都能看到"
                ),
                say!(
                    lang,
                    "git config --global credential.helper cache (or store it in the system's keychain)",
                    "git config --global credential.helper cache（或使用系统的钥匙串）"
                ),
            )
        }
    }
}
