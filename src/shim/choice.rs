//! What `go` means, and everything that was considered on the way.

use super::{Error, Gotoolchain, on_path};
use crate::env::{Env, paths};
use crate::golang::select::Named;
use crate::lang::{Lang, say};
use crate::project::{Floor, PassedOver, Pin};
use crate::store::{Store, Toolchain};
use crate::version::{Spec, Version};
use std::path::{Path, PathBuf};

/// What `go` means in a directory.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The toolchain that runs in the end, or what is missing.
    pub wanted: Wanted,
    /// What is started, where that is another `go`, which turns to `wanted` by itself.
    pub started: Option<Wanted>,
    /// How `go` finds the toolchain that it turns to.
    pub way: Launcher,
    /// The version of the `go` that turns to another toolchain.
    pub(super) before: Option<Version>,
    /// Whether a version was named: for a command, for a directory, or by the name of a launcher.
    pub named: bool,
    /// Who said so; `None` where nothing is chosen.
    pub source: Option<Source>,
    /// Everything considered, in the order of precedence.
    pub steps: Vec<Step>,
    /// Files called like pins that would have decided, and do not count.
    pub passed_over: Vec<PassedOver>,
    /// Why the `go` that is started stops with an error of its own, where that is known.
    pub stop: Option<Stop>,
}

/// Why a `go` stops before it does anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// It does not understand this value.
    Refused(Gotoolchain),
    /// It has to turn to a toolchain that it cannot find.
    NotFound {
        /// Its name.
        name: String,
        /// What keeps `go` from another one, or from downloading it.
        gotoolchain: Gotoolchain,
    },
}

/// How `go` finds the toolchain that it turns to, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Launcher {
    /// PATH has it, or nothing is to be found.
    OnPath,
    /// PATH lacks gv's shims, which have its launcher.
    InShims,
    /// It has no launcher: the toolchain itself is started.
    Nowhere,
}

/// What was chosen.
#[derive(Debug, Clone)]
pub enum Wanted {
    /// An installed toolchain.
    Toolchain(Toolchain),
    /// A version that is not installed.
    Missing(Spec),
    /// The `go` program found further down PATH.
    System(PathBuf),
    /// Another program on PATH that is called like a toolchain.
    Program {
        /// The program.
        path: PathBuf,
        /// Its name: `go1.22.3-corp`.
        named: Named,
    },
    /// Nothing asks for a version, and there is no Go.
    Nothing,
}

/// Who decides.
#[derive(Debug, Clone)]
pub enum Source {
    /// `GV_VERSION`, with its value.
    Env(String),
    /// The nearest pin.
    Pin(Pin),
    /// go.work or go.mod.
    Floor(Floor),
    /// GOTOOLCHAIN, which `go` obeys.
    Gotoolchain(Gotoolchain),
    /// `current`.
    Default,
    /// PATH.
    System,
}

/// One candidate, and what became of it.
#[derive(Debug, Clone)]
pub struct Step {
    /// The candidate.
    pub source: Source,
    /// Why it was passed over; `None` for the one that was chosen.
    pub passed: Option<Passed>,
    /// The version of the default, at its step.
    pub version: Option<Version>,
}

/// Why a candidate did not decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passed {
    /// Another comes first.
    Overruled,
    /// The default is not below the floor, as `go` itself would have it.
    MetByDefault,
    /// The default is below the floor.
    BelowFloor,
    /// The toolchain is gone: `current` points to nothing.
    Gone,
    /// go.mod says `toolchain default`.
    LeftToDefault,
    /// GOTOOLCHAIN keeps `go` from it.
    KeptFrom,
    /// It changes nothing here.
    Agrees,
    /// The Go on PATH meets it.
    MetBySystem,
}

impl Wanted {
    /// The GOROOT of what was chosen; `None` where it is not installed.
    pub fn goroot(&self) -> Option<PathBuf> {
        match self {
            Self::Toolchain(toolchain) => Some(toolchain.path.clone()),
            Self::System(go) => on_path::root_of(go),
            Self::Program { .. } | Self::Missing(_) | Self::Nothing => None,
        }
    }

    /// Its version, as far as it is known. One that is missing is as new as its spec allows.
    pub fn version(&self) -> Option<Version> {
        match self {
            Self::Toolchain(toolchain) => Some(toolchain.version.clone()),
            Self::System(go) => on_path::version_of(go),
            Self::Program { named, .. } => Some(named.version.clone()),
            Self::Missing(Spec::Exact(version)) => Some(version.clone()),
            Self::Missing(Spec::Minor(major, minor)) => format!("{major}.{minor}.{}", u32::MAX).parse().ok(),
            Self::Missing(_) | Self::Nothing => None,
        }
    }
}

