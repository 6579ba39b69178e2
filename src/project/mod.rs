//! What a directory asks for: its pins, and the floor of its go.work or go.mod. It reads and edits these files and
//! decides nothing: which toolchain `go` means is the shim's question.

mod asks;
mod edit;
mod error;
mod floor;
mod gomod;
mod lexer;
mod pin;
mod requires;
pub mod settings;
mod survey;
mod text;
mod write;

pub use asks::{Asker, asks_for};
pub use edit::set_toolchain;
pub use error::{Error, Problem};
pub use floor::{Demand, Floor};
pub use pin::Pin;
pub use requires::{Replacement, Requirement, Requirements};
pub use survey::Survey;
pub use write::{Written, write_pin};
