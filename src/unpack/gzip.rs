//! The plain bytes of a gzip stream (RFC 1952), checksum and length checked. Members may follow one another;
//! anything else after the end is refused.

use super::Damage;
use flate2::{Crc, Decompress, FlushDecompress, Status};
use std::io::{self, BufRead, Read};

/// Reads what was compressed. Every fault of the stream is a [`Damage`].
pub(super) struct Gunzip<R> {
    input: R,
    inflate: Decompress,
    crc: Crc,
    within: bool,
    members: u64,
}

impl<R: BufRead> Gunzip<R> {
    /// The stream that begins here.
    pub(super) fn new(input: R) -> Self {
        Self { input, inflate: Decompress::new(false), crc: Crc::new(), within: false, members: 0 }
    }

    /// Whether another member begins. No member at all is no gzip stream.
    fn enter(&mut self) -> io::Result<bool> {
        let at_end = self.input.fill_buf()?.is_empty();
        if at_end && self.members > 0 {
            return Ok(false);
        }
        let mut head = Head { crc: Crc::new() };
        let start: [u8; 10] = head.take(&mut self.input).map_err(|error| self.foreign(error))?;
        if start[..3] != [0x1f, 0x8b, 8] {
            return Err(self.foreign(Damage::Foreign.into()));
        }
        head.skip_extras(&mut self.input, start[3])?;
        self.inflate.reset(false);
        self.crc.reset();
        self.members += 1;
        Ok(true)
    }

    /// What bytes that begin no member are: after the first, something that was appended.
    fn foreign(&self, error: io::Error) -> io::Error {
        if self.members > 0 { Damage::Trailing.into() } else { error }
    }

    /// Holds the trailer against what was read.
    fn leave(&mut self) -> io::Result<()> {
        let [crc, length] = [take(&mut self.input)?, take(&mut self.input)?].map(u32::from_le_bytes);
        let fits = crc == self.crc.sum() && length == self.crc.amount();
        if fits { Ok(()) } else { Err(Damage::Checksum.into()) }
    }

    /// Inflates once: how much came out, and whether the member ended.
    fn step(&mut self, out: &mut [u8]) -> io::Result<(usize, bool)> {
        let input = self.input.fill_buf()?;
        let (before_in, before_out) = (self.inflate.total_in(), self.inflate.total_out());
        let status = self
            .inflate
            .decompress(input, out, FlushDecompress::None)
            .map_err(|error| Damage::Malformed(error.message().unwrap_or("bad deflate stream").to_owned()))?;
        let read = usize::try_from(self.inflate.total_in() - before_in).unwrap_or(usize::MAX);
        let written = usize::try_from(self.inflate.total_out() - before_out).unwrap_or(usize::MAX);
        let ended = status == Status::StreamEnd;
        if input.is_empty() && written == 0 && !ended {
            return Err(Damage::Truncated.into());
        }
        self.input.consume(read);
        self.crc.update(&out[..written]);
        Ok((written, ended))
    }
}

impl<R: BufRead> Read for Gunzip<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.within && !self.enter()? {
                return Ok(0);
            }
            let (written, ended) = self.step(out)?;
            self.within = !ended;
            if ended {
                self.leave()?;
            }
            if written > 0 {
                return Ok(written);
            }
        }
    }
}

/// A member's header, as far as it was read.
struct Head {
    crc: Crc,
}

impl Head {
    /// Passes over the optional fields, and holds the header against its checksum if it has one.
    fn skip_extras(&mut self, input: &mut impl BufRead, flags: u8) -> io::Result<()> {
        const CHECKSUM: u8 = 2;
        const EXTRA: u8 = 4;
        const NAME: u8 = 8;
        const COMMENT: u8 = 16;
        if flags & 0xe0 != 0 {
            return Err(Damage::Malformed("unknown gzip flags".to_owned()).into());
        }
        if flags & EXTRA != 0 {
            let length = u16::from_le_bytes(self.take(input)?);
            for _ in 0..length {
                self.take::<1>(input)?;
            }
        }
        for _ in 0..[NAME, COMMENT].iter().filter(|&&flag| flags & flag != 0).count() {
            while self.take::<1>(input)? != [0] {}
        }
        let [low, high, ..] = self.crc.sum().to_le_bytes();
        if flags & CHECKSUM != 0 && take(input)? != [low, high] {
            return Err(Damage::Checksum.into());
        }
        Ok(())
    }

    fn take<const N: usize>(&mut self, input: &mut impl BufRead) -> io::Result<[u8; N]> {
        let bytes = take(input)?;
        self.crc.update(&bytes);
        Ok(bytes)
    }
}

fn take<const N: usize>(input: &mut impl BufRead) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    match input.read_exact(&mut bytes) {
        Ok(()) => Ok(bytes),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(Damage::Truncated.into()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, GzBuilder, write::GzEncoder};
    use proptest::prelude::*;
    use std::io::Write;

    fn packed(plain: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(plain).unwrap();
        encoder.finish().unwrap()
    }

    fn plain(packed: &[u8]) -> Result<Vec<u8>, Damage> {
        let mut out = Vec::new();
        // A small buffer makes every boundary fall everywhere.
        let input = io::BufReader::with_capacity(3, packed);
        match Gunzip::new(input).read_to_end(&mut out) {
            Ok(_) => Ok(out),
            Err(error) => Err(*error.into_inner().unwrap().downcast().unwrap()),
        }
    }

    #[test]
    fn reads_members_and_every_optional_field() {
        let mut encoder = GzBuilder::new()
            .filename("a name")
            .comment("a comment")
            .extra(vec![7; 300])
            .write(Vec::new(), Compression::best());
        encoder.write_all(b"one ").unwrap();
        let mut stream = encoder.finish().unwrap();
        stream.extend(packed(b""));
        stream.extend(packed(b"two"));
        assert_eq!(plain(&stream).unwrap(), b"one two");
    }

    #[test]
    fn a_header_with_a_checksum_is_held_against_it() {
        let mut stream = packed(b"text");
        stream[3] = 2;
        let mut crc = Crc::new();
        crc.update(&stream[..10]);
        let [low, high, ..] = crc.sum().to_le_bytes();
        let with = |sum: [u8; 2]| plain(&[&stream[..10], &sum, &stream[10..]].concat());
        assert_eq!(with([low, high]).unwrap(), b"text");
        assert_eq!(with([low, !high]), Err(Damage::Checksum));
    }

    #[test]
    fn tells_the_kinds_of_damage_apart() {
        let good = packed(b"some text, some text, some text");
        assert_eq!(plain(b""), Err(Damage::Truncated));
        assert_eq!(plain(b"<!doctype html>"), Err(Damage::Foreign));
        assert_eq!(plain(&[&good[..], b"x"].concat()), Err(Damage::Trailing));
        assert_eq!(plain(&[&good[..], &[0; 512]].concat()), Err(Damage::Trailing));
        let mut wrong = good.clone();
        let crc = wrong.len() - 8;
        wrong[crc] ^= 1;
        assert_eq!(plain(&wrong), Err(Damage::Checksum));
        let mut wrong = good;
        *wrong.last_mut().unwrap() ^= 1;
        assert_eq!(plain(&wrong), Err(Damage::Checksum));
    }

    proptest! {
        #[test]
        fn a_cut_stream_is_truncated(text in proptest::collection::vec(any::<u8>(), 0..300), cut in any::<prop::sample::Index>()) {
            let stream = packed(&text);
            prop_assert_eq!(plain(&stream).unwrap(), text);
            prop_assert_eq!(plain(&stream[..cut.index(stream.len())]), Err(Damage::Truncated));
        }
    }
}
