//! Whether a toolchain is still safe: `gv audit`, and where else that is told.

pub mod asking;
mod auditing;
mod oracle;
