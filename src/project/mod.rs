//! What a directory asks for: its pins, and the floor of its go.work or go.mod. It reads and edits these files and
//! decides nothing: which toolchain `go` means is the shim's question.

mod checkout;
mod edit;
mod error;
mod floor;
mod gomod;
mod lexer;
mod locked;
mod lookup;
mod names;
mod pin;
mod pin_file;
mod references;
mod requires;
pub mod settings;
mod survey;
mod text;
mod toml_pin;
mod unread;
mod write;

pub use edit::set_toolchain;
pub use error::{Error, SyntaxError};
pub use floor::{Demand, Floor};
pub use locked::{LOCK, Lock, LockError, Value as LockValue, remove_lock, render as render_lock, write_lock};
pub use pin::{Alternative, Pin};
pub use pin_file::{PassedOver, Why};
pub use references::{Reference, references};
pub use requires::{Replacement, Requirement, Requirements};
pub use survey::Survey;
pub use unread::{Unread, unread};
pub use write::{Written, remove_pin, write_pin};
