//! What `go` means here, and how it is started. It chooses and starts; it installs nothing and prints nothing.

mod arguments;
mod call;
mod choice;
mod choose;
mod depth;
mod editor;
mod environment;
mod error;
mod exec;
mod floor;
mod gotoolchain;
mod invocation;
mod launch;
mod meeting;
mod on_path;
pub mod proxy;
pub mod relay;
mod switch;
pub mod wininet;

pub use arguments::{chdir, plus, stays};
pub use call::Call;
pub use choice::{Choice, Launcher, Passed, Source, Step, Stop, Wanted};
pub use choose::{choose, choose_by, exactly, settings_root, settings_root_of};
pub use editor::{choose_for_editor, renew_editor, renew_editors};
pub use environment::environment;
pub use error::{Error, why_not_started};
pub use exec::{Exec, exec};
pub use gotoolchain::Gotoolchain;
pub use invocation::Invocation;
pub use launch::{exit_code, launch};
pub use meeting::system_go_for;
pub use on_path::{root_of, system_go, version_of, version_of_root};
