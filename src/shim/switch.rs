//! The toolchain that a `go` turns to by itself, once it is started: as GOTOOLCHAIN says, or as high as the floor.

use super::choice::{Launcher, Stop};
use super::choose::{Chooser, chosen};
use super::{Choice, Gotoolchain, Passed, Source, Step, Wanted, on_path};
use crate::golang::select::{self, Least, Named, Raising, Target};
use crate::project::Floor;
use crate::system::program::is_program;
use crate::version::{Spec, Version};
use std::env::consts::EXE_SUFFIX;

impl Chooser<'_> {
    /// The choice with what the started `go` turns to.
    pub(super) fn switched(&self, choice: Choice) -> Choice {
        let local = choice.wanted.version().filter(select::selects);
        let Some(local) = local.filter(|_| self.survey.has_modules()) else { return choice };
        let goroot = choice.wanted.goroot();
        let gotoolchain = Gotoolchain::read(self.env, self.trusted, choice.named, goroot.as_deref());
        // A value that `go` refuses is left for `go` to report.
        let Some(selection) = gotoolchain.selection() else {
            return Choice { stop: Some(Stop::Refused(gotoolchain)), ..choice };
        };
        let floor = self.floor();
        let Some(target) = selection.target(&local, floor.as_ref().and_then(least).as_ref()) else {
            return stayed(choice, gotoolchain);
        };
        let Some(wanted) = self.wanted_by(&target, selection.raising) else {
            let stop = Some(Stop::NotFound { name: target.named.name, gotoolchain: gotoolchain.clone() });
            return Choice { stop, ..stayed(choice, gotoolchain) };
        };
        let by = if target.by_floor { floor.map(Source::Floor) } else { None };
        self.turned(choice, &target, wanted, by.unwrap_or(Source::Gotoolchain(gotoolchain)))
    }

    /// What a launcher means here: its version, unless `go` turns to another one.
    pub(super) fn exactly(&self, version: &Version) -> Choice {
        self.switched(Choice::exactly(version, self.store))
    }

    /// A program on PATH that is the floor's own build of a release (`toolchain go1.22.3-corp`).
    pub(super) fn other_build(&self, floor: &Floor) -> Option<Wanted> {
        let named = Named::parse(&floor.toolchain_name()?).filter(|named| !named.is_plain())?;
        self.linked(&named.name)
    }

    /// What a target is; `None` where `go` is left to say why it cannot be.
    fn wanted_by(&self, target: &Target, raising: Raising) -> Option<Wanted> {
        let Named { name, version } = &target.named;
        let plain = target.named.is_plain();
        if plain && let Some(toolchain) = self.store.look_for(version).ok().flatten() {
            return Some(Wanted::Toolchain(toolchain));
        }
        if let Some(program) = self.linked(name) {
            return Some(program);
        }
        if !plain && !target.by_floor {
            return None;
        }
        // A build that is not to be found stands for its release.
        match self.store.look_for(version).ok().flatten() {
            Some(toolchain) => Some(Wanted::Toolchain(toolchain)),
            None if raising == Raising::FromPath || !version.is_release() => None,
            None => Some(Wanted::Missing(Spec::Exact(version.clone()))),
        }
    }

    /// How `go` finds a toolchain by its name.
    fn way_to(&self, name: &str) -> Launcher {
        if on_path::find(name, self.env).is_some() {
            return Launcher::OnPath;
        }
        let launcher = self.store.home().shims().join(format!("{name}{EXE_SUFFIX}"));
        if is_program(&launcher) { Launcher::InShims } else { Launcher::Nowhere }
    }

    /// The choice of what `go` turns to. The first `go` is started where it finds the second one by itself; else the
    /// second is started in its place.
    fn turned(&self, choice: Choice, target: &Target, wanted: Wanted, by: Source) -> Choice {
        let is_missing = |wanted: &Wanted| matches!(wanted, Wanted::Missing(_));
        let both = !is_missing(&choice.wanted) && !is_missing(&wanted);
        let way = if both { self.way_to(&target.named.name) } else { Launcher::OnPath };
        let before = choice.wanted.version();
        let started = (both && way != Launcher::Nowhere).then_some(choice.wanted);
        let why = if target.by_floor { Passed::BelowFloor } else { Passed::Overruled };
        let mut steps = choice.steps;
        for step in steps.iter_mut().filter(|step| step.passed.is_none()) {
            step.passed = Some(why.clone());
        }
        let known =
            steps.iter_mut().find(|step| step.source.place().is_some() && step.source.place() == by.place());
        match known {
            Some(step) => step.passed = None,
            None => steps.insert(0, chosen(by.clone())),
        }
        Choice { wanted, started, way, before, source: Some(by), steps, ..choice }
    }
}

/// A floor as `go` compares it, and what it turns to for it.
fn least(floor: &Floor) -> Option<Least> {
    Some(Least { version: floor.version()?.clone(), named: Named::parse(&floor.toolchain_name()?)? })
}

/// The choice as it is, with GOTOOLCHAIN among the steps if it is set.
fn stayed(choice: Choice, gotoolchain: Gotoolchain) -> Choice {
    let mut steps = choice.steps;
    if gotoolchain.is_set() {
        let passed = Some(Passed::Agrees);
        steps.push(Step { passed, ..chosen(Source::Gotoolchain(gotoolchain)) });
    }
    Choice { steps, ..choice }
}
