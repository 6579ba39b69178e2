//! The names of files in the store and the cache, and which version each belongs to.

use crate::system::file;
use crate::version::Version;
use std::path::Path;

/// How the names begin of what is being put together…
pub(super) const STAGING: &str = ".staging-";
/// …and of what is being deleted.
pub(super) const TRASH: &str = ".trash-";
/// How the file of a receipt ends.
pub(super) const RECEIPT: &str = ".json";
/// How the name of a partial archive ends.
pub const PARTIAL: &str = ".part";
/// How the name of a toolchain as a module begins: `v0.0.1-go1.22.3.linux-amd64`.
const MODULE: &str = "v0.0.1-";

/// Whether the store put this entry of `versions` there: a toolchain, its receipt, or what a run left of one.
pub fn owns(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
    let beginning = [STAGING, TRASH].iter().find_map(|beginning| name.strip_prefix(beginning));
    let plain = file::drafted(name).unwrap_or(name);
    let named = beginning.or_else(|| plain.strip_suffix(RECEIPT)).unwrap_or(plain);
    Version::from_toolchain_name(named).is_ok()
}

/// The version that something left over belongs to.
pub(super) fn owner(path: &Path) -> Option<Version> {
    let name = path.file_name()?.to_str()?;
    let draft = file::drafted(name).and_then(|name| name.strip_suffix(RECEIPT));
    let left = name.strip_prefix(STAGING).or_else(|| name.strip_prefix(TRASH)).or(draft);
    let named = left.or_else(|| name.strip_suffix(RECEIPT).filter(|_| is_left_over(path)))?;
    Version::from_toolchain_name(named).ok()
}

/// Whether this is no receipt of a toolchain that is there.
pub(super) fn is_left_over(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.strip_suffix(RECEIPT).is_none_or(|named| path.with_file_name(named).symlink_metadata().is_err())
}

/// The version a partial archive belongs to: the longest beginning of its name, up to a dot, that is one.
pub(super) fn archive_version(path: &Path) -> Option<Version> {
    let name = path.file_name()?.to_str()?.strip_suffix(PARTIAL)?;
    let name = name.strip_prefix(MODULE).unwrap_or(name);
    let plain = &name[..name.find('-').unwrap_or(name.len())];
    plain.rmatch_indices('.').find_map(|(dot, _)| Version::from_toolchain_name(&plain[..dot]).ok())
}
