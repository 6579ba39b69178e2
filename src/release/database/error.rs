//! Why the checksum database proved nothing.

use crate::fetch;
use crate::fetch::{Trouble, are_offline, measure_the_network, ways_through};
use crate::golang::database::set_gosumdb;
use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::shell::Shell;
use crate::system::FileError;
use crate::verify::sumdb::{self, BadKey};
use std::path::PathBuf;

/// A question that was not answered, or an answer that does not hold.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// GOSUMDB holds a key that is none.
    Key {
        /// The database.
        name: String,
        /// What is wrong with it.
        bad: BadKey,
    },
    /// A name that no module has.
    Unaskable {
        /// The module.
        module: String,
        /// The version.
        version: String,
    },
    /// A proxy did not say whether it passes the database on, and GOPROXY says to stop there.
    NoWay {
        /// The database.
        name: String,
        /// What came of each proxy.
        attempts: Vec<Attempt>,
    },
    /// No source returned a valid answer.
    Failed {
        /// The database.
        name: String,
        /// What was asked for.
        module: String,
        /// Which version of it.
        version: String,
        /// What came of each way. Never empty.
        attempts: Vec<Attempt>,
    },
    /// The log shows different clients different trees, or the key of its signer was stolen.
    Fork {
        /// The database.
        name: String,
        /// The size of one.
        older: u64,
        /// The size of the other.
        newer: u64,
        /// Where the evidence is.
        kept: PathBuf,
    },
    /// The tree that is remembered cannot be read.
    Remembered {
        /// The file.
        path: PathBuf,
    },
    /// What is remembered cannot be read or written.
    Disk(#[from] FileError),
}

/// One way, and what came of it.
#[derive(Debug)]
pub struct Attempt {
    /// The address asked, without credentials.
    pub via: String,
    /// What came.
    pub fault: Fault,
}

/// What one way did.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// It did not answer.
    Network(fetch::Error),
    /// Its answer does not hold.
    Refused(sumdb::Error),
}

impl Error {
    /// What each way did, where none of them brought an answer.
    pub fn troubles(&self) -> Option<Vec<Trouble>> {
        let (Error::NoWay { attempts, .. } | Error::Failed { attempts, .. }) = self else { return None };
        let trouble = |Attempt { via, fault }: &Attempt| match fault {
            Fault::Network(fetch::Error::Failed { fault, .. }) => {
                Some(Trouble { source: via.clone(), fault: fault.clone() })
            }
            Fault::Network(_) | Fault::Refused(_) => None,
        };
        attempts.iter().map(trouble).collect::<Option<Vec<_>>>().filter(|troubles| !troubles.is_empty())
    }

    /// Whether the version is unknown to every source, and no other error occurred.
    pub fn is_unknown(&self) -> bool {
        let unknown = |attempt: &Attempt| matches!(&attempt.fault, Fault::Network(fetch::Error::Failed { fault, .. }) if fault.is_not_found());
        matches!(self, Error::Failed { attempts, .. } if attempts.iter().all(unknown))
    }

    /// Whether no source has answered at all.
    pub fn is_silence(&self) -> bool {
        let silent = |attempt: &Attempt| matches!(&attempt.fault, Fault::Network(fetch::Error::Failed { fault, .. }) if fault.status().is_none());
        match self {
            Error::Failed { attempts, .. } | Error::NoWay { attempts, .. } => attempts.iter().all(silent),
            _ => false,
        }
    }

    /// Whether no answer came, good or bad: another way may lead to one.
    pub fn is_out_of_reach(&self) -> bool {
        match self {
            Error::NoWay { .. } => true,
            Error::Failed { .. } => !self.is_unknown() && !self.is_refusal(),
            _ => false,
        }
    }

    /// Whether an answer is false, which is more than a network fault.
    pub fn is_refusal(&self) -> bool {
        match self {
            Error::Failed { attempts, .. } => {
                attempts.iter().any(|it| matches!(&it.fault, Fault::Refused(error) if error.is_forgery()))
            }
            Error::Fork { .. } | Error::Remembered { .. } => true,
            _ => false,
        }
    }
}

