//! Module paths and versions: which are valid, and how they are written in a proxy's addresses and in the module
//! cache, where `A` is `!a` (`golang.org/x/mod/module`).

use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::urls::masked;
/// A module path or version that cannot be one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Error {
    /// What was given.
    pub text: String,
    /// What it should have been.
    pub what: What,
    /// What is wrong with it.
    pub reason: Reason,
}

impl Error {
    /// The text as it may be shown: an address with a login may have been given for a module.
    pub fn shown(&self) -> String {
        masked("GOPROXY", &self.text)
    }
}

/// What a text should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// `github.com/Azure/x`
    Path,
    /// `v1.0.0`, or a branch's name
    Version,
    /// `github.com/!azure/x`
    EscapedPath,
    /// `v1.0.0-!r!c1`
    EscapedVersion,
}

/// Why a text is not what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Nothing, or nothing between two slashes or at an end.
    Empty,
    /// An element that begins or ends with a dot, or two dots in a row.
    Dots,
    /// A character that may not stand there.
    Character(char),
    /// `con`, `nul`, `com1`, … which Windows reserves.
    Reserved,
    /// The first element is no host name.
    Host,
    /// `/v1`, `/v02`, `/v1.2`, or a gopkg.in path without `.vN`.
    Major,
    /// `!` that no lower-case letter follows, or an upper-case letter.
    Escape,
}

/// The module path in its escaped form, after checking it.
pub fn path(module: &str) -> Result<String, Error> {
    check_path(module)?;
    Ok(escaped(module))
}

/// The version in its escaped form. It need not be a semantic version, but must do as a file name.
pub fn version(version: &str) -> Result<String, Error> {
    check_version(version)?;
    Ok(escaped(version))
}

/// The module path that an escaped one stands for.
pub fn unescape_path(text: &str) -> Result<String, Error> {
    let fail = |reason| Error { text: text.to_owned(), what: What::EscapedPath, reason };
    let module = unescaped(text).ok_or(fail(Reason::Escape))?;
    check_path(&module).map_err(|error| fail(error.reason))?;
    Ok(module)
}

/// The version that an escaped one stands for.
pub fn unescape_version(text: &str) -> Result<String, Error> {
    let fail = |reason| Error { text: text.to_owned(), what: What::EscapedVersion, reason };
    let version = unescaped(text).ok_or(fail(Reason::Escape))?;
    check_version(&version).map_err(|error| fail(error.reason))?;
    Ok(version)
}

/// Whether `go` would take it as a module path: `module.CheckPath`.
pub fn check_path(module: &str) -> Result<(), Error> {
    path_fault(module)
        .map_or(Ok(()), |reason| Err(Error { text: module.to_owned(), what: What::Path, reason }))
}

/// Whether it can be a version in an address: `module.EscapeVersion`.
pub fn check_version(version: &str) -> Result<(), Error> {
    let stray = version.chars().find(|c| !(may_stand_in_version(*c)));
    let fault = element_fault(version, true).or(stray.map(Reason::Character));
    fault.map_or(Ok(()), |reason| Err(Error { text: version.to_owned(), what: What::Version, reason }))
}

/// A module path without its major version suffix, and the suffix: `("x.example/y", "/v2")`, `("gopkg.in/yaml",
/// ".v3")`. `None` when the suffix is malformed.
pub fn split_major(module: &str) -> Option<(&str, &str)> {
    if module.starts_with("gopkg.in/") {
        return split_gopkg(module);
    }
    let stem = module.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let Some(prefix) = stem.strip_suffix("/v").filter(|_| stem.len() < module.len()) else {
        return Some((module, ""));
    };
    let number = &module[stem.len()..];
    let good = !number.contains('.') && !number.starts_with('0') && number != "1";
    good.then(|| module.split_at(prefix.len()))
}

fn split_gopkg(module: &str) -> Option<(&str, &str)> {
    let plain = module.strip_suffix("-unstable").unwrap_or(module);
    let stem = plain.trim_end_matches(|c: char| c.is_ascii_digit());
    let prefix = stem.strip_suffix(".v")?;
    let number = &plain[stem.len()..];
    let good = !number.is_empty() && (!number.starts_with('0') || number == "0");
    good.then(|| module.split_at(prefix.len()))
}

fn path_fault(module: &str) -> Option<Reason> {
    if let Some(fault) = module.split('/').find_map(|element| element_fault(element, false)) {
        return Some(fault);
    }
    let host = module.split('/').next().unwrap_or_default();
    let named = |c: char| c == '-' || c == '.' || c.is_ascii_digit() || c.is_ascii_lowercase();
    if !host.contains('.') || host.starts_with('-') || !host.chars().all(named) {
        return Some(Reason::Host);
    }
    split_major(module).is_none().then_some(Reason::Major)
}

