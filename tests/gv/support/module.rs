//! Toolchains as a GOPROXY has them: the zip of a module `golang.org/toolchain`, and the files of a proxy.

use super::archive::Toolchain;
use super::reply::Reply;
use super::server::Server;
use gv::verify::{Digest, H1, Sha256};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;

/// The path of the module.
pub const MODULE: &str = "golang.org/toolchain";

/// One module zip, honest or not.
#[derive(Debug, Clone)]
pub struct Module {
    /// `v0.0.1-go1.22.3.linux-amd64`
    pub version: String,
    /// Name in the zip → content, in the order they are packed.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Module {
    /// A toolchain as it is published: `go.mod` files renamed, `api`, `doc`, `misc` and `test` left out.
    pub fn of(toolchain: &Toolchain, version: &str) -> Self {
        let platform = toolchain.platform().replace("armv6l", "arm");
        let version = format!("v0.0.1-go{version}.{platform}");
        let published = toolchain.files().iter().filter(|(path, _)| {
            !["api/", "doc/", "misc/", "test/"].iter().any(|folder| path.starts_with(folder))
        });
        let renamed = |path: &str| match path.strip_suffix("go.mod") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => format!("{folder}_go.mod"),
            _ => path.to_owned(),
        };
        let named = |path: &str| format!("{MODULE}@{version}/{}", renamed(path));
        let files = published.map(|(path, content)| (named(path), content.clone())).collect();
        Self { version, files }
    }

    /// A name below the module's prefix.
    pub fn name(&self, path: &str) -> String {
        format!("{MODULE}@{}/{path}", self.version)
    }

    /// With one more file, whatever its name.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        self.files.push((name.into(), content.into()));
        self
    }

    /// With another content of the first file that has this end.
    #[must_use]
    pub fn altered(mut self, end: &str) -> Self {
        let file = self.files.iter_mut().find(|(name, _)| name.ends_with(end)).unwrap();
        file.1.push(b'\n');
        self
    }

    /// The zip.
    pub fn zip(&self) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.files {
            zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// The hash of its files, as the checksum database has it.
    pub fn h1(&self) -> H1 {
        H1::of(self.files.iter().map(|(name, content)| (name.clone(), sha256(content)))).unwrap()
    }

    /// The `.mod` file of every toolchain.
    pub fn go_mod() -> String {
        format!("module {MODULE}\n")
    }

    /// Where a file of this version is on a proxy: `/golang.org/toolchain/@v/….zip`.
    pub fn path(&self, end: &str) -> String {
        format!("/{MODULE}/@v/{}.{end}", self.version)
    }

    /// Serves it, as it is.
    #[must_use]
    pub fn served_by(&self, server: Server) -> Server {
        self.served_as(server, Reply::bytes(self.zip()))
    }

    /// Serves it with this zip.
    #[must_use]
    pub fn served_as(&self, server: Server, zip: Reply) -> Server {
        let info = format!(r#"{{"Version":"{}","Time":"2024-05-01T19:46:00Z"}}"#, self.version);
        server
            .serve(&self.path("zip"), zip)
            .serve(&self.path("info"), Reply::bytes(info))
            .serve(&self.path("mod"), Reply::bytes(Self::go_mod()))
            .serve(&format!("/{MODULE}/@v/list"), Reply::bytes(format!("{}\n", self.version)))
    }

    /// Writes it to a folder, for a `file://` proxy.
    pub fn write_to(&self, folder: &Path) {
        let files = folder.join(MODULE).join("@v");
        fs::create_dir_all(&files).unwrap();
        fs::write(files.join(format!("{}.zip", self.version)), self.zip()).unwrap();
        fs::write(files.join(format!("{}.mod", self.version)), Self::go_mod()).unwrap();
    }
}

fn sha256(content: &[u8]) -> Sha256 {
    let mut digest = Digest::new();
    digest.update(content);
    digest.finish()
}
