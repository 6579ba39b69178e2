//! `gv doctor net [URL|MODULE…]`

mod document;
mod page;

use crate::commands::args::{Offered, arguments, help};
use crate::commands::env::notice;
use crate::commands::{Done, Error, warn_offline};
use crate::config::relay::Use;
use crate::context::Context;
use crate::diagnose::net::setting::SYSTEM;
use crate::diagnose::net::{self, Diagnosis, Plan, Sources, Watch};
use crate::effective::EffectiveEnv;
use crate::env::Env;
use crate::golang::proxy::{Proxies, Proxy};
use crate::lang::code;
use crate::probe::Network;
use crate::project::{Demand, Requirements};
use crate::release::{Manifest, Origin};
use crate::shim::proxy::of_system;
use crate::store::Store;
use crate::system::program;
use crate::ui::{Live, Report};
use std::env::consts::EXE_SUFFIX;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

arguments! {
    /// What `gv doctor net` takes.
    pub struct Args = [
        "Test the connection to every host that go uses here, and report what blocks it",
        "逐层检测 go 在此处访问的每个主机，指出问题所在"
    ] {
        #[arg(value_name = "URL|MODULE[@V]", add = Offered::Modules)]
        targets: Vec<String> = [
            "Only these addresses, or the hosts that these modules are downloaded from",
            "只检测这些地址，或这些模块的下载路径"
        ],
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv doctor net" = ["every host that go uses here", "go 在此处访问的每个主机"],
        "gv doctor net golang.org/x/text" = ["the hosts of one module", "某个模块涉及的主机"],
    }
}

/// Measures the way to every host that go and gv would ask here, or to those that were named, and says what is wrong.
pub(super) fn run(args: &Args, context: &Context) -> Done {
    if context.config.offline {
        warn_offline(context);
        if args.json {
            let (rows, findings, relay) = Default::default();
            let nothing = Diagnosis { rows, findings, relay, took: Duration::ZERO };
            context.ui.json(&document::of(context, &nothing));
        }
        return Ok(0);
    }
    let plan = plan(&args.targets, context)?;
    let network = Network::of(&context.env, &context.config)?;
    let live = Live::of(&context.ui, &plan.targets()).map(Arc::new);
    let watching = live.clone();
    let watch: Watch = Arc::new(move |target: &str, layer, took| {
        if let Some(live) = &watching {
            live.passed(target, layer, took);
        }
    });
    let found = net::run(&network, &plan, &watch);
    if let Some(live) = live {
        live.finish();
    }
    if args.json {
        context.ui.json(&document::of(context, &found));
    } else {
        crate::commands::tell_relay(context);
        page::show(context, &plan, &found);
    }
    Ok(if found.is_wrong() { code::FAILED } else { 0 })
}

fn plan(targets: &[String], context: &Context) -> Result<Plan, Error> {
    let EffectiveEnv { survey, settings, go, .. } = EffectiveEnv::read(&context.env, &context.home);
    if let Some(settings) = &settings {
        notice::tell(settings, context);
    }
    let project = survey.floor_file().and_then(|file| {
        let read = Requirements::read(file);
        read.inspect_err(|error| context.ui.caution(&Report::of(error, context.ui.lang))).ok()
    });
    let env = &context.env;
    let origin = Origin::configured(&context.config)?;
    let newest = Manifest::built_in().versions().filter(|version| !version.is_prerelease()).max().cloned();
    let system_proxy = system_proxy(env);
    let default = Store::of(&context.home).default_version().ok().flatten();
    let floor = survey.floor().ok().flatten().and_then(|floor| match floor.demand {
        Demand::AtLeast(version) => Some(version),
        Demand::Default => None,
    });
    let floor = floor.filter(|floor| default.as_ref().is_none_or(|default| floor > default));
    let sources = Sources {
        env,
        go: &go,
        system_proxy: system_proxy.as_ref(),
        origin: Some(&origin),
        project: project.as_ref(),
        release: &newest.map(|version| version.to_string()).unwrap_or_default(),
        floor: floor.as_ref(),
        has_git: has_git(env),
        without_relay: is_relayed(context).then_some(&context.bare),
        relay_takes: context.config.relay.in_use == Use::Auto && context.config.relay.upstream.is_empty(),
    };
    Ok(if targets.is_empty() { Plan::of(&sources) } else { Plan::named(&sources, targets)? })
}

/// Whether the relay is in use.
fn is_relayed(context: &Context) -> bool {
    ["HTTPS_PROXY", "HTTP_PROXY"].iter().any(|name| context.env.text(name) != context.bare.text(name))
}

/// What this user's system is set to, which `go` does not read.
fn system_proxy(env: &Env) -> Option<Proxy> {
    let variables = of_system(env).variables();
    let named = variables.into_iter().map(|(name, value)| (name.into(), value.into()));
    let proxies = Proxies::from_env(&Env::from_vars(named)).ok()?;
    let proxy = proxies.for_url(&Url::parse("https://host.invalid/").ok()?)?;
    Some(Proxy { variable: SYSTEM, url: proxy.url.clone() })
}

fn has_git(env: &Env) -> bool {
    let name = format!("git{EXE_SUFFIX}");
    env.path_dirs().iter().any(|dir| program::is_program(&dir.join(&name)))
}
