//! What is known of vulnerabilities: from the database that the settings name, or Go's own, kept with its age; else what
//! is built in.

use super::ask::{Question, ask};
use super::kept::Kept;
use super::{Basis, Database, Error};
use crate::config::{Config, Policy};
use crate::env::Env;
use crate::fetch::{self, Asking};
use crate::home::Home;
use crate::release::Place;
use std::time::Duration;

/// A database and what is kept of it.
#[derive(Debug)]
pub struct Known<'a> {
    config: &'a Config,
    env: &'a Env,
    place: Place,
    kept: Kept,
}

/// Why the database was not asked, although what is known is old.
#[derive(Debug)]
pub enum Note {
    /// gv is offline.
    Offline,
    /// It could not be asked.
    NotAsked(Error),
}

const OWN: &str = "https://vuln.go.dev";
/// For so long an answer counts as new.
const LIFETIME: Duration = Duration::from_hours(6);

impl<'a> Known<'a> {
    /// The database that the settings name, or Go's own. No request is sent yet.
    pub fn open(config: &'a Config, env: &'a Env, home: &Home) -> Result<Self, Error> {
        Self::at(config.security.database.as_deref(), config, env, home)
    }

    /// What a policy goes by: the database of its own file, as it was answered last, else what is built in.
    pub(super) fn of_policy(policy: &Policy, config: &'a Config, env: &'a Env, home: &Home) -> Database {
        let known = Self::at(policy.database.as_deref(), config, env, home);
        known.map_or_else(|_| Database::built_in(), |known| known.at_hand())
    }

    fn at(database: Option<&str>, config: &'a Config, env: &'a Env, home: &Home) -> Result<Self, Error> {
        let place = Place::parse_authority(database.unwrap_or(OWN)).map_err(Error::Place)?;
        let kept = Kept::of(&place, home);
        Ok(Self { config, env, place, kept })
    }

    /// How the database is shown.
    pub fn name(&self) -> String {
        self.place.name()
    }

    /// The best data without a request. Go's own database is also what is built in, as it was once.
    pub fn at_hand(&self) -> Database {
        let built_in = Database::built_in();
        match self.kept.read() {
            Some(kept) if !self.is_gos_own() || kept.modified >= built_in.modified => kept,
            _ => built_in,
        }
    }

    /// What the database says now, unless it was asked a short while ago; else the best there is, and why it was not
    /// asked.
    pub fn renewed(&self, refresh: bool, watcher: &dyn Asking) -> (Database, Option<Note>) {
        let at_hand = self.at_hand();
        let is_folder = self.place.folder().is_some();
        let is_young = matches!(&at_hand.basis, Basis::Asked { age, .. } if *age < LIFETIME);
        if is_young && !refresh && !is_folder {
            return (at_hand, None);
        }
        if self.config.offline && !is_folder {
            return (at_hand, Some(Note::Offline));
        }
        watcher.begin(&self.name());
        let asked = self.ask(&at_hand);
        watcher.end();
        match asked {
            Ok(database) => {
                self.kept.write(&database);
                (database, None)
            }
            Err(error) => (at_hand, Some(Note::NotAsked(error))),
        }
    }

    fn ask(&self, known: &Database) -> Result<Database, Error> {
        let client = fetch::configured(self.env, &self.config.network)?;
        let is_same = self.is_gos_own() || known.basis != Basis::BuiltIn;
        fetch::run(ask(Question { client: &client, place: &self.place, known, is_same }))
    }

    fn is_gos_own(&self) -> bool {
        self.place.url().as_str().trim_end_matches('/') == OWN
    }
}