impl Choice {
    /// What a launcher such as `go1.22.3` means: that version, wherever it is called.
    pub fn exactly(version: &Version, store: &Store) -> Self {
        let missing = || Wanted::Missing(Spec::Exact(version.clone()));
        let wanted = store.find(version).map_or_else(missing, Wanted::Toolchain);
        Self { named: true, ..Self::of(wanted) }
    }

    /// The versions that run: what was chosen, and what is started for it.
    pub fn versions(&self) -> impl Iterator<Item = Version> {
        self.wanted.version().into_iter().chain(self.started.as_ref().and_then(Wanted::version))
    }

    /// A choice that was made without looking at anything.
    pub(super) fn of(wanted: Wanted) -> Self {
        Self {
            wanted,
            started: None,
            way: Launcher::OnPath,
            before: None,
            named: false,
            source: None,
            steps: Vec::new(),
            passed_over: Vec::new(),
            stop: None,
        }
    }

    /// The version that would run if GOTOOLCHAIN named none.
    pub fn without_gotoolchain(&self) -> Option<Version> {
        self.before.clone()
    }

    /// What is started: `go` may turn to another toolchain from there.
    pub fn start(&self) -> &Wanted {
        self.started.as_ref().unwrap_or(&self.wanted)
    }

    /// The file of a program (`go`, `gofmt`) as it runs here, there or not. Only `go` turns to another toolchain.
    pub fn tool(&self, name: &str) -> Result<PathBuf, Error> {
        let wanted = if name == "go" { &self.wanted } else { self.start() };
        self.tool_of(wanted, name)
    }

    /// The file of a program that is to be started, there or not.
    pub fn started_tool(&self, name: &str) -> Result<PathBuf, Error> {
        self.tool_of(self.start(), name)
    }

    fn tool_of(&self, wanted: &Wanted, name: &str) -> Result<PathBuf, Error> {
        match wanted {
            Wanted::Toolchain(toolchain) => Ok(toolchain.tool(name)),
            Wanted::System(go) => Ok(on_path::system_tool(go, name)),
            Wanted::Program { path, .. } if name == "go" => Ok(path.clone()),
            Wanted::Program { path, .. } => Ok(on_path::system_tool(path, name)),
            Wanted::Missing(spec) => Err(Error::NotThere { spec: spec.clone() }),
            Wanted::Nothing => Err(self.nothing()),
        }
    }

    /// Whether the version was named: for a command, for the directory, or by the name of a launcher.
    pub fn is_named(&self) -> bool {
        self.named
    }

    /// The error where nothing is chosen.
    pub fn nothing(&self) -> Error {
        let mut defaults = self.steps.iter().filter(|step| step.passed == Some(Passed::Gone));
        Error::Nothing { gone: defaults.next().and_then(|step| step.version.clone()), newest: None }
    }

    /// The same with the newest toolchain of a store, which could be made the default.
    pub fn nothing_of(&self, store: &Store) -> Error {
        let installed = store.list().unwrap_or_default();
        let mut versions = installed.iter().map(|toolchain| &toolchain.version);
        let newest = versions.clone().find(|version| !version.is_prerelease()).or(versions.next()).cloned();
        match self.nothing() {
            Error::Nothing { gone, .. } => Error::Nothing { gone, newest },
            other => other,
        }
    }

    /// The file and the line that decided.
    pub fn place(&self) -> Option<(&Path, usize)> {
        self.source.as_ref().and_then(Source::place)
    }

    /// What was chosen and why, for the log: `go1.22.3 by /src/go.mod:3`.
    pub fn summary(&self) -> String {
        let wanted = match &self.wanted {
            Wanted::Toolchain(toolchain) => toolchain.version.toolchain_name(),
            Wanted::Missing(spec) => format!("{}, not installed,", spec.spoken()),
            Wanted::System(go) => go.display().to_string(),
            Wanted::Program { named, .. } => named.name.clone(),
            Wanted::Nothing => return "no version is chosen".to_owned(),
        };
        let by = match (&self.source, self.place()) {
            (_, Some((file, line))) => format!("{}:{line}", file.display()),
            (Some(Source::Env(value)), None) => format!("GV_VERSION={value}"),
            (Some(Source::Gotoolchain(gotoolchain)), None) => format!("GOTOOLCHAIN={}", gotoolchain.value),
            (Some(source), None) => source.id().to_owned(),
            (None, None) => "its name".to_owned(),
        };
        format!("{wanted} by {by}")
    }

