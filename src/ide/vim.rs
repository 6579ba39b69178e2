//! Vim and Neovim: one line of `.exrc`, which they read in the working directory where `exrc` is set. gopls and vim-go
//! find `go` on the PATH of the editor.

use super::go::{Go, Told, root_on_path};

/// Ends gv's line, and so tells it from the user's.
const MARK: &str = "\" gv ide vim";
const START: &str = "let $PATH = '";

pub(super) fn edited(text: &str, go: &Go) -> String {
    let bin = go.program.trim_end_matches(".exe").trim_end_matches("go").trim_end_matches(['/', '\\']);
    let line = format!("{START}{}' . (has('win32') ? ';' : ':') . $PATH {MARK}", bin.replace('\'', "''"));
    if text.lines().any(is_own) {
        let lines = text.split_inclusive('\n').map(|old| {
            let bare = old.trim_end_matches(['\r', '\n']);
            if is_own(bare) { format!("{line}{}", &old[bare.len()..]) } else { old.to_owned() }
        });
        return lines.collect();
    }
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    format!("{text}{end}{line}\n")
}

fn is_own(line: &str) -> bool {
    line.starts_with(START) && line.ends_with(MARK)
}

pub(super) fn told(text: &str) -> Vec<Told> {
    let line = text.lines().find(|line| is_own(line));
    let path = line.and_then(|line| line.strip_prefix(START)).and_then(|rest| rest.split_once("' . (has"));
    let root = path.and_then(|(bin, _)| root_on_path(&bin.replace("''", "'")));
    root.map(|root| Told { key: "$PATH", root }).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::go::testing::go;

    #[test]
    fn the_users_lines_stay_and_gvs_line_is_one() {
        let before = "set ts=4\nlet $PATH = '/x' . $PATH";
        let once = edited(before, &go());
        assert!(once.starts_with(&format!("{before}\n")), "{once}");
        let other = Go { program: "/y/bin/go".to_owned(), ..go() };
        let again = edited(&format!("{once}set et\n"), &other);
        assert_eq!(again.lines().filter(|line| is_own(line)).count(), 1);
        assert!(again.contains("'/y/bin' .") && again.ends_with("set et\n"), "{again}");
        assert!(edited("", &go()).contains("/home/o''hara/"));
    }
}
