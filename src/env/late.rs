//! Variables whose values are found out when they are first asked for.

use std::fmt;
use std::sync::{Arc, LazyLock};

type Values = Vec<(&'static str, String)>;

/// The variables. Clones share what was found out, and it shows nothing: it may hold a secret.
#[derive(Clone)]
pub struct Late(Arc<LazyLock<Values, Box<dyn FnOnce() -> Values + Send>>>);

impl Late {
    /// Variables that this finds out.
    pub fn new(find: impl FnOnce() -> Values + Send + 'static) -> Self {
        Self(Arc::new(LazyLock::new(Box::new(find))))
    }

    /// The values.
    pub fn values(&self) -> &Values {
        &self.0
    }
}

impl fmt::Debug for Late {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Late")
    }
}
