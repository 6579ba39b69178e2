//! Paths as people read them. A folder's name may hold anything; what would not be seen is escaped.

use crate::env::Env;
use crate::hidden;
use std::path::{MAIN_SEPARATOR, Path};

/// A path with the user's own directory written as `~`.
pub fn shown(path: &Path, env: &Env) -> String {
    match env.home_dir().and_then(|home| path.strip_prefix(home).ok()) {
        Some(rest) if !rest.as_os_str().is_empty() => {
            format!("~{MAIN_SEPARATOR}{}", hidden::Shown(rest.display()))
        }
        _ => hidden::Shown(path.display()).to_string(),
    }
}

/// A file and a line: `~/project/go.mod:3`, relative where that is shorter to read.
pub fn place(file: &Path, line: usize, env: &Env) -> String {
    let file = match file.strip_prefix(env.cwd()) {
        Ok(below) => hidden::Shown(below.display()).to_string(),
        Err(_) => shown(file, env),
    };
    format!("{file}:{line}")
}

/// A sentence with the paths in it as [`shown`] writes them: those below the user's own directory, where they begin a word.
pub fn in_text(text: &str, home: Option<&Path>) -> String {
    let home = home.and_then(Path::to_str).map(|home| home.trim_end_matches(MAIN_SEPARATOR));
    let Some(home) = home.filter(|home| !home.is_empty()) else { return text.to_owned() };
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(home) {
        let (before, after) = (&rest[..at], &rest[at + home.len()..]);
        let begins_word = before.chars().next_back().or(shown.chars().next_back()).is_none_or(begins_path);
        let is_below = after.strip_prefix(MAIN_SEPARATOR).is_some_and(|below| {
            below.chars().next().is_some_and(|letter| letter != MAIN_SEPARATOR && !letter.is_whitespace())
        });
        shown.push_str(before);
        shown.push_str(if begins_word && is_below { "~" } else { home });
        rest = after;
    }
    shown.push_str(rest);
    shown
}

/// Whether a path can stand behind this letter. Behind a quote it can too, but a shell would not know it there by `~`.
fn begins_path(letter: char) -> bool {
    letter.is_whitespace() || "([（：，；、。".contains(letter) || ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

#[cfg(test)]
mod tests {
    #[test]
    #[cfg(unix)]
    fn a_path_in_a_sentence_begins_with_a_tilde() {
        use super::*;

        let home = Some(Path::new("/home/me"));
        for (text, expected) in [
            ("cannot read /home/me/x y/go.env: gone", "cannot read ~/x y/go.env: gone"),
            ("/home/me/a and /home/me/b (/home/me/c)", "~/a and ~/b (~/c)"),
            ("无法读取 /home/me/a：/home/me/b 不存在", "无法读取 ~/a：~/b 不存在"),
            ("目录/home/me/a", "目录~/a"),
            // No path of the user's, or none that may be written so.
            ("/home/me is yours", "/home/me is yours"),
            ("/home/me/ is yours", "/home/me/ is yours"),
            ("/home/meadow/x, /mnt/home/me/x", "/home/meadow/x, /mnt/home/me/x"),
            (
                "file:///home/me/x '/home/me/x y' A=/home/me/x",
                "file:///home/me/x '/home/me/x y' A=/home/me/x",
            ),
            ("//home/me/x/home/me/y", "//home/me/x/home/me/y"),
        ] {
            assert_eq!(in_text(text, home), expected);
        }
        for home in [None, Some(Path::new("/")), Some(Path::new(""))] {
            assert_eq!(in_text("cannot read /etc/x", home), "cannot read /etc/x");
        }
    }
}