/// `file`: whether the element is a file's name, for which the rules are looser.
fn element_fault(element: &str, file: bool) -> Option<Reason> {
    if element.is_empty() {
        return Some(Reason::Empty);
    }
    let dots = element.ends_with('.') || (!file && (element.starts_with('.') || element.contains("..")));
    if dots {
        return Some(Reason::Dots);
    }
    let may_stand = if file { may_stand_in_file } else { may_stand_in_path };
    if let Some(stray) = element.chars().find(|c| !may_stand(*c)) {
        return Some(Reason::Character(stray));
    }
    let stem = element.split('.').next().unwrap_or_default();
    is_reserved(stem).then_some(Reason::Reserved)
}

fn may_stand_in_path(c: char) -> bool {
    c.is_ascii_alphanumeric() || "+-._~".contains(c)
}

fn may_stand_in_file(c: char) -> bool {
    c.is_alphabetic() || c.is_ascii_digit() || "!#$%&()+,-.=@[]^_{}~ ".contains(c)
}

fn may_stand_in_version(c: char) -> bool {
    c.is_ascii() && c != '!'
}

/// Names that mean devices on Windows, whatever their case.
fn is_reserved(stem: &str) -> bool {
    let stem = stem.to_ascii_lowercase();
    let numbered = |rest: &str| matches!(rest.as_bytes(), [b'1'..=b'9']);
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || ["com", "lpt"].iter().any(|device| stem.strip_prefix(device).is_some_and(numbered))
}

fn escaped(text: &str) -> String {
    text.chars()
        .flat_map(|c| [c.is_ascii_uppercase().then_some('!'), Some(c.to_ascii_lowercase())])
        .flatten()
        .collect()
}

fn unescaped(text: &str) -> Option<String> {
    let mut chars = text.chars();
    let mut plain = String::with_capacity(text.len());
    while let Some(c) = chars.next() {
        match c {
            '!' => plain.push(chars.next().filter(char::is_ascii_lowercase)?.to_ascii_uppercase()),
            c if c.is_ascii_uppercase() || !c.is_ascii() => return None,
            c => plain.push(c),
        }
    }
    Some(plain)
}

displayed!(Error);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        let (what, reason) = (self.what.message(lang), self.reason.message(lang));
        say!(
            lang,
            "{text:?} is not a valid {what}: {reason}",
            "{text:?} 不是有效的{what}：{reason}",
            text = self.shown()
        )
    }

    fn hints(&self, _: Lang) -> Vec<Hint> {
        vec![Hint::command("gv route golang.org/x/text@v0.14.0")]
    }

    fn code(&self) -> u8 {
        code::USAGE
    }
}

impl What {
    pub(super) fn message(self, lang: Lang) -> String {
        match self {
            Self::Path => say!(lang, "module path", "模块路径"),
            Self::Version => say!(lang, "module version", "模块版本"),
            Self::EscapedPath => say!(lang, "escaped module path", "转义后的模块路径"),
            Self::EscapedVersion => say!(lang, "escaped module version", "转义后的模块版本"),
        }
    }
}

