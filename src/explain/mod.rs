//! What a failed go command's output means: text in, causes out. It knows no network, no file and no words for people;
//! what it cannot tell from text alone it says so, and names what measures it.

mod cause;
mod confidence;
mod decode;
mod fallback;
mod id;
mod line;
mod matches;
mod next;
mod pattern;
mod reader;
mod rules;
mod scene;
mod target;

pub use cause::{Cause, Explanation};
pub use confidence::Confidence;
pub use id::{Dns, Id, Layer, Other, Tcp, Tls};
pub use next::next;
pub use reader::{Reader, Stream};

/// Explains a whole text. Its length is bounded by nothing, what is kept of it is.
pub fn explain(text: &str) -> Explanation {
    let mut reader = Reader::new();
    reader.read(Stream::Err, text.as_bytes());
    reader.finish()
}
