//! The `go` and `toolchain` lines as `go` itself looks them up before it chooses a toolchain: by lines, in a file that its
//! parser may refuse afterwards (`gover.GoModLookup`).

use super::text;
use crate::version::Version;

/// The first line that begins with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// What stands behind the key, without a comment.
    pub text: String,
    /// Counted from 1.
    pub number: usize,
}

/// The first line that is the key, a blank or a tab, and anything else.
/// A byte order mark, which `go` refuses afterwards, is left out here as everywhere.
pub(super) fn look_up(content: &[u8], key: &str) -> Option<Line> {
    let content = content.strip_prefix(text::BOM).unwrap_or(content);
    for (index, bytes) in content.split(|&byte| byte == b'\n').enumerate() {
        // Most lines are long before they are text.
        if !bytes.windows(key.len()).any(|part| part == key.as_bytes()) {
            continue;
        }
        let line = String::from_utf8_lossy(bytes);
        let Some(rest) = line.trim().strip_prefix(key).filter(|rest| rest.starts_with([' ', '\t'])) else {
            continue;
        };
        let value = rest.split("//").next().unwrap_or_default().trim();
        return Some(Line { text: value.to_owned(), number: index + 1 });
    }
    None
}

/// The version in the name of a toolchain; a suffix plays no part (`gover.FromToolchain`).
pub(super) fn version_of_name(name: &str) -> Option<Version> {
    let name = name.split([' ', '\t']).next().filter(|_| !name.contains(['/', '\\']))?;
    Version::from_toolchain_name(name).ok()
}
