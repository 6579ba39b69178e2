//! The choice: `GV_VERSION`, the nearest pin, the floor of go.work or go.mod, the default, a Go on PATH.

use super::{Choice, Error, Passed, Source, Step, Wanted, on_path};
use crate::env::Env;
use crate::project::{Floor, Pin, Survey};
use crate::store::{Store, Toolchain};
use crate::version::{Spec, Version};
use std::path::Path;

/// Chooses for a directory. A partial version means the newest installed one; nothing is installed here.
pub fn choose(dir: &Path, env: &Env, store: &Store) -> Result<Choice, Error> {
    let survey = Survey::of(dir, env);
    let explicit = match env.get("GV_VERSION") {
        Some(value) => Some(Source::Env(value.to_string_lossy().into_owned())),
        None => survey.pin()?.map(Source::Pin),
    };
    if let Some(source) = explicit {
        return Chooser { env, store }.explicit(source, &survey);
    }
    Chooser { env, store }.by_floor(survey.floor()?)
}

struct Chooser<'a> {
    env: &'a Env,
    store: &'a Store,
}

impl Chooser<'_> {
    /// Somebody named a version. What else there is, is only looked at to be told; a file that cannot be read
    /// keeps nobody from what was named.
    fn explicit(&self, source: Source, survey: &Survey) -> Result<Choice, Error> {
        let spec = match &source {
            Source::Env(text) => text.parse().map_err(|_| Error::BadVariable { value: text.clone() })?,
            Source::Pin(Pin { spec, .. }) => spec.clone(),
            Source::Floor(_) | Source::Default | Source::System => Spec::System,
        };
        let wanted = self.meaning(&spec)?;
        let mut steps = vec![chosen(source.clone())];
        let others = survey.pins().skip(usize::from(matches!(source, Source::Pin(_))));
        steps.extend(others.flatten().map(|pin| overruled(Source::Pin(pin))));
        steps.extend(survey.floor().ok().flatten().map(|floor| overruled(Source::Floor(floor))));
        let default = self.store.default_version().ok().flatten();
        steps.extend(default.map(|version| Step { version: Some(version), ..overruled(Source::Default) }));
        Ok(Choice { wanted, source: Some(source), steps })
    }

    /// Nobody named a version: the default, unless the floor is above it.
    fn by_floor(&self, floor: Option<Floor>) -> Result<Choice, Error> {
        let default = self.default()?;
        let least = floor.as_ref().and_then(Floor::spec);
        let (floor_step, default_step) = match (&floor, &default) {
            (Some(floor), Some((version, Some(_)))) if floor.allows(version) => {
                let why = if least.is_some() { Passed::MetByDefault } else { Passed::LeftToDefault };
                (Some(why), None)
            }
            (Some(_), Some((_, Some(_)))) => (None, Some(Passed::BelowFloor)),
            (Some(_), default) => (least.is_none().then_some(Passed::LeftToDefault), gone(default.as_ref())),
            (None, default) => (None, gone(default.as_ref())),
        };
        let mut steps: Vec<Step> = Vec::new();
        if let Some(floor) = floor.clone() {
            steps.push(Step { source: Source::Floor(floor), passed: floor_step.clone(), version: None });
        }
        if let Some((version, _)) = &default {
            steps.push(Step {
                source: Source::Default,
                passed: default_step.clone(),
                version: Some(version.clone()),
            });
        }
        match (floor, least, default) {
            (_, _, Some((_, Some(toolchain)))) if default_step.is_none() => {
                Ok(Choice { wanted: Wanted::Toolchain(toolchain), source: Some(Source::Default), steps })
            }
            (Some(floor), Some(spec), _) => {
                Ok(Choice { wanted: self.meaning(&spec)?, source: Some(Source::Floor(floor)), steps })
            }
            _ => Ok(self.last_resort(steps)),
        }
    }

    fn last_resort(&self, mut steps: Vec<Step>) -> Choice {
        match on_path::system_go(self.env, self.store.home()) {
            Some(go) => {
                steps.push(chosen(Source::System));
                Choice { wanted: Wanted::System(go), source: Some(Source::System), steps }
            }
            None => Choice { wanted: Wanted::Nothing, source: None, steps },
        }
    }

    /// What a spec means among what is installed.
    fn meaning(&self, spec: &Spec) -> Result<Wanted, Error> {
        if *spec == Spec::System {
            let go = on_path::system_go(self.env, self.store.home());
            return go.map(Wanted::System).ok_or(Error::NoSystemGo);
        }
        if let Some(version) = spec.exact() {
            let found = self.store.find(version);
            return Ok(found.map_or_else(|| Wanted::Missing(spec.clone()), Wanted::Toolchain));
        }
        let toolchains = self.store.list()?;
        let newest = spec.newest(toolchains.iter().map(|toolchain| &toolchain.version)).cloned();
        let found =
            newest.and_then(|newest| toolchains.into_iter().find(|toolchain| toolchain.version == newest));
        Ok(found.map_or_else(|| Wanted::Missing(spec.clone()), Wanted::Toolchain))
    }

    /// The default, with its toolchain unless that is gone.
    fn default(&self) -> Result<Option<(Version, Option<Toolchain>)>, Error> {
        let version = self.store.default_version()?;
        Ok(version.map(|version| (version.clone(), self.store.find(&version))))
    }
}

fn gone(default: Option<&(Version, Option<Toolchain>)>) -> Option<Passed> {
    default.is_some_and(|(_, toolchain)| toolchain.is_none()).then_some(Passed::Gone)
}

fn chosen(source: Source) -> Step {
    Step { source, passed: None, version: None }
}

fn overruled(source: Source) -> Step {
    Step { source, passed: Some(Passed::Overruled), version: None }
}
