//! The editors that gv knows, and what each is told.

use super::go::{Go, Malformed, Told};
use super::{helix, json, vim, workspace};
use std::path::Path;

/// An editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Editor {
    /// Visual Studio Code, and the editors made from it.
    VsCode,
    /// `GoLand`, and other IDEs of `JetBrains` with the Go plugin.
    GoLand,
    /// Zed.
    Zed,
    /// Helix.
    Helix,
    /// Vim and Neovim.
    Vim,
}

impl Editor {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::VsCode, Self::GoLand, Self::Zed, Self::Helix, Self::Vim];

    /// The word to type.
    pub fn id(self) -> &'static str {
        match self {
            Self::VsCode => "vscode",
            Self::GoLand => "goland",
            Self::Zed => "zed",
            Self::Helix => "helix",
            Self::Vim => "vim",
        }
    }

    /// Reads one, also by the name of its program.
    pub fn read(word: &str) -> Option<Self> {
        match word {
            "vscode" | "code" | "vscodium" | "cursor" => Some(Self::VsCode),
            "goland" | "idea" | "intellij" => Some(Self::GoLand),
            "zed" => Some(Self::Zed),
            "helix" | "hx" => Some(Self::Helix),
            "vim" | "nvim" | "neovim" => Some(Self::Vim),
            _ => None,
        }
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::VsCode => "VS Code",
            Self::GoLand => "GoLand",
            Self::Zed => "Zed",
            Self::Helix => "Helix",
            Self::Vim => "Vim",
        }
    }

    /// The folder and the name of its settings in a project.
    pub fn file(self) -> &'static [&'static str] {
        match self {
            Self::VsCode => &[".vscode", "settings.json"],
            Self::GoLand => &[".idea", "workspace.xml"],
            Self::Zed => &[".zed", "settings.json"],
            Self::Helix => &[".helix", "languages.toml"],
            Self::Vim => &[".exrc"],
        }
    }

    /// The text of its settings with the Go in them. All else stays as it is.
    pub fn edited(self, before: Option<&str>, go: &Go) -> Result<String, Malformed> {
        let text = before.unwrap_or_default();
        match self {
            Self::VsCode => json::vscode(text, go),
            Self::Zed => json::zed(text, go),
            Self::GoLand => workspace::edited(text, go),
            Self::Helix => helix::edited(text, go),
            Self::Vim => Ok(vim::edited(text, go)),
        }
    }

    /// The settings that name a Go. What cannot be read names none.
    pub fn told(self, text: &str, home: Option<&Path>) -> Vec<Told> {
        match self {
            Self::VsCode => json::told_vscode(text, home),
            Self::Zed => json::told_zed(text),
            Self::GoLand => workspace::told(text, home),
            Self::Helix => helix::told(text),
            Self::Vim => vim::told(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_written_once() {
        let go = crate::ide::go::testing::go();
        let home = go.home.as_deref().map(Path::new);
        for editor in Editor::ALL {
            assert_eq!(Editor::read(editor.id()), Some(editor));
            for before in [None, Some("")] {
                let once = editor.edited(before, &go).unwrap();
                assert!(once.ends_with('\n'), "{editor:?} {once:?}");
                assert_eq!(editor.edited(Some(&once), &go).as_ref(), Ok(&once), "{editor:?}");
                let told = editor.told(&once, home);
                // A PATH with a quote in it is another one on Windows.
                if cfg!(unix) || !matches!(editor, Editor::Zed | Editor::Helix) {
                    assert!(!told.is_empty(), "{once}");
                    assert!(told.iter().all(|told| told.root == Path::new(&go.root)), "{told:?}");
                }
            }
        }
    }
}
