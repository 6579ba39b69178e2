//! The ways to a release, in the order in which they are gone.

use super::{Error, Module, Order};
use crate::version::Version;

/// All that `install` has to know to fetch, prove and unpack one release.
#[derive(Debug)]
pub struct Plan {
    /// What is installed.
    pub version: Version,
    /// How it can be had, the first to be tried first. Never empty.
    pub ways: Vec<Way>,
}

/// One way to have a release, and to prove it.
#[derive(Debug)]
pub enum Way {
    /// Its archive, from the origin's hosts and the mirrors.
    Archive(Box<Order>),
    /// The module of it, from a GOPROXY.
    Module(Box<Module>),
    /// A way that cannot be gone, and why.
    Closed(Error),
}

impl Plan {
    /// The archive alone.
    pub fn archive(order: Order) -> Self {
        Self { version: order.version.clone(), ways: vec![Way::Archive(Box::new(order))] }
    }
}
