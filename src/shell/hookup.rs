//! How a person makes a shell know gv: the line, and where it has to stand.

use super::language::Permanent;
use super::quote::Folder;
use super::{Error, Shell};
use crate::env::Env;
use crate::home::Home;
use std::env::consts::EXE_SUFFIX;

/// A line for a person to type, and to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hookup {
    /// The shell it is for.
    pub shell: Shell,
    /// What makes gv known to the shell it is typed into.
    pub line: String,
    /// The file that line has to stand in for shells to come; `None` when `permanent` is a command instead.
    pub file: Option<&'static str>,
    /// A command that makes gv known for good, where that takes no file.
    pub permanent: Option<String>,
}

impl Shell {
    /// The line for this shell. It calls gv by its full name when `bin` is not on PATH yet.
    pub fn hookup(self, home: &Home, env: &Env) -> Result<Hookup, Error> {
        let language = self.language();
        let gv = self.call(home, env)?;
        let line = (language.line)(&gv, language.name);
        let quoted = |folder| Folder::of(folder, env.home_dir())?.quoted(self);
        let permanent = match language.permanent {
            None => None,
            Some(Permanent::Line) => Some(line.clone()),
            Some(Permanent::Path(command)) => Some(command(&quoted(&home.shims())?, &quoted(&home.bin())?)),
        };
        Ok(Hookup { shell: self, line, file: language.file, permanent })
    }

    /// The line that evaluates what a command prints.
    pub fn evaluating(self, command: &str) -> String {
        match self {
            Self::Bash | Self::Zsh | Self::Posix => format!("eval \"$({command})\""),
            Self::Fish => format!("{command} | source"),
            // Without the ending it may be PowerShell's own alias, Get-Variable.
            Self::PowerShell => {
                let command = command.replacen("gv ", &format!("gv{EXE_SUFFIX} "), 1);
                format!("{command} | Out-String | Invoke-Expression")
            }
            Self::Cmd => format!("for /f \"delims=\" %i in ('{command}') do @%i"),
            Self::Elvish => format!("eval ({command} | slurp)"),
            // It evaluates no text: what is printed is to be typed.
            Self::Nushell => command.to_owned(),
        }
    }

    /// How gv is called now.
    fn call(self, home: &Home, env: &Env) -> Result<String, Error> {
        // PowerShell has an alias of that name (Get-Variable), which the line takes away.
        if self != Self::PowerShell && env.path_dirs().contains(&home.bin()) {
            return Ok("gv".to_owned());
        }
        let gv = home.bin().join(format!("gv{EXE_SUFFIX}"));
        Ok((self.language().call)(Folder::of(&gv, env.home_dir())?.quoted(self)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg_attr(windows, ignore = "the paths are Unix ones")]
    fn gv_is_called_in_full_until_path_has_it() {
        let home = Home::at("/home/me/.gv");
        let env = Env::default().with_home_dir("/home/me");
        let line = |env: &Env| Shell::Bash.hookup(&home, env).unwrap().line;
        assert_eq!(line(&env), r#"eval "$("$HOME/.gv/bin/gv" init bash)""#);
        let env = Env::from_vars([("PATH".into(), "/home/me/.gv/bin".into())]);
        assert_eq!(line(&env), r#"eval "$(gv init bash)""#);
    }

    #[test]
    fn every_shell_has_a_line() {
        for &shell in Shell::ALL {
            let hookup = shell.hookup(&Home::at("/h"), &Env::default()).unwrap();
            assert!(hookup.line.contains("gv"), "{hookup:?}");
        }
    }
}
