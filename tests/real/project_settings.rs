//! A clone's go.env and a real `go build`: it changes nothing until it is trusted, and nothing again after a byte of it
//! has changed.

use crate::stage::Stage;
use crate::support::reply::Reply;
use crate::support::server::Server;
use gv::version::Version;
use std::fs;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

const MODULE: &str = "dep.example/who";

/// A project with a requirement, which the user's proxy and the project's have in two versions of their own.
struct Clone {
    stage: Stage,
    version: Version,
    users: Server,
    projects: Server,
}

impl Clone {
    fn new() -> Option<Self> {
        let mut stage = Stage::set()?;
        let version = stage.versions()[0].clone();
        stage.install(&[&version]);
        let (users, projects) = (proxy("the user's"), proxy("the project's"));
        stage.sandbox.unset("GOPROXY");
        let own = format!("GOPROXY={}\nGOSUMDB=off\n", users.url(""));
        let config = stage.sandbox.home().join("go-env");
        fs::write(&config, own).unwrap();
        stage.sandbox.set("GOENV", &config);
        stage.sandbox.file("clone/go.env", format!("# of the project\nGOPROXY={}\n", projects.url("")));
        stage.sandbox.file("clone/go.mod", format!("module clone\n\ngo 1.21\n\nrequire {MODULE} v1.0.0\n"));
        let main = format!("package main\n\nimport \"{MODULE}\"\n\nfunc main() {{ println(who.Says) }}\n");
        stage.sandbox.file("clone/main.go", main);
        Some(Self { stage, version, users, projects })
    }

    /// Builds as if nothing had ever been built: who the requirement came from, and who was asked in this build.
    #[track_caller]
    fn builds(&self) -> (String, usize, usize) {
        let (users, projects) = (self.users.requests().len(), self.projects.requests().len());
        let place = self.stage.sandbox.at("clone");
        place.go(["clean", "-modcache"]).succeeds();
        let _ = fs::remove_file(self.stage.sandbox.work().join("clone/go.sum"));
        place.go(["build", "-mod=mod", "-o", "clone.exe", "."]).succeeds();
        let said = place.run(self.stage.sandbox.work().join("clone/clone.exe"), [""; 0]).succeeds();
        let asked = (self.users.requests().len() - users, self.projects.requests().len() - projects);
        (said.stderr.trim().to_owned(), asked.0, asked.1)
    }

    #[track_caller]
    fn obeys_the_user(&self) {
        let (said, users, projects) = self.builds();
        assert_eq!((said.as_str(), projects), ("the user's", 0));
        assert!(users > 0);
    }

    #[track_caller]
    fn obeys_the_project(&self) {
        let (said, users, projects) = self.builds();
        assert_eq!((said.as_str(), users), ("the project's", 0));
        assert!(projects > 0);
    }
}

/// A proxy that has the requirement, which says whose it is.
fn proxy(whose: &str) -> Server {
    let go_mod = format!("module {MODULE}\n");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let source = format!("package who\n\nconst Says = {whose:?}\n");
    for (name, content) in [("go.mod", &go_mod), ("who.go", &source)] {
        zip.start_file(format!("{MODULE}@v1.0.0/{name}"), SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    let at = |end: &str| format!("/{MODULE}/@v/v1.0.0.{end}");
    Server::start()
        .serve(&at("info"), Reply::bytes(r#"{"Version":"v1.0.0"}"#))
        .serve(&at("mod"), Reply::bytes(go_mod))
        .serve(&at("zip"), Reply::bytes(zip.finish().unwrap().into_inner()))
}

#[test]
fn a_clone_is_obeyed_when_it_is_trusted_and_only_then() {
    let Some(clone) = Clone::new() else { return };
    let place = clone.stage.sandbox.at("clone");
    clone.stage.means(&place, &clone.version);
    clone.obeys_the_user();
    place.gv(["env", "trust"]).succeeds();
    clone.obeys_the_project();
    // One byte, and of no meaning at that.
    let file = clone.stage.sandbox.work().join("clone/go.env");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("# of", "# oF", 1)).unwrap();
    clone.obeys_the_user();
    place.gv(["env", "trust"]).succeeds();
    clone.obeys_the_project();
    place.gv(["env", "untrust"]).succeeds();
    clone.obeys_the_user();
}

#[cfg(unix)]
#[test]
fn a_link_or_a_file_that_anybody_can_write_is_never_obeyed() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let Some(clone) = Clone::new() else { return };
    let place = clone.stage.sandbox.at("clone");
    let file = clone.stage.sandbox.work().join("clone/go.env");
    place.gv(["env", "trust"]).succeeds();
    clone.obeys_the_project();
    let mode =
        |path: &std::path::Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    mode(&file, 0o666);
    clone.obeys_the_user();
    place.gv(["env", "trust"]).fails_with(1);
    mode(&file, 0o644);
    clone.obeys_the_project();
    let elsewhere = clone.stage.sandbox.root().join("elsewhere");
    fs::rename(&file, &elsewhere).unwrap();
    symlink(&elsewhere, &file).unwrap();
    clone.obeys_the_user();
    place.gv(["env", "trust"]).fails_with(1);
}
