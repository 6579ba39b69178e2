//! The GOVCS setting: which version control may be used for which module (`cmd/go/internal/vcs`). Whether a module is
//! private is GOPRIVATE's.

use super::pattern::Patterns;
use crate::lang::{Explain, Hint, Lang, code, displayed, say};

/// Rules, the first that covers a module decides; Go's own stand behind them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Govcs {
    rules: Vec<Rule>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    who: Who,
    allowed: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Who {
    Private,
    Public,
    Pattern(Patterns),
}

/// A value that `go` refuses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Nothing between two commas.
    Empty,
    /// An entry that is not `pattern:vcs`, or with nothing on one side of the colon.
    Malformed(String),
    /// A pattern that begins with `./` or `../`.
    Relative(String),
    /// An entry whose pattern an earlier one has.
    Unreachable(String),
}

impl Govcs {
    /// Reads a value; an empty one leaves Go's own rules, `public:git|hg,private:all`.
    pub fn parse(value: &str) -> Result<Self, Error> {
        let mut rules = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        let entries = if value.trim().is_empty() { None } else { Some(value.split(',')) };
        for entry in entries.into_iter().flatten().map(str::trim) {
            if entry.is_empty() {
                return Err(Error::Empty);
            }
            let (pattern, rule) = rule(entry)?;
            if seen.contains(&pattern) {
                return Err(Error::Unreachable(entry.to_owned()));
            }
            seen.push(pattern);
            rules.push(rule);
        }
        rules.push(Rule { who: Who::Private, allowed: vec!["all".to_owned()] });
        rules.push(Rule { who: Who::Public, allowed: vec!["git".to_owned(), "hg".to_owned()] });
        Ok(Self { rules })
    }

    /// Whether a repository may be fetched with a version control, `git`, `hg`, …
    pub fn allows(&self, root: &str, private: bool, vcs: &str) -> bool {
        let covers = |rule: &&Rule| match &rule.who {
            Who::Private => private,
            Who::Public => !private,
            Who::Pattern(pattern) => pattern.covering(root).is_some(),
        };
        let rule = self.rules.iter().find(covers);
        rule.is_some_and(|rule| rule.allowed.iter().any(|allowed| allowed == vcs || allowed == "all"))
    }
}

impl Default for Govcs {
    fn default() -> Self {
        Self::parse("").expect("no entry to refuse")
    }
}

fn rule(entry: &str) -> Result<(&str, Rule), Error> {
    let malformed = || Error::Malformed(entry.to_owned());
    let (pattern, list) = entry.split_once(':').ok_or_else(malformed)?;
    let (pattern, allowed) = (pattern.trim(), list.split('|').map(str::trim));
    let allowed: Vec<_> = allowed.map(ToOwned::to_owned).collect();
    if pattern.is_empty() || allowed.iter().any(String::is_empty) {
        return Err(malformed());
    }
    if pattern == "." || pattern == ".." || pattern.starts_with("./") || pattern.starts_with("../") {
        return Err(Error::Relative(entry.to_owned()));
    }
    let who = match pattern {
        "private" => Who::Private,
        "public" => Who::Public,
        _ => Who::Pattern(Patterns::parse(pattern)),
    };
    Ok((pattern, Rule { who, allowed }))
}

displayed!(Error);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Empty => say!(lang, "GOVCS has an empty entry", "GOVCS 中有空条目"),
            Self::Malformed(entry) => say!(
                lang,
                "GOVCS entry {entry:?} has to be pattern:vcs",
                "GOVCS 中的 {entry:?} 应形如 github.com:git|hg"
            ),
            Self::Relative(entry) => {
                say!(
                    lang,
                    "GOVCS entry {entry:?} has a relative pattern",
                    "GOVCS 中的 {entry:?} 使用了相对路径"
                )
            }
            Self::Unreachable(entry) => say!(
                lang,
                "GOVCS entry {entry:?} never applies, because an earlier entry has its pattern",
                "GOVCS 中的 {entry:?} 永远不会生效，因为前面已有相同的模式"
            ),
        }
    }

    fn hints(&self, _: Lang) -> Vec<Hint> {
        vec![Hint::command("gv env unset GOVCS"), Hint::command("gv env why GOVCS")]
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From `TestGOVCS` of `cmd/go/internal/vcs` and <https://go.dev/ref/mod#vcs-govcs>.
    #[test]
    fn the_first_rule_that_covers_decides() {
        let documented = "github.com:git,evil.com:off,*:git|hg";
        for (value, root, private, vcs, allowed) in [
            ("", "a.example/x", false, "git", true),
            ("", "a.example/x", false, "hg", true),
            ("", "a.example/x", false, "svn", false),
            ("", "a.example/x", true, "svn", true),
            (documented, "github.com/a/b", false, "git", true),
            (documented, "github.com/a/b", false, "hg", false),
            (documented, "evil.com/x", false, "git", false),
            (documented, "other.example/x", false, "hg", true),
            (documented, "other.example/x", true, "svn", false),
            ("*:off", "a.example/x", true, "git", false),
            ("*:all", "a.example/x", false, "fossil", true),
            ("private:hg", "a.example/x", false, "git", true),
            ("private:hg", "a.example/x", true, "git", false),
            (" public : git | svn ", "a.example/x", false, "svn", true),
        ] {
            assert_eq!(
                Govcs::parse(value).unwrap().allows(root, private, vcs),
                allowed,
                "{value} {root} {vcs}"
            );
        }
        assert!(Govcs::default().allows("a.example", false, "git"));
    }

    #[test]
    fn what_go_refuses_is_refused() {
        for (value, expected) in [
            (",", Error::Empty),
            ("*:git,", Error::Empty),
            ("git", Error::Malformed("git".to_owned())),
            (":git", Error::Malformed(":git".to_owned())),
            ("a.example:", Error::Malformed("a.example:".to_owned())),
            ("a.example:git||hg", Error::Malformed("a.example:git||hg".to_owned())),
            ("./x:git", Error::Relative("./x:git".to_owned())),
            ("a:git,a:hg", Error::Unreachable("a:hg".to_owned())),
        ] {
            assert_eq!(Govcs::parse(value), Err(expected), "{value}");
        }
    }
}
