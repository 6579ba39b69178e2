//! A GOROOT copied: a real, independent one, whatever it was. Links in it are followed, and those to what the system has
//! published; what its manager put into it is left out, write protection does not come along, and a toolchain module gets
//! the file names of a release back. The copy is not more readable than the GOROOT.

use super::goroot::is_managers;
use super::{Error, UnsupportedEntry};
use crate::system::Action;
use crate::system::file::{self, Modes, Reach};
use crate::system::private;
use std::collections::HashSet;
use std::fs::{self, File, FileTimes, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A file or folder to be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    /// Below the GOROOT.
    path: PathBuf,
    kind: Kind,
    /// Who may read it.
    reach: Reach,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Folder,
    File { length: u64, executable: bool, modified: Option<SystemTime> },
}

/// Deeper than any toolchain, and sooner reached than the number of links at which systems give up on a path.
const DEEPEST: usize = 30;
/// A toolchain has up to 17,000 files; what users add may be more.
const MOST: usize = 400_000;
/// Packages of distributions have some ten links to folders. A few that lead to each other twice would be millions.
const MOST_LINKS: usize = 1000;

/// Copies a GOROOT into an empty folder. That it was not changed meanwhile (its manager may be removing it) is made
/// sure of afterwards.
pub(super) fn copy(from: &Path, into: &Path) -> Result<(), Error> {
    let entries = list(from)?;
    let modes = Modes::probe(into).map_err(Error::io(Action::WriteIn, into))?;
    let module = Module::of(&entries);
    for entry in &entries {
        let Some(path) = module.name_in_release(&entry.path) else { continue };
        let (source, place) = (from.join(&entry.path), into.join(path));
        match &entry.kind {
            Kind::Folder => {
                modes.create_folder(&place).map_err(Error::io(Action::Create, &place))?;
                entry.reach.narrow_folder(&place).map_err(Error::io(Action::Create, &place))?;
            }
            Kind::File { length, executable, modified } => {
                let executable = *executable || is_program(&entry.path);
                let made = modes.create(&place, executable).map_err(Error::io(Action::Create, &place))?;
                entry.reach.narrow(&made).map_err(Error::io(Action::Create, &place))?;
                let copied = copy_file(&source, made, *modified, &place)?;
                if copied != *length {
                    return Err(Error::Changed { path: from.to_owned() });
                }
            }
        }
    }
    let top = from.metadata().map_err(Error::io(Action::Read, from))?;
    Reach::of(&top).narrow_folder(into).map_err(Error::io(Action::WriteIn, into))?;
    if list(from)? == entries { Ok(()) } else { Err(Error::Changed { path: from.to_owned() }) }
}

fn copy_file(source: &Path, mut to: File, modified: Option<SystemTime>, path: &Path) -> Result<u64, Error> {
    let mut from = file::open_seen(source).map_err(Error::io(Action::Read, source))?;
    // The system itself copies where it can, sharing the blocks on filesystems that do that.
    let copied = io::copy(&mut from, &mut to).map_err(Error::io(Action::Copy, path))?;
    if let Some(time) = modified {
        to.set_times(FileTimes::new().set_modified(time)).map_err(Error::io(Action::Date, path))?;
    }
    Ok(copied)
}

/// All that is copied of a GOROOT, folders before what they hold, in an order that is the same the next time.
fn list(goroot: &Path) -> Result<Vec<Entry>, Error> {
    let tree = goroot.canonicalize().map_err(Error::io(Action::Read, goroot))?;
    let mut walk = Walk { goroot, trees: vec![tree], links: 0, entries: Vec::new() };
    walk.folder(Path::new(""))?;
    Ok(walk.entries)
}

