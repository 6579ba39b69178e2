//! A pack made a mirror again, or added to one that is there.

use super::layout::Role;
use super::{BadPack, CONTENTS, Contents, Entry};
use crate::golang::database::Database;
use crate::golang::toolchain::ModuleVersion;
use crate::mirror::Error;
use crate::mirror::sync::{self, Folder, Memory, digest_of};
use crate::release::{ArchiveName, Manifest};
use crate::system::Action;
use crate::system::file;
use crate::unpack;
use crate::verify::{Digest, Hash, Sha256};
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The authority for a file of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vouched {
    /// The list of releases built into gv.
    Manifest,
    /// The records of the checksum database that came with it.
    Database,
    /// The pack alone.
    Pack,
}

/// What came out.
#[derive(Debug)]
pub struct Unpacked {
    /// The archives and modules, and the authority for each.
    pub files: Vec<(String, Vouched)>,
    /// The hash of the pack.
    pub sha256: Sha256,
}

/// The list of the files is never longer.
const CONTENTS_LIMIT: u64 = 64 << 20;

/// What is unpacked where, and by whose key.
struct Unpacking<'a> {
    pack: &'a Path,
    /// The mirror.
    folder: &'a Folder,
    /// Where its files wait until all are proven: a mirror of its own.
    stage: Folder,
    database: &'a Database,
}

/// Unpacks a mirror into a folder. Nothing appears before all of it has been read and proven. `expected` is the hash that
/// the pack has to have.
pub fn unpack(
    pack: &Path,
    folder: &Folder,
    expected: Option<Sha256>,
    database: &Database,
) -> Result<Unpacked, Error> {
    let _lock = folder.lock()?;
    let stage = Folder::at(folder.file(".gv-mirror/unpacking"));
    file::remove(stage.root()).map_err(Error::io(Action::Remove, stage.root()))?;
    let unpacking = Unpacking { pack, folder, stage, database };
    let done = unpacking.run(expected);
    // What cannot be removed now is removed by the next run.
    let _ = file::remove(unpacking.stage.root());
    done
}

