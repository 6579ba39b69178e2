//! What `gv doctor --fix` changed, and why it could not.

use crate::diagnose::{Change, Error};
use crate::env::Env;
use crate::ui::{Explain, Lang, paths};

impl Lang {
    /// One change of a repair.
    pub fn repaired(self, change: &Change, env: &Env) -> String {
        match change {
            Change::Written(path) => self.program_placed(&paths::shown(path, env)),
            Change::Removed(path) => self.path_removed(&paths::shown(path, env)),
            Change::Set { setting, file } => self.setting_repaired(setting, &paths::shown(file, env)),
            Change::Default(version) => self.default_repaired(&format!("go{version}")),
        }
    }
}

impl Error {
    fn inner(&self) -> &dyn Explain {
        match self {
            Error::Setup(error) => error,
            Error::Store(error) => error,
            Error::Settings(error) => error,
        }
    }
}

impl Explain for Error {
    fn zh(&self) -> String {
        self.inner().zh()
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        self.inner().hints(lang)
    }

    fn code(&self) -> u8 {
        self.inner().code()
    }
}

crate::ui::messages! {
    setting_repaired(setting: &str, file: &str) { en: "{setting}   {file}", zh: "{setting}   {file}" }
    default_repaired(name: &str) { en: "default is now {name}", zh: "默认工具链现为 {name}" }
}
