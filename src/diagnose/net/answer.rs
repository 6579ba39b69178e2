//! What is wrong with an answer over http, and with what a module proxy says: pure functions of what was got.

use crate::probe::goproxy::{Answers, File};
use crate::probe::http::{Answer, Fault as Http};
use crate::probe::roads::{Got, Trouble};
use serde::Deserialize;
use std::borrow::Cow;
use url::Url;

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// It says that it has no such thing: 404 or 410.
    NotFound(u16),
    /// It answers with another status.
    Status {
        /// Which.
        status: u16,
        /// How long it wants to be left alone, in seconds.
        rest: Option<u64>,
    },
    /// It sends everybody to a page of somebody else's.
    Portal {
        /// The host of that page.
        to: String,
    },
    /// It answers with something else than what was asked for.
    Nonconforming(What),
    /// It sends on for ever.
    Loop,
    /// It sends on from https to http.
    Downgrade {
        /// Where to.
        to: String,
    },
    /// It sends on to a place that cannot be reached.
    Elsewhere {
        /// Where to.
        to: String,
    },
    /// It ends early.
    Truncated {
        /// After so many bytes.
        at: u64,
        /// Of so many, where that is known.
        of: Option<u64>,
    },
    /// A zip that is none.
    BadZip,
    /// It begins and does not go on, or does not begin.
    Stalled {
        /// After so many bytes; `None` before the first.
        at: Option<u64>,
    },
    /// The connection is closed without an answer.
    Closed,
    /// The whole run was over before there was an answer.
    Slow,
}

/// What came instead of what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A web page.
    WebPage,
    /// Information on another version.
    OtherVersion {
        /// Which.
        version: String,
    },
    /// Something that cannot be read.
    Unreadable,
    /// Something that is not http.
    NotHttp,
}

impl Wrong {
    /// The id.
    pub fn id(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::NotFound(_) => "not_found",
            Self::Status { status, .. } => return Cow::Owned(format!("mirror_http_{status}")),
            Self::Portal { .. } => "captive_portal",
            Self::Nonconforming(_) => "nonconforming",
            Self::Loop => "redirect_loop",
            Self::Downgrade { .. } => "downgrade",
            Self::Elsewhere { .. } => "redirect_unreachable",
            Self::Truncated { .. } => "truncated",
            Self::BadZip => "bad_zip",
            Self::Stalled { .. } => "stalled",
            Self::Closed => "http_closed",
            Self::Slow => "too_slow",
        })
    }
}

/// What is wrong with an answer whose content does not matter. `None` where nothing is, or where it is not the answer.
pub fn of_page(got: &Got) -> Option<Wrong> {
    match &got.end {
        Ok(answer) => match answer.status {
            200..=299 | 304 => None,
            status @ (404 | 410) => Some(Wrong::NotFound(status)),
            status => Some(Wrong::Status { status, rest: answer.retry_after }),
        },
        Err(trouble) => of_trouble(trouble, got),
    }
}

fn of_trouble(trouble: &Trouble, got: &Got) -> Option<Wrong> {
    let to = || got.from().host_str().unwrap_or_default().to_owned();
    let moved = !got.steps.is_empty();
    Some(match trouble {
        Trouble::NoWay => return None,
        Trouble::OutOfTime => Wrong::Slow,
        Trouble::Names | Trouble::Tcp(_) | Trouble::Proxy(_) | Trouble::Tls(_) if moved => {
            Wrong::Elsewhere { to: to() }
        }
        // It could be reached a moment ago.
        Trouble::Names
        | Trouble::Tcp(_)
        | Trouble::Proxy(_)
        | Trouble::Tls(_)
        | Trouble::Http(Http::Closed) => Wrong::Closed,
        Trouble::Http(Http::NotHttp(_)) => Wrong::Nonconforming(What::NotHttp),
        Trouble::Http(Http::Timeout) => Wrong::Stalled { at: None },
        Trouble::Http(Http::Stalled { at }) => Wrong::Stalled { at: Some(*at) },
        Trouble::Http(Http::Truncated { at, of }) => Wrong::Truncated { at: *at, of: *of },
        Trouble::Redirects => Wrong::Loop,
        Trouble::Downgrade => Wrong::Downgrade { to: to() },
        Trouble::Astray => Wrong::Nonconforming(What::Unreadable),
    })
}

