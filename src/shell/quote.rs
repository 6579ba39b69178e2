//! Folders spelled for a shell, so that they mean themselves whatever letters they hold.

use super::{Error, Obstacle, Shell};
use crate::system::posix;
use std::path::Path;

/// A folder of PATH that a shell is told. What lies below the user's own folder is spelled with `$HOME` in the shells whose
/// files people carry from machine to machine.
#[derive(Debug, Clone)]
pub(super) struct Folder<'a> {
    path: &'a Path,
    text: &'a str,
    user: Option<&'a Path>,
}

impl<'a> Folder<'a> {
    /// A folder, and the user's own folder. Refused when it cannot be an entry of PATH.
    pub fn of(path: &'a Path, user: Option<&'a Path>) -> Result<Self, Error> {
        Ok(Self { path, text: on_path(path)?, user })
    }

    /// As it is.
    pub fn text(&self) -> &str {
        self.text
    }

    /// As one word of a shell.
    pub fn quoted(&self, shell: Shell) -> Result<String, Error> {
        (shell.language().folder)(self).map_err(|what| obstacle(self.path, what))
    }

    /// In double quotes, with `$HOME` where it lies below the user's own folder.
    pub fn with_home(&self, special: &[char]) -> String {
        let below = self.user.and_then(|user| posix::below(self.path, user)).filter(|rest| !rest.is_empty());
        match below {
            Some(rest) => format!("\"$HOME/{}\"", escaped(&rest, special)),
            None => format!("\"{}\"", escaped(&posix::path(self.text), special)),
        }
    }
}

/// The folder as text, refused when it cannot be an entry of PATH.
fn on_path(folder: &Path) -> Result<&str, Error> {
    let text = folder.to_str().ok_or_else(|| obstacle(folder, Obstacle::NotText))?;
    if text.contains(posix::PATH_SEPARATOR) {
        return Err(obstacle(folder, Obstacle::Separator));
    }
    if text.chars().any(char::is_control) {
        return Err(obstacle(folder, Obstacle::Control));
    }
    Ok(text)
}

fn obstacle(folder: &Path, what: Obstacle) -> Error {
    Error::NotForPath { path: folder.to_owned(), what }
}

/// With a backslash before these characters.
pub(super) fn escaped(text: &str, special: &[char]) -> String {
    let mut quoted = String::with_capacity(text.len());
    for letter in text.chars() {
        if special.contains(&letter) {
            quoted.push('\\');
        }
        quoted.push(letter);
    }
    quoted
}

/// In single quotes, these characters twice.
pub(super) fn doubled(text: &str, special: &[char]) -> String {
    let inner: String =
        text.chars().flat_map(|c| std::iter::repeat_n(c, if special.contains(&c) { 2 } else { 1 })).collect();
    format!("'{inner}'")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(shell: Shell, folder: &str) -> Result<String, Error> {
        Folder::of(Path::new(folder), Some(Path::new("/home/me")))?.quoted(shell)
    }

    #[test]
    #[cfg_attr(windows, ignore = "the paths are Unix ones")]
    fn the_users_folder_is_named_not_copied() {
        assert_eq!(quoted(Shell::Bash, "/home/me/.gv/shims").unwrap(), r#""$HOME/.gv/shims""#);
        assert_eq!(quoted(Shell::Fish, "/home/me/a$b").unwrap(), r#""$HOME/a\$b""#);
        assert_eq!(quoted(Shell::Zsh, "/home/meow/.gv").unwrap(), r#""/home/meow/.gv""#);
        let below_root = Folder::of(Path::new("/.gv"), Some(Path::new("/"))).unwrap();
        assert_eq!(below_root.quoted(Shell::Bash).unwrap(), r#""/.gv""#);
    }

    #[test]
    fn each_shell_has_its_quotes() {
        assert_eq!(quoted(Shell::PowerShell, "C/it's ’x").unwrap(), "'C/it''s ’’x'");
        assert_eq!(quoted(Shell::Elvish, "/it's").unwrap(), "'/it''s'");
        assert_eq!(quoted(Shell::Nushell, r#"/a"b\c"#).unwrap(), r#""/a\"b\\c""#);
    }

    #[test]
    #[cfg_attr(windows, ignore = "the paths are Unix ones")]
    fn a_folder_that_path_cannot_hold_is_refused() {
        for folder in ["/a:b", "/a\nb"] {
            assert!(matches!(quoted(Shell::Bash, folder), Err(Error::NotForPath { .. })), "{folder:?}");
        }
        assert!(quoted(Shell::Cmd, "/100%").is_err());
    }
}
