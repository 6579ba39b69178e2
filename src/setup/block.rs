//! The marked block in a startup file.

pub use crate::managed_block::Damage;
use crate::managed_block::{LineEnds, Marks, Rest};

const MARKS: Marks = Marks { start: "# >>> gv >>>", end: "# <<< gv <<<", line_ends: LineEnds::Lf };
const AUTHOR: &str = "# Written by `gv setup`, taken out by `gv self uninstall`.";

/// The file with a block of these lines: put at the end, or in the place of an earlier one. `None` for the content
/// means that there is no file yet.
pub fn put(content: Option<&[u8]>, lines: &str) -> Result<Vec<u8>, Damage> {
    MARKS.put(content, &format!("{AUTHOR}\n{lines}"))
}

/// The block of a file, as it stands there.
pub fn get(content: &[u8]) -> Result<Option<&[u8]>, Damage> {
    MARKS.get(content)
}

/// The file without its block; `None` when there is none in it.
pub fn take(content: &[u8]) -> Result<Option<Rest>, Damage> {
    MARKS.take(content)
}
