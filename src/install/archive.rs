//! The way by a release archive: its hash is known beforehand, so that several sources can each give a part of it,
//! and it is digested and unpacked while it comes.

use super::error::Wrong;
use super::overlap::overlap;
use super::{Contradiction, Error, Installation, Obtained, discard};
use crate::fetch::{self, Ahead, Bytes, Download, Fetched, Source, Stopped};
use crate::release::{Format, Order};
use crate::store::Stage;
use crate::unpack::{self, Limits};
use crate::verify::{Digest, Proof};
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
}

impl Installation<'_> {
    /// Fills the stage with the proven release. A source that hands over something else is left out. Where several
    /// had a part in it, it is not known which: then each is asked alone.
    pub(super) fn by_archive(&self, order: &Order, stage: &Stage) -> Result<Obtained, Error> {
        let partial = self.partial(&order.archive.file_name, &order.expected);
        let trial = Trial { order, stage, partial: &partial };
        let mut sources = order.sources.clone();
        let mut alone = false;
        let mut convicted = false;
        let mut contradictions = Vec::new();
        let mut unreachable = Vec::new();
        while !sources.is_empty() {
            let asked = if alone { &sources[..1] } else { &sources[..] };
            match self.attempt(trial, asked) {
                Ok(Attempt::Proven(proof, fetched)) => {
                    let archive = order.archive.file_name.clone();
                    return Ok(Obtained { proof, fetched, archive, partial });
                }
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

    fn attempt(&self, trial: Trial<'_>, sources: &[Source]) -> Result<Attempt, Error> {
        let Trial { order, stage, partial } = trial;
        let mut digest = Digest::new();
        let (fetched, unpacked) = match order.archive.format {
            Format::TarGz => self.stream(trial, sources, &mut digest)?,
            Format::Zip => self.as_it_comes(trial, sources, &mut digest)?,
        };
        let proof = match order.expected.prove(digest.finish()) {
            Ok(proof) => proof,
            Err(what) => {
                let (sources, kept) = (fetched.sources.clone(), fetched.resumed);
                let contradiction = Contradiction { sources, kept, what: Wrong::Hash(what) };
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
            || unpack::tar_gz(chunks, trial.stage.path(), Limits::default()),
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
        let Trial { stage, partial, .. } = trial;
        let (arrival, arriving) = unpack::arriving(partial);
        let (fetched, unpacked) = overlap(
            || unpack::zip_as_it_comes(&arriving, stage.path(), Limits::default()),
            |stuck| {
                let ahead = Ahead { length: unpack::END, take: &|place, end| arrival.ends_with(place, end) };
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
        if unpacked.is_err() && arriving.was_hurried() {
            stage.clear()?;
            return Ok((fetched, unpack::zip(partial, stage.path(), Limits::default())));
        }
        Ok((fetched, unpacked))
    }

    fn download(
        &self,
        trial: Trial<'_>,
        sources: &[Source],
        ahead: Option<Ahead<'_>>,
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
            ahead,
            size: trial.order.archive.size,
            longest: LONGEST,
            magic,
            patience: self.patience,
            progress: self.watcher,
        };
        download.run(&mut sink)
    }
}

/// The place of the one source that all bytes came from.
fn culprit(asked: &[Source], fetched: &Fetched) -> Option<usize> {
    match fetched.sources.as_slice() {
        [only] if fetched.resumed == 0 => asked.iter().position(|source| source.name == *only),
        _ => None,
    }
}
