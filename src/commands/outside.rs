//! What gv may have changed outside its home, when it was asked to, and that `gv self uninstall` leaves as it is: told
//! before the means to undo it are gone.

use crate::context::Context;
use crate::dns::Syntax;
use crate::env::paths::shown;
use crate::git;
use crate::goenv::{GoEnv, Scope};
use crate::lang::{between, say};
use crate::ledger::{Change, Ledger};
use crate::mirror::Switch;
use crate::shell::Shell;
use crate::system::{file, resolver};
use std::path::Path;

/// Settings of Go that `gv env`, its presets and `gv mirror use` write for the user.
const SETTINGS: [&str; 5] = ["GOPROXY", "GOSUMDB", "GOPRIVATE", "GONOPROXY", "GONOSUMDB"];
/// No hosts file is longer.
const LIMIT: u64 = 16 << 20;

/// Names it all, each with the command that undoes it; where gv goes `unasked`, what to do without gv. Nothing is said
/// where there is nothing.
pub(super) fn tell(context: &Context, unasked: bool) {
    let lines: Vec<_> = if unasked {
        [settings_in_file(context), rules_in_file(context), hosts_in_file(context)]
            .into_iter()
            .flatten()
            .collect()
    } else {
        let lines = [mirrors(context), settings(context), rules(context), hosts(context)];
        lines.into_iter().flatten().collect()
    };
    if lines.is_empty() {
        return;
    }
    if unasked {
        context.ui.warn(&say!(
            context.ui.lang,
            "these changes outside gv's home stay; delete them if you do not want them:",
            "gv 主目录之外的以下改动会保留；如不需要，请自行删除："
        ));
        for line in &lines {
            context.ui.say(line);
        }
        return;
    }
    context.ui.warn(&say!(
        context.ui.lang,
        "these changes outside gv's home stay; undo them first if you do not want them:",
        "gv 主目录之外的以下改动会保留；如不需要，请先撤销："
    ));
    for line in lines {
        context.ui.say(&line);
    }
    let of_gv = |change: &Change| {
        matches!(change, Change::Setting { .. } | Change::Git { .. } | Change::Addresses { .. })
    };
    if Ledger::read(&context.home).entries.iter().any(|entry| of_gv(&entry.change)) {
        context.ui.say(&say!(
            context.ui.lang,
            "what gv has changed itself, and how to undo it: gv undo",
            "gv 自身所做的改动及撤销方法：gv undo"
        ));
    }
}

/// The last change of mirrors, where it can still be taken back.
fn mirrors(context: &Context) -> Option<String> {
    let change = Switch::of(&context.env, &context.home).last().ok()??;
    (!change.is_empty()).then(|| {
        say!(
            context.ui.lang,
            "the mirrors that gv put in force: {command}",
            "gv 启用的镜像：{command}",
            command = "gv mirror undo"
        )
    })
}

/// The settings, and the file that they are in.
fn set_by_user(context: &Context) -> Option<(Vec<&'static str>, String)> {
    let go = GoEnv::read(&context.env, None);
    let source = go.sources().iter().find(|source| source.scope == Scope::User)?;
    let set: Vec<_> = SETTINGS.into_iter().filter(|key| source.values.contains_key(*key)).collect();
    let file = shown(source.file.as_deref()?, &context.env);
    (!set.is_empty()).then_some((set, file))
}

fn settings(context: &Context) -> Option<String> {
    let (set, file) = set_by_user(context)?;
    let command = format!("gv env unset --user {}", set.join(" "));
    Some(say!(
        context.ui.lang,
        "Go's settings {keys} in {file}: {command}",
        "{file} 中 Go 的设置 {keys}：{command}",
        keys = set.join(&between(context.ui.lang))
    ))
}

fn settings_in_file(context: &Context) -> Option<String> {
    let (set, file) = set_by_user(context)?;
    let keys = set.join(&between(context.ui.lang));
    Some(say!(context.ui.lang, "Go's settings {keys} in {file}", "{file} 中 Go 的设置 {keys}"))
}

/// The hosts of the user's own rules; the system's are not written by gv. None where there is no rule.
fn hosts_of_rules(context: &Context) -> Option<Vec<String>> {
    let known = git::Rules::read(&context.env).ok()?;
    let own = known.rules.iter().filter(|rule| !rule.system);
    let mut hosts: Vec<_> = own.filter_map(git::Rule::host).map(ToOwned::to_owned).collect();
    hosts.sort_unstable();
    hosts.dedup();
    Some(hosts).filter(|hosts| !hosts.is_empty())
}

fn rules(context: &Context) -> Option<String> {
    let hosts = hosts_of_rules(context)?;
    let commands: Vec<_> =
        hosts.iter().map(|host| format!("gv git rm {}", Shell::USUAL.word(host))).collect();
    Some(say!(
        context.ui.lang,
        "git rules for {hosts}: {command}",
        "git 对 {hosts} 的规则：{command}",
        hosts = hosts.join(&between(context.ui.lang)),
        command = commands.join("; ")
    ))
}

fn rules_in_file(context: &Context) -> Option<String> {
    let hosts = hosts_of_rules(context)?.join(&between(context.ui.lang));
    Some(say!(
        context.ui.lang,
        "git rules for {hosts}: git config --global --edit",
        "git 对 {hosts} 的规则：git config --global --edit"
    ))
}

/// The hosts file, where it has a block of gv's.
fn hosts_file(context: &Context) -> Option<String> {
    let path = resolver::hosts_file(context.env.get("SYSTEMROOT"));
    (!names_in(&path).is_empty()).then(|| shown(&path, &context.env))
}

fn hosts_in_file(context: &Context) -> Option<String> {
    let file = hosts_file(context)?;
    Some(say!(
        context.ui.lang,
        "the lines between the marks `gv dns` in {file}",
        "{file} 中两个 `gv dns` 标记之间的各行"
    ))
}

fn hosts(context: &Context) -> Option<String> {
    hosts_file(context).map(|file| {
        say!(
            context.ui.lang,
            "the block of addresses in {file}: {command}",
            "{file} 中的地址段：{command}",
            command = "gv dns unfix --hosts"
        )
    })
}

fn names_in(hosts: &Path) -> Vec<String> {
    file::read_regular(hosts, LIMIT).map(|content| Syntax::Hosts.names(&content)).unwrap_or_default()
}
