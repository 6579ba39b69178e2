//! What a GOROOT consists of, file by file. Nothing is changed, no link is followed, and what is neither file nor
//! folder is not opened.

use super::Error;
use crate::golang::toolchain::{self, ModuleVersion};
use crate::system::Action;
use crate::system::file;
use crate::verify::{Digest, H1, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, DirEntry};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, available_parallelism};

/// The files of a GOROOT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// The hash of each by its path below GOROOT, written with `/`. Of a symbolic link it is that of its target's
    /// name, marked as one.
    pub files: BTreeMap<String, Sha256>,
    /// Those of them that may be run. On Windows, which keeps no such modes, there are none.
    pub executable: BTreeSet<String>,
}

/// Reads all files below a GOROOT, which may itself be a link to one. Empty folders do not count.
pub fn contents(goroot: &Path) -> Result<Contents, Error> {
    let mut found = Vec::new();
    list(goroot, "", &mut found)?;
    let read = read_all(&found)?;
    let (mut files, mut executable) = (BTreeMap::new(), BTreeSet::new());
    for (item, read) in found.into_iter().zip(read) {
        if read.executable {
            executable.insert(item.name.clone());
        }
        files.insert(item.name, read.hash);
    }
    Ok(Contents { files, executable })
}

impl Contents {
    /// The hash that the module of this version would have if these were its files: those of the archive alone are
    /// left out. `None` where a name holds a line break, as none of a release does.
    pub fn h1(&self, name: &ModuleVersion) -> Option<H1> {
        self.named(name, |path| toolchain::renamed(path).into_owned())
    }

    /// All hashes it could have: a go.mod at the top may be one that was added when the module was packed, and that
    /// kept its name.
    pub fn h1s(&self, name: &ModuleVersion) -> Vec<H1> {
        let own = self.files.contains_key(toolchain::GO_MOD);
        let kept = |path: &str| match path {
            toolchain::GO_MOD => path.to_owned(),
            path => toolchain::renamed(path).into_owned(),
        };
        let added = own.then(|| self.named(name, kept)).flatten();
        self.h1(name).into_iter().chain(added).collect()
    }

    /// The programs of a toolchain that may not be run. Windows has none: it keeps no such modes.
    pub fn not_executable(&self) -> Vec<String> {
        let programs = self.files.keys().filter(|path| cfg!(unix) && toolchain::is_program(path));
        programs.filter(|path| !self.executable.contains(*path)).cloned().collect()
    }

    fn named(&self, name: &ModuleVersion, stored: impl Fn(&str) -> String) -> Option<H1> {
        let prefix = name.prefix();
        let of_module = self.files.iter().filter(|(path, _)| !toolchain::is_left_out(path));
        H1::of(of_module.map(|(path, hash)| (format!("{prefix}{}", stored(path)), *hash)))
    }
}

/// Something in a tree, not yet read.
struct Item {
    name: String,
    path: PathBuf,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Link,
    Other,
}

/// Puts everything below a folder on the list, names from the GOROOT on.
fn list(folder: &Path, above: &str, found: &mut Vec<Item>) -> Result<(), Error> {
    let reading = || Error::io(Action::Read, folder);
    for entry in fs::read_dir(folder).map_err(reading())? {
        let entry = entry.map_err(reading())?;
        let (path, name) = (entry.path(), name_of(&entry, above)?);
        let kind = entry.file_type().map_err(Error::io(Action::Read, &path))?;
        if kind.is_dir() {
            list(&path, &format!("{name}/"), found)?;
        } else if kind.is_file() {
            found.push(Item { name, path, kind: Kind::File });
        } else if kind.is_symlink() {
            found.push(Item { name, path, kind: Kind::Link });
        } else {
            found.push(Item { name, path, kind: Kind::Other });
        }
    }
    Ok(())
}

fn name_of(entry: &DirEntry, above: &str) -> Result<String, Error> {
    let name = entry.file_name();
    let name =
        name.to_str().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "its name is not UTF-8"));
    Ok(format!("{above}{}", name.map_err(Error::io(Action::Read, entry.path()))?))
}

/// What was read of one of them.
#[derive(Clone, Copy)]
struct Seen {
    hash: Sha256,
    executable: bool,
}

/// All of the list, in its order, read by all cores.
fn read_all(items: &[Item]) -> Result<Vec<Seen>, Error> {
    let next = AtomicUsize::new(0);
    let workers = available_parallelism().map_or(1, usize::from).min(items.len()).max(1);
    let parts: Result<Vec<_>, Error> = thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(|| read_in_turn(items, &next))).collect();
        let own = read_in_turn(items, &next);
        let joined = others
            .into_iter()
            .map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        std::iter::once(own).chain(joined).collect()
    });
    let mut all = vec![Seen { hash: Sha256([0; 32]), executable: false }; items.len()];
    for (index, read) in parts?.concat() {
        all[index] = read;
    }
    Ok(all)
}

