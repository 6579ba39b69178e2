//! The choice: `GV_VERSION`, the nearest pin, the floor of go.work or go.mod, the default, a Go on PATH.

use super::on_path::root_of;
use super::{Choice, Error, Passed, Source, Step, Wanted, on_path};
use crate::env::Env;
use crate::golang::select::Named;
use crate::project::settings::{File, Settings};
use crate::project::{Floor, PassedOver, Pin, Survey};
use crate::store::{Store, Toolchain};
use crate::system::program::is_program;
use crate::version::{Spec, Version};
use std::path::{Path, PathBuf};

/// Chooses for a directory. A partial version means the newest installed one; nothing is installed here.
pub fn choose(dir: &Path, env: &Env, store: &Store) -> Result<Choice, Error> {
    choose_by(&Survey::of(dir, env), env, store)
}

/// The same for who has looked at the directory already.
pub fn choose_by(survey: &Survey, env: &Env, store: &Store) -> Result<Choice, Error> {
    let settings = Settings::of(survey, env, store.home());
    let trusted = settings.as_ref().and_then(Settings::trusted);
    Chooser { survey, trusted, env, store }.choose()
}

/// What one version means in a directory: itself, unless its `go` turns to another one.
pub fn exactly(
    version: &Version,
    survey: &Survey,
    trusted: Option<&File>,
    env: &Env,
    store: &Store,
) -> Choice {
    Chooser { survey, trusted, env, store }.exactly(version)
}

/// The pins that do not count and would come before what decides.
fn passed_over(explicit: Option<&Source>, survey: &Survey) -> Vec<PassedOver> {
    let folder = match explicit {
        Some(Source::Env(_)) => return Vec::new(),
        Some(Source::Pin(pin)) => pin.file.parent(),
        _ => None,
    };
    let nearer = |passed: &&PassedOver| {
        folder.is_none_or(|folder| passed.file.parent().is_some_and(|place| place.starts_with(folder)))
    };
    survey.passed_over().iter().filter(nearer).cloned().collect()
}

/// The GOROOT whose `go.env` counts in a directory: see [`settings_root_of`].
pub fn settings_root(survey: &Survey, env: &Env, store: &Store) -> Option<PathBuf> {
    settings_root_of(choose_by(survey, env, store).ok().as_ref(), env, store)
}

/// The GOROOT whose `go.env` counts for a choice: that of the Go that was chosen. Where that is not installed, the
/// machine's own settings count until it is: those of the default, else those of the Go on PATH.
pub fn settings_root_of(choice: Option<&Choice>, env: &Env, store: &Store) -> Option<PathBuf> {
    if let Some(root) = choice.and_then(|choice| choice.wanted.goroot()) {
        return Some(root);
    }
    let default = store.default_version().ok().flatten();
    if let Some(toolchain) = default.and_then(|version| store.find(&version)) {
        return Some(toolchain.path);
    }
    on_path::system_go(env, store.home()).and_then(|go| root_of(&go))
}

/// What is looked at for one choice.
pub(super) struct Chooser<'a> {
    pub survey: &'a Survey,
    /// The project's go.env, where it is trusted.
    pub trusted: Option<&'a File>,
    pub env: &'a Env,
    pub store: &'a Store,
}