impl Unpacking<'_> {
    fn run(&self, expected: Option<Sha256>) -> Result<Unpacked, Error> {
        let (entries, sha256) = self.read()?;
        if expected.is_some_and(|expected| expected != sha256) {
            return Err(self.bad(BadPack::Hash { actual: sha256.to_string() }));
        }
        let files = self.prove(&entries)?;
        self.publish(&entries, &files)?;
        Ok(Unpacked { files, sha256 })
    }

    fn bad(&self, fault: BadPack) -> Error {
        Error::Pack { path: self.pack.to_owned(), fault }
    }

    /// Reads the whole pack into the stage, each file held against the list.
    fn read(&self) -> Result<(Vec<Entry>, Sha256), Error> {
        let file = file::open_regular(self.pack).map_err(Error::io(Action::Read, self.pack))?;
        let mut tar = tar::Archive::new(Hashed { inner: file, digest: Digest::new() });
        let damaged = |path: &str| self.bad(BadPack::Damaged { path: path.to_owned() });
        let mut entries = tar.entries().map_err(|_| self.bad(BadPack::NotPack))?;
        let first = entries.next().and_then(Result::ok);
        let contents = first.and_then(|mut entry| contents(&mut entry));
        let contents = contents.ok_or_else(|| self.bad(BadPack::NotPack))?;
        for entry in &contents.files {
            if Role::of(&entry.path).is_none() {
                return Err(self.bad(BadPack::Foreign { path: entry.path.clone() }));
            }
        }
        let mut missing: BTreeMap<&str, &Entry> =
            contents.files.iter().map(|entry| (entry.path.as_str(), entry)).collect();
        for packed in entries {
            let mut packed = packed.map_err(|_| damaged("?"))?;
            let path = packed.path().ok().and_then(|path| Some(path.to_str()?.to_owned()));
            let path = path.filter(|_| packed.header().entry_type().is_file()).unwrap_or_default();
            let Some(entry) = missing.remove(path.as_str()) else {
                return Err(self.bad(BadPack::Foreign { path }));
            };
            if !self.stage(&mut packed, entry)? {
                return Err(damaged(&path));
            }
        }
        if let Some(path) = missing.keys().next() {
            return Err(damaged(path));
        }
        let mut hashed = tar.into_inner();
        io::copy(&mut hashed, &mut io::sink()).map_err(Error::io(Action::Read, self.pack))?;
        Ok((contents.files, hashed.digest.finish()))
    }

    /// Writes a file into the stage; whether it is the one in the list.
    fn stage(&self, packed: &mut impl Read, entry: &Entry) -> Result<bool, Error> {
        let path = self.stage.file(&entry.path);
        let folder = path.parent().unwrap_or(&path);
        file::create_folder(folder).map_err(Error::io(Action::Create, folder))?;
        let mut out = file::open_own(&path, 0o644).map_err(Error::io(Action::Create, &path))?;
        let (mut digest, mut length) = (Digest::new(), 0);
        let mut block = vec![0; 1 << 20];
        loop {
            // A pack that ends early is damaged; it is not this machine that failed.
            let Ok(read) = packed.read(&mut block) else { return Ok(false) };
            if read == 0 {
                break;
            }
            digest.update(&block[..read]);
            length += read as u64;
            out.write_all(&block[..read]).map_err(Error::io(Action::Write, &path))?;
        }
        Ok(length == entry.size && digest.finish().to_string() == entry.sha256)
    }

    /// Proves archives and modules, and says by whom.
    fn prove(&self, entries: &[Entry]) -> Result<Vec<(String, Vouched)>, Error> {
        let about = sync::About::origin_of(&self.stage);
        let is_go = about.is_none_or(|origin| origin == "go.dev");
        let mut proven = Vec::new();
        for entry in entries {
            let vouched = match Role::of(&entry.path) {
                Some(Role::Archive) => self.archive(entry, is_go)?,
                Some(Role::Zip) => self.module(entry)?,
                _ => continue,
            };
            proven.push((entry.path.clone(), vouched));
        }
        Ok(proven)
    }

    fn archive(&self, entry: &Entry, is_go: bool) -> Result<Vouched, Error> {
        let Some(name) = ArchiveName::parse(&entry.path) else { return Ok(Vouched::Pack) };
        let known = Manifest::built_in().archive(&name.version, &name.platform);
        let known = known.filter(|known| known.file_name == name.text).and_then(|known| known.sha256);
        match known {
            Some(known) if known.to_string() == entry.sha256 => Ok(Vouched::Manifest),
            Some(_) if is_go => Err(self.bad(BadPack::NotRelease { file: entry.path.clone() })),
            _ => Ok(Vouched::Pack),
        }
    }

    fn module(&self, entry: &Entry) -> Result<Vouched, Error> {
        let name = entry.path.rsplit('/').next().unwrap_or_default();
        let wrong = |why: Option<String>| self.bad(BadPack::NotModule { file: name.to_owned(), why });
        let module = ModuleVersion::of_file(name).ok_or_else(|| wrong(None))?;
        let path = self.stage.file(&entry.path);
        let h1 = unpack::module_hash(&path, &module.prefix(), unpack::MODULE_LIMIT)
            .map_err(|error| wrong(Some(error.to_string())))?;
        let Some(setting) = self.database.service() else { return Ok(Vouched::Pack) };
        match sync::proven(&self.stage, setting, &module) {
            None => Ok(Vouched::Pack),
            Some(Ok(hashes)) if hashes.zip == h1 => Ok(Vouched::Database),
            Some(Ok(_)) => Err(wrong(None)),
            Some(Err(error)) => Err(wrong(Some(error.to_string()))),
        }
    }

    /// Lets the files appear, what is named by others before them, and writes the lists again.
    fn publish(&self, entries: &[Entry], proven: &[(String, Vouched)]) -> Result<(), Error> {
        let mut memory = Memory::read(self.folder);
        let mut ordered: Vec<&Entry> = entries.iter().collect();
        ordered.sort_by_key(|entry| Role::of(&entry.path));
        for entry in ordered {
            let staged: PathBuf = self.stage.file(&entry.path);
            match Role::of(&entry.path) {
                Some(Role::List) | None => continue,
                Some(_) => self.folder.publish(&staged, &entry.path)?,
            }
            let Some((_, vouched)) = proven.iter().find(|(path, _)| *path == entry.path) else { continue };
            let hash = self.hash_of(entry)?;
            memory.remember(self.folder, &entry.path, hash.to_string(), vouched.id());
        }
        memory.tidy(self.folder);
        if let Some(setting) = self.database.service()
            && let Some(note) = sync::latest(self.folder, setting)
        {
            memory.note(&note);
        }
        sync::write_lists(self.folder, &memory)?;
        memory.write(self.folder)
    }

    fn hash_of(&self, entry: &Entry) -> Result<Hash, Error> {
        let place = self.folder.file(&entry.path);
        let name = entry.path.rsplit('/').next().unwrap_or_default();
        if let Some(module) = ModuleVersion::of_file(name)
            && let Ok(h1) = unpack::module_hash(&place, &module.prefix(), unpack::MODULE_LIMIT)
        {
            return Ok(h1.into());
        }
        digest_of(&place).map(Hash::from).map_err(Error::io(Action::Read, &place))
    }
}

impl Vouched {
    /// The word for scripts.
    pub fn id(self) -> &'static str {
        match self {
            Self::Manifest => "manifest",
            Self::Database => "database",
            Self::Pack => "pack",
        }
    }
}

fn contents(entry: &mut tar::Entry<'_, impl Read>) -> Option<Contents> {
    if entry.path().ok()?.to_str()? != CONTENTS || entry.size() > CONTENTS_LIMIT {
        return None;
    }
    let mut bytes = Vec::new();
    entry.read_to_end(&mut bytes).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// A file whose bytes are hashed as they are read.
struct Hashed<R> {
    inner: R,
    digest: Digest,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.digest.update(&buffer[..read]);
        Ok(read)
    }
}
