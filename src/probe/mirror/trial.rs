//! One measurement: a connection, the first byte, and a bounded piece of a large file.

use super::{MOST, Prober};
use crate::fetch::{Fault, Piece, Slice, piece};
use crate::verify::{Digest, Sha256};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use url::Url;

/// The file that is measured with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Where it is.
    pub url: Url,
    /// How long it has to be, where that is known.
    pub total: Option<u64>,
    /// How it has to begin.
    pub magic: &'static [u8],
}

/// What one measurement gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// Until the connection stood, the lookup of the name included.
    pub connect: Duration,
    /// From the question to the first byte, with a connection of its own.
    pub first_byte: Duration,
    /// Where in the file the piece begins.
    pub start: u64,
    /// How many bytes came.
    pub bytes: u64,
    /// How many bytes a second, once they came; `None` where they were too few to tell.
    pub rate: Option<u64>,
    /// The hash of the piece.
    pub digest: Sha256,
}

/// Fewer bytes say nothing about the speed.
const TELLING: u64 = 64 << 10;

impl Prober {
    /// Measures once. Of several that measure at the same time, only as many as `turns` allows fetch a piece.
    pub async fn measure(&self, subject: &Subject, round: u32, turns: &Semaphore) -> Result<Trial, Fault> {
        let connecting = timeout(self.limits.answer, self.fresh.connect(&subject.url));
        let connect = connecting.await.map_err(|_| Fault::Timeout)??;
        let _turn = turns.acquire().await.map_err(|_| Fault::Timeout)?;
        let slice = Slice {
            url: &subject.url,
            offset: offset(subject.total, round),
            most: MOST,
            total: subject.total,
            magic: subject.magic,
        };
        let piece = piece(&self.fresh, slice, self.limits).await?;
        let mut digest = Digest::new();
        digest.update(&piece.bytes);
        let bytes = piece.bytes.len() as u64;
        Ok(Trial {
            connect,
            first_byte: piece.first,
            start: piece.start,
            bytes,
            rate: rate(&piece),
            digest: digest.finish(),
        })
    }
}

/// Each round asks for another part, so that no cache on the way speaks for the mirror.
fn offset(total: Option<u64>, round: u32) -> u64 {
    let last = total.unwrap_or(0).saturating_sub(MOST) / MOST;
    if last == 0 { 0 } else { u64::from(round) % (last + 1) * MOST }
}

/// What came after the first bytes tells the speed; where nearly all came at once, at least so fast it was.
fn rate(piece: &Piece) -> Option<u64> {
    let bytes = piece.bytes.len() as u64;
    let after = bytes.saturating_sub(piece.at_once);
    let (bytes, time) =
        if after >= TELLING { (after, piece.rest) } else { (bytes, piece.first + piece.rest) };
    if bytes < TELLING {
        return None;
    }
    u64::try_from(u128::from(bytes) * 1_000_000 / time.as_micros().max(1)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_round_has_a_part_of_its_own_that_lies_in_the_file() {
        assert_eq!([0, 1, 2].map(|round| offset(Some(60 << 20), round)), [0, MOST, 2 * MOST]);
        for total in
            [None, Some(0), Some(100), Some(MOST), Some(2 * MOST - 1), Some(2 * MOST), Some(70 << 20)]
        {
            for round in 0..100 {
                let offset = offset(total, round);
                assert!(offset == 0 || offset + MOST <= total.unwrap(), "{total:?} {round}");
            }
        }
    }

    #[test]
    fn few_bytes_have_no_rate() {
        let of = |bytes: usize, at_once: u64| {
            let (first, rest) = (Duration::from_secs(1), Duration::from_secs(2));
            rate(&Piece { start: 0, bytes: vec![0; bytes], total: None, first, rest, at_once })
        };
        assert_eq!(of(60_000, 0), None);
        assert_eq!(of(4_000_000, 0), Some(2_000_000));
        assert_eq!(of(4_000_000, 1_000_000), Some(1_500_000));
        assert_eq!(of(300_000, 299_000), Some(100_000));
    }
}
