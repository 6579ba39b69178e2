//! GitHub Actions: a job's PATH comes from the lines of a file that a variable names, not from startup files.

use super::Error;
use crate::env::Env;
use crate::home::Home;
use crate::system::Action;
use crate::system::file;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A file of the runner, and the lines that it now has.
#[derive(Debug)]
pub struct Written {
    /// The file.
    pub file: PathBuf,
    /// The lines.
    pub lines: Vec<String>,
    /// Whether some of them are new.
    pub changed: bool,
}

/// The variable that names the file of PATH.
pub const PATH: &str = "GITHUB_PATH";
/// The variable that names the file of variables.
pub const ENV: &str = "GITHUB_ENV";
/// No such file is larger.
const LIMIT: u64 = 16 << 20;

/// The directories that go on PATH, the last first: the runner puts each line in front.
pub fn path_lines(home: &Home) -> Vec<String> {
    [home.bin(), home.shims()].iter().map(|folder| folder.display().to_string()).collect()
}

/// The variables that later steps need.
pub fn env_lines(home: &Home) -> Vec<String> {
    vec![format!("GV_HOME={}", home.root().display())]
}

/// Writes to the files of the runner; those that no variable names are left out.
pub fn write(home: &Home, env: &Env) -> Result<Vec<Written>, Error> {
    let files = [(PATH, path_lines(home)), (ENV, env_lines(home))];
    let named = files.into_iter().filter_map(|(name, lines)| Some((PathBuf::from(env.get(name)?), lines)));
    named.map(|(file, lines)| append(file, lines)).collect()
}

fn append(file: PathBuf, lines: Vec<String>) -> Result<Written, Error> {
    let there = there(&file)?;
    let missing: Vec<_> = lines.iter().filter(|line| !there.lines().any(|it| it == *line)).collect();
    let mut text: String = if there.is_empty() || there.ends_with('\n') { "" } else { "\n" }.to_owned();
    for line in &missing {
        text += line;
        text.push('\n');
    }
    let changed = !missing.is_empty();
    if changed {
        let opened = OpenOptions::new().append(true).create(true).open(&file);
        let written = opened.and_then(|mut open| open.write_all(text.as_bytes()));
        written.map_err(Error::io(Action::Write, &file))?;
    }
    Ok(Written { file, lines, changed })
}

fn there(file: &Path) -> Result<String, Error> {
    match file::read_regular(file, LIMIT) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Error::io(Action::Read, file)(error)),
    }
}
