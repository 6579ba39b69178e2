//! Signatures in the format of minisign (<https://jedisct1.github.io/minisign/>), of the kind that signs the text itself
//! (`minisign -S -l`): plain Ed25519, which `openssl pkeyutl` can check too.

use crate::lang::{Lang, displayed, say};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ring::signature::{ED25519, UnparsedPublicKey};
use std::fmt;
use std::str::FromStr;

/// A key whose signatures count. Shown and read as the second line of a `minisign.pub`: 42 bytes in base64.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey {
    id: [u8; 8],
    public: [u8; 32],
}

/// Text that is not a public key of minisign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub struct NotKey;

/// Why a signature is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadSignature {
    /// The file is not a signature of minisign.
    Malformed,
    /// It signs a BLAKE2 hash of the text: the release was signed without `-l`.
    Prehashed,
    /// None of the known keys made it.
    UnknownKey {
        /// The key that it names, in minisign's notation.
        id: String,
    },
    /// It names a known key, and that key did not make it.
    Forged,
}

/// The algorithm of keys, and of signatures of the text itself.
const PLAIN: &[u8; 2] = b"Ed";
/// The algorithm of signatures of a hash.
const PREHASHED: &[u8; 2] = b"ED";
const TRUSTED: &str = "trusted comment: ";
const UNTRUSTED: &str = "untrusted comment: ";

impl PublicKey {
    /// The number of the key as minisign shows it.
    pub fn id(&self) -> String {
        shown(self.id)
    }

    fn verify(&self, text: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.public).verify(text, signature).is_ok()
    }
}

/// minisign writes the eight bytes as one little-endian number.
fn shown(id: [u8; 8]) -> String {
    format!("{:016X}", u64::from_le_bytes(id))
}

impl FromStr for PublicKey {
    type Err = NotKey;

    fn from_str(text: &str) -> Result<Self, NotKey> {
        let bytes = BASE64_STANDARD.decode(text).map_err(|_| NotKey)?;
        let rest = bytes.strip_prefix(PLAIN).ok_or(NotKey)?;
        let (id, public) = rest.split_first_chunk::<8>().ok_or(NotKey)?;
        Ok(Self { id: *id, public: public.try_into().map_err(|_| NotKey)? })
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&PLAIN[..], &self.id, &self.public].concat();
        f.write_str(&BASE64_STANDARD.encode(bytes))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// Checks the content of a `.minisig` file against the text that it should sign, and returns its trusted comment.
///
/// # Errors
/// When no key of `keys` signed both the text and the comment.
pub fn verify<'s>(text: &[u8], file: &'s [u8], keys: &[PublicKey]) -> Result<&'s str, BadSignature> {
    let signature = Signature::parse(file)?;
    let mut named = keys.iter().filter(|key| key.id == signature.id).peekable();
    if named.peek().is_none() {
        return Err(BadSignature::UnknownKey { id: shown(signature.id) });
    }
    let commented = [&signature.bytes[..], signature.comment.as_bytes()].concat();
    let made_by =
        |key: &PublicKey| key.verify(text, &signature.bytes) && key.verify(&commented, &signature.of_comment);
    if named.any(made_by) { Ok(signature.comment) } else { Err(BadSignature::Forged) }
}

struct Signature<'s> {
    id: [u8; 8],
    bytes: [u8; 64],
    comment: &'s str,
    of_comment: [u8; 64],
}

impl<'s> Signature<'s> {
    fn parse(file: &'s [u8]) -> Result<Self, BadSignature> {
        let lines = std::str::from_utf8(file).ok().and_then(four_lines).ok_or(BadSignature::Malformed)?;
        let [untrusted, signature, comment, of_comment] = lines;
        let decoded = |text: &str| BASE64_STANDARD.decode(text).map_err(|_| BadSignature::Malformed);
        let signature = decoded(signature)?;
        let (algorithm, rest) = signature.split_first_chunk::<2>().ok_or(BadSignature::Malformed)?;
        match algorithm {
            PLAIN => {}
            PREHASHED => return Err(BadSignature::Prehashed),
            _ => return Err(BadSignature::Malformed),
        }
        let (id, bytes) = rest.split_first_chunk::<8>().ok_or(BadSignature::Malformed)?;
        let sound = untrusted.starts_with(UNTRUSTED).then_some(()).and(comment.strip_prefix(TRUSTED));
        Ok(Self {
            id: *id,
            bytes: bytes.try_into().map_err(|_| BadSignature::Malformed)?,
            comment: sound.ok_or(BadSignature::Malformed)?,
            of_comment: decoded(of_comment)?.try_into().map_err(|_| BadSignature::Malformed)?,
        })
    }
}

/// The four lines of the file; line ends of Windows are accepted, more lines are not.
fn four_lines(text: &str) -> Option<[&str; 4]> {
    let lines: Vec<_> = text.lines().collect();
    lines.try_into().ok()
}

displayed!(NotKey, BadSignature);

impl NotKey {
    #[expect(clippy::unused_self, reason = "a text of an error is a method everywhere")]
    fn message(self, lang: Lang) -> String {
        say!(lang, "not a public key of minisign", "不是 minisign 公钥")
    }
}

