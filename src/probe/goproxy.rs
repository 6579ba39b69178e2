//! What a module proxy answers to the questions of `go` (<https://go.dev/ref/mod#goproxy-protocol>).

use super::client::{Client, Exchange, Want};
use super::{Boxed, together};
use crate::golang::{goproxy, toolchain};
use crate::unpack;
use crate::verify::{Digest, H1};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::PathBuf;
use url::Url;

/// A version of a module that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Its path.
    pub module: String,
    /// Its version.
    pub version: String,
}

/// One of a module's files on a proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum File {
    /// `@v/list`
    List,
    /// `@v/VERSION.info`
    Info,
    /// `@v/VERSION.mod`
    GoMod,
    /// `@v/VERSION.zip`
    Zip,
    /// `@latest`, which a proxy need not have.
    Latest,
}

impl File {
    /// How much of it is read; the whole of a zip only where that is wanted.
    pub fn want(self, whole: bool) -> Want {
        match self {
            Self::Zip => Want::up_to(if whole { WHOLE } else { SOME }),
            _ => Want::PAGE,
        }
    }
}

/// What a proxy said of one module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// Of which.
    pub module: String,
    /// Of which version; without one, only what all versions share was asked for.
    pub version: Option<String>,
    /// The files in the order in which `go` asks for them.
    pub files: Vec<(File, Exchange)>,
    /// The hash of what is in the zip, where all of it came.
    pub zip: Option<H1>,
    /// The module whose files are in the zip, where it is another one.
    pub other: Option<String>,
    /// What was asked besides, where a file is said not to be there.
    pub lack: Option<Lack>,
}

/// What was asked where a file of a version is said not to be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    /// The first such file.
    pub missing: Exchange,
    /// The list of versions: some proxies tell the reason there, and nowhere else.
    pub list: Option<Exchange>,
    /// The same file at an address that no cache has kept.
    pub again: Option<Exchange>,
}

/// How much is asked of a proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Depth {
    /// Whether the zip is read to its end.
    pub whole: bool,
    /// Whether it is asked why a file is not there.
    pub reasons: bool,
}

/// How much of a zip is read where the module was not named. Those of small modules are smaller.
const SOME: u64 = 256 << 10;
/// How much is read where it was.
const WHOLE: u64 = 64 << 20;
/// What may be in it.
const UNPACKED: u64 = 500 << 20;
/// So much of the list of toolchains tells whether there are any.
const TOOLCHAINS: u64 = 8 << 10;

/// Asks a proxy for the files of a version as `go mod download` does; without one, for what `go get` asks of all versions.
pub async fn ask(
    client: &Client,
    base: &Url,
    (module, version): (&str, Option<&str>),
    depth: Depth,
) -> Answers {
    let of_version = |kind: &str| goproxy::version_file(base, module, version?, kind).ok();
    let of_module = |rest: &str| goproxy::module_file(base, module, rest).ok().filter(|_| version.is_none());
    let files = [
        (File::List, of_module("@v/list")),
        (File::Info, of_version("info")),
        (File::GoMod, of_version("mod")),
        (File::Zip, of_version("zip")),
        (File::Latest, of_module("@latest")),
    ];
    let asking = files.into_iter().filter_map(|(file, url)| -> Option<Boxed<(File, Exchange)>> {
        let (client, url) = (client.clone(), url?);
        Some(Box::pin(async move { (file, client.get(&url, file.want(depth.whole)).await) }))
    });
    let mut files = together(asking).await;
    let prefix = format!("{module}@{}/", version.unwrap_or_default());
    let zip = files.iter_mut().find(|(file, _)| *file == File::Zip).and_then(|(_, got)| hash(got, &prefix));
    let other = files.iter().find(|(file, _)| *file == File::Zip).and_then(|(_, got)| stranger(got, &prefix));
    let lack =
        if depth.reasons && version.is_some() { ask_why(client, base, module, &files).await } else { None };
    Answers { module: module.to_owned(), version: version.map(ToOwned::to_owned), files, zip, other, lack }
}

impl Answers {
    /// Takes a later answer in the place of an earlier one.
    pub fn replace(&mut self, file: File, got: Exchange) {
        let Some(known) = self.files.iter_mut().find(|(known, _)| *known == file) else { return };
        known.1 = got;
        if file == File::Zip {
            let prefix = format!("{}@{}/", self.module, self.version.as_deref().unwrap_or_default());
            self.other = stranger(&known.1, &prefix);
            self.zip = hash(&mut known.1, &prefix);
        }
    }
}

/// Asks for the reason where a file is not there: the list of versions, and the same file past every cache.
async fn ask_why(client: &Client, base: &Url, module: &str, files: &[(File, Exchange)]) -> Option<Lack> {
    let is_missing = |got: &Exchange| {
        got.end.as_ref().is_ok_and(|answer| matches!(answer.status, 404 | 410)) && got.steps.is_empty()
    };
    let missing = files.iter().map(|(_, got)| got).find(|got| is_missing(got))?.clone();
    let list =
        async { Some(client.get(&goproxy::module_file(base, module, "@v/list").ok()?, Want::PAGE).await) };
    let again = async {
        let mut url = missing.url.clone();
        if url.query().is_some() {
            return None;
        }
        url.set_query(Some(&format!("gv={}", std::process::id())));
        Some(client.get(&url, Want::PAGE).await)
    };
    let (list, again) = tokio::join!(list, again);
    Some(Lack { missing, list, again })
}

/// Asks a proxy which toolchains it has: the beginning of the list of their versions.
pub async fn ask_toolchains(client: &Client, base: &Url) -> Option<Exchange> {
    let url = goproxy::module_file(base, toolchain::MODULE, "@v/list").ok()?;
    Some(client.get(&url, Want::up_to(TOOLCHAINS)).await)
}

/// The module that the first name in a zip is of, where it is not the one that was asked for.
fn stranger(got: &Exchange, prefix: &str) -> Option<String> {
    let answer = got.end.as_ref().ok().filter(|answer| answer.status == 200)?;
    let head = answer.body.strip_prefix(b"PK\x03\x04")?;
    // The length of the name, and behind 22 more bytes the name.
    let length = u16::from_le_bytes(*head.get(22..24)?.first_chunk()?);
    let name = std::str::from_utf8(head.get(26..26 + usize::from(length))?).ok()?;
    let module = name.split_once('@').map(|(module, _)| module)?;
    (!name.starts_with(prefix)).then(|| module.to_owned())
}

/// The hash of a zip that came whole. What is large is not kept in memory any longer than for that.
fn hash(got: &mut Exchange, prefix: &str) -> Option<H1> {
    let answer = got.end.as_mut().ok().filter(|answer| answer.status == 200 && answer.whole)?;
    let file = Scratch::with(&answer.body)?;
    unpack::module_hash(&file.0, prefix, UNPACKED).ok()
}

/// A file of this process only, which is removed when it is not needed any more.
struct Scratch(PathBuf);

impl Scratch {
    fn with(bytes: &[u8]) -> Option<Self> {
        let name = format!("gv-net-{}-{}.zip", std::process::id(), &Digest::of(bytes).to_string()[..16]);
        let path = std::env::temp_dir().join(name);
        let mut file = OpenOptions::new().write(true).create_new(true).open(&path).ok()?;
        let scratch = Self(path);
        file.write_all(bytes).ok().map(|()| scratch)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What stays is a temporary file, which the system removes.
        let _ = fs::remove_file(&self.0);
    }
}
