//! What is wrong with an answer over http, and with what a module proxy says: pure functions of what was got.

mod told;

use crate::fault::{self, Protocol};
use crate::probe::Target;
use crate::probe::client::{Exchange, RequestError};
use crate::probe::goproxy::{Answers, File};
use crate::probe::http::{Fault as Http, Response};
use crate::probe::tls;
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
    /// It redirects every request to a page of another host.
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
        /// Whether plain http is spoken where it sends to by https.
        plain: bool,
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
    /// There was no answer in the time of the run, in which `go` goes on waiting.
    Slow {
        /// So many seconds were waited.
        seconds: u64,
    },
}

/// What came instead of what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A web page.
    WebPage,
    /// Every question is answered with a web page and 404: no module proxy is at that path.
    NoProxy,
    /// Information on another version.
    OtherVersion {
        /// Which.
        version: String,
    },
    /// The files of another module.
    OtherModule {
        /// Which.
        module: String,
    },
    /// Something that cannot be read.
    Unreadable,
    /// Something that is not http.
    NotHttp,
}

impl Wrong {
    /// The fault of the catalogue that it is.
    pub fn fault(&self) -> fault::Fault {
        match self {
            Self::NotFound(_) => Protocol::NotFound.into(),
            Self::Status { status, .. } => fault::Http::of_status(*status).into(),
            Self::Portal { .. } => fault::Http::Captive.into(),
            Self::Nonconforming(_) => Protocol::Nonconforming.into(),
            Self::Loop => fault::Http::RedirectLoop.into(),
            Self::Downgrade { .. } => fault::Http::Downgrade.into(),
            Self::Elsewhere { .. } => fault::Http::Elsewhere.into(),
            Self::Truncated { .. } => fault::Http::Truncated.into(),
            Self::BadZip => Protocol::BadZip.into(),
            Self::Stalled { .. } => fault::Http::Stalled.into(),
            Self::Closed => fault::Http::Cut.into(),
            Self::Slow { .. } => fault::Http::Slow.into(),
        }
    }

    /// The id. That of a status has its number, whichever it is.
    pub fn id(&self) -> Cow<'static, str> {
        match self {
            Self::Status { status, .. } => Cow::Owned(format!("mirror_http_{status}")),
            wrong => Cow::Borrowed(wrong.fault().id()),
        }
    }
}

/// What is wrong with an answer whose content does not matter. `None` where nothing is, or where it is not the answer.
pub fn of_page(got: &Exchange) -> Option<Wrong> {
    match &got.end {
        Ok(answer) => match answer.status {
            200..=299 | 304 => None,
            status @ (404 | 410) => Some(Wrong::NotFound(status)),
            status => Some(Wrong::Status { status, rest: answer.retry_after }),
        },
        Err(trouble) => of_trouble(trouble, got),
    }
}

fn of_trouble(trouble: &RequestError, got: &Exchange) -> Option<Wrong> {
    let to = || got.from().host_str().unwrap_or_default().to_owned();
    let place = || Target::of(got.from()).map_or_else(to, |target| target.shown());
    let moved = !got.steps.is_empty();
    Some(match trouble {
        RequestError::NoConnection => return None,
        // `go` has no limit of time for the first byte: a proxy may be fetching what is asked for.
        RequestError::OutOfTime | RequestError::Http(Http::Slow | Http::Timeout) => {
            Wrong::Slow { seconds: got.took.as_secs() }
        }
        RequestError::Names | RequestError::Tcp(_) | RequestError::Proxy(_) | RequestError::Tls(_)
            if moved =>
        {
            let plain = *trouble == RequestError::Tls(tls::Fault::NotTls { http: true });
            Wrong::Elsewhere { to: place(), plain }
        }
        // It could be reached a moment ago.
        RequestError::Names
        | RequestError::Tcp(_)
        | RequestError::Proxy(_)
        | RequestError::Tls(_)
        | RequestError::Http(Http::Closed) => Wrong::Closed,
        RequestError::Http(Http::NotHttp(_)) => Wrong::Nonconforming(What::NotHttp),
        RequestError::Http(Http::Stalled { at }) => Wrong::Stalled { at: Some(*at) },
        RequestError::Http(Http::Truncated { at, of }) => Wrong::Truncated { at: *at, of: *of },
        RequestError::Redirects => Wrong::Loop,
        RequestError::Downgrade => Wrong::Downgrade { to: to() },
        RequestError::BadRedirect => Wrong::Nonconforming(What::Unreadable),
    })
}

