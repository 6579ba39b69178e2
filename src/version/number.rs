//! A parsed Go version, ordered as Go orders them (`internal/gover` of the Go sources).

use super::ParseError;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// What follows `1.N` instead of a patch. The order of the variants is Go's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Prerelease {
    /// No marker: the language version `1.N` from 1.21 on, or a release.
    None,
    /// `1.Nalpha1`; Go's grammar knows it though none was published.
    Alpha,
    /// `1.Nbeta1`
    Beta,
    /// `1.Nrc1`
    Candidate,
}

/// A Go version such as `1.22.3`, `1.23rc1` or `1.21`.
///
/// Two versions are equal when Go's order says so: `1.20` equals `1.20.0` and `1` equals `1.0.0`, but `1.21` is
/// the language version and less than `1.21rc1`. [`fmt::Display`] gives back the text as it was written, without
/// `go` and without a toolchain suffix. Numbers beyond `u64` are refused; Go would carry them as text.
#[derive(Debug, Clone)]
pub struct Version {
    text: String,
    major: u64,
    minor: u64,
    /// `None` where Go's order puts a missing patch below `.0`, which is from 1.21 on.
    patch: Option<u64>,
    kind: Prerelease,
    number: u64,
    precise: bool,
}

impl Version {
    /// Parses the name of a toolchain: `go1.22.3`, with an optional suffix that plays no part (`go1.22.3-custom`).
    pub fn from_toolchain_name(name: &str) -> Result<Self, ParseError> {
        let rest = name.strip_prefix("go").ok_or_else(|| ParseError::new(name))?;
        let version = rest.split_once('-').map_or(rest, |(version, _)| version);
        version.parse().map_err(|_| ParseError::new(name))
    }

    /// Parses the first line of a toolchain's VERSION file. Here a suffix plays a part: `go1.22.3-custom` is not the
    /// release.
    pub fn from_version_line(line: &str) -> Result<Self, ParseError> {
        let text = line.strip_prefix("go").ok_or_else(|| ParseError::new(line))?;
        text.parse().map_err(|_| ParseError::new(line))
    }

    /// `go1.22.3`: how Go, its archives and the store call it.
    pub fn toolchain_name(&self) -> String {
        format!("go{}", self.text)
    }

    /// The major number.
    pub fn major(&self) -> u64 {
        self.major
    }

    /// The minor number, 0 for a bare `1`.
    pub fn minor(&self) -> u64 {
        self.minor
    }

    /// Whether this is an alpha, a beta or a release candidate.
    pub fn is_prerelease(&self) -> bool {
        self.kind != Prerelease::None
    }

    /// Alpha, beta, candidate, or none of them.
    pub fn kind(&self) -> Prerelease {
        self.kind
    }

    /// The patch; `None` where Go's order puts a missing one below `.0`, which is from 1.21 on.
    pub fn patch(&self) -> Option<u64> {
        self.patch
    }

    /// What stands behind `alpha`, `beta` or `rc`; 0 without one of them.
    pub fn stage(&self) -> u64 {
        self.number
    }

    /// Whether the text names one release: it holds a patch or a pre-release. `1.22` does not, nor does `1.20`,
    /// although a release of that name exists; see [`Version::is_release`].
    pub fn names_patch(&self) -> bool {
        self.precise
    }

    /// Whether a release of this very name can exist: from 1.21 on a bare `1.N` is a language version only.
    pub fn is_release(&self) -> bool {
        self.kind != Prerelease::None || self.patch.is_some()
    }

    /// Whether both belong to the same `major.minor`.
    pub fn same_minor(&self, other: &Version) -> bool {
        (self.major, self.minor) == (other.major, other.minor)
    }

    fn order_key(&self) -> (u64, u64, Option<u64>, Prerelease, u64) {
        (self.major, self.minor, self.patch, self.kind, self.number)
    }
}

impl FromStr for Version {
    type Err = ParseError;

    /// `1[.N[.P]]` or `1.N(alpha|beta|rc)R`, without leading zeros (the grammar of `internal/gover.Parse`).
    fn from_str(text: &str) -> Result<Self, ParseError> {
        parse(text).ok_or_else(|| ParseError::new(text))
    }
}

fn parse(text: &str) -> Option<Version> {
    let (major, rest) = number(text)?;
    let whole = |minor, patch, kind, number, precise| {
        Some(Version { text: text.to_owned(), major, minor, patch, kind, number, precise })
    };
    if rest.is_empty() {
        return whole(0, Some(0), Prerelease::None, 0, false);
    }
    let (minor, rest) = number(rest.strip_prefix('.')?)?;
    if rest.is_empty() {
        let implied = (major < 1 || (major == 1 && minor < 21)).then_some(0);
        return whole(minor, implied, Prerelease::None, 0, false);
    }
    if let Some(rest) = rest.strip_prefix('.') {
        let (patch, rest) = number(rest)?;
        return if rest.is_empty() { whole(minor, Some(patch), Prerelease::None, 0, true) } else { None };
    }
    let (kind, rest) =
        [("alpha", Prerelease::Alpha), ("beta", Prerelease::Beta), ("rc", Prerelease::Candidate)]
            .iter()
            .find_map(|(word, kind)| Some((*kind, rest.strip_prefix(word)?)))?;
    let (count, rest) = number(rest)?;
    if rest.is_empty() { whole(minor, None, kind, count, true) } else { None }
}

