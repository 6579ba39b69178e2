//! Proofs: what shows that bytes are the release they claim to be.

mod proof;
mod sha256;

pub use proof::{Authority, Expected, Mismatch, Proof};
pub use sha256::{Digest, Sha256};
