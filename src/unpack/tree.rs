//! The folder being filled. Nothing in it is ever written twice or through a link: files are created new, and
//! links are made when everything else is there. Which names are one is decided before, in the same way on every
//! system; a filesystem that takes still more names for one says so itself.

use super::limits::Allowance;
use super::names::Names;
use super::path::{EntryPath, below};
use super::{Damage, Error, Limits, Refusal};
use crate::system::Action;
use crate::system::file::Modes;
use crate::system::link;
use std::collections::HashSet;
use std::fs::FileTimes;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What an archive says of a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct About {
    pub(super) size: u64,
    pub(super) executable: bool,
    pub(super) modified: Option<SystemTime>,
}

/// An empty folder on its way to a GOROOT.
pub(super) struct Tree {
    root: PathBuf,
    modes: Modes,
    folders: HashSet<String>,
    names: Names,
    links: Vec<(EntryPath, Vec<u8>)>,
    allowance: Allowance,
    limits: Limits,
}

impl Tree {
    /// Takes an empty folder over.
    pub(super) fn new(root: &Path, limits: Limits) -> Result<Self, Error> {
        let modes = Modes::probe(root).map_err(Error::io(Action::WriteIn, root))?;
        let allowance = Allowance::of(limits);
        let (folders, names) = (HashSet::new(), Names::default());
        Ok(Self { root: root.to_owned(), modes, folders, names, links: Vec::new(), allowance, limits })
    }

    /// Makes a file of the next `about.size` bytes of `content`.
    pub(super) fn file(
        &mut self,
        path: &EntryPath,
        about: About,
        content: &mut impl BufRead,
    ) -> Result<(), Error> {
        self.admit(path, about.size)?;
        self.names.file(path).map_err(refused(path))?;
        if self.limits.omit(path.as_str()) {
            return copy(content, about.size, |_| Ok(()));
        }
        self.parent_of(path)?;
        let place = below(&self.root, path.as_str());
        let mut file =
            self.modes.create(&place, about.executable).map_err(|error| made(path, &place, error))?;
        copy(content, about.size, |bytes| file.write_all(bytes).map_err(Error::io(Action::Write, &place)))?;
        if let Some(time) = about.modified {
            file.set_times(FileTimes::new().set_modified(time)).map_err(Error::io(Action::Date, &place))?;
        }
        Ok(())
    }

    /// Makes a folder, if an entry below it has not made it already.
    pub(super) fn folder(&mut self, path: &EntryPath) -> Result<(), Error> {
        self.admit(path, 0)?;
        self.names.folder(path).map_err(refused(path))?;
        if self.limits.omit(path.as_str()) {
            return Ok(());
        }
        self.parent_of(path)?;
        self.make_folder(path, path.as_str())
    }

    /// Notes a link, to be made by [`Tree::finish`].
    pub(super) fn link(&mut self, path: EntryPath, target: Vec<u8>) -> Result<(), Error> {
        self.admit(&path, 0)?;
        self.names.file(&path).map_err(refused(&path))?;
        if self.limits.omit(path.as_str()) {
            return Ok(());
        }
        self.parent_of(&path)?;
        self.links.push((path, target));
        Ok(())
    }

    /// Makes the links.
    pub(super) fn finish(self) -> Result<(), Error> {
        make_links(&self.root, &self.links)
    }

    fn admit(&mut self, path: &EntryPath, bytes: u64) -> Result<(), Error> {
        self.allowance.take(bytes).map_err(refused(path))
    }

    /// Makes the folders a path lies in. Each counts as an entry: one long name could stand for hundreds of them.
    fn parent_of(&mut self, path: &EntryPath) -> Result<(), Error> {
        let Some(parent) = path.parent().filter(|parent| !self.folders.contains(*parent)) else {
            return Ok(());
        };
        let above = parent.match_indices('/').map(|(end, _)| &parent[..end]);
        for folder in above.chain([parent]) {
            if !self.folders.contains(folder) {
                self.admit(path, 0)?;
                self.make_folder(path, folder)?;
            }
        }
        Ok(())
    }

    fn make_folder(&mut self, entry: &EntryPath, folder: &str) -> Result<(), Error> {
        if !self.folders.contains(folder) {
            let place = below(&self.root, folder);
            self.modes.create_folder(&place).map_err(|error| made(entry, &place, error))?;
            self.folders.insert(folder.to_owned());
        }
        Ok(())
    }
}

fn refused(path: &EntryPath) -> impl FnOnce(Refusal) -> Error {
    move |refusal| Error::refused(path.as_str().as_bytes(), refusal)
}

/// Makes links, each of a path with its target, once all are known to lead to a file or folder that was unpacked.
/// Everything else in the folder has to be there.
pub(super) fn make_links(root: &Path, links: &[(EntryPath, Vec<u8>)]) -> Result<(), Error> {
    let mut ready = Vec::new();
    for (path, target) in links {
        let leaves = || Error::refused(path.as_str().as_bytes(), Refusal::LinkLeaves);
        let end = below(root, path.follow(target).ok_or_else(leaves)?.as_str());
        // No link exists yet, so none is passed on the way.
        let kind = end.symlink_metadata().map_err(|_| leaves())?.file_type();
        let target = std::str::from_utf8(target).map_err(|_| leaves())?;
        ready.push((path, target, kind.is_dir()));
    }
    for (path, target, to_folder) in ready {
        let place = below(root, path.as_str());
        link::create(Path::new(target), &place, to_folder).map_err(|error| made(path, &place, error))?;
    }
    Ok(())
}

/// Something could not be made: because of another entry, or of the machine.
pub(super) fn made(entry: &EntryPath, place: &Path, error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::AlreadyExists => Error::refused(entry.as_str().as_bytes(), Refusal::Twice),
        _ => Error::io(Action::Create, place)(error),
    }
}

/// Hands over exactly `size` bytes, in the pieces they lie in.
pub(super) fn copy(
    content: &mut impl BufRead,
    size: u64,
    mut take: impl FnMut(&[u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut left = size;
    while left > 0 {
        let bytes = content.fill_buf().map_err(Error::reading)?;
        let amount = bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        if amount == 0 {
            return Err(Damage::Truncated.into());
        }
        take(&bytes[..amount])?;
        content.consume(amount);
        left -= amount as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a filesystem that does not tell case apart does: the other spelling is there already.
    #[test]
    fn a_name_the_filesystem_takes_for_another_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mut tree = Tree::new(folder.path(), Limits::default()).unwrap();
        std::fs::create_dir(folder.path().join("src")).unwrap();
        let path = EntryPath::parse(b"go/src/x").unwrap().unwrap();
        let about = About { size: 0, executable: false, modified: None };
        let refused = tree.file(&path, about, &mut &b""[..]).unwrap_err();
        assert!(matches!(refused, Error::Refused { refusal: Refusal::Twice, .. }), "{refused}");
    }
}
