//! Why bytes could not be had.

use url::Url;

/// A fetch that failed. Addresses carry no credentials: see [`shown`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address answered with a status other than the one wanted.
    #[error("{url} answered {status}")]
    Status {
        /// The address, without credentials.
        url: String,
        /// The HTTP status.
        status: u16,
    },
}

/// An address as it may be shown: without user, password and query.
pub fn shown(url: &Url) -> String {
    let mut url = url.clone();
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_query(None);
    url.to_string()
}
