//! Releases in directories: a file `VERSION`, and for each release its signed list and its archives.

use super::Error;
use super::signed_list::{self, SignedList};
use super::updater::{ARCHIVE_LIMIT, Proven, Updater, version_of};
use crate::fetch::{self, DocumentState, Download, Fault};
use crate::release::Place;
use crate::urls::shown;
use crate::verify::{Digest, Sha256};
use semver::Version;
use std::path::Path;

/// More bytes than a version has.
const VERSION_LIMIT: u64 = 1 << 10;
/// How a `.tar.gz` begins.
const GZIP: &[u8] = b"\x1f\x8b";

/// The newest version, by the first place that answers.
pub(super) fn newest(updater: &Updater<'_>, places: &[Place]) -> Result<Version, Error> {
    let (body, url) = first(updater, places, "VERSION", VERSION_LIMIT)?;
    let text = String::from_utf8_lossy(&body);
    let line = text.lines().next().unwrap_or_default();
    version_of(line).ok_or_else(|| Error::NotVersion { place: url, text: line.to_owned() })
}

/// The programs of a version, proven.
pub(super) fn obtain(updater: &Updater<'_>, places: &[Place], version: &Version) -> Result<Proven, Error> {
    let list = list(updater, places, version)?;
    let (name, hash) = updater.archive(&list)?;
    let partial = updater.partial(name, &hash.to_string());
    let (bytes, sources) = archive(updater, places, name, hash, &partial)?;
    let programs = Updater::programs(name, &bytes)?;
    Ok(Proven { version: version.clone(), programs, sources, database: None, partial })
}

/// The signed list. All places that lie or lack it are passed over for one that has it; the first failure is told.
fn list(updater: &Updater<'_>, places: &[Place], version: &Version) -> Result<SignedList, Error> {
    first_proven(places, |place| list_at(updater, place, version))
}

/// The first result that is proven; else the first failure, or the first forgery: it says more than a missing file.
fn first_proven<T, R>(
    candidates: impl IntoIterator<Item = T>,
    mut obtain: impl FnMut(T) -> Result<R, Error>,
) -> Result<R, Error> {
    let mut failure: Option<Error> = None;
    for candidate in candidates {
        match obtain(candidate) {
            Ok(found) => return Ok(found),
            Err(error) if failure.as_ref().is_none_or(|kept| error.is_forgery() && !kept.is_forgery()) => {
                failure = Some(error);
            }
            Err(_) => {}
        }
    }
    Err(failure.unwrap_or(Error::NoSource))
}

fn list_at(updater: &Updater<'_>, place: &Place, version: &Version) -> Result<SignedList, Error> {
    let (list, signature) = (signed_list::file_name(version), signed_list::signature_name(version));
    let url = shown(&place.file(&list));
    let text = match document(updater, place, &list, signed_list::LIMIT) {
        Err(error) if is_not_found(&error) => {
            return Err(Error::NoRelease { version: version.clone(), place: place.name() });
        }
        text => text?,
    };
    let signature = match document(updater, place, &signature, signed_list::SIGNATURE_LIMIT) {
        Err(error) if is_not_found(&error) => return Err(Error::Unsigned { url }),
        signature => signature?,
    };
    SignedList::open(&text, &signature, &updater.identity.keys, version).map_err(|why| Error::List {
        url,
        version: version.clone(),
        why,
    })
}

/// The proven bytes of an archive. Where the bytes of several places do not fit together, each is asked alone.
fn archive(
    updater: &Updater<'_>,
    places: &[Place],
    name: &str,
    hash: Sha256,
    partial: &Path,
) -> Result<(Vec<u8>, Vec<String>), Error> {
    let mut groups = vec![places];
    if places.len() > 1 {
        groups.extend(places.chunks(1));
    }
    first_proven(groups, |group| proven(updater, group, name, hash, partial))
}

/// The same from these places together. What an earlier run had kept may be what was wrong: then all is fetched again.
fn proven(
    updater: &Updater<'_>,
    places: &[Place],
    name: &str,
    expected: Sha256,
    partial: &Path,
) -> Result<(Vec<u8>, Vec<String>), Error> {
    loop {
        let (bytes, sources, resumed) = download(updater, places, name, partial)?;
        let actual = Digest::of(&bytes);
        if actual == expected {
            return Ok((bytes, sources));
        }
        Updater::discard(partial)?;
        if resumed == 0 {
            return Err(Error::Mismatch { file: name.to_owned(), sources, actual, expected });
        }
    }
}

/// The bytes, the names of the places that sent them, and how many an earlier run had kept.
fn download(
    updater: &Updater<'_>,
    places: &[Place],
    name: &str,
    partial: &Path,
) -> Result<(Vec<u8>, Vec<String>, u64), Error> {
    let sources: Vec<_> = places.iter().map(|place| place.source(name)).collect();
    let mut bytes = Vec::new();
    let download = Download {
        client: updater.client,
        sources: &sources,
        partial,
        keep_all: false,
        several: true,
        ahead: None,
        size: None,
        longest: ARCHIVE_LIMIT,
        magic: GZIP,
        overtaken: None,
        timeouts: updater.timeouts,
        progress: updater.progress,
    };
    let fetched = download.run(&mut |chunk| {
        bytes.extend_from_slice(&chunk);
        Ok(())
    })?;
    Ok((bytes, fetched.sources, fetched.resumed))
}

fn first(
    updater: &Updater<'_>,
    places: &[Place],
    file: &str,
    limit: u64,
) -> Result<(Vec<u8>, String), Error> {
    let mut failure = None;
    for place in places {
        match document(updater, place, file, limit) {
            Ok(body) => return Ok((body, shown(&place.file(file)))),
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    Err(failure.map_or(Error::NoSource, Error::Fetch))
}

fn document(updater: &Updater<'_>, place: &Place, file: &str, limit: u64) -> Result<Vec<u8>, fetch::Error> {
    let url = place.file(file);
    updater.progress.asking(&place.name());
    match fetch::run(fetch::document(updater.client, &url, None, limit))? {
        DocumentState::Changed(document) => Ok(document.body),
        DocumentState::Unchanged => Err(fetch::Error::Failed { url: shown(&url), fault: Fault::Status(304) }),
    }
}

fn is_not_found(error: &fetch::Error) -> bool {
    matches!(error, fetch::Error::Failed { fault, .. } if fault.is_not_found())
}
