//! The zip of a toolchain module against the archive of the same release: the time to unpack and hash each, turn
//! about, by the pieces that an install is made of and without a network.
//!
//! ```text
//! GV_BENCH_ARCHIVE=/dev/shm/go1.22.10.linux-amd64.tar.gz \
//! GV_BENCH_MODULE=/dev/shm/v0.0.1-go1.22.10.linux-amd64.zip cargo bench --bench module
//! ```
//! Further: `GV_BENCH_ROUNDS` (10), `GV_BENCH_DIR` (a tmpfs; /dev/shm). At the end both trees are held against each
//! other by `store::contents`.

#![expect(clippy::print_stdout, reason = "figures are what this is for")]
#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made has to stop")]

use bytes::Bytes;
use gv::golang::toolchain::{ModuleVersion, is_left_out};
use gv::store::{Contents, contents};
use gv::unpack::{self, Limits};
use gv::verify::{Digest, H1, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

struct Bench {
    archive: PathBuf,
    zip: PathBuf,
    module: ModuleVersion,
    place: tempfile::TempDir,
}

fn main() {
    let setting = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let (Some(archive), Some(zip)) = (setting("GV_BENCH_ARCHIVE"), setting("GV_BENCH_MODULE")) else {
        println!("GV_BENCH_ARCHIVE and GV_BENCH_MODULE are not set: nothing is measured");
        return;
    };
    let folder = setting("GV_BENCH_DIR").map_or_else(memory_folder, PathBuf::from);
    let zip = PathBuf::from(zip);
    let bench = Bench {
        archive: archive.into(),
        module: ModuleVersion::of_file(zip.file_name().unwrap().to_str().unwrap()).unwrap(),
        zip,
        place: tempfile::Builder::new().prefix("gv-bench-").tempdir_in(folder).unwrap(),
    };
    bench.report(setting("GV_BENCH_ROUNDS").map_or(10, |rounds| rounds.parse().unwrap()));
}

impl Bench {
    fn report(&self, rounds: usize) {
        println!("go{} into {}, {rounds} rounds", self.module.version(), self.place.path().display());
        let (mut archives, mut modules) = (Vec::new(), Vec::new());
        // One of each that does not count, for the caches.
        for round in 0..=rounds {
            let times = (self.time(|into| _ = self.tar_gz(into)), self.time(|into| _ = self.unzip(into)));
            if round > 0 {
                archives.push(times.0);
                modules.push(times.1);
            }
        }
        let (archive, module) = (show("tar.gz", &mut archives), show("module zip", &mut modules));
        println!("ratio of the medians  {:.3}", module.as_secs_f64() / archive.as_secs_f64());
        self.compare();
    }

    /// The time to fill a fresh folder. Deleting it does not count.
    fn time(&self, fill: impl FnOnce(&Path)) -> Duration {
        let folder = self.place.path().join("fresh");
        fs::create_dir(&folder).unwrap();
        let started = Instant::now();
        fill(&folder);
        let elapsed = started.elapsed();
        fs::remove_dir_all(folder).unwrap();
        elapsed
    }

    /// As `install` does it with what arrives.
    fn tar_gz(&self, into: &Path) -> Sha256 {
        let (sender, chunks) = unpack::chunks();
        let mut file = File::open(&self.archive).unwrap();
        let mut digest = Digest::new();
        thread::scope(|scope| {
            let unpacking = scope.spawn(|| unpack::tar_gz(chunks, into, Limits::default()));
            loop {
                let mut chunk = vec![0; 64 << 10];
                let read = file.read(&mut chunk).unwrap();
                if read == 0 {
                    break;
                }
                chunk.truncate(read);
                let chunk = Bytes::from(chunk);
                digest.update(&chunk);
                sender.send(chunk).unwrap();
            }
            drop(sender);
            unpacking.join().unwrap().unwrap();
        });
        digest.finish()
    }

    fn unzip(&self, into: &Path) -> H1 {
        unpack::module(&self.zip, into, &self.module).unwrap()
    }

    /// What the trees have in common, and their hashes.
    fn compare(&self) {
        let [one, other] = ["archive", "module"].map(|name| self.place.path().join(name));
        fs::create_dir(&one).unwrap();
        fs::create_dir(&other).unwrap();
        self.tar_gz(&one);
        let h1 = self.unzip(&other);
        let started = Instant::now();
        let [one, other] = [contents(&one).unwrap(), contents(&other).unwrap()];
        println!("reading both trees    {} ms", started.elapsed().as_millis());
        println!("module, unpacking     {h1}");
        println!("module, from the tree {}", other.h1(&self.module).unwrap());
        println!("archive's tree        {}", one.h1(&self.module).unwrap());
        println!("files                 {} and {}", one.files.len(), other.files.len());
        for path in differing(&one, &other).iter().take(20) {
            println!("differs               {path}");
        }
    }
}

/// What is in one tree and not the same in the other, but for what only archives have.
fn differing<'a>(one: &'a Contents, other: &'a Contents) -> Vec<&'a str> {
    let of_one =
        one.files.iter().filter(|(path, hash)| !is_left_out(path) && other.files.get(*path) != Some(hash));
    let only_other = other.files.iter().filter(|(path, _)| !one.files.contains_key(*path));
    of_one.chain(only_other).map(|(path, _)| path.as_str()).collect()
}

fn show(name: &str, times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    let median = times[times.len() / 2];
    let [least, most] = [times[0], times[times.len() - 1]].map(|time| time.as_millis());
    println!("{name:<21} {} ms ({least} to {most})", median.as_millis());
    median
}

fn memory_folder() -> PathBuf {
    let shared = Path::new("/dev/shm");
    if shared.is_dir() { shared.to_owned() } else { env::temp_dir() }
}
