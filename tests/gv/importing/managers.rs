//! Each manager's toolchains are found where it keeps them, by default and where its variables say.

use super::{listed, place, row, status};
use crate::support::Sandbox;
use crate::support::archive::{Toolchain, host};
use std::path::Path;

/// A manager, and where below its folder it keeps go1.22.3.
const VERSION: &str = "1.22.3";

/// One that has a toolchain in the usual place is found, taken over, and runs.
fn found_in(manager: &str, goroot: &str) {
    let sandbox = Sandbox::named("with space 目录");
    let goroot = place(&sandbox, VERSION, goroot);
    takes(&sandbox, manager, &goroot);
}

/// The same, after a variable has named a folder.
fn found_by(manager: &str, variable: &str, goroot: &str) {
    let mut sandbox = Sandbox::new();
    let elsewhere = sandbox.home().join("elsewhere");
    sandbox.set(variable, &elsewhere);
    let goroot = place(&sandbox, VERSION, Path::new("elsewhere").join(goroot));
    takes(&sandbox, manager, &goroot);
}

#[track_caller]
fn takes(sandbox: &Sandbox, manager: &str, goroot: &Path) {
    let run = sandbox.gv(["import", manager, "--json"]).succeeds();
    let json = run.json();
    let rows = json["toolchains"].as_array().unwrap();
    assert_eq!(rows.len(), 1, "{run}");
    assert_eq!((&rows[0]["version"], &rows[0]["manager"]), (&VERSION.into(), &manager.into()));
    assert_eq!((&rows[0]["status"], &rows[0]["proven"]), (&"copied".into(), &().into()));
    assert_eq!(rows[0]["path"], *goroot.iter().collect::<std::path::PathBuf>().to_string_lossy());
    sandbox.gv(["exec", VERSION, "--", "go", "version"]).succeeds().prints("go version go1.22.3");
    let there = listed(sandbox, VERSION);
    assert_eq!((&there["imported_from"], &there["proof"]), (&manager.into(), &().into()));
    assert!(there["linked_to"].is_null());
}

#[test]
fn in_their_usual_places() {
    for (manager, goroot) in [
        ("goup", ".goup/go1.22.3"),
        ("g", ".g/versions/1.22.3"),
        ("gobrew", ".gobrew/versions/1.22.3/go"),
        ("goenv", ".goenv/versions/1.22.3"),
        ("gvm", ".gvm/gos/go1.22.3"),
        ("stefanmaric-g", ".go/.versions/1.22.3"),
        ("owenthereal-goup", ".go/go1.22.3"),
        ("asdf", ".asdf/installs/golang/1.22.3/go"),
        ("asdf", ".asdf/installs/go/1.22.3/go"),
        ("sdk", "sdk/go1.22.3"),
        ("scoop", "scoop/apps/go/1.22.3"),
    ] {
        found_in(manager, goroot);
    }
    let data = if cfg!(windows) { "AppData/Local" } else { ".local/share" };
    found_in("mise", &format!("{data}/mise/installs/go/1.22.3"));
    let module = format!("golang.org/toolchain@v0.0.1-go1.22.3.{}", host());
    found_in("gotoolchain", &format!("go/pkg/mod/{module}"));
}

#[test]
fn where_their_variables_say() {
    let module = format!("golang.org/toolchain@v0.0.1-go1.22.3.{}", host());
    for (manager, variable, goroot) in [
        ("goup", "GOUP_HOME", "go1.22.3"),
        ("gobrew", "GOBREW_ROOT", ".gobrew/versions/1.22.3/go"),
        ("goenv", "GOENV_ROOT", "versions/1.22.3"),
        ("gvm", "GVM_ROOT", "gos/go1.22.3"),
        ("stefanmaric-g", "GOROOT", ".versions/1.22.3"),
        ("asdf", "ASDF_DATA_DIR", "installs/golang/1.22.3/go"),
        ("mise", "MISE_DATA_DIR", "installs/go/1.22.3"),
        ("mise", "MISE_INSTALLS_DIR", "go/1.22.3"),
        ("mise", "XDG_DATA_HOME", "mise/installs/go/1.22.3"),
        ("gotoolchain", "GOMODCACHE", module.as_str()),
        ("gotoolchain", "GOPATH", &format!("pkg/mod/{module}")),
        ("scoop", "SCOOP", "apps/go/1.22.3"),
        ("scoop", "SCOOP_GLOBAL", "apps/go/1.22.3"),
    ] {
        found_by(manager, variable, goroot);
    }
}

