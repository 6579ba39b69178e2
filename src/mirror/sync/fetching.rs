//! One file of a mirror, from its sources to the place where others find it: whole and proven, or not at all.

use super::folder::{Folder, side_file};
use super::plan::{Item, Planned};
use super::{Status, Wrong};
use crate::fetch::{self, Client, Download, Fetched, Progress, Source, Timeouts, Trouble};
use crate::home::Home;
use crate::mirror::Error;
use crate::release::{Format, Module, Order};
use crate::system::Action;
use crate::system::file;
use crate::unpack;
use crate::verify::{Digest, Expected, Proof};
use std::io::{self, Read};
use std::path::Path;
use std::slice;

/// No release archive comes near this.
const LONGEST: u64 = 2 << 30;

/// What the fetching of one file works with.
#[derive(Clone, Copy)]
pub struct Fetching<'a> {
    /// The mirror.
    pub folder: &'a Folder,
    /// Whom to ask with.
    pub client: &'a Client,
    /// Where what is known of the checksum database is remembered.
    pub home: &'a Home,
    /// How long a silent source is waited for.
    pub timeouts: Timeouts,
    /// Who is told.
    pub progress: &'a dyn Progress,
}

/// Bytes that lie in the partial file, and whether they are what was expected.
type Tried = Result<(Proof, Fetched), (Wrong, Fetched)>;

impl Fetching<'_> {
    /// Has a file in its place.
    pub fn obtain(&self, planned: &Planned) -> Result<(Proof, Status), Error> {
        match &planned.item {
            Item::Archive(order) => self.archive(planned, order),
            Item::Module(module) => self.module(planned, module),
        }
    }

    fn archive(&self, planned: &Planned, order: &Order) -> Result<(Proof, Status), Error> {
        let there = self.folder.file(&planned.path);
        if let Some(proof) = proven_archive(&there, &order.expected) {
            return Ok((proof, Status::Adopted));
        }
        let partial = self.folder.partial(&planned.path, &order.expected.hash);
        let magic: &[u8] = match order.archive.format {
            Format::TarGz => b"\x1f\x8b",
            Format::Zip => b"PK\x03\x04",
        };
        let attempt = |sources: &[Source]| {
            let mut digest = Digest::new();
            let wanted = Wanted { several: true, size: order.archive.size, longest: LONGEST, magic };
            let fetched =
                self.download(self.client, (sources, wanted), &partial, |bytes| digest.update(bytes))?;
            Ok(match order.expected.prove(digest.finish()) {
                Ok(proof) => Ok((proof, fetched)),
                Err(mismatch) => Err((Wrong::Hash(mismatch), fetched)),
            })
        };
        let (proof, fetched) = until_proven(&planned.path, &order.sources, &partial, attempt)?;
        // Who finds the archive in a listing finds its hash too.
        self.folder.write(&side_file(&planned.path), proof.hash().hex().as_bytes())?;
        self.appear(planned, &partial, proof, &fetched)
    }

    fn module(&self, planned: &Planned, module: &Module) -> Result<(Proof, Status), Error> {
        self.progress.asking(module.database_name());
        let expected = module.expected(self.client, self.home)?;
        let prefix = module.name().prefix();
        let there = self.folder.file(&planned.path);
        if there.is_file()
            && let Ok(h1) = unpack::module_hash(&there, &prefix, unpack::MODULE_LIMIT)
            && let Ok(proof) = expected.prove(h1)
        {
            return Ok((proof, Status::Adopted));
        }
        let client = module.client(self.client);
        let partial = self.folder.partial(&planned.path, &expected.hash);
        // A part of it, asked for, can spoil a proxy's cache for good.
        let wanted =
            Wanted { several: false, size: None, longest: unpack::MODULE_LIMIT, magic: b"PK\x03\x04" };
        let attempt = |sources: &[Source]| {
            let fetched = self.download(&client, (sources, wanted), &partial, |_| {})?;
            Ok(match unpack::module_hash(&partial, &prefix, unpack::MODULE_LIMIT) {
                Ok(h1) => match expected.prove(h1) {
                    Ok(proof) => Ok((proof, fetched)),
                    Err(mismatch) => Err((Wrong::Hash(mismatch), fetched)),
                },
                Err(error) if error.is_local() => return Err(error.into()),
                Err(error) => Err((Wrong::Unusable(error), fetched)),
            })
        };
        // The order and the separators of GOPROXY are the user's policy: one proxy at a time.
        let (mut troubles, mut sent) = (Vec::new(), Vec::new());
        for hop in &module.hops {
            match until_proven(&planned.path, slice::from_ref(&hop.source), &partial, attempt) {
                Ok((proof, fetched)) => return self.appear(planned, &partial, proof, &fetched),
                Err(Error::Fetch(fetch::Error::AllFailed { attempts, .. })) => {
                    let go_on = attempts.iter().all(|Trouble { fault, .. }| hop.goes_on_after(fault));
                    troubles.extend(attempts);
                    if !go_on {
                        break;
                    }
                }
                Err(Error::Contradicted { sent: wrong, .. }) => sent.extend(wrong),
                Err(error) => return Err(error),
            }
        }
        let file = planned.path.clone();
        Err(if sent.is_empty() {
            fetch::Error::AllFailed { file, attempts: troubles }.into()
        } else {
            Error::Contradicted { file, sent }
        })
    }

    fn download(
        &self,
        client: &Client,
        (sources, wanted): (&[Source], Wanted),
        partial: &Path,
        mut take: impl FnMut(&[u8]),
    ) -> Result<Fetched, Error> {
        let download = Download {
            client,
            sources,
            partial,
            keep_all: true,
            several: wanted.several,
            ahead: None,
            size: wanted.size,
            longest: wanted.longest,
            magic: wanted.magic,
            overtaken: None,
            timeouts: self.timeouts,
            progress: self.progress,
        };
        let sink = &mut |bytes: fetch::Bytes| {
            take(&bytes);
            Ok(())
        };
        Ok(download.run(sink)?)
    }

    fn appear(
        &self,
        planned: &Planned,
        partial: &Path,
        proof: Proof,
        fetched: &Fetched,
    ) -> Result<(Proof, Status), Error> {
        self.folder.publish(partial, &planned.path)?;
        // What came out of order; it is of no use any more.
        let _ = fetch::discard(partial);
        let status = Status::Added {
            bytes: fetched.length,
            transferred: fetched.length.saturating_sub(fetched.resumed),
            sources: fetched.sources.clone(),
        };
        Ok((proof, status))
    }
}

