//! Fills a folder from the first place that has what is missing.

use super::folder::{Folder, Wanted};
use super::goproxy::GoProxy;
use super::origin::Origin;
use super::packages::Packages;
use gv::env::Env;
use std::io;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Where toolchains can be had.
pub trait Place: Sync {
    /// How it is called when people are told about it.
    fn name(&self) -> String;

    /// Whether it answers at all; the error says what it did instead.
    fn answers(&self) -> Result<(), String>;

    /// Writes the whole archive to `into`. `scratch` is an empty folder beside it.
    fn take(&self, wanted: &Wanted, into: &Path, scratch: &Path) -> Result<(), String>;
}

/// What came of it.
pub enum Prepared {
    /// The origin itself answers; nothing was gathered.
    Origin,
    /// The folder has everything.
    Folder {
        /// From where, in words.
        from: String,
    },
}

pub enum Error {
    /// What each place said.
    Nowhere(Vec<(String, String)>),
    Disk(io::Error),
}

/// No archive may take longer.
pub const LIMIT: Duration = Duration::from_mins(15);

/// Archives made at the same time: fetching one and packing another.
const AT_ONCE: usize = 2;

pub fn prepare(folder: &Folder, wanted: &[Wanted], unless_origin: bool) -> Result<Prepared, Error> {
    let env = Env::from_process();
    let missing = || wanted.iter().filter(|wanted| !folder.holds(wanted)).collect::<Vec<_>>();
    let _lock = folder.lock().map_err(Error::Disk)?;
    let places: [&dyn Place; 3] = [&Origin::new(folder, &env), &GoProxy::new(folder, &env), &Packages];
    let mut said = Vec::new();
    for (nth, place) in places.into_iter().enumerate() {
        if missing().is_empty() {
            break;
        }
        eprintln!("asking {}", place.name());
        let outcome = match place.answers() {
            Ok(()) if nth == 0 && unless_origin => return Ok(Prepared::Origin),
            Ok(()) => take_all(folder, place, &missing()),
            Err(error) => Err(error),
        };
        if let Err(error) = outcome {
            eprintln!("  {error}");
            said.push((place.name(), error));
        }
    }
    folder.write_index().map_err(Error::Disk)?;
    if missing().is_empty() {
        let from: Vec<_> = folder.taken_from().into_iter().collect();
        return Ok(Prepared::Folder { from: from.join(" and ") });
    }
    Err(Error::Nowhere(said))
}

/// Takes the first alone: a place that cannot give one is not asked for the others.
fn take_all(folder: &Folder, place: &dyn Place, wanted: &[&Wanted]) -> Result<(), String> {
    let Some((first, others)) = wanted.split_first() else { return Ok(()) };
    take(folder, place, first)?;
    let (next, failed) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some(wanted) = others.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(error) = take(folder, place, wanted)
                && let Ok(mut failed) = failed.lock()
            {
                failed.push(error);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(work);
        }
    });
    let failed = failed.into_inner().unwrap_or_default();
    if failed.is_empty() { Ok(()) } else { Err(failed.join("; ")) }
}

fn take(folder: &Folder, place: &dyn Place, wanted: &Wanted) -> Result<(), String> {
    let name = wanted.file_name();
    let explained = |error: io::Error| format!("{name}: {error}");
    let start = Instant::now();
    let scratch = folder.scratch().map_err(explained)?;
    let archive = scratch.path().join("archive");
    place.take(wanted, &archive, scratch.path()).map_err(|error| format!("{name}: {error}"))?;
    folder.keep(wanted, &archive, &place.name()).map_err(explained)?;
    eprintln!("  {name} ({:.0} s)", start.elapsed().as_secs_f32());
    Ok(())
}
