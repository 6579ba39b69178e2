//! What every measurement needs: the candidates, the questions, and whom to ask with.

use super::{Candidate, Candidates, Error, Measured, Progress, Questions, measure};
use crate::config::Config;
use crate::effective::EffectiveEnv;
use crate::env::Env;
use crate::fetch::{self, Asking};
use crate::goenv::GoEnv;
use crate::golang::database::Database;
use crate::golang::toolchain::ModuleVersion;
use crate::home::Home;
use crate::mirror::Kind;
use crate::net::Credentials;
use crate::probe::mirror::{LIMITS, ModuleSample, Prober, ReleaseSample};
use crate::release::database::Service;
use crate::release::{Catalog, Manifest, Platform};
use crate::verify::Hash;
use crate::version::Version;
use std::path::PathBuf;
use std::rc::Rc;

/// A small module that every proxy has had for years.
const MODULE: &str = "github.com/pkg/errors";
const VERSION: &str = "v0.9.1";
/// A version of it that there is not.
const MISSING: &str = "v0.9.99";

/// What is known before the first request.
pub struct Session<'a> {
    env: &'a Env,
    home: &'a Home,
    /// The settings of gv.
    pub config: Config,
    /// Go's settings here.
    pub go: GoEnv,
    /// All mirrors.
    pub candidates: Candidates,
    goroot: Option<PathBuf>,
    asking: Rc<dyn Asking>,
}

impl<'a> Session<'a> {
    /// Reads the settings. `asking` is told while the origin is waited for.
    pub fn open(env: &'a Env, home: &'a Home, config: Config, asking: Rc<dyn Asking>) -> Result<Self, Error> {
        let EffectiveEnv { go, goroot, .. } = EffectiveEnv::read(env, home);
        // A list that makes no sense has no proxies; `gv env` tells of it.
        let list = go.goproxy().ok();
        let candidates = Candidates::of(&config, list.as_ref())?;
        Ok(Self { env, home, config, go, candidates, goroot, asking })
    }

    /// Measures mirrors in so many rounds.
    pub(super) fn measure(
        &self,
        candidates: &[Candidate],
        questions: &mut Questions,
        (rounds, progress): (u32, &impl Progress),
    ) -> Result<Vec<Measured>, Error> {
        let prober = self.prober()?;
        Ok(fetch::run(measure(&prober, candidates, questions, rounds, progress)))
    }

    fn prober(&self) -> Result<Prober, Error> {
        let network = &self.config.network;
        let credentials = Credentials::read(self.env, self.go.text("GOAUTH"));
        let service = match self.go.database() {
            Ok(Database::Service(setting)) => {
                Some(Service::of(&setting).map_err(crate::release::Error::from)?)
            }
            // What is wrong with it is told by `gv env`; mirrors can be measured without.
            Ok(Database::Off) | Err(_) => None,
        };
        Ok(Prober {
            client: fetch::configured(self.env, network)?.with_credentials(&credentials),
            fresh: fetch::unpooled(self.env, network)?.with_credentials(&credentials),
            home: self.home.clone(),
            service,
            limits: LIMITS,
        })
    }

    fn catalog(&self) -> Result<Catalog, Error> {
        let catalog = Catalog::open(&self.config, self.env, self.home, false)?;
        Ok(catalog.behind(self.goroot.clone()).watched(Rc::clone(&self.asking)))
    }

    /// What is asked: for the archive of a release that has been there for a while, and of the newest there is.
    pub fn questions(&self, candidates: &[Candidate]) -> Result<Questions, Error> {
        let catalog = self.catalog()?;
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
