//! What keeps a relay from starting, or from being found.

use crate::lang::{Explain, Hint, Lang, code, displayed, say};
use crate::system::{Action, FileError};
use crate::{config, fetch, store};
use std::io;
use std::path::Path;

/// A failure of `gv relay`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An upstream has no name, or one that another has.
    Name {
        /// The name.
        name: String,
    },
    /// An upstream's address is not valid.
    Address {
        /// The upstream.
        name: String,
    },
    /// An upstream has a program for the password, and no user.
    PasswordCommand {
        /// The upstream.
        name: String,
    },
    /// An upstream is `system`, and the system has no proxy.
    NoSystemProxy {
        /// The upstream.
        name: String,
    },
    /// A rule's pattern is not one over hosts.
    Pattern {
        /// The pattern.
        pattern: String,
    },
    /// There is no such upstream.
    NoSuchUpstream {
        /// The name.
        name: String,
    },
    /// `use = "off"`
    Off,
    /// A relay runs already.
    Runs {
        /// The number of its process.
        process: u32,
        /// Its address.
        address: String,
    },
    /// No relay runs.
    NotRunning,
    /// The relay did not start in time.
    NotStarted {
        /// What it said last.
        why: String,
    },
    /// No address on loopback could be had.
    Listen {
        /// The port.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// The relay did not take a command.
    Command {
        /// What went wrong.
        why: String,
    },
    /// There is no user for a login.
    NoUser {
        /// The upstream.
        name: String,
    },
    /// There is no proxy to log in to.
    NoProxy,
    /// Several proxies could be meant.
    WhichProxy {
        /// Their names.
        names: Vec<String>,
    },
    /// No password was given.
    NoPassword,
    /// gv's own settings.
    Config(#[from] config::Error),
    /// The network client.
    Fetch(#[from] fetch::Error),
    /// A lock.
    Store(#[from] store::Error),
    /// A file operation.
    Io(#[from] FileError),
}

impl Error {
    /// Wraps the failure of a file operation.
    pub fn io(action: Action, path: &Path) -> impl FnOnce(io::Error) -> Self {
        FileError::of(action, path)
    }
}

displayed!(Error);

impl Explain for Error {
    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Name { name } => say!(
                lang,
                "[[relay.upstream]] name = {name:?}: each upstream needs a name of its own",
                "[[relay.upstream]] name = {name:?}：每个上游代理都需要各自的名称"
            ),
            Self::Address { name } => say!(
                lang,
                "[[relay.upstream]] {name}: url is http://HOST:PORT, https://, socks5://, socks5h://, system or direct",
                "[[relay.upstream]] {name}：url 应为 http://HOST:PORT、https://、socks5://、socks5h://、system 或 direct"
            ),
            Self::PasswordCommand { name } => say!(
                lang,
                "[[relay.upstream]] {name}: password_command needs a program and a user",
                "[[relay.upstream]] {name}：password_command 需要程序名和 user"
            ),
            Self::NoSystemProxy { name } => say!(
                lang,
                "[[relay.upstream]] {name}: this system has no proxy setting that gv can read",
                "[[relay.upstream]] {name}：系统没有 gv 能读取的代理设置"
            ),
            Self::Pattern { pattern } => say!(
                lang,
                "[[relay.rule]]: {pattern:?} is not a pattern over host names, or via is empty",
                "[[relay.rule]]：{pattern:?} 不是主机名的匹配模式，或 via 为空"
            ),
            Self::NoSuchUpstream { name } => {
                say!(lang, "there is no relay upstream {name:?}", "没有名为 {name:?} 的上游代理")
            }
            Self::Off => say!(
                lang,
                "config.toml switches the relay off: [relay] use = \"off\"",
                "config.toml 已关闭 relay：[relay] use = \"off\""
            ),
            Self::Runs { process, address } => say!(
                lang,
                "a relay already runs at {address} (process {process})",
                "已有 relay 运行在 {address}（进程 {process}）"
            ),
            Self::NotRunning => say!(lang, "the relay is not running", "relay 没有运行"),
            Self::NotStarted { why } => say!(lang, "the relay did not start: {why}", "relay 未能启动：{why}"),
            Self::Listen { port, source } => say!(
                lang,
                "cannot listen on 127.0.0.1:{port}: {why}",
                "无法监听 127.0.0.1:{port}：{why}",
                why = crate::system::reason(source, lang)
            ),
            Self::Command { why } => {
                say!(lang, "the relay rejected the command: {why}", "relay 没有接受该命令：{why}")
            }
            Self::NoUser { name } => say!(
                lang,
                "upstream {name} has no user: give one with --user",
                "上游代理 {name} 没有用户名：请用 --user 指定"
            ),
            Self::NoProxy => say!(
                lang,
                "the relay has no proxy to log in to; it reaches every host directly",
                "relay 没有可登录的代理，所有主机都直接连接"
            ),
            Self::WhichProxy { names } => say!(
                lang,
                "the relay has several proxies: {names}",
                "relay 有多个代理：{names}",
                names = names.join(", ")
            ),
            Self::NoPassword => say!(lang, "no password was given", "没有输入密码"),
            Self::Config(error) => error.message(lang),
            Self::Fetch(error) => error.message(lang),
            Self::Store(error) => error.message(lang),
            Self::Io(error) => error.message(lang),
        }
    }

    fn hints(&self, lang: Lang) -> Vec<Hint> {
        match self {
            Self::Name { .. }
            | Self::Address { .. }
            | Self::PasswordCommand { .. }
            | Self::NoSystemProxy { .. }
            | Self::Pattern { .. }
            | Self::Off => vec![Hint::words(say!(
                lang,
                "correct [relay] in config.toml; docs/relay.md shows it",
                "修正 config.toml 中的 [relay]；参见 docs/relay.md"
            ))],
            Self::NoSuchUpstream { .. } | Self::Runs { .. } | Self::Command { .. } => {
                vec![Hint::command("gv relay status")]
            }
            Self::NotRunning | Self::NotStarted { .. } => vec![Hint::command("gv relay run")],
            Self::Listen { .. } => vec![Hint::command("gv relay run --port 0")],
            Self::NoUser { name } => {
                vec![Hint::command(format!("gv relay login {name} --user NAME"))]
            }
            Self::NoProxy | Self::NoPassword => Vec::new(),
            Self::WhichProxy { names } => {
                names.iter().map(|name| Hint::command(format!("gv relay login {name}"))).collect()
            }
            Self::Config(error) => error.hints(lang),
            Self::Fetch(error) => error.hints(lang),
            Self::Store(error) => error.hints(lang),
            Self::Io(error) => error.hints(lang),
        }
    }

    fn code(&self) -> u8 {
        match self {
            Self::NoSuchUpstream { .. } | Self::NoUser { .. } | Self::WhichProxy { .. } => code::USAGE,
            Self::Name { .. }
            | Self::Address { .. }
            | Self::PasswordCommand { .. }
            | Self::NoSystemProxy { .. }
            | Self::Pattern { .. }
            | Self::Off
            | Self::Runs { .. }
            | Self::NotRunning
            | Self::NotStarted { .. }
            | Self::Listen { .. }
            | Self::Command { .. }
            | Self::NoProxy
            | Self::NoPassword => code::FAILED,
            Self::Config(error) => error.code(),
            Self::Fetch(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::Io(error) => error.code(),
        }
    }
}
