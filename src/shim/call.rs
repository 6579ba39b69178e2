//! One call of a shim, understood: the toolchain that is meant, and what the project has to say to it.

use super::choose::Chooser;
use super::{Choice, Error, Invocation, Launcher, Wanted, environment};
use crate::env::Env;
use crate::project::Survey;
use crate::project::settings::{Assignment, Settings};
use crate::store::Store;
use std::path::PathBuf;

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
    /// Whether it is a question that `go` answers without switching.
    pub stays: bool,
    /// The folder of gv's shims.
    pub shims: PathBuf,
}

impl Call {
    /// Chooses, and reads the project's go.env. One walk up the directories serves both.
    pub fn read(invocation: &Invocation, env: &Env, store: &Store) -> Result<Self, Error> {
        let &Invocation { tool, switched, .. } = invocation;
        // gofmt asks for no module; and a go that switches has told its successor all there is to tell.
        let asks_settings = tool == "go" && !switched;
        let survey = Survey::of(&invocation.dir, env);
        let settings = if asks_settings { Settings::of(&survey, env, store.home()) } else { None };
        let trusted = settings.as_ref().and_then(Settings::trusted);
        let chooser = Chooser { survey: &survey, trusted, env, store };
        let build = invocation.build.as_deref().and_then(|name| chooser.linked(name));
        let choice = match &invocation.version {
            _ if build.is_some() => Choice::of(build.unwrap_or(Wanted::Nothing)),
            Some(version) if switched => Choice::exactly(version, store),
            Some(version) => chooser.exactly(version),
            None if invocation.stays => chooser.at_hand()?,
            None if tool == "go" => chooser.choose()?,
            None => chooser.start()?,
        };
        Ok(Self { tool, choice, settings, switched, stays: invocation.stays, shims: store.home().shims() })
    }

    /// What is changed in the environment of the program.
    pub fn environment(&self, env: &Env) -> Vec<Assignment> {
        if self.switched {
            return environment::of_switched(&self.choice, env);
        }
        let trusted = self.settings.as_ref().and_then(Settings::trusted);
        let mut changes = environment::environment(&self.choice, trusted, env);
        if self.choice.way == Launcher::InShims
            && let Ok(path) = std::env::join_paths(env.path_dirs().into_iter().chain([self.shims.clone()]))
        {
            changes.push(("PATH", Some(path)));
        }
        changes
    }
}
