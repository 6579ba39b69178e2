//! The rules of the house, held by reading the sources: imports point down, no file grows out of hand, every text stands
//! in both languages. `cargo test --test house -- --nocapture figures` prints the figures of every room.

#![expect(clippy::unwrap_used, reason = "a test that cannot read the sources has to fail")]

mod dependencies;
mod hints;
mod imports;
mod shape;
mod source;
mod words;
