//! What is taken and what is left of what a manager has.

use super::{place, row, status};
use crate::faults::stage::assert_complete;
use crate::support::Sandbox;
use crate::support::archive::{Toolchain, host, toolchain};
use std::fs;

#[test]
fn a_table_says_what_was_found_and_done() {
    let sandbox = Sandbox::new();
    place(&sandbox, "1.22.3", ".goup/go1.22.3");
    place(&sandbox, "1.20", ".goup/go1.20");
    place(&sandbox, "1.22.3", ".goenv/versions/1.22.3");
    fs::create_dir_all(sandbox.home().join(".goenv/versions/1.19.1")).unwrap();
    sandbox.place_toolchain("1.20");
    let expected = "\
go1.22.3  goup   ~/.goup/go1.22.3          would be copied
go1.20    goup   ~/.goup/go1.20            installed already
go1.22.3  goenv  ~/.goenv/versions/1.22.3  skipped: same version as from goup
-         goenv  ~/.goenv/versions/1.19.1  skipped: it has no bin/go
";
    let run = sandbox.gv(["import", "goup", "goenv", "-n"]).succeeds();
    assert_eq!(run.stdout.replace('\\', "/"), expected);
    assert_eq!(sandbox.names_in("versions"), ["go1.20"]);
    let run = sandbox
        .with("GV_OFFLINE", "1")
        .gv(["import", "goup", "goenv"])
        .succeeds()
        .says("copying go1.22.3 from ~");
    let run = run.says("to check them: gv verify 1.22.3");
    assert_eq!(
        run.stdout.replace('\\', "/"),
        expected.replace("would be copied", "copied, not verified: offline")
    );
    sandbox.gv(["ls"]).succeeds().prints("go1.22.3  from goup, not verified");
    let run = sandbox.gv(["import", "goup", "goenv"]).succeeds().says("gv verify 1.22.3");
    let ends: Vec<_> = run.lines().iter().map(|line| line.rsplit("  ").next().unwrap().trim()).collect();
    let imported = "installed already, not verified";
    assert_eq!(ends[..3], [imported, "installed already", imported]);
}

#[test]
fn in_chinese_too() {
    let sandbox = Sandbox::new();
    place(&sandbox, "1.22.3", ".goup/go1.22.3");
    place(&sandbox, "1.22.5", ".goup/go1.22.4");
    let run = sandbox.with("GV_LANG", "zh").gv(["import", "goup"]).succeeds();
    run.prints("已复制，未校验")
        .prints("跳过：其目录名为 1.22.4，而 VERSION 文件为 1.22.5")
        .says("gv verify 1.22.3");
    sandbox.with("GV_LANG", "zh").gv(["ls"]).succeeds().prints("来自 goup，未校验");
    sandbox.with("GV_LANG", "zh").gv(["import", "x"]).fails_with(2).says("没有名为 x 的版本管理器或目录");
}

#[test]
fn a_copy_stands_by_itself_and_is_a_toolchain_like_any() {
    let sandbox = Sandbox::named("with space 目录");
    let packed = toolchain("1.22.3").with("src/ä b/c.go", "package c\n");
    let goroot = sandbox.home().join(".goup/go1.22.3");
    packed.write_to(&goroot);
    fs::write(goroot.join(".unpacked-success"), "").unwrap();
    fs::write(goroot.join("go1.22.3.linux-amd64.tar.gz"), "the archive").unwrap();
    sandbox.gv(["import", "goup"]).succeeds();
    assert_complete(&sandbox, "1.22.3", &packed);
    assert!(goroot.join("go1.22.3.linux-amd64.tar.gz").exists(), "nothing of theirs is changed");
    fs::write(goroot.join("VERSION"), "go1.99.9").unwrap();
    fs::remove_dir_all(goroot).unwrap();
    assert_complete(&sandbox, "1.22.3", &packed);
    sandbox.gv(["use", "1.22.3"]).succeeds();
    sandbox.go(["version"]).succeeds().prints("go1.22.3");
    let launcher = format!("go1.22.3{}", std::env::consts::EXE_SUFFIX);
    assert!(sandbox.names_in("shims").contains(&launcher));
    sandbox.gv(["uninstall", "--force", "1.22.3"]).succeeds();
    assert_eq!(sandbox.names_in("versions"), [""; 0]);
}

