//! Toolchains of other version managers.

use crate::version::Version;

crate::ui::messages! {
    nothing_to_import() {
        en: "no other version manager has a toolchain here",
        zh: "没有找到其他版本管理器的工具链",
    }
    copying(version: &Version, path: &str) { en: "copying go{version} from {path}", zh: "正在从 {path} 复制 go{version}" }
    import_copied() { en: "copied", zh: "已复制" }
    import_linked() { en: "linked to", zh: "已建立链接" }
    proven_by(authority: &str) { en: "proven by {authority}", zh: "由{authority}证明" }
    both(done: &str, proof: &str) { en: "{done}, {proof}", zh: "{done}，{proof}" }
    would_copy() { en: "would be copied", zh: "将复制" }
    would_link() { en: "would be linked to", zh: "将建立链接" }
    import_installed() { en: "installed already", zh: "已安装" }
    import_duplicate(manager: &str) { en: "the one of {manager} is taken", zh: "已采用 {manager} 的同一版本" }
    import_skipped(why: &str) { en: "skipped: {why}", zh: "跳过：{why}" }
    import_failed() { en: "failed", zh: "失败" }
    prove_imported(command: &str) {
        en: "nobody has vouched for what is not proven; to hold it against the release: {command}",
        zh: "未经证明的工具链没有任何一方担保；如需与发行版对照，请执行：{command}",
    }
    /// In `gv ls`.
    imported_from(manager: &str) { en: "from {manager}", zh: "来自 {manager}" }
    linked_to(path: &str) { en: "a link to {path}", zh: "链接到 {path}" }
    not_proven_because(why: &str) { en: "not proven: {why}", zh: "未经证明：{why}" }
    not_proven() { en: "not proven", zh: "未经证明" }
}
