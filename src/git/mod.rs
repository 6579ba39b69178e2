//! The user's rules by which git fetches from one address in place of another. They are read and written by git
//! itself, so that its files stay its own. Credentials are never written; where one stands, it is not shown.

mod host;
mod remote;
mod rule;

pub use host::{BadHost, Host};
pub use remote::Remote;
pub use rule::{By, Rule, RuleProblem, problems, rewritten};

use crate::env::Env;
use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::system::reason;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// The user's rules, as git has them.
#[derive(Debug)]
pub struct Rules {
    folder: PathBuf,
    /// All that matter outside of a repository: the user's own, then the system's.
    pub rules: Vec<Rule>,
}

/// What [`Rules::reach`] and [`Rules::forget`] changed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Rules that are new.
    pub added: Vec<Rule>,
    /// Rules that are gone.
    pub removed: Vec<Rule>,
}

/// Git cannot be asked, or refuses.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no git on PATH, or it cannot be started.
    NoGit(io::Error),
    /// Git said no.
    Refused {
        /// In git's own words.
        message: String,
    },
    /// No host.
    Host(#[from] BadHost),
}

const RULES: &str = r"^url\..*\.(push)?insteadof$";

impl Rules {
    /// Asks git. What a repository says for itself does not count: `go` fetches into folders of its own.
    pub fn read(env: &Env) -> Result<Self, Error> {
        let mut read =
            Self { folder: env.home_dir().map_or_else(PathBuf::new, Into::into), rules: Vec::new() };
        for system in [false, true] {
            let scope = if system { "--system" } else { "--global" };
            let output = read.git(&["config", scope, "-z", "--show-origin", "--get-regexp", RULES])?;
            // 1: there are none. A file of the system's that is missing is no fault either.
            if output.status.success() {
                read.rules.extend(parse(&output.stdout, system));
            } else if !system && output.status.code() != Some(1) {
                return Err(refused(&output));
            }
        }
        Ok(read)
    }

    /// Makes git reach a host in one way, however its address is written. Rules that say the opposite for the whole
    /// host go; those for a part of it stay.
    pub fn reach(&self, host: &Host, by: By) -> Result<Difference, Error> {
        let mut change = Difference::default();
        for rule in self.own().filter(|rule| rule.opposes(by, host)) {
            self.remove(rule)?;
            change.removed.push(rule.clone());
        }
        let base = by.base(host);
        for prefix in by.prefixes(host) {
            let there = |rule: &&Rule| rule.base == base && rule.prefix == prefix && !rule.push_only;
            if self.own().any(|rule| there(&rule)) {
                continue;
            }
            self.config(&["--add", &format!("url.{base}.insteadOf"), &prefix])?;
            let file = String::new();
            change.added.push(Rule { base: base.clone(), prefix, push_only: false, file, system: false });
        }
        Ok(change)
    }

    /// Takes away every rule of the user's that has to do with a host.
    pub fn forget(&self, host: &Host) -> Result<Difference, Error> {
        let mut change = Difference::default();
        for rule in self.own().filter(|rule| rule.is_about(host)) {
            self.remove(rule)?;
            change.removed.push(rule.clone());
        }
        Ok(change)
    }

    /// Whether one of these rules (base and prefix) is there.
    pub fn has_any(&self, rules: &[(String, String)]) -> bool {
        self.own().any(|rule| !rule.push_only && is_one_of(rule, rules))
    }

    /// Takes back what [`Rules::reach`] did: the rules that it added go, those that it removed come again.
    pub fn take_back(&self, added: &[(String, String)], removed: &[(String, String)]) -> Result<(), Error> {
        for rule in self.own().filter(|rule| !rule.push_only && is_one_of(rule, added)) {
            self.remove(rule)?;
        }
        for (base, prefix) in removed {
            if !self.has_any(&[(base.clone(), prefix.clone())]) {
                self.config(&["--add", &format!("url.{base}.insteadOf"), prefix])?;
            }
        }
        Ok(())
    }

