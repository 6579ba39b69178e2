//! Lines for a person to type that change the environment of the present shell.

use super::quote::Quoting;
use super::{Error, Shell};
use crate::env::Env;
use std::path::Path;

impl Shell {
    /// Takes a variable away.
    pub fn unset(self, name: &str) -> String {
        match self {
            Self::Bash | Self::Zsh | Self::Posix => format!("unset {name}"),
            Self::Fish => format!("set -e {name}"),
            Self::PowerShell => format!("Remove-Item Env:{name}"),
            Self::Cmd => format!("set {name}="),
            Self::Nushell => format!("hide-env {name}"),
            Self::Elvish => format!("unset-env {name}"),
        }
    }

    /// Gives a variable a value that holds no control character.
    pub fn set(self, name: &str, value: &str) -> String {
        let single = |quote: &str| format!("'{}'", value.replace('\'', quote));
        match self {
            Self::Bash | Self::Zsh | Self::Posix => format!("export {name}={}", single("'\\''")),
            Self::Fish => {
                let value = value.replace('\\', "\\\\").replace('\'', "\\'");
                format!("set -gx {name} '{value}'")
            }
            Self::PowerShell => {
                // PowerShell takes the typographic quotes for quotes too.
                let doubled: String = value
                    .chars()
                    .flat_map(|c| std::iter::repeat_n(c, if "'‘’‚‛".contains(c) { 2 } else { 1 }))
                    .collect();
                format!("$env:{name} = '{doubled}'")
            }
            Self::Cmd => format!("set \"{name}={value}\""),
            Self::Nushell => {
                format!("$env.{name} = \"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
            }
            Self::Elvish => format!("set-env {name} {}", single("''")),
        }
    }

    /// Gives a variable such a value, or takes it away.
    pub fn change(self, name: &str, value: Option<&str>) -> String {
        value.map_or_else(|| self.unset(name), |value| self.set(name, value))
    }

    /// Gives a variable the value of another, which so is not shown: it may hold a password.
    pub fn set_from(self, name: &str, other: &str) -> String {
        match self {
            Self::Bash | Self::Zsh | Self::Posix => format!("export {name}=\"${other}\""),
            Self::Fish => format!("set -gx {name} ${other}"),
            Self::PowerShell => format!("$env:{name} = $env:{other}"),
            Self::Cmd => format!("set {name}=%{other}%"),
            Self::Nushell => format!("$env.{name} = $env.{other}"),
            Self::Elvish => format!("set-env {name} $E:{other}"),
        }
    }

    /// Puts a folder at the end of PATH.
    pub fn append_to_path(self, folder: &Path, env: &Env) -> Result<String, Error> {
        let word = Quoting { shell: self, user: env.home_dir() }.folder(folder)?;
        Ok(match self {
            // The word is quoted already: the variable goes inside of its quotes.
            Self::Bash | Self::Zsh | Self::Posix => format!("export PATH=\"$PATH:{}", &word[1..]),
            Self::Fish => format!("fish_add_path --append {word}"),
            Self::PowerShell => format!("$env:Path += [IO.Path]::PathSeparator + {word}"),
            Self::Cmd => format!("set PATH=%PATH%;{word}"),
            Self::Nushell => format!("$env.PATH = ($env.PATH | append {word})"),
            Self::Elvish => format!("set paths = [$@paths {word}]"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg_attr(windows, ignore = "the paths are Unix ones")]
    fn a_folder_is_appended_in_the_words_of_each_shell() {
        let env = Env::default().with_home_dir("/home/me");
        let line = |shell: Shell, folder: &str| shell.append_to_path(Path::new(folder), &env).unwrap();
        assert_eq!(line(Shell::Bash, "/home/me/go/bin"), r#"export PATH="$PATH:$HOME/go/bin""#);
        assert_eq!(line(Shell::Zsh, "/opt/a$b"), r#"export PATH="$PATH:/opt/a\$b""#);
        assert_eq!(line(Shell::Fish, "/opt/a b"), r#"fish_add_path --append "/opt/a b""#);
        for shell in Shell::ALL {
            assert!(line(shell, "/opt/x").contains("/opt/x"), "{shell}");
            assert!(shell.unset("GOROOT").contains("GOROOT") && shell.set_from("A_B", "C_D").contains("C_D"));
        }
    }
}
