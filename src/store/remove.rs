//! Toolchains taken away: out of sight by one rename, then deleted. What a kill leaves of it is swept.

use super::{Error, Store, Toolchain, names};
use crate::system::Action;
use crate::system::{file, rights};
use crate::version::Version;

impl Store {
    /// Removes a toolchain, waiting for the process that installs or removes it now. Of a toolchain that is a link,
    /// only the link is removed, even a broken one. The answer says what was removed.
    pub fn remove(&self, version: &Version) -> Result<Toolchain, Error> {
        let missing = || Error::NotInstalled { version: version.clone() };
        let find = |version| self.find_own(version).or_else(|| self.find_dead(version));
        let Some(found) = find(version) else {
            let shared = self.find(version).ok_or_else(missing)?;
            return Err(Error::SharedStays { path: shared.path });
        };
        let _lock = self.lock(&found.version, || {})?;
        let toolchain = find(&found.version).ok_or_else(missing)?;
        let path = &toolchain.path;
        // Half removed would be worse than not at all: out of sight for everybody, and its bytes still there.
        if path.is_dir() && !path.is_symlink() && rights::is_of_another(path) && !rights::can_make_in(path) {
            return Err(Error::OfAnother { path: path.clone(), owner: rights::owner(path) });
        }
        let name = toolchain.version.toolchain_name();
        let trash = toolchain.path.with_file_name(format!("{}{name}-{}", names::TRASH, std::process::id()));
        // Left by a run that was killed and whose process number this one got.
        file::remove(&trash).map_err(Error::io(Action::Remove, &trash))?;
        file::rename(&toolchain.path, &trash).map_err(Error::io(Action::Remove, &toolchain.path))?;
        let receipt = self.receipt_path(&toolchain.version);
        file::remove(&receipt).map_err(Error::io(Action::Remove, receipt))?;
        file::remove(&trash).map_err(Error::io(Action::Remove, trash))?;
        Ok(toolchain)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{store, toolchain, version};
    use super::*;
    use std::fs;

    #[test]
    fn leaves_nothing_even_of_what_is_write_protected() {
        let (_folder, store) = store();
        let there = toolchain(&store, "1.22.3");
        fs::write(store.receipt_path(&version()), "{}").unwrap();
        for path in [there.path.join("bin/go"), there.path.join("bin")] {
            let mut permissions = fs::metadata(&path).unwrap().permissions();
            permissions.set_readonly(true);
            fs::set_permissions(path, permissions).unwrap();
        }
        assert_eq!(store.remove(&version()).unwrap(), there);
        assert_eq!(fs::read_dir(store.home.versions()).unwrap().count(), 0);
        assert!(matches!(store.remove(&version()), Err(Error::NotInstalled { .. })));
    }

    #[test]
    fn takes_the_link_and_leaves_what_it_leads_to() {
        let (_folder, store) = store();
        let there = toolchain(&store, "1.22.3");
        let elsewhere = store.home.root().join("elsewhere");
        fs::rename(&there.path, &elsewhere).unwrap();
        if let Err(error) = crate::system::link::replace(&elsewhere, &there.path) {
            // No links in this file system (exFAT, Wine): none to be removed either.
            assert_eq!(error.kind(), std::io::ErrorKind::Unsupported);
            return;
        }
        assert_eq!(store.list().unwrap().len(), 1);
        store.remove(&version()).unwrap();
        assert!(elsewhere.join("bin/go").is_file());
        assert_eq!(fs::read_dir(store.home.versions()).unwrap().count(), 0);
    }
}
