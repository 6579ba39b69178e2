//! The main job with a real Go for Windows; only where `GV_REAL_MIRROR` names a folder that
//! `cargo run --example real-mirror -- prepare FOLDER --versions 1.22.10 --platforms windows-amd64` has filled.

use crate::serve::Served;
use crate::support::{Sandbox, skipped};
use std::env;
use std::path::PathBuf;

#[test]
fn from_nothing_to_a_program_that_runs() {
    let Some(mirror) = env::var_os("GV_REAL_MIRROR").map(PathBuf::from) else {
        return skipped("GV_REAL_MIRROR names no folder with real toolchains");
    };
    if !mirror.join("dl/go1.22.10.windows-amd64.zip").is_file() {
        return skipped("GV_REAL_MIRROR has no go1.22.10.windows-amd64.zip");
    }
    let mut sandbox = Sandbox::new();
    let origin = format!("{}/dl", Served::start(mirror).unwrap().address());
    sandbox.set("GV_ORIGIN", origin);
    sandbox
        .set("GOPROXY", "off")
        .set("GOTELEMETRY", "off")
        .set("GOFLAGS", "-modcacherw")
        .set("CGO_ENABLED", "0");
    for (name, folder) in [("LOCALAPPDATA", "local"), ("APPDATA", "roaming")] {
        let folder = sandbox.home().join(folder);
        sandbox.set(name, folder);
    }
    sandbox.gv(["install", "1.22.10"]).succeeds();
    sandbox.gv(["use", "1.22.10"]).succeeds();
    sandbox.go(["version"]).succeeds().prints("go version go1.22.10 windows/amd64");
    sandbox.file("hello/go.mod", "module hello\n\ngo 1.22\n");
    let main = "package main\n\nimport (\n\t\"fmt\"\n\t\"os\"\n\t\"runtime\"\n)\n\nfunc main() { fmt.Println(\"hello from\", runtime.Version(), os.Args[1:]) }\n";
    sandbox.file("hello/main.go", main);
    let place = sandbox.at("hello");
    place.go(["build", "-o", "hello.exe", "."]).succeeds();
    place
        .run(sandbox.work().join("hello/hello.exe"), ["a b"])
        .succeeds()
        .prints("hello from go1.22.10 [a b]");
    place.go(["run", ".", "c"]).succeeds().prints("hello from go1.22.10 [c]");
    place.shim("gofmt", ["-l", "."]).succeeds().prints_exactly("");
    let launcher = sandbox.gv_home().join("shims/go1.22.10.exe");
    place.run(launcher, ["env", "GOVERSION"]).succeeds().prints("go1.22.10");
}
