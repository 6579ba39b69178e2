//! The files of releases: archives against the release list and against what Go published, modules against their records.

use super::finding;
use super::lists::Small;
use super::place::{Large, Location};
use super::{Flaw, Inspection, RecordState};
use crate::golang::toolchain::{self, ModuleVersion};
use crate::lang::say;
use crate::mirror::sync::{Written, module_file, side_file};
use crate::release::{Archive, Manifest, Origin};
use crate::version::Version;

impl Inspection<'_> {
    /// Whether a download that breaks off can continue, tried with the first archive.
    pub(super) async fn ranges(&mut self, archives: &[(Version, Archive)]) {
        let (Location::Web(ask), Some((_, archive))) = (&self.place, archives.first()) else { return };
        let part = ask.part(&archive.file_name, 99).await;
        if part.status == 206 && part.body.len() == 100 || part.is_not_found() {
            return;
        }
        let text = say!(
            self.lang,
            "a broken download starts again from the beginning: the server does not answer range requests",
            "下载中断后须从头开始：服务器不支持范围请求"
        );
        self.add(Flaw::NoRanges, &archive.file_name, text);
    }

    /// One archive, and the file with its hash beside it.
    pub(super) async fn archive(
        &mut self,
        (version, archive): &(Version, Archive),
        written: Option<&Written>,
    ) {
        let (lang, name) = (self.lang, &archive.file_name);
        self.named.insert(name.clone());
        match self.place.archive(name, self.whole, lang).await {
            Large::Is { size, content } => {
                let expected = archive.sha256.as_ref();
                let length = size.zip(archive.size).filter(|(size, listed)| size != listed);
                let hash = content.as_ref().zip(expected).filter(|(actual, expected)| actual != expected);
                if let Some((size, listed)) = length {
                    self.add(Flaw::Changed, name, finding::length(size, listed, lang));
                } else if let Some((actual, expected)) = hash {
                    let text = finding::hash(&actual.to_string(), &expected.to_string(), lang);
                    self.add(Flaw::Changed, name, text);
                }
            }
            other => self.large(name, other),
        }
        self.published(version, archive, written);
        let side = side_file(name);
        let small = self.small(&side).await;
        let Some(expected) = &archive.sha256 else { return };
        match small {
            Small::Told => {}
            Small::Missing => self.missing(&side),
            Small::Is(bytes) => {
                let text = String::from_utf8_lossy(&bytes);
                let actual = text.split_whitespace().next().unwrap_or_default();
                if !actual.eq_ignore_ascii_case(&expected.to_string()) {
                    let text = finding::hash(actual, &expected.to_string(), lang);
                    self.add(Flaw::Changed, &side, text);
                }
            }
        }
    }

    /// The hash that Go published, where gv knows it. An origin of one's own may have builds of its own.
    fn published(&mut self, version: &Version, archive: &Archive, written: Option<&Written>) {
        let lang = self.lang;
        let known = Manifest::built_in().archive(version, &archive.platform).and_then(|known| known.sha256);
        let (Some(known), Some(listed)) = (known, &archive.sha256) else { return };
        if known == *listed {
            return;
        }
        let is_of_go = written.is_none_or(|written| written.origin == Origin::GO);
        let (kind, text) = if is_of_go {
            let text = say!(
                lang,
                "is not the archive that Go published, which has SHA-256 {known}",
                "不是 Go 官方发布的归档，后者的 SHA-256 为 {known}"
            );
            (Flaw::NotPublished, text)
        } else {
            (
                Flaw::OwnBuild,
                say!(
                    lang,
                    "is an own build, not the archive that Go published",
                    "是自行构建的版本，并非 Go 官方发布的归档"
                ),
            )
        };
        self.add(kind, &archive.file_name, text);
    }

    /// The three files of one module.
    pub(super) async fn module(&mut self, module: &ModuleVersion, has_records: bool) {
        let (lang, version) = (self.lang, module.to_string());
        let path = |kind: &str| module_file(&version, kind);
        let info = |bytes: &[u8]| {
            let info = serde_json::from_slice::<serde_json::Value>(bytes).unwrap_or_default();
            info["Version"] == version.as_str()
        };
        let text = say!(lang, "does not describe {version}", "的内容不是 {version}");
        self.content(&path("info"), info, text).await;
        let expected = format!("module {}", toolchain::MODULE);
        let go_mod = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim() == expected;
        let text = say!(lang, "is not: {expected}", "的内容不是：{expected}");
        self.content(&path("mod"), go_mod, text).await;
        self.zip(module, &path("zip"), has_records).await;
    }

    /// A small file that has to be there, and to be right.
    async fn content(&mut self, path: &str, is_right: impl Fn(&[u8]) -> bool, wrong: String) {
        match self.small(path).await {
            Small::Told => {}
            Small::Missing => self.missing(path),
            Small::Is(bytes) if is_right(&bytes) => {}
            Small::Is(_) => self.add(Flaw::Changed, path, wrong),
        }
    }

    async fn zip(&mut self, module: &ModuleVersion, path: &str, has_records: bool) {
        let lang = self.lang;
        self.named.insert(path.to_owned());
        let content = match self.place.module(path, &module.prefix(), self.whole, lang).await {
            Large::Is { content: None, .. } if self.whole => {
                let text = say!(lang, "is not a complete module zip", "不是完整的模块 zip");
                return self.add(Flaw::Damaged, path, text);
            }
            Large::Is { content, .. } => content,
            other => return self.large(path, other),
        };
        let name = self.setting.map(|setting| setting.name.clone()).unwrap_or_default();
        match self.record(module, has_records).await {
            RecordState::NotWanted => {}
            RecordState::Missing => {
                let text = say!(lang, "has no record of {name} in the mirror", "在镜像中没有 {name} 的记录");
                self.add(Flaw::NoRecord, path, text);
            }
            RecordState::Refused => {
                let text = say!(lang, "has a record that {name} did not sign", "的记录不是由 {name} 签名");
                self.add(Flaw::Record, path, text);
            }
            RecordState::Has(expected) => match content {
                Some(actual) if actual != expected => {
                    let text = say!(
                        lang,
                        "is {actual}; {name} says {expected}",
                        "为 {actual}，{name} 中为 {expected}"
                    );
                    self.add(Flaw::Record, path, text);
                }
                Some(_) | None => self.report.records += 1,
            },
        }
    }

    fn large<T>(&mut self, path: &str, large: Large<T>) {
        match large {
            Large::Is { .. } => {}
            Large::Missing => self.missing(path),
            Large::Page => self.add(Flaw::Page, path, finding::page(self.lang)),
            Large::Cut(why) => self.add(Flaw::Damaged, path, why),
            Large::Unreadable(why) => self.add(Flaw::Unreadable, path, why),
        }
    }
}
