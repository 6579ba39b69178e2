//! The variables that Windows keeps: whether this terminal has them as a new one would. A program keeps those of
//! the moment it was started in. No value is shown: it may hold a password. Elsewhere nothing is kept.

use super::{Finding, Machine};
use crate::lang::say;
use crate::system::registry::{self, Hive, Key};
use crate::system::variables;

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
    NAMES.into_iter().filter_map(|name| differs(name, machine, user)).collect()
}

fn differs(variable: &'static str, machine: &Machine<'_>, user: Key<'_>) -> Option<Finding> {
    let lang = machine.lang;
    let stored = variables::stored(variable, user);
    let expands = stored.user.as_ref().or(stored.machine.as_ref())?.expands;
    let text = stored.effective(variable).filter(|text| !text.trim().is_empty())?;
    // `gv exec` and a project's go.env change what programs get, and so does a user who sets it here.
    let finding = match machine.env.get(variable) {
        None => {
            let summary = say!(
                lang,
                "{variable} is set, but this terminal is older than the setting: its programs do not see the variable",
                "{variable} 已设置，但当前终端在此之前已经打开，其中的程序读不到它"
            );
            Finding::warning("terminal_older", variable, summary)
        }
        Some(here) if expands || here.is_empty() || here == text.as_str() => return None,
        Some(_) => {
            let summary = say!(
                lang,
                "{variable} has another value in a new terminal than in this one",
                "{variable} 在新终端中的值与当前终端不同"
            );
            Finding::info("terminal_differs", variable, summary).likely()
        }
    };
    Some(finding.fixed_by(say!(
        lang,
        "open a new terminal; an IDE, or a terminal in it, has to be restarted as a whole",
        "打开新终端；IDE（包括其中的终端）则需要整个重启"
    )))
}
