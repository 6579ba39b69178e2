//! `gv-shim`.
fn main() {}
