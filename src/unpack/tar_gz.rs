//! `goV.os-arch.tar.gz`, unpacked while it arrives: one thread inflates, the calling one writes.

use super::gzip::Gunzip;
use super::tree::Tree;
use super::{Error, Limits, pipe, tar};
use std::io::BufRead;
use std::path::Path;
use std::thread;

/// Unpacks the stream into an empty folder, without the leading `go/`. On an error the folder is left as it is,
/// for the caller to throw away.
pub fn tar_gz(input: impl BufRead + Send, into: &Path, limits: Limits) -> Result<(), Error> {
    let mut tree = Tree::new(into, limits)?;
    let (filler, mut blocks) = pipe::blocks();
    thread::scope(|scope| {
        scope.spawn(|| filler.pump(Gunzip::new(input)));
        // Moved in, so that it is gone when this ends early and the filler does not wait for it.
        let result = tar::unpack(&mut blocks, &mut tree);
        drop(blocks);
        result
    })?;
    tree.finish()
}
