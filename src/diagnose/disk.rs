//! The disk that gv's home is on, who may write there, and the clock.

use super::{Check, Finding, Kind, Machine};
use crate::system::mount::{self, Mount};
use crate::system::{clock, letters, rights};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// What can be wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The home lies on another machine's disk.
    Network {
        /// The home.
        home: PathBuf,
        /// The disk.
        mount: Mount,
    },
    /// The disk does not tell upper from lower case, as those of this system usually do.
    IgnoresCase {
        /// The home.
        home: PathBuf,
    },
    /// Nothing can be written.
    Protected {
        /// The folder.
        folder: PathBuf,
    },
    /// A folder belongs to another user.
    OfAnother {
        /// The folder.
        folder: PathBuf,
    },
    /// A file was changed in the future.
    ClockBehind {
        /// The file.
        file: PathBuf,
        /// How far in the future.
        by: Duration,
    },
}

impl Problem {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Network { .. } => Kind::warning("home_on_network").likely(),
            Self::IgnoresCase { .. } => Kind::warning("home_ignores_case"),
            Self::Protected { .. } => Kind::error("home_protected"),
            Self::OfAnother { .. } => Kind::error("home_of_another_user"),
            Self::ClockBehind { .. } => Kind::warning("clock").likely(),
        }
    }
}

/// Files of other machines and time zones written wrongly are hours off; more is a clock.
const TOLERANCE: Duration = Duration::from_hours(24);

/// `None` while there is no home.
pub(super) fn check(machine: &Machine<'_>) -> Option<Vec<Finding>> {
    let home = machine.home.root();
    home.is_dir().then(|| {
        let found = [on_network(home), ignores_case(machine), closed(machine), clock_behind(machine)];
        found.into_iter().flatten().collect()
    })
}

fn on_network(home: &Path) -> Option<Finding> {
    let mount = mount::of(home).filter(Mount::is_remote)?;
    let problem = Problem::Network { home: home.to_owned(), mount };
    Some(Finding::new(Check::Disk, problem, home.display().to_string()))
}

fn ignores_case(machine: &Machine<'_>) -> Option<Finding> {
    let folders = [machine.home.versions(), machine.home.shims(), machine.home.bin()];
    folders.iter().find(|folder| letters::are_unexpectedly_one(folder))?;
    let home = machine.home.root().to_owned();
    let target = home.display().to_string();
    Some(Finding::new(Check::Disk, Problem::IgnoresCase { home }, target))
}

/// The first folder that cannot be written to: the others are mostly so for the same reason.
fn closed(machine: &Machine<'_>) -> Option<Finding> {
    let home = machine.home;
    let folders = [home.root().to_owned(), home.versions(), home.shims(), home.bin(), home.state()];
    folders.into_iter().find_map(|folder| {
        let target = folder.display().to_string();
        if machine.env.home_dir().is_some_and(|own| rights::is_of_another(&folder, own)) {
            let command = format!("sudo chown -R \"$(id -u):$(id -g)\" '{}'", home.root().display());
            return Some(Finding::new(Check::Disk, Problem::OfAnother { folder }, target).by(command));
        }
        if rights::is_protected(&folder) {
            let command = format!("chmod u+w '{target}'");
            return Some(Finding::new(Check::Disk, Problem::Protected { folder }, target).by(command));
        }
        None
    })
}

fn clock_behind(machine: &Machine<'_>) -> Option<Finding> {
    let home = machine.home;
    let mut files = vec![home.bin(), home.shims(), home.versions(), home.state()];
    files.extend([".go-version", "go.mod", "go.sum"].map(|name| machine.env.cwd().join(name)));
    let ahead = files.into_iter().filter_map(|file| Some((ahead(&file)?, file))).max()?;
    let (by, file) = Some(ahead).filter(|(by, _)| *by > TOLERANCE)?;
    let target = file.display().to_string();
    Some(Finding::new(Check::Disk, Problem::ClockBehind { file, by }, target).by(clock::SET))
}

/// How far in the future a file was changed.
fn ahead(file: &Path) -> Option<Duration> {
    file.metadata().ok()?.modified().ok()?.duration_since(SystemTime::now()).ok()
}
