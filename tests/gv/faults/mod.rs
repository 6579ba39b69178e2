//! What bad input, bad luck and company get, through the program: a clear error or a recovery, never a wrong or half
//! toolchain.

mod archives;
mod disk;
mod files;
mod index;
mod kills;
mod places;
mod sources;
mod stage;
mod together;
