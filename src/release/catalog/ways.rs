//! The ways to a release, in the order in which they are gone.

use super::Catalog;
use crate::release::{Error, Part, Plan, Platform, Preference, Source, Way};
use crate::version::Version;

impl Catalog {
    /// The ways to a version for this platform.
    pub fn plan(&self, version: &Version, via: &Preference) -> Result<Plan, Error> {
        self.plan_for(version, &self.platform, via)
    }

    /// The same for another platform.
    pub fn plan_for(&self, version: &Version, platform: &Platform, via: &Preference) -> Result<Plan, Error> {
        let archive = || Ok(Way::Archive(Box::new(self.order_for(version, platform)?)));
        let module = || Ok(Way::Module(Box::new(self.modules()?.module(version, platform)?)));
        let is_fixed = self.config.policy.as_ref().is_some_and(|policy| policy.origin.is_some());
        let ways = match via {
            // The administrators have said who decides what a release is.
            Preference::Modules | Preference::ModulesFirst if is_fixed => vec![archive()?],
            Preference::Place(place) if is_fixed => {
                vec![Way::Archive(Box::new(self.order_for(version, platform)?.only(place)))]
            }
            Preference::Modules => vec![module()?],
            Preference::MirrorsFirst if self.origin.is_go() => self.nearer_first(archive(), module())?,
            // Another origin is another authority than that of the modules.
            Preference::Mirrors | Preference::MirrorsFirst => vec![archive()?],
            Preference::ModulesFirst => in_order(module(), archive())?,
            Preference::Place(place) => {
                let order = self.order_for(version, platform).map(|order| order.only(place));
                let module = self.modules()?.only(place).module(version, platform);
                in_order(order.map(Box::new).map(Way::Archive), module.map(Box::new).map(Way::Module))?
            }
        };
        Ok(Plan { version: version.clone(), ways, part: Part::Whole, required: None })
    }

    /// The archive before the module, unless nothing verifies it, or none of its sources answers on this network.
    fn nearer_first(
        &self,
        archive: Result<Way, Error>,
        module: Result<Way, Error>,
    ) -> Result<Vec<Way>, Error> {
        let is_silent = |source: &Source| self.reach.is_silent(&source.url);
        match (&archive, &module) {
            (Err(_), Ok(_)) => in_order(module, archive),
            (Ok(Way::Archive(order)), Ok(_)) if order.sources.iter().all(is_silent) => {
                in_order(module, archive)
            }
            _ => in_order(archive, module),
        }
    }
}

/// Both ways, as long as one is open.
fn in_order(first: Result<Way, Error>, second: Result<Way, Error>) -> Result<Vec<Way>, Error> {
    match (first, second) {
        (Err(first), Err(_)) => Err(first),
        (first, second) => {
            Ok([first, second].into_iter().map(|way| way.unwrap_or_else(Way::Closed)).collect())
        }
    }
}