    /// The named version that is below the floor, whether `go` turns to the floor from there or not.
    pub fn below_floor(&self) -> Option<(Version, &Floor)> {
        match (&self.source, &self.before) {
            (Some(Source::Floor(floor)), Some(before)) if self.named => Some((before.clone(), floor)),
            _ => {
                let version = self.wanted.version()?;
                self.floor_above(&version).map(|floor| (version, floor))
            }
        }
    }

    /// The floor that an explicit version is below, where that is so, and `go` does not switch away from it.
    pub fn floor_above(&self, version: &Version) -> Option<&Floor> {
        let explicit = matches!(self.source, Some(Source::Env(_) | Source::Pin(_)));
        let floors = self.steps.iter().filter_map(|step| match &step.source {
            Source::Floor(floor) => Some(floor),
            _ => None,
        });
        floors.rev().find(|floor| explicit && !floor.allows(version))
    }
}

impl Source {
    /// The file and the line, for a file.
    pub fn place(&self) -> Option<(&Path, usize)> {
        match self {
            Source::Pin(pin) => Some((&pin.file, pin.line)),
            Source::Floor(floor) => Some((&floor.file, floor.line)),
            Source::Env(_) | Source::Gotoolchain(_) | Source::Default | Source::System => None,
        }
    }

    /// The folder of the file.
    pub fn folder(&self) -> Option<&Path> {
        self.place()?.0.parent()
    }

    /// The word scripts read.
    pub fn id(&self) -> &'static str {
        match self {
            Source::Env(_) => "env",
            Source::Pin(_) => "pin",
            Source::Floor(floor) if floor.is_workspace() => "go.work",
            Source::Floor(_) => "go.mod",
            Source::Gotoolchain(_) => "gotoolchain",
            Source::Default => "default",
            Source::System => "system",
        }
    }

    /// As it is written; `None` for the default and for PATH.
    pub fn text(&self) -> Option<&str> {
        match self {
            Source::Env(text) => Some(text),
            Source::Pin(pin) => Some(&pin.text),
            Source::Floor(floor) => Some(&floor.text),
            Source::Gotoolchain(gotoolchain) => Some(&gotoolchain.value),
            Source::Default | Source::System => None,
        }
    }
}

impl Step {
    /// What it is, where, and what became of it.
    pub fn words(&self, env: &Env, lang: Lang) -> [String; 3] {
        let (mark, note) = match &self.passed {
            None => ("→", say!(lang, "decides", "由此决定")),
            Some(passed) => (" ", passed.message(lang)),
        };
        [format!("{mark} {}", self.title(lang)), self.source.shown(env), note]
    }

    /// The candidate as a person would call it.
    fn title(&self, lang: Lang) -> String {
        match &self.source {
            Source::Env(value) => format!("GV_VERSION={value}"),
            Source::Pin(pin) => say!(lang, "pin {spec}", "固定版本 {spec}", spec = pin.spec),
            Source::Floor(floor) => floor.text.clone(),
            Source::Gotoolchain(gotoolchain) => format!("GOTOOLCHAIN={}", gotoolchain.value),
            Source::Default => say!(
                lang,
                "default {version}",
                "默认 {version}",
                version = self.version.as_ref().map(ToString::to_string).unwrap_or_default()
            ),
            Source::System => match &self.version {
                Some(version) => say!(lang, "go{version} on PATH", "PATH 上的 go{version}"),
                None => say!(lang, "the Go on PATH", "PATH 上的 Go"),
            },
        }
    }
}

impl Source {
    fn shown(&self, env: &Env) -> String {
        match self {
            Self::Gotoolchain(gotoolchain) => {
                gotoolchain.file.as_ref().map(|file| paths::shown(file, env)).unwrap_or_default()
            }
            _ => self.place().map(|(file, line)| paths::place(file, line, env)).unwrap_or_default(),
        }
    }
}

impl Passed {
    /// Why it does not decide.
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Overruled => say!(lang, "overruled", "被上面的覆盖"),
            Self::MetByDefault => say!(lang, "met by the default", "默认版本已满足"),
            Self::BelowFloor => say!(lang, "below the requirement", "低于要求"),
            Self::Gone => say!(lang, "no longer installed", "已不存在"),
            Self::LeftToDefault => say!(lang, "leaves it to the default", "交由默认版本决定"),
            Self::KeptFrom => say!(lang, "GOTOOLCHAIN does not let go switch", "GOTOOLCHAIN 不允许 go 切换"),
            Self::Agrees => say!(lang, "changes nothing here", "在此不改变结果"),
            Self::MetBySystem => say!(lang, "met by the Go on PATH", "PATH 上的 Go 已满足"),
        }
    }
}
