//! Which versions the policy of this machine allows: its rules about versions, and `min_fixed`, which goes by what is known
//! of vulnerabilities without asking anybody.

use super::{Judgement, Known, Outlook};
use crate::config::{Config, Policy, Refused, RequestedBy, Rule};
use crate::env::Env;
use crate::home::Home;
use crate::release::{Catalog, Platform};
use crate::shim::{Choice, Source};
use crate::version::Version;

/// What the administrators of this machine allow.
#[derive(Debug, Clone, Copy)]
pub struct Permit<'a> {
    config: &'a Config,
    env: &'a Env,
    home: &'a Home,
    /// What is published, as far as that is known without asking.
    published: Published,
}

type Published = fn(&Config, &Env, &Home) -> Vec<Version>;

impl<'a> Permit<'a> {
    /// By the policy of these settings. Nothing is read until `min_fixed` needs it. This is what the shims need: what
    /// knows the releases knows the network too, and stays out of them.
    pub fn new(config: &'a Config, env: &'a Env, home: &'a Home) -> Self {
        Self { config, env, home, published: |_, _, _| Vec::new() }
    }

    /// The same, and a refusal names a version to take instead.
    #[must_use]
    pub fn naming_others(self) -> Self {
        Self { published: at_hand, ..self }
    }

    /// Whether a version may be installed and run.
    pub fn version(&self, version: &Version) -> Result<(), Refused> {
        let Some(policy) = &self.config.policy else { return Ok(()) };
        policy.check(version)?;
        if policy.min_fixed { self.fixed(policy, version) } else { Ok(()) }
    }

    /// Whether what `go` means may be run. A refusal leads to where another version is asked for.
    pub fn choice(&self, choice: &Choice) -> Result<(), Refused> {
        let refused = choice.versions().try_for_each(|version| self.version(&version));
        refused.map_err(|refused| Refused { by: by(choice.source.as_ref()), ..refused })
    }

    fn fixed(&self, policy: &Policy, version: &Version) -> Result<(), Refused> {
        // What is published matters only where something is to be taken instead.
        let outlook = self.outlook(policy, Vec::new());
        let count = fixable(&outlook.judge(version));
        if count == 0 {
            return Ok(());
        }
        let outlook = self.outlook(policy, (self.published)(self.config, self.env, self.home));
        let is_allowed = |other: &Version| policy.check(other).is_ok() && fixable(&outlook.judge(other)) == 0;
        let instead = outlook.newer_patches(version).into_iter().find(|other| is_allowed(other));
        Err(policy.refused(version, Rule::MinFixed(count), instead.map(ToString::to_string)))
    }

    /// The database of the policy's own file, and this machine: no variable and no setting of the user counts.
    fn outlook(&self, policy: &Policy, published: Vec<Version>) -> Outlook {
        let database = Known::of_policy(policy, self.config, self.env, self.home);
        Outlook::new(database, published, Platform::host())
    }
}

fn at_hand(config: &Config, env: &Env, home: &Home) -> Vec<Version> {
    Catalog::open(config, env, home, false).map(|catalog| catalog.at_hand()).unwrap_or_default()
}

/// How many known vulnerabilities are open that some release fixes. For the others there is nothing better to take.
fn fixable(judgement: &Judgement<'_>) -> usize {
    judgement.open.iter().filter(|open| open.fixed.is_some()).count()
}

fn by(source: Option<&Source>) -> RequestedBy {
    match source {
        Some(Source::Pin(_)) => RequestedBy::Pin,
        Some(Source::Floor(_)) => RequestedBy::Module,
        Some(Source::Env(_)) => RequestedBy::Variable,
        Some(Source::Gotoolchain(_)) => RequestedBy::Gotoolchain,
        Some(Source::Default | Source::System) | None => RequestedBy::User,
    }
}
