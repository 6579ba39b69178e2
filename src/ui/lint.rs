//! Findings about Go's settings, told to people: what is wrong, and why it matters.

use super::{Explain, Lang};
use crate::golang::lint::{Finding, Kind};

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What is wrong, in one line.
    pub summary: String,
    /// Why it matters, and what else there is to know.
    pub reason: String,
}

/// Tells a finding.
pub fn tell(finding: &Finding, lang: Lang) -> Told {
    let (summary, reason) = match lang {
        Lang::En => (summary_en(finding), reason_en(finding).to_owned()),
        Lang::Zh => (summary_zh(finding), reason_zh(finding).to_owned()),
    };
    Told { summary, reason }
}

fn summary_en(finding: &Finding) -> String {
    let key = finding.key;
    match &finding.kind {
        Kind::Quotes => format!("{key} holds quotes"),
        Kind::Blanks { .. } => format!("{key} holds blanks"),
        Kind::ProxyEmpty => "GOPROXY names no proxy".to_owned(),
        Kind::ProxyWord { entry } => format!("GOPROXY entry {entry} is neither an address nor direct or off"),
        Kind::ProxyFaulty { error } => error.to_string(),
        Kind::ProxyNoScheme { entry } => format!("GOPROXY entry {entry} has no scheme"),
        Kind::ProxyAfterEnd { entry, end } => format!("GOPROXY entry {entry} stands after {end}"),
        Kind::ProxyComma { mirror, next } => format!("GOPROXY asks {next} only when {mirror} says 404"),
        Kind::PlainHttp { entry } => format!("{key} uses plain http: {entry}"),
        Kind::Credentials { entry } => format!("{key} holds credentials for {entry}"),
        Kind::PatternCidr { pattern } => format!("{key} pattern {pattern} is an address range"),
        Kind::PatternScheme { pattern } => format!("{key} pattern {pattern} has a scheme"),
        Kind::PatternWildcard { pattern } => {
            format!("{key} pattern {pattern} has a wildcard that does not work there")
        }
        Kind::PatternMalformed { pattern } => format!("{key} pattern {pattern} is malformed"),
        Kind::PatternUnmatchable { pattern } => format!("{key} pattern {pattern} can match no module"),
        Kind::PrivateUncovered { hosts } => {
            format!("modules that look private are not covered: {}", hosts.join(", "))
        }
        Kind::DatabaseFaulty { error } => error.to_string(),
        Kind::DatabaseOff => "GOSUMDB is off".to_owned(),
        Kind::NothingChecked => {
            "GOPROXY is direct and GOSUMDB is off: nothing checks what is downloaded".to_owned()
        }
        Kind::CheckedByNobody => format!("{key} keeps every module from the checksum database"),
        Kind::InsecureEverything => "GOINSECURE covers every module".to_owned(),
        Kind::InsecureFlag => "GOFLAGS holds -insecure".to_owned(),
        Kind::VcsFaulty { error } => error.to_string(),
    }
}

