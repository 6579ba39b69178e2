//! Asking the proxies of the list for one file, by Go's rules: the next one where the separator behind one allows it. A
//! public proxy that is slow gets a second one beside it, where any failure would lead there.

use super::hops::Hops;
use crate::fetch::{Bytes, Client, Fault, Passing, passing};
use crate::golang::goproxy::{self, NextOn};
use hyper::header::CONTENT_TYPE;
use std::collections::VecDeque;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::timeout;
use url::Url;

/// After so long without a byte the next public proxy is asked too.
const HURRY: Duration = Duration::from_millis(500);
/// For the first byte: a proxy may have to fetch the module itself.
const ANSWER: Duration = Duration::from_mins(5);
/// No page that comes with an error is read further.
const PAGE: usize = 64 << 10;

/// A file that has begun to come.
pub struct Begun {
    /// Which proxy sends it.
    pub hop: usize,
    /// Its address there.
    pub url: Url,
    /// The answer.
    pub passing: Passing,
    /// The first bytes; `None` where it is empty.
    pub first: Option<Bytes>,
}

/// What one proxy has said in place of the file.
pub enum Failure {
    /// An answer with another status than 200, and its page.
    Answer {
        /// The status.
        status: u16,
        /// The media type of the page.
        kind: Option<String>,
        /// The page, as far as it was read.
        page: Vec<u8>,
    },
    /// No answer, or one that broke off before its first byte.
    Fault(Fault),
}

impl Failure {
    /// Whether `go` asks the next proxy after it.
    fn leads_on(&self, next_on: NextOn) -> bool {
        match next_on {
            NextOn::NotFound => matches!(self, Self::Answer { status: 404 | 410, .. }),
            NextOn::AnyError => true,
            NextOn::Never => false,
        }
    }

    /// The word for the log.
    pub fn id(&self) -> String {
        match self {
            Self::Answer { status, .. } => format!("status_{status}"),
            Self::Fault(Fault::Timeout | Fault::Stalled { .. }) => "timeout".to_owned(),
            Self::Fault(_) => "failed".to_owned(),
        }
    }
}

/// What came of asking.
pub struct Outcome {
    /// The file.
    pub begun: Option<Begun>,
    /// The proxies that did not send it, in the order in which they were asked.
    pub failed: Vec<(usize, Failure)>,
    /// Whether `go` would go on with what stands behind the proxies that were asked.
    pub leads_on: bool,
}

/// Asks the proxies of an order for a file, until one sends it or the rules forbid to go on.
pub async fn ask(
    client: &Client,
    hops: &Hops,
    segments: &[String],
    order: Vec<usize>,
    hurries: bool,
) -> Outcome {
    let words: Vec<&str> = segments.iter().map(String::as_str).collect();
    let mut running = JoinSet::new();
    let mut rest: VecDeque<usize> = order.into();
    let mut failed: Vec<(usize, Failure)> = Vec::new();
    let mut started = Vec::new();
    let (mut may_hurry, mut latest, mut leads_on) = (hurries, 0, true);
    loop {
        if running.is_empty() {
            let Some(next) = rest.pop_front().filter(|_| leads_on) else {
                // The one that was asked last decides.
                failed.sort_by_key(|(hop, _)| started.iter().position(|it| it == hop));
                return Outcome { begun: None, failed, leads_on };
            };
            latest = next;
            started.push(next);
            running.spawn(one(client.clone(), goproxy::file(&hops.all[next].url, &words), next));
        }
        let beside = rest.front().copied().filter(|next| may_hurry && hops.may_hurry(latest, *next));
        let ended = match beside {
            Some(_) => timeout(HURRY, running.join_next()).await,
            None => Ok(running.join_next().await),
        };
        match ended {
            Ok(Some(Ok((_, Ok(begun))))) => return Outcome { begun: Some(begun), failed, leads_on: false },
            Ok(Some(Ok((hop, Err(failure))))) => {
                if hop == latest {
                    // The last of the list may be asked first, where it has sent other files of the version.
                    let next_on = match hops.all[hop].next_on {
                        NextOn::Never if !rest.is_empty() => NextOn::NotFound,
                        own => own,
                    };
                    leads_on = failure.leads_on(next_on);
                }
                failed.push((hop, failure));
            }
            Ok(Some(Err(_)) | None) => leads_on = false,
            Err(_) => {
                may_hurry = false;
                if let Some(next) = rest.pop_front() {
                    latest = next;
                    started.push(next);
                    running.spawn(one(client.clone(), goproxy::file(&hops.all[next].url, &words), next));
                }
            }
        }
    }
}

async fn one(client: Client, url: Url, hop: usize) -> (usize, Result<Begun, Failure>) {
    let begun = match timeout(ANSWER, begin(&client, &url, hop)).await {
        Ok(begun) => begun,
        Err(_) => Err(Failure::Fault(Fault::Timeout)),
    };
    (hop, begun)
}

async fn begin(client: &Client, url: &Url, hop: usize) -> Result<Begun, Failure> {
    let mut passing = passing(client, url, 0, None).await.map_err(Failure::Fault)?;
    if passing.status == 200 {
        let first = passing.chunk().await.map_err(Failure::Fault)?;
        let is_cut = first.is_none() && passing.length().is_some_and(|length| length > 0);
        if is_cut {
            return Err(Failure::Fault(Fault::Truncated { at: 0 }));
        }
        return Ok(Begun { hop, url: url.clone(), passing, first });
    }
    let kind = passing.header(&CONTENT_TYPE).map(ToOwned::to_owned);
    let mut page = Vec::new();
    while page.len() < PAGE
        && let Ok(Some(chunk)) = passing.chunk().await
    {
        page.extend_from_slice(&chunk[..chunk.len().min(PAGE - page.len())]);
    }
    Err(Failure::Answer { status: passing.status, kind, page })
}
