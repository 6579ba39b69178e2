//! The way by a release archive: its hash is known beforehand, so that several sources can each give a part of it,
//! and it is digested and unpacked while it comes.

use super::error::Wrong;
use super::pipeline::overlap;
use super::rival::Rival;
use super::suspect::Suspect;
use super::{Contradiction, Error, Installation, Obtained, discard};
use crate::fetch::{self, Bytes, Download, Fetched, Source, Stopped, Tail};
use crate::golang::toolchain::{self, ModuleVersion};
use crate::release::{Format, Order, Part, Platform};
use crate::store::{self, Stage, contents};
use crate::system::{Action, file};
use crate::unpack::{self, Limits};
use crate::verify::{Digest, H1, Hash, Mismatch, Proof, Sha256};
use std::path::Path;

/// No release archive comes near this.
const LONGEST: u64 = 2 << 30;

/// What came of asking some sources.
enum Attempt {
    Proven(Proof, Fetched),
    Contradicted(Contradiction, Fetched),
}

/// What was fetched, and what came of unpacking it.
type Streamed = Result<(Fetched, Result<(), unpack::Error>), Error>;

/// One attempt at an archive.
#[derive(Clone, Copy)]
struct Trial<'a> {
    order: &'a Order,
    stage: &'a Stage,
    partial: &'a Path,
    rival: Option<&'a Rival>,
    limits: Limits,
}

impl Installation<'_> {
    /// Fills the stage with the verified release. A source that sends something else is left out. If several
    /// sent parts of it, gv cannot tell which one is wrong: it then downloads from each alone.
    pub(super) fn by_archive(
        &self,
        order: &Order,
        stage: &Stage,
        rival: Option<&Rival>,
        part: Part,
    ) -> Result<Obtained, Error> {
        let partial = self.partial(&order.archive.file_name, &order.expected);
        let trial = Trial { order, stage, partial: &partial, rival, limits: limits_of(part) };
        let mut sources = order.sources.clone();
        let mut alone = false;
        let mut convicted = false;
        let mut suspect = None;
        let mut contradictions = Vec::new();
        let mut unreachable = Vec::new();
        while !sources.is_empty() {
            let asked = if alone { &sources[..1] } else { &sources[..] };
            match self.attempt(trial, asked) {
                Ok(Attempt::Proven(proof, fetched)) => {
                    let archive = order.archive.file_name.clone();
                    self.note_answers(&order.sources, &fetched);
                    if let Some(suspect) = &suspect {
                        self.name_liars(suspect, &partial);
                    }
                    return Ok(Obtained { proof, fetched, archive, partial });
                }
                Ok(Attempt::Contradicted(contradiction, fetched)) => {
                    let culprit = culprit(asked, &fetched);
                    self.watcher.contradiction(&contradiction);
                    contradictions.push(contradiction);
                    convicted |= culprit.is_some();
                    if let Some(place) = culprit {
                        sources.remove(place);
                    } else {
                        alone = true;
                        let aside = Suspect::aside(&partial, &fetched);
                        suspect = aside.map_err(store::Error::io(Action::Rename, &partial))?;
                    }
                }
                Err(Error::Fetch(fetch::Error::AllFailed { attempts, .. })) if alone || convicted => {
                    unreachable.extend(attempts);
                    sources.drain(..asked.len());
                }
                Err(error) => return Err(error),
            }
            discard(&partial)?;
            stage.clear()?;
        }
        if convicted || unreachable.is_empty() {
            let version = order.version.clone();
            return Err(Error::Contradicted { version, contradictions, unreachable });
        }
        // Only what an earlier run had kept was wrong.
        let file = order.archive.file_name.clone();
        Err(fetch::Error::AllFailed { file, attempts: unreachable }.into())
    }

    fn note_answers(&self, sources: &[Source], fetched: &Fetched) {
        let used = sources.iter().filter(|source| fetched.sources.contains(&source.name));
        used.for_each(|source| self.reach.heard(&source.url));
        let silent = sources.iter().filter(|source| fetched.silent.contains(&source.name));
        silent.for_each(|source| self.reach.dropped(&source.url));
    }

    /// Says whose bytes were wrong. That it cannot be found out is no fault of the release that is there now.
    fn name_liars(&self, suspect: &Suspect, release: &Path) {
        let liars = suspect.liars(release).unwrap_or_default();
        for source in &liars {
            self.watcher.liar(source);
        }
    }

    fn attempt(&self, trial: Trial<'_>, sources: &[Source]) -> Result<Attempt, Error> {
        let Trial { order, stage, partial, .. } = trial;
        let mut digest = Digest::new();
        let (fetched, unpacked) = match order.archive.format {
            Format::TarGz => self.stream(trial, sources, &mut digest)?,
            Format::Zip => self.as_it_comes(trial, sources, &mut digest)?,
        };
        let (proof, unpacked) = match judged(order, stage, digest.finish(), unpacked)? {
            Ok(proven) => proven,
            Err(what) => {
                let (sources, kept) = (fetched.sources.clone(), fetched.resumed);
                let contradiction = Contradiction { sources, kept, what };
                return Ok(Attempt::Contradicted(contradiction, fetched));
            }
        };
        match unpacked.and_then(|()| unpack::check(stage.path(), &order.version)) {
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

    /// Downloads, digests and unpacks at once, byte after byte.
    fn stream(&self, trial: Trial<'_>, sources: &[Source], digest: &mut Digest) -> Streamed {
        let (sender, chunks) = unpack::chunks();
        overlap(
            || unpack::tar_gz(chunks, trial.stage.path(), trial.limits),
            |stuck| {
                let sink = |bytes: Bytes| {
                    digest.update(&bytes);
                    if sender.send(bytes).is_err() { stuck.check() } else { Ok(()) }
                };
                let fetched = self.download(trial, sources, None, sink);
                drop(sender);
                fetched
            },
        )
    }

    /// Downloads and digests a zip, and unpacks what of it has come. Where that went wrong because of what a source
    /// said of its end, it is unpacked again, from the whole.
    fn as_it_comes(&self, trial: Trial<'_>, sources: &[Source], digest: &mut Digest) -> Streamed {
        let Trial { stage, partial, limits, .. } = trial;
        let (arrival, growing_file) = unpack::growing_file(partial);
        let (fetched, unpacked) = overlap(
            || unpack::zip_as_it_comes(&growing_file, stage.path(), limits),
            |stuck| {
                let ahead = Tail { length: unpack::END, take: &|place, end| arrival.ends_with(place, end) };
                let sink = |bytes: Bytes| {
                    digest.update(&bytes);
                    arrival.came(bytes.len());
                    stuck.check()
                };
                let fetched = self.download(trial, sources, Some(ahead), sink);
                drop(arrival);
                fetched
            },
        )?;
        if unpacked.is_err() && growing_file.was_hurried() {
            stage.clear()?;
            return Ok((fetched, unpack::zip(partial, stage.path(), limits)));
        }
        Ok((fetched, unpacked))
    }

    fn download(
        &self,
        trial: Trial<'_>,
        sources: &[Source],
        ahead: Option<Tail<'_>>,
        mut sink: impl FnMut(Bytes) -> Result<(), Stopped>,
    ) -> Result<Fetched, fetch::Error> {
        let magic: &[u8] = match trial.order.archive.format {
            Format::TarGz => b"\x1f\x8b",
            Format::Zip => b"PK\x03\x04",
        };
        let download = Download {
            client: self.client,
            sources,
            partial: trial.partial,
            // A zip is unpacked from there.
            keep_all: trial.order.archive.format == Format::Zip,
            several: true,
            ahead,
            size: trial.order.archive.size,
            longest: LONGEST,
            magic,
            overtaken: trial.rival.map(Rival::overtaking),
            timeouts: self.timeouts,
            progress: self.watcher,
        };
        download.run(&mut sink)
    }
}

/// What of an archive is unpacked.
fn limits_of(part: Part) -> Limits {
    let without: &'static [&'static str] = match part {
        Part::Whole => &[],
        Part::Slim => &toolchain::LEFT_OUT,
    };
    Limits { without, ..Limits::default() }
}