/// A look at a GOROOT, folder by folder.
struct Walk<'a> {
    goroot: &'a Path,
    /// Its real place, and the folders of the system that links in it lead to.
    trees: Vec<PathBuf>,
    /// How many links to folders were followed.
    links: usize,
    entries: Vec<Entry>,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path) -> Result<(), Error> {
        let full = self.goroot.join(folder);
        if folder.components().count() > DEEPEST {
            return odd(&full, UnsupportedEntry::Endless);
        }
        let mut names = Vec::new();
        for entry in fs::read_dir(&full).map_err(Error::io(Action::Read, &full))? {
            names.push(entry.map_err(Error::io(Action::Read, &full))?.file_name());
        }
        names.sort();
        let top = folder.as_os_str().is_empty();
        for name in names {
            if !(top && name.to_str().is_some_and(is_managers)) {
                self.entry(&folder.join(name))?;
            }
        }
        Ok(())
    }

    fn entry(&mut self, path: &Path) -> Result<(), Error> {
        let place = self.goroot.join(path);
        let meta = match place.metadata() {
            Ok(meta) => meta,
            // A link that leads nowhere holds nothing.
            Err(error) if error.kind() == io::ErrorKind::NotFound && place.is_symlink() => return Ok(()),
            Err(error) => return Err(Error::io(Action::Read, place)(error)),
        };
        if self.entries.len() == MOST {
            return odd(self.goroot, UnsupportedEntry::TooMany);
        }
        if !meta.is_dir() && !meta.is_file() {
            return odd(&place, UnsupportedEntry::Kind);
        }
        if place.is_symlink() {
            self.link(&place, &meta)?;
        }
        let reach = Reach::of(&meta);
        if meta.is_dir() {
            self.entries.push(Entry { path: path.to_owned(), kind: Kind::Folder, reach });
            return self.folder(path);
        }
        let (length, executable) = (meta.len(), file::is_executable(&meta));
        let kind = Kind::File { length, executable, modified: meta.modified().ok() };
        self.entries.push(Entry { path: path.to_owned(), kind, reach });
        Ok(())
    }

    /// Whether a link may be followed: an unpacked tree may contain one to any file of the user's.
    fn link(&mut self, place: &Path, end: &Metadata) -> Result<(), Error> {
        if end.is_dir() {
            self.links += 1;
            if self.links > MOST_LINKS {
                return odd(place, UnsupportedEntry::TooManyLinks);
            }
            if place.parent().is_some_and(|folder| leads_back(place, folder)) {
                return odd(place, UnsupportedEntry::Endless);
            }
        }
        let target = place.canonicalize().map_err(Error::io(Action::Read, place))?;
        if self.trees.iter().any(|tree| target.starts_with(tree)) {
            return Ok(());
        }
        if !private::is_published(&target, end) {
            return odd(place, UnsupportedEntry::Leaves);
        }
        if end.is_dir() {
            self.trees.push(target);
        }
        Ok(())
    }
}

fn odd<T>(path: &Path, what: UnsupportedEntry) -> Result<T, Error> {
    Err(Error::Odd { path: path.to_owned(), what })
}

/// Whether a link leads to a folder that it lies in. A longer way round ends at [`DEEPEST`].
fn leads_back(link: &Path, folder: &Path) -> bool {
    matches!((link.canonicalize(), folder.canonicalize()), (Ok(end), Ok(start)) if start.starts_with(&end))
}

/// What Go runs. Module caches do not keep the mode; the go command sets it when it first uses the toolchain.
fn is_program(path: &Path) -> bool {
    let exec = || path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.ends_with("_exec"));
    path.starts_with("bin")
        || path.starts_with(Path::new("pkg").join("tool"))
        || (path.starts_with("lib") && exec())
}

/// A toolchain module holds each `go.mod` of the release as `_go.mod`, for a module may hold no other's. The go command
/// copies them back beside it.
enum Module {
    No,
    Yes { renamed: HashSet<PathBuf> },
}

const RENAMED: &str = "_go.mod";

impl Module {
    fn of(entries: &[Entry]) -> Self {
        let renamed: HashSet<_> = entries
            .iter()
            .filter(|entry| entry.path.file_name().is_some_and(|name| name == RENAMED))
            .map(|entry| entry.path.with_file_name("go.mod"))
            .collect();
        if renamed.contains(&Path::new("src").join("go.mod")) { Self::Yes { renamed } } else { Self::No }
    }

