//! What runs where no version was named: the default, else the Go on PATH, unless the floor is above it.

use super::choose::{Chooser, chosen};
use super::{Choice, Error, Gotoolchain, Passed, Source, Step, Wanted, on_path};
use crate::golang::select::{self, Raising};
use crate::project::Floor;
use crate::store::Toolchain;
use crate::version::Version;

/// What runs where nothing asks for more: the default, or the Go on PATH where there is none.
pub(super) struct Base {
    pub wanted: Wanted,
    version: Option<Version>,
    source: Source,
}

impl Chooser<'_> {
    /// No version was named: the default, else the Go on PATH, unless the floor is above it.
    pub(super) fn by_floor(&self) -> Result<Choice, Error> {
        let (floor, default) = (self.floor(), self.default()?);
        let gone = default.as_ref().filter(|(_, toolchain)| toolchain.is_none()).map(|(version, _)| Step {
            passed: Some(Passed::Gone),
            version: Some(version.clone()),
            ..chosen(Source::Default)
        });
        let base = self.base(default);
        let meets = |base: &Base, floor: &Floor| {
            floor.version().is_none() || base.version.as_ref().is_some_and(|version| floor.allows(version))
        };
        let mut choice = match (floor, base) {
            (Some(floor), Some(base)) if meets(&base, &floor) => {
                let why = match (floor.version(), &base.source) {
                    (None, _) => Passed::LeftToDefault,
                    (Some(_), Source::System) => Passed::MetBySystem,
                    (Some(_), _) => Passed::MetByDefault,
                };
                with_base(base, Some((floor, why)))
            }
            (Some(floor), base) if floor.version().is_some() => self.at_floor(floor, base)?,
            (Some(floor), None) => Choice {
                steps: vec![Step { passed: Some(Passed::LeftToDefault), ..chosen(Source::Floor(floor)) }],
                ..Choice::of(Wanted::Nothing)
            },
            (_, Some(base)) => with_base(base, None),
            (None, None) => Choice::of(Wanted::Nothing),
        };
        choice.steps.extend(gone);
        Ok(choice)
    }

    /// The floor is above what would run without it.
    fn at_floor(&self, floor: Floor, base: Option<Base>) -> Result<Choice, Error> {
        let wanted = match (self.other_build(&floor), floor.spec()) {
            (Some(program), _) => program,
            (None, Some(spec)) => self.or_system(self.meaning(&spec)?, |version| floor.allows(version)),
            (None, None) => Wanted::Nothing,
        };
        let Some(base) = base else {
            let steps = vec![chosen(Source::Floor(floor.clone()))];
            return Ok(Choice { source: Some(Source::Floor(floor)), steps, ..Choice::of(wanted) });
        };
        if self.is_kept_from(&wanted, &base) {
            return Ok(with_base(base, Some((floor, Passed::KeptFrom))));
        }
        let below = Step { passed: Some(Passed::BelowFloor), ..base.step() };
        let steps = vec![chosen(Source::Floor(floor.clone())), below];
        Ok(Choice { source: Some(Source::Floor(floor)), steps, ..Choice::of(wanted) })
    }

    /// Whether GOTOOLCHAIN keeps the base from the floor: it names another toolchain, or what is missing may not be
    /// downloaded. A value that `go` refuses is left for `go` to report.
    fn is_kept_from(&self, wanted: &Wanted, base: &Base) -> bool {
        let chooses = base.version.as_ref().is_none_or(select::selects);
        let goroot = if chooses { base.wanted.goroot() } else { None };
        let Some(selection) = Gotoolchain::read(self.env, self.trusted, false, goroot.as_deref()).selection()
        else {
            return chooses;
        };
        if selection.named.is_some() {
            return chooses;
        }
        selection.raising != Raising::Downloading && matches!(wanted, Wanted::Missing(_))
    }

    /// What runs where nothing asks for more. A default that is gone is none.
    pub(super) fn base(&self, default: Option<(Version, Option<Toolchain>)>) -> Option<Base> {
        if let Some((version, Some(toolchain))) = default {
            let wanted = Wanted::Toolchain(toolchain);
            return Some(Base { wanted, version: Some(version), source: Source::Default });
        }
        let wanted = Wanted::System(on_path::system_go(self.env, self.store.home())?);
        Some(Base { version: wanted.version(), wanted, source: Source::System })
    }
}

impl Base {
    fn step(&self) -> Step {
        let version = self.version.clone();
        Step { source: self.source.clone(), passed: None, version }
    }
}

/// The base is chosen, and the floor says nothing against it.
fn with_base(base: Base, floor: Option<(Floor, Passed)>) -> Choice {
    let floor = floor.map(|(floor, why)| Step { passed: Some(why), ..chosen(Source::Floor(floor)) });
    let steps = floor.into_iter().chain([base.step()]).collect();
    Choice { source: Some(base.source), steps, ..Choice::of(base.wanted) }
}