#[test]
fn names_that_are_no_versions_are_no_toolchains() {
    let sandbox = Sandbox::new();
    for folder in
        [".goup/bin", ".goup/cache/go", ".gvm/gos/system", "sdk/gopherjs", ".asdf/installs/golang/x/go"]
    {
        fs::create_dir_all(sandbox.home().join(folder)).unwrap();
    }
    fs::write(sandbox.home().join("sdk/go1.22.3.tar.gz"), "").unwrap();
    let run = sandbox.gv(["import", "goup", "gvm", "sdk", "asdf"]).succeeds();
    run.prints_exactly("").says("no other version manager");
    // A name of one's own is as good as any where there is a toolchain.
    place(&sandbox, "1.22.3", ".gvm/gos/gomine");
    let run = sandbox.gv(["import", "gvm", "--json"]).succeeds();
    assert_eq!(row(&run, "gos/gomine")["version"], "1.22.3");
}

#[test]
fn broken_ones_are_left_with_a_reason() {
    let sandbox = Sandbox::new();
    let home = |version: &str| sandbox.home().join(".goup").join(format!("go{version}"));
    let exe = std::env::consts::EXE_SUFFIX;
    Toolchain::new("1.20.1").without(&format!("bin/go{exe}")).write_to(&home("1.20.1"));
    Toolchain::new("1.20.2").without("VERSION").write_to(&home("1.20.2"));
    Toolchain::new("1.20.3").with("VERSION", "devel go1.24-d0b4ffc").write_to(&home("1.20.3"));
    Toolchain::new("1.20.9").write_to(&home("1.20.4"));
    Toolchain::new("1.20.5").without("src/fmt/print.go").write_to(&home("1.20.5"));
    Toolchain::new("1.20.6").with("go1.20.6.linux-amd64.tar.gz", "half").write_to(&home("1.20.6"));
    let run = sandbox.gv(["import", "goup", "--json"]).succeeds();
    for (version, reason) in [
        ("1.20.1", "it has no bin/go"),
        ("1.20.2", "it has no VERSION file"),
        ("1.20.3", "its VERSION file says \"devel go1.24-d0b4ffc\""),
        ("1.20.4", "its directory is named 1.20.4, its VERSION file says 1.20.9"),
        ("1.20.5", "it has no src"),
        ("1.20.6", "its installation was never finished"),
    ] {
        let row = row(&run, &format!(".goup/go{version}"));
        assert_eq!((&row["status"], &row["reason"]), (&"skipped".into(), &reason.into()));
        assert!(row["version"].is_null());
    }
    assert_eq!(sandbox.names_in("versions"), [""; 0]);
    // Whoever names one wants that one.
    sandbox.gv(["import".into(), home("1.20.1")]).fails_with(1).prints("skipped: it has no bin/go");
}

#[test]
fn those_of_other_machines_are_left() {
    let mut sandbox = Sandbox::new();
    let tools = format!("pkg/tool/{}/compile{}", host().replace('-', "_"), std::env::consts::EXE_SUFFIX);
    let foreign = Toolchain::new("1.21.1").without(&tools).with("pkg/tool/plan9_mips/compile", "");
    foreign.write_to(&sandbox.home().join(".goup/go1.21.1"));
    place(&sandbox, "1.22.3", "go/pkg/mod/golang.org/toolchain@v0.0.1-go1.22.3.aix-ppc64");
    let run = sandbox.gv(["import", "goup", "gotoolchain", "--json"]).succeeds();
    assert_eq!(row(&run, ".goup/go1.21.1")["reason"], "it is for plan9/mips");
    assert_eq!(row(&run, "go1.22.3.aix-ppc64")["reason"], "it is for aix/ppc64");
    // gv may be told that this machine is another one.
    sandbox.set("GV_PLATFORM", "plan9-mips");
    let run = sandbox.gv(["import", "goup", "--dry-run", "--json"]).succeeds();
    assert_eq!(status(&run, ".goup/go1.21.1"), "would_copy");
}

