//! What a mirror says of itself: when it was made, its release list and its list of modules.

use super::finding;
use super::place::{Location, Text};
use super::{Flaw, Inspection};
use crate::golang::toolchain::{self, ModuleVersion};
use crate::lang::say;
use crate::mirror::sync::{ABOUT, Written, module_list};
use crate::release::{Archive, index};
use crate::version::Version;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A mirror that is older than this may lack a security release.
const OLD: Duration = Duration::from_hours(24 * 30);

/// A small file, or what is in its place.
pub(super) enum Small {
    Is(Vec<u8>),
    Missing,
    /// The mirror does not answer, or serves something else: that is a finding already.
    Told,
}

impl Inspection<'_> {
    /// The file that says how and when it was made.
    pub(super) async fn about(&mut self) -> Option<Written> {
        let lang = self.lang;
        if matches!(&self.place, Location::Web(ask) if ask.base().scheme() == "http") {
            let text = say!(
                lang,
                "plain http: anyone on the network path can change the lists",
                "明文 http：途中任何人都能篡改列表"
            );
            self.add(Flaw::PlainHttp, "", text);
        }
        let written = match self.small(ABOUT).await {
            Small::Is(bytes) => Written::parse(&bytes),
            Small::Missing => None,
            Small::Told => return None,
        };
        let Some(written) = written else {
            let text = say!(
                lang,
                "is not there or cannot be read: nothing says when and from where the mirror was made",
                "不存在或无法读取：无从得知该镜像何时、从何处建立"
            );
            self.add(Flaw::NoAbout, ABOUT, text);
            return None;
        };
        self.report.synced = Some(written.synced);
        let then = UNIX_EPOCH + Duration::from_secs(written.synced);
        let age = SystemTime::now().duration_since(then).unwrap_or_default();
        if age > OLD {
            let days = age.as_secs() / 86400;
            let text =
                say!(lang, "the mirror was last updated {days} days ago", "镜像上次更新于 {days} 天前");
            self.add(Flaw::Old, ABOUT, text);
        }
        Some(written)
    }

    /// The archives of the release list.
    pub(super) async fn index(&mut self, written: Option<&Written>) -> Vec<(Version, Archive)> {
        let is_wanted = written.is_none_or(|written| written.parts.archives);
        let bytes = match self.small("index.json").await {
            Small::Is(bytes) => bytes,
            Small::Missing if is_wanted => {
                self.missing("index.json");
                return Vec::new();
            }
            // One of modules alone has a list of nothing.
            Small::Missing | Small::Told => return Vec::new(),
        };
        if !is_wanted {
            return Vec::new();
        }
        match index::parse(&bytes) {
            Ok(releases) => {
                let of = |release: crate::release::Release| {
                    let version = release.version.clone();
                    release.archives.into_iter().map(move |archive| (version.clone(), archive))
                };
                releases.into_iter().flat_map(of).collect()
            }
            Err(fault) => {
                self.add(Flaw::List, "index.json", fault.message(self.lang));
                Vec::new()
            }
        }
    }

    /// The modules of their list.
    pub(super) async fn list(&mut self, written: Option<&Written>) -> Vec<ModuleVersion> {
        let (lang, path) = (self.lang, module_list());
        let bytes = match self.small(&path).await {
            Small::Is(bytes) => bytes,
            Small::Missing if written.is_some_and(|written| written.parts.modules) => {
                self.missing(&path);
                return Vec::new();
            }
            Small::Missing | Small::Told => return Vec::new(),
        };
        let modules = toolchain::listed(&bytes).unwrap_or_default();
        let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).count();
        if lines != modules.len() {
            let text = say!(
                lang,
                "has lines that are not versions of {module}",
                "含有不是 {module} 版本的行",
                module = toolchain::MODULE
            );
            self.add(Flaw::List, &path, text);
        }
        modules
    }

    /// A small file that the mirror may have.
    pub(super) async fn small(&mut self, path: &str) -> Small {
        self.named.insert(path.to_owned());
        match self.place.text(path, self.lang).await {
            Text::Is(bytes) => return Small::Is(bytes),
            Text::Missing => return Small::Missing,
            Text::Page => self.add(Flaw::Page, path, finding::page(self.lang)),
            Text::Silent(why) => self.add(Flaw::Unreachable, path, why),
            Text::Unreadable(why) => self.add(Flaw::Unreadable, path, why),
        }
        Small::Told
    }
}
