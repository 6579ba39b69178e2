//! Asking a database, in the protocol of vuln.go.dev: what has changed since, and nothing else.

use super::osv::{self, is_id, is_moment};
use super::report::{Module, Report};
use super::{Basis, Database, Error, Fault};
use crate::fetch::{self, Client, DocumentState, document};
use crate::release::Place;
use crate::urls::shown;
use flate2::read::GzDecoder;
use serde::Deserialize;
use std::collections::HashMap;
use std::io::Read;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use url::Url;

/// A database, and what is known already.
pub(super) struct Question<'a> {
    pub client: &'a Client,
    pub place: &'a Place,
    pub known: &'a Database,
    /// Whether what is known without a time of its change is from this very database, as it was when it last changed.
    pub is_same: bool,
}

#[derive(Deserialize)]
struct Newness {
    modified: String,
}

#[derive(Deserialize)]
struct Listed {
    path: String,
    #[serde(default)]
    vulns: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    id: String,
    modified: String,
}

/// The list of all modules has less than a million bytes, a report some thousands.
const LIMIT: u64 = 16 << 20;
/// So many reports about Go itself are read at most; there are two hundred.
const MOST: usize = 5000;
/// So many are asked for at once.
const AT_ONCE: usize = 8;

/// What the database says now.
pub(super) async fn ask(question: Question<'_>) -> Result<Database, Error> {
    let Question { client, place, known, is_same } = question;
    let basis = Basis::Asked { name: place.name(), age: Duration::ZERO };
    let newness = get(client, place, "index/db.json").await?;
    let Newness { modified } = read_index(place, "index/db.json", &newness)?;
    if !is_moment(&modified) {
        return Err(refused(place, "index/db.json", Fault::NotIndex));
    }
    if is_same && modified <= known.modified {
        return Ok(Database { basis, ..known.clone() });
    }
    let entries = listed(client, place).await?;
    let mut reports = Vec::new();
    let mut missing = Vec::new();
    for (id, changed) in entries {
        let held = known.find(&id).filter(|report| match &report.modified {
            Some(modified) => *modified == changed,
            None => is_same && changed < known.modified,
        });
        match held {
            Some(report) => reports.push(report.clone()),
            None => missing.push(id),
        }
    }
    reports.extend(fetched(client, place, missing).await?);
    reports.sort_by(|a, b| order(&a.id).cmp(&order(&b.id)));
    Ok(Database { reports, modified, basis })
}

/// Years and numbers have as many digits as they need.
fn order(id: &str) -> (usize, &str) {
    (id.len(), id)
}

/// The reports about Go itself, each with the time of its last change.
async fn listed(client: &Client, place: &Place) -> Result<HashMap<String, String>, Error> {
    const NAME: &str = "index/modules.json";
    let body = get(client, place, NAME).await?;
    let modules: Vec<Listed> = read_index(place, NAME, &body)?;
    let mut entries = HashMap::new();
    for module in modules.into_iter().filter(|module| Module::named(&module.path).is_some()) {
        for Entry { id, modified } in module.vulns {
            if !is_id(&id) || entries.len() >= MOST {
                return Err(refused(place, NAME, Fault::NotIndex));
            }
            entries.insert(id, modified);
        }
    }
    if entries.is_empty() { Err(refused(place, NAME, Fault::NothingOfGo)) } else { Ok(entries) }
}

/// The reports of these ids.
async fn fetched(client: &Client, place: &Place, ids: Vec<String>) -> Result<Vec<Report>, Error> {
    let free = Arc::new(Semaphore::new(AT_ONCE));
    let mut running = JoinSet::new();
    for id in ids {
        let (client, place, free) = (client.clone(), place.clone(), Arc::clone(&free));
        running.spawn(async move {
            // The semaphore is never closed.
            let _permit = free.acquire().await;
            let name = format!("ID/{id}.json");
            let body = get(&client, &place, &name).await?;
            let report = osv::read(&body).map_err(|fault| refused(&place, &name, fault))?;
            match report {
                Some(report) if report.id != id => Err(refused(&place, &name, Fault::NotReport)),
                report => Ok(report),
            }
        });
    }
    let mut reports = Vec::new();
    while let Some(done) = running.join_next().await {
        // None of them is aborted, and none panics.
        if let Ok(report) = done {
            reports.extend(report?);
        }
    }
    Ok(reports)
}

fn read_index<'a, T: Deserialize<'a>>(place: &Place, name: &str, body: &'a [u8]) -> Result<T, Error> {
    serde_json::from_slice(body).map_err(|_| refused(place, name, Fault::NotIndex))
}

fn refused(place: &Place, name: &str, fault: Fault) -> Error {
    Error::Document { url: shown(&address(place, name)), fault }
}

/// A document: packed, as `govulncheck` asks for it, else plain; a folder has the plain ones.
async fn get(client: &Client, place: &Place, name: &str) -> Result<Vec<u8>, Error> {
    if place.folder().is_some() {
        return plain(client, place, name).await;
    }
    let packed = format!("{name}.gz");
    match fetch_whole(client, &address(place, &packed)).await {
        Ok(body) => unpacked(body).map_err(|fault| refused(place, &packed, fault)),
        Err(error) if error.status().is_some_and(|status| status == 404 || status == 403) => {
            plain(client, place, name).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn plain(client: &Client, place: &Place, name: &str) -> Result<Vec<u8>, Error> {
    Ok(fetch_whole(client, &address(place, name)).await?)
}

async fn fetch_whole(client: &Client, url: &Url) -> Result<Vec<u8>, fetch::Error> {
    match document(client, url, None, LIMIT).await? {
        DocumentState::Changed(document) => Ok(document.body),
        // Nothing was named that could be unchanged.
        DocumentState::Unchanged => Ok(Vec::new()),
    }
}

/// Some servers unpack what they are asked for.
fn unpacked(body: Vec<u8>) -> Result<Vec<u8>, Fault> {
    if !body.starts_with(&[0x1f, 0x8b]) {
        return Ok(body);
    }
    let mut plain = Vec::new();
    let read = GzDecoder::new(&body[..]).take(LIMIT + 1).read_to_end(&mut plain);
    match read {
        Err(_) => Err(Fault::NotReport),
        Ok(_) if plain.len() as u64 > LIMIT => Err(Fault::TooLarge),
        Ok(_) => Ok(plain),
    }
}

fn address(place: &Place, name: &str) -> Url {
    name.split('/').fold(place.url().clone(), |mut url, part| {
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().push(part);
        }
        url
    })
}
