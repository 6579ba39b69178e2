//! Bytes as files and pipes hold them, as lines: UTF-8, or the UTF-16 that PowerShell's `>` writes; in bounded memory.

/// The longest piece of a line that is looked at as one.
const PIECE: usize = 16 * 1024;
/// How much of a longer line's last piece the next one begins with, so that nothing is lost at the seam.
const OVERLAP: usize = 1024;

/// What is to be done with a piece: its text, and whether it goes on the line before.
pub(super) type Sink<'a> = &'a mut dyn FnMut(&str, bool);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf16 { big_endian: bool },
}

/// The lines of one stream, as its bytes come.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    encoding: Option<Encoding>,
    /// Bytes not yet decoded: a BOM, half a character.
    raw: Vec<u8>,
    /// A high surrogate that waits for its other half.
    surrogate: Option<u16>,
    /// The line that has not ended.
    line: Vec<u8>,
    continues: bool,
}

impl Decoder {
    /// Takes bytes, gives the lines that end in them.
    pub fn push(&mut self, bytes: &[u8], sink: Sink<'_>) {
        let Some(encoding) = self.encoding else {
            self.raw.extend_from_slice(bytes);
            if self.raw.len() >= 3 {
                self.begin(sink);
            }
            return;
        };
        match encoding {
            Encoding::Utf8 => self.take(bytes, sink),
            Encoding::Utf16 { big_endian } => self.take_utf16(bytes, big_endian, sink),
        }
    }

    /// The line that has no end.
    pub fn finish(&mut self, sink: Sink<'_>) {
        if self.encoding.is_none() {
            self.begin(sink);
        }
        if !self.line.is_empty() {
            self.flush(sink);
        }
    }

    fn begin(&mut self, sink: Sink<'_>) {
        let raw = std::mem::take(&mut self.raw);
        let (encoding, mark) = match raw.as_slice() {
            [0xff, 0xfe, ..] => (Encoding::Utf16 { big_endian: false }, 2),
            [0xfe, 0xff, ..] => (Encoding::Utf16 { big_endian: true }, 2),
            [0xef, 0xbb, 0xbf, ..] => (Encoding::Utf8, 3),
            [1..=0x7f, 0, ..] => (Encoding::Utf16 { big_endian: false }, 0),
            _ => (Encoding::Utf8, 0),
        };
        self.encoding = Some(encoding);
        self.push(&raw[mark..], sink);
    }

    fn take_utf16(&mut self, bytes: &[u8], big_endian: bool, sink: Sink<'_>) {
        let mut raw = std::mem::take(&mut self.raw);
        raw.extend_from_slice(bytes);
        let mut text = String::new();
        let pairs = raw.chunks_exact(2);
        self.raw = pairs.remainder().to_vec();
        let unit = |pair: &[u8]| {
            let pair = [pair[0], pair[1]];
            if big_endian { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
        };
        let units = self.surrogate.take().into_iter().chain(pairs.map(unit));
        for decoded in char::decode_utf16(units) {
            match decoded {
                Ok(letter) => text.push(letter),
                Err(lone) => {
                    // A high one at the very end waits for the next bytes.
                    self.surrogate = Some(lone.unpaired_surrogate()).filter(|unit| *unit < 0xdc00);
                    text.push(char::REPLACEMENT_CHARACTER);
                    continue;
                }
            }
            self.surrogate = None;
        }
        if self.surrogate.is_some() {
            text.pop();
        }
        self.take(text.as_bytes(), sink);
    }

    fn take(&mut self, mut bytes: &[u8], sink: Sink<'_>) {
        while !bytes.is_empty() {
            let end = bytes.iter().position(|byte| *byte == b'\n');
            let room = PIECE - self.line.len();
            let taken = end.unwrap_or(bytes.len()).min(room);
            self.line.extend_from_slice(&bytes[..taken]);
            bytes = &bytes[taken..];
            if bytes.first() == Some(&b'\n') {
                bytes = &bytes[1..];
                self.flush(sink);
            } else if self.line.len() == PIECE {
                let seam = self.line[PIECE - OVERLAP..].to_vec();
                self.flush(sink);
                self.line = seam;
                self.continues = true;
            }
        }
    }

    fn flush(&mut self, sink: Sink<'_>) {
        let line = std::mem::take(&mut self.line);
        sink(&String::from_utf8_lossy(&line), self.continues);
        self.continues = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(chunks: &[&[u8]]) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut sink = |text: &str, _: bool| lines.push(text.to_owned());
        let mut decoder = Decoder::default();
        for chunk in chunks {
            decoder.push(chunk, &mut sink);
        }
        decoder.finish(&mut sink);
        lines
    }

    fn utf16(text: &str, big_endian: bool) -> Vec<u8> {
        let bytes = |unit: u16| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() };
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(bytes).collect()
    }

    #[test]
    fn a_long_line_comes_in_pieces_that_overlap() {
        let line = "x".repeat(PIECE + 10);
        let pieces = lines(&[line.as_bytes()]);
        assert_eq!(pieces.iter().map(String::len).collect::<Vec<_>>(), [PIECE, OVERLAP + 10]);
    }

    #[test]
    fn short_inputs_are_whole() {
        assert_eq!(lines(&[b"a"]), ["a"]);
        assert_eq!(lines(&[b""]), [""; 0]);
        assert_eq!(lines(&[b"\xff\xfe"]), [""; 0]);
        assert_eq!(lines(&[b"a\0b\0\n\0"]), ["ab"]);
        assert_eq!(lines(&[b"\xef\xbb\xbfa\n\nb"]), ["a", "", "b"]);
    }

    proptest! {
        #[test]
        fn every_encoding_and_every_cut_gives_the_same_lines(text in "[a-zé中🙂\r\n]{0,40}", cut in 0usize..80) {
            let plain = lines(&[text.as_bytes()]);
            for bytes in [text.clone().into_bytes(), utf16(&text, false), utf16(&text, true)] {
                let cut = cut.min(bytes.len());
                prop_assert_eq!(&lines(&[&bytes[..cut], &bytes[cut..]]), &plain);
            }
        }
    }
}
