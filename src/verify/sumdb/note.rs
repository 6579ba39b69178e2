//! Signed notes (golang.org/x/mod/sumdb/note): a text, and after a blank line who signed it.

use super::key::{Key, is_name};
use crate::lang::{Lang, displayed, say};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// Why a note is not valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It is no note.
    Malformed,
    /// No known key has signed it.
    Unsigned,
    /// Somebody gave a known key's name to a signature that the key did not make.
    False,
}

/// More signatures than any note has.
const MOST_SIGNATURES: usize = 100;
const DASH: &str = "\u{2014} ";

/// The text of a note that the key has signed, with its last newline. Signatures of others are passed over; every
/// one that bears the key's name and hash has to be true.
pub fn open<'n>(note: &'n [u8], key: &Key) -> Result<&'n str, Error> {
    let note = std::str::from_utf8(note).map_err(|_| Error::Malformed)?;
    if note.contains(|c: char| c < ' ' && c != '\n' || c == char::REPLACEMENT_CHARACTER) {
        return Err(Error::Malformed);
    }
    let split = note.rfind("\n\n").ok_or(Error::Malformed)?;
    let (text, signatures) = (&note[..=split], &note[split + 2..]);
    let lines = signatures.strip_suffix('\n').ok_or(Error::Malformed)?;
    let mut signed = false;
    for (count, line) in lines.split('\n').enumerate() {
        let signature = Signature::parse(line).filter(|_| count < MOST_SIGNATURES).ok_or(Error::Malformed)?;
        if signature.name == key.name() && signature.hash == key.hash() {
            if !key.verify(text.as_bytes(), &signature.bytes) {
                return Err(Error::False);
            }
            signed = true;
        }
    }
    if signed { Ok(text) } else { Err(Error::Unsigned) }
}

/// `— name base64`, where the base64 holds the key's hash and what the key made.
struct Signature<'n> {
    name: &'n str,
    hash: u32,
    bytes: Vec<u8>,
}

impl<'n> Signature<'n> {
    fn parse(line: &'n str) -> Option<Self> {
        let (name, base64) = line.strip_prefix(DASH)?.split_once(' ')?;
        let bytes = BASE64_STANDARD.decode(base64).ok()?;
        let (hash, bytes) = bytes.split_first_chunk::<4>()?;
        let sound = is_name(name) && !bytes.is_empty();
        sound.then(|| Self { name, hash: u32::from_be_bytes(*hash), bytes: bytes.to_vec() })
    }
}

displayed!(Error);

impl Error {
    /// What is wrong with a signed text.
    pub fn message(self, lang: Lang) -> String {
        match self {
            Self::Malformed => say!(lang, "it is not a signed note", "不是签名文本"),
            Self::Unsigned => say!(lang, "it is not signed with the known key", "没有已知密钥的签名"),
            Self::False => say!(lang, "its signature is forged", "签名是伪造的"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The example of the package's documentation (golang.org/x/mod/sumdb/note, "Example (Sign and Verify)" and its
    /// tests): the key, and a note it signed.
    const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const NOTE: &str = "If you think cryptography is the answer to your problem,\n\
                        then you don't know what your problem is.\n\n\
                        \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    fn peter() -> Key {
        PETER.parse().unwrap()
    }

    #[test]
    fn the_documented_note_is_opened() {
        let text = open(NOTE.as_bytes(), &peter()).unwrap();
        assert!(text.starts_with("If you think") && text.ends_with("problem is.\n"), "{text}");
    }

    /// A tree as `https://sum.golang.org/latest` answered on 10 January 2023, and one of the test database of
    /// golang.org/x/mod (`sumdb/client_test.go`).
    #[test]
    fn signed_trees_of_others_are_opened() {
        for (key, note) in [
            (
                "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
                "go.sum database tree\n15081221\nBoMMe1wd25Tco0mYGROkyqxHZWx+hcSCtMV315Lu6Lg=\n\n\
                 \u{2014} sum.golang.org Az3grilD7vQqTrv66jRgKM84Y80KTprrSt4bKmiOPxgmS5ZVBTeCl6dUvjYnN13R+C8j0jGY1WnUADGMkok3U0m2Zgo=\n",
            ),
            (
                "localhost.localdev/sumdb+00000c67+AcTrnkbUA+TU4heY3hkjiSES/DSQniBqIeQ/YppAUtK6",
                "go.sum database tree\n6\nwc4SkQt52o5W2nQ8To2ARs+mWuUJjss+sdleoiqxMmM=\n\n\
                 \u{2014} localhost.localdev/sumdb AAAMZ6oRNswlEZ6ZZhxrCvgl1MBy+nusq4JU+TG6Fe2NihWLqOzb+y2c2kzRLoCr4tvw9o36ucQEnhc20e4nA4Qc/wc=\n",
            ),
        ] {
            let key: Key = key.parse().unwrap();
            assert!(open(note.as_bytes(), &key).unwrap().starts_with("go.sum database tree\n"));
            let forged = note.replacen("tree\n", "tree\n1", 1);
            assert_eq!(open(forged.as_bytes(), &key), Err(Error::False));
        }
    }

    #[test]
    fn another_key_opens_nothing() {
        let other: Key =
            "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8".parse().unwrap();
        assert_eq!(open(NOTE.as_bytes(), &other), Err(Error::Unsigned));
    }

    #[test]
    fn one_false_signature_among_good_ones_is_too_many() {
        let line = NOTE.lines().last().unwrap();
        let forged = line.replace("x08go/ZJ", "x08go/ZK");
        for note in [format!("{NOTE}{forged}\n"), NOTE.replace(line, &format!("{forged}\n{line}"))] {
            assert_eq!(open(note.as_bytes(), &peter()), Err(Error::False));
        }
        // Those of others are passed over.
        let note = format!(
            "{NOTE}{DASH}EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
        );
        assert!(open(note.as_bytes(), &peter()).is_ok());
    }

    #[test]
    fn what_is_no_note_is_refused() {
        let without_end = NOTE.trim_end();
        let many = format!("{NOTE}{}", format!("{DASH}a AAAAAAA=\n").repeat(MOST_SIGNATURES));
        for note in [
            "",
            "text\n",
            "\n\n",
            "text\n\n",
            "text\n\nno signature\n",
            "text\n\n\u{2014} name\n",
            "text\n\n\u{2014} name !\n",
            "text\n\n\u{2014} name AAAA\n",
            "te\u{7}xt\n\n\u{2014} name AAAAAAA=\n",
            "te\rxt\n\n\u{2014} name AAAAAAA=\n",
            without_end,
            &many,
        ] {
            assert_eq!(open(note.as_bytes(), &peter()), Err(Error::Malformed), "{note:?}");
        }
        assert_eq!(open(b"\xff\n\n", &peter()), Err(Error::Malformed));
        // An empty text can be signed, too; here by nobody that is known.
        assert_eq!(open("\n\n\u{2014} a AAAAAAA=\n".as_bytes(), &peter()), Err(Error::Unsigned));
    }

    proptest! {
        #[test]
        fn no_flipped_bit_is_believed(place in 0..NOTE.len(), bit in 0..8u8) {
            let mut note = NOTE.as_bytes().to_vec();
            note[place] ^= 1 << bit;
            prop_assert!(open(&note, &peter()).is_err());
        }

        #[test]
        fn nothing_panics(note in ".{0,200}") {
            let _ = open(note.as_bytes(), &peter());
        }
    }
}
