//! Words with quotes around them where need be, as GOFLAGS and CC hold them (`cmd/internal/quoted`).

const BLANK: [char; 4] = [' ', '\t', '\n', '\r'];

/// Splits at blanks; `'…'` or `"…"` around a whole word hold it together, without escapes. `None` when a quote is
/// left open.
pub fn split(text: &str) -> Option<Vec<&str>> {
    let mut words = Vec::new();
    let mut rest = text.trim_start_matches(BLANK);
    while let Some(first) = rest.chars().next() {
        let (word, after) = match first {
            '"' | '\'' => rest[1..].split_once(first)?,
            _ => rest.split_at(rest.find(BLANK).unwrap_or(rest.len())),
        };
        words.push(word);
        rest = after.trim_start_matches(BLANK);
    }
    Some(words)
}

/// The value of a flag in GOFLAGS: `flag("-mod=vendor -x", "mod")` is `vendor`, a flag without one is empty. The last
/// one counts.
pub fn flag<'a>(goflags: &'a str, name: &str) -> Option<&'a str> {
    let value = |word: &'a str| {
        let word = word.strip_prefix("--").or_else(|| word.strip_prefix('-'))?;
        let rest = word.strip_prefix(name)?;
        if rest.is_empty() { Some("") } else { rest.strip_prefix('=') }
    };
    split(goflags)?.into_iter().filter_map(value).next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_may_be_quoted_as_a_whole_only() {
        assert_eq!(split(" a  'b c'\t\"d'e\" ").unwrap(), ["a", "b c", "d'e"]);
        assert_eq!(split("a'b c'").unwrap(), ["a'b", "c'"]);
        assert_eq!(split("''").unwrap(), [""]);
        assert_eq!(split("").unwrap(), [""; 0]);
        assert_eq!(split("a 'b"), None);
    }

    #[test]
    fn the_last_flag_counts() {
        assert_eq!(flag("-mod=mod -x --mod=vendor", "mod"), Some("vendor"));
        assert_eq!(flag("'-mod=vendor'", "mod"), Some("vendor"));
        assert_eq!(flag("-insecure", "insecure"), Some(""));
        assert_eq!(flag("-modfile=x -modcacherw", "mod"), None);
        assert_eq!(flag("mod=vendor", "mod"), None);
    }
}
