//! Errors of `release::database`: the checksum database, and what its log does not hold.

use super::disk;
use super::fetch::{are_offline, ways_through};
use crate::fetch;
use crate::release::database::{Attempt, Error, Fault};
use crate::ui::report::code;
use crate::ui::{Explain, Lang};
use crate::verify::sumdb::{self, BadKey, note, tile};

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Error::Key { name, bad } => {
                let bad = match bad {
                    BadKey::Form => "格式应为「名称+哈希+密钥」",
                    BadKey::Kind => "不是 Ed25519 密钥",
                    BadKey::Hash => "其哈希与名称、密钥不符",
                };
                format!("GOSUMDB：{name} 的密钥无效：{bad}")
            }
            Error::Unaskable { module, version } => {
                format!("{module}@{version} 不是可以向校验和数据库查询的模块")
            }
            Error::NoWay { name, attempts } => {
                format!("按您的 GOPROXY 无法访问校验和数据库 {name}{}", listed_zh(attempts))
            }
            Error::Failed { name, module, version, attempts } => {
                format!("校验和数据库 {name} 未能证明 {module}@{version}{}", listed_zh(attempts))
            }
            Error::Fork { name, older, newer, kept } => format!(
                "安全警告：{name} 的日志出现分叉：记录数为 {older} 与 {newer} 的两棵树均有签名，却互相矛盾；两份均保存在 {}",
                kept.display()
            ),
            Error::Remembered { path } => {
                format!("{} 已损坏：不是由该校验和数据库签名的树", path.display())
            }
            Error::Disk { action, path, source } => disk::zh(action, path, source),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        match self {
            Error::Key { .. } => vec![lang.set_gosumdb()],
            Error::Unaskable { .. } => Vec::new(),
            Error::Failed { .. } if self.is_unknown() => vec!["gv ls-remote".to_owned()],
            Error::Failed { .. } if self.is_refusal() => vec![lang.another_network()],
            Error::NoWay { attempts, .. } | Error::Failed { attempts, .. } => ways_to_ask(attempts, lang),
            Error::Fork { .. } => vec![lang.report_the_fork(), lang.another_network()],
            Error::Remembered { path } => vec![lang.look_and_remove(&path.display().to_string())],
            Error::Disk { action, source, .. } => disk::hints(action, source, lang),
        }
    }

    fn code(&self) -> u8 {
        match self {
            Error::Key { .. } | Error::Unaskable { .. } | Error::Disk { .. } => code::FAILED,
            Error::Failed { .. } if self.is_unknown() => code::MISSING,
            error if error.is_refusal() => code::PROOF,
            _ => code::NETWORK,
        }
    }
}

/// What to do where nobody has handed over an answer, the likeliest first.
fn ways_to_ask(attempts: &[Attempt], lang: Lang) -> Vec<String> {
    let fault = |attempt: &'_ Attempt| match &attempt.fault {
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
    if !hints.contains(&lang.measure_the_network()) {
        hints.push(lang.measure_the_network());
    }
    hints.push(lang.ask_the_next_proxy());
    hints
}

/// One line a way.
fn listed_zh(attempts: &[Attempt]) -> String {
    let line = |Attempt { via, fault }: &Attempt| {
        let fault = match fault {
            Fault::Network(crate::fetch::Error::Failed { fault, .. }) => Lang::Zh.fault(fault),
            Fault::Network(error) => error.zh(),
            Fault::Refused(error) => refused_zh(error),
        };
        format!("\n  {via}：{fault}")
    };
    attempts.iter().map(line).collect()
}

fn refused_zh(error: &sumdb::Error) -> String {
    use sumdb::Error;
    match error {
        Error::NoRecord => "返回的不是校验和数据库的记录".to_owned(),
        Error::Note(note) => {
            let why = match note {
                note::Error::Malformed => "不是签名文本",
                note::Error::Unsigned => "没有已知密钥的签名",
                note::Error::False => "签名是伪造的",
            };
            format!("签名的树不可信：{why}")
        }
        Error::NoTree => "签名的内容不是校验和数据库的树".to_owned(),
        Error::Tile(tile) => {
            let why = match tile {
                tile::Error::Length { tile, length } => format!("{} 的长度为 {length} 字节", tile.path()),
                tile::Error::Foreign { tile } => format!("{} 不属于签名的树", tile.path()),
                tile::Error::Root { size } => format!("各部分与记录数为 {size} 的签名树不符"),
                tile::Error::Outside { size } => format!("记录数为 {size} 的树中没有这个位置"),
            };
            format!("日志前后不一致：{why}")
        }
        Error::OtherRecord { id } => format!("日志中的第 {id} 条记录与返回的不同"),
        Error::OtherModule { module, version } => {
            format!("日志中的记录不含 {module}@{version} 的哈希")
        }
        Error::Fork { older, newer } => format!("日志出现分叉：{older} 与 {newer}"),
        Error::Remembered => "记住的树已损坏".to_owned(),
    }
}

crate::ui::messages! {
    ask_the_next_proxy() {
        en: "GOPROXY with | between its entries (a proxy that fails is then passed over), or GOSUMDB=sum.golang.google.cn",
        zh: "GOPROXY 各项之间使用 |（代理失败时会继续下一个），或设置 GOSUMDB=sum.golang.google.cn",
    }
    another_network() {
        en: "another network or proxy: what answers here is not the checksum database",
        zh: "更换网络或代理：当前应答的并不是校验和数据库",
    }
    report_the_fork() {
        en: "keep those files and report them: https://go.dev/security",
        zh: "请保留这些文件并报告：https://go.dev/security",
    }
    look_and_remove(path: &str) {
        en: "look at {path}, and remove it; the next question starts anew",
        zh: "查看并删除 {path}，下次查询将重新开始",
    }
}