/// What is asked for, but for the address.
#[derive(Clone, Copy)]
struct Wanted {
    several: bool,
    size: Option<u64>,
    longest: u64,
    magic: &'static [u8],
}

/// The proof of an archive that lies there already.
fn proven_archive(path: &Path, expected: &Expected) -> Option<Proof> {
    expected.prove(digest_of(path).ok()?).ok()
}

/// The hash of a file.
pub fn digest_of(path: &Path) -> io::Result<crate::verify::Sha256> {
    let mut file = file::open_itself(path)?;
    let mut digest = Digest::new();
    let mut block = vec![0; 1 << 20];
    loop {
        match file.read(&mut block)? {
            0 => return Ok(digest.finish()),
            read => digest.update(&block[..read]),
        }
    }
}

/// Tries all sources together, then, where that came to other bytes, each alone: only so it is seen whose they were.
fn until_proven(
    file: &str,
    sources: &[Source],
    partial: &Path,
    attempt: impl Fn(&[Source]) -> Result<Tried, Error>,
) -> Result<(Proof, Fetched), Error> {
    let mut sent = Vec::new();
    let alone = sources.iter().map(slice::from_ref);
    for asked in std::iter::once(sources).chain(alone) {
        match attempt(asked) {
            Ok(Ok(proven)) => return Ok(proven),
            Ok(Err((wrong, fetched))) => {
                fetch::discard(partial).map_err(Error::io(Action::Remove, partial))?;
                let resumed = fetched.resumed > 0;
                sent.push((fetched.sources, wrong));
                if sources.len() == 1 && !resumed {
                    break;
                }
            }
            Err(Error::Fetch(fetch::Error::AllFailed { .. })) if !sent.is_empty() => {}
            Err(error) => return Err(error),
        }
    }
    Err(Error::Contradicted { file: file.to_owned(), sent })
}
