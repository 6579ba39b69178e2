//! Bytes between threads: what arrives, and blocks that go round between one that fills and one that empties
//! them. Both are bounded: the slower side sets the pace and memory stays the same.

use bytes::{Buf, Bytes};
use std::io::{self, BufRead, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// How many pieces of the archive may wait between arriving and being inflated.
const WAITING: usize = 16;

/// A way for bytes from the thread that receives them to the one that unpacks. Dropping the sender ends the
/// stream; sending fails once the other side has gone.
pub fn chunks() -> (SyncSender<Bytes>, Chunks) {
    let (sender, growing_file) = sync_channel(WAITING);
    (sender, Chunks { growing_file, current: Bytes::new() })
}

/// The receiving end of [`chunks`].
#[derive(Debug)]
pub struct Chunks {
    growing_file: Receiver<Bytes>,
    current: Bytes,
}

impl BufRead for Chunks {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.current.is_empty() {
            match self.growing_file.recv() {
                Ok(chunk) => self.current = chunk,
                Err(_) => break,
            }
        }
        Ok(&self.current)
    }

    fn consume(&mut self, amount: usize) {
        self.current.advance(amount);
    }
}

impl Read for Chunks {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        copy_out(self, out)
    }
}

/// Blocks of this size, so many of them: large enough that a small file lies in one, small enough for the cache
/// of one core.
const BLOCK: usize = 256 << 10;
const BLOCKS: usize = 8;

/// The two ends of a ring of blocks.
pub(super) fn blocks() -> (Filler, Blocks) {
    let (full_in, full_out) = sync_channel(BLOCKS);
    let (empty_in, empty_out) = sync_channel(BLOCKS);
    for _ in 0..BLOCKS {
        // Cannot fail: the channel holds them all, and its other end is here.
        let _ = empty_in.send(vec![0; BLOCK]);
    }
    let current = Block { bytes: Vec::new(), length: 0 };
    (
        Filler { empty: empty_out, full: full_in },
        Blocks { full: full_out, empty: empty_in, current, position: 0 },
    )
}

struct Block {
    bytes: Vec<u8>,
    length: usize,
}

/// The end that fills.
pub(super) struct Filler {
    empty: Receiver<Vec<u8>>,
    full: SyncSender<io::Result<Block>>,
}

impl Filler {
    /// Passes all of `reader` on, its error too. Ends early when the reader is gone.
    pub(super) fn pump(self, mut reader: impl Read) {
        while let Ok(mut bytes) = self.empty.recv() {
            let (length, failure) = fill(&mut reader, &mut bytes);
            let ended = length < bytes.len();
            if self.full.send(Ok(Block { bytes, length })).is_err() {
                return;
            }
            if let Some(error) = failure {
                let _ = self.full.send(Err(error));
            }
            if ended {
                return;
            }
        }
    }
}

/// Fills a block as far as the reader goes.
fn fill(reader: &mut impl Read, bytes: &mut [u8]) -> (usize, Option<io::Error>) {
    let mut length = 0;
    while length < bytes.len() {
        match reader.read(&mut bytes[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return (length, Some(error)),
        }
    }
    (length, None)
}

/// The end that reads.
pub(super) struct Blocks {
    full: Receiver<io::Result<Block>>,
    empty: SyncSender<Vec<u8>>,
    current: Block,
    position: usize,
}

impl BufRead for Blocks {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.position == self.current.length {
            let Ok(next) = self.full.recv() else { break };
            let used = std::mem::replace(&mut self.current, next?);
            self.position = 0;
            if !used.bytes.is_empty() {
                // The filler may have ended already.
                let _ = self.empty.send(used.bytes);
            }
        }
        Ok(&self.current.bytes[self.position..self.current.length])
    }

    fn consume(&mut self, amount: usize) {
        self.position += amount;
    }
}

impl Read for Blocks {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        copy_out(self, out)
    }
}

fn copy_out(from: &mut impl BufRead, out: &mut [u8]) -> io::Result<usize> {
    let amount = from.fill_buf()?.read(out)?;
    from.consume(amount);
    Ok(amount)
}

#[cfg(test)]
mod tests {
    use super::super::Damage;
    use super::*;
    use std::thread;

    /// Gives so many bytes, then an end or an error.
    struct Source {
        left: usize,
        fails: bool,
    }

    impl Read for Source {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            if self.left == 0 && self.fails {
                return Err(Damage::Checksum.into());
            }
            let amount = self.left.min(out.len()).min(1000);
            out[..amount].fill(7);
            self.left -= amount;
            Ok(amount)
        }
    }

    fn through(source: Source) -> (usize, io::Result<()>) {
        let (filler, mut blocks) = blocks();
        thread::scope(|scope| {
            scope.spawn(|| filler.pump(source));
            let mut out = Vec::new();
            let result = blocks.read_to_end(&mut out);
            assert!(out.iter().all(|&byte| byte == 7));
            (out.len(), result.map(drop))
        })
    }

    #[test]
    fn passes_everything_and_the_error_behind_it() {
        for left in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCKS * BLOCK + 5] {
            let (length, result) = through(Source { left, fails: false });
            assert_eq!(length, left);
            result.unwrap();
            let (length, result) = through(Source { left, fails: true });
            assert_eq!(length, left);
            assert!(result.is_err());
        }
    }

    #[test]
    fn the_filler_ends_when_nobody_reads() {
        let (filler, blocks) = blocks();
        drop(blocks);
        filler.pump(io::repeat(0));
    }

    #[test]
    fn chunks_end_with_their_sender() {
        let (sender, mut chunks) = chunks();
        for chunk in ["ab", "", "c"] {
            sender.send(Bytes::from_static(chunk.as_bytes())).unwrap();
        }
        drop(sender);
        let mut text = String::new();
        chunks.read_to_string(&mut text).unwrap();
        assert_eq!(text, "abc");
    }
}
