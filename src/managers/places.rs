//! Where each manager keeps its toolchains, and what else is its own: a table, worked out from the environment. Nothing
//! here looks at the disk, but for Go's own env file, which may move the module cache. The layouts and variables are those of the managers' own sources.

use super::Manager;
use crate::env::Env;
use crate::goenv::GoEnv;
use std::path::{Path, PathBuf};

/// A folder in which toolchains stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shelf {
    pub(super) manager: Manager,
    pub(super) folder: PathBuf,
    pub(super) holds: Holds,
}

/// What stands on a shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// The folder is a GOROOT.
    Itself,
    /// Its entries whose names begin so have their GOROOT at this path below them; the rest of the name is a version.
    Versions { prefix: &'static str, goroot: &'static str },
    /// The same, but the names say nothing, and links are as good as folders.
    Named { prefix: &'static str, goroot: &'static str },
}

/// A folder that is a manager's with all that lies in it, or with the entries whose names begin so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ground {
    pub(super) manager: Manager,
    pub(super) folder: PathBuf,
    pub(super) prefix: &'static str,
}

/// The names of toolchain modules in the module cache, up to the version.
pub(super) const TOOLCHAIN_MODULE: &str = "toolchain@v0.0.1-";

/// All shelves, in the order of [`Manager::ALL`].
pub(super) fn shelves(env: &Env) -> Vec<Shelf> {
    let roots = Roots { env, go: GoEnv::read(env, None) };
    let all = Manager::ALL.into_iter().flat_map(|manager| shelves_of(manager, &roots));
    all.map(|shelf| Shelf { folder: written(&shelf.folder), ..shelf }).collect()
}

/// Every ground of every manager.
pub(super) fn grounds(env: &Env) -> Vec<Ground> {
    let roots = Roots { env, go: GoEnv::read(env, None) };
    let all = Manager::ALL.into_iter().flat_map(|manager| grounds_of(manager, &roots));
    all.map(|ground| Ground { folder: written(&ground.folder), ..ground }).collect()
}

/// The path with the system's own separators.
fn written(path: &Path) -> PathBuf {
    path.iter().collect()
}

fn shelves_of(manager: Manager, roots: &Roots<'_>) -> Vec<Shelf> {
    let versions = |prefix, goroot| Holds::Versions { prefix, goroot };
    let shelf = |folder: Option<PathBuf>, holds| {
        folder.into_iter().map(|folder| Shelf { manager, folder, holds }).collect::<Vec<_>>()
    };
    let below = |name: &str| roots.of(manager).map(|root| root.join(name));
    match manager {
        Manager::Goup | Manager::Sdk | Manager::OwentherealGoup => {
            shelf(roots.of(manager), versions("go", ""))
        }
        Manager::G | Manager::Goenv => shelf(below("versions"), versions("", "")),
        Manager::Gobrew => shelf(below("versions"), versions("", "go")),
        Manager::Gvm => shelf(below("gos"), versions("go", "")),
        Manager::StefanmaricG => shelf(roots.of(manager), versions("", "")),
        Manager::Asdf => ["golang", "go"]
            .iter()
            .flat_map(|plugin| shelf(below("installs").map(|dir| dir.join(plugin)), versions("", "go")))
            .collect(),
        Manager::Mise => shelf(roots.mise_installs().map(|dir| dir.join("go")), versions("", "")),
        Manager::Gotoolchain => shelf(roots.of(manager), versions(TOOLCHAIN_MODULE, "")),
        Manager::Scoop => {
            let global = roots.dir("SCOOP_GLOBAL");
            let roots = roots.of(manager).into_iter().chain(global);
            roots.flat_map(|root| shelf(Some(root.join("apps/go")), versions("", ""))).collect()
        }
        Manager::Homebrew => roots.homebrew().into_iter().flat_map(|prefix| on_homebrew(&prefix)).collect(),
        Manager::System => on_system(roots),
    }
}

