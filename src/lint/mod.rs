//! What is wrong with Go's module settings: mistakes that `go` refuses, and those it takes without a word. Findings are
//! data; `docs/lint.md` lists them.

mod checksum;
mod normalize;
mod patterns;
mod private;
mod proxies;
#[cfg(test)]
mod table;
mod words;

use crate::golang::goproxy;
use crate::golang::route::Values;
use crate::hidden::is_hidden;
use crate::urls;
use std::fmt;
use url::Url;

/// Whether an address is that of a proxy that serves every public module to all users: any other one may be a company's.
pub fn is_public_proxy(url: &Url) -> bool {
    proxies::is_public(url)
}

/// What is looked at.
#[derive(Debug, Clone, Copy, Default)]
pub struct Subject<'a> {
    /// The settings in force.
    pub values: Values<'a>,
    /// The module paths that the project requires.
    pub requires: &'a [&'a str],
}

/// Something wrong with one setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The setting.
    pub key: &'static str,
    /// What is wrong.
    pub kind: Defect,
    /// The correction, if there is one.
    pub fix: Option<Fix>,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// `go` fails, or what is meant to be checked is not.
    Error,
    /// It does not do what it seems to.
    Warning,
    /// It could be better.
    Info,
}

/// What can be wrong. Entries are as they stand in the setting, without credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Defect {
    /// Quotes, which `go` takes for a part of the value.
    Quotes,
    /// Blanks: `harmless` around the entries of GOPROXY, and otherwise a part of an entry.
    Blanks {
        /// Whether `go` takes them off.
        harmless: bool,
    },
    /// GOPROXY names nothing.
    ProxyEmpty,
    /// A bare word that is neither `direct` nor `off`, or a path.
    ProxyWord {
        /// The entry.
        entry: String,
    },
    /// An entry that is no address `go` takes.
    ProxyFaulty {
        /// Why.
        error: goproxy::Error,
    },
    /// An entry without a scheme, to which `go` adds `https://`.
    ProxyNoScheme {
        /// The entry.
        entry: String,
    },
    /// An entry after `direct` or `off`, which is never asked.
    ProxyAfterEnd {
        /// The entry.
        entry: String,
        /// `direct` or `off`.
        end: String,
    },
    /// `,` between two mirrors of the same modules: the second is not asked when the first fails.
    ProxyComma {
        /// The first.
        mirror: String,
        /// The second.
        next: String,
    },
    /// A proxy or database reached over http.
    PlainHttp {
        /// The entry.
        entry: String,
    },
    /// A user or password in an address.
    Credentials {
        /// The entry.
        entry: String,
    },
    /// A range of addresses, which `go` takes for a path.
    PatternCidr {
        /// The pattern.
        pattern: String,
    },
    /// `https://` in a pattern, which no module path has.
    PatternScheme {
        /// The pattern.
        pattern: String,
    },
    /// `.corp.example`, `corp.example/...`, `github.com/*.corp.example`: a wildcard that is none, or stands where
    /// no host is.
    PatternWildcard {
        /// The pattern.
        pattern: String,
    },
    /// No pattern at all: `[`.
    PatternMalformed {
        /// The pattern.
        pattern: String,
    },
    /// A pattern that no module path can match: a port, an upper-case host, a `/` in front, `;` for `,`.
    PatternUnmatchable {
        /// The pattern.
        pattern: String,
    },
    /// The project requires modules that look private and are not covered.
    PrivateUncovered {
        /// Their hosts.
        hosts: Vec<String>,
    },
    /// GOSUMDB is no database.
    DatabaseFaulty {
        /// Why.
        error: crate::golang::database::Error,
    },
    /// GOSUMDB has the name of Go's own database with another key.
    DatabaseForeignKey {
        /// The name.
        name: String,
        /// The short hash of the key.
        hash: String,
    },
    /// GOSUMDB=off.
    DatabaseOff,
    /// GOSUMDB=off, and modules come from any source: nothing is verified.
    NothingChecked,
    /// `*` in GONOSUMDB or GOPRIVATE: no public module is checked.
    CheckedByNobody,
    /// A host that many owners share, in GOPRIVATE, GONOSUMDB or GOINSECURE.
    SharedHost {
        /// The pattern.
        pattern: String,
        /// The host; the first where there are several.
        host: &'static str,
    },
    /// `*` in GOINSECURE.
    InsecureEverything,
    /// `-insecure` in GOFLAGS: old releases check nothing then, newer ones refuse it.
    InsecureFlag,
    /// GOVCS that `go` refuses.
    VcsFaulty {
        /// Why.
        error: crate::golang::govcs::Error,
    },
}

/// How sure a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// It follows from Go's rules.
    High,
    /// It follows from what names usually mean.
    Medium,
}

