//! All that a command is given.

use crate::advisories::Permit;
use crate::config::Config;
use crate::env::Env;
use crate::home::Home;
use crate::ui::Ui;
use crate::update::Identity;

/// The process's environment, gv's home, its settings, and the way to talk. Read once, never changed.
#[derive(Debug, Clone)]
pub struct Context {
    /// The environment of the process.
    pub env: Env,
    /// The same without the relay: what the user has set.
    pub bare: Env,
    /// Where gv keeps things.
    pub home: Home,
    /// The settings in force.
    pub config: Config,
    /// How to talk.
    pub ui: Ui,
    /// What this gv is.
    pub identity: Identity,
}

impl Context {
    /// Which versions the policy of this machine allows.
    pub fn permit(&self) -> Permit<'_> {
        Permit::new(&self.config, &self.env, &self.home).naming_others()
    }
}