/// What is wrong with a file of a release: a page, or something else than an archive.
pub fn of_archive(got: &Exchange) -> Option<Wrong> {
    of_page(got).or_else(|| {
        let answer = got.end.as_ref().ok()?;
        of_web_page(answer, got).or_else(|| {
            let gzip = answer.body.starts_with(&[0x1f, 0x8b]);
            (!gzip).then_some(Wrong::Nonconforming(What::Unreadable))
        })
    })
}

/// What is wrong with a list of releases.
pub fn of_index(got: &Exchange) -> Option<Wrong> {
    of_page(got).or_else(|| of_web_page(got.end.as_ref().ok()?, got))
}

/// What is wrong with the answers of a module proxy: each kind of fault once, with the address that has it.
pub fn of_module(answers: &Answers) -> Vec<(Wrong, Url)> {
    let mut found: Vec<(Wrong, Url)> = Vec::new();
    for (file, got) in &answers.files {
        let Some(wrong) = of_answer(answers, *file, got) else { continue };
        // Nobody has to have it.
        let optional = *file == File::Latest && matches!(wrong, Wrong::NotFound(_));
        if !optional && found.iter().all(|(known, _)| known.id() != wrong.id()) {
            found.push((wrong, got.url.clone()));
        }
    }
    found
}

/// What is wrong with one of a proxy's answers about a module.
pub fn of_answer(answers: &Answers, file: File, got: &Exchange) -> Option<Wrong> {
    of_file(file, got, answers.version.as_deref()).or_else(|| {
        let module = answers.other.clone().filter(|_| file == File::Zip)?;
        Some(Wrong::Nonconforming(What::OtherModule { module }))
    })
}

/// What is wrong with one file of a module proxy.
pub fn of_file(file: File, got: &Exchange, version: Option<&str>) -> Option<Wrong> {
    if let Some(wrong) = of_page(got) {
        return Some(wrong);
    }
    let answer = got.end.as_ref().ok()?;
    // Nothing else is an answer to `go`: a part, for one, may have been kept as the whole.
    if answer.status != 200 {
        return Some(Wrong::Status { status: answer.status, rest: None });
    }
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

/// No more of a reason is shown.
const LONGEST_REASON: usize = 300;

#[derive(Deserialize)]
struct Info {
    #[serde(rename = "Version")]
    version: String,
}

/// What a proxy says of the reason why something is not there: its first line, where that is more than a status.
pub fn reason(got: &Exchange) -> Option<String> {
    let answer = got.end.as_ref().ok().filter(|answer| answer.status >= 400)?;
    let text = String::from_utf8_lossy(&answer.body);
    let line = text.lines().next().unwrap_or_default().trim();
    let line: String = line.chars().take(LONGEST_REASON).collect();
    (line.contains(": ") && !line.starts_with('<')).then_some(line)
}

/// Whether an answer is a web page with 404.
pub fn is_missing_page(got: &Exchange) -> bool {
    let Ok(answer) = &got.end else { return false };
    let begins = answer.body.iter().copied().find(|byte| !byte.is_ascii_whitespace());
    matches!(answer.status, 404 | 410) && begins == Some(b'<')
}

/// A web page in place of a file: another host's, or its own.
fn of_web_page(answer: &Response, got: &Exchange) -> Option<Wrong> {
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

/// To what an answer came.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The endpoint, as it is shown.
    pub host: &'a str,
    /// The address, without credentials.
    pub url: &'a str,
    /// Whether `go` goes on to the next proxy of GOPROXY.
    pub goes_on: bool,
    /// What is known of what is not there.
    pub lack: &'a Lack,
}

/// What is known of what a proxy says is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lack {
    /// Whether the checksum database knows it.
    pub exists: bool,
    /// The proxy's own words on the reason.
    pub said: Option<String>,
    /// Whether it is there at an address that no cache has kept.
    pub kept: bool,
    /// For how many seconds a cache has kept the answer, where it says so.
    pub age: Option<u64>,
}
