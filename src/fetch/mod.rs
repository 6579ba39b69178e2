//! Bytes from elsewhere: the client, documents, and the stream that survives.

mod body;
mod budget;
mod client;
mod document;
mod download;
mod error;
mod fault;
mod hosts;
pub mod lookup;
mod pace;
mod partial;
mod passing;
mod progress;
mod race;
mod range;
mod request;
mod stream;
mod tail;
mod timeouts;
mod trace;
mod trust;

pub use bytes::Bytes;
pub use client::{Client, as_go, client, configured, named, over_https, unpooled};
pub use document::{Document, DocumentState, document, document_heard};
pub use download::{Download, Fetched, Overtaking, Part, Sink, Stopped};
pub use error::{Error, Trouble, by_fault};
pub(crate) use error::{
    allow_the_network, another_source_may_help, are_offline, is_nowhere, listed, measure_the_network,
    ways_through,
};
pub use fault::{Fault, Tls};
pub use passing::{Passing, passing};
pub use progress::{Asking, Progress, Silent};
pub use range::{Limits, Piece, Slice, piece};
pub use request::Source;
pub use stream::discard;
pub use tail::Tail;
pub use timeouts::Timeouts;

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
