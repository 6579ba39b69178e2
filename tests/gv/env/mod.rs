//! Go's settings in a project: shown, changed, trusted, and put in force.

mod change;
mod force;
mod import;
mod preset;
mod shared_hosts;
#[cfg(unix)]
mod shells;
mod show;
mod trust;

use crate::support::{Sandbox, executable};
use gv::home::Home;
use gv::store::Store;
use gv::system::launcher;
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::Path;

/// A home with one toolchain and the shims, and a module in the working folder.
fn stage() -> Sandbox {
    staged(Sandbox::new())
}

fn staged(mut sandbox: Sandbox) -> Sandbox {
    sandbox.place_toolchain("1.22.3");
    let store = Store::of(&Home::at(sandbox.gv_home()));
    store.set_default(&store.find(&"1.22.3".parse().unwrap()).unwrap()).unwrap();
    let (bin, shims) = (sandbox.gv_home().join("bin"), sandbox.gv_home().join("shims"));
    fs::create_dir_all(&shims).unwrap();
    for program in ["gv", "gv-shim"] {
        let built = Path::new(env!("CARGO_BIN_EXE_gv")).with_file_name(format!("{program}{EXE_SUFFIX}"));
        executable::copy(built, &bin.join(format!("{program}{EXE_SUFFIX}")));
    }
    for name in ["go", "gofmt", "go1.22.3"] {
        let shim = bin.join(format!("gv-shim{EXE_SUFFIX}"));
        launcher::link(&shim, &shims.join(format!("{name}{EXE_SUFFIX}"))).unwrap();
    }
    sandbox.file("go.mod", "module m\n\ngo 1.20\n");
    sandbox.set("GV_OFFLINE", "1");
    sandbox
}

/// What `go` has in its environment for a key; empty where nothing.
fn given(sandbox: &Sandbox, key: &str) -> String {
    sandbox.go(["env", key]).succeeds().stdout.trim_end().to_owned()
}

/// A go.env of the module in the working folder.
fn has(sandbox: &Sandbox, content: &str) {
    sandbox.file("go.env", content);
}

fn text(sandbox: &Sandbox) -> String {
    fs::read_to_string(sandbox.work().join("go.env")).unwrap()
}
