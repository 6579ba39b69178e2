//! What `go` means here, and how it is started. It chooses and starts; it installs nothing and prints nothing.

mod arguments;
mod call;
mod choice;
mod choose;
mod environment;
mod error;
mod exec;
mod invocation;
mod launch;
mod on_path;
pub mod proxy;

pub use arguments::chdir;
pub use call::Call;
pub use choice::{Choice, Passed, Source, Step, Wanted};
pub use choose::{choose, choose_by};
pub use environment::environment;
pub use error::Error;
pub use exec::{Exec, exec};
pub use invocation::Invocation;
pub use launch::{exit_code, launch};
