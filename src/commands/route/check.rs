//! What each hop says when it is asked.

use super::Way;
use crate::commands::Error;
use crate::context::Context;
use crate::fetch::{self, Client, document};
use crate::golang::goproxy::Kind;
use crate::golang::route::{Direct, Hop, Route};
use crate::ui::{Lang, Report};
use tokio::task::JoinSet;
use url::Url;

/// What one hop said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// It has the module.
    Served,
    /// It says that it has not: 404 or 410.
    NotThere,
    /// It could not be asked, or said something else.
    Failed(String),
    /// Only the version control's own program could ask, or there is nothing to ask.
    NotAsked,
}

/// The most of an answer that is read: lists of all references of a repository are long.
const LIMIT: u64 = 64 << 20;
/// How many are asked at once.
const AT_ONCE: usize = 8;

/// Asks every hop of every module.
pub(super) fn ask(context: &Context, ways: &mut [Way]) -> Result<(), Error> {
    if context.config.offline {
        context.ui.warn(&context.ui.lang.route_offline());
        return Ok(());
    }
    let client = fetch::configured(&context.env, &context.config.network)?;
    let questions: Vec<_> = ways.iter().enumerate().flat_map(|(at, way)| of_way(at, way)).collect();
    for way in ways.iter_mut() {
        way.answers = vec![Answer::NotAsked; way.route.as_ref().map_or(0, |route| route.hops.len())];
    }
    for (place, answer) in fetch::run(all(client, questions, context.ui.lang)) {
        ways[place.way].answers[place.hop] = answer;
    }
    Ok(())
}

#[derive(Debug, Clone, Copy)]
struct Place {
    way: usize,
    hop: usize,
}

fn of_way(way: usize, of: &Way) -> Vec<(Place, Url)> {
    let Some(route) = &of.route else { return Vec::new() };
    let hops = route.hops.iter().enumerate();
    hops.filter_map(|(hop, of)| Some((Place { way, hop }, question(route, of)?))).collect()
}

/// What can be asked without git: a proxy's file, the host's page, the references of a git repository over https.
fn question(route: &Route, hop: &Hop) -> Option<Url> {
    let url = hop.url.clone()?;
    match (&hop.kind, &route.direct) {
        (Kind::Direct, Some(Direct::Repository(found))) => {
            let address = format!("{url}/info/refs?service=git-upload-pack");
            (found.vcs == "git").then(|| Url::parse(&address).ok())?
        }
        _ => Some(url),
    }
}

async fn all(client: Client, questions: Vec<(Place, Url)>, lang: Lang) -> Vec<(Place, Answer)> {
    let mut running = JoinSet::new();
    let mut answers = Vec::new();
    for (place, url) in questions {
        if running.len() >= AT_ONCE {
            answers.extend(running.join_next().await.and_then(Result::ok));
        }
        let client = client.clone();
        running.spawn(async move { (place, one(&client, &url, lang).await) });
    }
    while let Some(answer) = running.join_next().await {
        answers.extend(answer.ok());
    }
    answers
}

async fn one(client: &Client, url: &Url, lang: Lang) -> Answer {
    let missing = || url.to_file_path().is_ok_and(|path| !path.exists());
    match document(client, url, None, LIMIT).await {
        Ok(_) => Answer::Served,
        Err(error) if matches!(error.status(), Some(404 | 410)) => Answer::NotThere,
        Err(_) if url.scheme() == "file" && missing() => Answer::NotThere,
        Err(error) => Answer::Failed(Report::of(&error, lang).message),
    }
}
