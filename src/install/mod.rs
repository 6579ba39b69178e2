//! The pipeline: source → bytes → (digest ∥ unpack into a stage) → proof → commit. Whatever fails, the store stays
//! as it was; only what was downloaded is kept, for the next run to go on with.

mod allowed;
mod archive;
mod audit;
mod complete;
mod error;
mod module;
mod pipeline;
mod rival;
mod suspect;

pub use allowed::{WhyNot, why_not};
pub use audit::{Audit, Differences, How, Verdict};
pub use error::{Contradiction, Error, Wrong, of_lock};

use crate::fetch::{self, Client, Fetched, Progress, Timeouts};
use crate::lang::Lang;
use crate::release::{Part, Plan, Reach, Way};
use crate::store::{self, Committed, Delivery, PARTIAL, Stage, Store, Toolchain};
use crate::system::Action;
use crate::system::file;
use crate::urls::masked;
use crate::verify::{Expected, Proof};
use crate::version::Version;
use rival::Rival;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};

/// Installs releases.
#[derive(Clone, Copy)]
pub struct Installation<'a> {
    /// Where to.
    pub store: &'a Store,
    /// Whom to ask with.
    pub client: &'a Client,
    /// Who is told.
    pub watcher: &'a dyn Watcher,
    /// How long a silent source is waited for.
    pub timeouts: Timeouts,
    /// Who answers on this network.
    pub reach: &'a Reach,
}

/// Watches an installation.
pub trait Watcher: Progress {
    /// Another process works on the same version; this one waits for it.
    fn waiting(&self, version: &Version);
    /// What came is not the release. It is thrown away, and other sources are asked if there are any.
    fn contradiction(&self, contradiction: &Contradiction);
    /// One of several sources gave other bytes than the release has: it has just been shown which.
    fn liar(&self, source: &str);
    /// A way led nowhere, and another one is gone.
    fn detour(&self, failure: &Error, next: &Way);
}

/// How an installation ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The toolchain was there, or another process has just installed it.
    AlreadyThere(Toolchain),
    /// It is there now.
    Installed {
        /// The toolchain.
        toolchain: Toolchain,
        /// What shows that it is the release.
        proof: Proof,
        /// The names of the sources its bytes came from.
        sources: Vec<String>,
        /// The length of the archive.
        bytes: u64,
    },
}

/// A proven release in the stage.
struct Obtained {
    proof: Proof,
    fetched: Fetched,
    /// The archive's file name.
    archive: String,
    /// What was kept of it; of no use any more.
    partial: PathBuf,
}

impl Installation<'_> {
    /// Installs the release unless it is there. Waits while another process does the same.
    pub fn run(&self, plan: Plan) -> Result<Outcome, Error> {
        let lock = self.store.lock(&plan.version, || self.watcher.waiting(&plan.version))?;
        if let Some(toolchain) = self.store.find(&plan.version) {
            return Ok(Outcome::AlreadyThere(toolchain));
        }
        let stage = self.store.stage(lock)?;
        let Obtained { proof, fetched, archive, partial } = self.obtain(plan.ways, &stage, plan.part)?;
        if let Some(required) = &plan.required {
            let version = plan.version.clone();
            required.check(proof.hash()).map_err(|not| Error::NotRequired { version, not: Box::new(not) })?;
        }
        let Fetched { sources, length: bytes, .. } = fetched;
        let slim = plan.part == Part::Slim;
        let delivery = Delivery { archive, sources: sources.clone(), bytes, slim };
        let Committed { toolchain, lock: _lock } = stage.commit(&proof, delivery)?;
        // What cannot be removed now is of no use and no harm; `gv cache clean` finds it.
        let _ = file::remove(&partial);
        Ok(Outcome::Installed { toolchain, proof, sources, bytes })
    }

    /// Fills the stage with the proven release, by the first way that leads to it.
    fn obtain(&self, ways: Vec<Way>, stage: &Stage, part: Part) -> Result<Obtained, Error> {
        let mut failures = Vec::new();
        let mut ways = VecDeque::from(ways);
        let mut is_overtaken = false;
        while let Some(way) = ways.pop_front() {
            log_way(&way);
            let (obtained, again) = match way {
                Way::Archive(order) => {
                    let rival = ways.front().and_then(Way::module).filter(|_| !is_overtaken);
                    let rival = rival.map(|module| Rival::begin(self, &order, module));
                    let obtained = self.by_archive(&order, stage, rival.as_ref(), part);
                    (obtained.map_err(|error| error.of_archive(&order)), Some(Way::Archive(order)))
                }
                Way::Module(module) => (self.by_module(&module, stage), None),
                Way::Closed(why) => (Err(why.into()), None),
            };
            match obtained {
                Err(failure) if failure.is_of_the_way() => {
                    stage.clear()?;
                    if let Some(next) = ways.front() {
                        self.watcher.detour(&failure, next);
                    }
                    if failure.is_overtaken() {
                        // Where the faster way fails, this one is gone with all patience.
                        is_overtaken = true;
                        ways.extend(again);
                    } else {
                        failures.push(failure);
                    }
                }
                done => {
                    self.reach.remember();
                    return done;
                }
            }
        }
        match failures.pop() {
            Some(only) if failures.is_empty() => Err(only),
            last => {
                failures.extend(last);
                Err(Error::NoWay { version: stage.version().clone(), failures })
            }
        }
    }

    /// Where an archive is kept while it comes: a name for these very bytes, so that another authority's archive of
    /// the same name is not continued.
    fn partial(&self, file_name: &str, expected: &Expected) -> PathBuf {
        let name = format!("{file_name}.{}{}", &expected.hash.hex()[..16], PARTIAL);
        self.store.home().cache().join(name)
    }
}

/// Tells the log which way is tried, and what has to verify the bytes.
fn log_way(way: &Way) {
    match way {
        Way::Archive(order) => {
            let sources: Vec<_> = order.sources.iter().map(|source| source.name.as_str()).collect();
            log::debug!(
                "by {}, expected {} by {}, from {}",
                order.archive.file_name,
                order.expected.hash,
                order.expected.authority.message(Lang::En),
                sources.join(", ")
            );
        }
        Way::Module(module) => {
            let proxies = masked("GOPROXY", &module.proxies().to_string());
            log::debug!("by {} of {proxies}", module.file_name());
        }
        Way::Closed(why) => log::debug!("a way is closed: {why}"),
    }
}

fn discard(partial: &Path) -> Result<(), store::Error> {
    fetch::discard(partial).map_err(store::Error::io(Action::Remove, partial))
}
