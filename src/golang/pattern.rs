//! Lists of patterns over module paths, as GOPRIVATE, GONOPROXY, GONOSUMDB and GOINSECURE hold them
//! (`module.MatchPrefixPatterns` of golang.org/x/mod, `path.Match`). They know nothing of networks: `10.0.0.0/8` is
//! a path of two elements.

/// A comma list of patterns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Patterns {
    entries: Vec<Pattern>,
}

/// One pattern: it is held against as many leading elements of a module path as it has itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    /// `None` when it is malformed, and so matches nothing.
    parts: Option<Vec<Part>>,
    slashes: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// `*`: any characters but `/`
    Star,
    /// `?`: one character but `/`
    One,
    Exactly(char),
    /// `[a-z]`, `[^a-z]`
    Class {
        negated: bool,
        ranges: Vec<(char, char)>,
    },
}

impl Patterns {
    /// Reads a list. Nothing is trimmed; one trailing slash of each pattern is dropped, empty ones are left out.
    pub fn parse(list: &str) -> Self {
        let entries = list.split(',').map(|text| text.strip_suffix('/').unwrap_or(text));
        Self { entries: entries.filter(|text| !text.is_empty()).map(Pattern::parse).collect() }
    }

    /// The first pattern that covers a module path.
    pub fn covering(&self, module: &str) -> Option<&Pattern> {
        self.entries.iter().find(|pattern| pattern.covers(module))
    }

    /// The patterns in order, malformed ones too.
    pub fn entries(&self) -> &[Pattern] {
        &self.entries
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl Pattern {
    fn parse(text: &str) -> Self {
        Self { text: text.to_owned(), parts: parts(text), slashes: text.matches('/').count() }
    }

    /// As it stands in the list, without its trailing slash.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether `go` passes over it, since it is no pattern.
    pub fn is_malformed(&self) -> bool {
        self.parts.is_none()
    }

    /// Whether a module path, or one it lies below, is meant.
    pub fn covers(&self, module: &str) -> bool {
        let Some(parts) = &self.parts else { return false };
        let mut ends = module.match_indices('/').map(|(at, _)| at).chain([module.len()]);
        ends.nth(self.slashes).is_some_and(|end| matches(parts, &module[..end]))
    }
}

/// Reads a pattern of `path.Match`; `None` when it is malformed.
fn parts(text: &str) -> Option<Vec<Part>> {
    let mut chars = text.chars().peekable();
    let mut parts = Vec::new();
    while let Some(c) = chars.next() {
        parts.push(match c {
            '*' => Part::Star,
            '?' => Part::One,
            '\\' => Part::Exactly(chars.next()?),
            '[' => class(&mut chars)?,
            other => Part::Exactly(other),
        });
    }
    Some(parts)
}

type Chars<'a> = std::iter::Peekable<std::str::Chars<'a>>;

/// Reads a class after its `[`. It may not be empty, and `-` and `]` have to be escaped in it.
fn class(chars: &mut Chars<'_>) -> Option<Part> {
    let negated = chars.next_if_eq(&'^').is_some();
    let mut ranges = Vec::new();
    loop {
        if !ranges.is_empty() && chars.next_if_eq(&']').is_some() {
            return Some(Part::Class { negated, ranges });
        }
        let low = class_char(chars)?;
        let high = if chars.next_if_eq(&'-').is_some() { class_char(chars)? } else { low };
        ranges.push((low, high));
    }
}

fn class_char(chars: &mut Chars<'_>) -> Option<char> {
    match chars.next()? {
        '-' | ']' => None,
        '\\' => chars.next(),
        other => Some(other),
    }
}

/// Whether the whole text is matched. The row after each part says where in the text a match can stand by then.
fn matches(parts: &[Part], text: &str) -> bool {
    let chars: Vec<_> = text.chars().collect();
    let mut row = vec![false; chars.len() + 1];
    row[0] = true;
    for part in parts {
        row = after(part, &row, &chars);
    }
    row[chars.len()]
}

fn after(part: &Part, before: &[bool], chars: &[char]) -> Vec<bool> {
    let mut row = vec![false; before.len()];
    for (at, &reached) in before.iter().enumerate() {
        match part {
            Part::Star => row[at] = reached || (at > 0 && row[at - 1] && chars[at - 1] != '/'),
            one => row[at] = at > 0 && before[at - 1] && one.takes(chars[at - 1]),
        }
    }
    row
}

impl Part {
    fn takes(&self, c: char) -> bool {
        match self {
            Part::Star => false,
            Part::One => c != '/',
            Part::Exactly(wanted) => *wanted == c,
            Part::Class { negated, ranges } => {
                ranges.iter().any(|(low, high)| (*low..=*high).contains(&c)) != *negated
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Lists, module paths, and the pattern that covers. The first group is `TestMatchPrefixPatterns` of
    /// golang.org/x/mod, the others follow <https://go.dev/ref/mod#private-modules> and <https://pkg.go.dev/path#Match>.
    const CASES: [(&str, &str, Option<&str>); 96] = include!("pattern/cases.in");

    #[test]
    fn patterns_cover_what_they_cover_for_go() {
        for (list, module, expected) in CASES {
            let patterns = Patterns::parse(list);
            assert_eq!(patterns.covering(module).map(Pattern::text), expected, "{list:?} over {module:?}");
        }
    }

    #[test]
    fn malformed_patterns_are_known() {
        let malformed = |text| Pattern::parse(text).is_malformed();
        assert!(["[", "[]", "[a", "[a-", "[a-]", r"\", r"[\", "a[^]"].map(malformed).iter().all(|bad| *bad));
        assert!(!["", "]", "a-b", "[a]", "*", r"\[", "é"].map(malformed).iter().any(|bad| *bad));
    }

    #[test]
    fn a_pattern_of_stars_takes_no_longer() {
        let pattern = Pattern::parse(&"*a".repeat(200));
        assert!(!pattern.covers(&("a".repeat(199) + "b")));
        assert!(pattern.covers(&"a".repeat(300)));
    }

    proptest! {
        #[test]
        fn a_path_without_signs_covers_itself_and_what_lies_below(
            path in "[a-z]{1,4}(\\.[a-z]{1,3})?(/[a-z]{1,4}){0,3}", below in "(/[a-z]{1,4}){0,3}", other in "[a-z]{1,3}",
        ) {
            let pattern = Pattern::parse(&path);
            let deep = format!("{path}{below}");
            let (longer, before) = (format!("{path}{other}{below}"), format!("{other}{path}"));
            prop_assert!(pattern.covers(&deep));
            prop_assert!(!pattern.covers(&longer));
            prop_assert!(!pattern.covers(&before));
        }

        #[test]
        fn any_list_can_be_held_against_any_path(list in "[a*?\\[\\]\\\\^,/.é-]{0,12}", path in "[a*/\\[\\]é.-]{0,12}") {
            let patterns = Patterns::parse(&list);
            if let Some(pattern) = patterns.covering(&path) {
                prop_assert!(!pattern.is_malformed());
            }
        }

        #[test]
        fn a_star_never_crosses_a_slash(head in "[a-z]{1,3}", tail in "[a-z]{1,3}", middle in "[a-z/]{0,5}") {
            let pattern = Pattern::parse(&format!("{head}*{tail}"));
            let path = format!("{head}{middle}{tail}");
            if !middle.contains('/') {
                prop_assert!(pattern.covers(&path));
            } else if pattern.covers(&path) {
                // It was the first element alone that matched.
                prop_assert!(path.split('/').next().unwrap_or_default().ends_with(&tail));
            }
        }
    }
}
