//! Go's variables, in the environment or written by `go env -w`, against what is chosen.

use super::machine::Setting;
use super::on_path::version_of_root;
use super::{Check, Finding, Kind, Machine};
use crate::project::Survey;
use crate::shim::{self, Source};
use crate::system::program::same_file;
use crate::version::Version;
use std::path::{Path, PathBuf};

/// What can be wrong with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// `GOROOT` names a folder that is not there.
    RootMissing {
        /// The setting.
        setting: Setting,
        /// Whether gv's shims take it away, so that only others are misled.
        ignored: bool,
    },
    /// `GOROOT` names another Go than the chosen one.
    RootDiffers {
        /// The setting.
        setting: Setting,
        /// Its version.
        version: Option<String>,
        /// The GOROOT of what is chosen.
        chosen: PathBuf,
        /// Whether gv's shims take it away, so that only others are misled.
        ignored: bool,
    },
    /// `GOPATH` or `GOBIN` is what Go refuses, or what has no effect.
    BadPath {
        /// The setting.
        setting: Setting,
        /// Why.
        why: BadPath,
    },
    /// `GOFLAGS` holds a word that is no flag.
    NoFlag {
        /// The setting.
        setting: Setting,
        /// The word.
        word: String,
    },
    /// `GOFLAGS=-mod=vendor` where nothing is vendored.
    NoVendor {
        /// The setting.
        setting: Setting,
        /// The folder that should be there.
        folder: PathBuf,
    },
    /// `GOENV` names a file that is not there.
    NoEnvFile {
        /// Its value.
        file: PathBuf,
    },
    /// `GOENV=off`
    EnvFileOff,
    /// The file of `go env -w` is there and cannot be read, which `go` passes over in silence.
    EnvFileUnreadable {
        /// The file.
        file: PathBuf,
        /// What the system said.
        why: String,
    },
    /// `GOTOOLCHAIN` is what Go refuses.
    BadToolchain {
        /// The setting.
        setting: Setting,
    },
    /// `GOTOOLCHAIN` makes `go` run another version than the chosen one.
    OtherToolchain {
        /// The setting.
        setting: Setting,
        /// The chosen version.
        chosen: Version,
    },
    /// `GV_VERSION` holds no version.
    BadVersion {
        /// Its value.
        value: String,
    },
    /// `GV_VERSION` overrules what the directory asks for.
    Overruled {
        /// Its value.
        value: String,
        /// What the directory asks for.
        text: String,
        /// Where.
        place: (PathBuf, usize),
    },
}

/// What is wrong with a path in a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadPath {
    /// It is relative.
    Relative,
    /// It begins with `~`, which only shells understand.
    Tilde,
    /// It is the GOROOT.
    Root,
}

impl Problem {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::RootMissing { ignored: true, .. } => Kind::warning("goroot_missing"),
            Self::RootMissing { .. } => Kind::error("goroot_missing"),
            Self::RootDiffers { ignored: true, .. } => Kind::warning("goroot_differs"),
            Self::RootDiffers { .. } => Kind::error("goroot_differs"),
            Self::BadPath { setting, .. } if setting.name == "GOBIN" => Kind::error("gobin_invalid"),
            Self::BadPath { why: BadPath::Root, .. } => Kind::warning("gopath_is_goroot"),
            Self::BadPath { .. } => Kind::error("gopath_invalid"),
            Self::NoFlag { .. } => Kind::error("goflags_invalid"),
            Self::NoVendor { .. } => Kind::error("goflags_vendor"),
            Self::NoEnvFile { .. } => Kind::warning("goenv_missing"),
            Self::EnvFileOff => Kind::info("goenv_off"),
            Self::EnvFileUnreadable { .. } => Kind::warning("goenv_unreadable"),
            Self::BadToolchain { .. } => Kind::error("gotoolchain_invalid"),
            Self::OtherToolchain { .. } => Kind::warning("gotoolchain_overrules"),
            Self::BadVersion { .. } => Kind::error("gv_version_invalid"),
            Self::Overruled { .. } => Kind::info("gv_version_overrules"),
        }
    }
}