#[test]
fn a_toolchain_of_the_module_cache_becomes_a_release() {
    let sandbox = Sandbox::new();
    let name = format!("toolchain@v0.0.1-go1.22.3.{}", host());
    let goroot = sandbox.home().join("go/pkg/mod/golang.org").join(&name);
    let module =
        toolchain("1.22.3").with("src/_go.mod", "module std\n").with("src/cmd/_go.mod", "module cmd\n");
    module.write_to(&goroot);
    // As the go command has left it, before its first use: write-protected, and not to be run.
    protect(&goroot, true);
    let run = sandbox.gv(["import", "gotoolchain"]).succeeds();
    run.prints("copied, not verified");
    let release =
        toolchain("1.22.3").with("src/go.mod", "module std\n").with("src/cmd/go.mod", "module cmd\n");
    assert_complete(&sandbox, "1.22.3", &release);
    sandbox.gv(["exec", "1.22.3", "--", "go", "version"]).succeeds().prints("go1.22.3");
    fs::write(sandbox.gv_home().join("versions/go1.22.3/src/new.go"), "").unwrap();
    sandbox.gv(["uninstall", "1.22.3"]).succeeds();
    // One that is being unpacked just now.
    let partial = sandbox.home().join("go/pkg/mod/cache/download/golang.org/toolchain/@v");
    fs::create_dir_all(&partial).unwrap();
    let mark = partial.join(format!("{}.partial", name.strip_prefix("toolchain@").unwrap()));
    fs::write(mark, "").unwrap();
    let run = sandbox.gv(["import", "gotoolchain", "--json"]).succeeds();
    assert_eq!(row(&run, &name)["reason"], "its installation was never finished");
    protect(&goroot, false);
}

/// Sets every file and folder read-only, and takes the right to run away, or gives it all back.
fn protect(path: &std::path::Path, on: bool) {
    #[cfg(unix)]
    let set = |path: &std::path::Path, mode| {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    #[cfg(windows)]
    let set = |path: &std::path::Path, mode: u32| {
        let mut permissions = fs::metadata(path).unwrap().permissions();
        permissions.set_readonly(mode & 0o200 == 0);
        fs::set_permissions(path, permissions).unwrap();
    };
    if path.is_dir() {
        set(path, 0o755);
        for entry in fs::read_dir(path).unwrap() {
            protect(&entry.unwrap().path(), on);
        }
        set(path, if on { 0o555 } else { 0o755 });
    } else {
        set(path, if on { 0o444 } else { 0o644 });
    }
}

#[test]
#[cfg(unix)]
fn links_to_toolchains_are_found_once() {
    use std::os::unix::fs::symlink;
    let sandbox = Sandbox::new();
    let installs = sandbox.home().join(".local/share/mise/installs/go");
    place(&sandbox, "1.20.14", ".local/share/mise/installs/go/1.20.14");
    for alias in ["1.20", "1", "latest"] {
        symlink("./1.20.14", installs.join(alias)).unwrap();
    }
    symlink("./gone", installs.join("1.19.1")).unwrap();
    let elsewhere = place(&sandbox, "1.22.3", "elsewhere");
    symlink(&elsewhere, installs.join("1.22.3")).unwrap();
    let run = sandbox.with("GV_OFFLINE", "1").gv(["import", "mise"]).succeeds();
    run.prints_exactly(
        "\
go1.20.14  mise  ~/.local/share/mise/installs/go/1.20.14  copied, not verified: before go1.21, only a fresh download could verify it
go1.22.3   mise  ~/elsewhere                              copied, not verified: offline
-          mise  ~/.local/share/mise/installs/go/1.19.1   skipped: it has no bin/go
",
    );
    assert_eq!(super::listed(&sandbox, "1.22.3")["imported_from"], "mise");
}
