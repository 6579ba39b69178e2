//! The default toolchain, and the toolchains themselves.

use super::on_path::version_of_root;
use super::{Check, Finding, Kind, Machine, Owner, Repair};
use crate::store::{Error, Toolchain};
use crate::system::link;
use crate::system::program::{is_program, same_file};
use crate::version::Version;
use std::path::PathBuf;

/// What can be wrong with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// `current` links to a toolchain that is not there.
    Gone {
        /// The link.
        link: PathBuf,
        /// The toolchain that is gone.
        version: Version,
        /// The installed one that would be its nearest.
        instead: Option<Version>,
    },
    /// `current` links to a toolchain of that version elsewhere, as after the home was moved.
    Elsewhere {
        /// The link.
        link: PathBuf,
        /// Where it leads.
        target: PathBuf,
        /// The version, which is installed.
        version: Version,
    },
    /// `current` links to something that is no toolchain of gv's.
    Strange {
        /// The link.
        link: PathBuf,
        /// Where it leads.
        target: PathBuf,
    },
    /// Something that is no link stands in the place of `current`.
    Occupied {
        /// What is there.
        link: PathBuf,
    },
    /// Toolchains are there, none is the default, and there is no other Go.
    NoDefault {
        /// The newest installed one.
        newest: Version,
    },
    /// There is no Go at all.
    NothingInstalled,
    /// A toolchain that was taken over as a link, and whose end is gone.
    DeadLink {
        /// The toolchain.
        toolchain: PathBuf,
        /// Where it led.
        target: PathBuf,
    },
    /// A toolchain lacks its `go`.
    Incomplete {
        /// The toolchain.
        toolchain: PathBuf,
        /// What is missing.
        missing: PathBuf,
    },
    /// A toolchain is another version than its folder says.
    Misnamed {
        /// The toolchain.
        toolchain: PathBuf,
        /// What its VERSION says.
        says: String,
    },
}

impl Problem {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Gone { .. } => Kind::error("current_broken"),
            Self::Elsewhere { .. } => Kind::warning("current_elsewhere"),
            Self::Strange { .. } => Kind::warning("current_strange"),
            Self::Occupied { .. } => Kind::error("current_occupied"),
            Self::NoDefault { .. } => Kind::warning("no_default"),
            Self::NothingInstalled => Kind::info("nothing_installed"),
            Self::DeadLink { .. } => Kind::error("toolchain_gone"),
            Self::Incomplete { .. } => Kind::error("toolchain_incomplete"),
            Self::Misnamed { .. } => Kind::error("toolchain_misnamed"),
        }
    }
}

pub(super) fn check(machine: &Machine<'_>) -> Vec<Finding> {
    let link = machine.home.current();
    let found = |problem| Finding::new(Check::Current, problem, link.display().to_string());
    let default = match machine.store.default_version() {
        Ok(default) => default,
        Err(Error::Occupied { path }) => return vec![found(Problem::Occupied { link: path })],
        Err(_) => return Vec::new(),
    };
    let finding = match (default, link::read(&link)) {
        (None, Err(_)) => without(machine).map(|(problem, command)| found(problem).by(command)),
        (None, Ok(target)) => {
            let command = format!("gv use {}", newest(machine).map_or("latest".into(), |v| v.to_string()));
            Some(found(Problem::Strange { link: link.clone(), target }).by(command))
        }
        (Some(version), target) => match machine.store.find(&version) {
            None => Some(gone(machine, version)),
            Some(toolchain) if same_file(&toolchain.path, &link) => None,
            // Where no link can be made, the store knows the default without one.
            Some(toolchain) => target.ok().map(|target| {
                let problem =
                    Problem::Elsewhere { link: link.clone(), target, version: toolchain.version.clone() };
                let command = format!("gv use {version}");
                found(problem).by(command).repaired_by(Repair::Default(toolchain.version))
            }),
        },
    };
    finding.into_iter().collect()
}