fn reason_en(finding: &Finding) -> &'static str {
    match &finding.kind {
        Kind::Quotes => {
            "Go takes nothing off a value: quotes become part of the address or pattern, which then is none."
        }
        Kind::Blanks { harmless: true } => {
            "Go takes blanks around the entries of GOPROXY off; other tools do not."
        }
        Kind::Blanks { harmless: false } => {
            "Go does not split at blanks and takes none off here: an entry with one matches nothing. Entries are separated by commas."
        }
        Kind::ProxyEmpty => {
            "Go refuses such a list for every module. Unset it, and Go's own default is used."
        }
        Kind::ProxyWord { .. } => {
            "Only direct and off are words; a folder is written file:///path. Go refuses the whole list."
        }
        Kind::ProxyFaulty { .. } => "Go refuses the whole list, for every module.",
        Kind::ProxyNoScheme { .. } => {
            "Go adds https://; say so, since other tools that read the list do not."
        }
        Kind::ProxyAfterEnd { .. } => {
            "Go stops at direct and at off: what stands after is never asked, nor even looked at."
        }
        Kind::ProxyComma { .. } => {
            "After a comma the next entry is asked only on 404 or 410. Both serve every public module, so the second helps only when the first fails: | leads on after any failure."
        }
        Kind::PlainHttp { .. } => {
            "Anybody on the way can read which modules are asked for and change the answers; only go.sum and the checksum database would notice."
        }
        Kind::Credentials { .. } => {
            "They show in `go env`, in logs and in error reports of other tools. Put them into ~/.netrc, which Go reads for https addresses."
        }
        Kind::PatternCidr { .. } => {
            "Patterns are over module paths: 192.168.0.0/16 means the path element 16 at the host 192.168.0.0. Write 192.168.* for hosts named by address, or the name of the host."
        }
        Kind::PatternScheme { .. } => {
            "Module paths have no scheme, so this matches nothing and its modules are not private."
        }
        Kind::PatternWildcard { .. } => {
            "Subdomains are *.example.com, and that leaves example.com itself out; what lies below a path is covered without /...; a * stands for one element only."
        }
        Kind::PatternMalformed { .. } => {
            "Go passes over it without a word: [ has to be closed, and \\ needs a character after it."
        }
        Kind::PatternUnmatchable { .. } => {
            "A module path begins with a host in lower case and has no port, no @ and no ; in it: this matches nothing."
        }
        Kind::PrivateUncovered { .. } => {
            "Their names and versions are sent to the proxies of GOPROXY and to the public checksum database, and their download fails there."
        }
        Kind::DatabaseFaulty { .. } => "Go fails for every module whose hash is not in go.sum yet.",
        Kind::DatabaseOff => {
            "A version not in go.sum yet is believed as the proxy hands it over: whoever runs the proxy decides what you build. Go also refuses to download toolchains. For private modules alone, use GOPRIVATE."
        }
        Kind::NothingChecked => {
            "A version not in go.sum yet is believed as its host hands it over: who controls that host, its domain's DNS or a TLS-breaking proxy on the way decides what you build, and a moved tag goes unnoticed."
        }
        Kind::CheckedByNobody => {
            "Public modules too are believed as they come, if go.sum does not hold them yet. Name the private hosts instead."
        }
        Kind::InsecureEverything => {
            "Whatever is fetched directly may come over plain http and with any certificate: anybody on the way decides what you build."
        }
        Kind::InsecureFlag => {
            "Go 1.17 and later fail with it; older ones check neither certificates nor the checksum database. GOINSECURE does it for single hosts."
        }
        Kind::VcsFaulty { .. } => "Go fails for every module that it fetches directly.",
    }
}

fn summary_zh(finding: &Finding) -> String {
    let key = finding.key;
    match &finding.kind {
        Kind::Quotes => format!("{key} 中有引号"),
        Kind::Blanks { .. } => format!("{key} 中有空白"),
        Kind::ProxyEmpty => "GOPROXY 中没有任何代理".to_owned(),
        Kind::ProxyWord { entry } => format!("GOPROXY 中的 {entry} 既不是地址，也不是 direct 或 off"),
        Kind::ProxyFaulty { error } => error.zh(),
        Kind::ProxyNoScheme { entry } => format!("GOPROXY 中的 {entry} 没有写协议"),
        Kind::ProxyAfterEnd { entry, end } => format!("GOPROXY 中的 {entry} 写在 {end} 之后"),
        Kind::ProxyComma { mirror, next } => {
            format!("只有 {mirror} 返回 404 时，才会使用 GOPROXY 中的 {next}")
        }
        Kind::PlainHttp { entry } => format!("{key} 使用了明文 http：{entry}"),
        Kind::Credentials { entry } => format!("{key} 中写有 {entry} 的凭据"),
        Kind::PatternCidr { pattern } => format!("{key} 中的 {pattern} 是地址段"),
        Kind::PatternScheme { pattern } => format!("{key} 中的 {pattern} 带有协议"),
        Kind::PatternWildcard { pattern } => format!("{key} 中的 {pattern} 所用的通配符在那里不起作用"),
        Kind::PatternMalformed { pattern } => format!("{key} 中的 {pattern} 格式有误"),
        Kind::PatternUnmatchable { pattern } => format!("{key} 中的 {pattern} 不可能匹配任何模块"),
        Kind::PrivateUncovered { hosts } => format!("看起来是私有的模块没有被覆盖：{}", hosts.join("、")),
        Kind::DatabaseFaulty { error } => error.zh(),
        Kind::DatabaseOff => "GOSUMDB 已关闭".to_owned(),
        Kind::NothingChecked => "GOPROXY 为 direct 且 GOSUMDB 已关闭：下载的内容没有任何校验".to_owned(),
        Kind::CheckedByNobody => format!("{key} 使所有模块都不经过校验和数据库"),
        Kind::InsecureEverything => "GOINSECURE 覆盖了所有模块".to_owned(),
        Kind::InsecureFlag => "GOFLAGS 中有 -insecure".to_owned(),
        Kind::VcsFaulty { error } => error.zh(),
    }
}

