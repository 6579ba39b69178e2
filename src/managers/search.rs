//! The search for toolchains on this machine.

use super::goroot::{self, Machine, Unfit};
use super::places::{self, Holds, Shelf, TOOLCHAIN_MODULE};
use super::{Manager, owner_of};
use crate::env::Env;
use crate::version::Version;
use std::cmp::Reverse;
use std::collections::HashSet;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

/// Something that is, or is said to be, a toolchain.
#[derive(Debug)]
pub struct Found {
    /// The manager that owns it; `None` for a folder without a known manager.
    pub manager: Option<Manager>,
    /// Its GOROOT, where it really lies.
    pub path: PathBuf,
    /// Which version it is, or why it is none that can be taken.
    pub version: Result<Version, Unfit>,
    pub(super) machine: Machine,
}

/// A search for toolchains that run on a machine.
#[derive(Debug)]
pub struct Search<'a> {
    env: &'a Env,
    machine: Machine,
    /// The real paths of what was found, so that a link to it is not found again.
    seen: HashSet<PathBuf>,
}

impl Found {
    /// The manager's id, `path` without a manager.
    pub fn owner(&self) -> &'static str {
        self.manager.map_or("path", Manager::id)
    }
}

impl<'a> Search<'a> {
    /// A search in the places that an environment names.
    pub fn new(env: &'a Env, machine: Machine) -> Self {
        Self { env, machine, seen: HashSet::new() }
    }

    /// What a manager has that this search has not found yet, its newest first.
    pub fn of(&mut self, manager: Manager) -> Vec<Found> {
        let shelves: Vec<_> =
            places::shelves(self.env).into_iter().filter(|place| place.manager == manager).collect();
        let mut found: Vec<_> = shelves.iter().flat_map(|place| self.on(place)).collect();
        if manager == Manager::System {
            found.extend(self.on_path());
        }
        found
    }

    /// What is in a given folder: a GOROOT, or one that contains it as `go`.
    pub fn at(&mut self, folder: &Path) -> Found {
        let below = folder.join("go");
        let goroot =
            if !goroot::has_go(folder) && goroot::has_go(&below) { below } else { folder.to_owned() };
        let path = real(&goroot).unwrap_or(goroot);
        self.seen.insert(path.clone());
        let version = goroot::examine(&path, None, &self.machine);
        self.found(owner_of(&path, self.env), path, version)
    }

    fn found(&self, manager: Option<Manager>, path: PathBuf, version: Result<Version, Unfit>) -> Found {
        Found { manager, path, version, machine: self.machine.clone() }
    }

    fn on(&mut self, place: &Shelf) -> Vec<Found> {
        let (prefix, below, named) = match place.holds {
            Holds::Itself => return self.itself(place).into_iter().collect(),
            Holds::Versions { prefix, goroot } => (prefix, goroot, false),
            Holds::Named { prefix, goroot } => (prefix, goroot, true),
        };
        let mut spots = match spots(&place.folder, prefix, below) {
            Ok(spots) => spots,
            Err(error) => {
                let version = Err(Unfit::Unreadable(error));
                return vec![self.found(Some(place.manager), place.folder.clone(), version)];
            }
        };
        for spot in spots.iter_mut().filter(|_| named) {
            spot.label = None;
        }
        spots.into_iter().filter_map(|spot| self.in_spot(place, &spot, named)).collect()
    }

    fn itself(&mut self, place: &Shelf) -> Option<Found> {
        if !goroot::has_go(&place.folder) {
            return None;
        }
        let path = self.unseen(&place.folder)?;
        let version = goroot::examine(&path, None, &self.machine);
        Some(self.found(Some(place.manager), path, version))
    }

    fn in_spot(&mut self, place: &Shelf, spot: &Spot, named: bool) -> Option<Found> {
        // `current`, `latest`, and folders that have nothing to do with versions.
        let alias = spot.is_link && spot.label.is_none() && !named;
        if alias || (spot.label.is_none() && !goroot::has_go(&spot.goroot)) {
            return None;
        }
        // One that is not there is as far as its name goes.
        let path = if spot.goroot.exists() { self.unseen(&spot.goroot)? } else { spot.goroot.clone() };
        let version = self.examined(place, spot, &path);
        Some(self.found(Some(place.manager), path, version))
    }

