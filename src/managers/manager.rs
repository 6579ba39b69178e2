//! The version managers gv knows, and what it calls them.

use std::fmt;
use std::str::FromStr;

/// Who put a Go toolchain on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Manager {
    /// goup-rs, `~/.goup`
    Goup,
    /// voidint/g, `~/.g`
    G,
    /// gobrew, `~/.gobrew`
    Gobrew,
    /// goenv, `~/.goenv`
    Goenv,
    /// gvm, `~/.gvm`
    Gvm,
    /// stefanmaric/g, `$GOROOT/.versions`
    StefanmaricG,
    /// owenthereal/goup, `~/.go`
    OwentherealGoup,
    /// asdf with a plugin for Go
    Asdf,
    /// mise
    Mise,
    /// golang.org/dl and the editors that use the same folder, `~/sdk`
    Sdk,
    /// The `go` command itself, by GOTOOLCHAIN, in the module cache
    Gotoolchain,
    /// Homebrew
    Homebrew,
    /// Scoop
    Scoop,
    /// The system's packages, an installer, or an archive unpacked by hand
    System,
}

impl Manager {
    /// All of them. Of two that have the same version, the first in this order is taken.
    pub const ALL: [Self; 14] = [
        Self::Goup,
        Self::G,
        Self::Gobrew,
        Self::Goenv,
        Self::Gvm,
        Self::StefanmaricG,
        Self::OwentherealGoup,
        Self::Asdf,
        Self::Mise,
        Self::Sdk,
        Self::Gotoolchain,
        Self::Homebrew,
        Self::Scoop,
        Self::System,
    ];

    /// The word for it on the command line, in JSON and in receipts.
    pub fn id(self) -> &'static str {
        match self {
            Self::Goup => "goup",
            Self::G => "g",
            Self::Gobrew => "gobrew",
            Self::Goenv => "goenv",
            Self::Gvm => "gvm",
            Self::StefanmaricG => "stefanmaric-g",
            Self::OwentherealGoup => "owenthereal-goup",
            Self::Asdf => "asdf",
            Self::Mise => "mise",
            Self::Sdk => "sdk",
            Self::Gotoolchain => "gotoolchain",
            Self::Homebrew => "homebrew",
            Self::Scoop => "scoop",
            Self::System => "system",
        }
    }
}

/// A word that is no manager's [`Manager::id`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoManager;

impl FromStr for Manager {
    type Err = NoManager;

    fn from_str(text: &str) -> Result<Self, NoManager> {
        Self::ALL.into_iter().find(|manager| manager.id() == text).ok_or(NoManager)
    }
}

impl fmt::Display for Manager {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_back_and_no_two_are_one() {
        for manager in Manager::ALL {
            assert_eq!(manager.id().parse(), Ok(manager));
        }
        assert_eq!("Goup".parse::<Manager>(), Err(NoManager));
    }
}