fn reason_zh(finding: &Finding) -> &'static str {
    match &finding.kind {
        Kind::Quotes => "Go 不会去掉值中的任何内容：引号会成为地址或模式的一部分，使其失效。",
        Kind::Blanks { harmless: true } => "Go 会去掉 GOPROXY 各项两端的空白，其他工具则不会。",
        Kind::Blanks { harmless: false } => {
            "Go 在这里既不按空白分隔，也不去掉空白：含有空白的条目匹配不到任何内容。各项之间应使用逗号。"
        }
        Kind::ProxyEmpty => "对于任何模块，Go 都会拒绝这样的列表。取消该设置，即可使用 Go 的默认值。",
        Kind::ProxyWord { .. } => "只有 direct 和 off 是关键字；目录应写成 file:///路径。Go 会拒绝整个列表。",
        Kind::ProxyFaulty { .. } => "对于任何模块，Go 都会拒绝整个列表。",
        Kind::ProxyNoScheme { .. } => "Go 会补上 https://；请明确写出，因为读取该列表的其他工具不会补。",
        Kind::ProxyAfterEnd { .. } => "Go 到 direct 或 off 为止：其后的内容永远不会被使用，甚至不会被检查。",
        Kind::ProxyComma { .. } => {
            "逗号之后的条目只有在返回 404 或 410 时才会使用。两者都提供全部公共模块，后者只在前者出故障时才有用：应使用 |，它在任何错误之后都会继续。"
        }
        Kind::PlainHttp { .. } => {
            "途中的任何人都能看到请求了哪些模块，并能篡改应答；只有 go.sum 和校验和数据库能够发现。"
        }
        Kind::Credentials { .. } => {
            "它们会出现在 go env 的输出、日志以及其他工具的错误报告中。请改写入 ~/.netrc，Go 会为 https 地址读取它。"
        }
        Kind::PatternCidr { .. } => {
            "模式匹配的是模块路径：192.168.0.0/16 表示主机 192.168.0.0 下名为 16 的路径。以地址命名的主机应写成 192.168.*，否则请写主机名。"
        }
        Kind::PatternScheme { .. } => {
            "模块路径中没有协议，因此它匹配不到任何模块，这些模块不会被当作私有模块。"
        }
        Kind::PatternWildcard { .. } => {
            "子域名写成 *.example.com，它不包括 example.com 本身；路径之下的内容无需 /... 就已覆盖；* 只代表一个部分。"
        }
        Kind::PatternMalformed { .. } => "Go 会不作提示地忽略它：[ 必须闭合，\\ 之后必须有一个字符。",
        Kind::PatternUnmatchable { .. } => {
            "模块路径以小写主机名开头，其中没有端口、@ 和分号：它匹配不到任何模块。"
        }
        Kind::PrivateUncovered { .. } => {
            "它们的名称和版本会发送给 GOPROXY 中的代理以及公共的校验和数据库，而且会在那里下载失败。"
        }
        Kind::DatabaseFaulty { .. } => "对于哈希尚未写入 go.sum 的模块，Go 都会失败。",
        Kind::DatabaseOff => {
            "对于尚未写入 go.sum 的版本，代理给出什么就信任什么：你构建的内容由代理的运营者决定。Go 还会拒绝下载工具链。若只是为了私有模块，请使用 GOPRIVATE。"
        }
        Kind::NothingChecked => {
            "对于尚未写入 go.sum 的版本，其主机给出什么就信任什么：控制该主机、其域名解析或途中会解开 TLS 的代理的人，决定你构建的内容；标签被移动也无法发现。"
        }
        Kind::CheckedByNobody => "对于尚未写入 go.sum 的公共模块，也会不加校验地信任。请改为只写私有主机。",
        Kind::InsecureEverything => {
            "直接获取的一切内容都可以通过明文 http 或使用任意证书传输：途中的任何人都能决定你构建的内容。"
        }
        Kind::InsecureFlag => {
            "Go 1.17 及以后的版本会因此失败；更早的版本既不检查证书，也不查询校验和数据库。只对个别主机放宽请使用 GOINSECURE。"
        }
        Kind::VcsFaulty { .. } => "对于直接获取的模块，Go 都会失败。",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::golang::lint::{Subject, check};
    use crate::golang::route::Values;

    #[test]
    fn no_credential_is_told() {
        let goproxy =
            "https://me:secret@goproxy.cn,https://me:secret@goproxy.io,http://me:secret@x,direct,z:secret@x";
        let values = Values { goproxy, gosumdb: "sum.golang.org http://me:secret@x", ..Values::default() };
        let findings = check(&Subject { values, requires: &[] });
        assert!(findings.len() >= 6, "{findings:?}");
        for told in findings.iter().flat_map(|finding| [tell(finding, Lang::En), tell(finding, Lang::Zh)]) {
            assert!(!told.summary.contains("secret"), "{told:?}");
        }
    }
}
