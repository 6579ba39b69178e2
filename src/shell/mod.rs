//! The shells gv talks to: their names, and what each has to be told. Nothing here writes a file.

mod detect;
mod hookup;
mod init;
mod language;
mod quote;
mod variable;
mod word;

pub use hookup::Hookup;
pub use init::{folder, hook, init, login, path, script, startup};

use crate::home::EXAMPLE;
use crate::lang::{Explain, Hint, Lang, between, code, displayed, say};
use language::Language;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// Declares the shells: a file each, which has what differs from shell to shell.
macro_rules! shells {
    ($($(#[$doc:meta])* $variant:ident = $module:ident),+ $(,)?) => {
        $(mod $module;)+

        /// A shell, by the language its lines are written in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Shell {
            $($(#[$doc])* $variant,)+
        }

        impl Shell {
            /// All shells, in the order they are listed to people.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            fn language(self) -> &'static Language {
                match self {
                    $(Self::$variant => &$module::LANGUAGE,)+
                }
            }
        }
    };
}

shells! {
    /// GNU bash
    Bash = bash,
    /// zsh
    Zsh = zsh,
    /// fish
    Fish = fish,
    /// Windows PowerShell and PowerShell 7
    PowerShell = powershell,
    /// The command prompt of Windows
    Cmd = cmd,
    /// nushell
    Nushell = nushell,
    /// elvish
    Elvish = elvish,
    /// Any POSIX shell: sh, dash, ash, ksh
    Posix = posix,
}

/// What can go wrong with telling a shell something.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No shell of that name.
    Unknown {
        /// What was given, cut to 64 characters.
        name: String,
    },
    /// A folder that no PATH can hold, or that a shell's text cannot spell.
    NotForPath {
        /// The folder.
        path: PathBuf,
        /// What is in the way.
        what: Obstacle,
    },
    /// A shell that cannot be told something at every prompt.
    NoHook {
        /// The shell.
        shell: Shell,
    },
}

/// What keeps a folder from standing on PATH.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// The character that separates the entries of PATH.
    Separator,
    /// A line break or another control character.
    Control,
    /// A character that the shell has no way to spell.
    Quote,
    /// Bytes that are no Unicode text.
    NotText,
}

impl Shell {
    /// The name that `gv init` takes.
    pub fn name(self) -> &'static str {
        self.language().name
    }

    /// The script of completions that can be written for it.
    pub fn completions(self) -> Option<&'static str> {
        self.language().completions
    }

    /// Whether its startup file reads a script that lies in gv's home.
    pub fn reads_script(self) -> bool {
        self.language().source.is_some()
    }

    /// Whether `gv setup` writes its startup files.
    pub fn has_startup_files(self) -> bool {
        self.language().has_startup_files
    }

    /// The names of all shells.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().map(|shell| shell.name())
    }
}

impl fmt::Display for Shell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Shell {
    type Err = Error;

    /// Takes a shell's name or the name of its program, in any case: `pwsh`, `nu`, `zsh.exe`.
    fn from_str(text: &str) -> Result<Self, Error> {
        let name = text.to_ascii_lowercase();
        let name = name.strip_suffix(".exe").unwrap_or(&name);
        for shell in Self::ALL {
            let language = shell.language();
            if language.name == name || language.also.contains(&name) {
                return Ok(*shell);
            }
        }
        Err(Error::Unknown { name: text.chars().take(64).collect() })
    }
}

displayed!(Error);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Unknown { name } => say!(
                lang,
                "gv does not know the shell {name:?}; it knows {known}",
                "gv 不支持名为 {name:?} 的 shell；支持：{known}",
                known = Shell::names().collect::<Vec<_>>().join(&between(lang))
            ),
            Self::NotForPath { path, what } => say!(
                lang,
                "{path} cannot be put on PATH: it contains {what}",
                "{path} 不能放入 PATH：其中含有{what}",
                path = path.display(),
                what = what.message(lang)
            ),
            Self::NoHook { shell } => say!(
                lang,
                "{shell} cannot follow the settings of projects; its go does, by gv's shim",
                "{shell} 无法跟随项目设置；其中的 go 命令由 gv 的 shim 处理，不受影响"
            ),
        }
    }

    fn hints(&self, _: Lang) -> Vec<Hint> {
        match self {
            Error::Unknown { .. } => vec![Hint::command("gv help init")],
            Error::NoHook { shell } => vec![Hint::command(format!("gv init {shell}"))],
            Error::NotForPath { .. } => vec![Hint::set("GV_HOME", EXAMPLE)],
        }
    }

    fn code(&self) -> u8 {
        match self {
            Error::Unknown { .. } | Error::NoHook { .. } => code::USAGE,
            Error::NotForPath { .. } => code::FAILED,
        }
    }
}

impl Obstacle {
    fn message(self, lang: Lang) -> String {
        match self {
            Self::Separator => {
                say!(lang, "the character that separates the entries of PATH", "PATH 的分隔符")
            }
            Self::Control => say!(lang, "a control character", "换行或控制字符"),
            Self::Quote => say!(lang, "a character that this shell cannot quote", "该 shell 无法表示的字符"),
            Self::NotText => say!(lang, "bytes that are not Unicode text", "非 Unicode 字节"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_back() {
        for &shell in Shell::ALL {
            assert_eq!(shell.name().parse::<Shell>(), Ok(shell));
        }
        assert_eq!("PWSH.EXE".parse::<Shell>(), Ok(Shell::PowerShell));
        assert!("tcsh".parse::<Shell>().is_err());
    }
}
