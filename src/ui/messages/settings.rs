//! Go's settings, and the go.env of a project.

use crate::goenv::Kind;
use crate::project::settings::preset::Preset;
use crate::ui::Lang;

impl Lang {
    /// A layer of Go's settings as people call it.
    pub fn env_layer(self, kind: Kind) -> String {
        match kind {
            Kind::Process => self.layer_process(),
            Kind::Project => self.layer_project(),
            Kind::User => self.layer_user(),
            Kind::Goroot => "GOROOT".to_owned(),
            Kind::Builtin => self.layer_builtin(),
        }
    }

    /// What a setting of a go.env does.
    pub fn env_effect(self, key: &str, value: &str) -> String {
        match key {
            "GOPROXY" if value == "off" => self.reason_offline_goproxy(),
            "GOPROXY" if value == "direct" => self.effect_direct(),
            "GOPROXY" => self.effect_goproxy(),
            "GOSUMDB" if value == "off" => self.effect_no_database(),
            "GOSUMDB" => self.effect_gosumdb(),
            "GOPRIVATE" => self.effect_goprivate(),
            "GONOPROXY" => self.effect_gonoproxy(),
            "GONOSUMDB" => self.effect_gonosumdb(),
            "GOINSECURE" => self.effect_goinsecure(),
            "GOVCS" => self.effect_govcs(),
            "GOAUTH" => self.effect_goauth(),
            _ => self.effect_gotoolchain(),
        }
    }

    /// What a preset is for.
    pub fn preset_about(self, preset: Preset) -> String {
        match preset {
            Preset::Cn => self.preset_cn(),
            Preset::Official => self.preset_official(),
            Preset::Private => self.preset_private(),
            Preset::Offline => self.preset_offline(),
        }
    }

    /// Why a preset sets a key as it does.
    pub fn preset_reason(self, preset: Preset, key: &str) -> String {
        match (preset, key) {
            (Preset::Cn, "GOPROXY") => self.reason_cn_goproxy(),
            (Preset::Cn, _) => self.reason_cn_gosumdb(),
            (Preset::Official, "GOPROXY") => self.reason_official_goproxy(),
            (Preset::Official, _) => self.reason_official_gosumdb(),
            (Preset::Private, _) => self.reason_private(),
            (Preset::Offline, "GOPROXY") => self.reason_offline_goproxy(),
            (Preset::Offline, "GONOPROXY") => self.reason_offline_gonoproxy(),
            (Preset::Offline, _) => self.reason_offline_gotoolchain(),
        }
    }
}

