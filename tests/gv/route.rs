//! `gv route`: the way of a module, told from the settings alone, and asked for with `--check`.

use crate::support::Sandbox;
use crate::support::reply::Reply;
use crate::support::server::Server;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A sandbox whose Go settings are these.
fn sandbox(settings: &str) -> Sandbox {
    let mut sandbox = Sandbox::new();
    let file = sandbox.root().join("go.env");
    std::fs::write(&file, settings).unwrap();
    sandbox.set("GOENV", file);
    sandbox
}

#[test]
fn the_way_is_told_from_the_settings_alone() {
    let sandbox = sandbox("GOPROXY=https://me:s3cret@goproxy.cn|direct\nGOPRIVATE=*.corp.example\n");
    let run = sandbox.gv(["route", "golang.org/x/text@v0.14.0"]).succeeds();
    let lines = run.lines();
    assert_eq!(lines[0], "golang.org/x/text@v0.14.0");
    assert!(lines[1].starts_with("  1  https://goproxy.cn"), "{lines:?}");
    assert!(lines[1].contains("the next after any failure"), "{lines:?}");
    assert!(lines[1].ends_with("through http://127.0.0.1:1 (HTTPS_PROXY)"), "{lines:?}");
    assert!(lines[2].contains("https://golang.org/x/text?go-get=1"), "{lines:?}");
    assert!(lines[3].contains("sum.golang.org is queried, through the first proxy"), "{lines:?}");
    let run = sandbox.gv(["route", "git.corp.example/x.git"]).succeeds();
    run.prints("private: *.corp.example (GOPRIVATE)").prints("direct: git https://git.corp.example/x");
    for form in [&["--json"][..], &["--graph", "dot"], &[]] {
        let args = ["route", "golang.org/x/text"].iter().chain(form);
        let run = sandbox.gv(args).succeeds();
        assert!(!run.lines().concat().contains("s3cret"), "{form:?}");
    }
}

#[test]
fn the_host_of_the_database_is_the_one_that_is_queried() {
    let of = |settings: &str| {
        let run = sandbox(settings).gv(["route", "golang.org/x/text"]).succeeds();
        run.lines().last().unwrap().trim().to_owned()
    };
    let china = "sum.golang.org is queried at sum.golang.google.cn";
    assert_eq!(of("GOSUMDB=sum.golang.google.cn\nGOPROXY=https://goproxy.cn,direct\n"), china);
    assert_eq!(of("GOSUMDB=sum.golang.google.cn\nGOPROXY=direct\n"), china);
    assert_eq!(of("GOPROXY=direct\n"), "sum.golang.org is queried directly");
    let corp = "sum.golang.org https://sum.corp.example/x";
    assert_eq!(of(&format!("GOSUMDB={corp}\n")), "sum.golang.org is queried at sum.corp.example");
}

#[test]
fn scripts_are_told_the_same() {
    let sandbox = sandbox("GOPROXY=https://goproxy.cn,direct\nGONOSUMDB=github.com/corp\n");
    let json = sandbox.gv(["route", "--json", "github.com/corp/x@v1.0.0", "toolchain"]).succeeds().json();
    assert_eq!(json["schema_version"], 1);
    let module = &json["modules"][0];
    assert_eq!((&module["private"], &module["pattern"]), (&false.into(), &serde_json::Value::Null));
    let first = &module["hops"][0];
    assert_eq!(
        (&first["kind"], &first["url"], &first["next_on"]),
        (&"proxy".into(), &"https://goproxy.cn".into(), &"not_found".into())
    );
    assert_eq!(module["hops"][1]["next_on"], "never");
    assert_eq!(module["direct"]["how"], "known_host");
    let database = &module["checksum_db"];
    assert_eq!(
        (&database["asked"], &database["via"], &database["reason"]),
        (&false.into(), &"none".into(), &"no_sumdb_pattern".into())
    );
    let toolchain = &json["modules"][1];
    assert_eq!(
        (&toolchain["module"], &toolchain["checksum_db"]["reason"]),
        (&"golang.org/toolchain".into(), &"toolchain".into())
    );
}

