//! In which steps one program agrees, and whether that is what is listed.

use super::step::Step;
use std::collections::BTreeMap;
use std::fmt;
use std::fmt::Write as _;

pub struct Tally {
    whose: &'static str,
    /// By what a step is about: two steps about the same are one.
    agreed: BTreeMap<String, bool>,
}

impl Tally {
    pub fn new(whose: &'static str) -> Self {
        Self { whose, agreed: BTreeMap::new() }
    }

    pub fn note(&mut self, step: &Step<'_>, agrees: bool) {
        let all = self.agreed.entry(step.about()).or_insert(true);
        *all &= agrees;
    }

    /// Steps that differ and are not listed, and steps that are listed and agree, or are in no script.
    pub fn complaints(&self, listed: &str) -> String {
        let listed: Vec<_> =
            listed.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        let mut complaints = String::new();
        for (about, agrees) in &self.agreed {
            if !agrees && !listed.contains(&about.as_str()) {
                writeln!(complaints, "{} differs, and is not listed: {about}", self.whose).unwrap();
            }
        }
        for about in listed {
            match self.agreed.get(about) {
                Some(false) => {}
                Some(true) => writeln!(complaints, "{} agrees, and is listed: {about}", self.whose).unwrap(),
                None => writeln!(complaints, "listed for {}, and in no script: {about}", self.whose).unwrap(),
            }
        }
        complaints
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let agreed = self.agreed.values().filter(|agrees| **agrees).count();
        write!(f, "{} agrees in {agreed} of {}", self.whose, self.agreed.len())
    }
}
