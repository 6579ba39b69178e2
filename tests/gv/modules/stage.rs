//! A home, a toolchain as a module, and a log that vouches for it.

use crate::support::Sandbox;
use crate::support::archive::{Toolchain, toolchain};
use crate::support::database::Database;
use crate::support::module::Module;
use crate::support::run::Run;
use crate::support::server::Server;
use std::fs;

pub const VERSION: &str = "1.22.3";

/// The stage. Go's own hosts and all mirrors are out of reach.
pub struct Stage {
    pub sandbox: Sandbox,
    pub toolchain: Toolchain,
    pub module: Module,
    pub log: Database,
}

/// A toolchain with all that a module treats in its own way.
pub fn full(version: &str) -> Toolchain {
    toolchain(version)
        .with("src/go.mod", "module std\n")
        .with("src/cmd/go.mod", "module cmd\n")
        .with("src/make.bash", "#!/bin/sh\n")
        .with("api/go1.txt", "pkg\n")
        .with("doc/go_mem.html", "<html>\n")
        .with("test/run.go", "package main\n")
        .heavier(200_000)
}

impl Stage {
    pub fn new() -> Self {
        Self::of(VERSION)
    }

    pub fn of(version: &str) -> Self {
        Self::made_of(full(version), version)
    }

    /// With a toolchain that is made different first.
    pub fn with(change: impl FnOnce(Toolchain) -> Toolchain) -> Self {
        Self::made_of(change(full(VERSION)), VERSION)
    }

    fn made_of(toolchain: Toolchain, version: &str) -> Self {
        let module = Module::of(&toolchain, version);
        let log = Database::new(1).with_others(20, "a").with_module(&module).with_others(300, "b");
        let mut sandbox = Sandbox::new();
        sandbox.set("GV_STALL_SECONDS", "2");
        Self { sandbox, toolchain, module, log }
    }

    /// A proxy with the module and the log.
    pub fn proxy(&self) -> Server {
        self.log.passed_on_by(self.module.served_by(Server::start()))
    }

    /// Makes this the user's GOPROXY, and the log's key the user's GOSUMDB.
    pub fn use_proxies(&mut self, list: &str) -> &mut Self {
        let key = self.log.key();
        self.sandbox.set("GOPROXY", list).set("GOSUMDB", key);
        self
    }

    /// Installs from a list of proxies only.
    pub fn install_from(&mut self, list: &str) -> Run {
        self.use_proxies(list);
        self.sandbox.gv(["install", VERSION, "--from", "goproxy"])
    }

    /// The toolchain is there, every file of the module and no other, and nothing is left beside it.
    #[track_caller]
    pub fn is_whole(&self) {
        assert_eq!(self.sandbox.installed(), [format!("go{VERSION}")]);
        assert_eq!(self.sandbox.names_in("versions"), [format!("go{VERSION}"), format!("go{VERSION}.json")]);
        let goroot = self.sandbox.gv_home().join("versions").join(format!("go{VERSION}"));
        let aside = ["api/", "doc/", "misc/", "test/"];
        for (path, content) in self.toolchain.files() {
            let left_out = aside.iter().any(|folder| path.starts_with(folder));
            let there = fs::read(goroot.join(path)).ok();
            assert_eq!(there.as_ref(), (!left_out).then_some(content), "{path}");
        }
        assert!(!goroot.join("src/_go.mod").exists());
        let parts = self.sandbox.names_in("cache");
        assert!(parts.iter().all(|name| name == "sumdb" || name == "index"), "{parts:?}");
    }

    /// Nothing is installed, and nothing is left where toolchains are.
    #[track_caller]
    pub fn is_empty(&self) {
        assert_eq!(self.sandbox.names_in("versions"), [""; 0]);
    }
}
