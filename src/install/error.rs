//! Why a release was not installed.

use crate::fetch::{self, Trouble};
use crate::lang::{Explain, Hint, Lang, Report, code, displayed, say};
use crate::release::{self, Order};
use crate::store;
use crate::unpack;
use crate::verify::{Expected, Mismatch, NotRequired};
use crate::version::Version;

/// Bytes that are not the release that was ordered.
#[derive(Debug)]
pub struct Contradiction {
    /// Which sources they came from in this run; none when an earlier run had kept them all.
    pub sources: Vec<String>,
    /// How many of them an earlier run had kept. Then they may be the ones to blame, and no source is.
    pub kept: u64,
    /// What is wrong with them.
    pub what: Wrong,
}

/// How bytes are not the release.
#[derive(Debug, thiserror::Error)]
pub enum Wrong {
    /// They have another hash.
    Hash(#[from] Mismatch),
    /// They are no module zip, so that they have no hash of the kind that was expected.
    Unusable {
        /// What was expected, and who says so.
        expected: Expected,
        /// Why not.
        unusable: unpack::Error,
    },
}

impl Wrong {
    /// What was expected, and who says so.
    pub fn expected(&self) -> &Expected {
        match self {
            Wrong::Hash(mismatch) => &mismatch.expected,
            Wrong::Unusable { expected, .. } => expected,
        }
    }
}

/// An installation that failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store could not be changed.
    Store(#[from] store::Error),
    /// The bytes could not be downloaded.
    Fetch(#[from] fetch::Error),
    /// No authority has their hash.
    Release(#[from] release::Error),
    /// The archive, though it is the one expected, could not be unpacked.
    Unpack(#[from] unpack::Error),
    /// Every source sends something other than the release.
    Contradicted {
        /// What was ordered.
        version: Version,
        /// What came, in order. Never empty.
        contradictions: Vec<Contradiction>,
        /// The sources that sent nothing.
        unreachable: Vec<Trouble>,
    },
    /// It is the release, and not the one that the project has written down.
    NotRequired {
        /// What was ordered.
        version: Version,
        /// What differs.
        not: Box<NotRequired>,
    },
    /// The archive did not come from any of its sources.
    Archive {
        /// Its file name.
        file: String,
        /// The name of the origin where it is not Go's own.
        own_origin: Option<String>,
        /// What came of it.
        failure: Box<Error>,
    },
    /// There was more than one way, and none led anywhere.
    NoWay {
        /// What was wanted.
        version: Version,
        /// What came of each, in the order they were gone. At least two.
        failures: Vec<Error>,
    },
}

impl Error {
    /// Whether another way was faster, and this one is still open.
    pub(super) fn is_overtaken(&self) -> bool {
        matches!(self, Error::Fetch(fetch::Error::Overtaken))
    }

    /// What each source did, where nothing else failed.
    fn troubles(&self) -> Option<Vec<Trouble>> {
        match self {
            Error::Fetch(fetch::Error::AllFailed { attempts, .. }) => Some(attempts.clone()),
            Error::Archive { failure, .. } => failure.troubles(),
            Error::Release(release::Error::Database(error)) => error.troubles(),
            _ => None,
        }
    }

    /// The same, of an archive, where it was its sources that failed.
    pub(super) fn of_archive(self, order: &Order) -> Self {
        use fetch::Error::{AllFailed, Failed};
        match self {
            Error::Fetch(AllFailed { .. } | Failed { .. }) | Error::Contradicted { .. } => Error::Archive {
                file: order.archive.file_name.clone(),
                own_origin: order.own_origin.clone(),
                failure: Box::new(self),
            },
            other => other,
        }
    }

    /// Whether another way could still lead to the release: not when this machine is at fault.
    pub(super) fn is_of_the_way(&self) -> bool {
        match self {
            Error::Fetch(error) => {
                use fetch::Error::{AllFailed, Failed, Overtaken};
                matches!(error, AllFailed { .. } | Failed { .. } | Overtaken)
            }
            Error::Unpack(error) => !error.is_local(),
            Error::Archive { failure, .. } => failure.is_of_the_way(),
            Error::Release(_) | Error::Contradicted { .. } | Error::NoWay { .. } => true,
            Error::Store(_) | Error::NotRequired { .. } => false,
        }
    }
}

displayed!(Error, Wrong);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Store(error) => error.message(lang),
            Self::Fetch(error) => error.message(lang),
            Self::Release(error) => error.message(lang),
            Self::Unpack(error) => error.message(lang),
            Self::Archive { failure, .. } => failure.message(lang),
            Self::Contradicted { version, contradictions, .. } => {
                let authority = contradictions.first().map(|it| it.what.expected().authority.message(lang));
                say!(
                    lang,
                    "no source has the go{version} of {authority}",
                    "没有任何来源提供与{authority}相符的 go{version}",
                    authority = authority.unwrap_or_default()
                )
            }
            Self::NotRequired { version, not } => say!(
                lang,
                "go{version} is not the one that this directory requires: {why}",
                "go{version} 与此目录的要求不符：{why}",
                why = not.message(lang)
            ),
            Self::NoWay { version, .. } => {
                say!(
                    lang,
                    "go{version} could not be downloaded from any source",
                    "无法从任何来源下载 go{version}"
                )
            }
        }
    }

    fn details(&self, lang: Lang) -> Vec<String> {
        match self {
            Self::Fetch(error) => error.details(lang),
            Self::Release(error) => error.details(lang),
            Self::Archive { failure, .. } => failure.details(lang),
            Self::Store(_) | Self::Unpack(_) | Self::NotRequired { .. } => Vec::new(),
            Self::Contradicted { contradictions, unreachable, .. } => {
                let mut lines: Vec<String> = contradictions.iter().map(|it| it.message(lang)).collect();
                lines.extend(fetch::listed(unreachable, lang));
                lines
            }
            Self::NoWay { failures, .. } => {
                if let Some(troubles) = of_one_cause(failures) {
                    return fetch::listed(&troubles, lang);
                }
                let lines = failures.iter().flat_map(|failure| Report::of(failure, lang).lines());
                lines.map(|line| format!("  {line}")).collect()
            }
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            Self::Store(error) => error.hints(lang),
            Self::Fetch(error) => error.hints(lang),
            Self::Release(error) => error.hints(lang),
            Self::Unpack(error) => error.hints(lang),
            Self::Contradicted { .. } => vec![Hint::command("gv mirror test --goproxy")],
            Self::NotRequired { .. } => vec![of_lock(lang)],
            Self::Archive { file, own_origin, failure } => {
                of_archive(file, own_origin.as_deref(), failure, lang)
            }
            Self::NoWay { failures, .. } => {
                let mut hints: Vec<Hint> = Vec::new();
                for hint in failures.iter().flat_map(|failure| failure.hints(lang)) {
                    if !hints.contains(&hint) {
                        hints.push(hint);
                    }
                }
                hints
            }
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::Store(error) => error.code(),
            Self::Fetch(error) => error.code(),
            Self::Release(error) => error.code(),
            Self::Unpack(error) => error.code(),
            Self::Archive { failure, .. } => failure.code(),
            Self::Contradicted { .. } | Self::NotRequired { .. } => code::PROOF,
            Self::NoWay { failures, .. } => code_of_all(failures),
        }
    }
}

/// What helps where the hash of a project and that of an authority differ: which of them is right gv cannot know.
pub fn of_lock(lang: Lang) -> Hint {
    Hint::words(say!(
        lang,
        "ask the person who wrote the lock which build the project uses; gv installs no other one here",
        "请向写入锁文件的人确认项目使用哪个构建；gv 在此不会安装其他构建"
    ))
}

/// The sources of all ways, where every one of them has the same fault: it is told once.
fn of_one_cause(failures: &[Error]) -> Option<Vec<Trouble>> {
    let troubles: Vec<_> = failures.iter().map(Error::troubles).collect::<Option<Vec<_>>>()?.concat();
    (fetch::by_fault(&troubles).len() == 1).then_some(troubles)
}

/// A mirror that serves what go.dev does.
const EXAMPLE_MIRROR: &str = "https://mirrors.aliyun.com/golang";

/// What helps where no source has the archive of a release. A public mirror has what Go's hosts have, and nothing that an
/// origin of the user's own has.
fn of_archive(file: &str, own_origin: Option<&str>, failure: &Error, lang: Lang) -> Vec<Hint> {
    let mut hints = match failure {
        Error::Fetch(error) => error.hints(lang),
        _ => Vec::new(),
    };
    match own_origin {
        Some(origin) => hints.extend(at_own_origin(file, origin, failure, lang)),
        None if another_source_may_help(failure) => {
            let words = say!(lang, "name a mirror that you can reach:", "指定一个能访问的镜像：");
            hints.extend([Hint::words(words), Hint::set("GV_MIRRORS", EXAMPLE_MIRROR)]);
        }
        None => {}
    }
    hints
}

fn another_source_may_help(failure: &Error) -> bool {
    match failure {
        Error::Fetch(fetch::Error::AllFailed { attempts, .. }) => fetch::another_source_may_help(attempts),
        _ => true,
    }
}

fn at_own_origin(file: &str, origin: &str, failure: &Error, lang: Lang) -> Vec<Hint> {
    use fetch::Error::AllFailed;
    let setting = say!(
        lang,
        "GV_ORIGIN, or origin under [release] in config.toml",
        "GV_ORIGIN，或 config.toml 中 [release] 的 origin"
    );
    let words = match failure {
        Error::Contradicted { .. } => say!(
            lang,
            "replace the archive at {origin}, or correct its hash there (the release list, or {file}.sha256 beside the archive)",
            "请更换 {origin} 上的安装包，或更正那里的哈希（版本列表，或安装包旁的 {file}.sha256）"
        ),
        Error::Fetch(AllFailed { attempts, .. }) if fetch::is_nowhere(attempts) => say!(
            lang,
            "add {file} to {origin} (gv mirror sync keeps such an origin up to date), or name another origin: {setting}",
            "请把 {file} 放到 {origin}（gv mirror sync 可更新此类发布源），或改用其他发布源：{setting}"
        ),
        Error::Fetch(AllFailed { attempts, .. }) if !fetch::another_source_may_help(attempts) => {
            return Vec::new();
        }
        _ => say!(
            lang,
            "{origin} is the origin in your settings ({setting}): check that it works, or name another one",
            "{origin} 是设置中的发布源（{setting}）：请确认它工作正常，或改用其他发布源"
        ),
    };
    vec![Hint::words(words), Hint::command("gv mirror ls --release")]
}

impl Contradiction {
    /// What some sources sent, as a line.
    fn message(&self, lang: Lang) -> String {
        let mut sources = self.sources.clone();
        if self.kept > 0 {
            sources.insert(0, say!(lang, "the part kept by an earlier run", "先前保留的部分"));
        }
        let sources = sources.join(&say!(lang, " and ", "与"));
        say!(lang, "  {sources}: {what}", "  {sources}：{what}", what = self.what.message(lang))
    }
}

impl Wrong {
    /// What is wrong with the bytes.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Hash(mismatch) => mismatch.message(lang),
            Self::Unusable { expected, unusable } => say!(
                lang,
                "{unusable}; expected {hash}",
                "{unusable}；应为 {hash}",
                unusable = unusable.message(lang),
                hash = expected.hash
            ),
        }
    }
}

/// A proof that failed outweighs all else. That an archive's hash is not known is no such proof: where the network kept
/// the other ways from ending, it is the network's fault.
fn code_of_all(failures: &[Error]) -> u8 {
    let by_network = failures.iter().any(|failure| failure.code() == code::NETWORK);
    let is_unknown = |failure: &Error| matches!(failure, Error::Release(release::Error::Unproven { .. }));
    // What one way could not tell, another one has answered.
    let answered = failures.iter().any(|failure| failure.code() == code::MISSING);
    let is_open = |failure: &Error| matches!(failure, Error::Release(release::Error::NotKnown { .. }));
    let said = failures.iter().filter(|failure| !(by_network && is_unknown(failure)));
    let said = said.filter(|failure| !(answered && is_open(failure)));
    let codes: Vec<u8> = said.map(Explain::code).collect();
    if codes.contains(&code::PROOF) { code::PROOF } else { codes.first().copied().unwrap_or(code::FAILED) }
}
