//! How deep launches of the shim are nested, and where that ends.

use crate::env::Env;

/// Counts the launches that led here one from another. A `go` on PATH, or in a toolchain taken over from elsewhere,
/// can be a script that calls `go`, which is the shim again: that has to end. Real work nests a few deep (`go
/// generate`, make, a switch by GOTOOLCHAIN), and mostly without the shim, as Go puts its own folder first on PATH.
pub(super) const DEPTH: &str = "GV_SHIM_DEPTH";
/// So many launches are one inside the other at most.
pub(super) const DEEPEST: u32 = 32;

/// How many launches led to this one.
pub(super) fn of(env: &Env) -> u32 {
    env.text(DEPTH).and_then(|depth| depth.parse().ok()).unwrap_or(0)
}
