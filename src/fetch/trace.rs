//! What the log tells of a request: what was asked and through which proxy, and the answer with its time.

use super::client::Ask;
use super::{Fault, Source};
use crate::golang::proxy::Proxy;
use crate::lang::Lang;
use crate::urls::shown;
use reqwest::Response;
use std::time::{Duration, Instant};
use url::Url;

/// A request under way. Dropped before its answer, it was given up.
pub(super) struct Asked<'a> {
    ask: Ask<'a>,
    begun: Instant,
    is_open: bool,
}

impl<'a> Asked<'a> {
    /// It is sent now.
    pub fn begin(ask: Ask<'a>, proxy: Option<&Proxy>) -> Self {
        let part = match (ask.offset, ask.most) {
            (0, None) => String::new(),
            (first, None) => format!(", from byte {first}"),
            (first, Some(most)) => format!(", {most} bytes from {first}"),
        };
        let again = if ask.unless.is_some() { ", if it has changed" } else { "" };
        let through = proxy.map(|proxy| format!(", through {}", proxy.shown())).unwrap_or_default();
        log::debug!("GET {}{part}{again}{through}", shown(ask.url));
        Self { ask, begun: Instant::now(), is_open: true }
    }

    /// It was answered, or failed.
    pub fn end(mut self, answer: &Result<Response, Fault>) {
        self.is_open = false;
        let (url, took) = (shown(self.ask.url), self.begun.elapsed().as_millis());
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
            log::debug!("given up: {} after {took} ms", shown(self.ask.url));
        }
    }
}

/// A server sends gv elsewhere.
pub(super) fn redirected(from: &Url, to: &Url, refused: bool) {
    let end = if refused { ": refused" } else { "" };
    log::debug!("redirect from {} to {}{end}", shown(from), shown(to));
}

/// A source failed in the middle of a file, or before.
pub(super) fn blamed(source: &Source, at: u64, fault: &Fault) {
    log::debug!("{} fails at byte {at}: {}", source.name, fault.message(Lang::En));
}

/// All sources failed, and are asked again after this time.
pub(super) fn resting(round: u32, wait: Duration) -> Duration {
    log::debug!("retry {round} of all sources in {} ms", wait.as_millis());
    wait
}

/// The addresses of a host were looked up.
pub(super) fn looked_up(host: &str, found: usize, took: Duration) {
    log::debug!("{host} has {found} addresses, looked up in {} ms", took.as_millis());
}
