//! Which go.env is the project's: the one beside go.work or go.mod, else the nearest above.

use super::{Error, NAME};
use crate::env::Env;
use crate::project::{Survey, checkout};
use crate::system::file;
use crate::system::program::same_file;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The project's go.env, readable or not.
///
/// Beside the go.work, else beside the go.mod; else the nearest above those (or, without them, above the directory),
/// but nothing outside of the checkout, nothing of a GOROOT, whose `go.env` is Go's own, and nothing in the user's home
/// directory, the temporary folder, or above them: those are no projects, and who left a file there did not mean all
/// that lies below.
pub fn find(survey: &Survey, env: &Env) -> Option<PathBuf> {
    let is_there = |folder: &Path| survey.settings().iter().any(|file| file.parent() == Some(folder));
    let beside = survey.roots().iter().find(|folder| is_there(folder) || is_elsewhere(folder, survey));
    if let Some(folder) = beside {
        return Some(folder.join(NAME));
    }
    let start = start(survey);
    let nearest =
        survey.settings().iter().find(|file| file.parent().is_some_and(|to| start.starts_with(to)))?;
    let folder = nearest.parent()?;
    let way = start.ancestors().take_while(|above| *above != folder);
    let leaves = way.chain([folder]).any(|above| is_no_project(above, env));
    let leaves_checkout = start.ancestors().take_while(|above| *above != folder).any(checkout::is_top);
    (!leaves && !leaves_checkout && !is_goroot(folder)).then(|| nearest.clone())
}

/// The folder that a go.env is to be written into where there is none yet.
pub fn home_of_new(survey: &Survey, env: &Env) -> Result<PathBuf, Error> {
    if let Some(root) = survey.roots().first() {
        return Ok(root.clone());
    }
    let dir = survey.dir();
    if dir.as_os_str().is_empty() || is_no_project(dir, env) || is_goroot(dir) {
        return Err(Error::NoProject { dir: dir.to_owned() });
    }
    Ok(dir.to_owned())
}

/// A go.work that GOWORK names lies anywhere; the walk did not come by.
fn is_elsewhere(folder: &Path, survey: &Survey) -> bool {
    !survey.dir().starts_with(folder) && folder.join(NAME).symlink_metadata().is_ok_and(|meta| !meta.is_dir())
}

/// Where the way up begins: a project's settings are the same in all of its folders.
fn start(survey: &Survey) -> &Path {
    let here = survey.roots().iter().find(|root| survey.dir().starts_with(root));
    here.map_or(survey.dir(), PathBuf::as_path)
}

fn is_no_project(folder: &Path, env: &Env) -> bool {
    let temporary = env.temp_dir();
    let ends = env.home_dir().into_iter().chain([temporary.as_path()]);
    ends.into_iter().any(|end| end.starts_with(folder) || same_file(folder, end))
}