displayed!(Error, Fault);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Key { name, bad } => say!(
                lang,
                "GOSUMDB: the key of {name} is invalid: {bad}",
                "GOSUMDB：{name} 的密钥无效：{bad}",
                bad = bad.message(lang)
            ),
            Self::Unaskable { module, version } => say!(
                lang,
                "{module}@{version} is not a module that a checksum database could be queried for",
                "{module}@{version} 不是可以向校验和数据库查询的模块"
            ),
            Self::NoWay { name, .. } => say!(
                lang,
                "the checksum database {name} cannot be reached through your GOPROXY",
                "按您的 GOPROXY 无法访问校验和数据库 {name}"
            ),
            Self::Failed { name, module, version, .. } => say!(
                lang,
                "the checksum database {name} did not verify {module}@{version}",
                "校验和数据库 {name} 未能校验 {module}@{version}"
            ),
            Self::Fork { name, older, newer, kept } => say!(
                lang,
                "SECURITY: the log of {name} was forked: its trees of {older} and {newer} records are both signed, and contradict each other; both are kept in {kept}",
                "安全警告：{name} 的日志出现分叉：记录数为 {older} 与 {newer} 的两棵树均有签名，却互相矛盾；两份均保存在 {kept}",
                kept = kept.display()
            ),
            Self::Remembered { path } => say!(
                lang,
                "{path} is damaged: it is not a tree signed by the checksum database",
                "{path} 已损坏：不是由该校验和数据库签名的树",
                path = path.display()
            ),
            Self::Disk(error) => error.message(lang),
        }
    }

    fn details(&self, lang: Lang) -> Vec<String> {
        match self {
            Self::NoWay { attempts, .. } | Self::Failed { attempts, .. } => {
                attempts.iter().map(|attempt| attempt.message(lang)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            Self::Key { .. } => set_gosumdb(lang).into(),
            Self::Unaskable { .. } => Vec::new(),
            Self::Failed { .. } if self.is_unknown() => vec![Hint::command("gv ls-remote")],
            Self::Failed { .. } if self.is_refusal() => vec![another_network(lang)],
            Self::NoWay { attempts, .. } | Self::Failed { attempts, .. } => ways_to_ask(attempts, lang),
            Self::Fork { .. } => vec![
                Hint::words(say!(
                    lang,
                    "keep those files and report them: https://go.dev/security",
                    "请保留这些文件并报告：https://go.dev/security"
                )),
                another_network(lang),
            ],
            Self::Remembered { path } => vec![
                Hint::command(Shell::USUAL.remove(path)),
                Hint::words(say!(
                    lang,
                    "look at the file first; the next query then starts from the beginning",
                    "请先查看该文件；删除后下次查询将重新开始"
                )),
            ],
            Self::Disk(error) => error.hints(lang),
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::Key { .. } | Self::Unaskable { .. } | Self::Disk(_) => code::FAILED,
            Self::Failed { .. } if self.is_unknown() => code::MISSING,
            error if error.is_refusal() => code::PROOF,
            _ => code::NETWORK,
        }
    }
}

impl Attempt {
    /// What came of one way, as a line.
    fn message(&self, lang: Lang) -> String {
        say!(lang, "  {via}: {what}", "  {via}：{what}", via = self.via, what = self.fault.message(lang))
    }
}

impl Fault {
    /// What one way did, without the address, which stands before it.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Network(fetch::Error::Failed { fault, .. }) => fault.message(lang),
            Self::Network(error) => error.message(lang),
            Self::Refused(error) => error.message(lang),
        }
    }
}

/// What to do where no answer came, the likeliest first.
fn ways_to_ask(attempts: &[Attempt], lang: Lang) -> Vec<Hint> {
    let fault = |attempt: &Attempt| match &attempt.fault {
        Fault::Network(fetch::Error::Failed { fault, .. }) => Some(fault.clone()),
        Fault::Network(_) | Fault::Refused(_) => None,
    };
    let faults: Vec<_> = attempts.iter().filter_map(fault).collect();
    let faults: Vec<_> = faults.iter().collect();
    let mut hints = ways_through(&faults, lang);
    if are_offline(&faults) {
        return hints;
    }
    // A database that answers wrongly is measured too.
    if !hints.contains(&measure_the_network()) {
        hints.push(measure_the_network());
    }
    // No other way is named: gv has asked the database itself too, and at its address in China.
    hints
}

fn another_network(lang: Lang) -> Hint {
    Hint::words(say!(
        lang,
        "use another network or proxy: what responds here is not the checksum database",
        "请更换网络或代理：当前应答的并不是校验和数据库"
    ))
}
