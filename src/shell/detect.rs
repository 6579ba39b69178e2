//! Which shell the user is typing into.

use super::Shell;
use crate::env::Env;
use crate::system::{platform, process};
use std::path::Path;

impl Shell {
    /// The shell that started gv; where that is not known or is none (a build tool, `sudo`), the login shell of
    /// `$SHELL`; else what the system is likely to have.
    pub fn detect(env: &Env) -> Self {
        Self::from_traces(process::parent_name().as_deref(), env)
    }

    fn from_traces(parent: Option<&str>, env: &Env) -> Self {
        // A login shell's process is called `-bash`.
        let parent = parent.and_then(|name| name.trim_start_matches('-').parse().ok());
        parent.or_else(|| Self::of_user(env)).unwrap_or_else(|| Self::of_system(env))
    }

    /// The login shell, as `$SHELL` tells it.
    pub fn of_user(env: &Env) -> Option<Self> {
        Path::new(env.get("SHELL")?).file_name()?.to_str()?.parse().ok()
    }

    fn of_system(env: &Env) -> Self {
        if env.get("NU_VERSION").is_some() {
            Self::Nushell
        } else if !platform::IS_WINDOWS {
            Self::Posix
        } else if env.get("MSYSTEM").is_some() {
            Self::Bash
        } else if env.get("PROMPT").is_some() {
            // cmd exports its prompt, PowerShell does not.
            Self::Cmd
        } else {
            Self::PowerShell
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login_shell(path: &str) -> Env {
        Env::from_vars([("SHELL".into(), path.into())])
    }

    #[test]
    fn the_parent_says_more_than_the_login_shell() {
        let env = login_shell("/usr/bin/zsh");
        assert_eq!(Shell::from_traces(Some("fish"), &env), Shell::Fish);
        assert_eq!(Shell::from_traces(Some("-bash"), &env), Shell::Bash);
        assert_eq!(Shell::from_traces(Some("sudo"), &env), Shell::Zsh);
        assert_eq!(Shell::from_traces(None, &env), Shell::Zsh);
    }

    #[test]
    fn something_is_always_found() {
        Shell::from_traces(None, &Env::default());
        Shell::from_traces(Some(""), &login_shell("/"));
    }
}