/// What is wrong with a file of a release: a page, or something else than an archive.
pub fn of_archive(got: &Got) -> Option<Wrong> {
    of_page(got).or_else(|| {
        let answer = got.end.as_ref().ok()?;
        of_web_page(answer, got).or_else(|| {
            let gzip = answer.body.starts_with(&[0x1f, 0x8b]);
            (!gzip).then_some(Wrong::Nonconforming(What::Unreadable))
        })
    })
}

/// What is wrong with a list of releases.
pub fn of_index(got: &Got) -> Option<Wrong> {
    of_page(got).or_else(|| of_web_page(got.end.as_ref().ok()?, got))
}

/// What is wrong with the answers of a module proxy: each kind of fault once, with the address that has it.
pub fn of_module(answers: &Answers) -> Vec<(Wrong, Url)> {
    let mut found: Vec<(Wrong, Url)> = Vec::new();
    for (file, got) in &answers.files {
        let Some(wrong) = of_file(*file, got, answers.version.as_deref()) else { continue };
        // Nobody has to have it.
        let optional = *file == File::Latest && matches!(wrong, Wrong::NotFound(_));
        if !optional && found.iter().all(|(known, _)| known.id() != wrong.id()) {
            found.push((wrong, got.url.clone()));
        }
    }
    found
}

/// What is wrong with one file of a module proxy.
pub fn of_file(file: File, got: &Got, version: Option<&str>) -> Option<Wrong> {
    if let Some(wrong) = of_page(got) {
        return Some(wrong);
    }
    let answer = got.end.as_ref().ok()?;
    if let Some(page) = of_web_page(answer, got) {
        return Some(page);
    }
    let unreadable = || Wrong::Nonconforming(What::Unreadable);
    match file {
        File::Info | File::Latest => {
            let Ok(info) = serde_json::from_slice::<Info>(&answer.body) else { return Some(unreadable()) };
            let asked = version.filter(|_| file == File::Info)?;
            (info.version != asked)
                .then_some(Wrong::Nonconforming(What::OtherVersion { version: info.version }))
        }
        File::List => {
            let text = std::str::from_utf8(&answer.body).ok();
            let lines = text.map(|text| text.lines().filter(|line| !line.trim().is_empty()));
            let sound =
                lines.is_some_and(|mut lines| !answer.whole || lines.all(|line| line.starts_with('v')));
            (!sound).then(unreadable)
        }
        File::GoMod => {
            let text = String::from_utf8_lossy(&answer.body);
            let sound = text.lines().any(|line| line.trim_start().starts_with("module"));
            (!sound).then(unreadable)
        }
        File::Zip => {
            let begins = answer.body.starts_with(b"PK\x03\x04") || answer.body.starts_with(b"PK\x05\x06");
            // All of a short one came: then it has its directory too.
            let all = answer.whole && answer.status == 200;
            let ends = !all || answer.body.windows(4).any(|four| four == b"PK\x05\x06");
            (!begins || !ends).then_some(Wrong::BadZip)
        }
    }
}

#[derive(Deserialize)]
struct Info {
    #[serde(rename = "Version")]
    version: String,
}

/// A web page where none was asked for: somebody else's, or its own.
fn of_web_page(answer: &Answer, got: &Got) -> Option<Wrong> {
    let begins = answer.body.iter().copied().find(|byte| !byte.is_ascii_whitespace());
    let is_page = begins == Some(b'<');
    if !is_page {
        return None;
    }
    Some(if got.is_from_elsewhere() {
        Wrong::Portal { to: got.from().host_str().unwrap_or_default().to_owned() }
    } else {
        Wrong::Nonconforming(What::WebPage)
    })
}
