//! Mirrors measured, chosen, undone and watched.

mod stage;
mod testing;
mod using;
mod watching;
