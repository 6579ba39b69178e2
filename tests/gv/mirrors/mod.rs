//! Mirrors measured, chosen, undone and watched.

mod checking;
mod own;
mod stage;
mod testing;
mod using;
mod watching;
