//! The work of unpacking, shared between the cores: each takes the next file until none is left, or until one of
//! them fails.

use super::super::Error;
use super::super::path::below;
use super::super::tree::made;
use super::content::Reader;
use super::listing::{Entry, Listing};
use crate::golang::toolchain;
use crate::system::file::Modes;
use crate::verify::{Digest, Sha256};
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, available_parallelism};

/// From this size on a file is begun before the smaller ones, so that none is left over when the others have ended.
const LARGE: u64 = 1 << 20;

/// Makes the folders and files of a listing below an empty folder: the hashes of the files, in their order.
pub(super) fn unpack(listing: &Listing, archive: &Path, into: &Path) -> Result<Vec<Sha256>, Error> {
    let modes = Modes::probe(into).map_err(Error::io("write in", into))?;
    for folder in &listing.folders {
        let place = below(into, folder.as_str());
        modes.create_folder(&place).map_err(|error| made(folder, &place, error))?;
    }
    let order = order(&listing.files);
    let work = Work {
        archive,
        into,
        modes,
        files: &listing.files,
        order: &order,
        next: AtomicUsize::new(0),
        failed: AtomicBool::new(false),
    };
    let mut hashes = vec![Sha256([0; 32]); listing.files.len()];
    for (index, hash) in work.share()? {
        hashes[index] = hash;
    }
    Ok(hashes)
}

/// The files by their places: large ones first and the largest of them foremost, all others as they lie.
fn order(files: &[Entry]) -> Vec<usize> {
    let mut order: Vec<_> = (0..files.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(Some(files[index].packed).filter(|&size| size >= LARGE)));
    order
}

/// What all threads know.
struct Work<'a> {
    archive: &'a Path,
    into: &'a Path,
    modes: Modes,
    files: &'a [Entry],
    order: &'a [usize],
    next: AtomicUsize,
    failed: AtomicBool,
}

impl Work<'_> {
    /// Does it all: the hash of each file with its place in the listing.
    fn share(&self) -> Result<Vec<(usize, Sha256)>, Error> {
        let workers = available_parallelism().map_or(1, usize::from).min(self.files.len()).max(1);
        thread::scope(|scope| {
            let others: Vec<_> = (1..workers).map(|_| scope.spawn(|| self.part())).collect();
            let own = self.part();
            let parts = others
                .into_iter()
                .map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            let parts: Result<Vec<_>, _> = std::iter::once(own).chain(parts).collect();
            Ok(parts?.concat())
        })
    }

    /// What one thread does.
    fn part(&self) -> Result<Vec<(usize, Sha256)>, Error> {
        let done = self.files_in_turn();
        if done.is_err() {
            self.failed.store(true, Ordering::Relaxed);
        }
        done
    }

    fn files_in_turn(&self) -> Result<Vec<(usize, Sha256)>, Error> {
        let mut reader = Reader::open(self.archive)?;
        let mut hashes = Vec::new();
        while !self.failed.load(Ordering::Relaxed)
            && let Some(&index) = self.order.get(self.next.fetch_add(1, Ordering::Relaxed))
        {
            hashes.push((index, self.file(&mut reader, &self.files[index])?));
        }
        Ok(hashes)
    }

    /// Makes one file.
    fn file(&self, reader: &mut Reader<'_>, entry: &Entry) -> Result<Sha256, Error> {
        reader.begin(entry)?;
        let place = below(self.into, entry.path.as_str());
        let executable = toolchain::is_executable(entry.path.as_str());
        let mut file =
            self.modes.create(&place, executable).map_err(|error| made(&entry.path, &place, error))?;
        let mut digest = Digest::new();
        loop {
            let block = reader.next(entry)?;
            if block.is_empty() {
                return Ok(digest.finish());
            }
            digest.update(block);
            file.write_all(block).map_err(Error::io("write", &place))?;
        }
    }
}
