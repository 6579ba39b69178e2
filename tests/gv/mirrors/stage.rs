//! Five mirrors of each kind, and a home that knows them and nobody else.

use crate::support::Sandbox;
use crate::support::archive::{host, noise, toolchain};
use crate::support::database::{Database, NAME};
use crate::support::module::Module;
use crate::support::origin::Origin;
use crate::support::reply::Reply;
use crate::support::server::Server;
use gv::verify::{Digest, H1, Sha256};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::time::Duration;
use zip::write::SimpleFileOptions;

/// The small module that every proxy is asked for.
pub const MODULE: &str = "github.com/pkg/errors";
pub const MODULE_VERSION: &str = "v0.9.1";
/// The release that is measured with, and the newest.
pub const SETTLED: &str = "1.26.2";
pub const NEWEST: &str = "1.27.1";

/// A home that knows these mirrors.
pub struct Stage {
    pub sandbox: Sandbox,
    pub log: Database,
    pub origin: Origin,
    pub toolchains: Vec<Module>,
    settings: String,
}

impl Stage {
    pub fn new() -> Self {
        let origin = Origin::default()
            .publish("1.26.1")
            .publish_toolchain(SETTLED, &toolchain(SETTLED).heavier(400_000))
            .publish(NEWEST);
        let toolchains =
            [SETTLED, NEWEST].map(|version| Module::of(&toolchain(version).heavier(400_000), version));
        let record = format!(
            "{MODULE} {MODULE_VERSION} {}\n{MODULE} {MODULE_VERSION}/go.mod {}\n",
            small_h1("errors.go"),
            h1(&[("go.mod".to_owned(), go_mod())]),
        );
        let log = Database::new(1)
            .with_others(30, "a")
            .with_text(MODULE, MODULE_VERSION, &record)
            .with_others(300, "b");
        let mut sandbox = Sandbox::new();
        // What has no proxy among the mirrors is asked for from nobody.
        sandbox.set("GOSUMDB", log.key());
        Self { sandbox, log, origin, toolchains: toolchains.into(), settings: String::new() }
    }

    /// The address of Go's releases for this home: an index, and archives.
    pub fn use_origin(&mut self, server: &Server) -> &mut Self {
        self.sandbox.set("GV_ORIGIN", server.url("/dl"));
        self
    }

    /// Makes these the only mirrors of a kind that gv knows.
    pub fn knows(&mut self, kind: &str, servers: &[&Server], below: &str) -> &mut Self {
        let urls: Vec<_> = servers.iter().map(|server| format!("{:?}", server.url(below))).collect();
        writeln!(self.settings, "{kind} = [{}]", urls.join(", ")).unwrap();
        let text = format!("# mine\n[mirror]\nonly = true\n{}", self.settings);
        self.sandbox.file("../home/.gv/config.toml", text);
        self
    }

    /// A proxy that does all a proxy has to.
    pub fn proxy(&self) -> Server {
        self.log.passed_on_by(self.modules(Server::start(), SETTLED, |zip| zip))
    }

    /// The same without the checksum database.
    pub fn proxy_without_database(&self) -> Server {
        self.modules(Server::start(), SETTLED, |zip| zip)
    }

    /// Serves the small module and the toolchains, the zip of one of them made worse.
    pub fn modules(&self, server: Server, worse: &str, worsen: impl Fn(Reply) -> Reply) -> Server {
        let list: String = self.toolchains.iter().map(|it| it.version.clone() + "\n").collect();
        let server = self.toolchains.iter().fold(server, |server, module| {
            let zip = Reply::bytes(module.zip());
            let zip = if module.version.contains(worse) { worsen(zip) } else { zip };
            module.served_as(server, zip)
        });
        small(server).serve(&format!("/{}/@v/list", crate::support::module::MODULE), Reply::bytes(list))
    }

    /// An origin: the index and the archives.
    pub fn origin(&self) -> Server {
        let index = Reply::bytes(self.origin.index());
        self.archives(Server::start(), |reply| reply).serve("/dl/?mode=json&include=all", index)
    }

    /// An origin that takes longer than any mirror.
    pub fn archives_late(&self) -> Server {
        let index = Reply::bytes(self.origin.index());
        let later = |reply: Reply| late(reply).slowly(20_000, Duration::from_millis(40));
        self.archives(Server::start(), later).serve("/dl/?mode=json&include=all", index)
    }

    /// A release mirror with a listing of all it has.
    pub fn mirror(&self) -> Server {
        self.mirror_of(&["1.26.1", SETTLED, NEWEST], |reply| reply)
    }

    /// One that lists these, and hands archives over in a worse way.
    pub fn mirror_of(&self, versions: &[&str], worsen: impl Fn(Reply) -> Reply) -> Server {
        let name = |version: &&str| toolchain(version).file_name(version);
        let links: Vec<_> = versions.iter().map(|it| format!("<a href={0}>{0}</a>\n", name(it))).collect();
        let listing =
            Reply::bytes(format!("<html>{}</html>", links.concat())).header("Content-Type", "text/html");
        self.archives(Server::start(), worsen).serve("/dl/", listing)
    }

    fn archives(&self, server: Server, worsen: impl Fn(Reply) -> Reply) -> Server {
        self.origin
            .files()
            .into_iter()
            .filter(|(name, _)| name != "index.json")
            .fold(server, |server, (name, bytes)| {
                server.serve(&format!("/dl/{name}"), worsen(Reply::bytes(bytes)))
            })
    }
}

/// The same some time later, and slowly then: how fast bytes come counts most, and a busy machine must not make more of
/// a difference than this does.
pub fn late(reply: Reply) -> Reply {
    reply.after(Duration::from_millis(400)).slowly(40_000, Duration::from_millis(40))
}

/// Serves the small module.
pub fn small(server: Server) -> Server {
    let info = format!(r#"{{"Version":"{MODULE_VERSION}","Time":"2020-01-14T19:47:44Z"}}"#);
    let at = |end: &str| format!("/{MODULE}/@v/{MODULE_VERSION}.{end}");
    server
        .serve(&format!("/{MODULE}/@v/list"), Reply::bytes(format!("v0.8.0\n{MODULE_VERSION}\n")))
        .serve(&at("info"), Reply::bytes(info))
        .serve(&at("mod"), Reply::bytes(go_mod()))
        .serve(&at("zip"), Reply::bytes(small_zip("errors.go")))
}

/// Its zip, with the content in a file of this name.
pub fn small_zip(name: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in small_files(name) {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The address of the checksum database on a proxy.
pub fn database(path: &str) -> String {
    format!("/sumdb/{NAME}/{path}")
}

fn small_files(name: &str) -> Vec<(String, Vec<u8>)> {
    let at = |name: &str| format!("{MODULE}@{MODULE_VERSION}/{name}");
    vec![(at("go.mod"), go_mod()), (at(name), noise(3000))]
}

fn small_h1(name: &str) -> H1 {
    h1(&small_files(name))
}

fn go_mod() -> Vec<u8> {
    format!("module {MODULE}\n").into_bytes()
}

fn h1(files: &[(String, Vec<u8>)]) -> H1 {
    let sha256 = |content: &[u8]| -> Sha256 {
        let mut digest = Digest::new();
        digest.update(content);
        digest.finish()
    };
    H1::of(files.iter().map(|(name, content)| (name.clone(), sha256(content)))).unwrap()
}

/// What this machine's archive of a version is called.
pub fn archive(version: &str) -> String {
    let end = if cfg!(windows) { "zip" } else { "tar.gz" };
    format!("go{version}.{}.{end}", host())
}
