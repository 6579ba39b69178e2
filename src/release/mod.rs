//! Which releases exist, and where their bytes are.

mod archive;
mod platform;

pub use archive::{Archive, Format, Order, Release, Source};
pub use platform::Platform;
