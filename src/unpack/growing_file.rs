//! A file that is still coming. Its beginning grows; its end may be known before its middle has come. Who reads in it
//! waits for what is not there yet.

use super::{Damage, Error};
use crate::system::Action;
use crate::system::file::read_at;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// A file at a path, that comes while it is unpacked: one end for who fetches it, and one for who unpacks it. Dropping
/// the first says that nothing more comes.
pub fn growing_file(path: &Path) -> (Arrival, GrowingFile) {
    let shared = Arc::new(Shared::default());
    (Arrival(Arc::clone(&shared)), GrowingFile { path: path.to_owned(), shared })
}

/// The end for who fetches the file.
#[derive(Debug)]
pub struct Arrival(Arc<Shared>);

/// The end for who unpacks the file.
#[derive(Debug)]
pub struct GrowingFile {
    path: PathBuf,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// How much of the file is there, from its beginning.
    here: u64,
    over: bool,
    end: Option<End>,
}

/// What was said to be the end of the file.
#[derive(Debug, Clone)]
struct End {
    place: u64,
    bytes: Arc<Vec<u8>>,
}

impl Arrival {
    /// So many bytes more lie in the file.
    pub fn came(&self, bytes: usize) {
        self.change(|state| state.here += bytes as u64);
    }

    /// What the file ends with, and where that begins, before it lies in the file. It is compared with the file before
    /// anything is made of it.
    pub fn ends_with(&self, place: u64, bytes: Vec<u8>) {
        self.change(|state| state.end = Some(End { place, bytes: Arc::new(bytes) }));
    }

    fn change(&self, how: impl FnOnce(&mut State)) {
        how(&mut self.0.state());
        self.0.changed.notify_all();
    }
}

impl Drop for Arrival {
    fn drop(&mut self) {
        self.change(|state| state.over = true);
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        // Each change is a single assignment: there is no state half made.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait(&self, until: impl Fn(&State) -> bool) -> MutexGuard<'_, State> {
        let waiting = self.changed.wait_while(self.state(), |state| !state.over && !until(state));
        waiting.unwrap_or_else(PoisonError::into_inner)
    }
}

impl GrowingFile {
    /// A file that is there.
    pub fn whole(path: &Path) -> Self {
        let state = State { here: u64::MAX, over: true, end: None };
        let shared = Shared { state: Mutex::new(state), changed: Condvar::new() };
        Self { path: path.to_owned(), shared: Arc::new(shared) }
    }

    /// Whether all of it is there.
    pub(super) fn is_here(&self) -> bool {
        self.shared.state().over
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Opens it, once nothing more comes.
    pub(super) fn open_whole(&self) -> Result<File, Error> {
        drop(self.shared.wait(|_| false));
        self.open()
    }

    /// Opens it, once there is something to open.
    pub(super) fn open(&self) -> Result<File, Error> {
        // Where nothing came, there may be no file.
        if self.shared.wait(|state| state.here > 0).here == 0 {
            return Err(Damage::Truncated.into());
        }
        File::open(&self.path).map_err(Error::io(Action::Read, &self.path))
    }

    /// Reads from a place until the buffer is full or the file ends: how much there was.
    pub(super) fn read_at(&self, file: &File, buffer: &mut [u8], place: u64) -> io::Result<usize> {
        let end = place.saturating_add(buffer.len() as u64);
        drop(self.shared.wait(|state| state.here >= end));
        read_at(file, buffer, place)
    }

    /// The end of the file with its place, as soon as one is said; `None` when the file is over before that.
    pub(super) fn end(&self) -> Option<(u64, Arc<Vec<u8>>)> {
        let state = self.shared.wait(|state| state.end.is_some());
        state.end.as_ref().map(|end| (end.place, Arc::clone(&end.bytes)))
    }

    /// Waits for the whole file, and looks whether it ends as was said.
    pub(super) fn confirm(&self) -> Result<(), Error> {
        let file = self.open_whole()?;
        let said = self.shared.state().end.clone();
        let Some(End { place, bytes }) = said else { return Ok(()) };
        // One byte more, to notice a file that goes on.
        let mut actual = vec![0; bytes.len() + 1];
        let read = read_at(&file, &mut actual, place).map_err(Error::io(Action::Read, &self.path))?;
        if actual[..read] == bytes[..] { Ok(()) } else { Err(Damage::End.into()) }
    }

    /// Whether anything was said of the file before it was there.
    pub fn was_hurried(&self) -> bool {
        self.shared.state().end.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, thread};

    fn place() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        (folder, path)
    }

    #[test]
    fn a_reader_waits_for_what_it_asks_for() {
        let (_folder, path) = place();
        let (arrival, growing_file) = growing_file(&path);
        thread::scope(|scope| {
            let reading = scope.spawn(|| {
                let file = growing_file.open().unwrap();
                let mut bytes = [0; 4];
                let read = growing_file.read_at(&file, &mut bytes, 2).unwrap();
                (bytes, read)
            });
            for (content, more) in [("abc", 3), ("abcdefg", 4)] {
                fs::write(&path, content).unwrap();
                arrival.came(more);
            }
            assert_eq!(reading.join().unwrap(), (*b"cdef", 4));
        });
    }

    #[test]
    fn a_file_that_does_not_come_is_not_waited_for() {
        let (_folder, path) = place();
        let (arrival, growing_file) = growing_file(&path);
        fs::write(&path, "ab").unwrap();
        arrival.came(2);
        drop(arrival);
        let file = growing_file.open().unwrap();
        assert_eq!(growing_file.read_at(&file, &mut [0; 4], 0).unwrap(), 2);
        assert_eq!(growing_file.end(), None);
        assert!(!growing_file.was_hurried());
    }

    #[test]
    fn an_end_is_held_against_the_file() {
        let (_folder, path) = place();
        for (said, holds) in [("cd", true), ("cx", false), ("c", false), ("cde", false)] {
            let (arrival, growing_file) = growing_file(&path);
            arrival.ends_with(2, said.as_bytes().to_vec());
            assert_eq!(*growing_file.end().unwrap().1, said.as_bytes());
            fs::write(&path, "abcd").unwrap();
            arrival.came(4);
            drop(arrival);
            assert_eq!(growing_file.confirm().is_ok(), holds, "{said}");
            assert!(growing_file.was_hurried());
        }
    }
}
