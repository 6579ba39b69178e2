//! `goV.windows-*.zip`. Modes and links are what the zip says; whether it is the
//! right zip, only its hash tells.

use super::super::path::EntryPath;
use super::super::tree::{About, make_links};
use super::super::{Error, GrowingFile, Limits, Refusal};
use super::content::Reader;
use super::directory::{Directory, Header};
use super::listing::{Draft, Listing};
use super::work::{self, Nothing};
use std::path::Path;

/// How long a zip without the extensions for long ones can be.
const LONGEST: u64 = u32::MAX as u64;

/// The longest target of a link.
const LONGEST_TARGET: u64 = 4096;

/// Unpacks the file into an empty folder, without the leading `go/`. On an error the folder is left as it is,
/// for the caller to throw away.
pub fn zip(archive: &Path, into: &Path, limits: Limits) -> Result<(), Error> {
    zip_as_it_comes(&GrowingFile::whole(archive), into, limits)
}

/// As [`zip`], of a file that is still coming: what has come is unpacked already.
pub fn zip_as_it_comes(archive: &GrowingFile, into: &Path, limits: Limits) -> Result<(), Error> {
    let listing = list(archive, limits)?.without(|path| limits.omit(path));
    work::unpack::<Nothing>(&listing, archive, into)?;
    let mut reader = Reader::open(&listing, archive)?;
    let mut links = Vec::new();
    for entry in listing.links {
        let target = reader.whole(&entry)?;
        links.push((entry.path, target));
    }
    archive.confirm()?;
    make_links(into, &links)
}

/// Reads the directory of a zip and checks all of it.
fn list(archive: &GrowingFile, limits: Limits) -> Result<Listing, Error> {
    let directory = Directory::open(archive, LONGEST)?;
    let mut draft = Draft::new(limits);
    for header in directory.headers()? {
        admit(&mut draft, &header).map_err(|refusal| Error::refused(header.name, refusal))?;
    }
    draft.finish(&directory)
}

fn admit(draft: &mut Draft, header: &Header<'_>) -> Result<(), Refusal> {
    match EntryPath::parse(header.name)? {
        path if header.is_folder() => draft.folder(path.as_ref(), header),
        Some(path) if header.is_file() => draft.file(path, header, about(header)),
        Some(path) if header.is_link() => match header.size {
            0..=LONGEST_TARGET => draft.link(path, header),
            _ => Err(Refusal::LinkLeaves),
        },
        _ => Err(Refusal::Kind),
    }
}

fn about(header: &Header<'_>) -> About {
    // Zips packed on Windows carry no modes: there the name says what can be run.
    let executable = header.mode.is_some_and(|mode| mode & 0o111 != 0) || header.name.ends_with(b".exe");
    About { size: header.size, executable, modified: header.dated.moment() }
}
