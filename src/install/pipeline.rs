//! Two works at once: what comes is unpacked while the rest is on its way.

use super::Error;
use crate::fetch::{self, Fetched, Stopped};
use crate::unpack;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// Whether the unpacking ended with a fault of this machine, so that nothing more is wanted.
#[derive(Default)]
pub(super) struct Stuck(AtomicBool);

impl Stuck {
    /// An end to the download, where there is no sense in it any more.
    pub(super) fn check(&self) -> Result<(), Stopped> {
        if self.0.load(Ordering::Relaxed) { Err(Stopped) } else { Ok(()) }
    }
}

/// Downloads and unpacks at once. What cannot be unpacked is still fetched to its end: mostly it is not the release, and
/// only its hash tells. A fault of this machine ends both.
pub(super) fn overlap<T: Send>(
    unpack: impl FnOnce() -> Result<T, unpack::Error> + Send,
    download: impl FnOnce(&Stuck) -> Result<Fetched, fetch::Error>,
) -> Result<(Fetched, Result<T, unpack::Error>), Error> {
    let stuck = Stuck::default();
    let (fetched, unpacked) = thread::scope(|scope| {
        let unpacking = scope.spawn(|| {
            let unpacked = unpack();
            stuck.0.store(unpacked.as_ref().is_err_and(unpack::Error::is_local), Ordering::Relaxed);
            unpacked
        });
        let fetched = download(&stuck);
        (fetched, unpacking.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    match (fetched, unpacked) {
        (_, Err(error)) if error.is_local() => Err(error.into()),
        (fetched, unpacked) => Ok((fetched?, unpacked)),
    }
}
