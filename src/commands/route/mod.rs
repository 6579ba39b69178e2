//! `gv route MODULE[@V]… | --all`

mod check;
mod document;
mod graph;
mod page;

use super::args::{Offered, OneOf, arguments, help};
use super::env::notice;
use super::{Done, Error};
use crate::context::Context;
use crate::effective::EffectiveEnv;
use crate::golang::proxy::Proxies;
use crate::golang::route::{Route, Settings, Wanted};
use crate::lang::{code, say};
use crate::project::{Replacement, Requirement, Requirements, Survey};
use crate::ui::Report;
use check::{Answer, Verdict};

arguments! {
    /// What `gv route` takes.
    pub struct Args = [
        "Show where a module is downloaded from, by GOPROXY, GOPRIVATE and GOSUMDB",
        "根据 GOPROXY、GOPRIVATE 与 GOSUMDB 显示模块的下载途径"
    ] {
        #[arg(value_name = "MODULE[@V]", add = Offered::Modules, required_unless_present = "all")]
        modules: Vec<String> = [
            "Modules, with or without a version: golang.org/x/text@v0.14.0",
            "模块，可带版本：golang.org/x/text@v0.14.0"
        ],
        #[arg(long, short, conflicts_with = "modules")]
        all: bool = ["Every module that the project requires", "项目所需的全部模块"],
        #[arg(long)]
        check: bool = ["Also ask each server for what go would, and exit with 1 where go fails", "同时像 go 一样访问每个服务器；go 会失败时退出码为 1"],
        #[arg(
            long,
            value_name = "FORMAT",
            value_parser = OneOf::new(graph::Format::ALL.map(graph::Format::id), graph::Format::read),
            conflicts_with_all = ["json", "check"]
        )]
        graph: Option<graph::Format> = ["Draw a graph: mermaid, or dot (Graphviz)", "绘制成图：mermaid 或 dot（Graphviz）"],
        #[arg(long)]
        json: bool = (help::json),
    }
    examples {
        "gv route golang.org/x/text" = ["one module", "一个模块"],
        "gv route --all --check" = ["every module of the project, and ask the servers", "项目的全部模块，并实际访问服务器"],
        "gv route --all --graph mermaid" = ["as a graph", "绘制成图"],
    }
}

/// A module and its way.
struct ModuleRoute {
    /// As it was asked for, or is required.
    module: String,
    version: Option<String>,
    replaced: Option<Replacement>,
    /// `None` where a folder stands in for the module.
    route: Option<Route>,
    /// What each hop said, where they were asked.
    answers: Vec<Answer>,
    /// What `go` makes of them.
    verdict: Option<Verdict>,
}

/// Predicts the way of each module from the settings in force; with `--check`, asks.
pub fn run(args: &Args, context: &Context) -> Done {
    let project = project(context, args.all)?;
    let settings = settings(context, project.as_ref())?;
    let ways: Result<Vec<_>, _> = if args.modules.is_empty() {
        let modules = project.iter().flat_map(|project| &project.modules);
        modules.map(|one| required(one, &settings)).collect()
    } else {
        args.modules.iter().map(|text| named(text, project.as_ref(), &settings)).collect()
    };
    let mut ways = ways?;
    if args.check {
        let go = EffectiveEnv::read(&context.env, &context.home).go;
        check::ask(context, &mut ways, (&go, project.as_ref()), !args.all)?;
    }
    if !args.json {
        super::tell_relay(context);
    }
    show(args, context, &ways);
    let fails = ways.iter().any(|way| matches!(way.verdict, Some(Verdict::Fails(_))));
    Ok(if fails { code::FAILED } else { 0 })
}

fn show(args: &Args, context: &Context, ways: &[ModuleRoute]) {
    let ui = &context.ui;
    match args.graph {
        Some(graph::Format::Dot) => ui.lines(&graph::Graph::of(ways).dot()),
        Some(graph::Format::Mermaid) => ui.lines(&graph::Graph::of(ways).mermaid()),
        None if args.json => ui.json(&document::of(ways)),
        None if ways.is_empty() => {
            ui.say(&say!(ui.lang, "the project requires no modules", "该项目不需要任何模块"));
        }
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
pub(super) fn settings(context: &Context, project: Option<&Requirements>) -> Result<Settings, Error> {
    let EffectiveEnv { go, settings, .. } = EffectiveEnv::read(&context.env, &context.home);
    if let Some(settings) = &settings {
        notice::tell(settings, context);
    }
    for file in go.unreadable() {
        context.ui.caution(&Report::of(file, context.ui.lang));
    }
    let (network, bad) = Proxies::of_go(&context.env);
    for error in bad {
        context.ui.caution(&Report::of(&crate::fetch::Error::Proxy(error), context.ui.lang));
    }
    let values = go.route_values();
    let mut settings = Settings::of(&values, network)?;
    let chosen = crate::golang::quoted::flag(values.goflags, "mod").is_some();
    settings.vendor |= !chosen && project.is_some_and(|project| project.vendored);
    Ok(settings)
}

/// A module that was typed. Without a version it has the one that the project requires.
fn named(text: &str, project: Option<&Requirements>, settings: &Settings) -> Result<ModuleRoute, Error> {
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

fn required(requirement: &Requirement, settings: &Settings) -> Result<ModuleRoute, Error> {
    let Requirement { path, version, replaced, in_go_sum } = requirement;
    let (fetched, fetched_version) = match replaced {
        Some(Replacement::Module { path, version }) => (path, version),
        Some(Replacement::Folder(_)) => {
            return Ok(ModuleRoute {
                module: path.clone(),
                version: Some(version.clone()),
                replaced: replaced.clone(),
                route: None,
                answers: Vec::new(),
                verdict: None,
            });
        }
        None => (path, version),
    };
    let wanted = Wanted { module: fetched, version: Some(fetched_version), in_go_sum: *in_go_sum };
    let way = way(&wanted, replaced.clone(), settings)?;
    Ok(ModuleRoute { module: path.clone(), version: Some(version.clone()), ..way })
}

fn way(
    wanted: &Wanted<'_>,
    replaced: Option<Replacement>,
    settings: &Settings,
) -> Result<ModuleRoute, Error> {
    let route = Route::predict(wanted, settings)?;
    Ok(ModuleRoute {
        module: route.module.clone(),
        version: route.version.clone(),
        replaced,
        route: Some(route),
        answers: Vec::new(),
        verdict: None,
    })
}
