//! Asking a checksum database, by the library: what is believed, and every lie that is not.

mod lies;
mod memory;
mod stage;
mod ways;
