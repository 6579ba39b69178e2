//! What bad input, bad luck and company get, through the program: a clear error or a recovery, never a wrong or half
//! toolchain.

mod archives;
#[cfg(unix)]
mod disk;
mod files;
mod in_the_way;
mod index;
mod kills;
mod places;
mod sources;
pub mod stage;
mod together;