fn gone(machine: &Machine<'_>, version: Version) -> Finding {
    let link = machine.home.current();
    let target = link.display().to_string();
    let instead = nearest(machine, &version);
    let command = format!("gv use {}", instead.as_ref().unwrap_or(&version));
    let finding =
        Finding::new(Check::Current, Problem::Gone { link, version, instead: instead.clone() }, target);
    let finding = finding.by(command);
    match instead {
        Some(instead) => finding.repaired_by(Repair::Default(instead)),
        None => finding,
    }
}

/// What to say where there is no default. A Go of the system's will do, and so will whatever pins ask for.
fn without(machine: &Machine<'_>) -> Option<(Problem, String)> {
    if machine.gos().iter().any(|go| matches!(go.owner, Owner::System | Owner::Manager(_))) {
        return None;
    }
    Some(match newest(machine) {
        Some(newest) => (Problem::NoDefault { newest: newest.clone() }, format!("gv use {newest}")),
        None => (Problem::NothingInstalled, "gv use latest".to_owned()),
    })
}

/// The newest whole toolchain of the same minor, else the newest of all; releases before pre-releases.
fn nearest(machine: &Machine<'_>, version: &Version) -> Option<Version> {
    let whole = whole(machine);
    let of_minor = whole.iter().find(|other| other.same_minor(version));
    of_minor.or(whole.iter().find(|other| !other.is_prerelease())).or(whole.first()).cloned()
}

fn newest(machine: &Machine<'_>) -> Option<Version> {
    let whole = whole(machine);
    whole.iter().find(|version| !version.is_prerelease()).or(whole.first()).cloned()
}

/// The toolchains that have their `go`, newest first.
fn whole(machine: &Machine<'_>) -> Vec<Version> {
    let toolchains = machine.store.list().unwrap_or_default();
    let whole = toolchains.into_iter().filter(|toolchain| damage(toolchain).is_none());
    whole.map(|toolchain| toolchain.version).collect()
}

pub(super) fn check_toolchains(machine: &Machine<'_>) -> Vec<Finding> {
    let toolchains = machine.store.list().unwrap_or_default();
    let found = toolchains.iter().filter_map(|toolchain| {
        let target = toolchain.path.display().to_string();
        let command = format!("gv uninstall --force {}", toolchain.version);
        Some(Finding::new(Check::Toolchains, damage(toolchain)?, target).by(command))
    });
    found.chain(dead_links(machine)).collect()
}

/// Links of the store that lead nowhere: they are never listed.
fn dead_links(machine: &Machine<'_>) -> Vec<Finding> {
    let entries = machine.home.versions().read_dir().into_iter().flatten().flatten();
    let named = |name: &str| Version::from_toolchain_name(name).ok();
    let versions = entries.filter_map(|entry| named(entry.file_name().to_str()?));
    let dead = versions.filter_map(|version| machine.store.find_dead(&version));
    let finding = |dead: Toolchain| {
        let target = link::read(&dead.path).unwrap_or_default();
        let (shown, command) =
            (dead.path.display().to_string(), format!("gv uninstall --force {}", dead.version));
        Finding::new(Check::Toolchains, Problem::DeadLink { toolchain: dead.path, target }, shown).by(command)
    };
    dead.map(finding).collect()
}

fn damage(toolchain: &Toolchain) -> Option<Problem> {
    let go = toolchain.tool("go");
    if !is_program(&go) {
        return Some(Problem::Incomplete { toolchain: toolchain.path.clone(), missing: go });
    }
    let says = version_of_root(&toolchain.path)?;
    let same = Version::from_toolchain_name(&says).is_ok_and(|said| said == toolchain.version);
    // A build of somebody's own (`devel`) may be called anything.
    let differs = says.starts_with("go1") && !same;
    differs.then(|| Problem::Misnamed { toolchain: toolchain.path.clone(), says })
}