    fn examined(&self, place: &Shelf, spot: &Spot, path: &Path) -> Result<Version, Unfit> {
        let Some(label) = &spot.label else { return goroot::examine(path, None, &self.machine) };
        if let Some(platform) = label.platform.as_deref().filter(|platform| !self.machine.is(platform)) {
            return Err(Unfit::OtherPlatform { platform: platform.replacen('-', "/", 1) });
        }
        if place.manager == Manager::Gotoolchain && is_partial(&place.folder, &spot.name) {
            return Err(Unfit::Unfinished);
        }
        goroot::examine(path, Some(&label.version), &self.machine)
    }

    /// The Go that PATH leads to, where that is none of the managers'.
    fn on_path(&mut self) -> Vec<Found> {
        let name = format!("go{}", std::env::consts::EXE_SUFFIX);
        let mut found = Vec::new();
        for dir in self.env.path_dirs().into_iter().filter(|dir| dir.is_absolute()) {
            let Some(goroot) = real(&dir.join(&name)).and_then(|go| Some(go.parent()?.parent()?.to_owned()))
            else {
                continue;
            };
            let nobodys = matches!(owner_of(&goroot, self.env), None | Some(Manager::System));
            // Launchers of all kinds have no VERSION two folders above.
            if nobodys
                && goroot.join("VERSION").is_file()
                && goroot::has_go(&goroot)
                && let Some(path) = self.unseen(&goroot)
            {
                let version = goroot::examine(&path, None, &self.machine);
                found.push(self.found(Some(Manager::System), path, version));
            }
        }
        found
    }

    /// Where a folder really lies, the first time that is asked.
    fn unseen(&mut self, folder: &Path) -> Option<PathBuf> {
        let path = real(folder).unwrap_or_else(|| folder.to_owned());
        self.seen.insert(path.clone()).then_some(path)
    }
}

/// An entry of a shelf.
struct Spot {
    name: String,
    label: Option<Label>,
    goroot: PathBuf,
    is_link: bool,
}

/// What an entry's name says.
struct Label {
    version: Version,
    /// `linux-amd64`, in the names of toolchain modules.
    platform: Option<String>,
}

impl Label {
    fn read(name: &str, prefix: &str) -> Option<Self> {
        if prefix == TOOLCHAIN_MODULE {
            let (version, platform) = name.rsplit_once('.')?;
            let version = Version::from_toolchain_name(version).ok()?;
            return Some(Self { version, platform: Some(platform.to_owned()) });
        }
        let version: Version = name.parse().ok()?;
        version.is_release().then_some(Self { version, platform: None })
    }
}

/// The entries of a shelf that may be toolchains: folders before links, the newest version first.
fn spots(folder: &Path, prefix: &str, below: &str) -> io::Result<Vec<Spot>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        Err(error) => return Err(error),
    };
    let mut spots = Vec::new();
    for entry in entries {
        spots.extend(spot(&entry?, prefix, below));
    }
    spots.sort_by(|a, b| {
        let key =
            |spot: &Spot| (spot.is_link, Reverse(spot.label.as_ref().map(|label| label.version.clone())));
        key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name))
    });
    Ok(spots)
}

fn spot(entry: &DirEntry, prefix: &str, below: &str) -> Option<Spot> {
    let name = entry.file_name().to_string_lossy().into_owned();
    let label = Label::read(name.strip_prefix(prefix)?, prefix);
    let path = entry.path();
    let (is_link, is_file) = (path.is_symlink(), path.is_file());
    let goroot = if below.is_empty() { path } else { path.join(below) };
    (!is_file).then_some(Spot { name, label, goroot, is_link })
}

/// Whether the go command was interrupted while it unpacked a module:
/// <https://go.dev/ref/mod#module-cache>
fn is_partial(shelf: &Path, name: &str) -> bool {
    let version = name.strip_prefix("toolchain@").unwrap_or(name);
    let cache =
        shelf.with_file_name("cache").join("download").join("golang.org").join("toolchain").join("@v");
    cache.join(format!("{version}.partial")).exists()
}

/// A path with its links resolved, as people write it.
fn real(path: &Path) -> Option<PathBuf> {
    let real = path.canonicalize().ok()?;
    // Windows answers with a prefix that neither people nor junctions know. Another path than of a drive keeps it.
    let plain =
        real.to_str().and_then(|text| text.strip_prefix(r"\\?\")).filter(|text| !text.starts_with("UNC"));
    Some(plain.map_or_else(|| real.clone(), PathBuf::from))
}