    fn own(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(|rule| !rule.system)
    }

    fn remove(&self, rule: &Rule) -> Result<(), Error> {
        let word = if rule.push_only { "pushInsteadOf" } else { "insteadOf" };
        let key = format!("url.{}.{word}", rule.base);
        self.config(&["--unset-all", &key, &format!("^{}$", escaped(&rule.prefix))])
    }

    fn config(&self, args: &[&str]) -> Result<(), Error> {
        let output = self.git(&[&["config", "--global"], args].concat())?;
        if output.status.success() { Ok(()) } else { Err(refused(&output)) }
    }

    fn git(&self, args: &[&str]) -> Result<Output, Error> {
        let mut git = Command::new("git");
        if self.folder.is_dir() {
            git.current_dir(&self.folder);
        }
        git.args(args).env("LC_ALL", "C").stdin(Stdio::null()).output().map_err(Error::NoGit)
    }
}

/// `origin NUL key LF value NUL`, again and again.
fn parse(output: &[u8], system: bool) -> Vec<Rule> {
    let text = String::from_utf8_lossy(output);
    let mut fields = text.split('\0');
    let mut rules = Vec::new();
    while let (Some(file), Some(entry)) = (fields.next(), fields.next()) {
        let Some((key, prefix)) = entry.split_once('\n') else { continue };
        let Some((base, word)) = key.strip_prefix("url.").and_then(|key| key.rsplit_once('.')) else {
            continue;
        };
        let push_only = word.eq_ignore_ascii_case("pushinsteadof");
        let (base, prefix, file) = (base.to_owned(), prefix.to_owned(), file.to_owned());
        rules.push(Rule { base, prefix, push_only, file, system });
    }
    rules
}

/// A text as a regular expression (POSIX extended) that matches it alone.
fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut escaped, c| {
        if r"\^$.|?*+()[]{}".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
        escaped
    })
}

fn refused(output: &Output) -> Error {
    let message = String::from_utf8_lossy(&output.stderr);
    Error::Refused { message: message.trim().trim_start_matches("error: ").to_owned() }
}

displayed!(Error);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::NoGit(error) => {
                say!(lang, "git cannot be run: {why}", "无法运行 git：{why}", why = reason(error, lang))
            }
            Self::Refused { message } => {
                say!(lang, "git config failed: {message}", "git config 失败：{message}")
            }
            Self::Host(bad) => bad.message(lang),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            Self::NoGit(_) => vec![Hint::words(say!(
                lang,
                "install git (https://git-scm.com/downloads), or set a GOPROXY without direct",
                "安装 git（https://git-scm.com/downloads），或设置不含 direct 的 GOPROXY"
            ))],
            Self::Refused { .. } => vec![Hint::command("git config --global --list --show-origin")],
            Self::Host(_) => vec![Hint::command("gv git https git.example.com")],
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::NoGit(_) | Self::Refused { .. } => code::FAILED,
            Self::Host(_) => code::USAGE,
        }
    }
}

fn is_one_of(rule: &Rule, rules: &[(String, String)]) -> bool {
    rules.iter().any(|(base, prefix)| *base == rule.base && *prefix == rule.prefix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_prints_is_read() {
        let output = b"file:/home/u/.gitconfig\0url.ssh://git@h.example/.insteadof\nhttps://h.example/\0\
                       file:/home/u/.gitconfig\0url.git@h:.pushinsteadof\nhttps://h/\0";
        let rules = parse(output, false);
        assert_eq!(rules[0].base, "ssh://git@h.example/");
        assert_eq!(rules[0].prefix, "https://h.example/");
        assert_eq!((rules[1].base.as_str(), rules[1].push_only), ("git@h:", true));
        assert_eq!(parse(b"", true), []);
    }

    #[test]
    fn nothing_in_a_prefix_is_a_pattern() {
        assert_eq!(escaped("https://h.example/a+b"), r"https://h\.example/a\+b");
    }
}
