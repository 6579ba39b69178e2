//! Which files of a directory and those above it have a say. One walk, and nothing is read before it is asked for.

use super::names::Names;
use super::pin_file::{self, Judge, PassedOver, PinFile};
use super::requires::members;
use super::{Error, Floor, Pin, text};
use crate::env::Env;
use std::path::{Path, PathBuf};

/// The name of a project's file of Go settings.
pub(super) const GO_ENV: &str = "go.env";

/// The files found above a directory, the nearest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Survey {
    /// Files that may be pins. Whether one of several tools speaks of Go is seen when it is read.
    pins: Vec<PinFile>,
    /// Files that are called like pins and do not count.
    passed_over: Vec<PassedOver>,
    /// The go.work, else the go.mod.
    floor: Option<PathBuf>,
    /// The folders of the go.work and of the go.mod.
    roots: Vec<PathBuf>,
    /// What is called go.env: at most one a directory.
    settings: Vec<PathBuf>,
    /// Where the look began.
    dir: PathBuf,
    /// Whether modules are on here. Where they are not, `go` chooses no toolchain.
    modules: bool,
}

impl Survey {
    /// Looks from `dir` up to the root. An empty `dir` (a working directory that is gone) has no files.
    pub fn of(dir: &Path, env: &Env) -> Self {
        let mut settings = Vec::new();
        let mut folders = Vec::new();
        let wanted = wanted();
        let (mut work, mut module) = (None, None);
        let modules = Modules::read(env);
        for folder in dir.ancestors().filter(|folder| folder.is_absolute()) {
            let names = Names::of(folder, &wanted);
            if names.may_have(GO_ENV) {
                settings.extend(settings_in(folder));
            }
            if work.is_none() && modules.walk_work && names.may_have("go.work") {
                work = file_in(folder, "go.work");
            }
            if module.is_none() && modules.on && names.may_have("go.mod") {
                module = file_in(folder, "go.mod");
            }
            folders.push((folder, names));
        }
        // Go ignores a go.mod in the temporary folder itself, where anybody may have left one.
        let module = module.filter(|file| file.parent() != Some(&env.temp_dir()));
        let work = modules.work.or(work);
        let folder = |file: &Option<PathBuf>| file.as_deref().and_then(Path::parent).map(Path::to_owned);
        let roots: Vec<_> = [folder(&work), folder(&module)].into_iter().flatten().collect();
        let mut survey = Self {
            modules: modules.on && (module.is_some() || env.text("GO111MODULE") != Some("auto")),
            floor: work.or(module),
            roots,
            settings,
            dir: dir.to_owned(),
            ..Self::default()
        };
        survey.find_pins(&folders, env);
        survey
    }

    fn find_pins(&mut self, folders: &[(&Path, Names)], env: &Env) {
        let project = self.roots.first().unwrap_or(&self.dir);
        let judge = Judge { project, home: env.home_dir() };
        let cache = module_cache(env);
        for (folder, names) in folders {
            // What came in the zip of a module is nobody's pin here.
            if cache.as_ref().is_some_and(|cache| folder.starts_with(cache)) {
                continue;
            }
            self.pins.extend(judge.pins_in(folder, names, &mut self.passed_over));
        }
    }

    /// Whether `go` chooses a toolchain here: it does not where modules are off.
    pub fn has_modules(&self) -> bool {
        self.modules
    }

    /// The directory the look began in.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The folder of the go.work, and then that of the go.mod.
    pub fn roots(&self) -> &[PathBuf] {
        &self.roots
    }

    /// What is called go.env in the directory and those above it, the nearest first; links are not followed.
    pub(super) fn settings(&self) -> &[PathBuf] {
        &self.settings
    }

    /// The nearest pin.
    pub fn pin(&self) -> Result<Option<Pin>, Error> {
        self.pins().next().transpose()
    }

