//! The lines that put gv on PATH, from a template a shell.

use super::quote::{Folder, doubled};
use super::{Error, Shell};
use crate::env::Env;
use crate::home::Home;
use crate::system::posix;
use std::path::{Path, PathBuf};

/// What `gv init SHELL` prints: [`path`] and [`script`].
pub fn init(shell: Shell, home: &Home, env: &Env) -> Result<String, Error> {
    Ok(path(shell, home, env)? + &script(shell))
}

/// The lines for PATH: the shims come first, exactly once, wherever they stood before.
pub fn path(shell: Shell, home: &Home, env: &Env) -> Result<String, Error> {
    filled(shell.language().first, shell, home, env)
}

/// The function by which `gv shell` changes the shell that it is typed into, and the completions. Empty where the shell
/// has neither.
pub fn script(shell: Shell) -> String {
    let language = shell.language();
    let parts = [language.function, language.completions];
    // The completions first: nushell's function names them.
    let text: String = parts.into_iter().rev().flatten().collect();
    let text = fill(&text, &[("shell", shell.name().to_owned())]);
    // elvish refuses a text that names what only its editor has, as where a script evaluates this.
    match shell {
        Shell::Elvish => {
            let text = format!("use str\n{text}");
            fill(ELVISH, &[("terminal", doubled(&text, &['\'']))])
        }
        _ => text,
    }
}

/// Evaluates lines only where elvish is at a terminal.
const ELVISH: &str = include_str!("templates/in_terminal.elv");

/// What `gv init SHELL --env` prints besides: at every prompt gv is asked what the project's settings change.
pub fn hook(shell: Shell, home: &Home, env: &Env) -> Result<String, Error> {
    let template = shell.language().hook.ok_or(Error::NoHook { shell })?;
    let gv = home.bin().join(format!("gv{}", std::env::consts::EXE_SUFFIX));
    Ok(fill(template, &[("gv", folder(shell, &gv, env)?)]))
}

impl Shell {
    /// Whether the shell can be told something at every prompt: what [`hook`] needs.
    pub fn has_hook(self) -> bool {
        self.language().hook.is_some()
    }
}

/// What stands in a file that every interactive shell reads, nested ones too: PATH is left alone when the shims are
/// on it, so that an order the user made (an environment of direnv, a virtual environment) survives a nested shell.
/// Login shells of fish, which reads the same file for both, get what [`path`] gives. The rest is in the file that holds
/// [`script`].
pub fn startup(shell: Shell, home: &Home, env: &Env) -> Result<String, Error> {
    let language = shell.language();
    let template = language.once.unwrap_or(language.first).to_owned() + language.source.unwrap_or_default();
    filled(&template, shell, home, env)
}

/// What stands in a file that login shells read: [`path`], and where they read no other file besides, the rest.
pub fn login(shell: Shell, home: &Home, env: &Env) -> Result<String, Error> {
    let language = shell.language();
    let source = language.source.filter(|_| shell != Shell::Zsh).unwrap_or_default();
    filled(&(language.first.to_owned() + source), shell, home, env)
}

/// A folder as one word of a shell, spelled as [`init`] and [`startup`] spell it.
pub fn folder(shell: Shell, folder: &Path, env: &Env) -> Result<String, Error> {
    Folder::of(&tidy(folder), env.home_dir())?.quoted(shell)
}

fn filled(template: &str, shell: Shell, home: &Home, env: &Env) -> Result<String, Error> {
    let values = [
        ("shims", folder(shell, &home.shims(), env)?),
        ("bin", folder(shell, &home.bin(), env)?),
        ("home", folder(shell, home.root(), env)?),
        ("rest", rest_of_path(home, env)),
        ("script", folder(shell, &home.script(shell.name()), env)?),
    ];
    let lines =
        template.split_inclusive('\n').filter(|line| !is_default(home, env) || !line.contains("@home@"));
    Ok(fill(&lines.collect::<String>(), &values))
}

/// Whether gv finds this home without being told.
fn is_default(home: &Home, env: &Env) -> bool {
    env.home_dir().is_some_and(|user| tidy(home.root()) == tidy(&user.join(".gv")))
}

/// Without doubled and trailing separators, which a whole-entry comparison would stumble over.
fn tidy(path: &Path) -> PathBuf {
    path.components().collect()
}

/// PATH as it is without our folders, each entry with a separator before it. Only cmd needs it: it cannot take a
/// list apart, and does not expand `%PATH%` in what `for /f` hands it.
fn rest_of_path(home: &Home, env: &Env) -> String {
    let ours = [tidy(&home.shims()), tidy(&home.bin())];
    let others = env.path_dirs().into_iter().filter(|dir| !ours.contains(&tidy(dir)));
    others.flat_map(|dir| [posix::PATH_SEPARATOR.to_string(), dir.to_string_lossy().into_owned()]).collect()
}

/// Puts values in the place of `@name@`, once: a value that looks like a name is left as it is.
fn fill(template: &str, values: &[(&str, String)]) -> String {
    let mut text = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('@') {
        text.push_str(before);
        let value = values.iter().find_map(|(name, value)| {
            after.strip_prefix(name).and_then(|after| after.strip_prefix('@')).map(|after| (value, after))
        });
        let (put, after) = value.map_or(("@", after), |(value, after)| (value.as_str(), after));
        text.push_str(put);
        rest = after;
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_not_filled_again() {
        let values = [("shims", "@bin@".to_owned()), ("bin", "b".to_owned())];
        assert_eq!(fill("x @shims@ @bin@ @(y) @", &values), "x @bin@ b @(y) @");
    }

    #[test]
    fn the_home_is_told_only_where_gv_would_not_find_it() {
        let env = Env::default().with_home_dir("/home/me");
        for &shell in Shell::ALL {
            let told = |root: &str| init(shell, &Home::at(root), &env).unwrap();
            assert!(!told("/home/me/.gv").contains("GV_HOME"), "{shell}");
            assert!(told("/opt/gv").contains("GV_HOME"), "{shell}");
            assert!(told("/home/me/.gv").ends_with('\n'), "{shell}");
        }
    }

    #[test]
    #[cfg_attr(windows, ignore = "the paths are Unix ones")]
    fn cmd_gets_the_present_path_without_our_entries() {
        let env = Env::from_vars([("PATH".into(), "/a:/h/shims:/b".into())]);
        assert_eq!(rest_of_path(&Home::at("/h"), &env), ":/a:/b");
    }
}