/// Kept versions stand in the cellar; `go@1.22` and its like are reached by the links in `opt`.
fn on_homebrew(prefix: &Path) -> [Shelf; 2] {
    let shelf =
        |folder: &str, holds| Shelf { manager: Manager::Homebrew, folder: prefix.join(folder), holds };
    let cellar = Holds::Versions { prefix: "", goroot: "libexec" };
    [shelf("Cellar/go", cellar), shelf("opt", Holds::Named { prefix: "go", goroot: "libexec" })]
}

fn on_system(roots: &Roots<'_>) -> Vec<Shelf> {
    let shelf = |folder: PathBuf, holds| Shelf { manager: Manager::System, folder, holds };
    let mut shelves = Vec::new();
    if !cfg!(windows) {
        shelves.push(shelf("/usr/lib".into(), Holds::Named { prefix: "go-", goroot: "" }));
    }
    shelves.extend(roots.system().into_iter().map(|folder| shelf(folder, Holds::Itself)));
    shelves
}

fn grounds_of(manager: Manager, roots: &Roots<'_>) -> Vec<Ground> {
    let ground = |folder: PathBuf, prefix| Ground { manager, folder, prefix };
    match manager {
        Manager::Sdk => roots.of(manager).into_iter().map(|folder| ground(folder, "go")).collect(),
        Manager::Gotoolchain => {
            roots.of(manager).into_iter().map(|folder| ground(folder, TOOLCHAIN_MODULE)).collect()
        }
        Manager::Mise => {
            let folders = roots.of(manager).into_iter().chain(roots.mise_installs());
            folders.map(|folder| ground(folder, "")).collect()
        }
        Manager::Scoop => {
            let folders = roots.of(manager).into_iter().chain(roots.dir("SCOOP_GLOBAL"));
            folders.map(|folder| ground(folder, "")).collect()
        }
        Manager::Homebrew => roots.homebrew().into_iter().flat_map(homebrew_grounds).collect(),
        Manager::System => {
            let mut grounds: Vec<_> = roots.system().into_iter().map(|folder| ground(folder, "")).collect();
            if !cfg!(windows) {
                grounds.extend(["/usr/lib", "/usr/share"].map(|folder| ground(folder.into(), "go-")));
                grounds.push(ground("/snap/go".into(), ""));
            }
            grounds
        }
        _ => roots.of(manager).into_iter().map(|folder| ground(folder, "")).collect(),
    }
}

/// `/usr/local` is not Homebrew's alone.
fn homebrew_grounds(prefix: PathBuf) -> Vec<Ground> {
    let ground = |folder| Ground { manager: Manager::Homebrew, folder, prefix: "" };
    if prefix == Path::new("/usr/local") {
        ["Cellar", "opt"].map(|name| ground(prefix.join(name))).to_vec()
    } else {
        vec![ground(prefix)]
    }
}

/// The folders that variables, or the lack of them, name.
struct Roots<'a> {
    env: &'a Env,
    go: GoEnv,
}

