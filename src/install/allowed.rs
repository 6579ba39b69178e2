//! Whether a missing toolchain may be installed by the way, when a go command asks for it.

use crate::config::{Config, system_file};
use crate::lang::{Lang, say};
use crate::store::Store;

/// Why it is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyNot {
    /// The user wants to be asked: `auto_install = false`.
    Off,
    /// The administrators of the machine have said so.
    Administrators,
    /// `GV_OFFLINE`.
    Offline,
    /// This user may not write to the store.
    ReadOnly,
}

/// Why nothing is installed by the way; `None` where it is.
pub fn why_not(config: &Config, store: &Store) -> Option<WhyNot> {
    if !store.is_writable() {
        return Some(WhyNot::ReadOnly);
    }
    if config.offline {
        return Some(WhyNot::Offline);
    }
    if config.policy.as_ref().is_some_and(|policy| policy.auto_install == Some(false)) {
        return Some(WhyNot::Administrators);
    }
    (!config.auto_install).then_some(WhyNot::Off)
}

impl WhyNot {
    /// The reason, as a clause.
    pub fn message(self, lang: Lang) -> String {
        match self {
            Self::Off => say!(lang, "automatic installation is off", "自动安装已关闭"),
            Self::Administrators => {
                let file = system_file().unwrap_or_default();
                say!(
                    lang,
                    "{file} turns automatic installation off",
                    "{file} 已关闭自动安装",
                    file = file.display()
                )
            }
            Self::Offline => say!(lang, "gv is offline (GV_OFFLINE)", "gv 处于离线模式（GV_OFFLINE）"),
            Self::ReadOnly => {
                say!(lang, "you have no write access to this gv home", "您没有此 gv 主目录的写入权限")
            }
        }
    }
}