    /// All pins, the nearest first, each read when its turn comes.
    pub fn pins(&self) -> impl Iterator<Item = Result<Pin, Error>> + '_ {
        self.pins.iter().filter_map(|file| Pin::of(file).transpose())
    }

    /// The lines of the go.work and the go.mod that do not set the floor: the lower one of two, and those of a go.mod
    /// below a go.work. They decide nothing, and are looked for only to be told.
    pub fn lesser_floors(&self) -> Vec<Floor> {
        let Ok(Some(floor)) = self.floor() else { return Vec::new() };
        let mut floors = Floor::all(&floor.file);
        if floor.is_workspace()
            && let Some(root) = self.roots.get(1)
        {
            floors.extend(Floor::all(&root.join("go.mod")));
        }
        floors.retain(|other| *other != floor);
        floors
    }

    /// The go lines of a workspace's modules that are above its own: `go` then refuses all but `go work use`.
    pub fn members_above(&self) -> Vec<Floor> {
        let work = self.floor.as_deref().filter(|file| file.extension().is_some_and(|name| name == "work"));
        let Some(work) = work else { return Vec::new() };
        let go_line = |file: &Path| Floor::all(file).into_iter().find(|floor| floor.text.starts_with("go "));
        let least = go_line(work);
        let mut above: Vec<_> =
            members(work).unwrap_or_default().iter().filter_map(|file| go_line(file)).collect();
        above.retain(|floor| {
            // Without a go line it is of the first Go that had workspaces.
            let least = least.as_ref().and_then(Floor::version).cloned().or_else(|| "1.18".parse().ok());
            floor.version() > least.as_ref()
        });
        above
    }

    /// The files that are called like pins and do not count, the nearest first.
    pub fn passed_over(&self) -> &[PassedOver] {
        &self.passed_over
    }

    /// What `go` refuses in the go.work, else in the go.mod.
    pub fn floor_error(&self) -> Option<Error> {
        super::gomod::read(self.floor.as_deref()?).err()
    }

    /// The floor of the go.work, else of the go.mod.
    pub fn floor(&self) -> Result<Option<Floor>, Error> {
        self.floor.as_deref().map_or(Ok(None), Floor::read)
    }

    /// The go.work or go.mod that counts.
    pub fn floor_file(&self) -> Option<&Path> {
        self.floor.as_deref()
    }
}

/// What the environment says about go.work and go.mod: as `cmd/go` reads `GOWORK` and `GO111MODULE`.
struct Modules {
    on: bool,
    /// `GOWORK=FILE`, where that file exists.
    work: Option<PathBuf>,
    walk_work: bool,
}

impl Modules {
    fn read(env: &Env) -> Self {
        let on = matches!(env.text("GO111MODULE"), None | Some("on" | "auto"));
        let (work, walk) = match env.get("GOWORK").map(Path::new) {
            None => (None, true),
            Some(word) if word == Path::new("auto") => (None, true),
            // A relative path, `off` included, names no file: Go refuses the one and obeys the other.
            Some(path) => {
                (Some(path.to_owned()).filter(|path| path.is_absolute() && text::is_file(path)), false)
            }
        };
        Self { on, work: work.filter(|_| on), walk_work: walk && on }
    }
}

/// Where `go` unpacks modules, by the environment (`GOMODCACHE`, else below the first folder of GOPATH).
fn module_cache(env: &Env) -> Option<PathBuf> {
    if let Some(cache) = env.get("GOMODCACHE") {
        return Some(cache.into());
    }
    let gopath = match env.get("GOPATH") {
        Some(value) => std::env::split_paths(value).next()?,
        None => env.home_dir()?.join("go"),
    };
    Some(gopath.join("pkg/mod")).filter(|cache| cache.is_absolute())
}

/// Links count, so that they can be refused.
fn settings_in(folder: &Path) -> Option<PathBuf> {
    let path = folder.join(GO_ENV);
    path.symlink_metadata().is_ok_and(|meta| !meta.is_dir()).then_some(path)
}

/// The paths that are looked for in each folder.
fn wanted() -> Vec<&'static str> {
    [GO_ENV, "go.work", "go.mod"].into_iter().chain(pin_file::NAMES).collect()
}

