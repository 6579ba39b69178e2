//! Values as they were probably meant: without quotes, and with commas where blanks stand.

/// Without any quote: none may stand in an address, a pattern or a key.
pub(super) fn without_quotes(value: &str) -> String {
    value.replace(is_quote, "")
}

/// Entries that blanks hold apart, with commas between them; none around them.
pub(super) fn blanks_to_commas(value: &str) -> String {
    let parts = value.split_inclusive([',', '|']).map(|part| {
        let entry = part.trim_end_matches([',', '|']);
        let words: Vec<_> = entry.split_whitespace().collect();
        words.join(",") + &part[entry.len()..]
    });
    parts.collect()
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '“' | '”' | '‘' | '’')
}
