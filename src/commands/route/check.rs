//! What each hop says when it is asked, and what `go` makes of it.

use super::ModuleRoute;
use crate::commands::Error;
use crate::context::Context;
use crate::diagnose::net::trial::{self, Outcome, Said, Trial};
use crate::diagnose::net::{Finding, Plan, Sources, Watch};
use crate::goenv::GoEnv;
use crate::golang::route::Route;
use crate::lang::{between, say};
use crate::probe::Network;
use crate::project::Requirements;
use crate::system::program;
use crate::ui::{Lang, Live};
use std::env::consts::EXE_SUFFIX;
use std::sync::Arc;

/// What one hop said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// It serves what `go` asks for.
    Served,
    /// It says that it has not: 404 or 410.
    NotThere,
    /// It could not be asked, or said something else.
    Failed(String),
    /// Only the version control's own program could ask, or there is nothing to ask.
    NotAsked,
}

/// What `go` makes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It gets the module.
    Gets,
    /// It fails, and why.
    Fails(String),
    /// What decides was not asked.
    Unknown,
}

/// Asks what `go` would ask for every module, all zips to their end where modules were named. Nothing if gv is offline.
pub(super) fn ask(
    context: &Context,
    ways: &mut [ModuleRoute],
    (go, project): (&GoEnv, Option<&Requirements>),
    whole: bool,
) -> Result<(), Error> {
    let lang = context.ui.lang;
    if context.config.offline {
        context.ui.warn(&say!(
            lang,
            "gv is offline (GV_OFFLINE): no server is queried",
            "gv 处于离线模式（GV_OFFLINE）：不询问任何服务器"
        ));
        return Ok(());
    }
    let name = format!("git{EXE_SUFFIX}");
    let sources = Sources {
        env: &context.env,
        go,
        system_proxy: None,
        origin: None,
        project,
        release: "",
        floor: None,
        has_git: context.env.path_dirs().iter().any(|dir| program::is_program(&dir.join(&name))),
        without_relay: None,
        relay_takes: false,
    };
    let routes: Vec<_> = ways.iter().filter_map(|way| way.route.as_ref()).collect();
    let plan = Plan::to_try(&sources, &routes, whole)?;
    let network = Network::of(&context.env, &context.config)?;
    let trial = watched(context, &network, plan);
    for way in ways {
        let Some(route) = &way.route else { continue };
        way.answers = (0..route.hops.len()).map(|place| answer(trial.said(route, place), lang)).collect();
        way.verdict = Some(verdict(&trial, route, lang));
    }
    Ok(())
}

fn watched(context: &Context, network: &Network, plan: Plan) -> Trial {
    let live = Live::of(&context.ui, &plan.targets()).map(Arc::new);
    let watching = live.clone();
    let watch: Watch = Arc::new(move |target: &str, layer, took| {
        if let Some(live) = &watching {
            live.passed(target, layer, took);
        }
    });
    let trial = trial::try_all(network, plan, &watch);
    if let Some(live) = live {
        live.finish();
    }
    trial
}

fn answer(said: Said<'_>, lang: Lang) -> Answer {
    match said {
        Said::Served => Answer::Served,
        Said::NotThere => Answer::NotThere,
        Said::NotAsked => Answer::NotAsked,
        Said::Failed(found) => Answer::Failed(explained(found, lang)),
    }
}

fn verdict(trial: &Trial, route: &Route, lang: Lang) -> Verdict {
    match trial.outcome(route) {
        Outcome::Gets => Verdict::Gets,
        Outcome::Unknown => Verdict::Unknown,
        Outcome::Fails(found) => Verdict::Fails(words(found, lang)),
        Outcome::Missing => Verdict::Fails(say!(
            lang,
            "no entry of GOPROXY has this version",
            "GOPROXY 中没有任何一项提供该版本"
        )),
    }
}

/// What a hop did, and what shows it: the status, and the words of the server.
fn explained(found: Option<&Finding>, lang: Lang) -> String {
    let Some(finding) = found else { return words(found, lang) };
    let description = finding.description(lang);
    if description.evidence.is_empty() {
        return description.summary;
    }
    say!(
        lang,
        "{summary} ({shown})",
        "{summary}（{shown}）",
        summary = description.summary,
        shown = description.evidence.join(&between(lang))
    )
}

fn words(found: Option<&Finding>, lang: Lang) -> String {
    match found {
        Some(finding) => finding.description(lang).summary,
        None => say!(lang, "fails", "失败"),
    }
}
