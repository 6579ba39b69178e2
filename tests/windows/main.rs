//! What is of Windows alone, through the programs: the registry, links, arguments, what runs while it is replaced. It
//! runs on Windows, and cross-built under Wine (`.ci/windows`); all else is in `tests/gv`, which runs there too.

#![cfg(windows)]
#![expect(clippy::unwrap_used, reason = "a test that cannot set its stage has to fail")]

mod arguments;
mod defaults;
mod environment;
mod paths;
mod proxies;
mod real;
mod running;

#[path = "../real/mirror/serve.rs"]
mod serve;
#[path = "../gv/support/mod.rs"]
mod support;

use support::Sandbox;

/// A home set up by gv itself, with these toolchains; the first is the default.
fn home_with(versions: &[&str]) -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.set("GV_OFFLINE", "1");
    for version in versions {
        sandbox.place_toolchain(version);
    }
    sandbox.gv(["use", versions[0]]).succeeds();
    sandbox
}
