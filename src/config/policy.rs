//! `[policy]`: what the administrator of a machine allows. It stands in the system's file only, and no variable, flag or
//! file of a user changes it.

use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::shell::Shell;
use crate::version::{Spec, Version};
use serde::Deserialize;
use std::path::PathBuf;

/// The rules, and the file that they stand in.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// The file.
    pub file: PathBuf,
    /// The versions that are allowed; empty allows all.
    pub allowed: Vec<Spec>,
    /// The versions that are denied.
    pub denied: Vec<Spec>,
    /// The least patch of a minor, a version each.
    pub least_patch: Vec<Version>,
    /// Whether a version is denied while a vulnerability that another release fixes is known in it.
    pub min_fixed: bool,
    /// The vulnerability database that the same file names; `None` means Go's own.
    pub database: Option<String>,
    /// The only origin.
    pub origin: Option<String>,
    /// Whether a shim may install what it misses; `false` takes it away.
    pub auto_install: Option<bool>,
}

/// A version that the policy of this machine does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Refused {
    /// The version.
    pub version: Box<Version>,
    /// The file that says so.
    pub file: PathBuf,
    /// The rule.
    pub rule: Rule,
    /// What may be used in its place, as it is typed.
    pub instead: Option<String>,
    /// Who asks for the version, and so has to ask for another one.
    pub by: RequestedBy,
}

/// Who asks for a version.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RequestedBy {
    /// The default, or the user who typed it.
    #[default]
    User,
    /// A file that pins.
    Pin,
    /// go.mod or go.work.
    Module,
    /// `GV_VERSION`.
    Variable,
    /// GOTOOLCHAIN, which has several places.
    Gotoolchain,
}

/// A rule of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// It is in none of the allowed ranges.
    Allowed(String),
    /// It is in this denied range.
    Denied(String),
    /// It is below the least patch of its minor.
    LeastPatch(Version),
    /// So many known vulnerabilities are open in it that another release fixes.
    MinFixed(usize),
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Table {
    #[serde(deserialize_with = "specs")]
    allowed: Vec<Spec>,
    #[serde(deserialize_with = "specs")]
    denied: Vec<Spec>,
    #[serde(deserialize_with = "versions")]
    least_patch: Vec<Version>,
    min_fixed: bool,
    origin: Option<String>,
    auto_install: Option<bool>,
}

/// Versions and ranges that say the same every day: `latest` does not.
fn specs<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Spec>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    let spec = |text: String| {
        let spec = text.parse().ok();
        let lasting =
            |spec: &Spec| matches!(spec, Spec::Exact(_) | Spec::Minor(..) | Spec::Major(_) | Spec::Range(_));
        let wrong = || {
            serde::de::Error::custom(format!(
                "{text:?} is not a version or a range, such as 1.22.3, 1.22 or >=1.22"
            ))
        };
        spec.filter(lasting).ok_or_else(wrong)
    };
    texts.into_iter().map(spec).collect()
}

fn versions<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Version>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    let wrong = |text: &str| {
        serde::de::Error::custom(format!("{text:?} is not a version with a patch, such as 1.22.8"))
    };
    let version = |text: String| text.parse::<Version>().ok().ok_or_else(|| wrong(&text));
    texts.into_iter().map(version).collect()
}

impl Table {
    pub fn of(self, file: PathBuf, database: Option<String>) -> Policy {
        let Self { allowed, denied, least_patch, min_fixed, origin, auto_install } = self;
        Policy { file, allowed, denied, least_patch, min_fixed, database, origin, auto_install }
    }
}

impl Policy {
    /// A version that a rule refuses.
    pub fn refused(&self, version: &Version, rule: Rule, instead: Option<String>) -> Refused {
        let (version, file) = (Box::new(version.clone()), self.file.clone());
        Refused { version, file, rule, instead, by: RequestedBy::default() }
    }

    /// Whether a version keeps to the rules that name versions. `min_fixed` needs more than that: `advisories::Permit`
    /// knows all rules.
    pub fn check(&self, version: &Version) -> Result<(), Refused> {
        let refused = |rule| self.refused(version, rule, None);
        if let Some(spec) = self.denied.iter().find(|spec| holds(spec, version)) {
            return Err(refused(Rule::Denied(bare(spec))));
        }
        if !self.allowed.is_empty() && !self.allowed.iter().any(|spec| holds(spec, version)) {
            let allowed: Vec<_> = self.allowed.iter().map(bare).collect();
            return Err(refused(Rule::Allowed(allowed.join(", "))));
        }
        let below = |least: &&Version| least.same_minor(version) && version < *least;
        match self.least_patch.iter().find(below) {
            Some(least) => {
                let minor = format!("{}.{}", least.major(), least.minor());
                Err(self.refused(version, Rule::LeastPatch(least.clone()), Some(minor)))
            }
            None => Ok(()),
        }
    }
}

