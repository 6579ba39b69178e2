//! The diagnosis of the network as a person reads it.

use crate::commands::doctor::page::{Head, severity, show_described};
use crate::context::Context;
use crate::diagnose::net::{Comparison, Diagnosis, Layer, Plan, Purpose, Row};
use crate::diagnose::{Level, Status};
use crate::lang::{between, say};
use crate::ui::{Lang, Tone, table};

/// What is set, a line an endpoint with the time of each layer, and then what is wrong.
pub(super) fn show(context: &Context, plan: &Plan, found: &Diagnosis) {
    let ui = &context.ui;
    show_settings(context, plan);
    for group in Purpose::ALL {
        show_group(context, group, found);
    }
    if let Some(relay) = found.relay.as_ref().filter(|relay| !relay.hosts.is_empty()) {
        show_relay(context, relay);
    }
    for finding in &found.findings {
        ui.data("");
        let words = finding.description(ui.lang);
        let head = Head { level: finding.level, id: &finding.id() };
        show_described(
            context,
            head,
            &words,
            finding.command.iter().chain(&finding.other).map(String::as_str),
        );
    }
    if !found.findings.is_empty() {
        ui.page("");
    }
    ui.data("");
    ui.data(&say!(
        ui.lang,
        "not tried: HTTP/2, which go speaks (GODEBUG=http2client=0 does without it)",
        "未检测：go 使用的 HTTP/2（可用 GODEBUG=http2client=0 关闭）"
    ));
    if !plan.by_ssh.is_empty() {
        ui.data(&say!(
            ui.lang,
            "not tried: git over ssh, by git's own rules: {hosts}",
            "未检测：按 git 自身规则经 ssh 访问的主机：{hosts}",
            hosts = plan.by_ssh.join(&between(ui.lang))
        ));
    }
    let wrong = found.findings.iter().filter(|finding| finding.level != Level::Info).count();
    let millis = found.took.as_millis();
    if wrong == 0 {
        ui.done(&say!(ui.lang, "the network is fine ({millis} ms)", "网络正常（{millis} 毫秒）"));
    } else {
        ui.warn(&say!(ui.lang, "problems: {wrong} ({millis} ms)", "发现 {wrong} 个问题（{millis} 毫秒）"));
    }
}

/// What the relay changes.
fn show_relay(context: &Context, relay: &Comparison) {
    let (lang, all) = (context.ui.lang, relay.hosts.len());
    context.ui.data(&say!(
        lang,
        "hosts reached through the relay: {through} of {all}; without it: {without} of {all}",
        "经 relay 可以访问 {all} 个主机中的 {through} 个；不经 relay 可以访问 {without} 个",
        through = relay.through(),
        without = relay.without()
    ));
    let lost = relay.only_without();
    if !lost.is_empty() {
        let hosts = lost.join(&between(lang));
        context.ui.data(&say!(
            lang,
            "  reached only without the relay: {hosts}",
            "  只有不经 relay 才能访问：{hosts}"
        ));
    }
}

/// What `go` sees, whatever the system is set to.
fn show_settings(context: &Context, plan: &Plan) {
    let lang = context.ui.lang;
    let database = plan.database.as_ref().map_or_else(
        || "off".to_owned(),
        |it| match it.url.host_str() {
            Some(host) if host != it.name => {
                say!(lang, "{name}, queried at {host}", "{name}（地址 {host}）", name = it.name)
            }
            _ => it.name.clone(),
        },
    );
    let proxy = match plan.proxy() {
        Some(proxy) => say!(
            lang,
            "{proxy} ({variable})",
            "{proxy}（{variable}）",
            proxy = proxy.shown(),
            variable = proxy.variable
        ),
        None => say!(lang, "none", "无"),
    };
    let rows = [
        ("GOPROXY".to_owned(), plan.list.to_string()),
        ("GOSUMDB".to_owned(), database),
        (Layer::Proxy.title(lang), proxy),
    ];
    let rows = rows.into_iter().chain(plan.no_proxy.clone().map(|value| ("NO_PROXY".to_owned(), value)));
    context.ui.data(&say!(lang, "what go sees", "go 看到的设置"));
    let rows: Vec<_> = rows.map(|(name, value)| vec![name, value]).collect();
    tree(context, &table::columns(&rows));
}

fn show_group(context: &Context, group: Purpose, found: &Diagnosis) {
    let rows: Vec<_> = found.rows.iter().filter(|row| row.group == group).collect();
    if rows.is_empty() {
        return;
    }
    context.ui.data(&group.title(context.ui.lang));
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
        format!("{sign}{} {} ms", row.layer.title(lang), row.took.as_millis())
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
