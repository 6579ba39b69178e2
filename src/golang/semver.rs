//! Versions of modules and their order (golang.org/x/mod/semver).

use std::cmp::Ordering;

/// A version such as `v1.2.3`, `v1.2.3-rc.1` or `v2.0.0+incompatible`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Semver {
    numbers: [u64; 3],
    /// What follows `-`; empty for a release.
    pre: String,
}

impl Semver {
    /// Reads one; `None` where it is not one in full.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('v')?;
        let text = text.split_once('+').map_or(text, |(version, _)| version);
        let (core, pre) = text.split_once('-').unwrap_or((text, ""));
        let mut numbers = [0; 3];
        let mut parts = core.split('.');
        for number in &mut numbers {
            let part = parts.next()?;
            if part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            *number = part.parse().ok()?;
        }
        if parts.next().is_some() || (pre.is_empty() && text.contains('-')) {
            return None;
        }
        Some(Self { numbers, pre: pre.to_owned() })
    }

    /// Whether it is a release.
    pub fn is_release(&self) -> bool {
        self.pre.is_empty()
    }
}

impl PartialOrd for Semver {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Semver {
    fn cmp(&self, other: &Self) -> Ordering {
        self.numbers.cmp(&other.numbers).then_with(|| match (self.is_release(), other.is_release()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) => self.pre.split('.').map(Part::of).cmp(other.pre.split('.').map(Part::of)),
        })
    }
}

/// A part of what follows `-`. Numbers come before words.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    Number(u64),
    Word(&'a str),
}

impl<'a> Part<'a> {
    fn of(text: &'a str) -> Self {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        match text.parse() {
            Ok(number) if is_number => Self::Number(number),
            _ => Self::Word(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_as_go_orders_them() {
        let ascending = [
            "v0.0.0-20240101000000-abcdefabcdef",
            "v0.9.10",
            "v0.10.0-pre.2",
            "v0.10.0-pre.10",
            "v0.10.0-rc.1",
            "v0.10.0",
            "v1.0.0",
            "v2.0.0+incompatible",
        ];
        for pair in ascending.windows(2) {
            assert!(Semver::parse(pair[0]) < Semver::parse(pair[1]), "{pair:?}");
        }
        for text in ["", "1.2.3", "v1", "v1.2", "v1.2.x", "v1.2.3.4", "v1.2.3-", "(devel)"] {
            assert_eq!(Semver::parse(text), None, "{text}");
        }
    }
}
