//! Bytes from elsewhere: the client, documents, and the stream that survives.

mod error;
mod progress;

pub use error::{Error, shown};
pub use progress::{Progress, Silent};
