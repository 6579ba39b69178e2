//! The diagnosis of the network as a person reads it.

use crate::commands::doctor::page::{Head, severity, show_told};
use crate::context::Context;
use crate::diagnose::net::{Diagnosis, Group, Plan, Row};
use crate::diagnose::{Level, Status};
use crate::ui::{Lang, Tone, table};

/// What is set, a line an endpoint with the time of each layer, and then what is wrong.
pub(super) fn show(context: &Context, plan: &Plan, found: &Diagnosis) {
    let ui = &context.ui;
    show_settings(context, plan);
    for group in Group::ALL {
        show_group(context, group, found);
    }
    for finding in &found.findings {
        ui.data("");
        let told = ui.lang.net_finding(finding);
        let head = Head { level: finding.level, id: &finding.id() };
        show_told(context, head, &told, finding.command.iter().chain(&finding.other).map(String::as_str));
    }
    if !found.findings.is_empty() {
        ui.page("");
    }
    let wrong = found.findings.iter().filter(|finding| finding.level != Level::Info).count();
    let millis = found.took.as_millis();
    if wrong == 0 {
        ui.done(&ui.lang.net_well(millis));
    } else {
        ui.warn(&ui.lang.net_problems(wrong, millis));
    }
}

/// What `go` sees, whatever the system is set to.
fn show_settings(context: &Context, plan: &Plan) {
    let lang = context.ui.lang;
    let database = plan.database.as_ref().map_or_else(|| "off".to_owned(), |it| it.name.clone());
    let proxy = match plan.proxy() {
        Some(proxy) => lang.net_proxy_of(&proxy.shown(), proxy.variable),
        None => lang.net_no_proxy_set(),
    };
    let rows = [
        ("GOPROXY".to_owned(), plan.list.to_string()),
        ("GOSUMDB".to_owned(), database),
        (lang.net_layer_proxy(), proxy),
    ];
    context.ui.data(&lang.net_what_go_sees());
    let rows: Vec<_> = rows.into_iter().map(|(name, value)| vec![name, value]).collect();
    tree(context, &table::columns(&rows));
}

fn show_group(context: &Context, group: Group, found: &Diagnosis) {
    let rows: Vec<_> = found.rows.iter().filter(|row| row.group == group).collect();
    if rows.is_empty() {
        return;
    }
    context.ui.data(&context.ui.lang.net_group(group));
    let mut lines: Vec<(String, Vec<&Row>)> = Vec::new();
    for row in rows {
        match lines.iter_mut().find(|(target, _)| *target == row.target) {
            Some((_, layers)) => layers.push(row),
            None => lines.push((row.target.clone(), vec![row])),
        }
    }
    let cells = lines.iter().map(|(target, layers)| vec![target.clone(), layers_of(layers, context.ui.lang)]);
    let laid_out = table::columns(&cells.collect::<Vec<_>>());
    let marked = lines.iter().zip(laid_out).map(|((_, layers), line)| {
        let worst = layers.iter().map(|row| row.status).max_by_key(|status| severity(*status));
        let (mark, tone) = mark(worst.unwrap_or(Status::Ok));
        format!("{} {line}", context.ui.tinted(tone, mark))
    });
    tree(context, &marked.collect::<Vec<_>>());
}

/// `DNS 12 ms · TCP 30 ms · ✗TLS 41 ms`
fn layers_of(layers: &[&Row], lang: Lang) -> String {
    let shown = layers.iter().filter(|row| row.status != Status::Skipped).map(|row| {
        let sign = match row.status {
            Status::Error => "✗",
            Status::Warning => "!",
            Status::Ok | Status::Skipped => "",
        };
        format!("{sign}{} {} ms", lang.net_layer(row.layer), row.took.as_millis())
    });
    shown.collect::<Vec<_>>().join(" · ")
}

fn mark(status: Status) -> (&'static str, Tone) {
    match status {
        Status::Ok => ("✓", Tone::Good),
        Status::Warning => ("!", Tone::Notice),
        Status::Error => ("✗", Tone::Bad),
        Status::Skipped => ("-", Tone::Faint),
    }
}

fn tree(context: &Context, lines: &[String]) {
    for (index, line) in lines.iter().enumerate() {
        let branch = if index + 1 == lines.len() { "└─" } else { "├─" };
        context.ui.data(&format!("{} {line}", context.ui.tinted(Tone::Faint, branch)));
    }
}

impl Lang {
    fn net_group(self, group: Group) -> String {
        match group {
            Group::Goproxy => self.net_group_goproxy(),
            Group::Database => self.net_group_database(),
            Group::Modules => self.net_group_modules(),
            Group::Releases => self.net_group_releases(),
            Group::Named => self.net_group_named(),
        }
    }
}

crate::ui::messages! {
    net_gv_offline() { en: "gv is offline (GV_OFFLINE): nobody was asked", zh: "gv 处于离线状态（GV_OFFLINE）：没有检测任何主机" }
    net_well(millis: u128) { en: "the network is fine ({millis} ms)", zh: "网络正常（{millis} 毫秒）" }
    net_problems(count: usize, millis: u128) { en: "problems: {count} ({millis} ms)", zh: "发现 {count} 个问题（{millis} 毫秒）" }
    net_what_go_sees() { en: "what go sees", zh: "go 看到的设置" }
    net_proxy_of(proxy: &str, variable: &str) { en: "{proxy} ({variable})", zh: "{proxy}（{variable}）" }
    net_no_proxy_set() { en: "none", zh: "无" }
    net_group_goproxy() { en: "module proxies (GOPROXY)", zh: "模块代理（GOPROXY）" }
    net_group_database() { en: "checksum database (GOSUMDB)", zh: "校验和数据库（GOSUMDB）" }
    net_group_modules() { en: "hosts of modules", zh: "模块所在主机" }
    net_group_releases() { en: "releases of Go, for gv", zh: "Go 发布版本（供 gv 使用）" }
    net_group_named() { en: "as named", zh: "指定的地址" }
}
