//! Which releases there are, asked of scripted servers.

mod asking;
mod beside;
mod ordering;
mod resolving;
mod stage;
