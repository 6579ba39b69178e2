//! Proofs: what shows that bytes are the release they claim to be.

mod h1;
pub mod minisign;
mod proof;
mod required;
mod sha256;
pub mod sumdb;

pub use h1::{H1, NotH1};
pub use proof::{Authority, Expected, Hash, Mismatch, Proof};
pub use required::{NotRequired, Required};
pub use sha256::{Digest, Sha256};
