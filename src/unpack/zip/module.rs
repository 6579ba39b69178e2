//! The zip of a version of golang.org/toolchain, hashed while it is unpacked. Modes come from the paths. Whether it
//! is the right zip, only the hash tells.

use super::super::path::EntryPath;
use super::super::tree::About;
use super::super::{Error, GrowingFile, Limits, Refusal};
use super::content::Reader;
use super::directory::{Directory, Header};
use super::listing::{Draft, Listing};
use super::work;
use crate::golang::toolchain::{self, ModuleVersion};
use crate::verify::{Digest, H1, Sha256};
use std::path::Path;

/// How large the zip of a module may be, and how large all that is in it:
/// <https://go.dev/ref/mod#zip-path-size-constraints>.
pub const MODULE_LIMIT: u64 = 500 << 20;

/// How much a module may hold.
const LIMITS: Limits = Limits { entries: 40_000, file: MODULE_LIMIT, total: MODULE_LIMIT, without: &[] };

/// Unpacks the zip of a version into an empty folder, a GOROOT then, and gives back the hash of what was in it. On an
/// error the folder is left as it is, for the caller to throw away; and so it must be when the hash is another one
/// than expected.
pub fn module(archive: &Path, into: &Path, name: &ModuleVersion) -> Result<H1, Error> {
    module_as_it_comes(&GrowingFile::whole(archive), into, name)
}

/// As [`module`], of a file that is still coming: what has come is unpacked already.
pub fn module_as_it_comes(archive: &GrowingFile, into: &Path, name: &ModuleVersion) -> Result<H1, Error> {
    let listing = list(archive, &name.prefix(), LIMITS)?;
    let hashes = work::unpack::<Digest>(&listing, archive, into)?;
    archive.confirm()?;
    h1(&listing, &hashes)
}

/// The hash of the zip of any module, which is not unpacked. `prefix` is what every name in it begins with:
/// `example.com/m@v1.0.0/`. One that holds more than `most` bytes is refused.
pub fn hash(archive: &Path, prefix: &str, most: u64) -> Result<H1, Error> {
    let archive = &GrowingFile::whole(archive);
    let listing = list(archive, prefix, Limits { file: most, total: most, ..LIMITS })?;
    let mut reader = Reader::open(&listing, archive)?;
    let mut hashes = Vec::with_capacity(listing.files.len());
    for entry in &listing.files {
        let mut digest = Digest::new();
        reader.read(entry, |block| {
            digest.update(block);
            Ok(())
        })?;
        hashes.push(digest.finish());
    }
    h1(&listing, &hashes)
}

/// One file of the zip of any module, by its whole name; `None` where the zip has none of that name. To be called after
/// [`hash`] has shown that it is the right zip.
pub fn file_in(archive: &Path, prefix: &str, name: &str, most: u64) -> Result<Option<Vec<u8>>, Error> {
    let archive = &GrowingFile::whole(archive);
    let listing = list(archive, prefix, Limits { file: most, total: most, ..LIMITS })?;
    let Some(entry) = listing.files.iter().find(|entry| entry.name == name) else { return Ok(None) };
    Reader::open(&listing, archive)?.whole(entry).map(Some)
}

/// Reads the directory of a zip and checks all of it.
fn list(archive: &GrowingFile, prefix: &str, limits: Limits) -> Result<Listing, Error> {
    let directory = Directory::open(archive, MODULE_LIMIT)?;
    let mut draft = Draft::new(limits);
    for header in directory.headers()? {
        admit(&mut draft, prefix, &header).map_err(|refusal| Error::refused(header.name, refusal))?;
    }
    draft.finish(&directory)
}

fn admit(draft: &mut Draft, prefix: &str, header: &Header<'_>) -> Result<(), Refusal> {
    match EntryPath::in_module(prefix, header.name)? {
        path if header.is_folder() && header.packed == 0 => draft.folder(path.as_ref(), header),
        Some(_) if begins_a_module(prefix, header.name) => Err(Refusal::GoMod),
        Some(path) if header.is_file() => {
            let executable = toolchain::is_executable(path.as_str());
            draft.file(path, header, About { size: header.size, executable, modified: None })
        }
        _ => Err(Refusal::Kind),
    }
}

/// Whether Go takes a file for the beginning of another module: one that is called `go.mod`, in whatever case. Only the
/// module's own is none. Go's releases have none of that; a proxy that packs them itself may add it.
fn begins_a_module(prefix: &str, name: &[u8]) -> bool {
    let go_mod = toolchain::GO_MOD.as_bytes();
    let base = name.rsplit(|&byte| byte == b'/').next().unwrap_or(name);
    let own = || name.strip_suffix(go_mod) == Some(prefix.as_bytes());
    base.eq_ignore_ascii_case(go_mod) && !own()
}

/// The hash of the module, where `hashes` are those of the files in their order. Entries for folders count as empty
/// files do.
fn h1(listing: &Listing, hashes: &[Sha256]) -> Result<H1, Error> {
    let files = listing.files.iter().map(|entry| entry.name.as_str()).zip(hashes.iter().copied());
    let folders = listing.folder_entries.iter().map(|name| (name.as_str(), Digest::new().finish()));
    // No safe name holds a line break, so there is one.
    H1::of(files.chain(folders)).ok_or_else(|| Error::refused(b"a line break", Refusal::Name))
}