/// It reads its own variable only together with another one.
#[test]
fn voidint_g_has_an_experiment() {
    let mut sandbox = Sandbox::new();
    let elsewhere = sandbox.home().join("elsewhere");
    sandbox.set("G_HOME", &elsewhere);
    let goroot = place(&sandbox, VERSION, "elsewhere/versions/1.22.3");
    let run = sandbox.gv(["import", "g"]).succeeds();
    run.says("no other version manager has a toolchain here").prints_exactly("");
    sandbox.set("G_EXPERIMENTAL", "TRUE");
    takes(&sandbox, "g", &goroot);
}

#[test]
fn the_module_cache_may_be_moved_for_good() {
    let mut sandbox = Sandbox::new();
    let moved = sandbox.home().join("my cache");
    let settings = sandbox.file("go settings", format!("GOMODCACHE={}\n", moved.display()));
    sandbox.set("GOENV", settings);
    let goroot =
        place(&sandbox, VERSION, format!("my cache/golang.org/toolchain@v0.0.1-go1.22.3.{}", host()));
    takes(&sandbox, "gotoolchain", &goroot);
}

#[test]
fn homebrew_keeps_some_in_the_cellar_and_links_to_some() {
    let mut sandbox = Sandbox::new();
    let brew = sandbox.home().join("brew");
    sandbox.set("HOMEBREW_PREFIX", &brew);
    place(&sandbox, "1.22.3", "brew/Cellar/go/1.22.3/libexec");
    place(&sandbox, "1.21.13", "brew/opt/go@1.21/libexec");
    std::fs::create_dir_all(brew.join("opt/gopls/bin")).unwrap();
    let run = sandbox.gv(["import", "homebrew", "--dry-run", "--json"]).succeeds();
    assert_eq!(status(&run, "Cellar/go/1.22.3/libexec"), "would_copy");
    assert_eq!(status(&run, "opt/go@1.21/libexec"), "would_copy");
    assert!(!run.stdout.contains("gopls"), "{run}");
}

#[test]
fn what_path_leads_to_is_the_systems() {
    let mut sandbox = Sandbox::new();
    let own = place(&sandbox, "1.22.3", "my go");
    let goup = place(&sandbox, "1.21.13", ".goup/go1.21.13");
    let store = sandbox.place_toolchain("1.20.14");
    sandbox.path([store.join("bin"), goup.join("bin"), own.join("bin")]);
    let run = sandbox.gv(["import", "system", "--dry-run", "--json"]).succeeds();
    assert_eq!(row(&run, "/my go")["version"], "1.22.3");
    assert!(!run.stdout.contains(".goup") && !run.stdout.contains("go1.20.14"), "{run}");
}

#[test]
fn a_folder_may_be_anybodys() {
    let sandbox = Sandbox::new();
    let nobodys = sandbox.dir("tools/Gö 1");
    Toolchain::new("1.22.3").write_to(&nobodys.join("go"));
    let goup = place(&sandbox, "1.21.13", ".goup/go1.21.13");
    // One by its name relative to where the user stands, and the folder above it; the other in full.
    let run = sandbox.at("tools").gv([Path::new("import"), Path::new("Gö 1"), &goup, Path::new("--json")]);
    let run = run.succeeds();
    assert_eq!(row(&run, "Gö 1/go")["manager"], "path");
    assert_eq!(row(&run, ".goup/go1.21.13")["manager"], "goup");
    assert_eq!(listed(&sandbox, "1.22.3")["imported_from"], "path");
    assert_eq!(listed(&sandbox, "1.21.13")["imported_from"], "goup");
    sandbox
        .gv(["import", "no such"])
        .fails_with(2)
        .says("directory named no such")
        .says("gv import --dry-run");
    sandbox.gv(["import", "work"]).fails_with(2);
}

#[test]
fn nothing_named_is_everything_found() {
    let sandbox = Sandbox::new();
    place(&sandbox, "1.22.3", ".goenv/versions/1.22.3");
    place(&sandbox, "1.21.13", "sdk/go1.21.13");
    let run = sandbox.gv(["import", "--dry-run", "--json"]).succeeds();
    assert_eq!(status(&run, ".goenv/versions/1.22.3"), "would_copy");
    assert_eq!(status(&run, "sdk/go1.21.13"), "would_copy");
    assert!(!sandbox.gv_home().exists(), "looking makes nothing");
}
