//! What is looked for, as data: a file a family. Where several rules find something in one line the first in this order
//! tells the cause; the next of a layer of the network that this one stands on is told as what lies beneath.

mod build;
mod code;
mod command;
mod curl;
mod dns;
mod http;
mod machine;
mod project;
mod protocol;
mod proxy;
mod settings;
mod sumdb;
mod tcp;
mod tls;
mod toolchain;
mod vcs;

use super::{Confidence, Id};

/// One wording of one fault.
#[derive(Debug)]
pub(super) struct Rule {
    pub id: Id,
    /// See [`super::pattern`].
    pub pattern: &'static str,
    pub sure: Confidence,
    /// What prints the same.
    pub could_be: &'static [Id],
}

/// All families, those that name a cause most closely first.
pub(super) const FAMILIES: [&[Rule]; 17] = [
    sumdb::RULES,
    settings::RULES,
    toolchain::RULES,
    command::RULES,
    proxy::RULES,
    curl::RULES,
    tls::RULES,
    dns::RULES,
    tcp::RULES,
    vcs::RULES,
    http::RULES,
    protocol::RULES,
    build::RULES,
    machine::RULES,
    project::RULES,
    code::RULES,
    proxy::REASONS,
];

impl Rule {
    /// The wording leaves nothing else.
    const fn sure(id: Id, pattern: &'static str) -> Self {
        Self { id, pattern, sure: Confidence::High, could_be: &[] }
    }

    /// On most machines.
    const fn likely(id: Id, pattern: &'static str, could_be: &'static [Id]) -> Self {
        Self { id, pattern, sure: Confidence::Medium, could_be }
    }

    /// Several faults print this.
    const fn perhaps(id: Id, pattern: &'static str, could_be: &'static [Id]) -> Self {
        Self { id, pattern, sure: Confidence::Low, could_be }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::pattern::{Capture, Pattern};

    #[test]
    fn every_pattern_is_well_formed() {
        for rule in FAMILIES.iter().flat_map(|rules| rules.iter()) {
            let pattern = Pattern::parse(rule.pattern);
            assert!(pattern.first().len() >= 4, "{rule:?} begins with too little");
            for piece in rule.pattern.split('{').skip(1) {
                let (name, _) = piece.split_once('}').unwrap();
                assert!(Capture::named(name).is_some(), "{rule:?}: {name}");
            }
            assert!(!rule.could_be.contains(&rule.id), "{rule:?}");
            assert_eq!(rule.sure == Confidence::High, rule.could_be.is_empty(), "{rule:?}");
        }
    }
}