pub(super) fn check(machine: &Machine<'_>) -> Vec<Finding> {
    let found = [
        gv_version(machine),
        root(machine),
        paths(machine),
        bin(machine),
        flags(machine),
        env_file(machine),
        toolchain(machine),
    ];
    found.into_iter().flatten().collect()
}

/// A finding about a setting, with the command that takes it away from where it stands.
fn found(machine: &Machine<'_>, setting: &Setting, problem: Problem) -> Finding {
    Finding::new(Check::Variables, problem, setting.name).by(setting.removal(machine))
}

fn gv_version(machine: &Machine<'_>) -> Option<Finding> {
    let unset = || machine.shell.unset("GV_VERSION");
    let problem = match machine.choice() {
        Err(shim::Error::BadVariable { value }) => Problem::BadVersion { value: value.clone() },
        Ok(choice) => {
            let Some(Source::Env(value)) = &choice.source else { return None };
            let other = choice.steps.iter().skip(1).find(|step| step.source.place().is_some())?;
            let (file, line) = other.source.place()?;
            let text = other.source.text().unwrap_or_default().to_owned();
            if text == *value {
                return None;
            }
            Problem::Overruled { value: value.clone(), text, place: (file.to_owned(), line) }
        }
        Err(_) => return None,
    };
    Some(Finding::new(Check::Variables, problem, "GV_VERSION").by(unset()))
}

fn root(machine: &Machine<'_>) -> Option<Finding> {
    let setting = machine.setting("GOROOT")?;
    let folder = Path::new(&setting.value);
    // gv's shims take the variable away before they start a toolchain of gv's; a line in the file stays.
    let ignored = setting.file.is_none() && machine.chosen().is_some();
    if !folder.is_dir() {
        return Some(found(machine, &setting.clone(), Problem::RootMissing { setting, ignored }));
    }
    let chosen = machine.chosen_root()?;
    // `current` is the stable GOROOT that IDEs are told.
    if same_file(folder, &chosen) || same_file(folder, &machine.home.current()) {
        return None;
    }
    let version = version_of_root(folder);
    Some(found(machine, &setting.clone(), Problem::RootDiffers { setting, version, chosen, ignored }))
}

fn paths(machine: &Machine<'_>) -> Option<Finding> {
    let setting = machine.setting("GOPATH")?;
    let root = machine.chosen_root();
    let mut entries = std::env::split_paths(&setting.value).filter(|entry| !entry.as_os_str().is_empty());
    let why = entries.find_map(|entry| bad_path(&entry, root.as_deref()))?;
    Some(found(machine, &setting.clone(), Problem::BadPath { setting, why }))
}

fn bin(machine: &Machine<'_>) -> Option<Finding> {
    let setting = machine.setting("GOBIN")?;
    let why = bad_path(Path::new(&setting.value), None)?;
    Some(found(machine, &setting.clone(), Problem::BadPath { setting, why }))
}

fn bad_path(path: &Path, root: Option<&Path>) -> Option<BadPath> {
    match () {
        () if path.to_string_lossy().starts_with('~') => Some(BadPath::Tilde),
        () if !path.is_absolute() => Some(BadPath::Relative),
        () if root.is_some_and(|root| same_file(path, root)) => Some(BadPath::Root),
        () => None,
    }
}

/// Go takes the words apart at blanks, and each has to begin with a dash (`cmd/go/internal/base/goflags.go`).
fn flags(machine: &Machine<'_>) -> Option<Finding> {
    let setting = machine.setting("GOFLAGS")?;
    if let Some(word) = setting.value.split_whitespace().find(|word| !is_flag(word)) {
        let word = word.to_owned();
        return Some(found(machine, &setting.clone(), Problem::NoFlag { setting, word }));
    }
    let vendors = setting.value.split_whitespace().any(|word| word.trim_start_matches('-') == "mod=vendor");
    if !vendors {
        return None;
    }
    let survey = Survey::of(machine.env.cwd(), machine.env);
    let folder = survey.floor_file()?.with_file_name("vendor");
    let problem = Problem::NoVendor { setting: setting.clone(), folder: folder.clone() };
    (!folder.is_dir()).then(|| found(machine, &setting, problem))
}

