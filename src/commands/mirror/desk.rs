//! What every measurement needs: the candidates, the questions, and whom to ask with.

use crate::commands::Error;
use crate::commands::env::Here;
use crate::context::Context;
use crate::fetch::{self, Logins};
use crate::goenv::GoEnv;
use crate::golang::database::Database;
use crate::golang::toolchain::ModuleVersion;
use crate::mirror::{Candidate, Candidates, Kind, Measured, Progress, Questions, measure};
use crate::probe::mirror::{LIMITS, ModuleSample, Prober, ReleaseSample};
use crate::release::database::Service;
use crate::release::{Catalog, Manifest, Platform};
use crate::verify::Hash;
use crate::version::Version;

/// A small module that every proxy has had for years.
const MODULE: &str = "github.com/pkg/errors";
const VERSION: &str = "v0.9.1";
/// A version of it that there is not.
const MISSING: &str = "v0.9.99";

/// What is known before anybody is asked.
pub struct Desk<'a> {
    context: &'a Context,
    quiet: bool,
    /// Go's settings here.
    pub go: GoEnv,
    /// All mirrors.
    pub candidates: Candidates,
}

impl<'a> Desk<'a> {
    /// Reads the settings.
    pub fn open(context: &'a Context) -> Result<Self, Error> {
        let go = Here::read(context).go;
        // A list that makes no sense has no proxies; `gv env` tells of it.
        let list = go.goproxy().ok();
        let candidates = Candidates::of(&context.config, list.as_ref())?;
        Ok(Self { context, quiet: false, go, candidates })
    }

    /// The same, without a word on how far it is.
    #[must_use]
    pub fn quiet(self) -> Self {
        Self { quiet: true, ..self }
    }

    /// Measures mirrors in so many rounds.
    pub fn measure(
        &self,
        candidates: &[Candidate],
        questions: &mut Questions,
        rounds: u32,
    ) -> Result<Vec<Measured>, Error> {
        let prober = self.prober()?;
        let told = Told { context: self.context, quiet: self.quiet, count: candidates.len() };
        Ok(fetch::run(measure(&prober, candidates, questions, rounds, &told)))
    }

    fn prober(&self) -> Result<Prober, Error> {
        let (env, network) = (&self.context.env, &self.context.config.network);
        let logins = Logins::read(env, self.go.text("GOAUTH"));
        let service = match self.go.database() {
            Ok(Database::Service(setting)) => {
                Some(Service::of(&setting).map_err(crate::release::Error::from)?)
            }
            // What is wrong with it is told by `gv env`; mirrors can be measured without.
            Ok(Database::Off) | Err(_) => None,
        };
        Ok(Prober {
            client: fetch::configured(env, network)?.with_logins(&logins),
            fresh: fetch::unpooled(env, network)?.with_logins(&logins),
            home: self.context.home.clone(),
            service,
            limits: LIMITS,
        })
    }

    /// What is asked: for the archive of a release that has been there for a while, and of the newest there is.
    pub fn questions(&self, candidates: &[Candidate]) -> Result<Questions, Error> {
        let Context { env, home, config, .. } = self.context;
        let catalog = Catalog::open(config, env, home, false)?;
        let platform = catalog.platform().clone();
        let of_releases = candidates.iter().any(|candidate| candidate.kind == Kind::Release);
        let versions = match catalog.published() {
            Ok(offers) => offers.into_iter().filter(|offer| offer.available).map(|it| it.version).collect(),
            Err(error) if of_releases => return Err(error.into()),
            Err(_) => Manifest::built_in().versions().cloned().collect(),
        };
        let (newest, settled) = chosen(versions);
        let order = |version: &Version| catalog.order(version);
        let orders = match (&newest, &settled) {
            (Some(newest), Some(settled)) if of_releases => Some((order(newest)?, order(settled)?)),
            _ => None,
        };
        let expected = orders.as_ref().and_then(|(_, settled)| match settled.expected.hash {
            Hash::Sha256(hash) => Some(hash),
            Hash::H1(_) => None,
        });
        let release = orders.map(|(newest, settled)| ReleaseSample {
            archive: settled.archive,
            newest: newest.archive,
            newest_version: newest.version,
        });
        let module = module_sample(settled.as_ref(), platform);
        Ok(Questions { release, expected, module, proven: None, newest })
    }
}

fn module_sample(settled: Option<&Version>, platform: Platform) -> ModuleSample {
    ModuleSample {
        module: MODULE.to_owned(),
        version: VERSION.to_owned(),
        missing: MISSING.to_owned(),
        toolchain: settled.and_then(|version| ModuleVersion::of(version, &platform.os, &platform.arch)),
        platform,
    }
}

/// The newest release, and the newest of the minor before it: what every mirror has had time to fetch.
fn chosen(mut versions: Vec<Version>) -> (Option<Version>, Option<Version>) {
    versions.retain(|version| !version.is_prerelease());
    versions.sort_by(|a, b| b.cmp(a));
    let newest = versions.first().cloned();
    let older = |version: &&Version| newest.as_ref().is_some_and(|newest| !version.same_minor(newest));
    let settled = versions.iter().find(older).or(newest.as_ref()).cloned();
    (newest, settled)
}

/// Tells how far it is, on stderr.
struct Told<'a> {
    context: &'a Context,
    quiet: bool,
    count: usize,
}

impl Progress for Told<'_> {
    fn round(&self, round: u32, of: u32) {
        let ui = &self.context.ui;
        match round {
            _ if self.quiet => {}
            0 => ui.say(&ui.lang.mirror_looking(self.count)),
            round => ui.say(&ui.lang.mirror_round(round, of)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_has_been_there_for_a_while() {
        let of = |versions: &[&str]| {
            let (newest, settled) = chosen(versions.iter().map(|version| version.parse().unwrap()).collect());
            [newest, settled].map(|version| version.map(|it| it.to_string()).unwrap_or_default())
        };
        assert_eq!(of(&["1.26.9", "1.28rc1", "1.27.3", "1.27.0", "1.26.2"]), ["1.27.3", "1.26.9"]);
        assert_eq!(of(&["1.27.0", "1.27.1"]), ["1.27.1", "1.27.1"]);
        assert_eq!(of(&["1.28rc1"]), ["", ""]);
    }
}