/// Splits a decimal number without leading zeros off the front.
fn number(text: &str) -> Option<(u64, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(end);
    if digits.len() > 1 && digits.starts_with('0') {
        return None;
    }
    Some((digits.parse().ok()?, rest))
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.order_key() == other.order_key()
    }
}

impl Eq for Version {}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.order_key().hash(state);
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order_key().cmp(&other.order_key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A version as Go's own comparison sees it, written in another way than `order_key`: by the text of its parts,
    /// numbers compared by length and then by digits.
    fn compared_as_text(a: &str, b: &str) -> Ordering {
        fn parts(text: &str) -> (Vec<String>, String, String) {
            let kind_at = text.find(|c: char| c.is_ascii_lowercase()).unwrap_or(text.len());
            let (numbers, rest) = text.split_at(kind_at);
            let kind: String = rest.chars().take_while(char::is_ascii_lowercase).collect();
            let count = rest[kind.len()..].to_owned();
            let mut numbers: Vec<String> = numbers.split('.').map(str::to_owned).collect();
            let old = numbers.len() == 1 || (numbers[0] == "1" && numbers[1].parse::<u64>().unwrap() < 21);
            if kind.is_empty() && old {
                numbers.resize(3, "0".to_owned());
            }
            (numbers, kind, count)
        }
        let number = |a: &str, b: &str| a.len().cmp(&b.len()).then_with(|| a.cmp(b));
        let ((a, a_kind, a_count), (b, b_kind, b_count)) = (parts(a), parts(b));
        let part = |parts: &[String], at: usize| parts.get(at).cloned().unwrap_or_default();
        let numbers = (0..3).map(|at| number(&part(&a, at), &part(&b, at)));
        numbers
            .fold(Ordering::Equal, Ordering::then)
            .then(a_kind.cmp(&b_kind))
            .then(number(&a_count, &b_count))
    }

    fn any_version() -> impl Strategy<Value = String> {
        let number = || prop_oneof![0_u64..3, 18_u64..24, any::<u64>()];
        let tail = prop_oneof![
            Just(String::new()),
            number().prop_map(|patch| format!(".{patch}")),
            ("alpha|beta|rc", number()).prop_map(|(kind, count)| format!("{kind}{count}")),
        ];
        (number(), tail).prop_map(|(minor, tail)| format!("1.{minor}{tail}"))
    }

    proptest! {
        #[test]
        fn the_order_is_that_of_the_written_parts(a in any_version(), b in any_version()) {
            prop_assert_eq!(version(&a).cmp(&version(&b)), compared_as_text(&a, &b), "{} {}", a, b);
        }

        #[test]
        fn what_is_shown_is_what_was_written(text in any_version()) {
            prop_assert_eq!(version(&text).to_string(), text.clone());
            prop_assert_eq!(Version::from_toolchain_name(&format!("go{text}-x")).unwrap(), version(&text));
        }

        #[test]
        fn no_text_breaks_the_parser(text in "[0-9a-z.rc-]{0,24}|\\PC{0,16}") {
            if let Ok(version) = text.parse::<Version>() {
                prop_assert_eq!(version.to_string(), text);
            }
        }
    }

    fn version(text: &str) -> Version {
        text.parse().unwrap()
    }

    #[test]
    fn orders_as_go_does() {
        let ascending = [
            "1",
            "1.2rc1",
            "1.2",
            "1.3.1",
            "1.20rc1",
            "1.20",
            "1.20.1",
            "1.21",
            "1.21alpha1",
            "1.21beta1",
            "1.21rc1",
            "1.21rc2",
            "1.21.0",
            "1.21.1",
            "1.21.10",
            "1.22",
            "2",
        ];
        for pair in ascending.windows(2) {
            assert!(version(pair[0]) < version(pair[1]), "{} < {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn a_missing_patch_is_zero_only_before_1_21() {
        assert_eq!(version("1.20"), version("1.20.0"));
        assert_eq!(version("1"), version("1.0.0"));
        assert_ne!(version("1.21"), version("1.21.0"));
        assert!(version("1.20").is_release() && !version("1.21").is_release());
    }

    #[test]
    fn refuses_what_go_refuses() {
        for text in [
            "", "go1.22", "01.2", "1.02", "1.2.03", "1.", "1.2.", "1.2.3.4", "1.2rc", "1.2rc01", "1.2.3rc1",
            "x",
        ] {
            assert!(text.parse::<Version>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn toolchain_names_drop_their_suffix() {
        assert_eq!(Version::from_toolchain_name("go1.22.3-custom").unwrap(), version("1.22.3"));
        assert!(Version::from_toolchain_name("1.22.3").is_err());
        assert_eq!(Version::from_version_line("go1.22.3").unwrap(), version("1.22.3"));
        for line in
            ["go1.22.3-custom", "go1.22.3+x", "go1.22.3 X:boringcrypto", "1.22.3", "gogo1.22.3", "go", ""]
        {
            assert!(Version::from_version_line(line).is_err(), "{line}");
        }
    }
}
