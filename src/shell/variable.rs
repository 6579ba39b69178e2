//! Lines for a person to type that change the environment of the present shell.

use super::quote::Folder;
use super::{Error, Shell};
use crate::env::Env;
use std::path::Path;

impl Shell {
    /// Takes a variable away.
    pub fn unset(self, name: &str) -> String {
        (self.language().unset)(name)
    }

    /// Several commands on one line.
    pub fn in_a_row(self, commands: &[String]) -> String {
        commands.join(self.language().between)
    }

    /// Removes a file; of a link, the link.
    pub fn remove(self, file: &Path) -> String {
        format!("{} {}", self.language().remove, self.path(file))
    }

    /// Gives a variable a value that holds no control character.
    pub fn set(self, name: &str, value: &str) -> String {
        (self.language().set)(name, value)
    }

    /// Gives a variable such a value, or takes it away.
    pub fn change(self, name: &str, value: Option<&str>) -> String {
        value.map_or_else(|| self.unset(name), |value| self.set(name, value))
    }

    /// One command with another value of a variable, which holds letters and digits only.
    pub fn with(self, name: &str, value: &str, command: &str) -> String {
        (self.language().with)(name, value, command)
    }

    /// Gives a variable the value of another by its name, so that a password in it is not printed.
    pub fn set_from(self, name: &str, other: &str) -> String {
        (self.language().set_from)(name, other)
    }

    /// Puts a folder at the end of PATH.
    pub fn append_to_path(self, folder: &Path, env: &Env) -> Result<String, Error> {
        let word = Folder::of(folder, env.home_dir())?.quoted(self)?;
        Ok((self.language().append)(&word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Hint, is_command};

    #[test]
    fn an_example_is_set_as_in_the_usual_shell() {
        assert_eq!(Hint::set("A_B", "b c").text(), Shell::USUAL.set("A_B", "b c"));
        assert!(is_command(&Shell::USUAL.with("A", "0", "gv ls")));
    }

    #[test]
    #[cfg_attr(windows, ignore = "the paths are Unix ones")]
    fn a_folder_is_appended_in_the_words_of_each_shell() {
        let env = Env::default().with_home_dir("/home/me");
        let line = |shell: Shell, folder: &str| shell.append_to_path(Path::new(folder), &env).unwrap();
        assert_eq!(line(Shell::Bash, "/home/me/go/bin"), r#"export PATH="$PATH:$HOME/go/bin""#);
        assert_eq!(line(Shell::Zsh, "/opt/a$b"), r#"export PATH="$PATH:/opt/a\$b""#);
        assert_eq!(line(Shell::Fish, "/opt/a b"), r#"fish_add_path --append "/opt/a b""#);
        for &shell in Shell::ALL {
            assert!(line(shell, "/opt/x").contains("/opt/x"), "{shell}");
            for advice in [shell.set("A", "b c"), shell.unset("A"), shell.remove(Path::new("/a b"))] {
                assert!(is_command(&advice), "{shell}: {advice}");
            }
            assert!(shell.unset("GOROOT").contains("GOROOT") && shell.set_from("A_B", "C_D").contains("C_D"));
        }
    }
}