/// A toolchain, or a checkout of Go itself.
fn is_goroot(folder: &Path) -> bool {
    if folder.join("src/cmd/go").is_dir() {
        return true;
    }
    let mut start = Vec::new();
    let read =
        file::open_regular(&folder.join("VERSION")).and_then(|file| file.take(6).read_to_end(&mut start));
    read.is_ok() && (start.starts_with(b"go1") || start.starts_with(b"devel "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    struct Tree(tempfile::TempDir);

    impl Tree {
        fn new(files: &[&str]) -> Self {
            let tree = Self(tempfile::tempdir().unwrap());
            for name in files {
                let path = tree.path(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, "go 1.22\n").unwrap();
            }
            tree
        }

        fn path(&self, name: &str) -> PathBuf {
            self.0.path().join(name)
        }

        fn env(&self) -> Env {
            let tmp = |name: &str| (name.into(), self.path("tmp").into());
            let gowork = ("GOWORK".into(), self.path("away/go.work").into());
            let vars = [tmp("TMPDIR"), tmp("TMP"), gowork];
            let vars = vars.into_iter().filter(|(name, path)| name != "GOWORK" || Path::new(path).exists());
            Env::from_vars(vars).with_home_dir(self.path("home"))
        }

        fn survey(&self, dir: &str) -> Survey {
            fs::create_dir_all(self.path(dir)).unwrap();
            Survey::of(&self.path(dir), &self.env())
        }

        /// The folder of what is found, below the tree.
        fn found(&self, dir: &str) -> Option<String> {
            let found = find(&self.survey(dir), &self.env())?;
            let folder = found.parent().unwrap().strip_prefix(self.0.path()).unwrap();
            Some(folder.to_string_lossy().replace('\\', "/"))
        }
    }

    #[test]
    fn beside_go_work_then_beside_go_mod_then_the_nearest_above() {
        for (files, dir, expected) in [
            (&["p/go.work", "p/go.env", "p/m/go.mod", "p/m/go.env"][..], "p/m/x", Some("p")),
            (&["p/go.work", "p/m/go.mod", "p/m/go.env"], "p/m/x", Some("p/m")),
            (&["p/go.mod", "p/go.env", "p/x/go.env"], "p/x/y", Some("p")),
            (&["p/go.env", "p/m/go.mod", "p/m/x/go.env"], "p/m/x", Some("p")),
            (&["p/go.env"], "p/x/y", Some("p")),
            (&["p/go.env", "p/x/go.env"], "p/x/y", Some("p/x")),
            (&["p/go.mod"], "p", None),
            (&["up/p/go.env/x", "up/go.env"], "up/p", Some("up")),
            (&["away/go.work", "away/go.env", "p/go.mod", "p/go.env"], "p", Some("away")),
            (&["away/go.work", "up/p/go.mod", "up/go.env"], "up/p", Some("up")),
        ] {
            assert_eq!(Tree::new(files).found(dir).as_deref(), expected, "{files:?} {dir}");
        }
    }

    #[test]
    fn what_is_not_the_projects_is_not_taken() {
        for (files, dir, expected) in [
            (&["p/go.env", "p/m/.git/HEAD", "p/m/go.mod"][..], "p/m", None),
            (&["p/go.env", "p/.git/HEAD", "p/m/go.mod"], "p/m", Some("p")),
            (&["p/go.env", "p/m/.git"], "p/m/x", None),
            (&["home/go.env", "home/p/go.mod"], "home/p", None),
            (&["home/go.env"], "home", None),
            (&["home/go.env", "home/go.mod"], "home/x", Some("home")),
            (&["go.env"], "home/p", None),
            (&["tmp/go.env"], "tmp/x", None),
            (&["tmp/x/go.env"], "tmp/x/y", Some("tmp/x")),
            (&["r/go.env", "r/VERSION", "r/src/go.mod"], "r/src/fmt", Some("r")),
            (&["r/go.env", "r/src/cmd/go/main.go", "r/src/go.mod"], "r/src/fmt", None),
        ] {
            assert_eq!(Tree::new(files).found(dir).as_deref(), expected, "{files:?} {dir}");
        }
        let tree = Tree::new(&["r/go.env", "r/src/go.mod"]);
        fs::write(tree.path("r/VERSION"), "go1.22.3\ntime x\n").unwrap();
        assert_eq!(tree.found("r/src"), None);
        assert_eq!(tree.found("r"), None);
    }

    #[test]
    fn a_new_file_is_put_where_it_is_found_again() {
        let tree = Tree::new(&["p/go.work", "p/m/go.mod", "n/go.mod", "home/x"]);
        let new = |dir: &str| home_of_new(&tree.survey(dir), &tree.env()).ok();
        for (dir, expected) in [
            ("p/m/x", Some("p")),
            ("n/x", Some("n")),
            ("bare/x", Some("bare/x")),
            ("home/p", Some("home/p")),
            ("home", None),
            ("tmp", None),
        ] {
            assert_eq!(new(dir), expected.map(|folder| tree.path(folder)), "{dir}");
        }
    }
}
