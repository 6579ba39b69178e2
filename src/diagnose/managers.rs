//! Other version managers of Go, known by their lines in startup files.

use super::{Check, Finding, Kind, Machine, Owner};
use crate::env::Env;
use crate::foreign::{self, Manager, Search};
use crate::setup::rc;
use crate::system::platform;
use std::fs::File;
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

/// What can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A manager of Go alone puts its own Go on PATH in every new shell.
    Rival {
        /// Which.
        manager: Manager,
        /// Its lines.
        lines: Vec<Line>,
    },
    /// A manager of many languages has a Go too.
    Neighbour {
        /// Which.
        manager: Manager,
        /// Its lines.
        lines: Vec<Line>,
    },
}

impl Problem {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Rival { .. } => Kind::warning("other_manager").likely(),
            Self::Neighbour { .. } => Kind::info("other_manager_of_many").likely(),
        }
    }
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
    let lines = lines_of(manager, machine);
    let first = lines.first()?;
    let target = format!("{}:{}", first.file.display(), first.number);
    if !is_of_many(manager) {
        let finding = Finding::new(Check::Managers, Problem::Rival { manager, lines }, target);
        return Some(finding.by(format!("gv import {manager}")));
    }
    let (os, arch) = platform::native();
    let has_go = !Search::new(machine.env, foreign::Machine::new(os, arch)).of(manager).is_empty();
    has_go.then(|| Finding::new(Check::Managers, Problem::Neighbour { manager, lines }, target))
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
    let read = File::open(file).and_then(|open| open.take(LIMIT).read_to_end(&mut bytes));
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
        text: text.chars().filter(|c| !c.is_control()).take(120).collect(),
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
