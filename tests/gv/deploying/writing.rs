//! The files of a team proxy.

use crate::support::Sandbox;
use std::fs;

#[test]
fn writes_the_files_and_overwrites_nothing_unasked() {
    let sandbox = Sandbox::new();
    for (kind, files) in [
        ("compose", &["athens.env", "compose.yaml", "nginx.conf"][..]),
        ("systemd", &["athens.env", "athens@.service", "goproxy.service", "install.sh", "nginx.conf"]),
        ("kubernetes", &["athens.env", "athens.yaml", "kustomization.yaml", "nginx.conf", "nginx.yaml"]),
    ] {
        let gv = |more: &[&str]| {
            let args =
                ["deploy", kind, kind, "--host", "goproxy.example.com", "--private", "git.example.com"];
            sandbox.gv(args.iter().chain(more))
        };
        gv(&["--dry-run"]).succeeds().says("new:");
        assert!(!sandbox.work().join(kind).exists());
        gv(&[]).succeeds().says("gv deploy check https://goproxy.example.com");
        let folder = sandbox.work().join(kind);
        let mut there: Vec<_> =
            fs::read_dir(&folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        there.sort();
        assert_eq!(there, files);
        gv(&[]).succeeds().says("as they would be written");
        let nginx = folder.join("nginx.conf");
        let own = fs::read_to_string(&nginx).unwrap().replace("gzip off;", "gzip on;");
        fs::write(&nginx, &own).unwrap();
        gv(&[]).fails_with(2).says("-   gzip on;").says("+   gzip off;").says("--yes");
        assert_eq!(fs::read_to_string(&nginx).unwrap(), own);
        gv(&["--yes"]).succeeds().says("1 files written");
        assert!(fs::read_to_string(&nginx).unwrap().contains("gzip off;"));
    }
}

#[test]
fn refuses_values_that_are_not_what_they_are_called() {
    let sandbox = Sandbox::new();
    let gv = |more: &[&str]| sandbox.gv(["deploy", "kubernetes", "x", "--host"].iter().chain(more));
    gv(&["a;b"]).fails_with(2).says("--host");
    gv(&["a.example", "--upstream", "https://user:hunter7@proxy.example"])
        .fails_with(2)
        .does_not_say("hunter7");
    gv(&["a.example", "--replicas", "2"]).fails_with(2).says("object store");
    gv(&["a.example", "--private", "a.example\nevil"]).fails_with(2).says("--private");
    assert!(!sandbox.work().join("x").exists());
}

#[test]
fn the_clients_get_the_proxy_alone() {
    let sandbox = Sandbox::new();
    sandbox.file("go.mod", "module m\n\ngo 1.22\n");
    sandbox
        .gv(["env", "preset", "team"])
        .fails_with(2)
        .says("gv env preset team https://goproxy.example.com");
    let preset = ["env", "preset", "team", "https://goproxy.example.com", "-y"];
    sandbox.gv(preset).succeeds();
    let text = fs::read_to_string(sandbox.work().join("go.env")).unwrap();
    assert_eq!(text, "GOPROXY=https://goproxy.example.com\n");
}
