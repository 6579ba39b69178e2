//! A GOROOT copied: a real, independent one, whatever it was. Links are followed, what its manager put into it is left
//! out, write protection does not come along, and a toolchain module gets the file names of a release back.

use super::goroot::is_managers;
use super::{Error, Oddity};
use crate::system::file::{self, Modes};
use std::collections::HashSet;
use std::fs::{self, File, FileTimes};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A file or folder to be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    /// Below the GOROOT.
    path: PathBuf,
    kind: Kind,
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

/// Copies a GOROOT into an empty folder. That it was not changed meanwhile (its manager may be removing it) is made
/// sure of afterwards.
pub(super) fn copy(from: &Path, into: &Path) -> Result<(), Error> {
    let entries = list(from)?;
    let modes = Modes::probe(into).map_err(Error::io("write in", into))?;
    let module = Module::of(&entries);
    for entry in &entries {
        let Some(path) = module.name_in_release(&entry.path) else { continue };
        let (source, place) = (from.join(&entry.path), into.join(path));
        match &entry.kind {
            Kind::Folder => modes.create_folder(&place).map_err(Error::io("create", &place))?,
            Kind::File { length, executable, modified } => {
                let executable = *executable || is_program(&entry.path);
                let copied = copy_file(&source, modes.create(&place, executable), *modified, &place)?;
                if copied != *length {
                    return Err(Error::Changed { path: from.to_owned() });
                }
            }
        }
    }
    if list(from)? == entries { Ok(()) } else { Err(Error::Changed { path: from.to_owned() }) }
}

fn copy_file(
    source: &Path,
    place: io::Result<File>,
    modified: Option<SystemTime>,
    path: &Path,
) -> Result<u64, Error> {
    let mut to = place.map_err(Error::io("create", path))?;
    let mut from = File::open(source).map_err(Error::io("read", source))?;
    // The system itself copies where it can, sharing the blocks on filesystems that do that.
    let copied = io::copy(&mut from, &mut to).map_err(Error::io("copy", path))?;
    if let Some(time) = modified {
        to.set_times(FileTimes::new().set_modified(time)).map_err(Error::io("date", path))?;
    }
    Ok(copied)
}

/// All that is copied of a GOROOT, folders before what they hold, in an order that is the same the next time.
fn list(goroot: &Path) -> Result<Vec<Entry>, Error> {
    let mut entries = Vec::new();
    walk(goroot, Path::new(""), &mut entries)?;
    Ok(entries)
}

fn walk(goroot: &Path, folder: &Path, entries: &mut Vec<Entry>) -> Result<(), Error> {
    let full = goroot.join(folder);
    let odd = |path: &Path, what| Err(Error::Odd { path: path.to_owned(), what });
    if folder.components().count() > DEEPEST {
        return odd(&full, Oddity::Endless);
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(&full).map_err(Error::io("read", &full))? {
        names.push(entry.map_err(Error::io("read", &full))?.file_name());
    }
    names.sort();
    for name in names {
        let top = folder.as_os_str().is_empty();
        if top && name.to_str().is_some_and(is_managers) {
            continue;
        }
        let (path, place) = (folder.join(&name), full.join(&name));
        let meta = match place.metadata() {
            Ok(meta) => meta,
            // A link that leads nowhere holds nothing.
            Err(error) if error.kind() == io::ErrorKind::NotFound && place.is_symlink() => continue,
            Err(error) => return Err(Error::io("read", place)(error)),
        };
        if entries.len() == MOST {
            return odd(goroot, Oddity::TooMany);
        }
        match () {
            () if meta.is_dir() => {
                if place.is_symlink() && leads_back(&place, &full) {
                    return odd(&place, Oddity::Endless);
                }
                entries.push(Entry { path: path.clone(), kind: Kind::Folder });
                walk(goroot, &path, entries)?;
            }
            () if meta.is_file() => {
                let (length, executable) = (meta.len(), file::is_executable(&meta));
                let kind = Kind::File { length, executable, modified: meta.modified().ok() };
                entries.push(Entry { path, kind });
            }
            () => return odd(&place, Oddity::Kind),
        }
    }
    Ok(())
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
        let (folder, from, into) =
            place(&[("bin/go", "x"), ("lib/wasm/go_js_wasm_exec", ""), ("VERSION", "v"), ("run.bash", "")]);
        let outside = folder.path().join("share");
        fs::create_dir_all(outside.join("src/fmt")).unwrap();
        fs::write(outside.join("src/fmt/print.go"), "p").unwrap();
        symlink("../share/src", from.join("src")).unwrap();
        symlink("nowhere", from.join("doc")).unwrap();
        symlink("VERSION", from.join("SAME")).unwrap();
        fs::set_permissions(from.join("run.bash"), fs::Permissions::from_mode(0o555)).unwrap();
        for (path, mode) in [("bin/go", 0o444), ("VERSION", 0o400), ("bin", 0o555)] {
            fs::set_permissions(from.join(path), fs::Permissions::from_mode(mode)).unwrap();
        }
        copy(&from, &into).unwrap();
        let found = ["SAME", "VERSION", "bin/go", "lib/wasm/go_js_wasm_exec", "run.bash", "src/fmt/print.go"];
        assert_eq!(names(&into), found);
        let mode = |path: &str| into.join(path).symlink_metadata().unwrap().permissions().mode() & 0o7777;
        for path in ["bin", "bin/go", "lib/wasm/go_js_wasm_exec", "run.bash", "src"] {
            assert_eq!(mode(path), 0o755, "{path}");
        }
        assert_eq!((mode("VERSION"), mode("SAME")), (0o644, 0o644));
        assert!(!into.join("src").is_symlink() && !into.join("SAME").is_symlink());
        fs::set_permissions(from.join("bin"), fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    #[cfg(unix)]
    fn links_that_lead_back_and_pipes_are_refused() {
        use std::os::unix::fs::symlink;
        let endless = |from: &Path, into: &Path| {
            matches!(copy(from, into), Err(Error::Odd { what: Oddity::Endless, .. }))
        };
        let (_folder, from, into) = place(&[("src/x", "")]);
        symlink("..", from.join("src/up")).unwrap();
        assert!(endless(&from, &into));
        let (folder, from, into) = place(&[("src/x", "")]);
        for (at, to) in [("one", "two"), ("two", "one")] {
            fs::create_dir(folder.path().join(at)).unwrap();
            symlink(folder.path().join(to), folder.path().join(at).join("next")).unwrap();
        }
        symlink(folder.path().join("one"), from.join("round")).unwrap();
        assert!(endless(&from, &into));
        assert_eq!(fs::read_dir(&into).unwrap().count(), 0, "looked at before anything is written");
        let (_folder, from, into) = place(&[("src/x", "")]);
        let made = std::process::Command::new("mkfifo").arg(from.join("src/pipe")).status().unwrap();
        assert!(made.success());
        assert!(matches!(copy(&from, &into), Err(Error::Odd { what: Oddity::Kind, .. })));
    }
}
