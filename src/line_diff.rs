//! What a new text changes in an old one, line by line, as it is shown before it is written.

use similar::{ChangeTag, TextDiff};

/// The lines that go and come, each with its sign, and two around them.
pub fn diff(old: &str, new: &str) -> Vec<String> {
    let diff = TextDiff::from_lines(old, new);
    let groups = diff.grouped_ops(2);
    let lines = groups.iter().flatten().flat_map(|op| diff.iter_changes(op)).map(|change| {
        let sign = match change.tag() {
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
            ChangeTag::Equal => ' ',
        };
        format!("{sign} {}", change.value().trim_end_matches(['\r', '\n']))
    });
    lines.collect()
}
