//! The zip of a version of golang.org/toolchain, unpacked by all cores at once and hashed on the way. All that the
//! zip says of itself is checked before the first file is made; whether it is the right zip, only the hash tells.

mod content;
#[cfg(test)]
mod crafted;
mod directory;
mod listing;
mod names;
#[cfg(test)]
mod packer;
mod work;

use super::Error;
use crate::golang::toolchain::ModuleVersion;
use crate::verify::H1;
use listing::Listing;
use std::path::Path;

/// How large the zip of a module may be, and how large all that is in it:
/// <https://go.dev/ref/mod#zip-path-size-constraints>.
pub const MODULE_LIMIT: u64 = 500 << 20;

/// Unpacks the zip of a version into an empty folder, a GOROOT then, and gives back the hash of what was in it. On an
/// error the folder is left as it is, for the caller to throw away; and so it must be when the hash is another one
/// than expected.
pub fn module(archive: &Path, into: &Path, name: &ModuleVersion) -> Result<H1, Error> {
    let listing = Listing::read(archive, name)?;
    let hashes = work::unpack(&listing, archive, into)?;
    listing.h1(&hashes)
}