/// As it stands in the file: without the quotes that a shell needs.
fn bare(spec: &Spec) -> String {
    spec.to_string().trim_matches(['"', '\'']).to_owned()
}

/// Whether a version is meant. A minor means all of its releases, those before the first one too.
fn holds(spec: &Spec, version: &Version) -> bool {
    match spec {
        Spec::Minor(major, minor) => (version.major(), version.minor()) == (*major, *minor),
        Spec::Major(major) => version.major() == *major,
        spec => spec.newest([version]).is_some(),
    }
}

displayed!(Refused);

/// The newest patch of a minor that is not installed yet has no number of its own.
fn named(version: &Version) -> String {
    let is_newest = version.patch() == Some(u64::from(u32::MAX));
    if is_newest { format!("{}.{}", version.major(), version.minor()) } else { version.to_string() }
}

impl Explain for Refused {
    fn message(&self, lang: Lang) -> String {
        let (version, file) = (named(&self.version), self.file.display());
        match &self.rule {
            Rule::Allowed(allowed) => say!(
                lang,
                "go{version} is not allowed on this machine: {file} allows {allowed}",
                "此计算机不允许使用 go{version}：{file} 只允许 {allowed}"
            ),
            Rule::Denied(denied) => say!(
                lang,
                "go{version} is not allowed on this machine: {file} denies {denied}",
                "此计算机不允许使用 go{version}：{file} 禁止 {denied}"
            ),
            Rule::LeastPatch(least) => say!(
                lang,
                "go{version} is not allowed on this machine: {file} requires at least go{least}",
                "此计算机不允许使用 go{version}：{file} 要求至少为 go{least}"
            ),
            Rule::MinFixed(count) => {
                let why = say!(
                    lang,
                    "go{version} is not allowed on this machine: it has known vulnerabilities that other releases fix ({count}), and {file} sets min_fixed",
                    "此计算机不允许使用 go{version}：它存在 {count} 个已有修复版本的已知漏洞，而 {file} 设置了 min_fixed"
                );
                match &self.instead {
                    Some(better) => say!(lang, "{why}; go{better} is allowed", "{why}；可使用 go{better}"),
                    None => why,
                }
            }
        }
    }

    fn hints(&self, _: Lang) -> Vec<Hint> {
        let Some(instead) = &self.instead else { return Vec::new() };
        let command = match self.by {
            RequestedBy::User => format!("gv use {instead}"),
            RequestedBy::Pin => format!("gv pin {instead}"),
            RequestedBy::Module => format!("gv pin {instead} --mod"),
            RequestedBy::Variable => Shell::USUAL.set("GV_VERSION", instead),
            RequestedBy::Gotoolchain => return Vec::new(),
        };
        vec![Hint::command(command)]
    }

    fn code(&self) -> u8 {
        code::FAILED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(policy: &Policy, version: &str) -> Option<String> {
        policy.check(&version.parse().unwrap()).err().map(|refused| refused.to_string())
    }

    fn specs(texts: &[&str]) -> Vec<Spec> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn each_rule_names_the_file() {
        let policy = Policy {
            file: "/etc/gv/config.toml".into(),
            allowed: specs(&[">=1.21"]),
            denied: specs(&["1.22.3", "1.24"]),
            least_patch: vec!["1.23.4".parse().unwrap()],
            ..Policy::default()
        };
        for (version, told) in [
            ("1.20.1", "allows >=1.21"),
            ("1.22.3", "denies 1.22.3"),
            ("1.24rc1", "denies 1.24"),
            ("1.23.3", "at least go1.23.4"),
            // A range means releases only.
            ("1.25rc1", "allows >=1.21"),
        ] {
            let text = refused(&policy, version).unwrap();
            assert!(text.contains(told) && text.contains("/etc/gv/config.toml"), "{text}");
        }
        for version in ["1.21.0", "1.22.4", "1.23.4", "1.25.1"] {
            assert_eq!(refused(&policy, version), None);
        }
        assert_eq!(refused(&Policy::default(), "1.4.2"), None);
    }
}
