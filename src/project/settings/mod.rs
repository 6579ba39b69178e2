//! A project's own settings of Go: its `go.env`, whether the user trusts it, and what it then says to `go`. A file
//! that is not trusted says nothing.

mod edit;
mod effective;
mod error;
mod file;
mod findings;
mod place;
pub mod preset;
mod target;
mod trust;

pub use edit::{Changed, Edit, Edited, edit, restore};
pub use effective::{Assignment, in_force, names_a_toolchain};
pub use error::{Error, InvalidLine, LineError, Refusal};
pub use file::{Entry, File};
pub use findings::{Remedy, findings};
pub use place::{find, home_of_new};
pub use target::Target;
pub use trust::{Known, Standing, Trust};

use super::Survey;
use crate::env::Env;
use crate::home::Home;
use crate::verify::Digest;
use std::io::IsTerminal;
use std::path::PathBuf;

/// The name of the file.
pub const NAME: &str = super::survey::GO_ENV;

/// The keys that may stand in it: Go's module settings.
pub use crate::env::exported::SETTINGS as ALLOWED;

/// The go.env of a directory's project.
#[derive(Debug)]
pub struct Settings {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it is obeyed.
    pub state: State,
}

/// What became of a go.env.
#[derive(Debug)]
pub enum State {
    /// The user trusts exactly this content.
    Trusted(File),
    /// This content was not reviewed yet.
    Untrusted(File),
    /// It sets nothing, so that there is nothing to trust.
    Empty(File),
    /// It cannot be trusted.
    Refused(Refusal),
}

impl Settings {
    /// Finds and reads the go.env that counts; `None` where there is none.
    pub fn of(survey: &Survey, env: &Env, home: &Home) -> Option<Self> {
        let path = find(survey, env)?;
        Some(Self::at(path, home))
    }

    /// Reads the go.env at a path.
    pub fn at(path: PathBuf, home: &Home) -> Self {
        let state = match File::read(&path) {
            Err(refusal) => State::Refused(refusal),
            Ok(file) if file.entries().is_empty() => State::Empty(file),
            Ok(file) if Trust::of(home).holds(&file) => State::Trusted(file),
            Ok(file) => State::Untrusted(file),
        };
        Self { path, state }
    }

    /// The content, where it may be obeyed.
    pub fn trusted(&self) -> Option<&File> {
        match &self.state {
            State::Trusted(file) => Some(file),
            State::Untrusted(_) | State::Empty(_) | State::Refused(_) => None,
        }
    }

    /// The content, trusted or not; `None` where it is refused.
    pub fn file(&self) -> Option<&File> {
        match &self.state {
            State::Trusted(file) | State::Untrusted(file) | State::Empty(file) => Some(file),
            State::Refused(_) => None,
        }
    }

    /// Whether it is for the caller to say that this version of the file is not obeyed; see [`Trust::claim_notice`].
    pub fn tell_once(&self, home: &Home) -> bool {
        let digest = match &self.state {
            State::Refused(refusal) => Digest::of(refusal.to_string().as_bytes()),
            State::Trusted(file) | State::Untrusted(file) | State::Empty(file) => file.hash(),
        };
        Trust::of(home).claim_notice(&self.path, digest)
    }

    /// Whether it says something that is not obeyed.
    pub fn is_ignored(&self) -> bool {
        matches!(self.state, State::Untrusted(_) | State::Refused(_))
    }
}

/// Whether a line on stderr reaches a person: on a terminal, or in the log of a build server (`CI`). An editor that
/// runs `go` behind the scenes would swallow the one line there is, or take it for an error.
pub fn is_shown_to_somebody(env: &Env) -> bool {
    env.flag("CI") || std::io::stderr().is_terminal()
}
