//! Toolchains from a GOPROXY, with no Go installed and no release mirror to be reached: what is installed, and what
//! is not whatever the proxy says.

mod asking;
mod early;
mod lies;
pub mod stage;
mod verifying;