#[test]
fn a_project_has_all_its_modules_told() {
    let sandbox = sandbox("GOPROXY=https://goproxy.cn\n");
    sandbox.file(
        "m/go.mod",
        "module m.example/m\ngo 1.22\nrequire (\n\tgithub.com/a/b v1.0.0\n\tc.example/d v0.1.0 // indirect\n\te.example/f v0.2.0\n)\n\
         replace c.example/d => ../d\nreplace e.example/f => g.example/h v0.3.0\n",
    );
    sandbox.file("m/go.sum", "github.com/a/b v1.0.0 h1:x=\n");
    let json = sandbox.at("m").gv(["route", "--all", "--json"]).succeeds().json();
    let modules = json["modules"].as_array().unwrap();
    let paths: Vec<_> = modules.iter().map(|module| module["module"].as_str().unwrap()).collect();
    assert_eq!(paths, ["c.example/d", "e.example/f", "github.com/a/b"]);
    assert_eq!(modules[0]["replaced_by"], "../d");
    assert_eq!(modules[0]["hops"].as_array().unwrap().len(), 0);
    assert_eq!(modules[1]["replaced_by"], "g.example/h@v0.3.0");
    assert_eq!(modules[2]["checksum_db"]["reason"], "in_go_sum");
    let run = sandbox.at("m").gv(["route", "github.com/a/b"]).succeeds();
    run.prints("github.com/a/b@v1.0.0").prints("go.sum contains the hash");
    sandbox.file("m/vendor/modules.txt", "");
    sandbox.at("m").gv(["route", "github.com/a/b"]).succeeds().prints("vendored");
    sandbox.gv(["route", "--all"]).fails_with(1).says("go.mod");
}

#[test]
fn a_drawing_shows_shared_hops_once() {
    let sandbox = sandbox("GOPROXY=https://goproxy.cn,direct\n");
    let args = ["route", "--graph", "mermaid", "github.com/a/b@v1.0.0", "golang.org/x/text@v0.14.0"];
    let run = sandbox.gv(args).succeeds();
    assert_eq!(run.lines()[0], "flowchart LR");
    let proxies = run.lines().iter().filter(|line| line.contains("goproxy.cn")).count();
    assert_eq!(proxies, 1);
    run.prints("-->|\"404, 410\"|").prints("-.->|\"h1\"|");
    sandbox.gv(["route", "--graph", "dot", "github.com/a/b"]).succeeds().prints("digraph route {");
}

/// A small module of these files, as a zip.
fn zip() -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("a.example/b@v1.0.0/go.mod", SimpleFileOptions::default()).unwrap();
    writer.write_all(b"module a.example/b\n").unwrap();
    writer.finish().unwrap().into_inner()
}

/// A proxy that has one version of a module.
fn proxy() -> Server {
    Server::start()
        .serve("/a.example/b/@v/v1.0.0.info", Reply::bytes("{\"Version\":\"v1.0.0\"}"))
        .serve("/a.example/b/@v/v1.0.0.mod", Reply::bytes("module a.example/b\n"))
        .serve("/a.example/b/@v/v1.0.0.zip", Reply::bytes(zip()))
}

fn asking(goproxy: &str) -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.set("GOPROXY", goproxy).set("GONOSUMDB", "a.example");
    sandbox
}