/// What one thread does: a file that no thread has taken yet, until there is none. On an error the others have none
/// to take either.
fn read_in_turn(items: &[Item], next: &AtomicUsize) -> Result<Vec<(usize, Seen)>, Error> {
    let mut buffer = vec![0; BLOCK];
    let mut all = Vec::new();
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some(item) = items.get(index) else { return Ok(all) };
        match read(item, &mut buffer) {
            Ok(read) => all.push((index, read)),
            Err(error) => {
                next.store(items.len(), Ordering::Relaxed);
                return Err(Error::io(Action::Read, &item.path)(error));
            }
        }
    }
}

/// As much as is read at once.
const BLOCK: usize = 256 << 10;

fn read(item: &Item, buffer: &mut [u8]) -> io::Result<Seen> {
    let (mut digest, mut executable) = (Digest::new(), false);
    match item.kind {
        Kind::File => {
            let mut file = file::open_itself(&item.path)?;
            executable = file::is_executable(&file.metadata()?);
            loop {
                match file.read(buffer) {
                    Ok(0) => break,
                    Ok(read) => digest.update(&buffer[..read]),
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(error),
                }
            }
        }
        // No file of a release begins with these bytes.
        Kind::Link => {
            // Whether it may be run is up to what it leads to.
            executable = cfg!(unix);
            digest.update(b"\0symbolic link to ");
            digest.update(fs::read_link(&item.path)?.as_os_str().as_encoded_bytes());
        }
        Kind::Other => digest.update(b"\0neither file nor folder"),
    }
    Ok(Seen { hash: digest.finish(), executable })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::link;

    fn tree() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, content) in [
            ("VERSION", "go1.22.3\n"),
            ("bin/go", ""),
            ("src/go.mod", "module std\n"),
            ("api/go1.txt", "pkg"),
            ("test/go.mod", "module test\n"),
        ] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        fs::write(folder.path().join("src/large"), vec![b'x'; BLOCK + 1]).unwrap();
        fs::create_dir(folder.path().join("empty")).unwrap();
        folder
    }

    #[test]
    fn every_file_has_the_hash_of_its_bytes() {
        let found = contents(tree().path()).unwrap();
        let large = vec![b'x'; BLOCK + 1];
        let expected: BTreeMap<_, _> = [
            ("VERSION", &b"go1.22.3\n"[..]),
            ("api/go1.txt", b"pkg"),
            ("bin/go", b""),
            ("src/go.mod", b"module std\n"),
            ("src/large", &large),
            ("test/go.mod", b"module test\n"),
        ]
        .map(|(path, bytes)| (path.to_owned(), Digest::of(bytes)))
        .into();
        assert_eq!(found.files, expected);
    }

    #[test]
    fn its_hash_is_that_of_the_module() {
        let module = ModuleVersion::parse("v0.0.1-go1.22.3.linux-amd64").unwrap();
        let large = vec![b'x'; BLOCK + 1];
        let stored = [
            ("VERSION", &b"go1.22.3\n"[..]),
            ("bin/go", b""),
            ("src/_go.mod", b"module std\n"),
            ("src/large", &large),
        ];
        let expected = stored.map(|(path, bytes)| (format!("{}{path}", module.prefix()), Digest::of(bytes)));
        assert_eq!(contents(tree().path()).unwrap().h1(&module), H1::of(expected));
    }

    #[test]
    fn a_goroot_may_be_a_link_and_links_below_it_are_not_followed() {
        let (one, other) = (tree(), tempfile::tempdir().unwrap());
        if !link::possible_in(other.path()) {
            return;
        }
        let goroot = other.path().join("go");
        link::create_to_folder(one.path(), &goroot).unwrap();
        let plain = contents(&goroot).unwrap();
        assert_eq!(plain, contents(one.path()).unwrap());
        fs::write(other.path().join("secret"), "x").unwrap();
        link::create_to_folder(other.path(), &one.path().join("away")).unwrap();
        let with_link = contents(&goroot).unwrap();
        assert_eq!(with_link.files.len(), plain.files.len() + 1);
        // The target is what counts, not what is there.
        fs::write(other.path().join("secret"), "y").unwrap();
        assert_eq!(contents(&goroot).unwrap(), with_link);
        assert_ne!(with_link.files["away"], Digest::of(other.path().as_os_str().as_encoded_bytes()));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_not_opened() {
        let folder = tree();
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket")).unwrap();
        assert!(contents(folder.path()).unwrap().files.contains_key("socket"));
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("missing");
        assert!(matches!(contents(&missing), Err(Error::Io(error)) if error.path == missing));
    }
}
