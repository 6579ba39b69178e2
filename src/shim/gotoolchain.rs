//! The GOTOOLCHAIN that counts for a `go`, and who sets it.

use crate::env::Env;
use crate::goenv::{self, Scope};
use crate::golang::select::Selection;
use crate::project::settings::{File, names_a_toolchain};
use std::path::{Path, PathBuf};

const KEY: &str = "GOTOOLCHAIN";

/// A value of GOTOOLCHAIN, with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gotoolchain {
    /// As it is written.
    pub value: String,
    /// Which place says so.
    pub scope: Scope,
    /// The file, where it is one.
    pub file: Option<PathBuf>,
}

impl Gotoolchain {
    /// Reads it as `go` would: from the environment, the project's trusted go.env, the user's file and
    /// `$GOROOT/go.env`. A toolchain that the project's go.env names does not count where a version is `named` more closely.
    pub(super) fn read(env: &Env, trusted: Option<&File>, named: bool, goroot: Option<&Path>) -> Self {
        if let Some(value) = env.get(KEY) {
            return Self { value: value.to_string_lossy().into_owned(), scope: Scope::Process, file: None };
        }
        let of_project = trusted.and_then(|file| Some((file.value(KEY)?, file.path())));
        if let Some((value, path)) = of_project
            && !value.is_empty()
            && !(named && names_a_toolchain(value))
        {
            return Self { value: value.to_owned(), scope: Scope::Project, file: Some(path.to_owned()) };
        }
        let user = goenv::user_file(env).map(|file| (Scope::User, file));
        let of_root = goroot.map(|root| (Scope::Goroot, root.join("go.env")));
        for (scope, file) in user.into_iter().chain(of_root) {
            if let Some(value) = goenv::value_in(&file, KEY) {
                return Self { value, scope, file: Some(file) };
            }
        }
        // Without a line in go.env, `go` runs itself and nothing else.
        let value = if goroot.is_some() { "local" } else { "auto" };
        Self { value: value.to_owned(), scope: Scope::Builtin, file: None }
    }

    /// What it says; `None` where `go` refuses it.
    pub(super) fn selection(&self) -> Option<Selection> {
        Selection::parse(&self.value)
    }

    /// Whether the user or a project says it, and not Go itself.
    pub fn is_set(&self) -> bool {
        match self.scope {
            Scope::Builtin => false,
            Scope::Goroot => self.value != "auto",
            Scope::Process | Scope::Project | Scope::User => true,
        }
    }
}
