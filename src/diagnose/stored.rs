//! The variables that Windows keeps: whether this terminal has them as a new one would. A program keeps those of
//! the moment it was started in. No value is shown: it may hold a password. Elsewhere nothing is kept.

use super::{Check, Finding, Kind, Machine};
use crate::system::registry::{self, Hive, Key};
use crate::system::variables;

/// What can be wrong with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// It is set, but this terminal is older than the setting.
    Older {
        /// The variable.
        variable: &'static str,
    },
    /// It has one value here and another in a new terminal: set here on purpose, or before it was changed there.
    Differs {
        /// The variable.
        variable: &'static str,
    },
}

impl Problem {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Older { .. } => Kind::warning("terminal_older"),
            Self::Differs { .. } => Kind::info("terminal_differs").likely(),
        }
    }
}

/// What go, git and gv read. PATH is looked at by the check of its own.
const NAMES: [&str; 20] = [
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "NO_PROXY",
    "GOPROXY",
    "GOSUMDB",
    "GOPRIVATE",
    "GONOPROXY",
    "GONOSUMDB",
    "GOINSECURE",
    "GOAUTH",
    "GOVCS",
    "GOFLAGS",
    "GOENV",
    "GOPATH",
    "GOBIN",
    "GOROOT",
    "GOTOOLCHAIN",
    "SSL_CERT_FILE",
    "GV_HOME",
    "GV_VERSION",
];

pub(super) fn check(machine: &Machine<'_>) -> Vec<Finding> {
    if !registry::IS_HERE {
        return Vec::new();
    }
    let path = machine.env.text("GV_ENVIRONMENT_KEY").unwrap_or(registry::USER_ENVIRONMENT.path);
    let user = Key { hive: Hive::User, path };
    let problems = NAMES.into_iter().filter_map(|name| problem(name, machine, user));
    problems.map(|(problem, name)| Finding::new(Check::Variables, problem, name)).collect()
}

fn problem(variable: &'static str, machine: &Machine<'_>, user: Key<'_>) -> Option<(Problem, &'static str)> {
    let stored = variables::stored(variable, user);
    let expands = stored.user.as_ref().or(stored.machine.as_ref())?.expands;
    let text = stored.effective(variable).filter(|text| !text.trim().is_empty())?;
    // `gv exec` and a project's go.env change what programs get, and so does whoever sets it here.
    let problem = match machine.env.get(variable) {
        None => Problem::Older { variable },
        Some(here) if expands || here.is_empty() || here == text.as_str() => return None,
        Some(_) => Problem::Differs { variable },
    };
    Some((problem, variable))
}
