//! The shells gv talks to: their names, and what each has to be told. Nothing here writes a file.

mod detect;
mod hookup;
mod init;
mod quote;
mod variable;

pub use hookup::Hookup;
pub use init::{folder, hook, init, startup};

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// A shell, by the language its lines are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shell {
    /// GNU bash
    Bash,
    /// zsh
    Zsh,
    /// fish
    Fish,
    /// Windows PowerShell and PowerShell 7
    PowerShell,
    /// The command prompt of Windows
    Cmd,
    /// nushell
    Nushell,
    /// elvish
    Elvish,
    /// Any POSIX shell: sh, dash, ash, ksh
    Posix,
}

/// What can go wrong with telling a shell something.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No shell of that name.
    #[error("gv does not know the shell {name:?}; it knows {known}", known = Shell::names())]
    Unknown {
        /// What was given, cut to 64 characters.
        name: String,
    },
    /// A folder that no PATH can hold, or that a shell's text cannot spell.
    #[error("{path} cannot stand on PATH: it holds {what}", path = path.display())]
    NotForPath {
        /// The folder.
        path: PathBuf,
        /// What is in the way.
        what: Obstacle,
    },
    /// A shell that cannot be told something at every prompt.
    #[error("{shell} cannot follow the settings of projects; its go does, by gv's shim")]
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
    /// All shells, in the order they are listed to people.
    pub const ALL: [Self; 8] = [
        Self::Bash,
        Self::Zsh,
        Self::Fish,
        Self::PowerShell,
        Self::Cmd,
        Self::Nushell,
        Self::Elvish,
        Self::Posix,
    ];

    /// The name that `gv init` takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Zsh => "zsh",
            Self::Fish => "fish",
            Self::PowerShell => "powershell",
            Self::Cmd => "cmd",
            Self::Nushell => "nushell",
            Self::Elvish => "elvish",
            Self::Posix => "sh",
        }
    }

    fn names() -> String {
        Self::ALL.map(Self::name).join(", ")
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
        match name.strip_suffix(".exe").unwrap_or(&name) {
            "bash" => Ok(Self::Bash),
            "zsh" => Ok(Self::Zsh),
            "fish" => Ok(Self::Fish),
            "powershell" | "pwsh" => Ok(Self::PowerShell),
            "cmd" => Ok(Self::Cmd),
            "nushell" | "nu" => Ok(Self::Nushell),
            "elvish" => Ok(Self::Elvish),
            "sh" | "posix" | "dash" | "ash" | "ksh" | "ksh93" | "mksh" => Ok(Self::Posix),
            _ => Err(Error::Unknown { name: text.chars().take(64).collect() }),
        }
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Separator => "the character that separates the entries of PATH",
            Self::Control => "a control character",
            Self::Quote => "a character this shell cannot quote",
            Self::NotText => "bytes that are no Unicode text",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_back() {
        for shell in Shell::ALL {
            assert_eq!(shell.name().parse::<Shell>(), Ok(shell));
        }
        assert_eq!("PWSH.EXE".parse::<Shell>(), Ok(Shell::PowerShell));
        assert!("tcsh".parse::<Shell>().is_err());
    }
}
