//! One call of a shim, understood: the toolchain that is meant, and what the project has to say to it.

use super::{Choice, Error, Invocation, choose, environment};
use crate::env::Env;
use crate::project::Survey;
use crate::project::settings::{Change, Settings};
use crate::store::Store;

/// What a call of a shim means.
#[derive(Debug)]
pub struct Call {
    /// The program of the toolchain: `go` or `gofmt`.
    pub tool: &'static str,
    /// The toolchain.
    pub choice: Choice,
    /// The project's go.env, obeyed or not; `None` also where it plays no part.
    pub settings: Option<Settings>,
    /// Whether it is Go that switches.
    pub switched: bool,
}

impl Call {
    /// Chooses, and reads the project's go.env. One walk up the directories serves both.
    pub fn read(invocation: &Invocation, env: &Env, store: &Store) -> Result<Self, Error> {
        let &Invocation { tool, switched, .. } = invocation;
        // gofmt asks for no module; and a go that switches has told its successor all there is to tell.
        let asks_settings = tool == "go" && !switched;
        let survey =
            (asks_settings || invocation.version.is_none()).then(|| Survey::of(&invocation.dir, env));
        let choice = match (&invocation.version, &survey) {
            (Some(version), _) => Choice::exactly(version, store),
            (None, Some(survey)) => choose::choose_by(survey, env, store)?,
            (None, None) => choose::choose(&invocation.dir, env, store)?,
        };
        let settings = survey.filter(|_| asks_settings);
        let settings = settings.and_then(|survey| Settings::of(&survey, env, store.home()));
        Ok(Self { tool, choice, settings, switched })
    }

    /// What is changed in the environment of the program.
    pub fn environment(&self, env: &Env) -> Vec<Change> {
        if self.switched {
            return environment::of_switched(&self.choice);
        }
        environment::environment(&self.choice, self.settings.as_ref().and_then(Settings::trusted), env)
    }
}
