//! `[policy]`: what the administrator of a machine allows. It stands in the system's file only, and no variable, flag or
//! file of a user changes it.

use crate::lang::{Explain, Hint, Lang, code, displayed, say};
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
    pub fn of(self, file: PathBuf) -> Policy {
        let Self { allowed, denied, least_patch, origin, auto_install } = self;
        Policy { file, allowed, denied, least_patch, origin, auto_install }
    }
}

impl Policy {
    /// Whether a version may be installed and run.
    pub fn check(&self, version: &Version) -> Result<(), Refused> {
        let refused = |rule| Refused { version: Box::new(version.clone()), file: self.file.clone(), rule };
        if let Some(spec) = self.denied.iter().find(|spec| holds(spec, version)) {
            return Err(refused(Rule::Denied(bare(spec))));
        }
        if !self.allowed.is_empty() && !self.allowed.iter().any(|spec| holds(spec, version)) {
            let allowed: Vec<_> = self.allowed.iter().map(bare).collect();
            return Err(refused(Rule::Allowed(allowed.join(", "))));
        }
        let below = |least: &&Version| least.same_minor(version) && version < *least;
        match self.least_patch.iter().find(below) {
            Some(least) => Err(refused(Rule::LeastPatch(least.clone()))),
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

impl Explain for Refused {
    fn message(&self, lang: Lang) -> String {
        let (version, file) = (&self.version, self.file.display());
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
        }
    }

    fn hints(&self, _: Lang) -> Vec<Hint> {
        match &self.rule {
            Rule::LeastPatch(least) => {
                vec![Hint::command(format!("gv use {}.{}", least.major(), least.minor()))]
            }
            Rule::Allowed(_) | Rule::Denied(_) => Vec::new(),
        }
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
