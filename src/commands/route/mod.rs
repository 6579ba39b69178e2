//! `gv route MODULE[@V]… | --all`

mod check;
mod document;
mod graph;
mod page;

use super::env::{Here, notice};
use super::{Done, Error, is_on};
use crate::context::Context;
use crate::golang::proxy::Proxies;
use crate::golang::route::{Route, Settings, Wanted};
use crate::project::{Replacement, Requirement, Requirements, Survey};
use crate::ui::Report;
use check::Answer;
use clap::ArgMatches;

/// A module and its way.
struct Way {
    /// As it was asked for, or is required.
    module: String,
    version: Option<String>,
    replaced: Option<Replacement>,
    /// `None` where a folder stands in for the module.
    route: Option<Route>,
    /// What each hop said, where they were asked.
    answers: Vec<Answer>,
}

/// Predicts the way of each module from the settings in force; with `--check`, asks.
pub fn run(args: &ArgMatches, context: &Context) -> Done {
    let project = project(context, is_on(args, "all"))?;
    let settings = settings(context, project.as_ref())?;
    let ways: Result<Vec<_>, _> = if let Some(typed) = args.get_many::<String>("module") {
        typed.map(|text| named(text, project.as_ref(), &settings)).collect()
    } else {
        let modules = project.iter().flat_map(|project| &project.modules);
        modules.map(|one| required(one, &settings)).collect()
    };
    let mut ways = ways?;
    if is_on(args, "check") {
        check::ask(context, &mut ways)?;
    }
    show(args, context, &ways);
    Ok(0)
}

fn show(args: &ArgMatches, context: &Context, ways: &[Way]) {
    let ui = &context.ui;
    match args.get_one::<String>("graph").map(String::as_str) {
        Some("dot") => ui.data(&graph::Graph::of(ways).dot()),
        Some(_) => ui.data(&graph::Graph::of(ways).mermaid()),
        None if is_on(args, "json") => ui.json(&document::of(ways)),
        None if ways.is_empty() => ui.say(&ui.lang.route_requires_nothing()),
        None => page::of(ways, ui.lang).iter().for_each(|line| ui.data(line)),
    }
}

/// What the working directory's project requires. Without `--all` a project is only asked for what it knows.
fn project(context: &Context, all: bool) -> Result<Option<Requirements>, Error> {
    let dir = context.env.cwd();
    let survey = Survey::of(dir, &context.env);
    match survey.floor_file() {
        Some(file) => match Requirements::read(file) {
            Ok(found) => Ok(Some(found)),
            Err(error) if all => Err(error.into()),
            Err(error) => {
                context.ui.caution(&Report::of(&error, context.ui.lang));
                Ok(None)
            }
        },
        None if all => Err(Error::NoGoMod { dir: dir.to_owned() }),
        None => Ok(None),
    }
}

/// The settings `go` would follow here.
fn settings(context: &Context, project: Option<&Requirements>) -> Result<Settings, Error> {
    let Here { go, settings, .. } = Here::read(context);
    if let Some(settings) = &settings {
        notice::tell(settings, context);
    }
    for file in go.unreadable() {
        context.ui.caution(&Report::of(file, context.ui.lang));
    }
    // `go` passes over a variable that makes no sense.
    let network = Proxies::from_env(&context.env).unwrap_or_else(|error| {
        context.ui.caution(&Report::of(&crate::fetch::Error::Proxy(error), context.ui.lang));
        Proxies::default()
    });
    let values = go.route_values();
    let mut settings = Settings::of(&values, network)?;
    let chosen = crate::golang::quoted::flag(values.goflags, "mod").is_some();
    settings.vendor |= !chosen && project.is_some_and(|project| project.vendored);
    Ok(settings)
}

/// A module that was typed. Without a version it has the one that the project requires.
fn named(text: &str, project: Option<&Requirements>, settings: &Settings) -> Result<Way, Error> {
    let (module, version) =
        text.split_once('@').map_or((text, None), |(path, version)| (path, Some(version)));
    let requirement = project.and_then(|project| project.find(module));
    if let Some(requirement) = requirement.filter(|known| version.is_none_or(|asked| asked == known.version))
    {
        return required(requirement, settings);
    }
    let in_go_sum =
        version.is_some_and(|version| project.is_some_and(|project| project.knows(module, version)));
    way(&Wanted { module, version, in_go_sum }, None, settings)
}

fn required(requirement: &Requirement, settings: &Settings) -> Result<Way, Error> {
    let Requirement { path, version, replaced, in_go_sum } = requirement;
    let (fetched, fetched_version) = match replaced {
        Some(Replacement::Module { path, version }) => (path, version),
        Some(Replacement::Folder(_)) => {
            return Ok(Way {
                module: path.clone(),
                version: Some(version.clone()),
                replaced: replaced.clone(),
                route: None,
                answers: Vec::new(),
            });
        }
        None => (path, version),
    };
    let wanted = Wanted { module: fetched, version: Some(fetched_version), in_go_sum: *in_go_sum };
    let way = way(&wanted, replaced.clone(), settings)?;
    Ok(Way { module: path.clone(), version: Some(version.clone()), ..way })
}

fn way(wanted: &Wanted<'_>, replaced: Option<Replacement>, settings: &Settings) -> Result<Way, Error> {
    let route = Route::predict(wanted, settings)?;
    Ok(Way {
        module: route.module.clone(),
        version: route.version.clone(),
        replaced,
        route: Some(route),
        answers: Vec::new(),
    })
}
