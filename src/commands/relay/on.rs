//! `gv relay on [--json]`

use crate::commands::Done;
use crate::commands::args::{arguments, help};
use crate::context::Context;
use crate::lang::say;
use crate::relay::service;
use crate::relay::{self, DIRECT, Plan, Started};
use serde::Serialize;

arguments! {
    /// What `gv relay on` takes.
    pub struct Args = [
        "Start the relay in the background; the shims and gv exec use it from now on",
        "在后台启动 relay，此后 shim 与 gv exec 使用它"
    ] {
        #[arg(long)]
        json: bool = (help::json),
        #[arg(long, hide = true)]
        again: bool = ["Start it again as it was, as the shims do", "按原来的设置重新启动，由 shim 使用"],
    }
}

#[derive(Serialize)]
struct Document {
    schema_version: u32,
    address: String,
    process: u32,
    started: bool,
    service: Option<String>,
    upstreams: Vec<Upstream>,
}

#[derive(Serialize)]
struct Upstream {
    name: String,
    address: String,
}

/// Starts it, or finds the one that runs.
pub fn run(args: &Args, context: &Context) -> Done {
    let started = relay::on(&context.config, &context.env, &context.home, args.again)?;
    if args.json {
        context.ui.json(&document(&started, context));
        return Ok(0);
    }
    let Started { session, ran, was_on, plan, lacks_modules } = &started;
    let (ui, lang) = (&context.ui, context.ui.lang);
    let (address, process) = (session.shown(), session.process);
    ui.done(&if *ran && *was_on {
        say!(
            lang,
            "the relay is already on: {address} (process {process})",
            "relay 已在运行：{address}（进程 {process}）"
        )
    } else {
        say!(
            lang,
            "the relay is on: {address} (process {process})",
            "relay 已开启：{address}（进程 {process}）"
        )
    });
    ui.say(&through(plan, context));
    if !*ran && let Some(name) = service::name_of(&context.home) {
        ui.say(&say!(
            lang,
            "  it also starts with your session, as {name}; gv relay off removes that",
            "  它也会随您的会话启动（{name}），gv relay off 会将其删除"
        ));
    }
    if *lacks_modules {
        ui.warn(&say!(
            lang,
            "[relay] modules = true has no effect: GOPROXY does not name a proxy over http or https   gv env why GOPROXY",
            "[relay] modules = true 不起作用：GOPROXY 中没有 http 或 https 代理   gv env why GOPROXY"
        ));
    }
    if !*was_on {
        ui.say(&say!(
            lang,
            "go, gofmt and gv exec use it until gv relay off; other programs: gv relay env SHELL",
            "go、gofmt 与 gv exec 会一直使用它，直到 gv relay off；其他程序可用 gv relay env SHELL"
        ));
    }
    Ok(0)
}

/// Which ways it has.
pub(super) fn through(plan: &Plan, context: &Context) -> String {
    let proxies = plan.upstreams.iter().filter(|it| it.proxy.is_some());
    let named: Vec<_> = proxies.map(|it| format!("{} ({})", it.name, it.shown())).collect();
    let lang = context.ui.lang;
    if named.is_empty() {
        return say!(
            lang,
            "  no proxies are set, so it reaches every host directly; set them under [relay] in config.toml",
            "  没有上游代理，所有主机都直接连接；可在 config.toml 的 [relay] 中配置"
        );
    }
    say!(lang, "  upstreams: {list}", "  上游代理：{list}", list = named.join(", "))
}

fn document(started: &Started, context: &Context) -> Document {
    let upstream = |it: &crate::relay::UpstreamSettings| Upstream {
        name: it.name.clone(),
        address: if it.proxy.is_some() { it.shown() } else { DIRECT.to_owned() },
    };
    Document {
        schema_version: 1,
        address: started.session.shown(),
        process: started.session.process,
        started: !started.ran,
        service: service::name_of(&context.home),
        upstreams: started.plan.upstreams.iter().map(upstream).collect(),
    }
}
