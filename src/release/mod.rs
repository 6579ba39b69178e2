//! Which releases exist, and where their bytes are.

mod archive;
mod platform;

pub use crate::fetch::Source;
pub use archive::{Archive, Format, Order, Release};
pub use platform::Platform;
