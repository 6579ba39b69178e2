//! Errors of `git`.

use crate::git::{BadHost, Error};
use crate::ui::report::code;
use crate::ui::{Explain, Lang};

impl Explain for Error {
    fn zh(&self) -> String {
        match self {
            Error::NoGit(error) => format!("无法运行 git：{error}"),
            Error::Refused { message } => format!("git config 失败：{message}"),
            Error::Host(BadHost::Credential) => {
                "规则中不保存凭据：只写主机名即可（密码由 git 的凭据助手保存，见 gitcredentials(7)）"
                    .to_owned()
            }
            Error::Host(BadHost::Malformed { text }) => {
                format!("{text:?} 不是主机名，应形如 git.example.com")
            }
        }
    }

    fn hints(&self, lang: Lang) -> Vec<String> {
        match self {
            Error::NoGit(_) => vec![lang.install_git()],
            Error::Refused { .. } => vec!["git config --global --list --show-origin".to_owned()],
            Error::Host(_) => vec!["gv git https git.example.com".to_owned()],
        }
    }

    fn code(&self) -> u8 {
        match self {
            Error::NoGit(_) | Error::Refused { .. } => code::FAILED,
            Error::Host(_) => code::USAGE,
        }
    }
}

crate::ui::messages! {
    install_git() {
        en: "install git (https://git-scm.com/downloads), or set a GOPROXY without direct",
        zh: "安装 git（https://git-scm.com/downloads），或设置不含 direct 的 GOPROXY",
    }
}
