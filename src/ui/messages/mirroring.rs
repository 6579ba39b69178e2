//! Mirrors: what is known of them, how they do, what is chosen.

use crate::mirror::{Kind, Lie, Note, Remark, Why};
use crate::ui::Lang;
use std::time::Duration;

impl Lang {
    /// What is mirrored.
    pub fn mirror_kind(self, kind: Kind) -> String {
        match kind {
            Kind::Release => self.mirror_releases(),
            Kind::Goproxy => self.mirror_modules(),
        }
    }

    /// What was known of a mirror.
    pub fn mirror_note(self, note: Note, seen: &str) -> String {
        match note {
            Note::Official => self.note_official(),
            Note::SendsToGoogle => self.note_sends_to_google(seen),
            Note::NoLength => self.note_no_length(seen),
            Note::UpstreamGone => self.note_upstream_gone(seen),
            Note::PassesDatabase => self.note_passes_database(seen),
            Note::SendsZipsOn => self.note_sends_zips_on(seen),
            Note::LacksDatabase => self.note_lacks_database(seen),
        }
    }

    /// Why a mirror stands in its place.
    pub fn mirror_why(self, why: &Why) -> String {
        match why {
            Why::Best => self.why_best(),
            Why::Lies => self.why_lies(),
            Why::NeverWell => self.why_never_well(),
            Why::LessOften => self.why_less_often(),
            Why::Older => self.why_older(),
            Why::Slower { usual, before } => match ratio(*usual, *before) {
                Some(times) => self.why_slower(&times),
                None => self.why_no_speed(),
            },
            Why::Same => self.why_same(),
        }
    }

    /// What a mirror says or hands over that is not so.
    pub fn mirror_lie(self, lie: &Lie) -> String {
        match lie {
            Lie::WebPage => self.lie_web_page(),
            Lie::OtherFile => self.lie_other_file(),
            Lie::Length { expected, actual } => self.lie_length(*expected, *actual),
            Lie::Range => self.lie_range(),
            Lie::OtherBytes => self.lie_other_bytes(),
            Lie::Hash => self.lie_hash(),
            Lie::SideHash => self.lie_side_hash(),
            Lie::List => self.lie_list(),
            Lie::OtherVersion { version } => self.lie_other_version(version),
            Lie::GoMod => self.lie_go_mod(),
            Lie::Zip => self.lie_zip(),
            Lie::Invented => self.lie_invented(),
            Lie::Forged { error } => self.lie_forged(error),
            Lie::Downgrade { to } => self.lie_downgrade(to),
        }
    }

    /// What else is to be known of a mirror.
    pub fn mirror_remark(self, remark: &Remark) -> String {
        match remark {
            Remark::NoDatabase => self.remark_no_database(),
            Remark::DatabaseFails { error } => self.remark_database_fails(error),
            Remark::NoNotFound(fault) => self.remark_no_not_found(&self.fault(fault)),
            Remark::NoRanges => self.remark_no_ranges(),
            Remark::NoToolchains => self.remark_no_toolchains(),
            Remark::Behind { has } => self.remark_behind(&has.toolchain_name()),
            Remark::NoList => self.remark_no_list(),
            Remark::Failed(fault) => self.remark_failed(&self.fault(fault)),
        }
    }
}

/// How many times as long; `None` where one of them is not known.
fn ratio(usual: Duration, before: Duration) -> Option<String> {
    let known = usual < Duration::MAX && before > Duration::ZERO;
    known.then(|| format!("{:.1}", usual.as_secs_f64() / before.as_secs_f64()))
}

