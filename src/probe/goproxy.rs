//! What a module proxy answers to the questions of `go` (<https://go.dev/ref/mod#goproxy-protocol>).

use super::roads::{Got, Roads};
use super::{Boxed, together};
use crate::golang::goproxy;
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
    /// The beginning of `@v/VERSION.zip`.
    Zip,
    /// `@latest`, which a proxy need not have.
    Latest,
}

/// What a proxy said of one module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// Of which.
    pub module: String,
    /// Of which version; without one, only what all versions share was asked for.
    pub version: Option<String>,
    /// The files in the order in which `go` asks for them.
    pub files: Vec<(File, Got)>,
}

/// So much of a zip is asked for.
const BEGINNING: u64 = (64 << 10) - 1;

/// Asks a proxy for all files of a version at once; those that cannot be named in an address are left out.
pub async fn ask(roads: &Roads, base: &Url, module: &str, version: Option<&str>) -> Answers {
    let of_version = |kind: &str| goproxy::version_file(base, module, version?, kind).ok();
    let of_module = |rest: &str| goproxy::module_file(base, module, rest).ok();
    let files = [
        (File::List, of_module("@v/list")),
        (File::Info, of_version("info")),
        (File::GoMod, of_version("mod")),
        (File::Zip, of_version("zip")),
        (File::Latest, of_module("@latest")),
    ];
    let asking = files.into_iter().filter_map(|(file, url)| -> Option<Boxed<(File, Got)>> {
        let (roads, range, url) = (roads.clone(), (file == File::Zip).then_some(BEGINNING), url?);
        Some(Box::pin(async move { (file, roads.get(&url, range).await) }))
    });
    let files = together(asking).await;
    Answers { module: module.to_owned(), version: version.map(ToOwned::to_owned), files }
}

/// Asks a proxy for the information on one version only.
pub async fn ask_info(roads: &Roads, base: &Url, sample: &Sample) -> Option<Got> {
    let url = goproxy::version_file(base, &sample.module, &sample.version, "info").ok()?;
    Some(roads.get(&url, None).await)
}
