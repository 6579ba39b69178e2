//! What is wrong on the way to the hosts that this machine's `go` and gv ask: each endpoint measured layer by layer by
//! [`crate::probe`], and the findings drawn from that.

pub mod answer;
mod classify;
mod compare;
mod database;
mod endpoint;
mod finding;
mod findings;
mod lack;
mod level;
mod measure;
mod merge;
mod patience;
mod plan;
pub mod proxied;
mod releases;
mod remedy;
mod report;
mod responses;
mod samples;
pub mod setting;
mod sources;
pub mod trial;
pub mod verdict;
mod words;

pub use compare::Comparison;
pub use endpoint::{Endpoint, Module, Purpose, Role};
pub use finding::{Finding, Problem};
pub use measure::Measured;
pub use plan::Plan;
pub use responses::Responses;
pub use sources::{KNOWN, Sources};

pub use crate::fault::Layer;

use super::{Level, Status};
use crate::fetch;
use crate::probe::Network;
use std::sync::Arc;
use std::time::Duration;

/// One layer of one endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which layer.
    pub layer: Layer,
    /// What the endpoint is there for.
    pub group: Purpose,
    /// The endpoint, as it is shown.
    pub target: String,
    /// What became of it.
    pub status: Status,
    /// How long it took.
    pub took: Duration,
}

/// All that a run found.
#[derive(Debug)]
pub struct Diagnosis {
    /// Every layer that was looked at, by endpoint.
    pub rows: Vec<Row>,
    /// What is wrong: causes before consequences.
    pub findings: Vec<Finding>,
    /// What the relay changes, where it is in use.
    pub relay: Option<Comparison>,
    /// How long it took.
    pub took: Duration,
}

impl Diagnosis {
    /// Whether `go` fails here: it gets past what a warning is about.
    pub fn is_wrong(&self) -> bool {
        self.findings.iter().any(|finding| finding.level == Level::Error)
    }
}

/// Who is told of layers as they are measured: the endpoint, the layer, and how long it took.
pub type Watch = Arc<dyn Fn(&str, Layer, Duration) + Send + Sync>;

/// Measures all endpoints of a plan at once, and reports what is wrong. It ends at the time limit for the whole.
pub fn run(network: &Network, plan: &Plan, watch: &Watch) -> Diagnosis {
    let mut plan = plan.clone();
    if !network.has_authorities {
        plan.settings.push(setting::Setting::NoAuthorities);
    }
    let plan = &plan;
    let measured = fetch::run(measure::measure(network, plan, watch));
    let findings = findings::findings(&measured, plan, network);
    let rows = report::rows(&measured, plan, &findings);
    let relay = Comparison::of(plan, &measured.connections, &measured.without_relay);
    Diagnosis { rows, findings, relay, took: measured.took }
}