crate::ui::messages! {
    mirror_releases() { en: "release mirrors", zh: "发布文件镜像" }
    mirror_modules() { en: "module proxies (GOPROXY)", zh: "模块代理（GOPROXY）" }

    note_official() { en: "Go's own", zh: "Go 官方" }
    note_sends_to_google(seen: &str) {
        en: "sends on to dl.google.com ({seen})",
        zh: "会重定向到 dl.google.com（{seen}）",
    }
    note_no_length(seen: &str) {
        en: "does not say how long files are, has no hashes ({seen})",
        zh: "不提供文件长度和哈希（{seen}）",
    }
    note_upstream_gone(seen: &str) {
        en: "its upstream was reported gone: mind how new it is ({seen})",
        zh: "据报告其上游已失效，请留意是否更新（{seen}）",
    }
    note_passes_database(seen: &str) {
        en: "passes the checksum database on ({seen})",
        zh: "转发校验和数据库（{seen}）",
    }
    note_sends_zips_on(seen: &str) {
        en: "sends zips on to other hosts ({seen})",
        zh: "会把 zip 重定向到其他主机（{seen}）",
    }
    note_lacks_database(seen: &str) {
        en: "does not pass the checksum database on ({seen})",
        zh: "不转发校验和数据库（{seen}）",
    }

    mirror_in_force(place: usize) { en: "in force, place {place}", zh: "生效中，第 {place} 位" }
    mirror_known_then() { en: "what the dates say may have changed: gv mirror test measures", zh: "标有日期的情况可能已变化：gv mirror test 会实际测量" }

    mirror_looking(count: usize) { en: "looking at {count} mirrors", zh: "正在检查 {count} 个镜像" }
    mirror_round(round: u32, of: u32) { en: "round {round} of {of}", zh: "第 {round} 轮，共 {of} 轮" }

    head_mirror() { en: "mirror", zh: "镜像" }
    head_well() { en: "well", zh: "成功" }
    head_connect() { en: "connect", zh: "连接" }
    head_first_byte() { en: "first byte", zh: "首字节" }
    head_speed() { en: "speed", zh: "速度" }
    head_newest() { en: "newest", zh: "最新版本" }
    plot_of_first_byte() {
        en: "first byte, from the middle (p50) to the bad end (p95)",
        zh: "首字节时间：从中位数（p50）到较差一端（p95）",
    }

    why_best() { en: "the best", zh: "最佳" }
    why_lies() { en: "lies: never chosen", zh: "内容不实：不会选用" }
    why_never_well() { en: "cannot be used", zh: "不可用" }
    why_less_often() { en: "fails more often than the one above", zh: "失败次数多于上一个" }
    why_older() { en: "lacks newer releases that the one above has", zh: "缺少上一个已有的新版本" }
    why_slower(times: &str) {
        en: "a usual download takes {times} times as long as from the one above",
        zh: "一次普通下载的用时是上一个的 {times} 倍",
    }
    why_no_speed() { en: "its speed could not be measured", zh: "未能测得速度" }
    why_same() { en: "as good as the one above", zh: "与上一个相当" }

    lie_web_page() { en: "answers with a web page where a file was asked for", zh: "请求文件时返回网页" }
    lie_other_file() { en: "hands over something else than the file", zh: "返回的不是所请求的文件" }
    lie_length(expected: u64, actual: u64) {
        en: "its file has {actual} bytes; the one that was published has {expected}",
        zh: "文件长度为 {actual} 字节，而发布的文件是 {expected} 字节",
    }
    lie_range() { en: "asked for a part of a file, it hands over another", zh: "请求文件的一部分时返回了另一部分" }
    lie_other_bytes() { en: "its archive has other bytes than that of the others", zh: "文件内容与其他镜像不同" }
    lie_hash() { en: "its archive has another hash than was published", zh: "文件的哈希与发布的不符" }
    lie_side_hash() { en: "the .sha256 beside the archive holds another hash than was published", zh: "文件旁的 .sha256 与发布的哈希不符" }
    lie_list() { en: "its list of versions lacks one that has been there for years", zh: "版本列表缺少早已存在的版本" }
    lie_other_version(version: &str) {
        en: "its information is about another version: {version:?}",
        zh: "返回了另一个版本的信息：{version:?}",
    }
    lie_go_mod() { en: "its go.mod is not the one that the checksum database knows", zh: "go.mod 与校验和数据库的记录不符" }
    lie_zip() { en: "its zip holds other files than the checksum database knows", zh: "zip 内容与校验和数据库的记录不符" }
    lie_invented() { en: "says that a version exists which does not", zh: "声称存在一个并不存在的版本" }
    lie_forged(error: &str) { en: "its records of the checksum database are forged: {error}", zh: "转发的校验和数据库记录系伪造：{error}" }
    lie_downgrade(to: &str) { en: "sends on to {to}, which is not secure", zh: "重定向到不安全的 {to}" }

    remark_no_database() {
        en: "does not pass the checksum database on: go asks that itself",
        zh: "不转发校验和数据库：go 会直接询问该数据库",
    }
    remark_database_fails(error: &str) {
        en: "says that it passes the checksum database on, and fails: {error}",
        zh: "声称转发校验和数据库，却未能做到：{error}",
    }
    remark_no_not_found(fault: &str) {
        en: "does not answer 404 for what does not exist ({fault}): after a comma, go does not go on from here",
        zh: "对不存在的内容不返回 404（{fault}）：逗号之后 go 不会继续尝试下一项",
    }
    remark_no_ranges() { en: "cannot continue a download: it begins anew", zh: "不支持断点续传：会从头开始" }
    remark_no_toolchains() { en: "lists no toolchains", zh: "没有列出工具链" }
    remark_behind(has: &str) { en: "its newest release is {has}", zh: "其最新版本为 {has}" }
    remark_no_list() { en: "nothing tells which release is its newest", zh: "无法得知其最新版本" }
    remark_failed(fault: &str) { en: "did not answer all questions: {fault}", zh: "未能回答全部询问：{fault}" }

    mirror_ask() { en: "Write this?", zh: "要这样写入吗？" }
    mirror_is_in_force() { en: "that is in force already: nothing to change", zh: "已是当前设置，无需改动" }
    mirror_is_as_it_was() { en: "all is as it was before: nothing to undo", zh: "设置已与改动前相同，无需撤销" }
    mirror_set(setting: &str, file: &str) { en: "{setting}   {file}", zh: "{setting}   {file}" }
    mirror_unset(key: &str, file: &str) { en: "{key} is set no more   {file}", zh: "已取消设置 {key}   {file}" }
    mirror_undo_with() { en: "gv mirror undo puts it back as it was", zh: "gv mirror undo 可恢复原状" }
    mirror_overruled_by_environment() {
        en: "GV_MIRRORS in your environment wins over config.toml",
        zh: "环境变量 GV_MIRRORS 优先于 config.toml",
    }
    mirror_stays_in_front(url: &str) {
        en: "{url} stays in front: gv does not know it, so it may be a proxy of your own (--replace leaves it out)",
        zh: "{url} 保留在最前：gv 不认识它，可能是您自己的代理（--replace 可将其去除）",
    }

    watch_begins(name: &str, file: &str) {
        en: "watching {name}; a switch would be written into {file}",
        zh: "开始监视 {name}；需要切换时将写入 {file}",
    }
    watch_taken_over(name: &str) {
        en: "the settings were changed by somebody else: watching {name} from now on",
        zh: "设置已被他人改动：今后监视 {name}",
    }
    watch_failing(name: &str, times: u32, why: &str) {
        en: "{name} cannot be used ({times} in a row): {why}",
        zh: "{name} 不可用（连续 {times} 次）：{why}",
    }
    watch_recovered(name: &str) { en: "{name} can be used again", zh: "{name} 已恢复可用" }
    watch_answers_again(name: &str, times: u32) {
        en: "{name} answers again ({times} in a row)",
        zh: "{name} 再次有应答（连续 {times} 次）",
    }
    watch_switched(from: &str, to: &str) {
        en: "switched from {from} to {to}, which was measured and answers",
        zh: "已从 {from} 切换到 {to}，后者经测量可用",
    }
    watch_back(to: &str) { en: "back to {to}", zh: "已切换回 {to}" }
    watch_cannot_switch(why: &str) { en: "cannot switch: {why}", zh: "无法切换：{why}" }
    watch_not_in_force() {
        en: "the new mirror did not come into force, or did not answer: what was written was undone",
        zh: "新镜像未能生效或没有应答，已撤销写入的内容",
    }
    watch_unknown_trouble() { en: "it did not answer as it has to", zh: "没有给出应有的应答" }

    mirror_none_to_test() { en: "there is no mirror to measure", zh: "没有可测量的镜像" }
    mirror_none_usable(kind: &str) { en: "none of the {kind} can be used", zh: "{kind}中没有可用的" }
    mirror_network_down() {
        en: "nobody could be reached; gv doctor net says why",
        zh: "无法连接任何镜像；可用 gv doctor net 查明原因",
    }
}
