//! The key of a signer, as GOSUMDB has it: `name+hash+base64` (golang.org/x/mod/sumdb/note, "Verifying Notes").

use crate::lang::{Lang, displayed, say};
use crate::verify::Digest;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ring::signature::{ED25519, UnparsedPublicKey};
use std::fmt;
use std::str::FromStr;

/// Whose signatures count, and how they are checked. There is one kind: Ed25519.
#[derive(Clone, PartialEq, Eq)]
pub struct Key {
    name: String,
    hash: u32,
    public: [u8; 32],
}

/// Text that is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadKey {
    /// Not `name+hash+base64`.
    Form,
    /// Another kind of key than Ed25519.
    Kind,
    /// The hash is not that of this name and key: one of the three was changed.
    Hash,
}

/// The byte that says Ed25519.
const ED: u8 = 1;

impl Key {
    /// A key from its parts.
    pub fn new(name: &str, public: [u8; 32]) -> Self {
        Self { name: name.to_owned(), hash: hash(name, &public), public }
    }

    /// The name it signs by.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The short hash that signatures name it by.
    pub fn hash(&self) -> u32 {
        self.hash
    }

    /// Whether this key made the signature.
    pub fn verify(&self, text: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.public).verify(text, signature).is_ok()
    }
}

/// Whether a text may be a signer's name.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c == '+' || c.is_whitespace())
}

/// The first four bytes of SHA-256(name, newline, kind, key).
fn hash(name: &str, public: &[u8; 32]) -> u32 {
    let mut digest = Digest::new();
    for part in [name.as_bytes(), b"\n", &[ED], public] {
        digest.update(part);
    }
    let [a, b, c, d, ..] = digest.finish().0;
    u32::from_be_bytes([a, b, c, d])
}

impl FromStr for Key {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let (name, rest) = text.split_once('+').ok_or(BadKey::Form)?;
        let (hash_text, key) = rest.split_once('+').ok_or(BadKey::Form)?;
        let digits = hash_text.len() == 8 && hash_text.bytes().all(|digit| digit.is_ascii_hexdigit());
        if !is_name(name) || !digits {
            return Err(BadKey::Form);
        }
        let bytes = BASE64_STANDARD.decode(key).map_err(|_| BadKey::Form)?;
        let Some((&ED, public)) = bytes.split_first() else { return Err(BadKey::Kind) };
        let key = Self::new(name, public.try_into().map_err(|_| BadKey::Kind)?);
        if u32::from_str_radix(hash_text, 16) == Ok(key.hash) { Ok(key) } else { Err(BadKey::Hash) }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&[ED][..], &self.public].concat();
        write!(f, "{}+{:08x}+{}", self.name, self.hash, BASE64_STANDARD.encode(bytes))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

displayed!(BadKey);

impl BadKey {
    /// What is wrong with a key.
    pub fn message(self, lang: Lang) -> String {
        match self {
            Self::Form => say!(lang, "not of the form name+hash+key", "格式应为“名称+哈希+密钥”"),
            Self::Kind => say!(lang, "not an Ed25519 key", "不是 Ed25519 密钥"),
            Self::Hash => {
                say!(lang, "its hash does not match its name and key", "其哈希与名称、密钥不符")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key of Go's own database, from cmd/go/internal/modfetch/key.go.
    const GO: &str = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

    #[test]
    fn is_read_as_it_is_shown() {
        let key: Key = GO.parse().unwrap();
        assert_eq!((key.name(), key.hash()), ("sum.golang.org", 0x033d_e0ae));
        assert_eq!(key.to_string(), GO);
    }

    #[test]
    fn a_key_that_was_changed_in_any_place_is_none() {
        for place in 0..GO.len() {
            for other in [b'A', b'+', b'0', b'z'] {
                let mut bytes = GO.as_bytes().to_vec();
                if bytes[place].eq_ignore_ascii_case(&other) {
                    continue;
                }
                bytes[place] = other;
                let text = String::from_utf8(bytes).unwrap();
                // The four bits at the end of the base64 hold nothing, and have to be zero.
                assert!(text.parse::<Key>().is_err(), "{text}");
            }
        }
        for text in ["", "a", "a+b", "a+00000000+", "+00000000+AQ==", "a b+00000000+AQ=="] {
            assert!(text.parse::<Key>().is_err(), "{text}");
        }
    }

    /// From `sumdb/note/note_test.go` of golang.org/x/mod: a key, no part of which is one, and keys of another length and
    /// of another kind whose hashes are right.
    #[test]
    fn the_keys_that_go_refuses_are_refused() {
        let peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        for start in 0..peter.len() {
            for end in start..=peter.len() {
                let whole = (start, end) == (0, peter.len());
                assert_eq!(peter[start..end].parse::<Key>().is_ok(), whole, "{start}..{end}");
            }
        }
        for text in [
            "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
            "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        ] {
            assert!(text.parse::<Key>().is_err(), "{text}");
        }
    }
}