impl Chooser<'_> {
    /// Chooses what is started, and then as `go` itself goes on from there.
    pub fn choose(&self) -> Result<Choice, Error> {
        Ok(self.switched(self.start()?))
    }

    /// Chooses what is started.
    pub fn start(&self) -> Result<Choice, Error> {
        let explicit = match self.env.get("GV_VERSION") {
            Some(value) => Some(Source::Env(value.to_string_lossy().into_owned())),
            None => self.survey.pin()?.map(|pin| Source::Pin(pin.settled(|spec| self.is_there(spec)))),
        };
        let passed_over = passed_over(explicit.as_ref(), self.survey);
        let choice = match explicit {
            Some(source) => self.explicit(source)?,
            None => self.by_floor()?,
        };
        Ok(Choice { passed_over, ..choice })
    }

    /// The floor. What cannot be read is told by `go`, where it matters.
    pub(super) fn floor(&self) -> Option<Floor> {
        self.survey.floor().ok().flatten()
    }

    /// Somebody named a version. What else there is, is only looked at to be told; a file that cannot be read
    /// keeps nobody from what was named.
    fn explicit(&self, source: Source) -> Result<Choice, Error> {
        let spec = match &source {
            Source::Env(text) => text.parse().map_err(|_| Error::BadVariable { value: text.clone() })?,
            Source::Pin(Pin { spec, .. }) => spec.clone(),
            Source::Floor(_) | Source::Gotoolchain(_) | Source::Default | Source::System => Spec::System,
        };
        let wanted = self.meaning(&spec).map_err(|error| match error {
            Error::NoSystemGo { .. } => Error::NoSystemGo {
                by_variable: matches!(source, Source::Env(_)),
                place: source.place().map(|(file, line)| (file.to_owned(), line)),
            },
            other => other,
        })?;
        let wanted = self.or_system(wanted, |version| spec.newest([version]).is_some());
        let mut steps = vec![chosen(source.clone())];
        let others = self.survey.pins().skip(usize::from(matches!(source, Source::Pin(_))));
        steps.extend(others.flatten().map(|pin| overruled(Source::Pin(pin))));
        steps.extend(self.floor().map(|floor| overruled(Source::Floor(floor))));
        let default = self.store.default_version().ok().flatten();
        steps.extend(default.map(|version| Step { version: Some(version), ..overruled(Source::Default) }));
        Ok(Choice { source: Some(source), steps, named: true, ..Choice::of(wanted) })
    }

    /// What starts for what `go` answers by itself: nothing is to be installed for it.
    pub fn at_hand(&self) -> Result<Choice, Error> {
        let choice = self.start()?;
        let Wanted::Missing(_) = choice.wanted else { return Ok(choice) };
        let base = self.base(self.default()?).map(|base| base.wanted);
        let newest = || self.store.list().ok()?.into_iter().next().map(Wanted::Toolchain);
        let wanted = base.or_else(newest).unwrap_or(choice.wanted);
        Ok(Choice { wanted, ..choice })
    }

    /// Whether something that is installed is meant.
    fn is_there(&self, spec: &Spec) -> bool {
        let Ok(wanted) = self.meaning(spec) else { return false };
        let found = self.or_system(wanted, |version| spec.newest([version]).is_some());
        !matches!(found, Wanted::Missing(_))
    }

    /// What a spec means among what is installed.
    pub(super) fn meaning(&self, spec: &Spec) -> Result<Wanted, Error> {
        if *spec == Spec::System {
            let go = on_path::system_go(self.env, self.store.home());
            return go.map(Wanted::System).ok_or(Error::NoSystemGo { by_variable: false, place: None });
        }
        if let Spec::Linked(name) = spec {
            return self.linked(name).ok_or_else(|| Error::NotLinked { name: name.clone() });
        }
        if let Some(version) = spec.exact() {
            let found = self.store.look_for(version)?;
            return Ok(found.map_or_else(|| Wanted::Missing(spec.clone()), Wanted::Toolchain));
        }
        let toolchains = self.store.list()?;
        let newest = spec.newest(toolchains.iter().map(|toolchain| &toolchain.version)).cloned();
        let found =
            newest.and_then(|newest| toolchains.into_iter().find(|toolchain| toolchain.version == newest));
        Ok(found.map_or_else(|| Wanted::Missing(spec.clone()), Wanted::Toolchain))
    }

    /// A toolchain of the user's own, else a program on PATH that is called so.
    pub(super) fn linked(&self, name: &str) -> Option<Wanted> {
        let own = self.store.linked(name).map(|linked| linked.go()).filter(|go| is_program(go));
        let others = || on_path::find(name, self.env);
        let is_other = |path: &PathBuf| !on_path::is_gvs(path, self.env, self.store.home());
        let path = own.or_else(|| others().filter(is_other))?;
        Some(Wanted::Program { path, named: Named::parse(name)? })
    }

    /// The default, with its toolchain unless that is gone.
    pub(super) fn default(&self) -> Result<Option<(Version, Option<Toolchain>)>, Error> {
        let Some(version) = self.store.default_version()? else { return Ok(None) };
        let toolchain = self.store.look_for(&version)?;
        Ok(Some((version, toolchain)))
    }
}

pub(super) fn chosen(source: Source) -> Step {
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
                let goroot = stage.home.toolchain(&version.parse().unwrap());
                fs::create_dir_all(goroot.join("bin")).unwrap();
                fs::write(goroot.join("go.env"), "GOTOOLCHAIN=auto\n").unwrap();
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
            Wanted::Program { named, .. } => named.name.clone(),
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
        assert!(matches!(choice.nothing(), Error::Nothing { gone: None, .. }));
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
    fn only_an_explicit_version_stays_below_the_floor_and_only_where_it_cannot_be_raised() {
        let stage = Stage::new(&["1.20", "1.21.5", "1.22.3"], Some("1.22.3"));
        let floor = |files: &[(&str, &str)], gv_version: &str| {
            let choice = stage.choose(files, gv_version).unwrap();
            let Wanted::Toolchain(toolchain) = &choice.wanted else { panic!("{choice:?}") };
            choice.floor_above(&toolchain.version).map(|floor| floor.text.clone())
        };
        let module = ("go.mod", "go 1.22.3");
        assert_eq!(floor(&[module, (".go-version", "1.20")], "").as_deref(), Some("go 1.22.3"));
        assert_eq!(floor(&[module], "1.20").as_deref(), Some("go 1.22.3"));
        assert_eq!(floor(&[module, (".go-version", "1.21.5")], ""), None);
        let choice = stage.choose(&[module, (".go-version", "1.21.5")], "").unwrap();
        assert_eq!(shown(&choice), "1.22.3 go.mod");
        assert_eq!(choice.below_floor().map(|(version, _)| version.to_string()).as_deref(), Some("1.21.5"));
        let missing = stage.choose(&[("go.mod", "go 1.23"), (".go-version", "1.21.5")], "").unwrap();
        assert_eq!(shown(&missing), "!1.23.0 go.mod");
        assert_eq!(floor(&[module, (".go-version", "1.22.3")], ""), None);
        assert_eq!(floor(&[module], ""), None);
        assert_eq!(floor(&[("go.mod", "go 1.99\ntoolchain default"), (".go-version", "1.21")], ""), None);
    }

    #[test]
    fn a_mistake_in_the_file_that_decides_is_an_error() {
        let stage = Stage::new(&["1.22.3"], Some("1.22.3"));
        assert!(matches!(stage.choose(&[], "1.x.y"), Err(Error::BadVariable { .. })));
        assert!(matches!(stage.choose(&[], "system"), Err(Error::NoSystemGo { by_variable: true, .. })));
        assert!(matches!(stage.choose(&[(".go-version", "x")], ""), Err(Error::Project(_))));
        for files in [[("go.mod", "go x")], [("go.work", "use (\n")], [("go.mod", "toolchain local")]] {
            assert_eq!(shown(&stage.choose(&files, "").unwrap()), "1.22.3 default", "{files:?}");
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
