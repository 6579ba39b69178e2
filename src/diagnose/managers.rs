//! Other version managers of Go, known by their lines in startup files.

use super::{Finding, Machine, Owner};
use crate::env::Env;
use crate::lang::say;
use crate::managers::{self, Manager, Search};
use crate::setup::rc;
use crate::system::{file, platform};
use std::io::Read;
use std::path::{Path, PathBuf};

/// A line of a startup file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The file.
    pub file: PathBuf,
    /// Counted from 1.
    pub number: usize,
    /// As it is written, cut to 120 characters.
    pub text: String,
}

/// What the lines in startup files hold that bring a manager in; nothing for those that have none.
fn marks(manager: Manager) -> &'static [&'static str] {
    match manager {
        Manager::Goup => &[".goup/env", ".goup/bin", ".goup/current", "goup init"],
        Manager::G => &["/.g/env", "/.g/go", "/.g/bin"],
        Manager::Gobrew => &[".gobrew/"],
        Manager::Goenv => &["goenv init", ".goenv/"],
        Manager::Gvm => &[".gvm/scripts/gvm"],
        Manager::StefanmaricG => &["# g-install:"],
        Manager::OwentherealGoup => &["/.go/current/bin", "/.go/bin", "/.go/env"],
        Manager::Asdf => &["asdf.sh", "asdf.fish", "asdf.nu", "asdf.elv", ".asdf/shims"],
        Manager::Mise => &["mise activate", "mise/shims"],
        Manager::Sdk => &["/sdk/go1"],
        // These manage more than Go, or are no managers, and their lines are no rivals.
        Manager::Gotoolchain | Manager::Homebrew | Manager::Scoop | Manager::System => &[],
    }
}

/// Whether it manages other things too, and so has its place in a startup file.
fn is_of_many(manager: Manager) -> bool {
    matches!(manager, Manager::Asdf | Manager::Mise)
}

pub(super) fn check(machine: &Machine<'_>) -> Vec<Finding> {
    let shadows = |manager: &Manager| {
        // The finding of `go` names this one's lines already.
        let first = machine.gos().first();
        machine.is_set_up() && first.is_some_and(|go| go.owner == Owner::Manager(*manager))
    };
    let others = Manager::ALL.into_iter().filter(|manager| !shadows(manager));
    others.filter_map(|manager| found(manager, machine)).collect()
}

fn found(manager: Manager, machine: &Machine<'_>) -> Option<Finding> {
    let lang = machine.lang;
    let lines = lines_of(manager, machine);
    let first = lines.first()?;
    let target = format!("{}:{}", first.file.display(), first.number);
    let mut finding = if is_of_many(manager) {
        let (os, arch) = platform::native();
        if Search::new(machine.env, managers::Machine::new(os, arch)).of(manager).is_empty() {
            return None;
        }
        let summary = say!(
            lang,
            "{manager} has a Go of its own too, and new shells set it up",
            "{manager} 也装有 Go，新的 shell 会加载它"
        );
        Finding::info("other_manager_of_many", target, summary)
    } else {
        let summary = say!(
            lang,
            "{manager} manages Go too, and new shells set it up",
            "{manager} 也在管理 Go，新的 shell 会加载它"
        );
        Finding::warning("other_manager", target, summary)
            .fixed_by(say!(
                lang,
                "remove the line unless you still use {manager}; its toolchains can be imported",
                "如不再使用 {manager}，请删除该行；它的工具链可以导入"
            ))
            .by(format!("gv import {manager}"))
    };
    for line in &lines {
        finding = finding.seen(line.shown(machine));
    }
    Some(finding.likely())
}

impl Line {
    /// `~/.bashrc:12  eval "$(goenv init -)"`
    pub(super) fn shown(&self, machine: &Machine<'_>) -> String {
        format!("{}:{}  {}", machine.path(&self.file), self.number, self.text)
    }
}

/// The lines of startup files that bring a manager in.
pub(super) fn lines_of(manager: Manager, machine: &Machine<'_>) -> Vec<Line> {
    let files = startup_files(machine.env);
    files.iter().flat_map(|file| lines_in(file, marks(manager))).collect()
}

/// The files that shells read and people write to, those first that gv writes to itself.
fn startup_files(env: &Env) -> Vec<PathBuf> {
    let mut files: Vec<_> = rc::candidates(env).into_iter().map(|(_, file)| file).collect();
    let more = [
        ".zshenv",
        ".config/fish/config.fish",
        "Documents/PowerShell/Microsoft.PowerShell_profile.ps1",
        "Documents/WindowsPowerShell/Microsoft.PowerShell_profile.ps1",
    ];
    files.extend(env.home_dir().into_iter().flat_map(|home| more.map(|name| home.join(name))));
    files
}

/// More than any startup file has.
const LIMIT: u64 = 1 << 20;

fn lines_in(file: &Path, marks: &[&str]) -> Vec<Line> {
    let mut bytes = Vec::new();
    let read = file::open_regular(file).and_then(|open| open.take(LIMIT).read_to_end(&mut bytes));
    if read.is_err() {
        return Vec::new();
    }
    let text = String::from_utf8_lossy(&bytes);
    let says = |line: &str| {
        // A mark may be a comment behind a command, but a line that is all comment does nothing.
        let slashes = line.replace('\\', "/");
        !line.starts_with('#') && marks.iter().any(|mark| slashes.contains(mark))
    };
    let lines = text.lines().map(str::trim).enumerate().filter(|(_, line)| says(line));
    let line = |(index, text): (usize, &str)| Line {
        file: file.to_owned(),
        number: index + 1,
        text: text.chars().take(120).collect(),
    };
    lines.map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_manager_is_known_by_the_line_its_manual_tells_to_write() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("rc");
        for (manager, line) in [
            (Manager::Goup, ". \"$HOME/.goup/env\""),
            (Manager::G, "[ -s \"${HOME}/.g/env\" ] && \\. \"${HOME}/.g/env\"  # g shell setup"),
            (Manager::Gobrew, "export PATH=\"$HOME/.gobrew/current/bin:$HOME/.gobrew/bin:$PATH\""),
            (Manager::Goenv, "eval \"$(goenv init -)\""),
            (Manager::Gvm, "[[ -s \"$HOME/.gvm/scripts/gvm\" ]] && source \"$HOME/.gvm/scripts/gvm\""),
            (
                Manager::StefanmaricG,
                "export GOROOT=\"$HOME/.go\"; export PATH=\"$GOPATH/bin:$PATH\"; # g-install: do NOT edit",
            ),
            (Manager::OwentherealGoup, "export PATH=\"$HOME/.go/bin:$HOME/.go/current/bin:$PATH\""),
            (Manager::Asdf, ". \"$HOME/.asdf/asdf.sh\""),
            (Manager::Asdf, "export PATH=\"${ASDF_DATA_DIR:-$HOME/.asdf}/shims:$PATH\" # .asdf/shims"),
            (Manager::Mise, "eval \"$(/home/me/.local/bin/mise activate bash)\""),
            (Manager::Sdk, "export PATH=$HOME/sdk/go1.22.3/bin:$PATH"),
        ] {
            std::fs::write(&file, format!("# {line}\nalias a=b\n  {line}\n")).unwrap();
            let found: Vec<_> =
                Manager::ALL.into_iter().filter(|other| !lines_in(&file, marks(*other)).is_empty()).collect();
            assert_eq!(found, [manager], "{line}");
            assert_eq!(lines_in(&file, marks(manager))[0].number, 3, "{line}");
        }
    }
}
