//! The way by a module of `golang.org/toolchain`: the checksum database says which files the toolchain has, each
//! proxy of the user's list is asked for the zip, by the list's own rules, and the files are hashed as they are
//! unpacked.

use super::error::Wrong;
use super::pipeline::{Stuck, overlap};
use super::{Contradiction, Error, Installation, Obtained, discard};
use crate::fetch::{self, Client, Download, Fetched, Tail, Trouble};
use crate::release::{Hop, Module};
use crate::store::Stage;
use crate::unpack::{self, Arrival};
use crate::verify::{Expected, Proof};
use std::path::Path;
use std::slice;

/// What came of asking one proxy.
enum Attempt {
    Proven(Proof, Fetched),
    Contradicted(Contradiction),
}

/// One attempt at a zip.
#[derive(Clone, Copy)]
struct Trial<'a> {
    client: &'a Client,
    module: &'a Module,
    expected: &'a Expected,
    stage: &'a Stage,
    partial: &'a Path,
}

impl Installation<'_> {
    /// Fills the stage with the proven toolchain, by the first proxy that has it.
    pub(super) fn by_module(&self, module: &Module, stage: &Stage) -> Result<Obtained, Error> {
        let client = &module.client(self.client);
        self.watcher.asking(module.database_name());
        let expected = module.expected(client, self.store.home())?;
        let archive = module.file_name();
        let partial = self.partial(&archive, &expected);
        let trial = Trial { client, module, expected: &expected, stage, partial: &partial };
        let (mut contradictions, mut unreachable) = (Vec::new(), Vec::new());
        for hop in &module.hops {
            match self.ask(hop, trial, &mut contradictions) {
                Ok(Some((proof, fetched))) => {
                    self.reach.heard(&hop.source.url);
                    return Ok(Obtained { proof, fetched, archive, partial });
                }
                Ok(None) => {}
                Err(Error::Fetch(fetch::Error::AllFailed { attempts, .. })) => {
                    let go_on = attempts.iter().all(|Trouble { fault, .. }| hop.goes_on_after(fault));
                    unreachable.extend(attempts);
                    // What had come of it is unpacked already.
                    stage.clear()?;
                    if !go_on {
                        break;
                    }
                }
                Err(error) => return Err(error),
            }
        }
        if contradictions.is_empty() {
            return Err(fetch::Error::AllFailed { file: archive, attempts: unreachable }.into());
        }
        Err(Error::Contradicted { version: module.version.clone(), contradictions, unreachable })
    }

    /// Asks one proxy; `None` when what it has is not the toolchain. Where an earlier run had kept a part, that may
    /// be what was wrong: then it is asked for the whole.
    fn ask(
        &self,
        hop: &Hop,
        trial: Trial<'_>,
        contradictions: &mut Vec<Contradiction>,
    ) -> Result<Option<(Proof, Fetched)>, Error> {
        loop {
            let contradiction = match self.try_module(hop, trial)? {
                Attempt::Proven(proof, fetched) => return Ok(Some((proof, fetched))),
                Attempt::Contradicted(contradiction) => contradiction,
            };
            self.watcher.contradiction(&contradiction);
            discard(trial.partial)?;
            trial.stage.clear()?;
            if contradiction.kept == 0 {
                contradictions.push(contradiction);
                return Ok(None);
            }
        }
    }

    fn try_module(&self, hop: &Hop, trial: Trial<'_>) -> Result<Attempt, Error> {
        let Trial { module, expected, stage, partial, .. } = trial;
        let (arrival, growing_file) = unpack::growing_file(partial);
        let (fetched, mut unpacked) = overlap(
            || unpack::module_as_it_comes(&growing_file, stage.path(), module.name()),
            |stuck| {
                let fetched = self.fetch(hop, trial, &arrival, stuck);
                drop(arrival);
                fetched
            },
        )?;
        if unpacked.is_err() && growing_file.was_hurried() {
            // Perhaps only because of what was said of its end.
            stage.clear()?;
            unpacked = unpack::module(partial, stage.path(), module.name());
        }
        let wrong = match unpacked {
            Ok(h1) => match expected.prove(h1) {
                Ok(proof) => {
                    unpack::check(stage.path(), &module.version)?;
                    return Ok(Attempt::Proven(proof, fetched));
                }
                Err(mismatch) => Wrong::Hash(mismatch),
            },
            Err(error) if error.is_local() => return Err(error.into()),
            Err(unusable) => Wrong::Unusable { expected: expected.clone(), unusable },
        };
        let Fetched { sources, resumed: kept, .. } = fetched;
        Ok(Attempt::Contradicted(Contradiction { sources, kept, what: wrong }))
    }

    fn fetch(
        &self,
        hop: &Hop,
        trial: Trial<'_>,
        arrival: &Arrival,
        stuck: &Stuck,
    ) -> Result<Fetched, fetch::Error> {
        let ahead = Tail { length: unpack::END, take: &|place, end| arrival.ends_with(place, end) };
        let download = Download {
            client: trial.client,
            sources: slice::from_ref(&hop.source),
            partial: trial.partial,
            // It is unpacked from there.
            keep_all: true,
            // A part of it, asked for, can spoil a proxy's cache for good.
            several: false,
            ahead: Some(ahead),
            size: None,
            longest: unpack::MODULE_LIMIT,
            magic: b"PK\x03\x04",
            overtaken: None,
            timeouts: self.timeouts.of_fetching(),
            progress: self.watcher,
        };
        download.run(&mut |bytes| {
            arrival.came(bytes.len());
            stuck.check()
        })
    }
}
