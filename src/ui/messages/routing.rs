//! The way of a module.

crate::ui::messages! {
    route_private(pattern: &str, key: &str) {
        en: "private: {pattern} ({key})",
        zh: "私有：{pattern}（{key}）",
    }
    route_replaced(path: &str) { en: "replaced by {path}", zh: "已替换为 {path}" }
    route_folder(folder: &str) {
        en: "replaced by the folder {folder}: nothing is fetched",
        zh: "已替换为目录 {folder}：不获取任何内容",
    }
    route_vendored() {
        en: "vendored: nothing is looked up (-mod=vendor)",
        zh: "使用 vendor 目录：不查询任何内容(-mod=vendor)",
    }
    route_next_on_not_found() { en: "the next on 404 or 410", zh: "返回 404 或 410 时使用下一项" }
    route_next_on_any_error() { en: "the next after any failure", zh: "出现任何错误时使用下一项" }
    route_off() { en: "off: nobody is asked", zh: "off：不再询问任何服务器" }
    route_repository(vcs: &str, url: &str) { en: "direct: {vcs} {url}", zh: "direct：{vcs} {url}" }
    route_discovery(url: &str) {
        en: "direct: {url} says where it lies",
        zh: "direct：由 {url} 给出仓库位置",
    }
    route_impossible(host: &str) {
        en: "direct: impossible, {host} has no such repository",
        zh: "direct：不可能，{host} 没有这样的仓库路径",
    }
    route_suffix(host: &str) {
        en: "direct: impossible, paths of {host} have no suffix such as .git",
        zh: "direct：不可能，{host} 的路径不带 .git 之类的后缀",
    }
    route_refused() { en: "direct: impossible, go refuses this path", zh: "direct：不可能，go 拒绝该路径" }
    route_vcs_refused(vcs: &str) {
        en: "fails: GOVCS does not allow {vcs} for it",
        zh: "会失败：GOVCS 不允许对其使用 {vcs}",
    }
    route_insecure(pattern: &str) {
        en: "http and any certificate will do: {pattern} (GOINSECURE)",
        zh: "允许 http 和任意证书：{pattern}（GOINSECURE）",
    }
    route_through(proxy: &str, variable: &str) {
        en: "through {proxy} ({variable})",
        zh: "经由 {proxy}（{variable}）",
    }
    route_database_by_proxy(name: &str) {
        en: "{name} is asked, through the first proxy that passes it on",
        zh: "询问 {name}，经由第一个支持转发的代理",
    }
    route_database_direct(name: &str) { en: "{name} is asked directly", zh: "直接询问 {name}" }
    route_database_not_asked(why: &str) {
        en: "no checksum database: {why}",
        zh: "不询问校验和数据库：{why}",
    }
    route_in_go_sum() { en: "go.sum holds the hash", zh: "go.sum 中已有哈希" }
    route_database_off() { en: "GOSUMDB is off", zh: "GOSUMDB 已关闭" }
    route_toolchain_but_off() {
        en: "fails: a toolchain needs the checksum database, and GOSUMDB is off",
        zh: "会失败：工具链必须经过校验和数据库，而 GOSUMDB 已关闭",
    }
    route_database_faulty(why: &str) { en: "fails: {why}", zh: "会失败：{why}" }
    route_answers() { en: "answers", zh: "有应答" }
    route_not_there() { en: "not there", zh: "没有" }
    route_not_asked() { en: "not asked", zh: "未询问" }
    route_offline() { en: "gv is offline (GV_OFFLINE): nobody is asked", zh: "gv 处于离线模式(GV_OFFLINE)：不询问任何服务器" }
    route_requires_nothing() { en: "the project requires no modules", zh: "该项目不需要任何模块" }
}
