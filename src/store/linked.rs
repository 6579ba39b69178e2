//! Toolchains of one's own: a link for each, by a name such as `go1.22.3-corp`. They are not gv's: never verified, never
//! the default, and only the link is ever removed.

use super::{Error, Store};
use crate::system::Action;
use crate::system::{file, link};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A link to a GOROOT of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// Its name: `go1.22.3-corp`.
    pub name: String,
    /// The link.
    pub path: PathBuf,
    /// The GOROOT that it leads to.
    pub target: PathBuf,
}

impl Linked {
    /// Its `go`, there or not.
    pub fn go(&self) -> PathBuf {
        self.path.join("bin").join("go").with_extension(std::env::consts::EXE_EXTENSION)
    }
}

impl Store {
    /// All links, by name. What is not a link was not made by gv.
    pub fn links(&self) -> Result<Vec<Linked>, Error> {
        let folder = self.home.links();
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Error::io(Action::Read, folder)(error)),
        };
        let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let mut links: Vec<_> = names.filter_map(|name| self.linked(&name)).collect();
        links.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(links)
    }

    /// The link of a name, whether or not its end is there.
    pub fn linked(&self, name: &str) -> Option<Linked> {
        let path = self.home.links().join(name);
        let target = link::read(&path).ok()?;
        // Being made, or left by a run that was killed.
        (!name.starts_with('.')).then(|| Linked { name: name.to_owned(), path, target })
    }

    /// Makes a link to a GOROOT, in the place of one of that name. The answer is where that one led to.
    pub fn link(&self, name: &str, goroot: &Path) -> Result<Option<PathBuf>, Error> {
        let _lock = self.hold(name, || {})?;
        let (folder, before) = (self.home.links(), self.linked(name));
        let path = folder.join(name);
        file::create_folder(&folder).map_err(Error::io(Action::Create, &folder))?;
        if before.is_none() && path.symlink_metadata().is_ok() {
            return Err(Error::Occupied { path });
        }
        link::replace(goroot, &path).map_err(|error| match error.kind() {
            io::ErrorKind::Unsupported => Error::NoLinks { path: path.clone(), target: goroot.to_owned() },
            _ => Error::io(Action::Link, &path)(error),
        })?;
        Ok(before.map(|before| before.target))
    }

    /// Removes a link; what it leads to stays.
    pub fn unlink(&self, linked: &Linked) -> Result<(), Error> {
        let _lock = self.hold(&linked.name, || {})?;
        link::remove(&linked.path).map_err(Error::io(Action::Remove, &linked.path))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::store;
    use super::*;

    #[test]
    fn a_link_is_made_replaced_and_removed_alone() {
        let (folder, store) = store();
        if !link::possible_in(folder.path()) {
            return;
        }
        let roots = ["a", "b"].map(|name| store.home.root().join(name));
        for root in &roots {
            fs::create_dir_all(root.join("bin")).unwrap();
        }
        assert_eq!(store.link("go1.22.3-corp", &roots[0]).unwrap(), None);
        assert_eq!(store.link("go1.22.3-corp", &roots[1]).unwrap().as_ref(), Some(&roots[0]));
        let links = store.links().unwrap();
        assert_eq!((links.len(), &links[0].target), (1, &roots[1]));
        assert_eq!(store.list().unwrap(), []);
        store.unlink(&links[0]).unwrap();
        assert!(store.links().unwrap().is_empty() && roots[1].join("bin").is_dir());
        fs::create_dir_all(store.home.links().join("go1.22.3-mine")).unwrap();
        assert!(matches!(store.link("go1.22.3-mine", &roots[0]), Err(Error::Occupied { .. })));
    }
}
