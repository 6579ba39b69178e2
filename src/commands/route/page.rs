//! `gv route` for people.

use super::Way;
use super::check::Answer;
use crate::golang::goproxy::{Kind, NextOn};
use crate::golang::route::{Checksum, Direct, Hop, Impossible, Reason, Route, Via};
use crate::project::Replacement;
use crate::ui::{Explain, Lang, table};

/// A paragraph a module.
pub(super) fn of(ways: &[Way], lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for way in ways {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(heading(way, lang));
        if let Some(route) = &way.route {
            lines.extend(body(route, &way.answers, lang));
        }
    }
    lines
}

fn heading(way: &Way, lang: Lang) -> String {
    let version = way.version.as_ref().map(|version| format!("@{version}")).unwrap_or_default();
    let mut notes = vec![format!("{}{version}", way.module)];
    notes.extend(way.replaced.as_ref().map(|by| match by {
        Replacement::Folder(folder) => lang.route_folder(folder),
        Replacement::Module { path, version } => lang.route_replaced(&format!("{path}@{version}")),
    }));
    let private = way.route.as_ref().and_then(|route| route.private.as_ref());
    notes.extend(private.map(|by| lang.route_private(&by.pattern, by.key)));
    notes.join("  ")
}

fn body(route: &Route, answers: &[Answer], lang: Lang) -> Vec<String> {
    if route.vendored {
        return vec![format!("  {}", lang.route_vendored())];
    }
    let rows: Vec<_> =
        route.hops.iter().enumerate().map(|(at, hop)| row(at, hop, answers.get(at), route, lang)).collect();
    let mut lines = table::columns(&rows);
    lines.push(format!("     {}", checksum(&route.checksum, lang)));
    lines
}

fn row(at: usize, hop: &Hop, answer: Option<&Answer>, route: &Route, lang: Lang) -> Vec<String> {
    let who = match &hop.kind {
        Kind::Proxy(_) => hop.kind.to_string(),
        Kind::Off => lang.route_off(),
        Kind::Direct => direct(route, lang),
    };
    let next = match hop.next_on {
        NextOn::NotFound => lang.route_next_on_not_found(),
        NextOn::AnyError => lang.route_next_on_any_error(),
        NextOn::Never => String::new(),
    };
    let through = hop.through.as_ref().map(|by| lang.route_through(&by.shown, by.variable));
    let mut cells = vec![format!("  {}", at + 1), who];
    cells.extend(answer.map(|answer| told(answer, lang)));
    cells.extend([next, through.unwrap_or_default()]);
    cells
}

fn told(answer: &Answer, lang: Lang) -> String {
    match answer {
        Answer::Served => lang.route_answers(),
        Answer::NotThere => lang.route_not_there(),
        Answer::Failed(error) => error.replace('\n', " "),
        Answer::NotAsked => lang.route_not_asked(),
    }
}

fn direct(route: &Route, lang: Lang) -> String {
    let text = match &route.direct {
        Some(Direct::Repository(found)) => {
            let text = lang.route_repository(found.vcs, &found.url);
            let refused = route.vcs_refused.then(|| lang.route_vcs_refused(found.vcs));
            refused.map_or(text.clone(), |refused| format!("{text}  {refused}"))
        }
        Some(Direct::Discovery { url }) => lang.route_discovery(url.as_str()),
        Some(Direct::Impossible(Impossible::Path { host })) => lang.route_impossible(host),
        Some(Direct::Impossible(Impossible::Suffix { host })) => lang.route_suffix(host),
        Some(Direct::Impossible(Impossible::Refused)) | None => lang.route_refused(),
    };
    let insecure = route.insecure.as_ref().map(|by| lang.route_insecure(&by.pattern));
    insecure.map_or(text.clone(), |insecure| format!("{text}  {insecure}"))
}

fn checksum(checksum: &Checksum, lang: Lang) -> String {
    match (&checksum.reason, &checksum.name) {
        (Reason::Faulty(error), _) => {
            let why = match lang {
                Lang::En => error.to_string(),
                Lang::Zh => error.zh(),
            };
            lang.route_database_faulty(&why)
        }
        (Reason::ToolchainButOff, _) => lang.route_toolchain_but_off(),
        (Reason::InGoSum, _) => lang.route_database_not_asked(&lang.route_in_go_sum()),
        (Reason::Off, _) => lang.route_database_not_asked(&lang.route_database_off()),
        (Reason::Covered(by), _) => lang.route_database_not_asked(&format!("{} ({})", by.pattern, by.key)),
        (Reason::Vendored, _) => lang.route_database_not_asked("-mod=vendor"),
        (Reason::NotInGoSum | Reason::Toolchain, name) => {
            let name = name.as_deref().unwrap_or_default();
            match checksum.via {
                Via::Proxy => lang.route_database_by_proxy(name),
                Via::Direct | Via::None => lang.route_database_direct(name),
            }
        }
    }
}
