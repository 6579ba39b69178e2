//! How a relay is, as it tells it.

use super::Shared;
use super::upstream::{Upstream, now};
use serde::{Deserialize, Serialize};
use std::sync::atomic::Ordering;
use std::time::Duration;

/// A relay that runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The number of its process.
    pub process: u32,
    /// The port on loopback.
    pub port: u16,
    /// For how long it has run, in seconds.
    pub uptime_seconds: u64,
    /// Connections of clients that are open.
    pub open: usize,
    /// The GOPROXY that its module proxy follows, without logins; null where it is none.
    #[serde(default)]
    pub modules: Option<String>,
    /// Its upstreams, in the order of the settings.
    pub upstreams: Vec<UpstreamStatus>,
}

/// An upstream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpstreamStatus {
    /// Its name.
    pub name: String,
    /// Its address, or `direct`.
    pub address: String,
    /// `up`, or `down` while it is skipped.
    pub state: String,
    /// `none`, `held` or `refused`.
    pub login: String,
    /// Connections that it made.
    pub good: u64,
    /// Connections that it did not make.
    pub failed: u64,
    /// How long half of the connections took to open at most, in milliseconds.
    pub p50_ms: Option<u64>,
    /// The same for 95 of 100.
    pub p95_ms: Option<u64>,
    /// The name of the last fault.
    pub last_fault: Option<String>,
    /// The last fault in words.
    pub last_fault_text: Option<String>,
    /// When that was, in seconds since 1970.
    pub last_fault_time: Option<u64>,
    /// In how many seconds it is probed.
    pub next_probe_seconds: Option<u64>,
}

/// What the relay says of itself.
pub(super) fn status(shared: &Shared) -> Status {
    let session = &shared.session;
    let modules = shared.modules.as_ref().and_then(super::modules::Modules::current);
    Status {
        process: session.process,
        port: session.port,
        uptime_seconds: now().saturating_sub(session.started),
        // The one that asks is not counted.
        open: shared.open.load(Ordering::Relaxed).saturating_sub(1),
        modules: modules.map(|it| it.shown().to_owned()),
        upstreams: shared.upstreams.iter().map(of).collect(),
    }
}

fn of(upstream: &Upstream) -> UpstreamStatus {
    let report = upstream.report();
    let millis = |span: Duration| u64::try_from(span.as_millis()).unwrap_or(u64::MAX);
    let (fault, time) = report.last_fault.unzip();
    let login = match (report.has_login, report.is_refused) {
        (_, true) => "refused",
        (true, false) => "held",
        (false, false) => "none",
    };
    UpstreamStatus {
        name: upstream.settings.name.clone(),
        address: upstream.settings.shown(),
        state: if report.is_up { "up" } else { "down" }.to_owned(),
        login: login.to_owned(),
        good: report.good,
        failed: report.failed,
        p50_ms: report.p50.map(millis),
        p95_ms: report.p95.map(millis),
        last_fault: fault.as_ref().map(|fault| fault.id().to_owned()),
        last_fault_text: fault.map(|fault| fault.to_string()),
        last_fault_time: time,
        next_probe_seconds: report.next_probe.map(|span| span.as_secs()),
    }
}
