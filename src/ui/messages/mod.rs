//! What the commands say when all goes well, by what it is about.

mod choosing;
mod git;
mod importing;
mod installing;
mod keeping;
mod mirroring;
mod naming;
mod routing;
mod setting_up;
mod settings;
mod why;
