//! A team proxy: the files that make one of Athens and nginx, and the checks that one has to pass. Existing engines do the
//! work; what a deployment has to get right is written into the templates once, with its reason beside it. `mirror` checks a
//! mirror of one's own.

pub mod check;
mod error;
mod files;
pub mod mirror;
mod settings;
mod template;
mod write;

pub use error::Error;
pub use files::{File, files};
pub use settings::{Kind, Settings, Storage, Wrong};
pub use write::{Change, compare, write};
