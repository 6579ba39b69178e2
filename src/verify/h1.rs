//! The `h1:` hash of a set of files, as go.sum and the checksum database hold it (golang.org/x/mod/sumdb/dirhash,
//! <https://go.dev/ref/mod#go-sum-files>). The caller reads the files.

use super::{Digest, Sha256};
use crate::lang::{Lang, displayed, say};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::fmt;
use std::str::FromStr;

/// The hash of files by name and content; shown and read as `h1:` and base64.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct H1(pub [u8; 32]);

/// Text that is no `h1:` hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub struct NotH1;

impl H1 {
    /// The hash of these files, given in any order; a name is the whole path in the module zip. `None` when a name
    /// holds a newline, which could make two sets of files look like one.
    pub fn of<N: AsRef<str> + Ord>(files: impl IntoIterator<Item = (N, Sha256)>) -> Option<Self> {
        let mut files: Vec<_> = files.into_iter().collect();
        files.sort_unstable_by(|(one, _), (other, _)| one.as_ref().cmp(other.as_ref()));
        let mut digest = Digest::new();
        for (name, content) in &files {
            let name = name.as_ref();
            if name.contains('\n') {
                return None;
            }
            digest.update(format!("{content}  {name}\n").as_bytes());
        }
        Some(Self(digest.finish().0))
    }
}

impl FromStr for H1 {
    type Err = NotH1;

    fn from_str(text: &str) -> Result<Self, NotH1> {
        let base64 = text.strip_prefix("h1:").ok_or(NotH1)?;
        let bytes = BASE64_STANDARD.decode(base64).map_err(|_| NotH1)?;
        bytes.try_into().map(Self).map_err(|_| NotH1)
    }
}

impl fmt::Display for H1 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "h1:{}", BASE64_STANDARD.encode(self.0))
    }
}

impl fmt::Debug for H1 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

displayed!(NotH1);

impl NotH1 {
    #[expect(clippy::unused_self, reason = "a text of an error is a method everywhere")]
    fn message(self, lang: Lang) -> String {
        say!(
            lang,
            "not an h1 hash: it has to be h1: and 32 bytes in base64",
            "不是 h1 哈希：应为 h1: 加 32 字节的 base64"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(files: &[(&str, &[u8])]) -> String {
        let hashed = files.iter().map(|(name, content)| {
            let mut digest = Digest::new();
            digest.update(content);
            (*name, digest.finish())
        });
        H1::of(hashed).unwrap().to_string()
    }

    #[test]
    fn an_empty_go_mod_has_the_hash_that_go_gives_it() {
        assert_eq!(of(&[("go.mod", b"")]), "h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=");
        let toolchain = of(&[("go.mod", b"module golang.org/toolchain\n")]);
        assert_eq!(toolchain, "h1:8wlg68NqwW7eMnI1aABk/C2pDYXj8mrMY4TyRfiLeS0=");
    }

    #[test]
    fn the_order_of_the_files_does_not_matter_their_names_and_contents_do() {
        let hash = of(&[("a/x", b"1"), ("a.b", b"2"), ("A", b"3")]);
        assert_eq!(of(&[("A", b"3"), ("a/x", b"1"), ("a.b", b"2")]), hash);
        assert_ne!(of(&[("A", b"3"), ("a/x", b"2"), ("a.b", b"1")]), hash);
        assert_ne!(of(&[("A", b"3"), ("a/x", b"1")]), hash);
    }

    #[test]
    fn a_name_with_a_newline_has_none() {
        assert_eq!(H1::of([("a\nb", Sha256([0; 32]))]), None);
    }

    #[test]
    fn what_is_no_hash_is_refused() {
        for text in [
            "",
            "h1:",
            "h2:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=",
            "h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY",
            "h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydZ=",
            "G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=",
        ] {
            assert!(text.parse::<H1>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn is_read_as_it_is_shown(bytes: [u8; 32]) {
            prop_assert_eq!(H1(bytes).to_string().parse(), Ok(H1(bytes)));
        }
    }
}
