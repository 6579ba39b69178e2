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
        Self { version: order.version.clone(), ways: vec![Way::Archive(Box::new(order))], required: None }
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
