//! The ways to obtain a release, in the order in which they are tried.

use super::{Error, Module, Order, Place};
use crate::verify::Required;
use crate::version::Version;

/// All that `install` has to know to fetch, prove and unpack one release.
#[derive(Debug)]
pub struct Plan {
    /// What is installed.
    pub version: Version,
    /// The ways to obtain it, the first to be tried first. Never empty.
    pub ways: Vec<Way>,
    /// What the project requires of it, beside the authorities.
    pub required: Option<Required>,
    /// How much of it is installed.
    pub part: Part,
}

/// How much of a release is installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// Without the folders that building needs nothing of: `api`, `doc`, `misc` and `test`.
    Slim,
}

/// One way to obtain a release and to verify it.
#[derive(Debug)]
pub enum Way {
    /// Its archive, from the origin's hosts and the mirrors.
    Archive(Box<Order>),
    /// The module of it, from a GOPROXY.
    Module(Box<Module>),
    /// A way that is not available, and why.
    Closed(Error),
}

impl Way {
    /// The module, where it is the way.
    pub fn module(&self) -> Option<&Module> {
        match self {
            Way::Module(module) => Some(module),
            _ => None,
        }
    }
}

impl Plan {
    /// The archive alone.
    pub fn archive(order: Order) -> Self {
        let version = order.version.clone();
        Self { version, ways: vec![Way::Archive(Box::new(order))], part: Part::Whole, required: None }
    }

    /// The same with another part.
    #[must_use]
    pub fn of(self, part: Part) -> Self {
        Self { part, ..self }
    }

    /// Only the ways that lead to the whole release: modules lack the folders of a slim one's rest.
    #[must_use]
    pub fn by_archive(mut self) -> Self {
        self.ways.retain(|way| !matches!(way, Way::Module(_)));
        self
    }

    /// Whether an archive is among the ways.
    pub fn has_archive(&self) -> bool {
        self.ways.iter().any(|way| matches!(way, Way::Archive(_)))
    }
}

impl Order {
    /// The same archive from one place only.
    #[must_use]
    pub fn only(self, place: &Place) -> Self {
        let sources = vec![place.source(&self.archive.file_name)];
        Self { sources, ..self }
    }
}
