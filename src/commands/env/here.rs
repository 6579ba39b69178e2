//! What is looked at before anything is said about Go's settings.

use crate::context::Context;
use crate::goenv::{GoEnv, Setting};
use crate::project::Survey;
use crate::project::settings::{Held, Settings, names_a_toolchain};
use crate::shim::{self, Wanted};
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
    /// The toolchain that the project's GOTOOLCHAIN names in vain, because the version was named more closely.
    pub overruled_toolchain: Option<String>,
}

impl Here {
    /// Reads what there is. What gv has put into the environment for a project is not taken for the user's.
    pub fn read(context: &Context) -> Self {
        let env = Held::read(&context.env).taken_from(&context.env);
        let survey = Survey::of(env.cwd(), &env);
        let settings = Settings::of(&survey, &env, &context.home);
        let choice = shim::choose_by(&survey, &context.env, &Store::of(&context.home)).ok();
        let goroot = choice.as_ref().and_then(|choice| goroot(&choice.wanted));
        let go = GoEnv::read(&env, goroot.as_deref());
        let named = choice.is_some_and(|choice| choice.is_named());
        let mut overruled_toolchain = None;
        let go = match settings.as_ref().and_then(Settings::trusted) {
            Some(file) => {
                let mut layer = file.layer();
                let toolchain = layer.values.get("GOTOOLCHAIN").filter(|value| names_a_toolchain(value));
                overruled_toolchain = toolchain.filter(|_| named).cloned();
                if overruled_toolchain.is_some() {
                    layer.values.remove("GOTOOLCHAIN");
                }
                go.with_layer(layer)
            }
            None => go,
        };
        Self { survey, settings, go, overruled_toolchain }
    }
}

/// Where a setting stands: its file and line, empty where it stands in none.
pub fn place_of(setting: &Setting<'_>, context: &Context) -> String {
    let Some(file) = setting.file else { return String::new() };
    match setting.line() {
        Some(line) => place(file, line, &context.env),
        None => shown(file, &context.env),
    }
}

/// The GOROOT whose `go` would run here.
fn goroot(wanted: &Wanted) -> Option<PathBuf> {
    match wanted {
        Wanted::Toolchain(toolchain) => Some(toolchain.path.clone()),
        Wanted::System(program) => {
            let program = program.canonicalize().ok()?;
            program.parent().and_then(Path::parent).map(ToOwned::to_owned)
        }
        Wanted::Missing(_) | Wanted::Nothing => None,
    }
}
