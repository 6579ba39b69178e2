//! Signs releases as `minisign -S -l` does.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ring::signature::{Ed25519KeyPair, KeyPair};

/// A key. Another seed is another key.
pub struct Signer {
    id: [u8; 8],
    pair: Ed25519KeyPair,
}

impl Signer {
    pub fn new(seed: u8) -> Self {
        Self { id: [seed; 8], pair: Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap() }
    }

    /// One that gives the number of another key as its own.
    #[must_use]
    pub fn posing_as(self, other: &Self) -> Self {
        Self { id: other.id, ..self }
    }

    /// The second line of its `minisign.pub`.
    pub fn key(&self) -> String {
        BASE64_STANDARD.encode([b"Ed", &self.id[..], self.pair.public_key().as_ref()].concat())
    }

    /// The content of the `.minisig` of a text.
    pub fn sign(&self, text: &[u8], comment: &str) -> String {
        let signature = self.pair.sign(text);
        let of_comment = self.pair.sign(&[signature.as_ref(), comment.as_bytes()].concat());
        let line = BASE64_STANDARD.encode([b"Ed", &self.id[..], signature.as_ref()].concat());
        let last = BASE64_STANDARD.encode(of_comment);
        format!("untrusted comment: test\n{line}\ntrusted comment: {comment}\n{last}\n")
    }
}
