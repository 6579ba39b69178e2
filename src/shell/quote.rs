//! Folders spelled for a shell, so that they mean themselves whatever letters they hold.

use super::{Error, Obstacle, Shell};
use crate::system::posix;
use std::path::Path;

/// How one shell is told folders. What lies below the user's own folder is spelled with `$HOME` in the shells whose
/// files people carry from machine to machine.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quoting<'a> {
    /// The shell.
    pub shell: Shell,
    /// The user's own folder.
    pub user: Option<&'a Path>,
}

impl Quoting<'_> {
    /// A folder as one word of the shell.
    pub fn folder(&self, folder: &Path) -> Result<String, Error> {
        let text = on_path(folder)?;
        match self.shell {
            Shell::Bash | Shell::Zsh | Shell::Posix => {
                Ok(self.with_home(folder, &text, &['\\', '$', '`', '"']))
            }
            Shell::Fish => Ok(self.with_home(folder, &text, &['\\', '$', '"'])),
            // PowerShell takes the typographic quotes for quotes too.
            Shell::PowerShell => Ok(doubled(&text, &['\'', '‘', '’', '‚', '‛'])),
            Shell::Elvish => Ok(doubled(&text, &['\''])),
            Shell::Nushell => Ok(format!("\"{}\"", escaped(&text, &['\\', '"']))),
            Shell::Cmd if text.contains(['"', '%']) => Err(obstacle(folder, Obstacle::Quote)),
            Shell::Cmd => Ok(text),
        }
    }

    fn with_home(&self, folder: &Path, text: &str, special: &[char]) -> String {
        let below = self.user.and_then(|user| posix::below(folder, user)).filter(|rest| !rest.is_empty());
        match below {
            Some(rest) => format!("\"$HOME/{}\"", escaped(&rest, special)),
            None => format!("\"{}\"", escaped(&posix::path(text), special)),
        }
    }
}

/// The folder as text, refused when it cannot be an entry of PATH.
fn on_path(folder: &Path) -> Result<String, Error> {
    let text = folder.to_str().ok_or_else(|| obstacle(folder, Obstacle::NotText))?;
    if text.contains(posix::PATH_SEPARATOR) {
        return Err(obstacle(folder, Obstacle::Separator));
    }
    if text.chars().any(char::is_control) {
        return Err(obstacle(folder, Obstacle::Control));
    }
    Ok(text.to_owned())
}

fn obstacle(folder: &Path, what: Obstacle) -> Error {
    Error::NotForPath { path: folder.to_owned(), what }
}

fn escaped(text: &str, special: &[char]) -> String {
    let mut quoted = String::with_capacity(text.len());
    for letter in text.chars() {
        if special.contains(&letter) {
            quoted.push('\\');
        }
        quoted.push(letter);
    }
    quoted
}

fn doubled(text: &str, special: &[char]) -> String {
    let inner: String =
        text.chars().flat_map(|c| std::iter::repeat_n(c, if special.contains(&c) { 2 } else { 1 })).collect();
    format!("'{inner}'")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(shell: Shell, folder: &str) -> Result<String, Error> {
        Quoting { shell, user: Some(Path::new("/home/me")) }.folder(Path::new(folder))
    }

    #[test]
    #[cfg_attr(windows, ignore = "the paths are Unix ones")]
    fn the_users_folder_is_named_not_copied() {
        assert_eq!(quoted(Shell::Bash, "/home/me/.gv/shims").unwrap(), r#""$HOME/.gv/shims""#);
        assert_eq!(quoted(Shell::Fish, "/home/me/a$b").unwrap(), r#""$HOME/a\$b""#);
        assert_eq!(quoted(Shell::Zsh, "/home/meow/.gv").unwrap(), r#""/home/meow/.gv""#);
        let root = Quoting { shell: Shell::Bash, user: Some(Path::new("/")) };
        assert_eq!(root.folder(Path::new("/.gv")).unwrap(), r#""/.gv""#);
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
