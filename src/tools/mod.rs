//! Programs that `go install` made: which module and which Go each was made from, read from the file itself.

mod build_info;
#[cfg(test)]
mod crafted;
mod folder;
mod image;
mod layout;

pub use build_info::{BuildInfo, Module};
pub use folder::{Tool, folder, list, names};
