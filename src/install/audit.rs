//! An installed toolchain, proven again: by the hash of its files, as the checksum database has it, or by comparing
//! them with a copy that is fetched and proven for the purpose.

use super::{Error, Installation, Obtained};
use crate::golang::toolchain::{self, ModuleVersion};
use crate::release::{self, Module, Part, Plan};
use crate::store::{Contents, Store, Toolchain, VersionLock, contents};
use crate::system::file;
use crate::verify::Proof;

/// How a toolchain is to be proven.
pub struct Audit<'a, C> {
    /// Which one.
    pub toolchain: &'a Toolchain,
    /// Its module, if the checksum database has the hash of its files.
    pub module: Option<Module>,
    /// Where to download a copy; used only if the files have to be compared with one.
    pub copy: C,
    /// Whether it came without what a module leaves out.
    pub without_aside: bool,
    /// Whether those folders were left out on purpose: what is there of them is compared, and what is not is no fault.
    pub slim: bool,
    /// Where the copy is unpacked: the store itself, or another place where that may not be written to.
    pub workshop: &'a Store,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What it was compared with, and the authority for that.
    pub proof: Proof,
    /// How it was held against the release.
    pub how: How,
    /// What is not as released.
    pub differences: Differences,
}

/// How a toolchain was held against the release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// By the hash of its files; `api`, `doc`, `misc` and `test` have no part in it.
    Files,
    /// Every file of it, with the archive's.
    Archive,
    /// Every file that the module has, with the module's.
    Module,
}

/// Files, by their path below the GOROOT with `/`, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differences {
    /// There, with other content.
    pub changed: Vec<String>,
    /// In the release only.
    pub missing: Vec<String>,
    /// Not in the release.
    pub added: Vec<String>,
    /// There with the right content, but may not be run as those of the release may.
    pub not_executable: Vec<String>,
}

impl Differences {
    /// Every file, with how it differs: `changed`, `missing`, `added` or `not executable`.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let changed = self.changed.iter().map(|file| ("changed", file.as_str()));
        let missing = self.missing.iter().map(|file| ("missing", file.as_str()));
        let added = self.added.iter().map(|file| ("added", file.as_str()));
        let modes = self.not_executable.iter().map(|file| ("not executable", file.as_str()));
        changed.chain(missing).chain(added).chain(modes)
    }

    /// Whether all content is as released, and only files that should run do not.
    pub fn are_modes_only(&self) -> bool {
        !self.not_executable.is_empty()
            && self.changed.is_empty()
            && self.missing.is_empty()
            && self.added.is_empty()
    }

    /// Whether everything is as released.
    pub fn is_empty(&self) -> bool {
        self.named().next().is_none()
    }
}

impl How {
    /// One word for scripts.
    pub fn id(self) -> &'static str {
        match self {
            How::Files => "files",
            How::Archive => "archive",
            How::Module => "module",
        }
    }
}

impl Installation<'_> {
    /// Proves a toolchain again. It is not changed; meanwhile no other process installs or removes it.
    pub fn audit<C>(&self, audit: Audit<'_, C>) -> Result<Verdict, Error>
    where
        C: FnOnce() -> Result<Plan, release::Error>,
    {
        let Audit { toolchain, module, copy, without_aside, slim, workshop } = audit;
        let version = &toolchain.version;
        let lock = self.store.lock_to_read(version, || self.watcher.waiting(version))?;
        let installed = contents(&toolchain.path)?;
        let proof = module.map(|module| self.by_files(&lock, &installed, &module)).transpose()?;
        if let Some(proof) = proof.flatten() {
            let not_executable = installed.not_executable();
            let differences = Differences { not_executable, ..Differences::default() };
            return Ok(Verdict { proof, how: How::Files, differences });
        }
        let stage = workshop.stage(lock)?;
        let there = Installation { store: workshop, ..*self };
        let Obtained { proof, archive, partial, .. } = there.obtain(copy()?.ways, &stage, Part::Whole)?;
        let released = contents(stage.path())?;
        // What cannot be removed now is of no use and no harm.
        let _ = file::remove(&partial);
        let how = if ModuleVersion::of_file(&archive).is_some() { How::Module } else { How::Archive };
        let without_aside = without_aside || how == How::Module;
        let mut differences = Differences::between(&installed, &released, without_aside);
        if slim {
            differences.missing.retain(|path| !toolchain::is_left_out(path));
        }
        if how == How::Module {
            // Modules carry no modes: only of programs it is certain that they are to be run.
            differences.not_executable.retain(|path| toolchain::is_program(path));
        }
        if differences.is_empty() {
            self.note(stage.lock(), &proof)?;
        }
        Ok(Verdict { proof, how, differences })
    }

    /// Proves a toolchain by the hash of its files alone: nothing but the database's word is fetched. `None` where
    /// they are not those of the release.
    pub fn prove(&self, toolchain: &Toolchain, module: &Module) -> Result<Option<Proof>, Error> {
        let version = &toolchain.version;
        let lock = self.store.lock(version, || self.watcher.waiting(version))?;
        self.by_files(&lock, &contents(&toolchain.path)?, module)
    }

    /// The database is asked first: its hash is what the files have to have. What is proven is noted.
    fn by_files(
        &self,
        lock: &VersionLock,
        installed: &Contents,
        module: &Module,
    ) -> Result<Option<Proof>, Error> {
        self.watcher.asking(module.database_name());
        let expected = module.expected(self.client, self.store.home());
        self.watcher.finish();
        let expected = expected?;
        let hashes = installed.h1s(module.name());
        let proof = hashes.into_iter().find_map(|h1| expected.prove(h1).ok());
        if let Some(proof) = &proof {
            self.note(lock, proof)?;
        }
        Ok(proof)
    }

    /// Writes the proof into the receipt, where that may be written.
    fn note(&self, lock: &VersionLock, proof: &Proof) -> Result<(), Error> {
        match self.store.record_proof(lock, proof) {
            Err(error) if error.is_closed() => Ok(()),
            other => Ok(other?),
        }
    }
}

impl Differences {
    /// What an installed toolchain has that the release has not, and the other way round.
    fn between(installed: &Contents, released: &Contents, without_aside: bool) -> Self {
        let counts = |path: &str| !(without_aside && toolchain::is_left_out(path));
        let mut differences = Self::default();
        for (path, content) in released.files.iter().filter(|(path, _)| counts(path)) {
            match installed.files.get(path) {
                None => differences.missing.push(path.clone()),
                Some(there) if there != content => differences.changed.push(path.clone()),
                Some(_) if released.executable.contains(path) && !installed.executable.contains(path) => {
                    differences.not_executable.push(path.clone());
                }
                Some(_) => {}
            }
        }
        let new = installed.files.keys().filter(|path| counts(path) && !released.files.contains_key(*path));
        differences.added.extend(new.cloned());
        differences
    }
}
