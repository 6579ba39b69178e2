//! Every rule at once: an index of how patterns begin, so that a long log costs one walk over its bytes.

use super::Id;
use super::pattern::{Captured, Pattern};
use super::rules::{FAMILIES, Rule};
use std::collections::{HashMap, HashSet};

/// At how many places of a line a rule is tried: a line that is made to be slow is no line of `go`.
const TRIES: u8 = 32;

/// The rules, ready for use.
#[derive(Debug)]
pub(super) struct Index {
    rules: Vec<(&'static Rule, Pattern)>,
    starts: HashMap<[u8; 4], Vec<usize>>,
    /// Which two bytes begin a pattern: most places of a line are passed over by this alone.
    pairs: Vec<bool>,
}

/// A rule that holds for a line.
#[derive(Debug)]
pub(super) struct Match<'a> {
    pub rule: &'static Rule,
    pub captured: Captured<'a>,
    order: usize,
}

impl Index {
    pub fn new() -> Self {
        let rules: Vec<_> = FAMILIES.iter().flat_map(|rules| rules.iter()).collect();
        let rules: Vec<_> = rules.into_iter().map(|rule| (rule, Pattern::parse(rule.pattern))).collect();
        let mut index = Self { rules: Vec::new(), starts: HashMap::new(), pairs: vec![false; 1 << 16] };
        for (order, (_, pattern)) in rules.iter().enumerate() {
            let Some(start) = pattern.first().as_bytes().first_chunk::<4>() else { continue };
            index.starts.entry(*start).or_default().push(order);
            index.pairs[pair(start[0], start[1])] = true;
        }
        index.rules = rules;
        index
    }

    /// What holds for a line, the first in the order of the rules first, each fault once. `start` is where the line's
    /// own text begins.
    pub fn search<'a>(&self, line: &'a str, start: usize) -> Vec<Match<'a>> {
        let bytes = line.as_bytes();
        let mut matches: Vec<Match<'a>> = Vec::new();
        let mut tries: Vec<u8> = Vec::new();
        for (place, four) in bytes.windows(4).enumerate() {
            if !self.pairs[pair(four[0], four[1])] {
                continue;
            }
            let four = [four[0], four[1], four[2], four[3]];
            for order in self.starts.get(&four).into_iter().flatten() {
                let (rule, pattern) = &self.rules[*order];
                tries.resize(self.rules.len(), 0);
                if tries[*order] == TRIES {
                    continue;
                }
                tries[*order] += 1;
                if let Some(captured) = pattern.at(line, place, start) {
                    matches.push(Match { rule, captured, order: *order });
                    tries[*order] = TRIES;
                }
            }
        }
        matches.sort_by_key(|found| found.order);
        let mut seen: HashSet<Id> = HashSet::new();
        matches.retain(|found| seen.insert(found.rule.id));
        matches
    }
}

fn pair(first: u8, second: u8) -> usize {
    usize::from(first) << 8 | usize::from(second)
}
