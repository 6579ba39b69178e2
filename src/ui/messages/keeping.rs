//! Removing, pruning, the cache.

use crate::version::Version;

crate::ui::messages! {
    uninstalled(version: &Version, path: &str) { en: "go{version} removed   {path}", zh: "go{version} 已卸载   {path}" }
    no_default_now() { en: "there is no default now: gv use latest", zh: "现在没有默认工具链：gv use latest" }
    still_asked_for(version: &Version, place: &str) {
        en: "{place} still asks for go{version}; the next go command there installs it again",
        zh: "{place} 仍要求 go{version}；下次在该处运行 go 时会重新安装",
    }
    nothing_to_prune() { en: "nothing to prune", zh: "没有可清理的工具链" }
    would_prune(names: &str) { en: "would remove {names}", zh: "将删除 {names}" }
    ask_prune(names: &str) { en: "remove {names}?", zh: "删除 {names}?" }
    pruned(version: &Version) { en: "go{version} removed", zh: "go{version} 已删除" }
    cache_emptied(count: usize, size: &str) { en: "{count} files removed, {size}", zh: "已删除 {count} 个文件，共 {size}" }
    cache_in_use(file: &str) { en: "{file} is being fetched and stays", zh: "{file} 正在下载，予以保留" }
    cache_is_empty() { en: "the cache is empty", zh: "缓存为空" }
}