/// What unpacking came to.
type Unpacked = Result<(), unpack::Error>;

/// Holds what came against what is expected: the bytes of the archive, or the files that were unpacked from it.
fn judged(
    order: &Order,
    stage: &Stage,
    digest: Sha256,
    unpacked: Unpacked,
) -> Result<Result<(Proof, Unpacked), Wrong>, Error> {
    match (order.expected.hash, unpacked) {
        (Hash::Sha256(_), unpacked) => {
            Ok(order.expected.prove(digest).map(|proof| (proof, unpacked)).map_err(Wrong::Hash))
        }
        (Hash::H1(_), Err(error)) if error.is_local() => Err(error.into()),
        (Hash::H1(_), Err(unusable)) => {
            Ok(Err(Wrong::Unusable { expected: order.expected.clone(), unusable }))
        }
        (Hash::H1(_), Ok(())) => Ok(by_files(order, stage)?.map(|proof| (proof, Ok(())))),
    }
}

/// Proves the unpacked files by the hash that the checksum database has of them as a module. What the module leaves out
/// has no proof, and is removed.
fn by_files(order: &Order, stage: &Stage) -> Result<Result<Proof, Wrong>, Error> {
    for folder in toolchain::LEFT_OUT {
        let path = stage.path().join(folder);
        file::remove(&path).map_err(store::Error::io(Action::Remove, &path))?;
    }
    let Platform { os, arch } = &order.archive.platform;
    let files = contents(stage.path())?;
    let name = ModuleVersion::of(&order.version, os, arch);
    let hashes = name.map(|name| files.h1s(&name)).unwrap_or_default();
    let mut last = None;
    for h1 in hashes {
        match order.expected.prove(h1) {
            Ok(proof) => return Ok(Ok(proof)),
            Err(mismatch) => last = last.or(Some(mismatch)),
        }
    }
    // A name with a line break has no hash at all.
    let none = || Mismatch { expected: order.expected.clone(), actual: H1([0; 32]).into() };
    Ok(Err(Wrong::Hash(last.unwrap_or_else(none))))
}

/// The place of the one source that all bytes came from.
fn culprit(asked: &[Source], fetched: &Fetched) -> Option<usize> {
    match fetched.sources.as_slice() {
        [only] if fetched.resumed == 0 => asked.iter().position(|source| source.name == *only),
        _ => None,
    }
}
