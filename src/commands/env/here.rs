//! What is looked at before anything is said about Go's settings.

use crate::context::Context;
use crate::goenv::{GoEnv, Setting};
use crate::golang::env_file::EnvFile;
use crate::project::Survey;
use crate::project::settings::{Held, Settings};
use crate::shim;
use crate::store::Store;
use crate::ui::paths::{place, shown};
use std::path::{Path, PathBuf};

/// Go's settings in the working directory.
pub struct Here {
    /// The files of the directory.
    pub survey: Survey,
    /// The project's go.env, obeyed or not.
    pub settings: Option<Settings>,
    /// All layers; the project's is among them where it is trusted.
    pub go: GoEnv,
}

impl Here {
    /// Reads what there is. What gv has put into the environment for a project is not taken for the user's.
    pub fn read(context: &Context) -> Self {
        let env = Held::read(&context.env).taken_from(&context.env);
        let survey = Survey::of(env.cwd(), &env);
        let settings = Settings::of(&survey, &env, &context.home);
        let go = GoEnv::read(&env, goroot(context, &survey).as_deref());
        let go = match settings.as_ref().and_then(Settings::trusted) {
            Some(file) => go.with_layer(file.layer()),
            None => go,
        };
        Self { survey, settings, go }
    }
}

/// Where a setting stands: its file and line, empty where it stands in none.
pub fn place_of(setting: &Setting<'_>, context: &Context) -> String {
    let Some(file) = setting.file else { return String::new() };
    match line_of(file, setting.key) {
        Some(line) => place(file, line, &context.env),
        None => shown(file, &context.env),
    }
}

/// The line that sets a key, counted from 1; the last one counts.
pub fn line_of(file: &Path, key: &str) -> Option<usize> {
    let content = EnvFile::parse(std::fs::read(file).ok()?);
    content.lines().filter(|line| line.key == key.as_bytes()).last().map(|line| line.number)
}

/// The GOROOT whose `go` would run here.
fn goroot(context: &Context, survey: &Survey) -> Option<PathBuf> {
    let choice = shim::choose_by(survey, &context.env, &Store::of(&context.home)).ok()?;
    match choice.wanted {
        shim::Wanted::Toolchain(toolchain) => Some(toolchain.path),
        shim::Wanted::System(program) => {
            let program = program.canonicalize().ok()?;
            program.parent().and_then(Path::parent).map(ToOwned::to_owned)
        }
        shim::Wanted::Missing(_) | shim::Wanted::Nothing => None,
    }
}
