//! Whom this machine's `go` and gv would ask.

use crate::probe::way::Target;
use url::Url;

/// All endpoints that are looked at.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// In the order they are asked.
    pub endpoints: Vec<Endpoint>,
}

/// One that would be asked.
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// Its address. It may hold credentials, and is not shown.
    pub url: Url,
    /// What it is asked for.
    pub role: Role,
}

/// What an endpoint is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It was named by the user.
    Given,
}

impl Endpoint {
    /// One that the user named.
    pub fn given(url: Url) -> Self {
        Self { url, role: Role::Given }
    }

    /// Where it is; `None` for a folder.
    pub fn target(&self) -> Option<Target> {
        Target::of(&self.url)
    }
}