impl Reason {
    fn message(self, lang: Lang) -> String {
        match self {
            Self::Empty => say!(lang, "an element is empty", "有空的部分"),
            Self::Dots => say!(
                lang,
                "an element begins or ends with a dot, or has two in a row",
                "某一部分以点开头或结尾，或含有两个连续的点"
            ),
            Self::Character(c) => say!(lang, "it contains {c:?}", "含有 {c:?}"),
            Self::Reserved => {
                say!(lang, "an element is a reserved name on Windows", "某一部分是 Windows 的保留名称")
            }
            Self::Host => say!(
                lang,
                "its first element is not a host name: lower case, with a dot",
                "第一部分不是主机名（小写，并且含有点）"
            ),
            Self::Major => say!(lang, "its major version suffix is malformed", "主版本后缀格式有误"),
            Self::Escape => say!(lang, "it is not escaped as go does", "转义方式与 go 不同"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn upper_case_is_marked() {
        assert_eq!(path("github.com/Azure/azure-sdk").unwrap(), "github.com/!azure/azure-sdk");
        assert_eq!(path("github.com/GoogleCloudPlatform/x").unwrap(), "github.com/!google!cloud!platform/x");
        assert_eq!(version("v1.0.0-RC1").unwrap(), "v1.0.0-!r!c1");
        assert_eq!(unescape_path("github.com/!azure/x").unwrap(), "github.com/Azure/x");
        assert_eq!(unescape_version("v1.0.0-!r!c1").unwrap(), "v1.0.0-RC1");
        for bad in ["github.com/Azure/x", "github.com/!", "github.com/!1", "github.com/!!a", "github.com/!A"]
        {
            assert_eq!(unescape_path(bad).unwrap_err().reason, Reason::Escape, "{bad}");
        }
    }

    /// From `module_test.go` of golang.org/x/mod.
    #[test]
    fn paths_are_judged_as_go_judges_them() {
        for good in [
            "x.y/z",
            "x.y",
            "x.y/z/v2",
            "x.y/v2",
            "github.com/rsc/quote",
            "gopkg.in/yaml.v3",
            "gopkg.in/check.v0",
            "gopkg.in/russross/blackfriday.v2-unstable",
            "x.y/path/foo.bar",
            "x.y/v10",
            "example.com/v2x",
            "0.x/y",
        ] {
            assert_eq!(check_path(good), Ok(()), "{good}");
        }
        for (bad, reason) in [
            ("", Reason::Empty),
            ("/x.y", Reason::Empty),
            ("x.y/", Reason::Empty),
            ("x.y//z", Reason::Empty),
            ("x", Reason::Host),
            ("-x.y/z", Reason::Host),
            ("X.y/z", Reason::Host),
            ("x_y.z/w", Reason::Host),
            ("x.y/./z", Reason::Dots),
            ("x.y/../z", Reason::Dots),
            ("x.y/a..b", Reason::Dots),
            ("x.y/.git", Reason::Dots),
            ("x.y/z.", Reason::Dots),
            ("x.y/a b", Reason::Character(' ')),
            ("x.y/a@b", Reason::Character('@')),
            ("x.y/a\\b", Reason::Character('\\')),
            ("x.y/a:b", Reason::Character(':')),
            ("x.y/a!b", Reason::Character('!')),
            ("x.y/é", Reason::Character('é')),
            ("x.y/a\0", Reason::Character('\0')),
            ("x.y/con", Reason::Reserved),
            ("x.y/CoM1.txt", Reason::Reserved),
            ("x.y/v1", Reason::Major),
            ("x.y/v0", Reason::Major),
            ("x.y/v02", Reason::Major),
            ("x.y/v1.2", Reason::Major),
            ("gopkg.in/yaml", Reason::Major),
            ("gopkg.in/yaml.v02", Reason::Major),
        ] {
            assert_eq!(check_path(bad).unwrap_err().reason, reason, "{bad}");
        }
    }

    #[test]
    fn a_version_must_do_as_a_file_name() {
        for good in ["v1.0.0", "v0.0.1-go1.22.3.linux-amd64", "v1.0.0+incompatible", "master", "a b"] {
            assert_eq!(check_version(good), Ok(()), "{good}");
        }
        for bad in ["", ".", "..", "v1/x", "v1\\x", "v1:2", "a!b", "é", "nul", "v1.", "a?b", "a\nb"] {
            assert!(check_version(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_major_suffix_is_split_off() {
        assert_eq!(split_major("x.y/z/v2"), Some(("x.y/z", "/v2")));
        assert_eq!(split_major("x.y/z"), Some(("x.y/z", "")));
        assert_eq!(split_major("x.y/z2"), Some(("x.y/z2", "")));
        assert_eq!(split_major("gopkg.in/yaml.v3"), Some(("gopkg.in/yaml", ".v3")));
        assert_eq!(split_major("gopkg.in/x.v2-unstable"), Some(("gopkg.in/x", ".v2-unstable")));
        assert_eq!(split_major("gopkg.in/yaml.v"), None);
        assert_eq!(split_major("x.y/v1.2"), None);
    }

    proptest! {
        #[test]
        fn escaping_goes_back_and_leaves_no_upper_case(
            module in "[a-z]{1,5}\\.[a-z]{2,3}(/[A-Za-z][A-Za-z0-9+~_-]{0,6}){0,3}", rc in "[A-Za-z]{0,4}",
        ) {
            prop_assume!(check_path(&module).is_ok());
            let text = path(&module).unwrap();
            prop_assert!(!text.contains(|c: char| c.is_ascii_uppercase()));
            prop_assert_eq!(unescape_path(&text).unwrap(), module);
            let number = format!("v1.0.0-x{rc}");
            prop_assert_eq!(unescape_version(&version(&number).unwrap()).unwrap(), number);
        }

        #[test]
        fn no_accepted_path_climbs_or_is_rooted(text in "[a-zA-Z./\\\\!:~\\-]{0,16}") {
            if check_path(&text).is_ok() {
                prop_assert!(!text.starts_with('/') && !text.contains("..") && !text.contains('\\'));
            }
        }
    }
}
