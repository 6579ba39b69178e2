//! The pipeline: source → bytes → (digest ∥ unpack into a stage) → proof → commit. Whatever fails, the store stays
//! as it was; only what was downloaded is kept, for the next run to go on with.

use crate::fetch::{self, Bytes, Client, Download, Fetched, Patience, Progress, Source, Stopped, Trouble};
use crate::release::{Format, Order};
use crate::store::{self, Committed, Delivery, Stage, Store, Toolchain, cache};
use crate::system::file;
use crate::unpack::{self, Limits};
use crate::verify::{Digest, Mismatch, Proof};
use crate::version::Version;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// One release to be installed.
pub struct Installation<'a> {
    /// Where to.
    pub store: &'a Store,
    /// Whom to ask with.
    pub client: &'a Client,
    /// What, and from where.
    pub order: &'a Order,
    /// Who is told.
    pub watcher: &'a dyn Watcher,
    /// How long a silent source is waited for.
    pub patience: Patience,
}

/// Watches an installation.
pub trait Watcher: Progress {
    /// Another process works on the same version; this one waits for it.
    fn waiting(&self, version: &Version);
    /// What came is not the release. It is thrown away, and other sources are asked if there are any.
    fn contradiction(&self, contradiction: &Contradiction);
}

/// Bytes that are not the ones expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// Which sources they came from in this run; none when an earlier run had kept them all.
    pub sources: Vec<String>,
    /// How many of them an earlier run had kept. Then they may be the ones to blame, and no source is.
    pub kept: u64,
    /// What was expected and what came.
    pub what: Mismatch,
}

/// How an installation ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The toolchain was there, or another process has just installed it.
    AlreadyThere(Toolchain),
    /// It is there now.
    Installed {
        /// The toolchain.
        toolchain: Toolchain,
        /// What shows that it is the release.
        proof: Proof,
        /// The names of the sources its bytes came from.
        sources: Vec<String>,
        /// The length of the archive.
        bytes: u64,
    },
}

/// An installation that failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store could not be changed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The bytes could not be had.
    #[error(transparent)]
    Fetch(#[from] fetch::Error),
    /// The archive, though it is the one expected, could not be unpacked.
    #[error(transparent)]
    Unpack(#[from] unpack::Error),
    /// Every source hands over something else than the release.
    #[error(
        "no source has the go{version} that {} vouches for{}{}",
        authority(contradictions),
        lines(contradictions),
        fetch::listed(unreachable)
    )]
    Contradicted {
        /// What was ordered.
        version: Version,
        /// What came, in order. Never empty.
        contradictions: Vec<Contradiction>,
        /// The sources that handed over nothing.
        unreachable: Vec<Trouble>,
    },
}