    /// What a file is called in the release; `None` for a copy that the go command made.
    fn name_in_release(&self, path: &Path) -> Option<PathBuf> {
        match self {
            Self::Yes { renamed } if renamed.contains(path) => None,
            Self::Yes { .. } if path.file_name().is_some_and(|name| name == RENAMED) => {
                Some(path.with_file_name("go.mod"))
            }
            _ => Some(path.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(files: &[(&str, &str)]) -> (tempfile::TempDir, PathBuf, PathBuf) {
        let folder = tempfile::Builder::new().prefix("cöpy of ").tempdir().unwrap();
        let (from, into) = (folder.path().join("from"), folder.path().join("into"));
        for (path, content) in files {
            let path = from.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        fs::create_dir(&into).unwrap();
        (folder, from, into)
    }

    fn names(folder: &Path) -> Vec<String> {
        let file = |entry: &Entry| {
            (entry.kind != Kind::Folder).then(|| entry.path.to_string_lossy().replace('\\', "/"))
        };
        list(folder).unwrap().iter().filter_map(file).collect()
    }

    #[test]
    fn what_is_the_managers_stays_behind() {
        let (_folder, from, into) = place(&[
            ("VERSION", "go1.22.3"),
            ("src/a b/é.go", "package a"),
            (".unpacked-success", ""),
            ("go1.22.3.linux-amd64.tar.gz", "x"),
            (".git/config", ""),
            ("src/.git/config", "x"),
        ]);
        fs::create_dir_all(from.join("pkg/empty")).unwrap();
        copy(&from, &into).unwrap();
        assert_eq!(names(&into), ["VERSION", "src/.git/config", "src/a b/é.go"]);
        assert!(into.join("pkg/empty").is_dir());
        assert_eq!(fs::read_to_string(into.join("src/a b/é.go")).unwrap(), "package a");
        let time = |root: &Path| root.join("VERSION").metadata().unwrap().modified().unwrap();
        assert_eq!(time(&from), time(&into));
    }

    /// As when its manager removes it, or installs into it, at that moment.
    #[test]
    fn what_changes_meanwhile_is_no_copy() {
        let (_folder, from, _) = place(&[("VERSION", "go1.22.3")]);
        let within = from.join("zz");
        fs::create_dir(&within).unwrap();
        assert!(matches!(copy(&from, &within), Err(Error::Changed { path }) if path == from));
    }

    #[test]
    fn a_module_gets_the_names_of_a_release() {
        let files = [
            ("src/_go.mod", "module std"),
            ("src/go.mod", "module std"),
            ("src/cmd/_go.mod", "module cmd"),
            ("src/x/go.mod", "of its own"),
        ];
        let (_folder, from, into) = place(&files);
        copy(&from, &into).unwrap();
        assert_eq!(names(&into), ["src/cmd/go.mod", "src/go.mod", "src/x/go.mod"]);
        assert_eq!(fs::read_to_string(into.join("src/cmd/go.mod")).unwrap(), "module cmd");
        let (_folder, from, into) = place(&[("src/x/_go.mod", "test data")]);
        copy(&from, &into).unwrap();
        assert_eq!(names(&into), ["src/x/_go.mod"]);
    }

    #[test]
    #[cfg(unix)]
    fn modes_are_those_of_a_release_and_links_become_what_they_lead_to() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let (_folder, from, into) = place(&[
            ("bin/go", "x"),
            ("lib/wasm/go_js_wasm_exec", ""),
            ("lib/src/fmt/print.go", "p"),
            ("VERSION", "v"),
            ("run.bash", ""),
        ]);
        symlink("lib/src", from.join("src")).unwrap();
        symlink("nowhere", from.join("doc")).unwrap();
        symlink("VERSION", from.join("SAME")).unwrap();
        fs::set_permissions(from.join("run.bash"), fs::Permissions::from_mode(0o555)).unwrap();
        for (path, mode) in [("bin/go", 0o444), ("VERSION", 0o404), ("bin", 0o555)] {
            fs::set_permissions(from.join(path), fs::Permissions::from_mode(mode)).unwrap();
        }
        copy(&from, &into).unwrap();
        let found = ["SAME", "VERSION", "bin/go", "lib/src/fmt/print.go", "lib/wasm/go_js_wasm_exec"];
        assert_eq!(names(&into)[..5], found);
        assert_eq!(names(&into)[5..], ["run.bash", "src/fmt/print.go"]);
        let mode = |path: &str| into.join(path).symlink_metadata().unwrap().permissions().mode() & 0o7777;
        for path in ["bin", "bin/go", "lib/wasm/go_js_wasm_exec", "run.bash", "src"] {
            assert_eq!(mode(path), 0o755, "{path}");
        }
        assert_eq!((mode("VERSION"), mode("SAME")), (0o604, 0o604));
        assert!(!into.join("src").is_symlink() && !into.join("SAME").is_symlink());
        fs::set_permissions(from.join("bin"), fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    #[cfg(unix)]
    fn links_that_lead_back_and_pipes_are_refused() {
        use std::os::unix::fs::symlink;
        let endless = |from: &Path, into: &Path| {
            matches!(copy(from, into), Err(Error::Odd { what: UnsupportedEntry::Endless, .. }))
        };
        let (_folder, from, into) = place(&[("src/x", "")]);
        symlink("..", from.join("src/up")).unwrap();
        assert!(endless(&from, &into));
        let (_folder, from, into) = place(&[("src/x", "")]);
        for (at, to) in [("one", "two"), ("two", "one")] {
            fs::create_dir(from.join(at)).unwrap();
            symlink(from.join(to), from.join(at).join("next")).unwrap();
        }
        assert!(endless(&from, &into));
        assert_eq!(fs::read_dir(&into).unwrap().count(), 0, "looked at before anything is written");
        let (_folder, from, into) = place(&[("src/x", "")]);
        let made = std::process::Command::new("mkfifo").arg(from.join("src/pipe")).status().unwrap();
        assert!(made.success());
        assert!(matches!(copy(&from, &into), Err(Error::Odd { what: UnsupportedEntry::Kind, .. })));
    }

    #[test]
    #[cfg(unix)]
    fn links_to_files_that_are_not_its_own_are_refused() {
        use std::os::unix::fs::symlink;
        for (name, to) in [("src/x", "secret"), ("src/d", "folder"), ("x", "folder"), ("folder", "folder")] {
            let (folder, from, into) = place(&[("src/a", "")]);
            fs::write(folder.path().join("secret"), "mine").unwrap();
            fs::create_dir(folder.path().join("folder")).unwrap();
            symlink(folder.path().join(to), from.join(name)).unwrap();
            let refused = copy(&from, &into).unwrap_err();
            assert!(
                matches!(refused, Error::Odd { what: UnsupportedEntry::Leaves, .. }),
                "{name}: {refused}"
            );
            assert_eq!(fs::read_dir(&into).unwrap().count(), 0);
        }
        let (_folder, from, into) = place(&[("src/a", "")]);
        symlink("/usr/bin/env", from.join("src/x")).unwrap();
        copy(&from, &into).unwrap();
        assert!(!into.join("src/x").is_symlink(), "what the system has published is copied");
    }

    #[test]
    #[cfg(unix)]
    fn nobody_may_read_more_of_the_copy() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, from, into) =
            place(&[("src/key", "x"), ("src/open", ""), ("own/a", ""), ("bin/go", "")]);
        let set = |path: &str, mode| {
            fs::set_permissions(from.join(path), fs::Permissions::from_mode(mode)).unwrap();
        };
        for (path, mode) in
            [("src/key", 0o600), ("src/open", 0o666), ("own", 0o700), ("bin/go", 0o550), ("", 0o750)]
        {
            set(path, mode);
        }
        copy(&from, &into).unwrap();
        let mode = |path: &str| into.join(path).metadata().unwrap().permissions().mode() & 0o777;
        let expected =
            [("src/key", 0o600), ("src/open", 0o644), ("own", 0o700), ("bin/go", 0o750), ("", 0o750)];
        for (path, expected) in expected {
            assert_eq!(mode(path), expected, "{path}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn links_that_double_at_each_level_end_soon() {
        use std::os::unix::fs::symlink;
        let (_folder, from, into) = place(&[("src/x", "")]);
        for level in 0..25 {
            let folder = from.join(format!("src/d{level}"));
            fs::create_dir(&folder).unwrap();
            for name in ["a", "b"] {
                symlink(format!("../d{}", level + 1), folder.join(name)).unwrap();
            }
        }
        fs::create_dir(from.join("src/d25")).unwrap();
        assert!(matches!(copy(&from, &into), Err(Error::Odd { what: UnsupportedEntry::TooManyLinks, .. })));
    }
}
