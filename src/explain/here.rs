//! What decides here which Go runs, given by the caller: what helps against a Go that is too old depends on it.

use crate::lang::{Lang, say};

/// What decides in the directory where a command failed, as far as it changes what helps.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Here {
    /// go.mod, the default, or nothing known: `gv install` takes what go.mod asks for.
    #[default]
    Open,
    /// A pin that is below what go.mod or go.work asks for, or that says `system`.
    Pinned {
        /// The file that holds it.
        file: String,
        /// The least version that go.mod or go.work asks for.
        least: Option<String>,
    },
    /// `GV_VERSION`, below what go.mod or go.work asks for.
    Variable,
}

impl Here {
    /// What to do about a Go that is too old, where it is not what it is elsewhere.
    pub(super) fn fix(&self, lang: Lang) -> Option<String> {
        match self {
            Self::Open => None,
            Self::Pinned { file, .. } => Some(say!(
                lang,
                "{file} pins an older Go for this directory, so installing another one changes nothing: raise the pin.",
                "{file} 为此目录固定了较旧的 Go，因此安装其他版本不起作用：请提高固定的版本。",
            )),
            Self::Variable => Some(say!(
                lang,
                "GV_VERSION chooses an older Go in this terminal, so installing another one changes nothing: unset it.",
                "此终端中的 GV_VERSION 选择了较旧的 Go，因此安装其他版本不起作用：请取消设置该变量。",
            )),
        }
    }

    /// The command that does it.
    pub(super) fn command(&self) -> Option<String> {
        match self {
            Self::Pinned { least, .. } => Some(format!("gv pin {}", least.as_deref().unwrap_or("latest"))),
            Self::Open | Self::Variable => None,
        }
    }
}