fn file_in(folder: &Path, name: &str) -> Option<PathBuf> {
    Some(folder.join(name)).filter(|path| text::is_file(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    struct Tree(tempfile::TempDir);

    impl Tree {
        fn new(files: &[(&str, &str)]) -> Self {
            let tree = Self(tempfile::tempdir().unwrap());
            for (name, content) in files {
                let path = tree.path(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, content).unwrap();
            }
            tree
        }

        fn path(&self, name: &str) -> PathBuf {
            self.0.path().join(name)
        }

        fn survey(&self, dir: &str, vars: &[(&str, PathBuf)]) -> Survey {
            let vars = vars.iter().map(|(name, value)| ((*name).into(), value.into()));
            fs::create_dir_all(self.path(dir)).unwrap();
            Survey::of(&self.path(dir), &Env::from_vars(vars))
        }
    }

    fn pin(survey: &Survey) -> Option<String> {
        survey.pin().unwrap().map(|pin| pin.text)
    }

    fn floor(survey: &Survey) -> Option<String> {
        survey.floor().unwrap().map(|floor| floor.text)
    }

    #[test]
    fn the_nearest_pin_counts() {
        let tree = Tree::new(&[
            (".go-version", "1.20"),
            ("a/.tool-versions", "node 20"),
            ("b/.tool-versions", "go 1.21"),
            ("c/.tool-versions", "go 1.21"),
            ("c/.go-version", "1.22"),
            ("d/.go-version/x", ""),
            ("e/.tool-versions", "node 20"),
            ("e/.prototools", "go = \"1.19\""),
            ("e/f/mise.toml", "[tools]\ngo = \"1.21\""),
            ("e/f/.config/mise/config.toml", "[tools]\ngo = \"1.22\""),
            ("e/f/g/.config/mise.toml", "[tools]\ngo = [\"ref:x\", \"1.22\"]"),
            ("e/f/g/h/.mise.toml", "[tools]\nnode = \"1.22\""),
        ]);
        for (dir, expected) in [("a/x", "1.20"), ("b/x/y", "1.21"), ("c", "1.22"), ("d", "1.20")]
            .into_iter()
            .chain([("e", "1.19"), ("e/f", "1.21"), ("e/f/g/h", "1.22")])
        {
            assert_eq!(pin(&tree.survey(dir, &[])).as_deref(), Some(expected), "{dir}");
        }
        assert_eq!(tree.survey("c", &[]).pins().count(), 3);
    }

    #[test]
    fn go_work_comes_before_go_mod_unless_told_otherwise() {
        let tree = Tree::new(&[
            ("go.work", "go 1.23"),
            ("other.work", "go 1.24"),
            ("m/go.mod", "go 1.22"),
            ("m/n/go.mod", "go 1.21"),
        ]);
        let gowork = |value: PathBuf| floor(&tree.survey("m/n/x", &[("GOWORK", value)])).unwrap();
        assert_eq!(floor(&tree.survey("m/n/x", &[])).as_deref(), Some("go 1.23"));
        assert_eq!(gowork("auto".into()), "go 1.23");
        assert_eq!(gowork("off".into()), "go 1.21");
        assert_eq!(gowork(tree.path("other.work")), "go 1.24");
        assert_eq!(gowork(tree.path("absent.work")), "go 1.21");
        assert_eq!(floor(&tree.survey("m", &[("GO111MODULE", "off".into())])), None);
        assert_eq!(gowork("relative.work".into()), "go 1.21");
    }

    #[test]
    fn a_go_mod_in_the_temporary_folder_is_ignored() {
        let tree = Tree::new(&[("go.mod", "go 1.22"), ("p/go.mod", "go 1.21")]);
        let vars = |dir| tree.survey(dir, &["TMPDIR", "TMP"].map(|name| (name, tree.path(""))));
        assert_eq!(floor(&vars("x")), None);
        assert_eq!(floor(&vars("p")).as_deref(), Some("go 1.21"));
    }

    #[test]
    fn no_directory_has_no_files() {
        let survey = Survey::of(Path::new(""), &Env::default());
        assert_eq!(survey, Survey { modules: true, ..Survey::default() });
    }
}
