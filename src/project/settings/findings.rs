//! What is wrong with the settings in force in a directory, and the correction of each.

use super::Target;
use crate::goenv::{GoEnv, Scope};
use crate::lint::{self, Finding, Fix, Subject};
use crate::project::{Requirements, Survey};

/// The correction of a finding: a change, and where it has to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy<'a> {
    /// In the environment: no file helps against that.
    Environment(&'a Fix),
    /// In a file.
    File(Target, &'a Fix),
}

/// Looks at settings in the light of what the project requires; the worst first.
pub fn findings(go: &GoEnv, survey: &Survey) -> Vec<Finding> {
    let modules = survey.floor_file().and_then(|file| Requirements::read(file).ok());
    let modules = modules.map(|project| project.modules).unwrap_or_default();
    let requires: Vec<&str> = modules.iter().map(|module| module.path.as_str()).collect();
    lint::check(&Subject { values: go.route_values(), requires: &requires })
}

impl<'a> Remedy<'a> {
    /// The change a finding has, where its setting stands. One that nobody has made yet belongs into the project's
    /// file where there is a project, else into the user's.
    pub fn of(finding: &'a Finding, go: &GoEnv, in_project: bool) -> Option<Self> {
        let fix = finding.fix.as_ref()?;
        let stands = go.settings(fix.key).next().map(|setting| setting.scope);
        let target = match stands {
            Some(Scope::Process) => return Some(Self::Environment(fix)),
            Some(Scope::Project) => Target::Project,
            Some(Scope::Builtin) | None if in_project => Target::Project,
            // A toolchain's own file is no place for the user's settings, and counts for all projects.
            Some(Scope::User | Scope::Goroot | Scope::Builtin) | None => Target::User,
        };
        Some(Self::File(target, fix))
    }

    /// The command to type. What changes the environment is for the shell to say.
    pub fn command(&self, in_shell: impl Fn(&str, Option<&str>) -> String) -> Option<String> {
        match self {
            Self::Environment(fix) => Some(in_shell(fix.key, fix.value.as_deref())),
            Self::File(target, fix) => fix.command(*target == Target::User),
        }
    }
}
