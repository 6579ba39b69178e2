//! The work of unpacking, shared between the cores: each takes the next file until none is left, or until one of
//! them fails.

use super::super::path::below;
use super::super::tree::{About, made};
use super::super::{Error, GrowingFile};
use super::content::Reader;
use super::listing::{Entry, Listing};
use crate::system::Action;
use crate::system::file::Modes;
use crate::verify::{Digest, Sha256};
use std::fs::FileTimes;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, available_parallelism};

/// From this size on a file is begun before the smaller ones, so that none is left over when the others have ended.
const LARGE: u64 = 1 << 20;

/// What else is made of the bytes of a file while they are written.
pub(super) trait Tally: Default {
    /// What comes of it at the end.
    type Sum: Send;

    /// Takes in the next bytes.
    fn update(&mut self, bytes: &[u8]);

    /// The end of the file.
    fn finish(self) -> Self::Sum;
}

impl Tally for Digest {
    type Sum = Sha256;

    fn update(&mut self, bytes: &[u8]) {
        Digest::update(self, bytes);
    }

    fn finish(self) -> Sha256 {
        Digest::finish(self)
    }
}

/// No tally, for those who know the hash of the whole zip.
#[derive(Default)]
pub(super) struct Nothing;

impl Tally for Nothing {
    type Sum = ();

    fn update(&mut self, _: &[u8]) {}

    fn finish(self) {}
}

/// Makes the folders and files of a listing below an empty folder: the tallies of the files, in their order.
pub(super) fn unpack<T: Tally>(
    listing: &Listing,
    archive: &GrowingFile,
    into: &Path,
) -> Result<Vec<T::Sum>, Error> {
    let modes = Modes::probe(into).map_err(Error::io(Action::WriteIn, into))?;
    for folder in &listing.folders {
        let place = below(into, folder.as_str());
        modes.create_folder(&place).map_err(|error| made(folder, &place, error))?;
    }
    let order = order(&listing.files, archive.is_here());
    let work = Work {
        archive,
        into,
        modes,
        listing,
        order: &order,
        next: AtomicUsize::new(0),
        failed: AtomicBool::new(false),
    };
    let mut sums = work.share::<T>()?;
    sums.sort_unstable_by_key(|(index, _)| *index);
    Ok(sums.into_iter().map(|(_, sum)| sum).collect())
}

/// The files by their places: where all are here, large ones first and the largest of them foremost; else as they lie,
/// which is how they come.
fn order(files: &[Entry], here: bool) -> Vec<usize> {
    let mut order: Vec<_> = (0..files.len()).collect();
    if !here {
        return order;
    }
    order.sort_by_key(|&index| std::cmp::Reverse(Some(files[index].packed).filter(|&size| size >= LARGE)));
    order
}

/// What all threads know.
struct Work<'a> {
    archive: &'a GrowingFile,
    into: &'a Path,
    modes: Modes,
    listing: &'a Listing,
    order: &'a [usize],
    next: AtomicUsize,
    failed: AtomicBool,
}

impl Work<'_> {
    /// Does it all: the tally of each file with its place in the listing.
    fn share<T: Tally>(&self) -> Result<Vec<(usize, T::Sum)>, Error> {
        let workers = available_parallelism().map_or(1, usize::from).min(self.listing.files.len()).max(1);
        thread::scope(|scope| {
            let others: Vec<_> = (1..workers).map(|_| scope.spawn(|| self.part::<T>())).collect();
            let own = self.part::<T>();
            let parts = others
                .into_iter()
                .map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            let parts: Result<Vec<_>, _> = std::iter::once(own).chain(parts).collect();
            Ok(parts?.into_iter().flatten().collect())
        })
    }

    /// What one thread does.
    fn part<T: Tally>(&self) -> Result<Vec<(usize, T::Sum)>, Error> {
        let done = self.files_in_turn::<T>();
        if done.is_err() {
            self.failed.store(true, Ordering::Relaxed);
        }
        done
    }

    fn files_in_turn<T: Tally>(&self) -> Result<Vec<(usize, T::Sum)>, Error> {
        let mut reader = Reader::open(self.listing, self.archive)?;
        let mut sums = Vec::new();
        while !self.failed.load(Ordering::Relaxed)
            && let Some(&index) = self.order.get(self.next.fetch_add(1, Ordering::Relaxed))
        {
            sums.push((index, self.file::<T>(&mut reader, &self.listing.files[index])?));
        }
        Ok(sums)
    }

    /// Makes one file.
    fn file<T: Tally>(&self, reader: &mut Reader<'_>, entry: &Entry) -> Result<T::Sum, Error> {
        let place = below(self.into, entry.path.as_str());
        let About { executable, modified, .. } = entry.about;
        let mut file =
            self.modes.create(&place, executable).map_err(|error| made(&entry.path, &place, error))?;
        let mut tally = T::default();
        reader.read(entry, |block| {
            tally.update(block);
            file.write_all(block).map_err(Error::io(Action::Write, &place))
        })?;
        if let Some(time) = modified {
            file.set_times(FileTimes::new().set_modified(time)).map_err(Error::io(Action::Date, &place))?;
        }
        Ok(tally.finish())
    }
}
