//! SHA-256 values and the running digest over a stream.

use crate::lang::{Lang, displayed, say};
use sha2::Digest as _;
use std::fmt;
use std::str::FromStr;

/// A SHA-256 value; shown and read as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sha256(pub [u8; 32]);

/// Text that is not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub struct NotSha256;

impl FromStr for Sha256 {
    type Err = NotSha256;

    fn from_str(text: &str) -> Result<Self, NotSha256> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return Err(NotSha256);
        }
        let mut value = [0; 32];
        for (byte, pair) in value.iter_mut().zip(digits.chunks_exact(2)) {
            let digit = |ascii: u8| char::from(ascii).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
            *byte = digit(pair[0]).ok_or(NotSha256)? << 4 | digit(pair[1]).ok_or(NotSha256)?;
        }
        Ok(Self(value))
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A digest being computed while bytes pass by.
pub struct Digest(sha2::Sha256);

impl Digest {
    /// A digest of nothing yet.
    pub fn new() -> Self {
        Self(sha2::Sha256::new())
    }

    /// The digest of these bytes.
    pub fn of(bytes: &[u8]) -> Sha256 {
        let mut digest = Self::new();
        digest.update(bytes);
        digest.finish()
    }

    /// Takes in the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The value over all bytes taken in.
    pub fn finish(self) -> Sha256 {
        Sha256(self.0.finalize().into())
    }
}

impl Default for Digest {
    fn default() -> Self {
        Self::new()
    }
}

displayed!(NotSha256);

impl NotSha256 {
    #[expect(clippy::unused_self, reason = "a text of an error is a method everywhere")]
    fn message(self, lang: Lang) -> String {
        say!(lang, "not a SHA-256: it has to be 64 hexadecimal digits", "不是 SHA-256：应为 64 位十六进制数")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_abc_is_the_value_of_fips_180_4() {
        let mut digest = Digest::new();
        digest.update(b"a");
        digest.update(b"bc");
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(digest.finish().to_string(), expected);
        assert_eq!(expected.to_uppercase().parse::<Sha256>().unwrap().to_string(), expected);
    }

    #[test]
    fn refuses_what_is_no_hash() {
        for text in ["", "ab", &"g".repeat(64), &"a".repeat(63), &"é".repeat(32)] {
            assert!(text.parse::<Sha256>().is_err(), "{text}");
        }
    }
}
