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

/// Names it all, each with the command that undoes it. Nothing is said where there is nothing.
pub(super) fn tell(context: &Context) {
    let lines: Vec<_> =
        [mirrors(context), settings(context), rules(context), hosts(context)].into_iter().flatten().collect();
    if lines.is_empty() {
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

fn settings(context: &Context) -> Option<String> {
    let go = GoEnv::read(&context.env, None);
    let source = go.sources().iter().find(|source| source.scope == Scope::User)?;
    let set: Vec<_> = SETTINGS.into_iter().filter(|key| source.values.contains_key(*key)).collect();
    let file = shown(source.file.as_deref()?, &context.env);
    let command = format!("gv env unset --user {}", set.join(" "));
    (!set.is_empty()).then(|| {
        say!(
            context.ui.lang,
            "Go's settings {keys} in {file}: {command}",
            "{file} 中 Go 的设置 {keys}：{command}",
            keys = set.join(&between(context.ui.lang))
        )
    })
}

/// The user's own rules; the system's are not written by gv.
fn rules(context: &Context) -> Option<String> {
    let known = git::Rules::read(&context.env).ok()?;
    let mut hosts: Vec<_> =
        known.rules.iter().filter(|rule| !rule.system).filter_map(git::Rule::host).collect();
    hosts.sort_unstable();
    hosts.dedup();
    let commands: Vec<_> =
        hosts.iter().map(|host| format!("gv git rm {}", Shell::USUAL.word(*host))).collect();
    (!hosts.is_empty()).then(|| {
        say!(
            context.ui.lang,
            "git rules for {hosts}: {command}",
            "git 对 {hosts} 的规则：{command}",
            hosts = hosts.join(&between(context.ui.lang)),
            command = commands.join("; ")
        )
    })
}

fn hosts(context: &Context) -> Option<String> {
    let path = resolver::hosts_file(context.env.get("SYSTEMROOT"));
    let names = names_in(&path);
    let file = shown(&path, &context.env);
    (!names.is_empty()).then(|| {
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
