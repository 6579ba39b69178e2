//! Programs that Go calls.

use super::{Teller, Told};
use crate::diagnose::problem::{Tools, WantedBy};

pub(super) fn tools(problem: &Tools, say: &Teller<'_>) -> Told {
    let lang = say.lang;
    match problem {
        Tools::NoCompiler { compiler, wanted } => {
            let asked = match wanted {
                WantedBy::Cc => format!("CC={compiler}"),
                WantedBy::CgoEnabled => "CGO_ENABLED=1".to_owned(),
            };
            Told::new(lang.compiler_missing(compiler)).seen(asked).fixed_by(lang.compiler_missing_fix())
        }
        Tools::NoGit => Told::new(lang.git_missing()).fixed_by(lang.git_missing_fix()),
    }
}

crate::ui::messages! {
    compiler_missing(compiler: &str) { en: "cgo is to be used, but there is no C compiler {compiler}", zh: "要使用 cgo，但找不到 C 编译器 {compiler}" }
    compiler_missing_fix() { en: "install it, or build without cgo: CGO_ENABLED=0", zh: "请安装它，或不使用 cgo：CGO_ENABLED=0" }
    git_missing() { en: "git is not on PATH, and go needs it for modules that no proxy has", zh: "PATH 上没有 git，go 需要它获取代理上没有的模块" }
    git_missing_fix() { en: "install git", zh: "请安装 git" }
}
