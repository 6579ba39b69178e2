//! `gv doctor net [URL|MODULE…]`

mod document;
mod page;

use crate::commands::env::{Here, notice};
use crate::commands::{Done, Error, is_on};
use crate::context::Context;
use crate::diagnose::net::setting::SYSTEM;
use crate::diagnose::net::{self, Plan, Sources, Watch};
use crate::env::Env;
use crate::golang::proxy::{Proxies, Proxy};
use crate::probe::World;
use crate::project::Requirements;
use crate::project::settings::Held;
use crate::release::{Manifest, Origin};
use crate::shim::proxy::of_system;
use crate::system::program;
use crate::ui::report::code;
use crate::ui::{Live, Report};
use clap::ArgMatches;
use std::env::consts::EXE_SUFFIX;
use std::sync::Arc;
use url::Url;

/// Measures the way to every host that go and gv would ask here, or to those that were named, and says what is wrong.
pub(super) fn run(args: &ArgMatches, context: &Context) -> Done {
    if context.config.offline {
        context.ui.warn(&context.ui.lang.net_gv_offline());
        return Ok(0);
    }
    let targets: Vec<_> = args.get_many::<String>("target").into_iter().flatten().cloned().collect();
    let plan = plan(&targets, context)?;
    let world = World::of(&context.env, &context.config)?;
    let live = Live::of(&context.ui, &plan.targets()).map(Arc::new);
    let watching = live.clone();
    let watch: Watch = Arc::new(move |target: &str, layer, took| {
        if let Some(live) = &watching {
            live.passed(target, layer, took);
        }
    });
    let found = net::run(&world, &plan, &watch);
    if let Some(live) = live {
        live.finish();
    }
    if is_on(args, "json") {
        context.ui.json(&document::of(context, &found));
    } else {
        page::show(context, &plan, &found);
    }
    Ok(if found.is_wrong() { code::FAILED } else { 0 })
}

fn plan(targets: &[String], context: &Context) -> Result<Plan, Error> {
    let Here { survey, settings, go, .. } = Here::read(context);
    if let Some(settings) = &settings {
        notice::tell(settings, context);
    }
    let project = survey.floor_file().and_then(|file| {
        let read = Requirements::read(file);
        read.inspect_err(|error| context.ui.caution(&Report::of(error, context.ui.lang))).ok()
    });
    // What gv has exported for a project is not the user's doing.
    let env = Held::read(&context.env).taken_from(&context.env);
    let origin = Origin::configured(&context.config)?;
    let newest = Manifest::built_in().versions().filter(|version| !version.is_prerelease()).max().cloned();
    let system_proxy = system_proxy(&env);
    let sources = Sources {
        env: &env,
        go: &go,
        system_proxy: system_proxy.as_ref(),
        origin: Some(&origin),
        project: project.as_ref(),
        release: &newest.map(|version| version.to_string()).unwrap_or_default(),
        has_git: has_git(&env),
    };
    Ok(if targets.is_empty() { Plan::of(&sources) } else { Plan::named(&sources, targets)? })
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