impl Installation<'_> {
    /// Installs the release unless it is there. Waits while another process does the same.
    pub fn run(&self) -> Result<Outcome, Error> {
        let version = &self.order.version;
        let lock = self.store.lock(version, || self.watcher.waiting(version))?;
        if let Some(toolchain) = self.store.find(version) {
            return Ok(Outcome::AlreadyThere(toolchain));
        }
        let stage = self.store.stage(lock)?;
        let partial = self.partial();
        let (proof, fetched) = self.obtain(&stage, &partial)?;
        let (sources, bytes) = (fetched.sources, fetched.length);
        let archive = self.order.archive.file_name.clone();
        let delivery = Delivery { archive, sources: sources.clone(), bytes };
        let Committed { toolchain, lock: _lock } = stage.commit(&proof, delivery)?;
        // What cannot be removed now is of no use and no harm; `gv cache clean` finds it.
        let _ = file::remove(&partial);
        Ok(Outcome::Installed { toolchain, proof, sources, bytes })
    }

    /// Fills the stage with the proven release. A source that hands over something else is left out. Where several
    /// had a part in it, it is not known which: then each is asked alone.
    fn obtain(&self, stage: &Stage, partial: &Path) -> Result<(Proof, Fetched), Error> {
        let mut sources = self.order.sources.clone();
        let mut alone = false;
        let mut convicted = false;
        let mut contradictions = Vec::new();
        let mut unreachable = Vec::new();
        while !sources.is_empty() {
            let asked = if alone { &sources[..1] } else { &sources[..] };
            match self.attempt(asked, stage, partial) {
                Ok(Attempt::Proven(proof, fetched)) => return Ok((proof, fetched)),
                Ok(Attempt::Contradicted(contradiction, fetched)) => {
                    let culprit = culprit(asked, &fetched);
                    self.watcher.contradiction(&contradiction);
                    contradictions.push(contradiction);
                    convicted |= culprit.is_some();
                    match culprit {
                        Some(place) => drop(sources.remove(place)),
                        None => alone = true,
                    }
                }
                Err(Error::Fetch(fetch::Error::AllFailed { attempts, .. })) if alone || convicted => {
                    unreachable.extend(attempts);
                    sources.drain(..asked.len());
                }
                Err(error) => return Err(error),
            }
            discard(partial)?;
            stage.clear()?;
        }
        if convicted || unreachable.is_empty() {
            let version = self.order.version.clone();
            return Err(Error::Contradicted { version, contradictions, unreachable });
        }
        // Only what an earlier run had kept was wrong.
        let file = self.order.archive.file_name.clone();
        Err(fetch::Error::AllFailed { file, attempts: unreachable }.into())
    }

    fn attempt(&self, sources: &[Source], stage: &Stage, partial: &Path) -> Result<Attempt, Error> {
        let mut digest = Digest::new();
        let (fetched, unpacked) = match self.order.archive.format {
            Format::TarGz => self.stream(sources, stage, partial, &mut digest)?,
            Format::Zip => {
                let keep = |bytes: Bytes| {
                    digest.update(&bytes);
                    Ok(())
                };
                (self.download(sources, partial, keep)?, Ok(()))
            }
        };
        let proof = match self.order.expected.prove(digest.finish()) {
            Ok(proof) => proof,
            Err(what) => {
                let (sources, kept) = (fetched.sources.clone(), fetched.resumed);
                let contradiction = Contradiction { sources, kept, what };
                return Ok(Attempt::Contradicted(contradiction, fetched));
            }
        };
        let unpacked = unpacked.and_then(|()| match self.order.archive.format {
            Format::TarGz => Ok(()),
            Format::Zip => unpack::zip(partial, stage.path(), Limits::default()),
        });
        match unpacked.and_then(|()| unpack::check(stage.path(), &self.order.version)) {
            Ok(()) => Ok(Attempt::Proven(proof, fetched)),
            Err(error) => {
                // Complete and of no use: the next run would only find the same.
                if !error.is_local() {
                    discard(partial)?;
                }
                Err(error.into())
            }
        }
    }

    /// Downloads, digests and unpacks at once. An archive that cannot be unpacked is still read to its end: mostly
    /// it is not the release, and only its hash tells. A fault of this machine ends it.
    fn stream(
        &self,
        sources: &[Source],
        stage: &Stage,
        partial: &Path,
        digest: &mut Digest,
    ) -> Result<(Fetched, Result<(), unpack::Error>), Error> {
        let (sender, chunks) = unpack::chunks();
        let stuck = AtomicBool::new(false);
        let (fetched, unpacked) = thread::scope(|scope| {
            let unpacking = scope.spawn(|| {
                let unpacked = unpack::tar_gz(chunks, stage.path(), Limits::default());
                stuck.store(unpacked.as_ref().is_err_and(unpack::Error::is_local), Ordering::Relaxed);
                unpacked
            });
            let pass_on = |bytes: Bytes| {
                digest.update(&bytes);
                let unread = sender.send(bytes).is_err();
                if unread && stuck.load(Ordering::Relaxed) { Err(Stopped) } else { Ok(()) }
            };
            let fetched = self.download(sources, partial, pass_on);
            drop(sender);
            (fetched, unpacking.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        match (fetched, unpacked) {
            (_, Err(error)) if error.is_local() => Err(error.into()),
            (fetched, unpacked) => Ok((fetched?, unpacked)),
        }
    }

    fn download(
        &self,
        sources: &[Source],
        partial: &Path,
        mut sink: impl FnMut(Bytes) -> Result<(), Stopped>,
    ) -> Result<Fetched, fetch::Error> {
        let magic: &[u8] = match self.order.archive.format {
            Format::TarGz => b"\x1f\x8b",
            Format::Zip => b"PK\x03\x04",
        };
        let download = Download {
            client: self.client,
            sources,
            partial,
            // A zip is unpacked from there.
            keep_all: self.order.archive.format == Format::Zip,
            size: self.order.archive.size,
            magic,
            patience: self.patience,
            progress: self.watcher,
        };
        download.run(&mut sink)
    }

    /// Where the archive is kept while it comes: a name for these very bytes, so that another origin's archive of
    /// the same name is not continued.
    fn partial(&self) -> PathBuf {
        let hash = self.order.expected.hash.hex();
        let name = format!("{}.{}{}", self.order.archive.file_name, &hash[..16], cache::PARTIAL);
        self.store.home().cache().join(name)
    }
}

/// What came of asking some sources.
enum Attempt {
    Proven(Proof, Fetched),
    Contradicted(Contradiction, Fetched),
}

/// The place of the one source that all bytes came from.
fn culprit(asked: &[Source], fetched: &Fetched) -> Option<usize> {
    match fetched.sources.as_slice() {
        [only] if fetched.resumed == 0 => asked.iter().position(|source| source.name == *only),
        _ => None,
    }
}

fn discard(partial: &Path) -> Result<(), store::Error> {
    file::remove(partial).map_err(store::Error::io("remove", partial))
}

fn authority(contradictions: &[Contradiction]) -> String {
    contradictions.first().map(|first| first.what.expected.authority.to_string()).unwrap_or_default()
}

fn lines(contradictions: &[Contradiction]) -> String {
    contradictions.iter().fold(String::new(), |lines, it| {
        let kept = (it.kept > 0).then_some("what an earlier run had kept");
        let sources: Vec<_> = kept.into_iter().chain(it.sources.iter().map(String::as_str)).collect();
        lines + "\n  " + &sources.join(" and ") + ": " + &it.what.to_string()
    })
}
