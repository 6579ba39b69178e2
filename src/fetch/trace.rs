//! What the log tells of a request: what was asked and through which proxy, and the answer with its time.

use super::fault::Fault;
use crate::golang::proxy::Proxy;
use crate::lang::Lang;
use crate::urls::shown;
use reqwest::Response;
use std::time::{Duration, Instant};
use url::Url;

/// A request under way. Dropped before its answer, it was given up.
pub(super) struct Asked<'a> {
    url: &'a Url,
    begun: Instant,
    is_open: bool,
}

impl<'a> Asked<'a> {
    /// It is sent now; `details` say what of the file is wanted.
    pub fn begin(url: &'a Url, details: &str, proxy: Option<&Proxy>) -> Self {
        let through = proxy.map(|proxy| format!(", through {}", proxy.shown())).unwrap_or_default();
        log::debug!("GET {}{details}{through}", shown(url));
        Self { url, begun: Instant::now(), is_open: true }
    }

    /// It was answered, or failed.
    pub fn end(mut self, answer: &Result<Response, Fault>) {
        self.is_open = false;
        let (url, took) = (shown(self.url), self.begun.elapsed().as_millis());
        match answer {
            Ok(answer) => {
                let status = answer.status().as_u16();
                let length =
                    answer.content_length().map(|bytes| format!(", {bytes} bytes")).unwrap_or_default();
                let from = shown(answer.url());
                let from = if from == url { String::new() } else { format!(", from {from}") };
                log::debug!("{status} for {url} after {took} ms{length}{from}");
            }
            Err(fault) => log::debug!("failed: {url} after {took} ms: {}", fault.message(Lang::En)),
        }
    }
}

impl Drop for Asked<'_> {
    fn drop(&mut self) {
        if self.is_open {
            let took = self.begun.elapsed().as_millis();
            log::debug!("given up: {} after {took} ms", shown(self.url));
        }
    }
}

/// A server sends gv elsewhere.
pub(super) fn redirected(from: &Url, to: &Url, refused: bool) {
    let end = if refused { ": refused" } else { "" };
    log::debug!("redirect from {} to {}{end}", shown(from), shown(to));
}

/// A source failed in the middle of a file, or before.
pub(super) fn blamed(source: &str, at: u64, fault: &Fault) {
    log::debug!("{source} fails at byte {at}: {}", fault.message(Lang::En));
}

/// All sources failed, and are asked again after this time.
pub(super) fn resting(round: u32, wait: Duration) -> Duration {
    log::debug!("retry {round} of all sources in {} ms", wait.as_millis());
    wait
}
