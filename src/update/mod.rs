//! New versions of gv itself: which there are, the proof that one comes from gv's makers, and its programs. Nothing here
//! replaces a program: `setup` does.

mod address;
mod archive;
mod error;
mod identity;
mod modules;
mod places;
mod signed_list;
mod updater;
mod way;

pub use address::Address;
pub use archive::Programs;
pub use error::Error;
pub use identity::{Identity, Made};
pub use signed_list::SignedList;
pub use updater::{Proven, Updater};
