//! An origin's index, the JSON that go.dev serves at `/dl/?mode=json&include=all`. It is accepted whole or not at
//! all: one file with a name that could leave its folder, or with half a hash, and nothing of it is used.

use super::name::{ArchiveName, archive_arch};
use super::{Archive, Release};
use crate::lang::{Lang, displayed, say};
use crate::verify::Sha256;
use crate::version::Version;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::HashMap;

/// The most an index may weigh; the real one has about 3 MB.
pub const LIMIT: u64 = 16 << 20;
/// The most releases and files that a list of them may hold. Go's own index has some ten thousand after fifteen years
/// (345 releases, about 30 files each, in 2026), and a list of toolchain modules as many.
pub const ENTRIES: usize = 100_000;
/// The most an archive may claim to weigh; the greatest one so far has 0.2 GB.
const ARCHIVE_LIMIT: u64 = 4 << 30;

/// What is wrong with an index.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No bytes at all.
    Empty,
    /// A web page came with status 200: a captive portal, a block page, or an address without an index.
    WebPage,
    /// Not JSON, or JSON of another shape.
    Json {
        /// The JSON reader's words, with line and column.
        what: String,
    },
    /// A list without a release.
    NoRelease,
    /// More bytes than an index has.
    TooLarge,
    /// More releases and files than there can be.
    TooMany,
    /// A version that cannot be one.
    Version {
        /// The text, escaped and cut.
        version: String,
    },
    /// A file name that is not a plain one, or not one of its release and platform.
    FileName {
        /// The release it stands in.
        version: String,
        /// The name, escaped and cut.
        name: String,
    },
    /// A hash that is none.
    Hash {
        /// The archive.
        file: String,
        /// The value, escaped and cut.
        value: String,
    },
    /// One archive is listed twice, differently.
    Twice {
        /// The archive.
        file: String,
    },
    /// A length that no archive has.
    Size {
        /// The archive.
        file: String,
        /// The length.
        size: i64,
    },
}

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow)]
    version: Cow<'a, str>,
    #[serde(borrow)]
    files: Vec<File<'a>>,
}

#[derive(Deserialize)]
struct File<'a> {
    #[serde(borrow)]
    filename: Cow<'a, str>,
    #[serde(borrow, default)]
    os: Cow<'a, str>,
    #[serde(borrow, default)]
    arch: Cow<'a, str>,
    #[serde(borrow, default)]
    sha256: Cow<'a, str>,
    #[serde(default)]
    size: i64,
    #[serde(borrow, default = "archive_kind")]
    kind: Cow<'a, str>,
}

fn archive_kind() -> Cow<'static, str> {
    Cow::Borrowed("archive")
}

/// Reads an index: its archives, newest release first. Sources, installers and the `bootstrap` archive are left
/// out, and so are releases whose name is no version (`go1.9.2rc2`).
pub fn parse(body: &[u8]) -> Result<Vec<Release>, Fault> {
    if body.len() as u64 > LIMIT {
        return Err(Fault::TooLarge);
    }
    let text = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii();
    match text.first() {
        None => return Err(Fault::Empty),
        Some(b'<') => return Err(Fault::WebPage),
        Some(_) => {}
    }
    let entries: Vec<Entry<'_>> =
        serde_json::from_slice(text).map_err(|error| Fault::Json { what: error.to_string() })?;
    if entries.len() + entries.iter().map(|entry| entry.files.len()).sum::<usize>() > ENTRIES {
        return Err(Fault::TooMany);
    }
    let mut releases = Vec::new();
    for entry in &entries {
        releases.extend(release(entry)?);
    }
    releases.sort_by(|a, b| b.version.cmp(&a.version));
    let releases = join_namesakes(releases)?;
    if releases.is_empty() { Err(Fault::NoRelease) } else { Ok(releases) }
}

/// Text of others made fit to be shown: no control characters, no quotes that end early, not too long.
pub(super) fn shown(text: &str) -> String {
    let cut: String = text.chars().take(80).collect();
    let dots = if cut.len() < text.len() { "…" } else { "" };
    format!("{cut:?}{dots}")
}

