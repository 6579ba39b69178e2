//! Which releases exist, and where their bytes are.

mod archive;
pub mod index;
pub mod listing;
mod manifest;
mod name;
mod platform;
pub mod table;

pub use crate::fetch::Source;
pub use archive::{Archive, Format, Order, Release};
pub use manifest::Manifest;
pub use name::ArchiveName;
pub use platform::Platform;
