//! Which files of a directory and those above it have a say. One walk, and nothing is read before it is asked for.

use super::{Error, Floor, Pin, text};
use crate::env::Env;
use std::path::{Path, PathBuf};

/// The files found above a directory, the nearest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Survey {
    /// Files that may be pins: one a directory.
    pins: Vec<PathBuf>,
    /// The go.work, else the go.mod.
    floor: Option<PathBuf>,
    /// The folders of the go.work and of the go.mod.
    roots: Vec<PathBuf>,
    /// What is called go.env: at most one a directory.
    settings: Vec<PathBuf>,
    /// Where the look began.
    dir: PathBuf,
}

impl Survey {
    /// Looks from `dir` up to the root. An empty `dir` (a working directory that is gone) has no files.
    pub fn of(dir: &Path, env: &Env) -> Self {
        let mut pins = Vec::new();
        let mut settings = Vec::new();
        let (mut work, mut module) = (None, None);
        let modules = Modules::read(env);
        for folder in dir.ancestors().filter(|folder| folder.is_absolute()) {
            pins.extend(pin_in(folder));
            settings.extend(settings_in(folder));
            if work.is_none() && modules.walk_work {
                work = file_in(folder, "go.work");
            }
            if module.is_none() && modules.on {
                module = file_in(folder, "go.mod");
            }
        }
        // Go ignores a go.mod in the temporary folder itself, where anybody may have left one.
        let module = module.filter(|file| file.parent() != Some(&env.temp_dir()));
        let work = modules.work.or(work);
        let folder = |file: &Option<PathBuf>| file.as_deref().and_then(Path::parent).map(Path::to_owned);
        let roots = [folder(&work), folder(&module)].into_iter().flatten().collect();
        Self { pins, floor: work.or(module), roots, settings, dir: dir.to_owned() }
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
        self.pins.iter().filter_map(|file| Pin::read(file).transpose())
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

/// `.go-version` beats `.tool-versions`; whether the latter speaks of Go is seen when it is read.
fn pin_in(folder: &Path) -> Option<PathBuf> {
    file_in(folder, ".go-version").or_else(|| file_in(folder, ".tool-versions"))
}

/// Links count, so that they can be refused.
fn settings_in(folder: &Path) -> Option<PathBuf> {
    let path = folder.join(super::settings::NAME);
    path.symlink_metadata().is_ok_and(|meta| !meta.is_dir()).then_some(path)
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
        ]);
        for (dir, expected) in [("a/x", "1.20"), ("b/x/y", "1.21"), ("c", "1.22"), ("d", "1.20")] {
            assert_eq!(pin(&tree.survey(dir, &[])).as_deref(), Some(expected), "{dir}");
        }
        assert_eq!(tree.survey("c", &[]).pins().count(), 2);
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
        assert_eq!(survey, Survey::default());
    }
}