#[test]
fn each_hop_is_asked_for_every_file_that_go_needs() {
    let sandbox = Sandbox::new();
    let folder = sandbox.root().join("proxy/a.example/b/@v");
    std::fs::create_dir_all(&folder).unwrap();
    for kind in ["info", "mod", "zip"] {
        std::fs::write(folder.join(format!("v1.0.0.{kind}")), "{}").unwrap();
    }
    let address = url::Url::from_directory_path(sandbox.root().join("proxy")).unwrap();
    let asking = asking(&format!("http://127.0.0.1:1|{address}"));
    let check = ["route", "--check", "--json", "a.example/b@v1.0.0", "a.example/b@v2.0.0"];
    let json = asking.gv(check).fails_with(1).json();
    let answers = |at: usize| -> Vec<_> {
        let hops = json["modules"][at]["hops"].as_array().unwrap();
        hops.iter().map(|hop| hop["answer"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(answers(0), ["failed", "ok"]);
    assert_eq!(answers(1), ["failed", "not_found"]);
    assert_eq!(
        (&json["modules"][0]["verdict"], &json["modules"][1]["verdict"]),
        (&"works".into(), &"fails".into())
    );
    let offline = asking.with("GV_OFFLINE", "1");
    offline.gv(["route", "--check", "a.example/b"]).succeeds().says("offline");
}

#[test]
fn a_check_ends_as_go_does() {
    let server = proxy();
    let run = asking(&server.url("")).gv(["route", "--check", "a.example/b@v1.0.0"]).succeeds();
    run.prints("✓ go gets this module");
    // As `go` asks: whole files, and no others.
    let requests = server.requests();
    let mut paths: Vec<_> = requests.iter().map(|it| it.path.rsplit('.').next().unwrap()).collect();
    paths.sort_unstable();
    assert_eq!(paths, ["info", "mod", "zip"]);
    assert!(requests.iter().all(|it| it.method == "GET" && it.header("range").is_none()), "{requests:?}");
    for (kind, reply, says) in [
        ("zip", Reply::status(403), "✗ go fails"),
        ("zip", Reply::bytes("<html>login</html>"), "✗ go fails"),
        ("mod", Reply::status(500), "✗ go fails"),
        ("info", Reply::bytes("{\"Version\":\"v1.0.1\"}"), "✗ go fails"),
    ] {
        let server = proxy().serve(&format!("/a.example/b/@v/v1.0.0.{kind}"), reply);
        let run = asking(&server.url("")).gv(["route", "--check", "a.example/b@v1.0.0"]).fails_with(1);
        run.prints(says);
    }
}

#[test]
fn a_check_goes_on_to_the_next_entry_as_go_does() {
    let (has, lacks) = (proxy(), Server::start());
    let broken = Server::start().serve("/a.example/b/@v/v1.0.0.info", Reply::status(502));
    for (goproxy, code) in [
        (format!("{},{}", lacks.url(""), has.url("")), 0),
        (format!("{},{}", broken.url(""), has.url("")), 1),
        (format!("{}|{}", broken.url(""), has.url("")), 0),
        (format!("{},off", lacks.url("")), 1),
        (lacks.url(""), 1),
    ] {
        let run = asking(&goproxy).gv(["route", "--check", "--json", "a.example/b@v1.0.0"]).fails_with(code);
        let verdict = if code == 0 { "works" } else { "fails" };
        assert_eq!(run.json()["modules"][0]["verdict"], verdict, "{goproxy}");
    }
}

#[test]
fn a_check_needs_the_checksum_database() {
    let server = proxy();
    let mut sandbox = asking(&server.url(""));
    // A database that nobody runs.
    let database =
        "sum.test.example+6ea2cbf6+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c http://127.0.0.1:1";
    sandbox.set("GONOSUMDB", "").set("GOSUMDB", database);
    let check = ["route", "--check", "--json", "a.example/b@v1.0.0"];
    let json = sandbox.gv(check).fails_with(1).json();
    assert_eq!(
        (&json["modules"][0]["hops"][0]["answer"], &json["modules"][0]["verdict"]),
        (&"ok".into(), &"fails".into())
    );
    let off = sandbox.with("GOSUMDB", "off");
    assert_eq!(off.gv(check).succeeds().json()["modules"][0]["verdict"], "works");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let sandbox = sandbox("GOPROXY=ftp://me:s3cret@word\n");
    sandbox.gv(["route"]).fails_with(2);
    let run = sandbox.gv(["route", "golang.org/x/text"]).fails_with(1).says("GOPROXY");
    run.does_not_say("s3cret");
    let sandbox = Sandbox::new();
    sandbox.gv(["route", "fmt"]).fails_with(2).says("module path");
    sandbox.gv(["route", "golang.org/x/text@a!b"]).fails_with(2).says("version");
}