crate::ui::messages! {
    layer_process() { en: "environment", zh: "进程环境" }
    layer_project() { en: "project", zh: "项目" }
    layer_user() { en: "user", zh: "用户" }
    layer_builtin() { en: "Go's default", zh: "Go 默认值" }
    env_not_set() { en: "not set", zh: "未设置" }
    env_ignored() { en: "not trusted, and so without effect", zh: "未被信任，因此不起作用" }
    env_nobody_sets(key: &str) { en: "nobody sets {key}", zh: "没有任何地方设置 {key}" }
    /// A go.env that came with a clone, or was changed.
    env_not_trusted(file: &str) {
        en: "{file} is not trusted, and so has no effect      gv env trust",
        zh: "{file} 未被信任，因此不起作用      gv env trust",
    }
    env_empty_sets_nothing(key: &str) {
        en: "an empty value sets nothing in a project's go.env      gv env unset {key}",
        zh: "项目 go.env 中的空值不起作用      gv env unset {key}",
    }
    env_refused(why: &str) { en: "{why}: it has no effect", zh: "{why}：它不起作用" }
    env_has_crlf() {
        en: "its lines end with CRLF: gv takes the CR off, plain go takes it for a part of the value      .gitattributes: go.env text eol=lf",
        zh: "其行尾为 CRLF：gv 会去掉 CR，而 go 命令自己会把它当作值的一部分      .gitattributes: go.env text eol=lf",
    }
    env_created(file: &str) { en: "made {file}", zh: "已创建 {file}" }
    env_set(key: &str, value: &str, file: &str) { en: "{key}={value}   {file}", zh: "{key}={value}   {file}" }
    env_set_anew(key: &str, value: &str, before: &str, file: &str) {
        en: "{key}={value} (was {before})   {file}",
        zh: "{key}={value}（原为 {before}）   {file}",
    }
    env_set_already(key: &str, value: &str, file: &str) {
        en: "{key}={value} already   {file}",
        zh: "{key} 已经是 {value}   {file}",
    }
    env_unset(key: &str, before: &str, file: &str) {
        en: "{key} is gone (was {before})   {file}",
        zh: "已移除 {key}（原为 {before}）   {file}",
    }
    env_was_not_set(key: &str, file: &str) { en: "{file} does not set {key}", zh: "{file} 中没有设置 {key}" }
    env_overruled_by_process(key: &str, value: &str, unset: &str) {
        en: "{key}={value} in your environment wins      {unset}",
        zh: "环境变量 {key}={value} 优先      {unset}",
    }
    env_overruled_by_project(key: &str, value: &str, file: &str) {
        en: "here {key}={value} of the project wins   {file}",
        zh: "在当前目录中，项目的 {key}={value} 优先   {file}",
    }
    /// The project's GOTOOLCHAIN against a pin.
    env_toolchain_overruled(toolchain: &str) {
        en: "GOTOOLCHAIN={toolchain} of the project has no effect: a version is named more closely      gv current --why",
        zh: "项目的 GOTOOLCHAIN={toolchain} 不起作用：已有更明确的版本指定      gv current --why",
    }
    env_trusted(file: &str) {
        en: "{file} is trusted as it is now; changed by one byte, it is not",
        zh: "已信任 {file} 当前的内容；只要改动一个字节，信任即失效",
    }
    env_untrusted(file: &str) { en: "{file} is not trusted any more", zh: "已不再信任 {file}" }
    env_was_not_trusted(file: &str) { en: "{file} was not trusted", zh: "{file} 本来就未被信任" }
    env_says_nothing(file: &str) { en: "{file} sets nothing: there is nothing to trust", zh: "{file} 没有任何设置，无需信任" }
    env_nothing_trusted() { en: "no go.env is trusted", zh: "没有信任任何 go.env" }
    standing_in_force() { en: "trusted", zh: "已信任" }
    standing_changed() { en: "changed since, and not trusted", zh: "之后有改动，未被信任" }
    standing_gone() { en: "no longer there", zh: "已不存在" }
    env_runs_programs(command: &str) {
        en: "GOAUTH RUNS A PROGRAM of the project's choice whenever go fetches a module: {command}",
        zh: "注意：每当 go 获取模块时，GOAUTH 都会运行项目指定的程序：{command}",
    }
    effect_goproxy() { en: "modules are fetched from there", zh: "从这里获取模块" }
    effect_direct() { en: "modules are fetched from their own hosts", zh: "直接从各模块的主机获取" }
    effect_no_database() { en: "nobody checks what go.sum does not hold yet", zh: "go.sum 中还没有的内容没有任何校验" }
    effect_gosumdb() { en: "what go.sum does not hold yet is checked there", zh: "由它校验 go.sum 中还没有的内容" }
    effect_goprivate() {
        en: "what matches is fetched from its own host, and nobody checks it",
        zh: "匹配的模块直接从其主机获取，且没有任何校验",
    }
    effect_gonoproxy() { en: "what matches is fetched from its own host", zh: "匹配的模块直接从其主机获取" }
    effect_gonosumdb() { en: "nobody checks what matches", zh: "匹配的模块没有任何校验" }
    effect_goinsecure() {
        en: "what matches may come over plain http, or with any certificate",
        zh: "匹配的模块可以通过明文 http 或使用任意证书传输",
    }
    effect_govcs() { en: "these programs may fetch modules", zh: "允许用这些程序获取模块" }
    effect_goauth() { en: "how go proves who you are to hosts", zh: "go 向主机证明身份的方式" }
    effect_gotoolchain() {
        en: "which toolchain go may switch to",
        zh: "go 可以切换到哪个工具链",
    }
    ask_preset(file: &str) { en: "Write this to {file}?", zh: "写入 {file}？" }
    preset_is_set(name: &str, file: &str) { en: "{file} says what {name} says", zh: "{file} 已与预设 {name} 一致" }
    preset_own() { en: "yours (config.toml)", zh: "自定义（config.toml）" }
    preset_cn() { en: "mirrors that are near in China", zh: "在中国境内较快的镜像" }
    preset_official() { en: "what Go does by itself", zh: "Go 自身的默认设置" }
    preset_private() {
        en: "modules that no proxy and no public database is to hear of",
        zh: "不向任何代理和公共数据库透露的模块",
    }
    preset_offline() { en: "nothing but what is on this machine", zh: "只使用本机已有的内容" }
    reason_cn_goproxy() {
        en: "both have every public module: | asks the next one on any failure, where a comma would do so only on 404",
        zh: "两者都提供全部公共模块：| 在任何错误之后都会继续，而逗号只在返回 404 时继续",
    }
    reason_cn_gosumdb() {
        en: "the same database and key as sum.golang.org, at an address that answers in China",
        zh: "与 sum.golang.org 是同一数据库、同一公钥，其地址在中国境内可以访问",
    }
    reason_official_goproxy() {
        en: "Go's mirror, and the modules' own hosts for what it does not have",
        zh: "Go 的官方镜像；镜像没有的模块从其主机获取",
    }
    reason_official_gosumdb() { en: "Go's checksum database", zh: "Go 的校验和数据库" }
    reason_private() {
        en: "fetched from its own host, and not looked up in the public checksum database",
        zh: "直接从其主机获取，且不查询公共的校验和数据库",
    }
    reason_offline_goproxy() { en: "go fetches no module", zh: "go 不获取任何模块" }
    reason_offline_gonoproxy() {
        en: "private modules neither, which go would fetch from their hosts in spite of GOPROXY=off",
        zh: "私有模块也不例外：否则即使 GOPROXY=off，go 仍会直接从其主机获取",
    }
    reason_offline_gotoolchain() { en: "go fetches no toolchain", zh: "go 不下载任何工具链" }
}
