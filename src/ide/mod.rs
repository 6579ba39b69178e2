//! The settings of an editor that make its Go the one of the directory: where they stand, what they say now, and the file
//! with the change. Every editor is pointed at the link that `store` keeps for the project.

mod editor;
mod error;
mod go;
mod helix;
mod json;
mod plan;
mod vim;
mod workspace;

pub use editor::Editor;
pub use error::Error;
pub use go::{Go, Told};
pub use plan::{Plan, is_as_written, put_back, read, settings_folder};
