//! Go's settings in a directory as `go` sees them: the user's, and between them those of the project, where they are
//! trusted; and what is wrong with them.

use crate::env::Env;
use crate::goenv::GoEnv;
use crate::home::Home;
use crate::lint::Finding;
use crate::project::Survey;
use crate::project::settings::{self, ALLOWED, File, Remedy, Settings, names_a_toolchain};
use crate::shim;
use crate::store::Store;
use std::path::PathBuf;

/// Go's settings in the working directory.
pub struct EffectiveEnv {
    /// The files of the directory.
    pub survey: Survey,
    /// The project's go.env, obeyed or not.
    pub settings: Option<Settings>,
    /// All layers; the project's is among them where it is trusted.
    pub go: GoEnv,
    /// The GOROOT whose `go.env` counts.
    pub goroot: Option<PathBuf>,
    /// The toolchain that the project's GOTOOLCHAIN names in vain, because the version was named more closely.
    pub overruled_toolchain: Option<String>,
}

impl EffectiveEnv {
    /// Reads what there is.
    pub fn read(env: &Env, home: &Home) -> Self {
        let survey = Survey::of(env.cwd(), env);
        let settings = Settings::of(&survey, env, home);
        let store = Store::of(home);
        let choice = shim::choose_by(&survey, env, &store).ok();
        let goroot = shim::settings_root_of(choice.as_ref(), env, &store);
        let go = GoEnv::read(env, goroot.as_deref());
        let named = choice.is_some_and(|choice| choice.is_named());
        let mut overruled_toolchain = None;
        let go = match settings.as_ref().and_then(Settings::trusted) {
            Some(file) => {
                let mut source = file.source();
                let toolchain = source.values.get("GOTOOLCHAIN").filter(|value| names_a_toolchain(value));
                overruled_toolchain = toolchain.filter(|_| named).cloned();
                if overruled_toolchain.is_some() {
                    source.values.remove("GOTOOLCHAIN");
                }
                go.with_source(source)
            }
            None => go,
        };
        Self { survey, settings, go, goroot, overruled_toolchain }
    }

    /// What is wrong with the settings in force.
    pub fn findings(&self) -> Vec<Finding> {
        settings::findings(&self.go, &self.survey)
    }

    /// What corrects a finding where the setting is.
    pub fn remedy<'a>(&'a self, finding: &'a Finding) -> Option<Remedy<'a>> {
        let in_project = self.settings.is_some() || !self.survey.roots().is_empty();
        Remedy::of(finding, &self.go, in_project)
    }
}

/// What would be wrong if a project's file were obeyed.
pub struct Preview {
    go: GoEnv,
    /// What the file says itself, and what comes of that together with the user's file.
    pub findings: Vec<Finding>,
}

impl Preview {
    /// Looks at a file that is about to be obeyed. What the environment says beside it is no part of the question.
    pub fn of(file: &File, env: &Env) -> Self {
        let survey = Survey::of(file.path().parent().unwrap_or(file.path()), env);
        let others = || GoEnv::read(&env.clone().without(ALLOWED), None);
        let before = settings::findings(&others(), &survey);
        let go = others().with_source(file.source());
        let mut findings = settings::findings(&go, &survey);
        findings.retain(|finding| file.value(finding.key).is_some() || !before.contains(finding));
        Self { go, findings }
    }

    /// What corrects a finding in the file.
    pub fn remedy<'a>(&'a self, finding: &'a Finding) -> Option<Remedy<'a>> {
        Remedy::of(finding, &self.go, true)
    }
}
