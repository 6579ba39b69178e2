//! Bytes from elsewhere: the client, documents, and the stream that survives.

mod ahead;
mod body;
mod client;
mod document;
mod download;
mod error;
mod fault;
mod logins;
pub mod names;
mod opening;
mod partial;
mod patience;
mod piece;
mod progress;
mod race;
mod roots;
mod source;
mod stream;

pub use ahead::Ahead;
pub use bytes::Bytes;
pub use client::{Client, client, configured, named, unpooled};
pub use document::{Answer, Document, document};
pub use download::{Download, Fetched, Sink, Stopped};
pub use error::{Error, Trouble, by_fault, listed, shown};
pub use fault::{Fault, Tls};
pub use logins::Logins;
pub use patience::Patience;
pub use piece::{Limits, Piece, Slice, piece};
pub use progress::{Progress, Silent};
pub use roots::named_roots;
pub use source::Source;

/// Runs what waits for the network, on this thread. Not to be called from inside of it.
///
/// A lookup of a name that hangs is not waited for at the end.
///
/// # Panics
/// When the system gives no event queue: it costs three descriptors.
pub fn run<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("gv holds few files open, and an event queue costs three more");
    let output = runtime.block_on(future);
    runtime.shutdown_background();
    output
}
