//! The only place that knows which operating system this is. One small file a subject, each with a Unix and a
//! Windows arm of the same signature.

pub mod authorities;
pub mod directory;
pub mod file;
mod file_error;
pub mod folders;
pub mod interrupt;
pub mod launcher;
pub mod link;
pub mod lock_owner;
pub mod mount;
pub mod ownership;
pub mod platform;
pub mod posix;
pub mod private;
pub mod process;
pub mod program;
pub mod proxy;
pub mod registry;
pub mod resolver;
mod retry;
pub mod rights;
pub mod route;
pub mod services;
pub mod terminal;
pub mod variables;
pub use file_error::{Action, FileError, own_home, reason};
