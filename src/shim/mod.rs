//! What `go` means here, and how it is started. It chooses and starts; it installs nothing and prints nothing.

mod arguments;
mod choice;
mod choose;
mod error;
mod invocation;
mod launch;
mod on_path;

pub use arguments::chdir;
pub use choice::{Choice, Passed, Source, Step, Wanted};
pub use choose::choose;
pub use error::Error;
pub use invocation::Invocation;
pub use launch::{Exec, exec, launch};
