//! How a person makes a shell know gv: the line, and where it has to stand.

use super::quote::Quoting;
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
        let gv = self.call(home, env)?;
        let name = self.name();
        let line = match self {
            Self::Bash | Self::Zsh | Self::Posix => format!("eval \"$({gv} init {name})\""),
            Self::Fish => format!("{gv} init {name} | source"),
            Self::PowerShell => format!("{gv} init {name} | Out-String | Invoke-Expression"),
            Self::Cmd => format!("for /f \"delims=\" %i in ('{gv} init {name}') do @%i"),
            Self::Elvish => format!("eval ({gv} init {name} | slurp)"),
            Self::Nushell => nushell_line(&gv),
        };
        Ok(Hookup { shell: self, line, file: self.file(), permanent: self.permanent(home, env)? })
    }

    fn file(self) -> Option<&'static str> {
        match self {
            Self::Bash => Some("~/.bashrc"),
            Self::Zsh => Some("~/.zshrc"),
            Self::Fish => Some("~/.config/fish/config.fish"),
            Self::PowerShell => Some("$PROFILE"),
            Self::Elvish => Some("~/.config/elvish/rc.elv"),
            Self::Posix => Some("~/.profile"),
            // The line of nushell writes the file itself; cmd reads none.
            Self::Nushell | Self::Cmd => None,
        }
    }

    /// How gv is called now.
    fn call(self, home: &Home, env: &Env) -> Result<String, Error> {
        if env.path_dirs().contains(&home.bin()) {
            return Ok("gv".to_owned());
        }
        let gv = home.bin().join(format!("gv{EXE_SUFFIX}"));
        let word = Quoting { shell: self, user: env.home_dir() }.folder(&gv)?;
        Ok(match self {
            Self::PowerShell => format!("& {word}"),
            Self::Nushell => format!("^{word}"),
            Self::Elvish => format!("(external {word})"),
            // `for /f` strips one pair of quotes off a command that begins with one.
            Self::Cmd => format!("\"\"{word}\""),
            _ => word,
        })
    }

    fn permanent(self, home: &Home, env: &Env) -> Result<Option<String>, Error> {
        let quoting = Quoting { shell: Self::PowerShell, user: env.home_dir() };
        Ok(match self {
            Self::PowerShell if crate::system::parent::IS_WINDOWS => {
                let (shims, bin) = (quoting.folder(&home.shims())?, quoting.folder(&home.bin())?);
                Some(format!(
                    "[Environment]::SetEnvironmentVariable('Path', ({shims}, {bin}, \
                     [Environment]::GetEnvironmentVariable('Path', 'User') -join ';'), 'User')"
                ))
            }
            Self::Nushell => Some(nushell_line(&self.call(home, env)?)),
            _ => None,
        })
    }
}

/// nushell cannot evaluate text; it reads the files of its autoload folder.
fn nushell_line(gv: &str) -> String {
    format!(
        "mkdir ($nu.default-config-dir | path join autoload); {gv} init nushell | save --force \
         ($nu.default-config-dir | path join autoload gv.nu)"
    )
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
        for shell in Shell::ALL {
            let hookup = shell.hookup(&Home::at("/h"), &Env::default()).unwrap();
            assert!(hookup.line.contains("gv"), "{hookup:?}");
        }
    }
}
