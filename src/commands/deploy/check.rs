//! `gv deploy check URL [--cold MODULE@V] [--load] [--toolchain V] [--disrupt SECONDS]`

use crate::commands::args::{Expected, arguments, help};
use crate::commands::{Done, Error, warn_offline};
use crate::context::Context;
use crate::deploy::Error as DeployError;
use crate::deploy::check::{Asker, Checker, Options, Outcome, Status};
use crate::effective::EffectiveEnv;
use crate::fetch;
use crate::golang::goproxy::List;
use crate::golang::proxy::Proxies;
use crate::lang::{code, say};
use crate::net::Credentials;
use crate::probe::client::Client;
use crate::probe::connections::Connections;
use crate::probe::{Budget, Network};
use crate::release;
use crate::release::database::Service;
use crate::ui::Tone;
use crate::urls::{masked_address, shown};
use crate::version::Version;
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

arguments! {
    /// What `gv deploy check` takes.
    pub struct Args = [
        "Check a team proxy: what go needs from it, and common mistakes in Athens deployments",
        "检查团队代理：go 所需的各项行为，以及 Athens 部署中的常见错误"
    ] {
        #[arg(value_name = "URL")]
        url: String = ["The address of the proxy, as in GOPROXY", "代理地址，写法同 GOPROXY"],
        #[arg(long, value_name = "MODULE@VERSION", value_parser = module)]
        cold: Vec<(String, String)> = [
            "A module that the proxy does not have yet; up to three, for three checks",
            "代理尚未保存的模块；最多三个，分别用于三项检查"
        ],
        #[arg(long)]
        load: bool = ["Send requests from ten clients at once, for --cold modules", "用十个客户端同时请求 --cold 指定的模块"],
        #[arg(long, value_name = "VERSION")]
        toolchain: Option<Version> = ["Download and verify this toolchain", "完整读取并校验该工具链"],
        #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
        disrupt: Option<u64> = ["Send requests for this long while you stop one Athens instance", "持续请求这么久，期间由您停掉一个 Athens"],
        #[arg(long, value_name = "FILE")]
        upstream_log: Option<PathBuf> = [
            "The upstream's log, to see whether private paths reach it",
            "上游日志，用于检查私有路径是否传到上游"
        ],
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv deploy check https://goproxy.example.com" = ["the checks that cost little", "开销很小的检查"],
        "gv deploy check https://goproxy.example.com --toolchain 1.22.3" = ["also one toolchain", "同时检查一个工具链"],
    }
}

fn module(text: &str) -> Result<(String, String), Expected> {
    let parts =
        text.split_once('@').filter(|(module, version)| !module.is_empty() && version.starts_with('v'));
    let parts = parts.map(|(module, version)| (module.to_owned(), version.to_owned()));
    parts.ok_or(Expected(|lang| {
        say!(
            lang,
            "a module such as github.com/google/uuid@v1.6.0",
            "形如 github.com/google/uuid@v1.6.0 的模块"
        )
    }))
}

/// A proxy that fetches first answers after minutes.
const PATIENCE: Duration = Duration::from_mins(15);

/// Checks a proxy, and says what is wrong with it.
pub fn run(args: &Args, context: &Context) -> Done {
    if context.config.offline {
        warn_offline(context);
        return Ok(code::NETWORK);
    }
    let (ui, env) = (&context.ui, &context.env);
    let base = address(&args.url)?;
    let go = EffectiveEnv::read(env, &context.home).go;
    let setting = go.database().map_err(release::Error::GoSumDb)?;
    let service = setting.service().map(Service::of).transpose().map_err(release::Error::from)?;
    let list = List::parse(base.as_str()).map_err(release::Error::GoProxy)?;
    let credentials = Credentials::read(env, go.text("GOAUTH"));
    let client = fetch::configured(env, &context.config.network)?.with_credentials(&credentials);
    let ask = asker(&base, credentials, PATIENCE, context)?;
    let options = Options {
        cold: args.cold.clone(),
        load: args.load,
        toolchain: args.toolchain.clone(),
        disrupt: args.disrupt.map(Duration::from_secs),
        upstream_log: args.upstream_log.clone(),
    };
    let checker = Checker {
        ask,
        service: service.as_ref(),
        list: &list,
        client: &client,
        home: &context.home,
        go: &go,
        options,
        lang: ui.lang,
    };
    let outcomes = fetch::run(checker.run(|outcome| {
        if !args.json {
            tell(outcome, context);
        }
    }));
    if args.json {
        ui.json(&document(&base, &outcomes));
    }
    Ok(if outcomes.iter().any(|it| it.status == Status::Error) { code::FAILED } else { 0 })
}

fn address(text: &str) -> Result<Url, Error> {
    let whole = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let wrong = || DeployError::Address { text: masked_address(text) };
    let url = Url::parse(&whole).map_err(|_| wrong())?;
    let sound = matches!(url.scheme(), "https" | "http") && url.has_host() && url.query().is_none();
    if sound { Ok(url) } else { Err(wrong().into()) }
}

/// Asks the server at an address, which may be silent for so long.
pub(in crate::commands) fn asker(
    base: &Url,
    credentials: Credentials,
    patience: Duration,
    context: &Context,
) -> Result<Asker, Error> {
    let mut network = Network::of(&context.env, &context.config)?;
    network.timeouts.http = patience;
    network.timeouts.stall = Duration::from_mins(2);
    // A toolchain, a cold module and an hour of watching have to fit.
    let budget = Budget::of(Duration::from_hours(3));
    let proxies = Arc::new(Proxies::of_go(&context.env).0);
    let watch: crate::probe::run::Watch = Arc::new(|_, _| {});
    let connections = Connections::to([(base, true, None)], &proxies, &network, (budget, watch));
    let lines = Arc::clone(&connections.lines);
    Ok(Asker::new(Client { network, proxies, connections, lines, credentials, budget }, base.clone()))
}

fn tell(outcome: &Outcome, context: &Context) {
    let ui = &context.ui;
    let (sign, tone) = match outcome.status {
        Status::Good => ("✓", Tone::Good),
        Status::Information => ("·", Tone::Faint),
        Status::Warning => ("!", Tone::Notice),
        Status::Error => ("✗", Tone::Bad),
        Status::Skipped => ("-", Tone::Faint),
    };
    let sign = if ui.draws_unicode() { sign } else { ascii(outcome.status) };
    ui.data(&format!("{} {} [{}]", ui.tinted(tone, sign), outcome.text, outcome.id));
    if matches!(outcome.status, Status::Warning | Status::Error) {
        for line in &outcome.evidence {
            ui.data(&format!("    {line}"));
        }
    }
}

fn ascii(status: Status) -> &'static str {
    match status {
        Status::Good => "ok",
        Status::Information | Status::Skipped => "-",
        Status::Warning => "!",
        Status::Error => "x",
    }
}

#[derive(Serialize)]
struct Document {
    schema_version: u32,
    url: String,
    checks: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: &'static str,
    status: &'static str,
    text: String,
    evidence: Vec<String>,
    millis: u128,
}

fn document(base: &Url, outcomes: &[Outcome]) -> Document {
    let row = |outcome: &Outcome| Row {
        id: outcome.id,
        status: match outcome.status {
            Status::Good => "ok",
            Status::Information => "info",
            Status::Warning => "warning",
            Status::Error => "error",
            Status::Skipped => "skipped",
        },
        text: outcome.text.clone(),
        evidence: outcome.evidence.clone(),
        millis: outcome.took.as_millis(),
    };
    Document { schema_version: 1, url: shown(base), checks: outcomes.iter().map(row).collect() }
}
