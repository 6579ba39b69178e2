//! What is wrong on the way to the hosts that this machine's `go` and gv ask: each endpoint measured layer by layer by
//! [`crate::probe`], and the findings drawn from that. The words stand in `ui/findings`.

pub mod answer;
mod database;
mod draw;
mod endpoint;
mod finding;
mod judge;
mod measure;
mod plan;
pub mod proxied;
mod remedy;
mod rows;
pub mod setting;
pub mod verdict;

pub use endpoint::{Endpoint, Group, Module, Role};
pub use finding::{Finding, Problem};
pub use measure::{Heard, Measured};
pub use plan::{KNOWN, Plan, Sources};

use super::{Level, Status};
use crate::fetch;
use crate::probe::World;
use std::sync::Arc;
use std::time::Duration;

/// What is looked at on the way to an endpoint, from the user outwards. Each layer stands on those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// What is set.
    Settings,
    /// The proxy that is gone through.
    Proxy,
    /// Names.
    Dns,
    /// Connections.
    Tcp,
    /// Handshakes and certificates.
    Tls,
    /// Answers.
    Http,
    /// What a module proxy answers.
    Protocol,
    /// What the checksum database answers.
    Sumdb,
}

impl Layer {
    /// The word scripts read.
    pub fn id(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Proxy => "proxy",
            Self::Dns => "dns",
            Self::Tcp => "tcp",
            Self::Tls => "tls",
            Self::Http => "http",
            Self::Protocol => "protocol",
            Self::Sumdb => "sumdb",
        }
    }
}

/// One layer of one endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which layer.
    pub layer: Layer,
    /// What the endpoint is there for.
    pub group: Group,
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
    /// How long it took.
    pub took: Duration,
}

impl Diagnosis {
    /// Whether something is wrong: an information alone is not.
    pub fn is_wrong(&self) -> bool {
        self.findings.iter().any(|finding| finding.level != Level::Info)
    }
}

/// Who is told of layers as they are measured: the endpoint, the layer, and how long it took.
pub type Watch = Arc<dyn Fn(&str, Layer, Duration) + Send + Sync>;

/// Asks everybody in a plan, at once, and says what is wrong. It is over after the world's patience with the whole.
pub fn run(world: &World, plan: &Plan, watch: &Watch) -> Diagnosis {
    let mut plan = plan.clone();
    if !world.has_authorities {
        plan.settings.push(setting::Setting::NoAuthorities);
    }
    let plan = &plan;
    let measured = fetch::run(measure::measure(world, plan, watch));
    let findings = draw::findings(&measured, plan, world);
    let rows = rows::rows(&measured, plan, &findings);
    Diagnosis { rows, findings, took: measured.took }
}