impl BadSignature {
    /// What is wrong with the signature.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Malformed => {
                say!(lang, "the file is not a minisign signature", "该文件不是 minisign 签名")
            }
            Self::Prehashed => say!(
                lang,
                "the signature is of minisign's prehashed kind, which gv does not use",
                "该签名属于 minisign 的预哈希类型，gv 不使用这种签名"
            ),
            Self::UnknownKey { id } => say!(
                lang,
                "the signature is by the key {id}, which this gv does not know",
                "签名所用的密钥 {id} 不为此 gv 所知"
            ),
            Self::Forged => say!(lang, "the signature is false", "签名不正确"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Made by minisign 0.11: `minisign -G -W`, `minisign -S -l -t 'gv 1.2.3' -m text`, `minisign -S -m text`.
    const KEY: &str = "RWQWl+O6oSfRPXvB+AVqyg92GP4Be/f7KSSd4mElM0I5ckSMuK1eFs8T";
    const TEXT: &[u8] = b"abc  gv-1.2.3-x86_64-unknown-linux-musl.tar.gz\n";
    const PLAIN_FILE: &str = "untrusted comment: signature from minisign secret key\n\
        RWQWl+O6oSfRPWf08znjIw01f3+mTVuISVk4okQqpAs5KtU1PnYXd4N36c0G9S3QWkhJrZ1N1qwI/18Ed/p9UTW8lNL5VGRwxwY=\n\
        trusted comment: gv 1.2.3\n\
        m5lgFi849/KPIrhQIfCykgXZN1RzVN4f/DRWaa7vDK0LPNyKY64JKS0ZeTwWF+XGbYaOb2+NBLx055KALu8UDw==\n";
    const PREHASHED_FILE: &str = "untrusted comment: signature from minisign secret key\n\
        RUQWl+O6oSfRPetn2CDlBswFQUd7w1XrmadbCcVcMfBRk50C8IjXMi73+oNyP4gfykI7D7u3vOn4JhskFSxzmd1oZ/FcL1iWywo=\n\
        trusted comment: timestamp:1796016128	file:text	hashed\n\
        M29nXzlK9ixvo0OjWoaR7xPuNztqKaCrVoEZLTQq5ew7RtfJpeYfVnuzO8LOcKCKrhTCxkG3QhWLwK5dUw9VBg==\n";

    fn keys() -> Vec<PublicKey> {
        vec![KEY.parse().unwrap()]
    }

    #[test]
    fn what_minisign_signed_is_accepted() {
        assert_eq!(verify(TEXT, PLAIN_FILE.as_bytes(), &keys()), Ok("gv 1.2.3"));
        let windows = PLAIN_FILE.replace('\n', "\r\n");
        assert_eq!(verify(TEXT, windows.as_bytes(), &keys()), Ok("gv 1.2.3"));
        assert_eq!(keys()[0].to_string(), KEY);
    }

    #[test]
    fn a_signature_of_a_hash_is_named() {
        assert_eq!(verify(TEXT, PREHASHED_FILE.as_bytes(), &keys()), Err(BadSignature::Prehashed));
    }

    #[test]
    fn another_text_comment_or_key_is_refused() {
        assert_eq!(verify(b"other", PLAIN_FILE.as_bytes(), &keys()), Err(BadSignature::Forged));
        let comment = PLAIN_FILE.replace("gv 1.2.3", "gv 9.2.3");
        assert_eq!(verify(TEXT, comment.as_bytes(), &keys()), Err(BadSignature::Forged));
        assert!(matches!(
            verify(TEXT, PLAIN_FILE.as_bytes(), &[]),
            Err(BadSignature::UnknownKey { id }) if id == keys()[0].id()
        ));
        // The number of a key is no proof of the key.
        let mut same_number = keys();
        same_number[0].public[3] ^= 1;
        assert_eq!(verify(TEXT, PLAIN_FILE.as_bytes(), &same_number), Err(BadSignature::Forged));
        same_number.extend(keys());
        assert!(verify(TEXT, PLAIN_FILE.as_bytes(), &same_number).is_ok());
    }

    #[test]
    fn what_is_not_a_key_is_refused() {
        for text in ["", "RWQ", &KEY[1..], &KEY.replacen("RWQ", "RUR", 1), &format!("{KEY}AAAA")] {
            assert_eq!(text.parse::<PublicKey>(), Err(NotKey), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_changed_byte_is_accepted(place in 0..PLAIN_FILE.len(), byte: u8) {
            let mut file = PLAIN_FILE.as_bytes().to_vec();
            // The first line is untrusted: it may say anything.
            let trusted = place > PLAIN_FILE.find('\n').unwrap();
            prop_assume!(trusted && file[place] != byte && ![file[place], byte].contains(&b'\n'));
            file[place] = byte;
            let changed_end = place + 1 >= PLAIN_FILE.len() - 1 && byte.is_ascii_whitespace();
            prop_assert!(changed_end || verify(TEXT, &file, &keys()).is_err());
        }

        #[test]
        fn nothing_panics(file: Vec<u8>, text in "[a-zA-Z0-9+/=\n: ]{0,200}") {
            let _ = verify(TEXT, &file, &keys());
            let _ = verify(TEXT, text.as_bytes(), &keys());
        }
    }
}
