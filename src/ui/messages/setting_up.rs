//! gv's own installation, and where the user stands.

crate::ui::messages! {
    /// `gv` alone, with no toolchain yet.
    first_steps() {
        en: "nothing is installed yet. Begin with: gv use latest",
        zh: "尚未安装任何工具链。可先执行：gv use latest",
    }
    label_here() { en: "here", zh: "当前目录" }
    label_default() { en: "default", zh: "默认" }
    label_installed() { en: "installed", zh: "已安装" }
    label_home() { en: "home", zh: "主目录" }
    no_default() { en: "none", zh: "无" }
    see_help() { en: "gv help lists every command", zh: "gv help 列出全部命令" }
}