impl Roots<'_> {
    /// An absolute path from a variable. A relative one means another place in each directory.
    fn dir(&self, name: &str) -> Option<PathBuf> {
        self.env.get(name).map(PathBuf::from).filter(|path| path.is_absolute())
    }

    fn home(&self, name: &str) -> Option<PathBuf> {
        self.env.home_dir().map(|home| home.join(name))
    }

    /// The one folder a manager keeps its things in.
    fn of(&self, manager: Manager) -> Option<PathBuf> {
        match manager {
            Manager::Goup => self.dir("GOUP_HOME").or_else(|| self.home(".goup")),
            Manager::G => {
                let relocated =
                    self.env.text("G_EXPERIMENTAL").is_some_and(|on| on.eq_ignore_ascii_case("true"));
                let named = relocated.then(|| self.dir("G_HOME")).flatten();
                named.or_else(|| self.home(".g"))
            }
            // The variable names the folder above.
            Manager::Gobrew => {
                self.dir("GOBREW_ROOT").map(|dir| dir.join(".gobrew")).or_else(|| self.home(".gobrew"))
            }
            Manager::Goenv => self.dir("GOENV_ROOT").or_else(|| self.home(".goenv")),
            Manager::Gvm => self.dir("GVM_ROOT").or_else(|| self.home(".gvm")),
            Manager::StefanmaricG => {
                self.dir("GOROOT").or_else(|| self.home(".go")).map(|dir| dir.join(".versions"))
            }
            Manager::OwentherealGoup => self.home(".go"),
            Manager::Asdf => self.dir("ASDF_DATA_DIR").or_else(|| self.home(".asdf")),
            Manager::Mise => {
                self.dir("MISE_DATA_DIR").or_else(|| self.data_home().map(|dir| dir.join("mise")))
            }
            Manager::Sdk => self.home("sdk"),
            Manager::Gotoolchain => self.module_cache().map(|dir| dir.join("golang.org")),
            Manager::Scoop => self.dir("SCOOP").or_else(|| self.home("scoop")),
            Manager::Homebrew | Manager::System => None,
        }
    }

    fn mise_installs(&self) -> Option<PathBuf> {
        self.dir("MISE_INSTALLS_DIR").or_else(|| self.of(Manager::Mise).map(|dir| dir.join("installs")))
    }

    fn data_home(&self) -> Option<PathBuf> {
        let usual = if cfg!(windows) { "AppData/Local" } else { ".local/share" };
        let local = || self.dir("LOCALAPPDATA").filter(|_| cfg!(windows));
        let known = || local().or_else(|| self.env.data_dir());
        self.dir("XDG_DATA_HOME").or_else(known).or_else(|| self.home(usual))
    }

    /// <https://go.dev/ref/mod#module-cache>
    fn module_cache(&self) -> Option<PathBuf> {
        let own = Path::new(self.go.text("GOMODCACHE"));
        let first = std::env::split_paths(self.go.text("GOPATH")).next();
        let gopath = first.filter(|path| path.is_absolute()).or_else(|| self.home("go"));
        own.is_absolute().then(|| own.to_owned()).or_else(|| gopath.map(|dir| dir.join("pkg/mod")))
    }

    fn homebrew(&self) -> Vec<PathBuf> {
        let mut prefixes: Vec<PathBuf> = self.dir("HOMEBREW_PREFIX").into_iter().collect();
        if !cfg!(windows) {
            for usual in ["/opt/homebrew", "/usr/local", "/home/linuxbrew/.linuxbrew"] {
                if !prefixes.iter().any(|prefix| prefix == Path::new(usual)) {
                    prefixes.push(usual.into());
                }
            }
        }
        prefixes
    }

    fn system(&self) -> Vec<PathBuf> {
        if !cfg!(windows) {
            let usual = [
                "/usr/local/go",
                "/usr/lib/go",
                "/usr/lib/golang",
                "/usr/lib64/go",
                "/opt/go",
                "/opt/local/lib/go",
            ];
            return usual.into_iter().chain(["/snap/go/current"]).map(PathBuf::from).collect();
        }
        let programs = ["ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"].map(|name| self.dir(name));
        let own = self.dir("LOCALAPPDATA").map(|dir| dir.join("Programs"));
        // Where the installer put it up to go1.16.
        let drive = self.env.text("SystemDrive").map(|drive| PathBuf::from(format!("{drive}\\")));
        let mut folders: Vec<PathBuf> = Vec::new();
        // A service or a cleaned environment has no variables; the system knows the folders.
        let known = self.env.program_dirs();
        let named = programs.into_iter().chain([own, drive]).flatten();
        for folder in named.chain(known).map(|dir| dir.join("Go")) {
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
        folders
    }
}