/// A change that corrects it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The setting.
    pub key: &'static str,
    /// Its new value; `None` takes it out.
    pub value: Option<String>,
}

/// Looks at the settings; the worst first, otherwise in the order of the settings.
pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = proxies::check(subject.values.goproxy);
    found.extend(patterns::check(&subject.values));
    found.extend(private::check(subject));
    found.extend(checksum::check(&subject.values));
    for finding in &mut found {
        finding.fix.take_if(Fix::holds_secret);
    }
    found.sort_by_key(Finding::level);
    found
}

impl Finding {
    /// Its stable name.
    pub fn id(&self) -> &'static str {
        match &self.kind {
            Defect::Quotes => "quotes",
            Defect::Blanks { .. } => "blanks",
            Defect::ProxyEmpty => "goproxy-empty",
            Defect::ProxyWord { .. } => "goproxy-unknown-word",
            Defect::ProxyFaulty { .. } => "goproxy-faulty",
            Defect::ProxyNoScheme { .. } => "goproxy-no-scheme",
            Defect::ProxyAfterEnd { .. } => "goproxy-after-end",
            Defect::ProxyComma { .. } => "goproxy-comma-between-mirrors",
            Defect::PlainHttp { .. } => "plain-http",
            Defect::Credentials { .. } => "credentials",
            Defect::PatternCidr { .. } => "pattern-cidr",
            Defect::PatternScheme { .. } => "pattern-scheme",
            Defect::PatternWildcard { .. } => "pattern-wildcard",
            Defect::PatternMalformed { .. } => "pattern-malformed",
            Defect::PatternUnmatchable { .. } => "pattern-unmatchable",
            Defect::PrivateUncovered { .. } => "private-uncovered",
            Defect::DatabaseFaulty { .. } => "gosumdb-faulty",
            Defect::DatabaseForeignKey { .. } => "gosumdb-foreign-key",
            Defect::DatabaseOff => "gosumdb-off",
            Defect::NothingChecked => "nothing-checked",
            Defect::CheckedByNobody => "nosumdb-everything",
            Defect::SharedHost { .. } => "shared-host",
            Defect::InsecureEverything => "insecure-everything",
            Defect::InsecureFlag => "goflags-insecure",
            Defect::VcsFaulty { .. } => "govcs-faulty",
        }
    }

    /// How bad it is.
    pub fn level(&self) -> Level {
        match &self.kind {
            Defect::ProxyEmpty
            | Defect::ProxyWord { .. }
            | Defect::ProxyFaulty { .. }
            | Defect::DatabaseFaulty { .. }
            | Defect::VcsFaulty { .. }
            | Defect::NothingChecked
            | Defect::InsecureFlag
            | Defect::Quotes
            | Defect::PatternCidr { .. }
            | Defect::PatternScheme { .. } => Level::Error,
            Defect::Blanks { harmless: true } | Defect::ProxyNoScheme { .. } => Level::Info,
            _ => Level::Warning,
        }
    }

    /// How sure it is.
    pub fn confidence(&self) -> Confidence {
        match &self.kind {
            Defect::PrivateUncovered { .. }
            | Defect::ProxyComma { .. }
            | Defect::PatternWildcard { .. }
            | Defect::SharedHost { .. } => Confidence::Medium,
            _ => Confidence::High,
        }
    }
}

impl Fix {
    /// Whether its value holds what may not be shown: a command without it would not be the same.
    fn holds_secret(&mut self) -> bool {
        self.value.as_deref().is_some_and(|value| urls::masked(self.key, value) != value)
    }

    /// The command to type. Double quotes hold a value together in every shell gv knows. `None` where a shell would make
    /// something of it all the same: a value may come from a project, and the command is there to be copied.
    pub fn command(&self, user: bool) -> Option<String> {
        let user = if user { " --user" } else { "" };
        let Some(value) = &self.value else {
            return Some(format!("gv env unset{user} {}", self.key));
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/,+@=".contains(c);
        let seen = |c: char| c.is_alphanumeric() && !is_hidden(c);
        let inert = |c: char| plain(c) || seen(c) || "*?[]^|;() ".contains(c);
        let quote = if value.chars().all(plain) { "" } else { "\"" };
        value.chars().all(inert).then(|| format!("gv env set{user} {quote}{}={value}{quote}", self.key))
    }
}

impl Level {
    /// The word for scripts.
    pub fn id(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info => "info",
        }
    }
}

impl Confidence {
    /// The word for scripts.
    pub fn id(self) -> &'static str {
        match self {
            Confidence::High => "high",
            Confidence::Medium => "medium",
        }
    }
}

impl fmt::Display for Finding {
    /// For tests and logs; people read the summary.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.key, self.id())
    }
}