fn release(entry: &Entry<'_>) -> Result<Option<Release>, Fault> {
    let bare = entry.version.strip_prefix("go").filter(|bare| is_plain(bare));
    let bare = bare.ok_or_else(|| Fault::Version { version: shown(&entry.version) })?;
    let version = bare.parse::<Version>().ok();
    let mut archives = Vec::new();
    for file in &entry.files {
        let refused = || Fault::FileName { version: bare.to_owned(), name: shown(&file.filename) };
        if !is_plain(&file.filename) {
            return Err(refused());
        }
        let (Some(version), true) = (&version, file.kind == "archive" && file.arch != "bootstrap") else {
            continue;
        };
        let name = ArchiveName::parse(&file.filename).ok_or_else(refused)?;
        let names_its_place = name.version.to_string() == version.to_string()
            && name.platform.os == file.os
            && name.platform.arch == archive_arch(&file.arch);
        if !names_its_place {
            return Err(refused());
        }
        archives.push(name.archive(hash(file)?, size(file)?));
    }
    Ok(version.filter(|_| !archives.is_empty()).map(|version| Release { version, archives }))
}

/// Releases that are listed twice become one; the same archive may not differ.
fn join_namesakes(sorted: Vec<Release>) -> Result<Vec<Release>, Fault> {
    let mut joined: Vec<Release> = Vec::with_capacity(sorted.len());
    let mut places = HashMap::new();
    for Release { version, archives } in sorted {
        if joined.last().is_none_or(|last| last.version != version) {
            joined.push(Release { version, archives: Vec::with_capacity(archives.len()) });
            places.clear();
        }
        let Some(last) = joined.last_mut() else { continue };
        add(last, archives, &mut places)?;
    }
    Ok(joined)
}

/// Adds archives to a release, each once. `places` has where the names of those stand that it holds already.
fn add(
    release: &mut Release,
    archives: Vec<Archive>,
    places: &mut HashMap<String, usize>,
) -> Result<(), Fault> {
    for archive in archives {
        match places.get(&archive.file_name) {
            None => {
                places.insert(archive.file_name.clone(), release.archives.len());
                release.archives.push(archive);
            }
            Some(at) if release.archives[*at] == archive => {}
            Some(_) => return Err(Fault::Twice { file: archive.file_name }),
        }
    }
    Ok(())
}

fn is_plain(name: &str) -> bool {
    (1..=128).contains(&name.len())
        && !name.contains("..")
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+'))
}

/// Empty means unknown: the oldest releases have none.
fn hash(file: &File<'_>) -> Result<Option<Sha256>, Fault> {
    if file.sha256.is_empty() {
        return Ok(None);
    }
    let wrong = |_| Fault::Hash { file: file.filename.to_string(), value: shown(&file.sha256) };
    file.sha256.parse().map(Some).map_err(wrong)
}

fn size(file: &File<'_>) -> Result<Option<u64>, Fault> {
    match u64::try_from(file.size) {
        Ok(0) => Ok(None),
        Ok(size) if size <= ARCHIVE_LIMIT => Ok(Some(size)),
        _ => Err(Fault::Size { file: file.filename.to_string(), size: file.size }),
    }
}

displayed!(Fault);

