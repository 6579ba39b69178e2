//! The scripts of `packaging/` and minisign itself make what gv accepts.

use super::stage::{Stage, TARGET, program};
use crate::support::executable;
use crate::support::machine::program_or_skip;
use std::fs;
use std::path::{Path, PathBuf};

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging").join(name)
}

#[test]
fn a_release_of_the_scripts_is_accepted() {
    let Some(minisign) = program_or_skip("minisign") else { return };
    let sandbox = crate::support::Sandbox::new();
    let place = sandbox.at("");
    place.run(minisign, ["-G", "-W", "-p", "gv.pub", "-s", "gv.key"]).succeeds();
    let public = fs::read_to_string(sandbox.work().join("gv.pub")).unwrap();
    let key = public.lines().nth(1).unwrap();
    let version = env!("CARGO_PKG_VERSION");
    for name in ["gv", "gv-shim"] {
        executable::write(&sandbox.dir("built").join(name), program(name, version).as_bytes());
    }
    for out in ["dist", "again"] {
        place.run(script("archive"), ["built", TARGET, out]).succeeds();
    }
    let archive = format!("gv-{version}-{TARGET}.tar.gz");
    let bytes = |folder: &str| fs::read(sandbox.work().join(folder).join(&archive)).unwrap();
    assert!(bytes("dist") == bytes("again"), "two runs give two archives");
    place.run(script("sign"), ["dist", "gv.key"]).succeeds();
    let tags = place.run(script("module"), ["dist", "gv.example/releases", "module"]).succeeds();
    assert_eq!(tags.stdout, format!("linux-amd64/v{version}\n"));
    let go_mod = fs::read_to_string(sandbox.work().join("module/linux-amd64/go.mod")).unwrap();
    assert_eq!(go_mod, "module gv.example/releases/linux-amd64\n");
    assert!(sandbox.work().join("module/linux-amd64").join(&archive).is_file());

    let Some(stage) = Stage::with(&format!("key={key} version=0.0.1")) else { return };
    let dist = sandbox.work().join("dist");
    stage.gv(&["self", "update", "--from", dist.to_str().unwrap()]).succeeds();
    assert_eq!(stage.version(), format!("gv {version}"));
}