fn is_flag(word: &str) -> bool {
    let name = word.strip_prefix("--").or_else(|| word.strip_prefix('-'));
    name.is_some_and(|name| !name.is_empty() && !name.starts_with(['-', '=']))
}

fn env_file(machine: &Machine<'_>) -> Option<Finding> {
    if let Some(unreadable) = machine.go().unreadable().first() {
        let (file, why) = (unreadable.path.clone(), unreadable.source.to_string());
        let target = file.display().to_string();
        return Some(Finding::new(Check::Variables, Problem::EnvFileUnreadable { file, why }, target));
    }
    let value = PathBuf::from(machine.env.get("GOENV")?);
    if value == Path::new("off") {
        return Some(Finding::new(Check::Variables, Problem::EnvFileOff, "GOENV"));
    }
    let missing = !machine.env.cwd().join(&value).is_file();
    let unset = machine.shell.unset("GOENV");
    missing.then(|| Finding::new(Check::Variables, Problem::NoEnvFile { file: value }, "GOENV").by(unset))
}

fn toolchain(machine: &Machine<'_>) -> Option<Finding> {
    let setting = machine.setting("GOTOOLCHAIN")?;
    let Some(rule) = Rule::parse(&setting.value) else {
        return Some(found(machine, &setting.clone(), Problem::BadToolchain { setting }));
    };
    let chosen = machine.chosen()?.version.clone();
    // Before 1.21 Go does not know the variable.
    let knows = (chosen.major(), chosen.minor()) >= (1, 21);
    let other = match &rule {
        Rule::Local => false,
        Rule::Exactly(version) => *version != chosen,
        Rule::AtLeast(version) => *version > chosen,
    };
    let problem = Problem::OtherToolchain { setting: setting.clone(), chosen };
    (knows && other).then(|| found(machine, &setting, problem))
}

/// What `GOTOOLCHAIN` says (<https://go.dev/doc/toolchain#select>).
#[derive(Debug, PartialEq, Eq)]
enum Rule {
    /// Nothing that keeps the chosen one from running.
    Local,
    Exactly(Version),
    AtLeast(Version),
}

impl Rule {
    fn parse(text: &str) -> Option<Self> {
        if matches!(text, "auto" | "path" | "local") {
            return Some(Self::Local);
        }
        let (name, suffix) = text.split_once('+').map_or((text, None), |(name, suffix)| (name, Some(suffix)));
        if suffix.is_some_and(|suffix| !matches!(suffix, "auto" | "path")) {
            return None;
        }
        if name == "local" {
            return Some(Self::Local);
        }
        let version = Version::from_toolchain_name(name).ok()?;
        Some(if suffix.is_some() { Self::AtLeast(version) } else { Self::Exactly(version) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gotoolchain_is_read_as_go_reads_it() {
        let version = || "1.22.3".parse().unwrap();
        for (text, rule) in [
            ("auto", Some(Rule::Local)),
            ("local+path", Some(Rule::Local)),
            ("go1.22.3", Some(Rule::Exactly(version()))),
            ("go1.22.3-corp", Some(Rule::Exactly(version()))),
            ("go1.22.3+auto", Some(Rule::AtLeast(version()))),
            ("1.22.3", None),
            ("go1.22.3+local", None),
            ("latest", None),
            ("auto+path", None),
        ] {
            assert_eq!(Rule::parse(text), rule, "{text}");
        }
    }

    #[test]
    fn a_flag_begins_with_one_or_two_dashes_and_a_name() {
        for word in ["-v", "--mod=mod", "-ldflags=-s"] {
            assert!(is_flag(word), "{word}");
        }
        for word in ["", "-", "--", "---v", "-=x", "--=x", "mod=mod", "–v"] {
            assert!(!is_flag(word), "{word}");
        }
    }
}