impl Fault {
    /// What is wrong, as the predicate of a sentence about the list.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Empty => say!(lang, "is empty", "是空的"),
            Self::WebPage => say!(lang, "is a web page, not a release list", "是网页，不是版本列表"),
            Self::Json { what } => say!(lang, "is not a release list: {what}", "无法解析：{what}"),
            Self::NoRelease => say!(lang, "lists no release", "没有列出任何版本"),
            Self::TooLarge => say!(
                lang,
                "is larger than {limit} MB, which no release list is",
                "超过 {limit} MB，不可能是版本列表",
                limit = LIMIT / 1_000_000
            ),
            Self::TooMany => say!(
                lang,
                "lists more than {ENTRIES} releases and files, which no release list does",
                "列出的版本与文件超过 {ENTRIES} 个，不可能是版本列表"
            ),
            Self::Version { version } => {
                say!(
                    lang,
                    "contains a release with the version {version}",
                    "含有版本号不合法的条目 {version}"
                )
            }
            Self::FileName { version, name } => {
                say!(
                    lang,
                    "contains the file name {name} in go{version}",
                    "在 go{version} 中含有文件名 {name}"
                )
            }
            Self::Hash { file, value } => say!(
                lang,
                "gives {file} a SHA-256 that is not 64 hexadecimal digits: {value}",
                "给出的 {file} 的 SHA-256 不是 64 位十六进制数：{value}"
            ),
            Self::Twice { file } => {
                say!(lang, "lists {file} twice, with different contents", "两次列出 {file}，内容却不同")
            }
            Self::Size { file, size } => {
                say!(lang, "says that {file} has {size} bytes", "声称 {file} 有 {size} 字节")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn file(name: &str, platform: &str, kind: &str) -> String {
        let (os, arch) = platform.split_once('-').unwrap_or_default();
        let sha256 = "ab".repeat(32);
        format!(
            r#"{{"filename":"{name}","os":"{os}","arch":"{arch}","version":"x","sha256":"{sha256}","size":7,"kind":"{kind}"}}"#
        )
    }

    fn entry(version: &str, files: &[String]) -> String {
        format!(r#"{{"version":"{version}","stable":true,"files":[{}]}}"#, files.join(","))
    }

    fn index(version: &str, files: &[String]) -> String {
        format!("[{}]", entry(version, files))
    }

    fn good() -> String {
        file("go1.22.3.linux-amd64.tar.gz", "linux-amd64", "archive")
    }

    fn fault(version: &str, file: String) -> Fault {
        parse(index(version, &[good(), file]).as_bytes()).unwrap_err()
    }

    #[test]
    fn more_entries_than_there_can_be_are_refused_and_as_many_are_read() {
        let names = |count: usize| (0..count).map(|at| format!("go1.22.3.os{at}-amd64.tar.gz"));
        let listed = |count| {
            index(
                "go1.22.3",
                &names(count)
                    .map(|name| {
                        let os = name
                            .trim_start_matches("go1.22.3.")
                            .split('-')
                            .next()
                            .unwrap_or_default()
                            .to_owned();
                        file(&name, &format!("{os}-amd64"), "archive")
                    })
                    .collect::<Vec<_>>(),
            )
        };
        let most = listed(60_000);
        assert_eq!(parse(most.as_bytes()).unwrap()[0].archives.len(), 60_000);
        let empty = vec![entry("go1.22.3", &[]); ENTRIES + 1].join(",");
        assert_eq!(parse(format!("[{empty}]").as_bytes()), Err(Fault::TooMany));
        let files = format!("[{}]", entry("go1.22.3", &vec![r#"{"filename":"a"}"#.to_owned(); ENTRIES]));
        assert_eq!(parse(files.as_bytes()), Err(Fault::TooMany));
    }

    #[test]
    fn reads_archives_and_leaves_the_rest_out() {
        let text = index(
            "go1.22.3",
            &[
                file("go1.22.3.src.tar.gz", "", "source"),
                good(),
                file("go1.22.3.windows-amd64.msi", "windows-amd64", "installer"),
                file("go1.4-bootstrap-20170531.tar.gz", "4-bootstrap", "archive"),
                file("go1.22.3.windows-amd64.zip", "windows-amd64", "archive"),
            ],
        );
        let releases = parse(format!("\u{feff} {text}\n").as_bytes()).unwrap();
        assert_eq!(releases.len(), 1);
        let names: Vec<_> = releases[0].archives.iter().map(|archive| &*archive.file_name).collect();
        assert_eq!(names, ["go1.22.3.linux-amd64.tar.gz", "go1.22.3.windows-amd64.zip"]);
        assert_eq!(releases[0].archives[0].size, Some(7));
    }

    #[test]
    fn a_release_whose_name_is_no_version_is_left_out() {
        let odd = file("go1.9.2rc2.linux-amd64.tar.gz", "linux-amd64", "archive");
        let both = format!("[{},{}]", entry("go1.9.2rc2", &[odd]), entry("go1.22.3", &[good()]));
        let releases = parse(both.as_bytes()).unwrap();
        assert_eq!(releases.iter().map(|r| r.version.to_string()).collect::<Vec<_>>(), ["1.22.3"]);
    }

    #[test]
    fn names_that_could_leave_their_folder_spoil_the_whole_index() {
        for name in [
            "../go1.22.3.linux-amd64.tar.gz",
            "..",
            "a/b.tar.gz",
            "a\\\\b.tar.gz",
            "C:x.tar.gz",
            "",
            "go1.22.3.linux-amd64.tar.gz\\u0000",
            "go1.22.3.linux-amd64.tar.gz\\u001b[31m",
        ] {
            for kind in ["archive", "source"] {
                let fault = fault("go1.22.3", file(name, "linux-amd64", kind));
                assert!(matches!(fault, Fault::FileName { .. }), "{name}: {fault}");
                assert!(!fault.to_string().contains(char::is_control), "{fault}");
            }
        }
    }

    #[test]
    fn an_archive_may_not_stand_in_for_another() {
        for (name, platform) in [
            ("go1.22.2.linux-386.tar.gz", "linux-386"),
            ("go1.22.3.linux-386.tar.gz", "linux-arm64"),
            ("whatever.tar.gz", "linux-386"),
        ] {
            assert!(matches!(fault("go1.22.3", file(name, platform, "archive")), Fault::FileName { .. }));
        }
        let twice = good().replace("\"size\":7", "\"size\":8");
        assert!(matches!(fault("go1.22.3", twice), Fault::Twice { .. }));
        assert!(matches!(fault("../1.22.3", good()), Fault::Version { .. }));
    }

    #[test]
    fn hashes_are_whole_or_unknown() {
        let other = file("go1.22.3.linux-386.tar.gz", "linux-386", "archive");
        let hash = "ab".repeat(32);
        for wrong in [&hash[1..], &format!("{hash}0"), "x", &"g".repeat(64)] {
            let fault = fault("go1.22.3", other.replace(&hash, wrong));
            assert!(
                matches!(&fault, Fault::Hash { file, .. } if file == "go1.22.3.linux-386.tar.gz"),
                "{fault}"
            );
        }
        let releases = parse(index("go1.22.3", &[other.replace(&hash, "")]).as_bytes()).unwrap();
        assert_eq!(releases[0].archives[0].sha256, None);
        assert!(matches!(fault("go1.22.3", other.replace("\"size\":7", "\"size\":-1")), Fault::Size { .. }));
    }

    #[test]
    fn what_is_no_index_says_what_it_is() {
        assert_eq!(parse(b""), Err(Fault::Empty));
        assert_eq!(parse(b" \n"), Err(Fault::Empty));
        assert_eq!(parse(b"[]"), Err(Fault::NoRelease));
        assert_eq!(parse(b"\n<!DOCTYPE html><html>"), Err(Fault::WebPage));
        assert_eq!(parse(&vec![b' '; 16 * 1024 * 1024 + 1]), Err(Fault::TooLarge));
        for body in ["{}", "null", "[1]", "[{\"version\":\"go1.22.3\"}]", "\u{0}\u{1}", "[{"] {
            let fault = parse(body.as_bytes()).unwrap_err();
            assert!(matches!(&fault, Fault::Json { what } if what.contains("line 1")), "{fault}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_fall(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse(&body);
        }

        #[test]
        fn no_strings_in_it_make_it_fall(version in "(go)?[0-9a-z./]{0,12}", name in "\\PC{0,40}", hash in "[0-9a-fé]{0,70}") {
            let file = serde_json::json!({"filename": name, "os": "linux", "arch": "amd64", "sha256": hash});
            let body = serde_json::json!([{"version": version, "files": [file]}]).to_string();
            if let Ok(releases) = parse(body.as_bytes()) {
                prop_assert!(releases.iter().all(|r| r.archives.iter().all(|a| !a.file_name.contains('/'))));
            }
        }
    }
}
