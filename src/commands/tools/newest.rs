//! The newest published version of a module, from the proxies that `go` would ask, by their rules.

use crate::context::Context;
use crate::fetch::{self, Client, DocumentState, Fault, document};
use crate::golang::escape;
use crate::golang::goproxy::{self, HopKind, NextOn};
use crate::golang::route::{Route, Settings, Wanted};
use crate::golang::semver::Semver;
use crate::ui::Report;
use serde::Deserialize;
use url::Url;

/// What is known of the newest version.
pub(super) enum Newest {
    Version(String),
    /// No proxy is asked for it: it is private, or GOPROXY leads elsewhere.
    NotAsked,
    Failed(String),
}

#[derive(Deserialize)]
struct Info {
    #[serde(rename = "Version")]
    version: String,
}

/// A list of versions is no longer than this, and no answer about one.
const LIMIT: u64 = 4 << 20;

/// Asks for one module.
pub(super) async fn of(module: String, client: &Client, settings: &Settings, context: &Context) -> Newest {
    let wanted = Wanted { module: &module, version: None, in_go_sum: true };
    let Ok(route) = Route::predict(&wanted, settings) else { return Newest::NotAsked };
    let mut failure = Newest::NotAsked;
    for hop in &route.hops {
        let HopKind::Proxy(base) = &hop.kind else { break };
        match at(base, &module, client).await {
            Ok(Some(version)) => return Newest::Version(version),
            Ok(None) => {}
            Err(error) => {
                let goes_on = hop.next_on == NextOn::AnyError || is_missing(&error);
                failure = Newest::Failed(Report::of(&error, context.ui.lang).message);
                if !goes_on || hop.next_on == NextOn::Never {
                    break;
                }
            }
        }
    }
    failure
}

fn is_missing(error: &fetch::Error) -> bool {
    let is_file = matches!(error, fetch::Error::Failed { fault: Fault::NoFile, .. });
    is_file || matches!(error.status(), Some(404 | 410))
}

/// As `go` finds `latest`: the newest release of the list, else the newest of all, else what the proxy calls the latest.
async fn at(base: &Url, module: &str, client: &Client) -> Result<Option<String>, fetch::Error> {
    let address = |file| goproxy::module_file(base, module, file).ok();
    let Some(list) = address("@v/list") else { return Ok(None) };
    let body = whole(client, &list).await?;
    let text = String::from_utf8_lossy(&body);
    let words = text.lines().filter_map(|line| line.split_whitespace().next());
    let known: Vec<_> = words.filter_map(|word| Some((Semver::parse(word)?, word))).collect();
    let releases = known.iter().filter(|(version, _)| version.is_release()).max();
    if let Some((_, version)) = releases.or(known.iter().max()) {
        return Ok(Some((*version).to_owned()));
    }
    let Some(latest) = address("@latest") else { return Ok(None) };
    let info: Option<Info> = serde_json::from_slice(&whole(client, &latest).await?).ok();
    Ok(info.map(|info| info.version).filter(|version| escape::check_version(version).is_ok()))
}

async fn whole(client: &Client, url: &Url) -> Result<Vec<u8>, fetch::Error> {
    match document(client, url, None, LIMIT).await? {
        DocumentState::Changed(document) => Ok(document.body),
        DocumentState::Unchanged => Ok(Vec::new()),
    }
}
