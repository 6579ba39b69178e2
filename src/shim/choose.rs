//! The choice: `GV_VERSION`, the nearest pin, the floor of go.work or go.mod, the default, a Go on PATH.

use super::{Choice, Error, Passed, Source, Step, Wanted, on_path};
use crate::env::Env;
use crate::project::{Floor, Pin, Survey};
use crate::store::{Store, Toolchain};
use crate::version::{Spec, Version};
use std::path::Path;

/// Chooses for a directory. A partial version means the newest installed one; nothing is installed here.
pub fn choose(dir: &Path, env: &Env, store: &Store) -> Result<Choice, Error> {
    choose_by(&Survey::of(dir, env), env, store)
}

/// The same for who has looked at the directory already.
pub fn choose_by(survey: &Survey, env: &Env, store: &Store) -> Result<Choice, Error> {
    let explicit = match env.get("GV_VERSION") {
        Some(value) => Some(Source::Env(value.to_string_lossy().into_owned())),
        None => survey.pin()?.map(Source::Pin),
    };
    if let Some(source) = explicit {
        return Chooser { env, store }.explicit(source, survey);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::Home;
    use proptest::prelude::*;
    use std::fs;

    struct Stage {
        dir: tempfile::TempDir,
        home: Home,
    }

    impl Stage {
        fn new(installed: &[&str], default: Option<&str>) -> Self {
            let dir = tempfile::tempdir().unwrap();
            let home = Home::at(dir.path().join("home"));
            let stage = Self { dir, home };
            for version in installed {
                fs::create_dir_all(stage.home.toolchain(&version.parse().unwrap()).join("bin")).unwrap();
            }
            fs::create_dir_all(stage.home.versions()).unwrap();
            if let Some(version) = default {
                let version: Version = version.parse().unwrap();
                let toolchain = Toolchain { path: stage.home.toolchain(&version), version };
                // A junction wants its target to be there when it is made.
                let made = fs::create_dir(&toolchain.path).is_ok();
                Store::of(&stage.home).set_default(&toolchain).unwrap();
                if made {
                    fs::remove_dir(&toolchain.path).unwrap();
                }
            }
            stage
        }

        fn choose(&self, files: &[(&str, &str)], gv_version: &str) -> Result<Choice, Error> {
            let work = self.dir.path().join("work");
            let _ = fs::remove_dir_all(&work);
            fs::create_dir_all(work.join("deep/er")).unwrap();
            for (name, content) in files {
                fs::write(work.join(name), content).unwrap();
            }
            let env = Env::from_vars([("GV_VERSION".into(), gv_version.into())]);
            choose(&work.join("deep/er"), &env, &Store::of(&self.home))
        }
    }

    /// The version, `!` before one that is missing, and who said so.
    fn shown(choice: &Choice) -> String {
        let what = match &choice.wanted {
            Wanted::Toolchain(toolchain) => toolchain.version.to_string(),
            Wanted::Missing(spec) => format!("!{spec}"),
            Wanted::System(_) => "system".to_owned(),
            Wanted::Nothing => "nothing".to_owned(),
        };
        format!("{what} {}", choice.source.as_ref().map_or("-", Source::id))
    }

    #[test]
    fn every_rule_has_its_turn() {
        let stage = Stage::new(&["1.20", "1.21.5", "1.22.1", "1.22.3", "1.23rc1"], Some("1.21.5"));
        for (files, gv_version, expected) in [
            (&[][..], "", "1.21.5 default"),
            (&[("go.mod", "module m")], "", "1.21.5 default"),
            (&[("go.mod", "go 1.20")], "", "1.21.5 default"),
            (&[("go.mod", "go 1.21.5")], "", "1.21.5 default"),
            (&[("go.mod", "go 1.22")], "", "1.22.3 go.mod"),
            (&[("go.mod", "go 1.22.1")], "", "1.22.1 go.mod"),
            (&[("go.mod", "go 1.22.2")], "", "!1.22.2 go.mod"),
            (&[("go.mod", "go 1.23")], "", "!1.23 go.mod"),
            (&[("go.mod", "go 1.23rc1")], "", "1.23rc1 go.mod"),
            (&[("go.mod", "go 1.20\ntoolchain go1.22.1-x")], "", "1.22.1 go.mod"),
            (&[("go.mod", "go 1.99\ntoolchain default")], "", "1.21.5 default"),
            (&[("go.mod", "go 1.23"), ("go.work", "go 1.22.1")], "", "1.22.1 go.work"),
            (&[("go.mod", "go 1.22.3"), (".go-version", "1.20")], "", "1.20 pin"),
            (&[(".go-version", "1.20.0")], "", "1.20 pin"),
            (&[(".go-version", "1.22")], "", "1.22.3 pin"),
            (&[(".go-version", "latest")], "", "1.22.3 pin"),
            (&[(".go-version", "oldstable")], "", "1.21.5 pin"),
            (&[(".go-version", "rc")], "", "1.23rc1 pin"),
            (&[(".go-version", "1.19")], "", "!1.19 pin"),
            (&[(".tool-versions", "golang 1.22.1")], "", "1.22.1 pin"),
            (&[("deep/.tool-versions", "node 1"), (".go-version", "1.20")], "", "1.20 pin"),
            (&[(".go-version", "1.20")], "1.22.1", "1.22.1 env"),
            (&[(".go-version", "broken"), ("go.mod", "go x")], "go1.22", "1.22.3 env"),
        ] {
            let choice = stage.choose(files, gv_version).unwrap();
            assert_eq!(shown(&choice), expected, "{files:?} {gv_version:?}");
            let deciding = choice.steps.iter().filter(|step| step.passed.is_none());
            assert_eq!(
                deciding.map(|step| step.source.id()).collect::<Vec<_>>(),
                [expected.split(' ').nth(1).unwrap()]
            );
        }
    }

    #[test]
    fn no_default_leaves_it_to_the_floor_and_then_to_nobody() {
        let stage = Stage::new(&["1.22.1", "1.22.3"], None);
        assert_eq!(shown(&stage.choose(&[("go.mod", "go 1.22")], "").unwrap()), "1.22.3 go.mod");
        assert_eq!(shown(&stage.choose(&[("go.mod", "go 1.20")], "").unwrap()), "!1.20 go.mod");
        assert_eq!(shown(&stage.choose(&[("go.mod", "toolchain default")], "").unwrap()), "nothing -");
        let choice = stage.choose(&[], "").unwrap();
        assert_eq!(shown(&choice), "nothing -");
        assert!(matches!(choice.nothing(), Error::Nothing { gone: None }));
    }

    #[test]
    fn a_default_that_is_gone_is_none_and_is_told() {
        let stage = Stage::new(&["1.22.3"], Some("1.21.5"));
        let choice = stage.choose(&[], "").unwrap();
        assert_eq!(shown(&choice), "nothing -");
        assert!(choice.nothing().to_string().contains("go1.21.5"));
        let choice = stage.choose(&[("go.mod", "go 1.22")], "").unwrap();
        assert_eq!(shown(&choice), "1.22.3 go.mod");
        assert!(choice.steps.iter().any(|step| step.passed == Some(Passed::Gone)));
    }

    #[test]
    fn only_an_explicit_version_stays_below_the_floor() {
        let stage = Stage::new(&["1.21.5", "1.22.3"], Some("1.22.3"));
        let floor = |files: &[(&str, &str)], gv_version: &str| {
            let choice = stage.choose(files, gv_version).unwrap();
            let Wanted::Toolchain(toolchain) = &choice.wanted else { panic!("{choice:?}") };
            choice.floor_above(&toolchain.version).map(|floor| floor.text.clone())
        };
        let module = ("go.mod", "go 1.22.2");
        assert_eq!(floor(&[module, (".go-version", "1.21.5")], "").as_deref(), Some("go 1.22.2"));
        assert_eq!(floor(&[module], "1.21").as_deref(), Some("go 1.22.2"));
        assert_eq!(floor(&[module, (".go-version", "1.22.3")], ""), None);
        assert_eq!(floor(&[module], ""), None);
        assert_eq!(floor(&[("go.mod", "go 1.99\ntoolchain default"), (".go-version", "1.21")], ""), None);
    }

    #[test]
    fn a_mistake_in_the_file_that_decides_is_an_error() {
        let stage = Stage::new(&["1.22.3"], Some("1.22.3"));
        assert!(matches!(stage.choose(&[], "1.x.y"), Err(Error::BadVariable { .. })));
        assert!(matches!(stage.choose(&[], "system"), Err(Error::NoSystemGo)));
        for files in [[(".go-version", "x")], [("go.mod", "go x")], [("go.work", "use (\n")]] {
            assert!(matches!(stage.choose(&files, ""), Err(Error::Project(_))), "{files:?}");
        }
        let hidden = [(".go-version", "1.22.3"), ("go.mod", "go x")];
        assert_eq!(shown(&stage.choose(&hidden, "").unwrap()), "1.22.3 pin");
    }

    #[test]
    fn pins_further_up_are_told_as_overruled() {
        let stage = Stage::new(&["1.22.3"], None);
        let choice = stage.choose(&[("deep/.go-version", "1.22.3"), (".go-version", "1.21")], "").unwrap();
        let told: Vec<_> =
            choice.steps.iter().map(|step| (step.source.text(), step.passed.clone())).collect();
        assert_eq!(told, [(Some("1.22.3"), None), (Some("1.21"), Some(Passed::Overruled))]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        /// Whatever go.mod asks, what is chosen by itself is never below it.
        #[test]
        fn the_floor_holds(minor in 19u64..25, patch in proptest::option::of(0u64..6), default in 0usize..4) {
            let installed = ["1.20.3", "1.21.5", "1.22.1", "1.22.3"];
            let stage = Stage::new(&installed, installed.get(default).copied());
            let floor = patch.map_or(format!("1.{minor}"), |patch| format!("1.{minor}.{patch}"));
            let choice = stage.choose(&[("go.mod", &format!("go {floor}"))], "").unwrap();
            match choice.wanted {
                Wanted::Toolchain(toolchain) => prop_assert!(toolchain.version >= floor.parse().unwrap()),
                Wanted::Missing(spec) => prop_assert_eq!(spec.to_string(), floor),
                other => prop_assert!(false, "{:?}", other),
            }
        }
    }
}
