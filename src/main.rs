//! The `gv` program.
fn main() {}
