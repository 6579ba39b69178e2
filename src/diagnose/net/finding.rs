//! One thing that is wrong on the network, as data.

use super::Layer;
use super::answer::Wrong;
use super::proxied::Broken;
use super::setting::Setting;
use super::verdict::Verdict;
use crate::diagnose::{Confidence, Level};
use crate::verify::H1;
use std::borrow::Cow;

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// What is set cannot work.
    Setting(Setting),
    /// An entry of GOPROXY without a scheme leads to a port where no TLS is spoken.
    BareEntry {
        /// The entry.
        entry: String,
    },
    /// A proxy is set where `go` does not look for one.
    NotAdopted {
        /// Where it is set.
        variable: &'static str,
        /// The proxy, without credentials.
        proxy: String,
        /// Whether what fails gets through with it.
        helps: bool,
    },
    /// The proxy.
    Proxy {
        /// What is wrong with it.
        broken: Broken,
        /// Where it is set.
        variable: &'static str,
        /// The proxy, without credentials.
        proxy: String,
    },
    /// The way to an endpoint.
    Way(Verdict),
    /// An answer.
    Answer {
        /// What is wrong with it.
        wrong: Wrong,
        /// What was asked for, without credentials.
        url: String,
        /// Whether `go` goes on to the next proxy of GOPROXY.
        goes_on: bool,
    },
    /// The checksum database cannot be reached, and no proxy passes it on.
    SumdbUnreachable {
        /// Its name.
        name: String,
        /// What is wrong on the way to it.
        why: Option<Verdict>,
        /// The status it answered with, where it did.
        status: Option<u16>,
    },
    /// A proxy says that it passes the database on, or says nothing that can be understood, and it does not.
    SumdbProxyBroken {
        /// The status it answered with.
        status: Option<u16>,
        /// What was asked for.
        url: String,
    },
    /// What comes in place of the database's answer is none.
    SumdbNonconforming {
        /// What was asked.
        url: String,
    },
    /// What comes in place of the database's answer is forged.
    SumdbForged {
        /// What was asked.
        url: String,
        /// Why it is not believed.
        reason: String,
    },
    /// No proxy has the toolchains.
    ToolchainMissing {
        /// The version that was asked for.
        version: String,
    },
    /// A hash is not the one that the database has.
    ChecksumMismatch {
        /// Of which module and version.
        module: String,
        /// Whether it is a line of go.sum; else what a proxy serves.
        in_go_sum: bool,
        /// The hash there.
        found: H1,
        /// The hash that the database has.
        expected: H1,
    },
}

/// A problem, and what it hits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub problem: Problem,
    /// The endpoints, as they are shown.
    pub targets: Vec<String>,
    /// How bad.
    pub level: Level,
    /// How sure.
    pub confidence: Confidence,
    /// The command that makes it right, where one does.
    pub command: Option<String>,
    /// Another one that does.
    pub other: Option<String>,
    /// The hosts for which `gv dns fix` has an address, as it takes them.
    pub curable: Vec<String>,
}

impl Finding {
    pub(super) fn new(problem: Problem, target: impl Into<String>, level: Level) -> Self {
        let targets = vec![target.into()];
        Self {
            problem,
            targets,
            level,
            confidence: Confidence::High,
            command: None,
            other: None,
            curable: Vec::new(),
        }
    }

    /// Less sure than seen.
    #[must_use]
    pub(super) fn sure(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// The id; `docs/doctor-net.md` lists all.
    pub fn id(&self) -> Cow<'static, str> {
        Cow::Borrowed(match &self.problem {
            Problem::Setting(setting) => setting.id(),
            Problem::BareEntry { .. } => "env_goproxy",
            Problem::NotAdopted { .. } => "proxy_not_adopted",
            Problem::Proxy { broken, .. } => broken.id(),
            Problem::Way(verdict) => verdict.id(),
            Problem::Answer { wrong, .. } => return wrong.id(),
            Problem::SumdbUnreachable { .. } => "sumdb_unreachable",
            Problem::SumdbProxyBroken { .. } => "sumdb_proxy_broken",
            Problem::SumdbNonconforming { .. } => "sumdb_nonconforming",
            Problem::SumdbForged { .. } => "sumdb_forged",
            Problem::ToolchainMissing { .. } => "toolchain_missing",
            Problem::ChecksumMismatch { .. } => "checksum_mismatch",
        })
    }

    /// The layer that is at fault.
    pub fn layer(&self) -> Layer {
        match &self.problem {
            Problem::Setting(_) | Problem::BareEntry { .. } => Layer::Settings,
            Problem::NotAdopted { .. } | Problem::Proxy { .. } => Layer::Proxy,
            Problem::Way(verdict) => verdict.layer(),
            Problem::Answer { wrong, .. } => match wrong {
                Wrong::NotFound(_) | Wrong::Nonconforming(_) | Wrong::BadZip => Layer::Protocol,
                _ => Layer::Http,
            },
            Problem::ToolchainMissing { .. } => Layer::Protocol,
            Problem::SumdbUnreachable { .. }
            | Problem::SumdbProxyBroken { .. }
            | Problem::SumdbNonconforming { .. }
            | Problem::SumdbForged { .. }
            | Problem::ChecksumMismatch { .. } => Layer::Sumdb,
        }
    }
}
