//! Which releases there are, asked of scripted servers.

mod asking;
mod ordering;
mod resolving;
mod stage;
