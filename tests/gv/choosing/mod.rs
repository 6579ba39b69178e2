//! Every rule of choosing, and what stands around a chosen toolchain, in a home of six. What reaches the toolchain is
//! tried in `shim.rs`.

mod around;
mod considered;
mod gotoolchain;
mod rules;
mod system;
#[cfg(unix)]
mod unfit;

use crate::support::Sandbox;
use crate::support::archive::Toolchain;
use crate::support::executable;
use crate::support::run::Run;
use crate::support::sandbox::Place;
use gv::home::Home;
use gv::store::Store;
use gv::system::{launcher, link};
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};

const INSTALLED: [&str; 6] = ["1.9.7", "1.20.14", "1.21.13", "1.22.3", "1.22.5", "1.23.1"];

/// A home as `gv setup` leaves it, with the toolchains named above and without the network. The default is 1.22.3.
fn stage() -> Sandbox {
    let sandbox = Sandbox::new();
    set(sandbox)
}

fn set(mut sandbox: Sandbox) -> Sandbox {
    for version in INSTALLED {
        sandbox.place_toolchain(version);
    }
    set_up_programs(&sandbox, &["gv", "gv-shim"]);
    make_default(&sandbox, "1.22.3");
    sandbox.set("GV_OFFLINE", "1");
    sandbox
}

/// Gives a program another name anywhere: a link, where that takes no privilege.
fn name_elsewhere(program: &Path, name: &Path) {
    if cfg!(windows) {
        launcher::link(program, name).unwrap();
    } else {
        link::create(program, name, false).unwrap();
    }
}

fn set_up_programs(sandbox: &Sandbox, programs: &[&str]) {
    let (bin, shims) = (sandbox.gv_home().join("bin"), sandbox.gv_home().join("shims"));
    fs::create_dir_all(&bin).unwrap();
    fs::create_dir_all(&shims).unwrap();
    for program in programs {
        let built = Path::new(env!("CARGO_BIN_EXE_gv")).with_file_name(file(program));
        let place = bin.join(file(program));
        executable::copy(&built, &place);
    }
    for name in ["go", "gofmt", "go1.21.13", "go1.22.3", "go1.24.9"] {
        launcher::link(&bin.join(file("gv-shim")), &shims.join(file(name))).unwrap();
    }
}

fn make_default(sandbox: &Sandbox, version: &str) {
    let store = Store::of(&Home::at(sandbox.gv_home()));
    let toolchain = store.find(&version.parse().unwrap()).unwrap();
    store.set_default(&toolchain).unwrap();
}

/// A Go of the machine's own, in a folder that is returned.
fn place_system_go(sandbox: &Sandbox, version: &str) -> PathBuf {
    let root = sandbox.root().join(format!("usr-{version}"));
    Toolchain::new(version).write_to(&root);
    root.join("bin")
}

fn file(name: &str) -> String {
    format!("{name}{EXE_SUFFIX}")
}

trait Names {
    /// `go version` names this one, and no error.
    fn names(self, version: &str) -> Run;
}

impl Names for Run {
    #[track_caller]
    fn names(self, version: &str) -> Run {
        self.succeeds().does_not_say("error").prints(&format!("go version go{version} "))
    }
}

impl Names for Place<'_> {
    #[track_caller]
    fn names(self, version: &str) -> Run {
        self.go(["version"]).names(version)
    }
}
