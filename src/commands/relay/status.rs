//! `gv relay status [--json]`

use crate::commands::Done;
use crate::commands::args::{arguments, help};
use crate::context::Context;
use crate::lang::date::{moment, span};
use crate::lang::{Lang, say};
use crate::net::relay::{Order, Session};
use crate::relay::{self, Status, UpstreamStatus};
use crate::ui::{Tone, table};
use serde::Serialize;
use std::time::Duration;

arguments! {
    /// What `gv relay status` takes.
    pub struct Args = ["Show whether the relay runs, and the state of its upstreams", "显示 relay 是否运行，以及各上游代理的状态"] {
        #[arg(long)]
        json: bool = (help::json),
    }
}

#[derive(Serialize)]
struct Document {
    schema_version: u32,
    on: bool,
    running: bool,
    address: Option<String>,
    #[serde(flatten)]
    status: Option<Status>,
}

/// Asks the relay how it is.
pub fn run(args: &Args, context: &Context) -> Done {
    let on = Order::read(&context.home).is_some();
    let session = Session::running(&context.home);
    let status = session.as_ref().map(relay::status_of).transpose()?;
    let address = session.map(|session| session.shown());
    if args.json {
        let running = status.is_some();
        context.ui.json(&Document { schema_version: 1, on, running, address, status });
        return Ok(0);
    }
    page(context, on, address.zip(status));
    Ok(0)
}

fn page(context: &Context, on: bool, running: Option<(String, Status)>) {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let Some((address, status)) = running else {
        ui.data(&if on {
            say!(
                lang,
                "on, not running: the next go starts it",
                "已开启，当前没有运行：下一次运行 go 时会启动"
            )
        } else {
            say!(lang, "off", "已关闭")
        });
        if !on {
            ui.say(&say!(lang, "gv relay on starts it", "gv relay on 启动 relay"));
        }
        return;
    };
    let word = if on {
        say!(lang, "on", "已开启")
    } else {
        say!(lang, "running, but go does not use it", "运行中，尚未启用")
    };
    let since = span(Duration::from_secs(status.uptime_seconds), lang);
    let since = since.map(|since| say!(lang, ", for {since}", "，已运行 {since}")).unwrap_or_default();
    ui.data(&say!(
        lang,
        "{word}: {address}, process {process}{since}, {open} open",
        "{word}：{address}，进程 {process}{since}，{open} 个连接",
        process = status.process,
        open = status.open
    ));
    if let Some(list) = &status.modules {
        ui.data(&say!(lang, "  modules: {list}", "  模块代理：{list}"));
    }
    let mut rows = vec![head(lang)];
    rows.extend(status.upstreams.iter().map(|it| row(it, context)));
    for line in table::columns(&rows) {
        ui.data(&line);
    }
    for it in status
        .upstreams
        .iter()
        .filter(|it| it.last_fault.as_deref().is_some_and(|id| id.starts_with("login_")))
    {
        let name = &it.name;
        ui.warn(&say!(
            lang,
            "{name} needs a login   gv relay login {name} asks for it",
            "{name} 需要登录   gv relay login {name} 会询问密码"
        ));
    }
}

fn head(lang: Lang) -> Vec<String> {
    vec![
        say!(lang, "  upstream", "  上游代理"),
        say!(lang, "address", "地址"),
        say!(lang, "state", "状态"),
        say!(lang, "login", "登录"),
        say!(lang, "good", "成功"),
        say!(lang, "failed", "失败"),
        say!(lang, "p50", "p50"),
        say!(lang, "p95", "p95"),
        say!(lang, "last fault", "最近的故障"),
    ]
}

fn row(it: &UpstreamStatus, context: &Context) -> Vec<String> {
    let (ui, lang) = (&context.ui, context.ui.lang);
    let state = if it.state == "up" {
        ui.tinted(Tone::Good, &say!(lang, "up", "可用"))
    } else {
        let seconds = it.next_probe_seconds.unwrap_or_default();
        ui.tinted(Tone::Bad, &say!(lang, "down, probed in {seconds} s", "不可用，{seconds} 秒后检测"))
    };
    let login = match it.login.as_str() {
        "held" => say!(lang, "held", "已保存"),
        "refused" => say!(lang, "refused", "被拒绝"),
        _ => "-".to_owned(),
    };
    let millis = |value: Option<u64>| value.map_or_else(|| "-".to_owned(), |ms| format!("{ms} ms"));
    let fault = it.last_fault_text.clone().zip(it.last_fault_time);
    let fault = fault.map(|(fault, time)| format!("{fault} ({})", moment(time)));
    vec![
        format!("  {}", it.name),
        it.address.clone(),
        state,
        login,
        it.good.to_string(),
        it.failed.to_string(),
        millis(it.p50_ms),
        millis(it.p95_ms),
        fault.unwrap_or_default(),
    ]
}
