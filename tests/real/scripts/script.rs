//! A script of Go's own tests: the settings and files that it makes, and its steps that ask which version runs.

use super::step::{Expected, Step, TestGo};
use crate::support::Sandbox;
use std::fs;
use std::path::Path;

pub struct Script<'a> {
    name: String,
    text: String,
    go: &'a TestGo,
    sandbox: Sandbox,
}

/// What is read of a line: its words, and whether the command is to fail.
struct Line {
    fails: bool,
    words: Vec<String>,
}

impl<'a> Script<'a> {
    pub fn read(path: &Path, go: &'a TestGo) -> Self {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut sandbox = Sandbox::new();
        sandbox
            .set("GV_OFFLINE", "1")
            .set("GOPROXY", "off")
            .set("GOTELEMETRY", "off")
            .set("GOTOOLCHAIN", "auto");
        Self { name, text: fs::read_to_string(path).unwrap(), go, sandbox }
    }

    /// Does what the script does, up to what needs a network or a build, and gives each step in its turn.
    pub fn run(mut self, each: &mut dyn FnMut(&Step<'_>)) {
        let text = std::mem::take(&mut self.text);
        let (commands, files) = text.split_at(text.find("\n-- ").unwrap_or(text.len()));
        self.write(files);
        let lines: Vec<_> = commands.lines().map_while(readable).flatten().collect();
        for (nth, line) in lines.iter().enumerate() {
            let words: Vec<_> = line.words.iter().map(String::as_str).collect();
            match words[..] {
                ["env", ref settings @ ..] => self.set(settings),
                ["go", "version"] => {
                    if let Some(expected) = expected(line.fails, &lines[nth + 1..]) {
                        each(&Step { script: &self.name, sandbox: &self.sandbox, go: self.go, expected });
                    }
                }
                ["go", "mod" | "work", "init" | "edit", ..] => self.go.edit(&self.sandbox, &words[1..]),
                ["rm", file] => fs::remove_file(self.sandbox.work().join(file)).unwrap(),
                _ => {}
            }
        }
    }

    fn set(&mut self, settings: &[&str]) {
        for setting in settings {
            match setting.split_once('=') {
                // Which programs are there is the sandbox's.
                Some((name, value)) if name != "PATH" => drop(self.sandbox.set(name, value)),
                _ => {}
            }
        }
    }

    /// The files behind the commands, each below a line `-- name --`.
    fn write(&self, files: &str) {
        for file in files.split("\n-- ").skip(1) {
            let (name, content) = file.split_once(" --\n").unwrap();
            self.sandbox.file(name, content);
        }
    }
}

/// A line without its conditions and comments; `Some(None)` for one that is not for this system, `None` where the
/// script needs what is not here: a build or a network.
#[expect(clippy::option_option, reason = "a line that is not for this system is read, and says nothing")]
fn readable(line: &str) -> Option<Option<Line>> {
    let mut words = words(line);
    while let Some(condition) = words.first().filter(|word| word.starts_with('[')).cloned() {
        words.remove(0);
        match condition.as_str() {
            "[!GOOS:plan9]" => {}
            "[GOOS:plan9]" | "[!exec:/bin/sh]" => return Some(None),
            _ => return None,
        }
    }
    let fails = words.first().is_some_and(|word| word == "!");
    words.drain(..usize::from(fails));
    Some((!words.is_empty()).then_some(Line { fails, words }))
}

/// The words, as the script's own language has them: blanks between, single quotes around.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), None::<String>, false);
    for letter in line.trim().chars() {
        match letter {
            '\'' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            '#' if !quoted && word.is_none() => break,
            ' ' | '\t' if !quoted => words.extend(word.take()),
            letter => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

/// What the lines after a command say of it. A failure is only read where the name of a toolchain is refused: the
/// others are of the network.
fn expected(fails: bool, after: &[Line]) -> Option<Expected> {
    let said = after.iter().take_while(|line| ["stdout", "stderr"].contains(&line.words[0].as_str()));
    let texts = |stream: &str| {
        let of_it = said.clone().filter(|line| !line.fails && line.words[0] == stream);
        of_it.map(|line| line.words[line.words.len() - 1].replace('\\', "")).collect::<Vec<_>>()
    };
    if fails {
        return texts("stderr").iter().any(|text| text.contains("invalid")).then_some(Expected::Refused);
    }
    texts("stdout").pop().map(|text| Expected::Runs(text.trim_start_matches("go version ").to_owned()))
}
